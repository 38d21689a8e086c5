// What this browser keeps of a draft until the studio has it: written at each change, read by a reload and by
// other tabs.
import type { Draft } from "./draft.ts";

export interface Kept<V, R> {
  readonly draft: Draft<V, R>;
  /** What the studio had when the draft was last the same as there. */
  readonly base: Draft<V, R>;
}

const keyOf = (review: string) => `studio.draft.${review}`;

export function keep<V, R>(review: string, kept: Kept<V, R>): void {
  try {
    localStorage.setItem(keyOf(review), JSON.stringify(kept));
  } catch {
    // A full or forbidden store: the studio's own copy remains.
  }
}

function parsed<V, R>(text: string | null): Kept<V, R> | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kept<V, R>);
  } catch {
    return undefined;
  }
}

export function kept<V, R>(review: string): Kept<V, R> | undefined {
  return parsed(localStorage.getItem(keyOf(review)));
}

export function forget(review: string): void {
  localStorage.removeItem(keyOf(review));
}

/** Tells what another tab has written; answers how to stop. */
export function watch<V, R>(review: string, told: (kept: Kept<V, R>) => void): () => void {
  const listen = (event: StorageEvent) => {
    const found = event.key === keyOf(review) ? parsed<V, R>(event.newValue) : undefined;
    if (found !== undefined) told(found);
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}
