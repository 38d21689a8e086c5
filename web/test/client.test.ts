// What the client adds to a request and makes of a refusal, against answers that are written here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiProblem, body, items, studioClient } from "../api/client.js";

const BRIEF = "brf_01ARZ3NDEKTSV4RRFFQ69G5FAV";
const TRACK = "trk_01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** A client whose requests are kept, each answered by the next of these. */
function answered(...answers: readonly Response[]) {
  const sent: Request[] = [];
  const waiting = [...answers];
  const client = studioClient({
    baseUrl: "http://studio.example/",
    token: () => `token-${sent.length}`,
    fetch: async (request) => {
      sent.push(request);
      return waiting.shift() ?? Response.json({ items: [], next: null });
    },
  });
  return { client, sent };
}

function refusal(status: number, sent: object, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(sent, { status, headers: { "content-type": "application/problem+json", ...headers } });
}

const submission = {
  params: { path: { brief: BRIEF } },
  body: { title: "Dawn", content_type: "audio/flac", size_bytes: 42, sha256: "0".repeat(64) },
} as const;

test("a POST that creates has a key of its own, and any other request has none", async () => {
  const { client, sent } = answered();
  await client.POST("/briefs/{brief}/tracks", submission);
  await client.POST("/briefs/{brief}/tracks", submission);
  await client.POST("/briefs/{brief}/tracks/{track}/withdraw", { params: { path: { brief: BRIEF, track: TRACK } } });
  const keys = sent.map((request) => request.headers.get("idempotency-key"));
  assert.match(keys[0] ?? "", /^[0-9a-f-]{36}$/);
  assert.notEqual(keys[0], keys[1]);
  assert.equal(keys[2], null);
});

test("the caller's own key is kept, so that the same request may be sent again", async () => {
  const { client, sent } = answered();
  const header = { "Idempotency-Key": "the-key-of-this-very-form" };
  await client.POST("/briefs/{brief}/tracks", {
    ...submission,
    params: { ...submission.params, header },
  });
  assert.equal(sent[0]?.headers.get("idempotency-key"), header["Idempotency-Key"]);
});

test("each request asks for the token anew, and goes to the address without a double slash", async () => {
  const { client, sent } = answered();
  await client.GET("/briefs/{brief}/tracks", { params: { path: { brief: BRIEF }, query: { limit: 3 } } });
  await client.GET("/briefs/{brief}/tracks", { params: { path: { brief: BRIEF } } });
  assert.deepEqual(
    sent.map(({ url, headers }) => [url, headers.get("authorization")]),
    [
      [`http://studio.example/briefs/${BRIEF}/tracks?limit=3`, "Bearer token-0"],
      [`http://studio.example/briefs/${BRIEF}/tracks`, "Bearer token-1"],
    ],
  );
});

test("a refusal is thrown with its rules, each at its place", async () => {
  const failure = { pointer: "/title", rule: "blank", detail: "has to say something" };
  const { client } = answered(
    refusal(422, {
      type: "https://coproducer.example/problems/validation",
      title: "Not valid",
      status: 422,
      detail: "one rule is broken",
      errors: [failure],
    }),
  );
  await assert.rejects(body(client.POST("/briefs/{brief}/tracks", submission)), (problem) => {
    assert(problem instanceof ApiProblem);
    assert.deepEqual([problem.status, problem.kind, problem.message], [422, "validation", "one rule is broken"]);
    assert.deepEqual(problem.at("/title"), [failure]);
    assert.deepEqual(problem.at("/note"), []);
    return true;
  });
});

test("busy says when to come again, and the gateway's own words are a problem too", async () => {
  const busy = { type: "https://coproducer.example/problems/busy", title: "Busy", status: 503, detail: "soon" };
  const { client } = answered(
    refusal(503, busy, { "retry-after": "1", "x-request-id": "request-1" }),
    Response.json({ message: "Unauthorized" }, { status: 401 }),
    new Response("<html>", { status: 502, statusText: "Bad Gateway" }),
  );
  const list = () => body(client.GET("/briefs/{brief}/tracks", { params: { path: { brief: BRIEF } } }));
  const refused = async () => {
    const problem: unknown = await list().catch((thrown: unknown) => thrown);
    assert(problem instanceof ApiProblem);
    return problem;
  };
  const first = await refused();
  assert.deepEqual([first.kind, first.retryAfter, first.requestId], ["busy", 1, "request-1"]);
  const second = await refused();
  assert.deepEqual([second.status, second.type, second.message], [401, "about:blank", "Unauthorized"]);
  const third = await refused();
  assert.deepEqual([third.status, third.kind, third.message], [502, "", "Bad Gateway"]);
});

test("a list is read to its end, page by page, and no further than it is used", async () => {
  const { client, sent } = answered(
    Response.json({ items: [], next: "cursor-1" }),
    Response.json({ items: [], next: "cursor-2" }),
    Response.json({ items: [], next: null }),
  );
  const all = items((cursor) =>
    body(client.GET("/briefs/{brief}/tracks", { params: { path: { brief: BRIEF }, query: { cursor } } })),
  );
  assert.equal(sent.length, 0);
  for await (const track of all) assert.fail(track.id);
  assert.deepEqual(
    sent.map(({ url }) => new URL(url).searchParams.get("cursor")),
    [null, "cursor-1", "cursor-2"],
  );
});
