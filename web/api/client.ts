// The typed client: every path, parameter, body and answer as infra/openapi.yaml has it. It adds what each
// request needs (token, idempotency key) and turns refusals into `ApiProblem`; it decides nothing else.
import createClient, { type Client, type Middleware } from "openapi-fetch";
import { KEYED } from "./keyed.js";
import { ApiProblem } from "./problem.js";
import type { components, paths } from "./schema.js";

export { ApiProblem, type Failure, type ProblemBody } from "./problem.js";
export type { components, operations, paths } from "./schema.js";

const KEY = "Idempotency-Key";

/** A view or a request body by the name it has in the document. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** An operation whose idempotency key may be left to the client. */
type KeyMade<Operation> = Operation extends {
  parameters: { header: infer Headers extends { [KEY]: string } };
}
  ? Omit<Operation, "parameters"> & {
      parameters: Omit<Operation["parameters"], "header"> & {
        header?: Omit<Headers, typeof KEY> & { [KEY]?: string };
      };
    }
  : Operation;

/** The document's paths, as this client offers them. */
export type StudioPaths = {
  [Path in keyof paths]: { [Method in keyof paths[Path]]: KeyMade<paths[Path][Method]> };
};

export type StudioClient = Client<StudioPaths, "application/json">;

export interface StudioOptions {
  /** The API's address, with or without a slash at the end. */
  readonly baseUrl: string;
  /** Asked before each request, so that it may renew; `undefined` sends none, for the open routes. */
  readonly token?: () => Promise<string | undefined> | string | undefined;
  /** Otherwise the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client of the studio. A POST that takes an idempotency key is given a new one, unless the caller names
 * theirs: whoever sends the same request again must send the same key.
 */
export function studioClient({ baseUrl, token, fetch }: StudioOptions): StudioClient {
  const client = createClient<StudioPaths, "application/json">({
    baseUrl: baseUrl.replace(/\/+$/, ""),
    ...(fetch === undefined ? {} : { fetch }),
  });
  const prepare: Middleware = {
    async onRequest({ request, schemaPath }) {
      const bearer = await token?.();
      if (bearer !== undefined) request.headers.set("authorization", `Bearer ${bearer}`);
      if (request.method === "POST" && KEYED.has(schemaPath) && !request.headers.has(KEY)) {
        request.headers.set(KEY, crypto.randomUUID());
      }
      return request;
    },
    async onResponse({ response }) {
      if (!response.ok) throw await ApiProblem.of(response);
      return undefined;
    },
  };
  client.use(prepare);
  return client;
}

/** The body of an answer; refusals have been thrown by then. */
export async function body<Answer extends { data?: unknown; response: Response }>(
  asked: Promise<Answer>,
): Promise<NonNullable<Answer["data"]>> {
  const { data, response } = await asked;
  if (data === undefined || data === null) throw new ApiProblem(response, { title: "an answer without a body" });
  return data;
}

/** What every list is: its items, and the cursor of the next page while there is one. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** The pages of a list, each asked for when the one before it has been used. */
export async function* pages<Page extends { readonly next: string | null }>(
  ask: (cursor: string | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    yield page;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** The items of a list, over all its pages. */
export async function* items<Item>(
  ask: (cursor: string | undefined) => Promise<ListPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  for await (const page of pages(ask)) yield* page.items;
}
