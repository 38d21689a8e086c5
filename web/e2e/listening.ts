// What a co-producer's tests begin with: an open brief with a lexicon, a question, and tracks that wait for Mika.
import { body, items } from "../api/client.js";
import { ClientPerson, Composer, CoProducer, OperatorPerson } from "../test/people.js";
import { wav } from "../test/sound.js";
import type { Studio } from "../test/studio.js";

const DAY_MS = 86_400_000;
const TITLES = [
  ["Ada", "Slow Water", 220],
  ["Ben", "Night Bus", 311],
  ["Chidi", "Paper Boats", 262],
] as const;

export interface Waiting {
  readonly brief: string;
  /** Mika's reviews, in the order of the tracks. */
  readonly reviews: readonly string[];
  readonly tracks: readonly string[];
}

/** So many tracks of `seconds` wait for Mika on a brief of Clara's whose words were translated. */
export async function tracksWait(studio: Studio, count: 1 | 2 | 3, seconds = 40): Promise<Waiting> {
  const [clara, mika] = [new ClientPerson(studio, "Clara"), new CoProducer(studio, "Mika")];
  const brief = await openBrief(studio, clara);
  const { id: member } = await mika.me();
  const path = { brief };
  await body(clara.api.POST("/briefs/{brief}/coproducers", { params: { path }, body: { member } }));
  await translate(mika, clara, brief);
  const tracks = [];
  for (const [name, title, root] of TITLES.slice(0, count)) {
    const composer = new Composer(studio, name);
    if (tracks.length === 0) await composer.ask(brief, "Is there any speech over the first bars?");
    tracks.push((await composer.submit(brief, title, wav(seconds, root))).id);
  }
  await clara.answerQuestions(brief, "No, the first ten seconds are yours alone.");
  await studio.settle();
  const queue = await mika.queue();
  const reviews = tracks.map((track) => queue.find((one) => one.track === track)?.id ?? "");
  return { brief, reviews, tracks };
}

/** Mika has asked Ada for changes. */
export async function changesAsked(studio: Studio, { reviews }: Waiting): Promise<string> {
  const mika = new CoProducer(studio, "Mika");
  const [review = ""] = reviews;
  await mika.listen(review);
  const notes = [
    { at_ms: 4_000, text: "let the strings come in a bar earlier", actionable: true },
    { at_ms: 9_000, until_ms: 12_000, text: "here I lose the water", actionable: true },
  ];
  const scores = { brief_fit: 3, composition: 3, production: 3, originality: 3, delivery: 3 };
  const feedback = { text: LETTER, strengths: ["a patient opening"], notes, reason: "mood" as const, fit_term: "hopeful" };
  const path = { review };
  await body(mika.api.PUT("/reviews/{review}", { params: { path }, body: { scores, verdict: "changes_requested", feedback } }));
  await studio.settle();
  return review;
}

/** Mika has asked for changes, Ada has sent her second version, and it waits for Mika; its review. */
export async function secondVersionWaits(studio: Studio, waiting: Waiting): Promise<string> {
  const { brief, tracks } = waiting;
  const [mika, ada] = [new CoProducer(studio, "Mika"), new Composer(studio, "Ada")];
  const [track = ""] = tracks;
  const review = await changesAsked(studio, waiting);
  await ada.next(brief, track, wav(22, 233), [{ review, note: 0 }]);
  await studio.settle();
  return (await mika.queue()).find((one) => one.track === track && one.version === 2)?.id ?? "";
}

/** What the story has left open ends: nobody has anything to do. */
export async function nothingWaits(studio: Studio): Promise<void> {
  const clara = new ClientPerson(studio, "Clara");
  for await (const { id, state } of items((cursor) => body(clara.api.GET("/me/briefs", { params: { query: { cursor } } })))) {
    if (!["open", "judging"].includes(state)) continue;
    await body(clara.api.POST("/briefs/{brief}/cancel", { params: { path: { brief: id } }, body: { reason: "The film is not made." } }));
  }
  await studio.settle();
}

