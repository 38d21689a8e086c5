// What this browser keeps of a draft until the studio has it: written at each change, read by a reload and by
// other tabs.
import type { Stretch } from "../kit/heard.ts";
import type { Draft, OpenNote } from "./draft.ts";

export interface Kept<V, R> {
  readonly draft: Draft<V, R>;
  /** What the studio had when the draft was last the same as there. */
  readonly base: Draft<V, R>;
}

const keyOf = (review: string) => `studio.draft.${review}`;
const noteKeyOf = (review: string) => `studio.note.${review}`;
const heardKeyOf = (review: string) => `studio.heard.${review}`;

function put(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the studio's own copy remains.
  }
}

/** What only this module has written, and so has this shape. */
function parsed<Value>(text: string | null): Value | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

export function keep<V, R>(review: string, kept: Kept<V, R>): void {
  put(keyOf(review), kept);
}

export function kept<V, R>(review: string): Kept<V, R> | undefined {
  return parsed(localStorage.getItem(keyOf(review)));
}

/** The note that is being written, word by word; `undefined` once it is saved. */
export function keepNote(review: string, note: OpenNote | undefined): void {
  put(noteKeyOf(review), note);
}

export function keptNote(review: string): OpenNote | undefined {
  return parsed(localStorage.getItem(noteKeyOf(review)));
}

/** What was heard and the studio does not know of yet. */
export function keepHeard(review: string, heard: readonly Stretch[]): void {
  put(heardKeyOf(review), heard.length === 0 ? undefined : heard);
}

export function keptHeard(review: string): readonly Stretch[] {
  return parsed(localStorage.getItem(heardKeyOf(review))) ?? [];
}

export function forget(review: string): void {
  for (const key of [keyOf(review), noteKeyOf(review), heardKeyOf(review)]) put(key, undefined);
}

/** Tells what another tab has written; answers how to stop. */
export function watch<V, R>(review: string, told: (kept: Kept<V, R>) => void): () => void {
  const listen = (event: StorageEvent) => {
    const found = event.key === keyOf(review) ? parsed<Kept<V, R>>(event.newValue) : undefined;
    if (found !== undefined) told(found);
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}
