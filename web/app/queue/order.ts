// In which order a reviewer's work stands: what is due first stands first, what has no clock yet comes after.

export interface Due {
  readonly id: string;
  readonly due_at: string | null;
}

export function byDue<One extends Due>(reviews: readonly One[]): One[] {
  const key = (one: Due) => (one.due_at === null ? Number.POSITIVE_INFINITY : Date.parse(one.due_at));
  return [...reviews].sort((a, b) => (key(a) === key(b) ? a.id.localeCompare(b.id) : key(a) - key(b)));
}

/** The one to go on with after `id`. */
export function nextAfter<One extends Due>(reviews: readonly One[], id: string): One | undefined {
  const sorted = byDue(reviews).filter((one) => one.due_at !== null || one.id === id);
  const at = sorted.findIndex((one) => one.id === id);
  const rest = [...sorted.slice(at + 1), ...sorted.slice(0, Math.max(at, 0))];
  return rest.find((one) => one.id !== id);
}
