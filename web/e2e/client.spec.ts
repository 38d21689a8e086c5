// A client's story: a brief from nothing, its words and questions, entries as a playlist, and the choice with all
// that follows from it.
import { body, type Schema } from "../api/client.js";
import { ClientPerson, CoProducer } from "../test/people.js";
import { wav } from "../test/sound.js";
import { LETTER, type Waiting, tracksWait } from "./listening.js";
import { accessible, expect, shot, test } from "./studio.js";
import type { Studio } from "../test/studio.js";

const OTHER_LETTER =
  "A bus at night is a ferry on wheels, and your bass line drives it home. The brushes keep everybody awake without " +
  "waking anybody; I would only open the last chord a little wider, so that the morning has somewhere to arrive.";

/** Two entries that Mika has approved. */
async function twoAnswered(studio: Studio): Promise<Waiting> {
  const waiting = await tracksWait(studio, 2, 25);
  const mika = new CoProducer(studio, "Mika");
  const scores = { brief_fit: 4, composition: 4, production: 4, originality: 4, delivery: 4 };
  for (const [at, review] of waiting.reviews.entries()) {
    await mika.listen(review);
    const feedback = { text: at === 0 ? LETTER : OTHER_LETTER, strengths: ["a patient opening"], notes: [], fit_term: "calm" };
    const path = { review };
    await body(mika.api.PUT("/reviews/{review}", { params: { path }, body: { scores, verdict: "approve", feedback } }));
  }
  await studio.settle();
  return waiting;
}

test("a brief from nothing to open, by typing; a reload and an offline minute lose nothing", async ({ as, expected }) => {
  expected.push(/ERR_INTERNET_DISCONNECTED/, /status of 422/);
  const page = await as("Clara", "/studio/my-briefs");
  await shot(page, "my-briefs");
  await page.getByRole("link", { name: "Write a brief" }).click();
  await page.getByLabel("Title").fill("Lighthouse, winter");
  await page.getByLabel("What should the music do?").fill("A keeper climbs for the last time.");
  await page.reload();
  await expect(page.getByLabel("Title")).toHaveValue("Lighthouse, winter");
  await page.getByRole("radio", { name: "TV series" }).check();
  await shot(page, "brief-new");
  await page.getByRole("button", { name: "Go on" }).click();

  await expect(page.getByRole("heading", { name: /How it should feel/ })).toBeVisible();
  const missing = page.getByRole("complementary");
  await expect(missing.getByText(/name three to five adjectives/)).toBeVisible();
  await page.getByRole("button", { name: "+ tender" }).click();
  await page.getByLabel("Adjectives", { exact: true }).and(page.getByRole("textbox")).fill("windswept, patient");
  await page.keyboard.press("Enter");
  await expect(missing.getByText(/name three to five adjectives/)).toBeHidden();
  await page.context().setOffline(true);
  await page.getByRole("textbox", { name: "Music like this", exact: true }).fill("a foghorn far away");
  await page.keyboard.press("Enter");
  await expect(missing.getByRole("status")).toContainText("Kept on this device");
  await page.context().setOffline(false);
  await expect(missing.getByRole("status")).toContainText("Everything is saved.");
  await shot(page, "brief-feel");
  await page.getByRole("button", { name: "Go on" }).click();

  await page.getByLabel("At most, in seconds").fill("90");
  await page.getByLabel("How is the master delivered?").fill("48 kHz, 24 bit, stems");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("textbox", { name: "Amount" }).fill("abc");
  await expect(missing.getByRole("status")).toContainText("cannot be saved like that");
  await expect(page.getByRole("group", { name: "Prize" }).locator(".said")).toBeVisible();
  await accessible(page);
  await page.getByRole("textbox", { name: "Amount" }).fill("");
  await expect(missing.getByRole("status")).toContainText("Everything is saved.");
  await shot(page, "brief-terms");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText(/When you open it/)).toBeVisible();
  await shot(page, "brief-open");
  await page.getByRole("button", { name: "Open the brief" }).click();
  await expect(page.getByRole("main").getByText("Open", { exact: true })).toBeVisible();
  await shot(page, "brief-mine");
});

test("an open brief is changed, and everybody is told", async ({ as, studio }) => {
  const deadline = new Date((await studio.now()).getTime() + 14 * 86_400_000);
  const { id } = await new ClientPerson(studio, "Clara").openBrief(deadline);
  const page = await as("Clara", `/studio/briefs/${id}`);
  await page.getByRole("link", { name: "Change the brief" }).click();
  await page.getByLabel("What should the music do?").fill("Thirty seconds at the lake, and the jetty is still warm.");
  await page.getByRole("link", { name: /Terms/ }).click();
  await expect(page.getByText(/Fixed since it opened/)).toBeVisible();
  await expect(page.getByRole("radio", { name: /Everybody/ })).toBeDisabled();
  await page.getByRole("link", { name: /Tell everybody/ }).click();
  await expect(page.getByText(/this is version 2/)).toBeVisible();
  await shot(page, "brief-amended");
  await page.getByRole("button", { name: "Change it and tell everybody" }).click();
  await expect(page.getByText("and the jetty is still warm")).toBeVisible();
});

