// Two drafts that were written apart lose nothing when they become one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, type Draft, draftOf, emptyDraft, merged, sendable } from "../room/draft.ts";

const empty: Draft = emptyDraft();
const note = (at_ms: number, text: string) => ({ at_ms, until_ms: null, text, actionable: true });

test("whoever changed a field since has it", () => {
  const mine = { ...empty, text: "warm", scores: { ...empty.scores, delivery: 4 } };
  const theirs = { ...empty, verdict: "approve" };
  const one = merged(empty, mine, theirs);
  assert.deepEqual([one.text, one.verdict, one.scores.delivery], ["warm", "approve", 4]);
});

test("two letters are both kept, and one that goes on from the other is kept once", () => {
  const write = (text: string) => ({ ...empty, text });
  assert.equal(merged(write("a"), write("a here"), write("a there")).text, "a here\n\na there");
  assert.equal(merged(empty, write("the bells"), write("the bells come late")).text, "the bells come late");
});

test("notes of both stand in the order of the piece; what one took out stays out", () => {
  const base = { ...empty, notes: [note(10, "old"), note(20, "gone")] };
  const mine = { ...base, notes: [note(10, "old"), note(30, "mine")] };
  const theirs = { ...base, notes: [note(5, "theirs"), note(10, "old"), note(20, "gone")] };
  assert.deepEqual(merged(base, mine, theirs).notes.map((one) => one.text), ["theirs", "old", "mine"]);
});

test("where both chose, this page's choice stands", () => {
  const choose = (verdict: string) => ({ ...empty, verdict });
  assert.equal(merged(empty, choose("approve"), choose("reject")).verdict, "approve");
});

test("a range begins where it begins, whichever end was said first; one of no length is a point", () => {
  assert.deepEqual(between(5, 2), { at_ms: 2, until_ms: 5 });
  assert.deepEqual(between(4, 4), { at_ms: 4, until_ms: null });
  const range = { at_ms: 2, until_ms: 5, text: "here", actionable: true };
  assert.deepEqual(sendable({ ...empty, notes: [range, note(9, "there")] }, 0).feedback.notes, [
    { at_ms: 2, until_ms: 5, text: "here", actionable: true },
    { at_ms: 9, text: "there", actionable: true },
  ]);
});

test("what is blank is not sent, and what is kept comes back the same", () => {
  const draft = { ...empty, text: " ", strengths: ["", " a hook "], notes: [note(1, " ")] };
  assert.deepEqual(sendable(draft, 0), { scores: {}, feedback: { strengths: ["a hook"], notes: [] } });
  assert.deepEqual(sendable({ ...draft, confirmed: [true] }, 2).confirmed, [true, false]);
  const feedback = { text: null, strengths: [], notes: [note(2, "b"), note(1, "a")], reason: null, fit_term: null };
  const kept = draftOf({ scores: empty.scores, verdict: null, confirmed: [], feedback });
  assert.deepEqual([kept.text, kept.notes.map((one) => one.text)], ["", ["a", "b"]]);
});