async function openBrief(studio: Studio, clara: ClientPerson): Promise<string> {
  await nothingWaits(studio);
  const deadline = new Date((await studio.now()).getTime() + 14 * DAY_MS).toISOString();
  const draft = await body(
    clara.api.POST("/briefs", {
      body: {
        title: "Ferry at dawn",
        text: "A minute on the first ferry of the day. Nobody speaks. It should feel calm, and a little hopeful, never sleepy.",
        mood_words: ["calm", "hopeful"],
        genre_tags: ["pop"],
        references_like: ["https://music.example/harbour-lights", "the last minute of a night drive"],
        references_not_like: ["spa music"],
        length: { min_s: 20, max_s: 90 },
        deadline,
        visibility: "public",
        reviews_per_track: 1,
      },
    }),
  );
  await body(clara.api.POST("/briefs/{brief}/open", { params: { path: { brief: draft.id } } }));
  return draft.id;
}

async function translate(mika: CoProducer, clara: ClientPerson, brief: string): Promise<void> {
  const path = { brief };
  const terms = [
    { word: "calm", tempo: { min_bpm: 60, max_bpm: 80 }, energy: 2, instrumentation: ["felt piano", "low strings"] },
    { word: "hopeful", mode: "major" as const, not_this: ["triumphant brass"], references: ["first light"] },
  ];
  await body(mika.api.PUT("/briefs/{brief}/lexicon", { params: { path }, body: { terms } }));
  const { lexicon } = await body(clara.api.GET("/briefs/{brief}", { params: { path } }));
  const version = lexicon?.version ?? 0;
  await body(clara.api.POST("/briefs/{brief}/lexicon/confirm", { params: { path }, body: { version } }));
}

/** A letter that every rule of a good answer is content with, but for what has to be heard. */
export const LETTER =
  "The low strings let me breathe out before the piano says anything, and that patience is exactly what this ferry " +
  "needs. What I miss is the little hope: the harmony never turns towards the light, so the last half minute stays where it began.";

/** Three tracks of a public brief that has ended, answered by Mika, marked by Olga, and allowed for trials by who made them. */
export async function trialsAreMarked(studio: Studio): Promise<void> {
  const [clara, mika, olga] = [new ClientPerson(studio, "Clara"), new CoProducer(studio, "Mika"), new OperatorPerson(studio, "Olga")];
  const [ben, chidi] = [new Composer(studio, "Ben"), new Composer(studio, "Chidi")];
  const brief = await openBrief(studio, clara);
  const made = [];
  for (const [composer, title, root] of [[ben, "Night Bus", 311], [chidi, "Paper Boats", 262], [ben, "Late Tram", 349]] as const) {
    made.push({ composer, track: (await composer.submit(brief, title, wav(20, root))).id });
  }
  const scores = { brief_fit: 4, composition: 4, production: 4, originality: 4, delivery: 4 };
  for (const [at, { id }] of (await mika.queue()).entries()) {
    await mika.listen(id);
    const feedback = { text: LETTERS[at] ?? LETTER, strengths: ["a patient opening"], notes: [] };
    await body(mika.api.PUT("/reviews/{review}", { params: { path: { review: id } }, body: { scores, verdict: "approve", feedback } }));
  }
  await studio.settle();
  await nothingWaits(studio);
  for (const { composer, track } of made) {
    const path = { brief, track };
    await body(olga.api.POST("/briefs/{brief}/tracks/{track}/trial", { params: { path } }));
    await body(composer.api.POST("/briefs/{brief}/tracks/{track}/trial/consent", { params: { path }, body: { consent: true } }));
  }
}

/** Letters that are none like another. */
const LETTERS = [
  "A bus at night is a ferry on wheels, and your bass line drives it home. The brushes keep everybody awake without waking anybody; I would only open the last chord a little wider.",
  "Paper boats float because somebody folded them with care: three voices, no hurry, one question left unanswered at the close. Give the oboe its own bar and this could carry the whole scene.",
  "Trams complain in curves, and so does this violin, beautifully. Where the rhythm thins out after the bridge my mind begins to wander, so bring the pulse back four beats sooner than you dare.",
];
