// What has been heard of a piece: stretches that are joined, and a listener that follows a player and counts
// only what plays at its own speed.

export interface Stretch {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** Sorted and apart from each other; empty ones are left out. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const sorted = stretches.filter((one) => one.to_ms > one.from_ms).sort((a, b) => a.from_ms - b.from_ms);
  const result: { from_ms: number; to_ms: number }[] = [];
  for (const { from_ms, to_ms } of sorted) {
    const last = result.at(-1);
    if (last !== undefined && from_ms <= last.to_ms) last.to_ms = Math.max(last.to_ms, to_ms);
    else result.push({ from_ms, to_ms });
  }
  return result;
}

export function length(stretches: readonly Stretch[]): number {
  return joined(stretches).reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0);
}

/** What of `played` is not in `known`. */
export function newly(played: readonly Stretch[], known: readonly Stretch[]): Stretch[] {
  let left = joined(played);
  for (const { from_ms, to_ms } of joined(known)) {
    left = left.flatMap((one) => [
      { from_ms: one.from_ms, to_ms: Math.min(one.to_ms, from_ms) },
      { from_ms: Math.max(one.from_ms, to_ms), to_ms: one.to_ms },
    ]);
    left = left.filter((one) => one.to_ms > one.from_ms);
  }
  return joined(left);
}

/** The first of them, no longer than `budget_ms` together. */
export function within(stretches: readonly Stretch[], budget_ms: number): Stretch[] {
  let left = budget_ms;
  const taken: Stretch[] = [];
  for (const { from_ms, to_ms } of stretches) {
    const part = Math.min(left, to_ms - from_ms);
    if (part <= 0) break;
    taken.push({ from_ms, to_ms: from_ms + part });
    left -= part;
  }
  return taken;
}

/** A jump that no playing makes between two looks at the player, in milliseconds. */
const JUMP_MS = 1500;

export class Listener {
  #since: number | undefined;
  #last = 0;
  #done: Stretch[] = [];

  /** The player is at `at_ms`; `counts` while it plays at its own speed. */
  at(at_ms: number, counts: boolean): void {
    const jumped = at_ms < this.#last || at_ms - this.#last > JUMP_MS;
    if (this.#since !== undefined && (!counts || jumped)) this.#close(jumped ? this.#last : at_ms);
    if (this.#since === undefined && counts) this.#since = at_ms;
    this.#last = at_ms;
  }

  /** What was heard since it was last taken, in whole milliseconds. */
  take(): Stretch[] {
    if (this.#since !== undefined) {
      const from = this.#since;
      this.#close(this.#last);
      this.#since = Math.max(from, this.#last);
    }
    const taken = joined(this.#done);
    this.#done = [];
    return taken;
  }

  #close(to_ms: number): void {
    this.#done.push({ from_ms: Math.round(this.#since ?? to_ms), to_ms: Math.round(to_ms) });
    this.#since = undefined;
  }
}