test("reference media are dropped in, followed until they can be heard, refused in words, and taken away", async ({ as, studio }) => {
  const deadline = new Date((await studio.now()).getTime() + 14 * 86_400_000);
  const { id } = await new ClientPerson(studio, "Clara").openBrief(deadline);
  const page = await as("Clara", `/studio/briefs/${id}/write?step=2`);
  const media = page.getByRole("region", { name: "Reference media" });
  await media.locator("input[type=file]").setInputFiles([
    { name: "harbour_bell.wav", mimeType: "audio/wav", buffer: Buffer.from(wav(4, 196)) },
    { name: "letter.wav", mimeType: "audio/wav", buffer: Buffer.from("Dear studio, this is no music. ".repeat(50)) },
  ]);
  await expect(media.getByText("the file was not taken")).toBeVisible();
  await media.getByRole("button", { name: "Listen to “harbour bell”" }).click();
  await expect(media.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(media.getByText("up to 3")).toBeVisible();
  await media.getByRole("button", { name: "Take away “letter”" }).click();
  await expect(media.getByText("the file was not taken")).toBeHidden();
  await shot(page, "reference-media");
  const ada = await as("Ada", `/studio/briefs/${id}`);
  await ada.getByRole("button", { name: "Listen to “harbour bell”" }).click();
  await expect(ada.getByRole("button", { name: "Pause" })).toBeVisible();
  await accessible(ada);
});

test("a client sends a lexicon back, confirms the next one, answers a question, and calls a brief off", async ({ as, studio }) => {
  const { brief } = await tracksWait(studio, 1, 20);
  const mika = new CoProducer(studio, "Mika").api;
  const params = { path: { brief } };
  const propose = (max_bpm: number) =>
    body(mika.PUT("/briefs/{brief}/lexicon", { params, body: { terms: [{ word: "calm", tempo: { min_bpm: 50, max_bpm } }] } }));
  await propose(140);
  const page = await as("Clara", `/studio/briefs/${brief}`);
  await page.getByRole("button", { name: "Not quite" }).click();
  await page.getByLabel("What is it instead?").fill("Slower: it is six in the morning.");
  await page.reload();
  await expect(page.getByLabel("What is it instead?")).toHaveValue("Slower: it is six in the morning.");
  await shot(page, "lexicon-answer");
  await page.getByRole("button", { name: "Send it back" }).click();
  await expect(page.getByText(/You have sent it back/)).toBeVisible();
  await propose(70);
  await page.reload();
  await page.getByRole("button", { name: "Yes, that is what I mean" }).click();
  await expect(page.getByText("50–70 bpm")).toBeVisible();

  await page.getByRole("button", { name: "Call the brief off" }).click();
  await page.getByLabel("Why?").fill("The ferry is not built.");
  await accessible(page);
  await page.getByRole("button", { name: "Call it off" }).click();
  await expect(page.getByText(/It was called off: The ferry is not built/)).toBeVisible();
});

test("a question that is open is answered for everybody", async ({ as }) => {
  const page = await as("Clara", "/studio/my-briefs");
  await page.getByRole("link", { name: "Harbour, six in the morning" }).click();
  await page.getByRole("textbox", { name: "Answer for everybody" }).first().fill("It may ring on.");
  await page.getByRole("button", { name: "Answer" }).first().click();
  await expect(page.getByText("It may ring on.")).toBeVisible();
});

test("entries are heard, compared on one playhead, listed and selected; licence and master follow", async ({ as, studio, expected }) => {
  expected.push(/status of 422/);
  const { brief } = await twoAnswered(studio);
  const page = await as("Clara", `/studio/briefs/${brief}/entries`);
  await expect(page.getByRole("heading", { name: /Entries/ })).toContainText("2 entries");
  await page.getByRole("button", { name: "Play “Slow Water”" }).click();
  const playing = page.getByRole("region", { name: "What plays" });
  await expect(playing.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("p");
  await page.getByRole("group", { name: "Your stars for “Slow Water”" }).getByRole("radio", { name: "5" }).check();
  await expect(page.getByText("The composer is told.")).toBeVisible();
  await page.getByRole("checkbox", { name: "“Slow Water” on the shortlist" }).check();
  await page.getByRole("radio", { name: "Shortlist (1)" }).check();
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.getByText("Answers, and your words").click();
  await expect(page.getByText(/The low strings let me breathe out/)).toBeVisible();
  await shot(page, "entries");
  await page.getByRole("radio", { name: "All" }).check();

  for (const title of ["Slow Water", "Night Bus"]) await page.getByRole("checkbox", { name: `Compare “${title}”` }).check();
  await page.getByRole("button", { name: "Compare 2" }).click();
  const compared = page.getByRole("region", { name: "Compare" });
  await compared.getByRole("button", { name: "Play" }).click();
  const place = compared.getByRole("slider");
  await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(3000);
  const before = Number(await place.inputValue());
  await page.keyboard.press("2");
  await expect(compared.getByRole("radio", { name: "Night Bus" })).toBeChecked();
  const after = Number(await place.inputValue());
  expect(after).toBeGreaterThanOrEqual(before - 40);
  expect(Number(await compared.locator("[data-apart]").getAttribute("data-apart"))).toBeLessThan(25);
  await page.keyboard.press("x");
  await expect(compared.getByRole("radio", { name: "Slow Water" })).toBeChecked();
  await expect(place).toHaveAttribute("aria-label", "Position, hearing Slow Water");
  await page.keyboard.press("Space");
  await shot(page, "compare");
  await page.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "End the entries now" }).click();
  const asked = page.getByRole("dialog");
  await accessible(page);
  await asked.getByRole("button", { name: "End the entries now" }).click();
  await page.getByText("If you say nothing").click();
  await expect(page.getByText(/After thirty days/)).toBeVisible();
  await page.getByRole("button", { name: "Select this one: “Slow Water”" }).click();
  const dialog = page.getByRole("dialog", { name: "Select “Slow Water”?" });
  await expect(dialog).toMatchAriaSnapshot({ name: "selection.yml" });
  await dialog.getByLabel("Why this one?").fill("Too short");
  await dialog.getByRole("button", { name: "Select it for good" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("Why this one?").fill("It waits with us until the sun is there.");
  await shot(page, "selection");
  await dialog.getByRole("button", { name: "Select it for good" }).click();

  const won = page.getByRole("region", { name: "The winner" });
  await expect(won.getByText("It waits with us until the sun is there.")).toBeVisible();
  await won.getByRole("button", { name: "Get the original" }).click();
  const link = won.getByRole("link", { name: "Save the file" });
  await expect(link).toHaveAttribute("href", /^http/);
  await shot(page, "winner");
  await won.getByRole("button", { name: "I have it, and it is right" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "I have it, and it is right" }).click();
  await expect(won.getByText("You have confirmed that you have the master.")).toBeVisible();
  await won.getByRole("link", { name: "The licence, signed by the studio" }).click();
  await expect(page.locator("main h1")).toBeVisible();
  await expect(page.getByText("Slow Water").first()).toBeVisible();
});

test("200 entries are there at once, and one plays on to the next", async ({ as, studio }) => {
  const { brief } = await twoAnswered(studio);
  const clara = new ClientPerson(studio, "Clara");
  const { items } = await body(clara.api.GET("/briefs/{brief}/tracks", { params: { path: { brief } } }));
  const many = Array.from({ length: 200 }, (_, at): Schema<"Track"> => {
    const track = items[at % items.length];
    if (track === undefined) throw new Error("there is no entry");
    return at < items.length ? track : { ...track, id: `trk_${String(at).padStart(26, "0")}`, title: `Entry ${at + 1}`, versions: track.versions.map((one) => ({ ...one, total_centistars: 100 + at })) };
  });
  const page = await as("Clara", "/studio/my-briefs");
  await page.route(/\/briefs\/[^/]+\/tracks\?/, (route) => {
    const cursor = new URL(route.request().url()).searchParams.get("cursor");
    const answer = cursor === null ? { items: many.slice(0, 100), next: "second" } : { items: many.slice(100), next: null };
    return route.fulfill({ json: answer });
  });
  await page.route(/\/tracks\/trk_0000[^/]*\/versions\/1\/listen/, (route) => {
    return route.continue({ url: route.request().url().replace(/trk_0000\d+/, items[0]?.id ?? "") });
  });
  await page.goto(`/studio/briefs/${brief}/entries`);
  await expect(page.getByText("200 entries")).toBeVisible();
  expect(await page.evaluate(() => performance.now())).toBeLessThan(5_000);
  await expect(page.getByRole("article")).toHaveCount(200);
  const order = page.getByRole("combobox", { name: "Order" });
  const drawn_ms = await order.evaluate(async (select) => {
    const began = performance.now();
    if (select instanceof HTMLSelectElement) select.value = "answers";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  });
  await expect(page.getByRole("article").nth(150)).not.toContainText("Entry 151");
  expect(drawn_ms).toBeLessThan(1_000);
  await order.selectOption({ label: "As numbered" });
  const [first, second] = [many[0]?.title ?? "", many[1]?.title ?? ""];
  await page.getByRole("button", { name: `Play “${first}”` }).click();
  const playing = page.getByRole("region", { name: "What plays" });
  await expect(playing.getByRole("button", { name: "Pause" })).toBeVisible();
  const place = playing.getByRole("slider");
  await place.fill(String(Number(await place.getAttribute("max")) - 500));
  await expect(playing.getByRole("status")).toHaveText(second);
  await expect(playing.getByRole("button", { name: "Pause" })).toBeVisible();
});
