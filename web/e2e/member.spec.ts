// What a member is here: notices, points and level, profile and public page, credits with their proof, and leaving.
import { body } from "../api/client.js";
import { Composer } from "../test/people.js";
import { accessible, expect, shot, test } from "./studio.js";

test("notices count what is new, say what happened, and lead there", async ({ as }) => {
  const page = await as("Ada", "/studio/board");
  const bell = page.getByRole("link", { name: /^Notices/ });
  await expect(bell).toHaveAccessibleName("Notices, 9+ new");
  await bell.click();
  await expect(page.getByRole("heading", { level: 1, name: "Notices" })).toBeVisible();
  await expect(page.getByText(/€33,791\.45 for [A-Z][a-z]+ \d{4} has reached/)).toBeVisible();
  await expect(bell).toHaveAccessibleName("Notices");
  await shot(page, "notices");
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByRole("listitem").filter({ hasText: "is on the shortlist" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Dining Car" })).toBeVisible();
});

test("a notice that came since is marked as new", async ({ as, studio }) => {
  const page = await as("Ada", "/studio/notices");
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await expect(page.getByText("new", { exact: true })).toHaveCount(0);
  await studio.wait(3600);
  const ada = new Composer(studio, "Ada");
  await ada.payInto("DE89370400440532013000");
  await studio.settle();
  await page.reload();
  await expect(page.getByRole("listitem").first().getByText("new", { exact: true })).toBeVisible();
});

test("points say what is missing, and how each came about", async ({ as }) => {
  const page = await as("Ada", "/studio/board");
  await page.getByRole("button", { name: "Ada" }).click();
  await page.getByRole("link", { name: "Points and level" }).click();
  await expect(page.getByRole("heading", { name: "Missing to Senior" })).toBeVisible();
  await expect(page.getByText("4 approved tracks to Senior")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Approved tracks" })).toHaveAttribute("max", "8");
  await expect(page.getByText("a client selected a track")).toBeVisible();
  await expect(page.getByText("All of them together")).toBeVisible();
  await shot(page, "points");
  await page.getByRole("listitem").filter({ hasText: "a client selected a track" }).getByRole("link", { name: "the track" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fizz" })).toBeVisible();
});

test("a co-producer's standing has its four parts, each with what it rests on", async ({ as }) => {
  const page = await as("Mika", "/studio/points");
  await expect(page.getByRole("heading", { name: /^As a co-producer/ })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "In time" })).toHaveAttribute("max", "300");
  await shot(page, "points-co-producer");
});

test("a profile is changed, what is wrong stands at its field, and everybody reads the rest", async ({ as, page: stranger, expected }) => {
  expected.push(/422/);
  const page = await as("Ben", "/studio/profile");
  await page.getByLabel("About you").fill("Basements, tape and one good microphone.");
  await page.getByLabel("Genres").fill("pop, film-score");
  await page.getByLabel("Links").fill("http://example.com/ben");
  await page.getByLabel("Amount").fill("two hundred");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("An amount looks like 250 or 250.50.")).toBeVisible();
  await page.getByLabel("Amount").fill("250,50");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Links")).toHaveAttribute("aria-invalid", "true");
  await accessible(page);
  await page.getByLabel("Links").fill("https://example.com/ben");
  await page.getByLabel("Members find me in the directory").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Amount")).toHaveValue("250.5");
  await shot(page, "profile");

  await page.getByRole("link", { name: "Your page, as everybody sees it" }).click();
  await expect(page.getByText("This is what everybody sees of you.")).toBeVisible();
  await stranger.goto(page.url());
  await expect(stranger.getByRole("heading", { level: 1, name: "Ben" })).toBeVisible();
  await expect(stranger.getByText("Basements, tape and one good microphone.")).toBeVisible();
  await expect(stranger.getByText("250")).toHaveCount(0);
  await shot(stranger, "public-page");

  const ada = await as("Ada", "/studio/directory");
  await ada.getByRole("link", { name: "Ben" }).click();
  await expect(ada.getByRole("heading", { level: 1, name: "Ben" })).toBeVisible();
});

test("a profile that was changed elsewhere is not overwritten", async ({ as, studio, expected }) => {
  expected.push(/412/);
  const page = await as("Chidi", "/studio/profile");
  await expect(page.getByLabel("About you")).toBeVisible();
  await new Composer(studio, "Chidi").introduce("Said from another place.");
  await page.getByLabel("About you").fill("Said here.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("About you")).toHaveValue("Said here.");
});

test("nobody is in the directory: it says how one gets there", async ({ as }) => {
  const page = await as("Clara", "/studio/board");
  await page.getByRole("button", { name: "Clara" }).click();
  await page.getByRole("link", { name: "Directory" }).click();
  await expect(page.getByRole("heading", { name: "Nobody is listed yet" })).toBeVisible();
  await page.getByLabel("Genre").fill("polka");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("heading", { name: "Nobody who is listed writes that" })).toBeVisible();
  await shot(page, "directory");
});

test("a credit is verified by a stranger's browser, and a changed one is not", async ({ as, page: stranger, studio }) => {
  const page = await as("Ada", "/studio/credits");
  await expect(page.getByRole("heading", { name: "Fizz" })).toBeVisible();
  await shot(page, "credits");
  await page.getByRole("link", { name: "As others see it" }).click();
  await expect(page.getByText("Verified", { exact: true })).toBeVisible();
  await shot(page, "credit");
  await stranger.goto(page.url());
  await expect(stranger.getByText("Verified", { exact: true })).toBeVisible();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(/^Composer of the music for a production, \d{4}$/);

  const { items } = await body(new Composer(studio, "Ada").api.GET("/me/credits")).then((found) => (typeof found === "string" ? { items: [] } : found));
  await stranger.route(`${studio.url}/credits/${items[0]?.id ?? ""}*`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), name: "Somebody Else" } });
  });
  await stranger.goto(`/studio/credits/${items[0]?.id ?? ""}`);
  await expect(stranger.getByText("Not as it was signed")).toBeVisible();
  await accessible(stranger);
});

test("who wrote the winner reads its licence and saves it", async ({ as }) => {
  const page = await as("Ada", "/studio/credits");
  await page.getByRole("link", { name: "Licence" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Licence of “Fizz”" })).toBeVisible();
  await expect(page.getByText("Verified", { exact: true })).toBeVisible();
  await shot(page, "licence");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the signed licence" }).click()]);
  expect(file.suggestedFilename()).toMatch(/^licence-trk_.*\.json$/);
});

test("who leaves for good reads what it means, and how far it is without signing in", async ({ as, page: stranger }) => {
  const page = await as("Ben", "/studio/profile");
  await page.getByRole("button", { name: "Leave…" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave the studio for good" });
  await accessible(page);
  const leave = dialog.getByRole("button", { name: "Leave for good" });
  await expect(leave).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "I understand that it is for ever" }).check();
  await leave.click();
  await expect(page.getByRole("heading", { name: "You are leaving" })).toBeVisible();
  await shot(page, "leaving");
  const link = await page.getByRole("link", { name: "Leaving the studio" }).getAttribute("href");
  await stranger.goto(link ?? "");
  await expect(stranger.getByText("Asked for: what is open is being ended.")).toBeVisible();
  await shot(stranger, "erasure");
});
