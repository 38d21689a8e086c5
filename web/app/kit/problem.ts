// A refusal or a failure in words, and what of it belongs to which field.
import { ApiProblem, type Failure } from "../../api/client.js";
import { SignedOut } from "../sign_in/session.svelte.ts";
import { texts } from "../texts.ts";

export function isOffline(problem: unknown): boolean {
  return problem instanceof TypeError;
}

export function inWords(problem: unknown): string {
  if (problem instanceof SignedOut) return texts.sign_in.ended;
  if (isOffline(problem)) return texts.problem.offline;
  if (problem instanceof ApiProblem) {
    if (problem.status === 404) return texts.problem.not_found;
    if (problem.retryAfter !== undefined) return `${problem.message} ${texts.problem.later(problem.retryAfter)}`;
    return problem.message;
  }
  return problem instanceof Error ? problem.message : String(problem);
}

/** What is wrong at a field or below it; `exact` leaves out what is below. */
export function failuresAt(problem: unknown, pointer: string, exact = false): readonly Failure[] {
  if (!(problem instanceof ApiProblem)) return [];
  return problem.errors.filter((one) => one.pointer === pointer || (!exact && one.pointer.startsWith(`${pointer}/`)));
}

/** What belongs to none of these fields. */
export function failuresBeside(problem: unknown, pointers: readonly string[]): readonly Failure[] {
  if (!(problem instanceof ApiProblem)) return [];
  return problem.errors.filter(({ pointer }) => !pointers.some((one) => pointer === one || pointer.startsWith(`${one}/`)));
}
