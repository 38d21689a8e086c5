// Months by their names, and which of their steps is next.
import type { Schema } from "../../../api/client.js";

export type Step = "reports" | "freeze" | "plan" | "check" | "approve" | "post" | "pay" | "answers" | "close";

export const STEPS: readonly Step[] = ["reports", "freeze", "plan", "check", "approve", "post", "pay", "answers", "close"];

const NOW: Readonly<Record<Schema<"MonthState">, readonly Step[]>> = {
  open: ["reports", "freeze"],
  frozen: ["plan"],
  planned: ["check", "approve"],
  approved: ["post"],
  posted: ["pay"],
  paid: ["pay", "answers", "close"],
  closed: [],
};

/** `January 2027`. */
export function monthName(month: string): string {
  const [year, number] = month.split("-").map(Number);
  const first = new Date(Date.UTC(year ?? 0, (number ?? 1) - 1, 1));
  return new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" }).format(first);
}

/** `2 Jan 2027`: the day of a moment. */
export function dayOf(at: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(Date.parse(at));
}

/** `10 February 2027`, of a date without a time. */
export function dateName(date: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(`${date}T00:00:00Z`));
}

/** Whether its last moment has passed, by the studio's clock. */
export function hasEnded(month: string, now: number): boolean {
  return month < new Date(now).toISOString().slice(0, 7);
}

export function standing(step: Step, state: Schema<"MonthState">): "done" | "now" | "later" {
  const now = NOW[state];
  if (now.includes(step)) return "now";
  const next = now[0];
  return next === undefined || STEPS.indexOf(step) < STEPS.indexOf(next) ? "done" : "later";
}
