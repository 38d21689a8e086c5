// A person who has never been here: the first page, and signing in as each of the story's people.
import { expect, shot, signIn, test, type Person } from "./studio.js";

test("a stranger reads what the studio is, and signs in", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Every track gets a real answer");
  await shot(page, "welcome");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/oauth2\/authorize/);
  await shot(page, "sign-in");
});

for (const person of ["Clara", "Mika", "Ada", "Ben", "Chidi", "Olga", "Otto"] satisfies Person[]) {
  test(`${person} signs in, is where their day begins, and signs out`, async ({ page }) => {
    await signIn(page, person);
    await shot(page, `home-${person}`);
    await page.getByRole("button", { name: person }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/$/);
  });
}
