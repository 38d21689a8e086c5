// The tools of a laptop: what was given up, what a request has caused, and the clock. Nothing of the API: they stand
// below `/_studio/`, without a token, and each answer is read as what it is known to be.

export interface Letter {
  readonly id: string;
  readonly kind: string;
  readonly when: string;
  readonly function: string;
  readonly from: string | null;
  readonly error: string | null;
  readonly attempts: number | null;
  readonly request: string | null;
  readonly event: unknown;
}

export interface Trace {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly at: string;
  readonly duration_us: number | null;
  readonly errors: number;
  readonly omitted: number;
}

export interface Entry {
  readonly number: number;
  readonly parent: number | null;
  readonly kind: string;
  readonly name: string;
  readonly detail: string | null;
  readonly at: string;
  readonly offset_us: number;
  readonly duration_us: number | null;
  readonly outcome: string | null;
  readonly error: string | null;
  readonly calls: readonly { readonly service: string; readonly operation: string; readonly count: number; readonly failed: number; readonly duration_us: number }[];
}

async function ask<Answer>(path: string, sent?: object): Promise<Answer> {
  const request = sent === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) };
  const answer = await fetch(`/_studio/${path}`, request);
  if (!answer.ok) {
    const { message } = (await answer.json().catch(() => ({}))) as { message?: string };
    throw new Refused(answer.status, message ?? answer.statusText);
  }
  return (await answer.json()) as Answer;
}

export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export async function lettersOf(): Promise<readonly Letter[]> {
  return (await ask<{ items: readonly Letter[] }>("dead-letters")).items;
}

/** Whether its function has done it now. */
export async function redrive(letter: string): Promise<boolean> {
  return (await ask<{ handled: boolean }>(`dead-letters/${encodeURIComponent(letter)}/redrive`, {})).handled;
}

/** The last hundred, newest first; of each, how many entries it has. */
export async function traces(): Promise<readonly (Trace & { readonly entries: number })[]> {
  return (await ask<{ items: readonly (Trace & { readonly entries: number })[] }>("timeline")).items;
}

export function traceOf(request: string): Promise<Trace & { readonly entries: readonly Entry[] }> {
  return ask(`timeline/${encodeURIComponent(request)}`);
}

export async function clockNow(): Promise<string> {
  return (await ask<{ now: string }>("clock")).now;
}

export async function jump(to: { readonly seconds: number } | { readonly to: string }): Promise<string> {
  return (await ask<{ now: string }>("clock", to)).now;
}
