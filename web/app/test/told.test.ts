// What the API says in words: the moments, days, months and amounts in it are found, and nothing else is touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isFraction } from "../kit/money.ts";
import { dayName, monthName } from "../kit/time.ts";
import { partsOf } from "../kit/told.ts";

test("amounts, moments, days and months are found in a sentence, and put together again it is the same", () => {
  const text = "EUR 33791.45 for 2026-12 was paid to FI•• •••• 85 on 2027-01-02, at 2027-01-02T04:00:00.416Z.";
  const parts = partsOf(text);
  assert.deepEqual(
    parts.filter((part) => part.is !== "words").map((part) => [part.is, part.text]),
    [["money", "EUR 33791.45"], ["month", "2026-12"], ["day", "2027-01-02"], ["moment", "2027-01-02T04:00:00.416Z"]],
  );
  assert.equal(parts.map((part) => part.text).join(""), text);
});

test("what only looks like an amount or a month stays as it is", () => {
  for (const text of ["", "XYZ 12", "a EURO 5", "2026-13", "version 2 of 2026", "crd_2026-12x"]) {
    assert.equal(partsOf(text).every((part) => part.is === "words"), true, text);
  }
});

test("less than the smallest coin of its currency is a fraction", () => {
  assert.equal(isFraction({ currency: "EUR", amount: "0.0099" }), true);
  assert.equal(isFraction({ currency: "EUR", amount: "-0.01" }), false);
  assert.equal(isFraction({ currency: "JPY", amount: "0.99" }), true);
  assert.equal(isFraction({ currency: "KWD", amount: "0.001" }), false);
});

test("a month and a day are named in UTC, wherever one reads", () => {
  assert.match(monthName("2027-01"), /2027/);
  assert.match(dayName("2027-01-02T23:59:59Z"), /2/);
});
