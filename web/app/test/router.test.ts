// Every page has an address that leads back to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, find } from "../shell/router.ts";

test("an address leads to its page with its parameters", () => {
  const address = addressOf("track", { brief: "brf_1", track: "trk/2" });
  assert.equal(address, "/studio/briefs/brf_1/tracks/trk%2F2");
  assert.deepEqual(find(address), { page: "track", params: { brief: "brf_1", track: "trk/2" } });
});

test("a slash at the end changes nothing, and an unknown path is nowhere", () => {
  assert.equal(find("/studio/queue/").page, "queue");
  assert.equal(find("/").page, "welcome");
  assert.equal(find("/studio").page, "home");
  assert.equal(find("/studio/briefs/b/tracks").page, "nowhere");
  assert.equal(find("/elsewhere").page, "nowhere");
});
