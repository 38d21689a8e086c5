// From a brief to a statement, by a client that knows the API document and nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ApiProblem, pages, body } from "../api/client.js";
import { ClientPerson, Composer, CoProducer, type Letter, OperatorPerson } from "./people.js";
import { wav } from "./sound.js";
import { Studio } from "./studio.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const WHY = "The bells arrive with the first sip, and then nobody looks away.";

/** What Mika says; the first piece is the better one. */
const LETTERS: readonly Letter[] = [
  {
    stars: 5,
    text:
      "The first bar already smiles. Your off-beat guitar and the hand claps say sunny without a single word, " +
      "and the hook comes back exactly when I want it.",
    strength: "a hook that one can whistle after one listening",
    note: "the bass could breathe a little more here",
  },
  {
    stars: 4,
    text:
      "Lovely melody over an honest groove; it walks along the beach and never runs. For the film I hear its " +
      "middle part under the product shot.",
    strength: "the turn to the subdominant in the middle part",
    note: "leave two beats of air before the last chorus",
  },
];

/** The examples of the registry of IBANs: no bank has them. */
const IBANS = { ada: "FI2112345600000785", mika: "NL91ABNA0417164300" };

let studio: Studio;
before(async () => {
  studio = await Studio.start();
});
after(async () => {
  await studio.stop();
});

test("from a brief to a statement", async () => {
  const clara = new ClientPerson(studio, "Clara");
  const [ada, ben] = [new Composer(studio, "Ada"), new Composer(studio, "Ben")];
  const mika = new CoProducer(studio, "Mika");
  const [olga, otto] = [new OperatorPerson(studio, "Olga"), new OperatorPerson(studio, "Otto")];

  await appointCoProducer(olga, mika);
  const brief = await openBrief(clara, ben, ada);
  const tracks = [
    await submitted(ada, brief, "Lemon Grove", wav(15, 220)),
    await submitted(ben, brief, "Night Bus", wav(15, 311)),
  ];
  await answerEach(mika, tracks);
  const [winner] = tracks;
  assert(winner);
  await readAndThank(ada, brief, winner);
  await award(clara, brief, winner);

  const month = await nextMonth();
  await earn(olga, otto, month, winner);
  await approve(olga, otto, month);
  await pay(otto, ada, mika, month);
  await statements(ada, mika, ben, month, winner);
});

async function appointCoProducer(olga: OperatorPerson, mika: CoProducer): Promise<void> {
  const { id } = await mika.introduce("Twenty years of film music, and still curious about every first bar.");
  const named = await olga.nameCoProducer(id, "somebody has to begin, and these ears are proven");
  assert.equal(named.member, id);
}

/** Clara opens a brief; Ben asks without a name; Ada finds it on the board and reads the answer. */
async function openBrief(clara: ClientPerson, ben: Composer, ada: Composer): Promise<string> {
  const deadline = new Date((await studio.now()).getTime() + 14 * DAY_MS);
  const { id: brief } = await clara.openBrief(deadline);
  await ben.ask(brief, "Do we hear the lake before the music begins?");
  assert.equal(await clara.answerQuestions(brief, "Yes: two seconds of water, then you."), 1);
  const found = await body(ada.api.GET("/briefs", { params: { query: { genre: "pop" } } }));
  assert.deepEqual(found.items.map((one) => one.id), [brief]);
  const read = await body(ada.api.GET("/briefs/{brief}/questions", { params: { path: { brief } } }));
  assert.match(read.items[0]?.answer?.text ?? "", /two seconds of water/);
  return brief;
}

async function submitted(composer: Composer, brief: string, title: string, file: Uint8Array<ArrayBuffer>) {
  await composer.introduce("Guitars, bells and sunshine.");
  const track = await composer.submit(brief, title, file);
  const [version] = track.versions;
  assert.equal(version?.state, "in_review");
  assert.equal(version.facts?.duration_ms, 15_000);
  return track.id;
}

/** A review before anything was heard is refused by name; then every piece is heard and answered. */
async function answerEach(mika: CoProducer, tracks: readonly string[]): Promise<void> {
  const queue = await mika.queue();
  assert.deepEqual(new Set(queue.map((review) => review.track)), new Set(tracks));
  for (const review of queue) {
    const letter = LETTERS[tracks.indexOf(review.track)];
    assert(letter);
    await assert.rejects(mika.answer(review.id, letter), (problem) => {
      assert(problem instanceof ApiProblem);
      assert.deepEqual([problem.status, problem.kind], [422, "validation"]);
      assert(problem.errors.some(({ rule }) => rule === "review_heard_enough"));
      return true;
    });
    const heard = await mika.listen(review.id);
    assert.equal(heard.missing_ms, 0);
    const answered = await mika.answer(review.id, letter);
    assert.deepEqual([answered.state, answered.verdict], ["delivered", "approve"]);
  }
  assert.deepEqual(await mika.queue(), []);
}

