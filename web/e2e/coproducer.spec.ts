// A co-producer's other work: the queue with its clocks, the words of a client in music, declining, and leaving.
import { body } from "../api/client.js";
import { ClientPerson, CoProducer, OperatorPerson } from "../test/people.js";
import { nothingWaits, tracksWait, trialsAreMarked } from "./listening.js";
import { accessible, expect, shot, test } from "./studio.js";

const HOUR_S = 3600;

test("the queue says why and how long, and a track can be declined", async ({ as, studio }) => {
  await tracksWait(studio, 2, 20);
  const page = await as("Mika", "/studio/queue");
  const first = page.getByRole("article").first();
  await expect(first).toContainText("It was your turn");
  await expect(first).toContainText("2 days left");
  await first.getByRole("button", { name: "Decline" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "This is music I cannot judge" }).check();
  await accessible(page);
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("1 track waits for you")).toBeVisible();
});

test("who is asked to listen says yes, and is in the room; who says no is not asked again", async ({ as, studio }) => {
  const { reviews } = await tracksWait(studio, 1, 20);
  const olga = new OperatorPerson(studio, "Olga");
  for (const name of ["Chidi", "Ben"]) {
    const { id } = await new CoProducer(studio, name).introduce("Ten years of listening to other people’s first versions.");
    await olga.nameCoProducer(id, "somebody has to be asked");
  }
  const mika = new CoProducer(studio, "Mika");
  const path = { review: reviews[0] ?? "" };
  await body(mika.api.POST("/reviews/{review}/decline", { params: { path }, body: { reason: "no_time" } }));
  await studio.wait(25 * HOUR_S);
  await studio.settle();
  const ben = await as("Ben", "/studio/queue");
  await expect(ben.getByRole("heading", { name: "You are asked to listen" })).toBeVisible();
  await shot(ben, "queue-asked");
  await ben.getByRole("button", { name: "Not this one" }).click();
  await expect(ben.getByRole("heading", { name: "You are asked to listen" })).toHaveCount(0);
  const chidi = await as("Chidi", "/studio/queue");
  await chidi.getByRole("button", { name: "I will listen" }).click();
  await expect(chidi.getByRole("slider", { name: "Position in the track" })).toBeVisible();
});

test("nothing waits: the queue says what comes, and one may be away", async ({ as, studio }) => {
  await nothingWaits(studio);
  const page = await as("Mika", "/studio/queue");
  await expect(page.getByRole("heading", { name: "Nothing waits for you" })).toBeVisible();
  const takes = page.getByLabel("You take");
  await takes.selectOption("nothing now");
  await expect(takes).toHaveValue("away");
  await page.reload();
  await expect(takes).toHaveValue("away");
  await shot(page, "queue-empty");
});

test("the client’s words are translated anew, and what is sent back says why", async ({ as, studio }) => {
  const { brief } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", "/studio/queue");
  await page.getByRole("link", { name: /^Ferry at dawn/ }).click();
  await page.getByRole("button", { name: "Propose another one" }).click();
  const hopeful = page.getByRole("group", { name: "hopeful" });
  await hopeful.getByLabel("Slowest tempo").fill("72");
  await hopeful.getByLabel("Instruments").fill("felt piano, one horn");
  await shot(page, "co-produce-lexicon");
  await page.reload();
  await page.getByRole("button", { name: "Propose another one" }).click();
  await expect(hopeful.getByLabel("Slowest tempo")).toHaveValue("72");
  await page.getByRole("button", { name: "Propose to the client" }).click();
  await expect(page.getByText("the client has not answered")).toBeVisible();

  const clara = new ClientPerson(studio, "Clara");
  const path = { brief };
  const version = (await body(clara.api.GET("/briefs/{brief}", { params: { path } }))).lexicon?.version ?? 0;
  await body(clara.api.POST("/briefs/{brief}/lexicon/return", { params: { path }, body: { version, reason: "Hopeful is slower than that for me." } }));
  await page.reload();
  await expect(page.getByText("Hopeful is slower than that for me.")).toBeVisible();
  await shot(page, "co-produce");
});

test("after an award the client's choice stands in one's own ranking", async ({ as }) => {
  const page = await as("Mika", "/studio/queue");
  await page.getByRole("link", { name: /^Lemonade, summer film/ }).click();
  await expect(page.getByRole("heading", { name: "What the client chose" })).toBeVisible();
  await expect(page.getByText(/To your ear it was number \d of \d/)).toBeVisible();
  await shot(page, "co-produce-outcome");
});

test("a brief can be left, and its tracks go to others", async ({ as, studio }) => {
  const { brief } = await tracksWait(studio, 1, 20);
  const page = await as("Mika", `/studio/briefs/${brief}/co-produce`);
  await page.getByRole("button", { name: "Leave this brief" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave this brief for good?" });
  await accessible(page);
  await dialog.getByRole("button", { name: "Leave this brief" }).click();
  await expect(page.getByRole("heading", { name: "Nothing waits for you" })).toBeVisible();
});

test("an applicant reads how it stands", async ({ as }) => {
  const page = await as("Ada", "/studio/tracks");
  await page.getByRole("button", { name: "Ada" }).click();
  await page.getByRole("link", { name: "Become a co-producer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Listening as a co-producer" })).toBeVisible();
  await expect(page.getByText("You have applied")).toBeVisible();
  await expect(page.getByText("An operator decides now.")).toBeVisible();
  await shot(page, "application-waits");
});

test("who is not there yet reads what is missing", async ({ as }) => {
  const page = await as("Ben", "/studio/co-producer");
  await expect(page.getByText(/approved track.* to Junior/)).toBeVisible();
  await shot(page, "application-early");
});

test("who was declined applies again, and answers the tracks of the trial, each once; a reload loses nothing", async ({ as, studio }) => {
  await trialsAreMarked(studio);
  const olga = new OperatorPerson(studio, "Olga").api;
  const { items } = await body(olga.GET("/coproducer-applications"));
  const decision = { accept: false, words: "Come back with more answers of your own." };
  const path = { application: items[0]?.id ?? "" };
  await body(olga.POST("/coproducer-applications/{application}/decision", { params: { path }, body: decision }));
  await studio.wait(181 * 24 * HOUR_S);
  const page = await as("Ada", "/studio/co-producer");
  await expect(page.getByText(decision.words)).toBeVisible();
  await shot(page, "application");
  await page.getByLabel("Why your ears?").fill("I have answered friends’ first versions for ten years.");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("3 tracks are still to answer")).toBeVisible();
  const first = page.getByRole("article").first();
  for (const name of ["Fits the brief", "Composition", "Production", "Originality", "Delivery"]) {
    await first.getByRole("group", { name }).getByRole("radio", { name: "4" }).check();
  }
  await first.getByRole("textbox", { name: /^Note at/ }).fill("the bass could breathe here");
  await first.getByRole("button", { name: "Add" }).click();
  await page.reload();
  await expect(first.getByText("the bass could breathe here")).toBeVisible();
  await shot(page, "trial");
  await first.getByRole("button", { name: "Send for good" }).click();
  await expect(page.getByText("2 tracks are still to answer")).toBeVisible();
  await expect(first.getByText("answered")).toBeVisible();
});
