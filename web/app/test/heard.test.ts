// What counts as heard: only what plays on at its own speed, each part once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, length, Listener, newly, within } from "../kit/heard.ts";

const span = (from_ms: number, to_ms: number) => ({ from_ms, to_ms });

test("stretches that touch or overlap are one", () => {
  assert.deepEqual(joined([span(50, 90), span(0, 10), span(10, 20), span(80, 100), span(5, 5)]), [span(0, 20), span(50, 100)]);
  assert.equal(length([span(0, 10), span(5, 20)]), 20);
});

test("what was known before is not new", () => {
  assert.deepEqual(newly([span(0, 100)], [span(20, 30), span(90, 200)]), [span(0, 20), span(30, 90)]);
  assert.deepEqual(newly([span(0, 10)], [span(0, 10)]), []);
});

test("a report is no longer than there was time for", () => {
  assert.deepEqual(within([span(0, 10), span(20, 40)], 15), [span(0, 10), span(20, 25)]);
  assert.deepEqual(within([span(0, 10)], 0), []);
});

test("a listener counts what plays on, and neither jumps nor pauses", () => {
  const listener = new Listener();
  for (const at of [0, 400, 800]) listener.at(at, true);
  listener.at(30_000, true);
  listener.at(30_500, true);
  listener.at(30_600, false);
  listener.at(31_000, false);
  assert.deepEqual(listener.take(), [span(0, 800), span(30_000, 30_600)]);
  assert.deepEqual(listener.take(), []);
});

test("a listener goes on after what was taken", () => {
  const listener = new Listener();
  listener.at(0, true);
  listener.at(500, true);
  assert.deepEqual(listener.take(), [span(0, 500)]);
  listener.at(900, true);
  assert.deepEqual(listener.take(), [span(500, 900)]);
});

test("a jump back begins anew", () => {
  const listener = new Listener();
  listener.at(5_000, true);
  listener.at(5_600, true);
  listener.at(1_000, true);
  listener.at(1_200, true);
  assert.deepEqual(listener.take(), [span(1_000, 1_200), span(5_000, 5_600)]);
});
