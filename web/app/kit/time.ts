// Times as people read them: a place in a piece, and how far off a moment is.

/** `1:02`, or `1:02:03` from an hour on. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** Where a note is: `1:02`, or `1:02–1:10` where it is about a range. */
export function span(note: { readonly at_ms: number; readonly until_ms: number | null }): string {
  const begins = clock(note.at_ms);
  return note.until_ms === null ? begins : `${begins}–${clock(note.until_ms)}`;
}

/** `1:02.5`: as exact as somebody types it. */
export function place(ms: number): string {
  const tenths = Math.round(ms / 100);
  return `${clock(Math.floor(tenths / 10) * 1000)}.${tenths % 10}`;
}

/** What is meant by `1:02.5`, `1:02` or `62`, in milliseconds; `undefined` where it is no place. */
export function placeOf(text: string): number | undefined {
  const found = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)$/.exec(text.trim());
  if (found === null) return undefined;
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number((part ?? "0").replace(",", ".")));
  return Math.round((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** `in 2 days`, `3 hours ago`: whole units, towards now, and days only from two on. */
export function fromNow(at: number, now: number, locale?: string): string {
  const away = at - now;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  for (const [unit, ms] of STEPS) {
    if (Math.abs(away) >= ms * (unit === "day" ? 2 : 1)) return format.format(Math.trunc(away / ms), unit);
  }
  return format.format(Math.trunc(away / 1000), "second");
}

/** The whole moment in the reader's locale and zone. */
export function exactly(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" }).format(at);
}

/** `January 2027`, of `2027-01`. */
export function monthName(month: string): string {
  return new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${month}-01`));
}

/** `2 January 2027`, of `2027-01-02` or of a moment in that day. */
export function dayName(day: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(day));
}
