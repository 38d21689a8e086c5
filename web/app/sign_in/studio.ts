// The API for all pages: the typed client with the session's token, asked once more with a new one after a 401.
import { body, studioClient } from "../../api/client.js";
import { session, SignedOut } from "./session.svelte.ts";

/** The body is read first: a browser sends a request made of another one as a stream, which needs HTTP/2. */
async function send(request: Request): Promise<Response> {
  const { api } = await session.addresses();
  const { pathname, search } = new URL(request.url);
  const target = new URL(api.replace(/\/+$/, "") + pathname + search, location.origin);
  const { method, headers, keepalive } = request;
  const sent = method === "GET" ? undefined : await request.arrayBuffer();
  const body = sent === undefined || sent.byteLength === 0 ? null : sent;
  const answer = await fetch(target, { method, headers, body, keepalive });
  if (answer.status !== 401 || !headers.has("authorization")) return answer;
  const renewed = new Headers(headers);
  renewed.set("authorization", `Bearer ${await session.renew()}`);
  return fetch(target, { method, headers: renewed, body, keepalive });
}

export const studio = studioClient({ baseUrl: location.origin, token: () => session.token(), fetch: send });

/** For what everybody may read, whether they are signed in or not. */
export const anybody = studioClient({ baseUrl: location.origin, fetch: send });

/** Learns who is signed in. */
export async function meet(): Promise<void> {
  if ((await session.token()) === undefined) throw new SignedOut();
  session.me = await body(studio.GET("/me"));
}

/** After a sign-in: the record learns what the token says. */
export async function enrol(): Promise<void> {
  await body(studio.PUT("/me/roles"));
  await meet();
}
