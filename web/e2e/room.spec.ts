// The listening room: by keyboard alone, offline, through a reload, in two browsers, with 300 notes, and when the
// session ends in the middle of a sentence.
import type { Locator, Page } from "@playwright/test";
import { body } from "../api/client.js";
import { ClientPerson, Composer, CoProducer } from "../test/people.js";
import { changesAsked, LETTER, secondVersionWaits, tracksWait } from "./listening.js";
import { measured, score, throttled } from "./speed.js";
import { accessible, expect, shot, signIn, test } from "./studio.js";

const roomOf = (review: string | undefined) => `/studio/reviews/${review ?? ""}`;
const letterIn = (page: Page) => page.getByLabel("Your letter to the composer");
const noteIn = (page: Page) => page.getByRole("textbox", { name: /^Note (at|about) / });
const notesIn = (page: Page) => page.getByRole("list", { name: "Notes" }).getByRole("listitem");
const saved = (page: Page) => expect(page.getByText("Everything is saved.")).toBeVisible();
const TABS_MAX = 80;

/** Goes there as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tab = 0; tab < TABS_MAX; tab += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("no tab leads there");
}

test("a track is heard, noted, scored and answered by keyboard alone, and the next one opens", async ({ as, studio, expected }) => {
  expected.push(/422/);
  await tracksWait(studio, 2, 20);
  const page = await as("Mika", "/studio/queue");
  const key = (name: string) => page.keyboard.press(name);
  await shot(page, "queue");
  await tabTo(page, page.getByRole("link", { name: "Listen", exact: true }).first());
  await key("Enter");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText(/^Entry \d+$/);
  const first = await title.innerText();

  await key("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await accessible(page);
  await key("Escape");

  await key("Control+Enter");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await accessible(page);

  await key("Escape");
  await key(" ");
  const position = page.getByRole("slider", { name: "Position in the track" });
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(position).toHaveAttribute("aria-valuetext", /^0:02 of 0:20$/);
  await key("i");
  await expect(position).toHaveAttribute("aria-valuetext", /^0:04 of 0:20$/);
  await key("o");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.type("let the strings come in a bar earlier");
  await key("Enter");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(notesIn(page)).toHaveText([/0:02–0:04.*strings/]);

  await key("c");
  await page.keyboard.type("a lovely turn");
  await key("Enter");
  await expect(notesIn(page)).toHaveCount(2);
  await key("]");
  await expect(page.getByText("not counting as heard")).toBeVisible();
  await key("[");
  for (let score = 0; score < 5; score += 1) await key("4");
  await expect(page.getByRole("radio", { name: "4", checked: true })).toHaveCount(5);

  await tabTo(page, page.getByLabel("Which of the client’s words is the fit about?"));
  await page.keyboard.type("calm");
  await tabTo(page, letterIn(page));
  await page.keyboard.type(LETTER);
  await tabTo(page, page.getByLabel("Strength 1"));
  await page.keyboard.type("a patient opening");
  await tabTo(page, page.getByRole("radio", { name: /^Approve/ }));
  await key(" ");
  await expect(page.getByText("enough for an answer")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^14 of 14$/)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await shot(page, "room");

  await key("Control+Enter");
  await expect(page.getByText("Delivered. Thank you for listening.")).toBeVisible();
  await shot(page, "room-delivered");
  await key("n");
  await expect(title).toHaveText(/^Entry \d+$/);
  await expect(title).not.toHaveText(first);
});

test("an offline minute loses nothing", async ({ as, studio, expected }) => {
  expected.push(/ERR_INTERNET_DISCONNECTED/);
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", roomOf(reviews[0]));
  const position = page.getByRole("slider");
  await page.keyboard.press(" ");
  await expect(position).toHaveAttribute("aria-valuetext", /^0:02 of/);
  await page.context().setOffline(true);
  await expect(position).toHaveAttribute("aria-valuetext", /^0:05 of/);
  await page.keyboard.press(" ");
  await letterIn(page).fill("Written on a ferry without a network.");
  await noteIn(page).fill("written there too");
  await noteIn(page).press("Enter");
  await expect(page.getByText(/Kept on this device/)).toBeVisible();
  await accessible(page);
  await page.context().setOffline(false);
  await saved(page);
  const { draft, heard } = await room(studio, reviews[0]);
  expect(heard.heard_ms).toBeGreaterThanOrEqual(4_500);
  expect(draft?.feedback.text).toBe("Written on a ferry without a network.");
  expect(draft?.feedback.notes.map((note) => note.text)).toEqual(["written there too"]);
});

test("a reload in the middle loses nothing: letter, notes, the half-written note, and what was heard", async ({ as, studio }) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", roomOf(reviews[0]));
  await page.keyboard.press(" ");
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /^0:04 of/);
  await letterIn(page).fill("Half a letter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.keyboard.type("half a no");
  await page.reload();
  await expect(letterIn(page)).toHaveValue("Half a letter");
  await expect(noteIn(page)).toHaveValue("half a no");
  await expect(page.getByText(/^(1\d|2\d)% heard/)).toBeVisible();
  await noteIn(page).press("End");
  await noteIn(page).pressSequentially("te");
  await noteIn(page).press("Enter");
  await expect(notesIn(page)).toHaveText([/0:0[45].*half a note/]);
  await saved(page);
});

test("two browsers write on one answer, and two tabs of one", async ({ as, studio }) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const [first, second] = [await as("Mika", roomOf(reviews[0])), await as("Mika", roomOf(reviews[0]))];
  await letterIn(first).fill("The letter of the first browser.");
  await saved(first);
  await noteIn(second).fill("the note of the second");
  await noteIn(second).press("Enter");
  await saved(second);
  await expect(letterIn(second)).toHaveValue("The letter of the first browser.");
  await first.getByLabel("Strength 1").fill("a strength of the first");
  await saved(first);
  await expect(notesIn(first)).toHaveText([/the note of the second/]);

  const tab = await first.context().newPage();
  await signIn(tab, "Mika", roomOf(reviews[0]));
  await tab.getByLabel("Strength 2").fill("a strength of its second tab");
  await expect(first.getByLabel("Strength 2")).toHaveValue("a strength of its second tab");
  await saved(tab);
  const { draft } = await room(studio, reviews[0]);
  expect(draft?.feedback.text).toBe("The letter of the first browser.");
  expect(draft?.feedback.notes.map((note) => note.text)).toEqual(["the note of the second"]);
  expect(draft?.feedback.strengths).toEqual(["a strength of the first", "a strength of its second tab"]);
});

test("300 notes stay fast, in order and readable", async ({ as, studio }) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const notes = Array.from({ length: 300 }, (_, at) => ({ at_ms: 60 * (299 - at), text: `remark ${299 - at}`, actionable: at % 2 === 0 }));
  const path = { review: reviews[0] ?? "" };
  await body(new CoProducer(studio, "Mika").api.PUT("/reviews/{review}/draft", { params: { path }, body: { feedback: { notes } } }));
  const page = await as("Mika", roomOf(reviews[0]));
  await expect(notesIn(page)).toHaveCount(300);
  await expect(notesIn(page).first()).toContainText("remark 0");
  const frame = await page.evaluate(async () => {
    const field = document.querySelector<HTMLTextAreaElement>("#letter");
    const frames = [];
    for (const letter of "a letter") {
      const since = performance.now();
      if (field !== null) field.value += letter;
      field?.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      frames.push(performance.now() - since);
    }
    return frames.sort((a, b) => a - b)[frames.length >> 1] ?? 0;
  });
  expect(frame).toBeLessThan(150);
  await expect(page.getByText("the feedback has at most 100 notes")).toBeVisible();
  await shot(page, "room-300-notes");
});

test("a session that ends while one types keeps every word", async ({ as, studio, expected }) => {
  expected.push(/40[01]/);
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", roomOf(reviews[0]));
  await expect(page.getByRole("slider")).toBeVisible();
  await page.evaluate(async () => {
    const { revoke, client_id } = await (await fetch("/studio.json")).json();
    await fetch(revoke, { method: "POST", body: new URLSearchParams({ token: sessionStorage.getItem("studio.refresh") ?? "", client_id }) });
  });
  // Longer than any token lasts, and shorter than the review does.
  await studio.wait(13 * 3600);
  await letterIn(page).fill("This sentence was begun in one session");
  const ended = page.getByRole("alert").filter({ hasText: "Your session has ended" });
  await expect(ended).toBeVisible();
  await accessible(page);
  await letterIn(page).fill("This sentence was begun in one session and ended in another.");
  await ended.getByRole("button", { name: "Sign in again" }).click();
  await page.getByRole("button", { name: /^Mika\b/ }).click();
  await expect(letterIn(page)).toHaveValue("This sentence was begun in one session and ended in another.");
  await saved(page);
});

test("beside a second version stand the notes on the first, what the composer says of them, and the first to hear", async ({ as, studio }) => {
  const review = await secondVersionWaits(studio, await tracksWait(studio, 1, 20));
  const page = await as("Mika", roomOf(review));
  const earlier = page.locator("section").filter({ has: page.getByRole("heading", { name: "Your notes on version 1" }) });
  await expect(earlier.getByRole("listitem")).toHaveText([/0:04.*strings.*the composer says: done/, /0:09–0:12.*water.*not done/]);
  await earlier.getByRole("checkbox", { name: /strings/ }).check();
  await earlier.getByText("Hear version 1 again").click();
  await expect(earlier.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await saved(page);
  await shot(page, "room-second-version");
  const { draft } = await room(studio, review);
  expect(draft?.confirmed).toEqual([true, false]);
});

test("a track is judged by the brief as it stood; how it went on can be read beside it", async ({ as, studio }) => {
  const { brief, reviews } = await tracksWait(studio, 1, 20);
  const clara = new ClientPerson(studio, "Clara");
  const path = { brief };
  const { response } = await clara.api.GET("/briefs/{brief}", { params: { path } });
  const header = { "If-Match": response.headers.get("etag") ?? "" };
  await body(clara.api.PATCH("/briefs/{brief}", { params: { path, header }, body: { text: "Two minutes on the last ferry of the day, and nobody speaks." } }));
  const page = await as("Mika", roomOf(reviews[0]));
  await expect(page.getByText("The brief has gone on to version 2.")).toBeVisible();
  await expect(page.getByText("A minute on the first ferry of the day.")).toBeVisible();
  await page.getByRole("combobox", { name: /^Brief/ }).selectOption("Version 2");
  await expect(page.getByText("Two minutes on the last ferry of the day")).toBeVisible();
  await expect(page.getByText("You judge by version 1.")).toBeVisible();
  await page.getByText("Questions", { exact: true }).click();
  await expect(page.getByText("No, the first ten seconds are yours alone.")).toBeVisible();
  await accessible(page);
});

test("the room scores at least 95 for how fast it is there", async ({ as, studio }, info) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", roomOf(reviews[0]));
  const found = await measured(page);
  info.annotations.push({ type: "measures", description: JSON.stringify(found) });
  expect(score(found), JSON.stringify(found)).toBeGreaterThanOrEqual(95);
});

test("an operator reads along and cannot write", async ({ as, studio }) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Olga", roomOf(reviews[0]));
  await expect(page.getByText("You read along.")).toBeVisible();
  await expect(letterIn(page)).toHaveCount(0);
  await accessible(page);
});

test("to an objection one replies once, and the notes come out as markers", async ({ as, studio }) => {
  const review = await changesAsked(studio, await tracksWait(studio, 1, 20));
  const path = { review };
  const reason = "The strings are there from bar five, as asked.";
  await body(new Composer(studio, "Ada").api.POST("/reviews/{review}/dispute", { params: { path }, body: { reason } }));
  const page = await as("Mika", roomOf(review));
  await expect(page.getByText(reason)).toBeVisible();
  await page.getByLabel("Your reply").fill("You are right about bar five; I meant the bar before.");
  await shot(page, "room-objection");
  await page.getByRole("button", { name: "Reply" }).click();
  await expect(page.getByRole("button", { name: "Reply" })).toHaveCount(0);
  await expect(page.getByText("I meant the bar before")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Notes as markers (CSV)" }).click();
  expect((await download).suggestedFilename()).toMatch(/^Entry \d+\.csv$/);
});

test("a link that has run out is replaced by a new one, and the music plays", async ({ as, studio, expected }) => {
  expected.push(/403/);
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", "/studio/queue");
  let refused = 0;
  await page.route(/\.mp3/, (route) => (refused++ === 0 ? route.fulfill({ status: 403 }) : route.continue()));
  await page.getByRole("link", { name: "Listen", exact: true }).click();
  await expect(page).toHaveURL(roomOf(reviews[0]));
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /^0:01 of/);
  expect(refused).toBeGreaterThan(1);
});

test("on a slow network the waveform is there before the music, and the music plays", async ({ as, studio }) => {
  await tracksWait(studio, 1, 20);
  const page = await as("Mika", "/studio/queue");
  await throttled(page, { latency: 400, bytes_per_s: 50_000 });
  await page.getByRole("link", { name: "Listen", exact: true }).click();
  await expect(page.getByRole("slider")).toBeVisible();
  await page.keyboard.press(" ");
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /^0:01 of/, { timeout: 20_000 });
});

test("a screen reader's twin of the room", async ({ as, studio }) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", roomOf(reviews[0]));
  await noteIn(page).fill("let the strings come in a bar earlier");
  await noteIn(page).press("Enter");
  await saved(page);
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", "0:00 of 0:20");
  await expect(page.getByRole("main")).toMatchAriaSnapshot({ name: "room.yml" });
});

async function room(studio: ConstructorParameters<typeof CoProducer>[0], review = "") {
  return body(new CoProducer(studio, "Mika").api.GET("/reviews/{review}", { params: { path: { review } } }));
}
