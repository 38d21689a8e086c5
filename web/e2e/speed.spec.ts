// Pages are there at once: measured as Lighthouse does, on a connection as it supposes for desktops.
import { expect, signIn, test, type Person } from "./studio.js";
import { measured, score } from "./speed.js";

const PAGES: readonly (readonly [Person, string])[] = [
  ["Mika", "/studio/queue"],
  ["Ada", "/studio/board"],
  ["Ada", "/studio/tracks"],
  ["Clara", "/studio/my-briefs"],
];

test.describe.configure({ mode: "serial" });

test("the first page scores at least 95", async ({ page }, info) => {
  await page.goto("/");
  const found = await measured(page);
  info.annotations.push({ type: "measures", description: JSON.stringify(found) });
  expect(score(found), JSON.stringify(found)).toBeGreaterThanOrEqual(95);
});

for (const [person, path] of PAGES) {
  test(`${path} scores at least 95 for ${person}`, async ({ page }) => {
    await signIn(page, person, path);
    const found = await measured(page);
    expect(score(found), JSON.stringify(found)).toBeGreaterThanOrEqual(95);
  });
}

test("something is painted before the first answer of the API", async ({ page }) => {
  await signIn(page, "Ada", "/studio/tracks");
  let answered = false;
  await page.route(/\/oauth2\/token|\/studio\.json|\/me\b/, async (route) => {
    await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
    answered = true;
    await route.continue();
  });
  await page.reload();
  await expect(page.getByRole("link", { name: /Lemon Grove/ })).toBeVisible();
  expect(answered).toBe(true);
});
