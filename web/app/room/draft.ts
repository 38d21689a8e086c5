// An answer that is being written: as the page has it, as the API keeps it, and what becomes of two that were
// written apart. Nothing that somebody wrote is lost by it.

export const SCORES = ["brief_fit", "composition", "production", "originality", "delivery"] as const;
export type ScoreName = (typeof SCORES)[number];

/** At a point of the piece, or, with `until_ms`, about a range of it. */
export interface DraftNote {
  readonly at_ms: number;
  readonly until_ms: number | null;
  readonly text: string;
  readonly actionable: boolean;
}

/** A note that is being written: its words so far, and the place that it is about. */
export interface OpenNote extends DraftNote {
  /** Which note of the draft it takes the place of. */
  readonly replaces: DraftNote | null;
}

export interface Draft<Verdict = string, Reason = string> {
  readonly scores: Readonly<Record<ScoreName, number | null>>;
  readonly verdict: Verdict | null;
  readonly reason: Reason | null;
  readonly fit_term: string | null;
  readonly text: string;
  readonly strengths: readonly string[];
  readonly notes: readonly DraftNote[];
  readonly confirmed: readonly boolean[];
}

const NO_SCORES = { brief_fit: null, composition: null, production: null, originality: null, delivery: null };

export function emptyDraft<Verdict, Reason>(): Draft<Verdict, Reason> {
  const nothing = { verdict: null, reason: null, fit_term: null, text: "", strengths: [], notes: [], confirmed: [] };
  return { scores: NO_SCORES, ...nothing };
}

interface Kept<Verdict, Reason> {
  readonly scores: Readonly<Record<ScoreName, number | null>>;
  readonly verdict: Verdict | null;
  readonly confirmed: readonly boolean[];
  readonly feedback: {
    readonly text: string | null;
    readonly strengths: readonly string[];
    readonly notes: readonly (Omit<DraftNote, "until_ms"> & { readonly until_ms?: number | null })[];
    readonly reason: Reason | null;
    readonly fit_term: string | null;
  };
}

/** As the page has it, of what the API keeps. */
export function draftOf<Verdict, Reason>(kept: Kept<Verdict, Reason> | null): Draft<Verdict, Reason> {
  if (kept === null) return emptyDraft();
  const { scores, verdict, confirmed, feedback } = kept;
  const { reason, fit_term, strengths } = feedback;
  const notes = feedback.notes.map(({ at_ms, until_ms, text, actionable }) => ({ at_ms, until_ms: until_ms ?? null, text, actionable }));
  return { scores, verdict, confirmed, reason, fit_term, strengths, text: feedback.text ?? "", notes: inOrder(notes) };
}

export function inOrder(notes: readonly DraftNote[]): DraftNote[] {
  return [...notes].sort((a, b) => a.at_ms - b.at_ms || (a.until_ms ?? a.at_ms) - (b.until_ms ?? b.at_ms));
}

/** A range from the smaller to the larger place; a point where both are the same. */
export function between(a: number, b: number): Pick<DraftNote, "at_ms" | "until_ms"> {
  const [at_ms, until_ms] = a < b ? [a, b] : [b, a];
  return { at_ms, until_ms: at_ms === until_ms ? null : until_ms };
}

/** As the API takes it: what is blank is left out. `confirmed` goes along where there is something to confirm. */
export function sendable<Verdict, Reason>(draft: Draft<Verdict, Reason>, confirms: number) {
  const { scores, verdict, reason, fit_term, text } = draft;
  const strengths = draft.strengths.map((one) => one.trim()).filter((one) => one !== "");
  const notes = draft.notes
    .filter((one) => one.text.trim() !== "")
    .map(({ until_ms, ...note }) => ({ ...note, ...(until_ms === null ? {} : { until_ms }) }));
  const confirmed = Array.from({ length: confirms }, (_, at) => draft.confirmed[at] ?? false);
  const feedback = {
    strengths,
    notes,
    ...(text.trim() === "" ? {} : { text }),
    ...(reason === null ? {} : { reason }),
    ...(fit_term === null ? {} : { fit_term }),
  };
  const set = Object.fromEntries(SCORES.flatMap((name) => (scores[name] === null ? [] : [[name, scores[name]]])));
  return {
    scores: set as Partial<Record<ScoreName, number>>,
    feedback,
    ...(verdict === null ? {} : { verdict }),
    ...(confirms === 0 ? {} : { confirmed }),
  };
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Of one field: whoever has changed it since `base`; where both have, `both` decides. */
function chosen<Value>(base: Value, mine: Value, theirs: Value, both: (mine: Value, theirs: Value) => Value): Value {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  return same(mine, base) ? theirs : both(mine, theirs);
}

function bothTexts(mine: string, theirs: string): string {
  if (mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${mine}\n\n${theirs}`;
}

/** Everything of both lists, but what one of them has taken out since `base`. */
function bothLists<Item>(base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): Item[] {
  const has = (list: readonly Item[], item: Item) => list.some((one) => same(one, item));
  const kept = mine.filter((item) => !has(base, item) || has(theirs, item));
  return [...kept, ...theirs.filter((item) => !has(mine, item) && !has(base, item))];
}

/** Two drafts that were made of `base` apart from each other, as one. */
export function merged<V, R>(base: Draft<V, R>, mine: Draft<V, R>, theirs: Draft<V, R>): Draft<V, R> {
  const keep = <Value>(value: Value): Value => value;
  const scores = Object.fromEntries(
    SCORES.map((name) => [name, chosen(base.scores[name], mine.scores[name], theirs.scores[name], keep)]),
  );
  const lists = <Item>(of: (draft: Draft<V, R>) => readonly Item[]) =>
    chosen(of(base), of(mine), of(theirs), () => bothLists(of(base), of(mine), of(theirs)));
  return {
    scores: scores as Record<ScoreName, number | null>,
    verdict: chosen(base.verdict, mine.verdict, theirs.verdict, keep),
    reason: chosen(base.reason, mine.reason, theirs.reason, keep),
    fit_term: chosen(base.fit_term, mine.fit_term, theirs.fit_term, keep),
    text: chosen(base.text, mine.text, theirs.text, bothTexts),
    strengths: lists((draft) => draft.strengths),
    notes: inOrder(lists((draft) => draft.notes)),
    confirmed: chosen(base.confirmed, mine.confirmed, theirs.confirmed, keep),
  };
}