async function readAndThank(ada: Composer, brief: string, track: string): Promise<void> {
  const [review] = await ada.reviews(brief, track);
  assert(review);
  assert.equal(review.feedback?.text, LETTERS[0]?.text);
  await ada.thank(review.id, "You heard the bells that I had buried!");
}

async function award(clara: ClientPerson, brief: string, track: string): Promise<void> {
  const awarded = await clara.select(brief, track, WHY);
  assert.equal(awarded.state, "awarded");
  const licence = await clara.licence(brief);
  assert.equal(licence.track, track);
  assert.match(licence.signature.value, /\S/);
}

/** The month in which all of that was; by then the clock stands at nine on the first of the next one. */
async function nextMonth(): Promise<string> {
  const now = await studio.now();
  await studio.waitUntil(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 9)));
  return now.toISOString().slice(0, "2026-01".length);
}

/** Each operator loads a file, so that neither may approve alone. */
async function earn(olga: OperatorPerson, otto: OperatorPerson, month: string, track: string): Promise<void> {
  const header = "period,track_id,isrc,source,territory,units,currency,amount";
  const loaded = [
    [olga, "streaming", "12000.00"],
    [otto, "radio", "8000.00"],
  ] as const;
  for (const [operator, source, amount] of loaded) {
    const report = await operator.loadRevenue(month, `${header}\n${month},${track},,${source},DE,1,EUR,${amount}\n`);
    assert.equal(report?.outcome, "accepted");
  }
}

async function approve(olga: OperatorPerson, otto: OperatorPerson, month: string): Promise<void> {
  assert.equal((await olga.freeze(month)).state, "frozen");
  const { plan } = await olga.plan(month);
  assert(plan);
  await assert.rejects(otto.approve(month, plan.plan_sha256), (problem) => {
    assert(problem instanceof ApiProblem);
    assert.deepEqual([problem.status, problem.kind], [403, "approver_contributed"]);
    return true;
  });
  assert.equal(await olga.confirmOthers(month), 1);
  assert.equal(await otto.confirmOthers(month), 1);
  const approved = await otto.approve(month, plan.plan_sha256);
  assert.equal(approved.plan?.plan_sha256, plan.plan_sha256);
  await studio.settle();
  assert.equal((await otto.post(month)).state, "posted");
}

async function pay(otto: OperatorPerson, ada: Composer, mika: CoProducer, month: string): Promise<void> {
  await ada.payInto(IBANS.ada);
  await mika.payInto(IBANS.mika);
  const paid = await otto.pay(month);
  assert.deepEqual(paid.waiting, []);
  const [file] = paid.batches[0]?.files ?? [];
  assert(file);
  const written = await (await fetch(file.file.url)).text();
  const settled = await otto.settle(month, everyPaymentIsSettled(written));
  assert.equal(settled.settled, 2);
  assert.equal((await otto.close(month)).state, "closed");
}

/** The bank's pain.002 on our pain.001. */
function everyPaymentIsSettled(sent: string): string {
  const message = /<MsgId>([^<]+)</.exec(sent)?.[1] ?? "";
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>' +
    "<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-12-02T10:00:00</CreDtTm></GrpHdr>" +
    `<OrgnlGrpInfAndSts><OrgnlMsgId>${message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>` +
    "<GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"
  );
}

/** 20,000 euros by the split: 97.5 % to the writer, 2.5 % to who listened; nothing to who was not chosen. */
async function statements(ada: Composer, mika: CoProducer, ben: Composer, month: string, track: string): Promise<void> {
  for (const [payee, earned] of [[ada, "19500"], [mika, "500"]] as const) {
    const statement = await payee.statement(month);
    const [entry] = statement.entries;
    assert.deepEqual([entry?.currency, entry?.earnings.amount], ["EUR", earned]);
    assert.deepEqual(entry?.lines.map((line) => line.track), [track]);
    assert.deepEqual(entry?.payouts.map((payout) => payout.state), ["settled"]);
  }
  await assert.rejects(ben.statement(month), (problem) => problem instanceof ApiProblem && problem.status === 404);
  const listed = pages((cursor) => body(ada.api.GET("/me/statements", { params: { query: { cursor } } })));
  for await (const page of listed) assert.deepEqual(page.items.map((one) => one.month), [month]);
}
