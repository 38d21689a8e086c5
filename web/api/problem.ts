// How the API says no: RFC 9457 problem+json as an error. The gateway in front of it says no in its own
// words, `{"message": …}`; that becomes a problem of type `about:blank`.
import type { components } from "./schema.js";

/** One broken rule: where in the body (a JSON pointer, or `?name` for a query parameter), which, and why. */
export interface Failure {
  readonly pointer: string;
  readonly rule: string;
  readonly detail: string;
}

/** A problem as it was sent, with the members that only some have; of the gateway, its words alone. */
export type ProblemBody = Readonly<Partial<components["schemas"]["Problem"]> & { message?: string }>;

const NO_TYPE = "about:blank";

/** Thrown for every answer that is a refusal or a failure. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  /** Stable: clients may switch on it. `about:blank` where the gateway answered. */
  readonly type: string;
  /** The last part of `type`, such as `brief_not_open`; empty where the gateway answered. */
  readonly kind: string;
  readonly status: number;
  readonly title: string;
  readonly errors: readonly Failure[];
  /** The moves that are possible now, of a 409. */
  readonly allowed: readonly string[];
  /** Seconds to wait before the same request may succeed. */
  readonly retryAfter: number | undefined;
  /** Which request it was, for whoever reads the log. */
  readonly requestId: string | undefined;
  readonly body: ProblemBody;

  constructor(response: Pick<Response, "status" | "statusText" | "headers">, body: ProblemBody) {
    const title = text(body.title) ?? text(body.message) ?? response.statusText;
    super(text(body.detail) ?? title);
    this.title = title;
    this.status = response.status;
    this.type = text(body.type) ?? NO_TYPE;
    this.kind = this.type === NO_TYPE ? "" : (this.type.split("/").at(-1) ?? "");
    this.errors = list(body.errors).flatMap(failure);
    this.allowed = list(body.allowed).flatMap((word) => text(word) ?? []);
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined;
    this.requestId = response.headers.get("x-request-id") ?? response.headers.get("apigw-requestid") ?? undefined;
    this.body = body;
  }

  /** Reads the refusal from an answer; one that is no JSON object has no more than its status. */
  static async of(response: Response): Promise<ApiProblem> {
    const sent: unknown = await response.json().catch(() => undefined);
    return new ApiProblem(response, isBody(sent) ? sent : {});
  }

  /** What is wrong at one place of the body, to be shown beside that field. */
  at(pointer: string): readonly Failure[] {
    return this.errors.filter((failure) => failure.pointer === pointer);
  }
}

function isBody(value: unknown): value is ProblemBody {
  return isObject(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function failure(value: unknown): Failure[] {
  if (!isObject(value)) return [];
  const { pointer, rule, detail } = value;
  const isOne = typeof pointer === "string" && typeof rule === "string" && typeof detail === "string";
  return isOne ? [{ pointer, rule, detail }] : [];
}
