// A session lasts as long as somebody works: tokens of twelve hours, renewed without a word; where it ends all the
// same, the page says so and comes back to its place.
import { expect, signIn, test } from "./studio.js";

const HOUR_S = 3600;
/** A minute more than a token lives. */
const TOKEN_OVER_S = 12 * HOUR_S + 60;

test("a reload after a token's life stays signed in, at the same place", async ({ page, studio, expected }) => {
  expected.push(/401/);
  await signIn(page, "Ada", "/studio/tracks");
  const track = page.getByRole("link", { name: /Lemon Grove/ });
  await expect(track).toBeVisible();
  await studio.wait(TOKEN_OVER_S);
  await page.reload();
  await expect(track).toBeVisible();
  await expect(page).toHaveURL(/\/studio\/tracks$/);
});

test("a page that stood open for longer than a token's life goes on without a reload", async ({ page, studio, expected }) => {
  // The token is refused before the page knows that it has run out: its own clock was asleep.
  expected.push(/40[13]/);
  await signIn(page, "Ada", "/studio/tracks");
  await studio.wait(TOKEN_OVER_S);
  await page.getByRole("link", { name: /Lemon Grove/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lemon Grove" })).toBeVisible();
});

test("a session that has ended says so, and signing in leads back to the same page", async ({ page, studio, expected }) => {
  // The refresh token is refused, and so are the links to sound that the page holds: all are past their time.
  expected.push(/40[013]/);
  await signIn(page, "Ada", "/studio/tracks");
  await page.getByRole("link", { name: /Lemon Grove/ }).click();
  const track = page.url();
  await studio.wait(31 * 24 * HOUR_S);
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Ada\b/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lemon Grove" })).toBeVisible();
  expect(page.url()).toBe(track);
});

test("who has signed out is out: the tab's tokens are gone, and going back shows nothing", async ({ page }) => {
  await signIn(page, "Ada", "/studio/tracks");
  await page.getByRole("button", { name: "Ada" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
  await page.goBack();
  await expect(page.getByRole("main").getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText("Lemon Grove")).toHaveCount(0);
});
