// Loudness, peaks, times, keys, the order of the queue and the parts of a sign-in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandOf } from "../kit/keys.ts";
import { factor, gainDb } from "../kit/loudness.ts";
import { isRounded, isZero, minus, sum, typedAmount } from "../kit/money.ts";
import { fewer, peaksOf } from "../kit/peaks.ts";
import { contentTypeOf, titleOf } from "../board/content_type.ts";
import { clock, fromNow } from "../kit/time.ts";
import { byDue, nextAfter } from "../queue/order.ts";
import { authorizeAddress, challengeOf, codeOf, issuedAt, tokensOf } from "../sign_in/pkce.ts";

test("a piece is brought to the target, and never above the ceiling", () => {
  assert.equal(gainDb({ loudness_centi_lufs: -1200, true_peak_centi_dbtp: 0 }), -6);
  assert.equal(gainDb({ loudness_centi_lufs: -2400, true_peak_centi_dbtp: -300 }), 2);
  assert.equal(gainDb({ loudness_centi_lufs: -2400, true_peak_centi_dbtp: null }), 6);
  assert.equal(gainDb({ loudness_centi_lufs: null, true_peak_centi_dbtp: -300 }), undefined);
  assert.equal(factor(0), 1);
  assert.equal(factor(-20), 0.1);
});

test("peaks are read by the loudest, and made fewer without losing it", () => {
  const peaks = peaksOf({ version: 2, channels: 1, data: [-10, 20, -40, 10, 0, 0, -5, 5] });
  assert(peaks);
  assert.deepEqual([...peaks.tall], [0.5, 1, 0, 0.125]);
  assert.deepEqual([...fewer(peaks, 2)], [1, 0.125]);
  assert.equal(fewer(peaks, 8).length, 8);
  assert.equal(peaksOf({ data: "none" }), undefined);
});

test("times are told as people read them", () => {
  assert.deepEqual([clock(62_900), clock(3_723_000), clock(-5)], ["1:02", "1:02:03", "0:00"]);
  const hour = 3_600_000;
  assert.equal(fromNow(50 * hour, 0, "en"), "in 2 days");
  assert.equal(fromNow(30 * hour, 0, "en"), "in 30 hours");
  assert.equal(fromNow(0, 90_000, "en"), "1 minute ago");
});

test("keys are letters where one types, but for the one that delivers", () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  assert.deepEqual(commandOf({ ...plain, key: " " }, false), { do: "toggle" });
  assert.equal(commandOf({ ...plain, key: " " }, true), undefined);
  assert.deepEqual(commandOf({ ...plain, key: "ArrowLeft", shiftKey: true }, false), { do: "move", ms: -15_000 });
  assert.deepEqual(commandOf({ ...plain, key: "ArrowRight" }, false), { do: "move", ms: 5_000 });
  assert.deepEqual(commandOf({ ...plain, key: "4" }, false), { do: "score", stars: 4 });
  assert.deepEqual(commandOf({ ...plain, key: "Enter", ctrlKey: true }, true), { do: "deliver" });
  assert.equal(commandOf({ ...plain, key: "c", ctrlKey: true }, false), undefined);
  assert.deepEqual(commandOf({ ...plain, key: "?", shiftKey: true }, false), { do: "help" });
});

test("what is due first stands first, and the next one is never the same", () => {
  const [a, b, c] = [
    { id: "a", due_at: "2026-12-03T00:00:00Z" },
    { id: "b", due_at: "2026-12-01T00:00:00Z" },
    { id: "c", due_at: null },
  ];
  assert.deepEqual(byDue([a, b, c]).map((one) => one.id), ["b", "a", "c"]);
  assert.equal(nextAfter([a, b, c], "b")?.id, "a");
  assert.equal(nextAfter([a, b, c], "a")?.id, "b");
  assert.equal(nextAfter([a], "a"), undefined);
});

test("a sign-in asks with the challenge of RFC 7636, and takes only its own answer", async () => {
  assert.equal(
    await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
  const to = { authorize: "/oauth2/authorize", token: "", revoke: "", logout: "", client_id: "me", api: "/" };
  const asked = { redirect_uri: "https://a.example/studio/signed-in", state: "s", challenge: "c" };
  const url = new URL(authorizeAddress(to, asked, "https://a.example"));
  assert.equal(url.origin + url.pathname, "https://a.example/oauth2/authorize");
  assert.equal(url.searchParams.get("code_challenge_method"), "S256");
  assert.deepEqual(codeOf(new URLSearchParams("code=x&state=s"), "s"), { code: "x" });
  assert.deepEqual(codeOf(new URLSearchParams("code=x&state=other"), "s"), { refused: "state" });
  assert.deepEqual(codeOf(new URLSearchParams("error=access_denied&state=s"), "s"), { refused: "access_denied" });
});

test("a token answer needs an access token, and a token tells when it was made", () => {
  assert.deepEqual(tokensOf({ access_token: "a", expires_in: 5 }), { access: "a", refresh: undefined, expires_in: 5 });
  assert.equal(tokensOf({ refresh_token: "r" }), undefined);
  assert.equal(issuedAt(`x.${Buffer.from('{"iat":12}').toString("base64url")}.y`), 12_000);
  assert.equal(issuedAt("no token"), undefined);
});

test("a file is announced by its ending, and its name makes a title", () => {
  assert.equal(contentTypeOf("Night_Bus.final.WAV", "audio/x-wav"), "audio/wav");
  assert.equal(contentTypeOf("song.xyz", "audio/midi"), "audio/midi");
  assert.equal(titleOf("Night_Bus.final.wav"), "Night Bus.final");
});

test("money is added up to the last digit, and read as it is typed", () => {
  assert.equal(sum(["0.1", "0.2", "-0.00000000000001"]), "0.29999999999999");
  assert.equal(minus("34974.78798313", "34657.89"), "316.89798313");
  assert.ok(isZero(minus("200", "200.00")));
  assert.equal(typedAmount(" 1 200,50 "), "1200.5");
  assert.equal(typedAmount("−3"), "-3");
  assert.equal(typedAmount("a lot"), undefined);
  assert.equal(typedAmount("1.2.3"), undefined);
  assert.ok(isRounded({ amount: "0.001", currency: "EUR" }) && !isRounded({ amount: "0.010", currency: "EUR" }));
  assert.ok(isRounded({ amount: "0.5", currency: "JPY" }));
});
