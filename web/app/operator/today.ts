// What waits for an operator, read from every list at once: each with its count, its first lines and where it leads.
import { body, type ListPage, type Schema } from "../../api/client.js";
import { addressOf } from "../shell/router.ts";
import { studio } from "../sign_in/studio.ts";
import { texts } from "../texts.ts";
import { monthName } from "./months/calendar.ts";
import { isCalled, wordsOf } from "./people/words.ts";
import { lettersOf } from "./system/laptop.ts";

export type GroupName = keyof typeof texts.operator.today.groups;

/** One matter of a group, in the order in which it is read. */
export interface Line {
  readonly href: string;
  readonly who?: string;
  readonly money?: Schema<"Money">;
  readonly text?: string;
  readonly at?: string;
  /** What `at` is. */
  readonly when?: string;
  readonly overdue?: boolean;
}

export interface Group {
  readonly name: GroupName;
  /** The smaller, the more pressing. */
  readonly rank: number;
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
  readonly lines: readonly Line[];
  readonly href: string;
}

export interface Today {
  readonly mine: readonly Group[];
  /** What another operator has to do. */
  readonly others: readonly Group[];
  readonly failed: readonly { readonly name: GroupName; readonly problem: unknown }[];
}

interface Reader {
  readonly id: string;
  readonly now: number;
  readonly laptop: boolean;
}

/** Most pages of a list that is counted; above it stands a `+`. */
const PAGES = 5;
const DAY_MS = 86_400_000;
const said = texts.operator.today;

const people = (part: string) => addressOf("people", { part });
const payments = (part: string) => addressOf("payments", { part });

async function counted<Item>(ask: (cursor: string | undefined) => Promise<ListPage<Item>>): Promise<{ items: readonly Item[]; more: boolean }> {
  const all: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, next } = await ask(cursor);
    all.push(...items);
    if (next === null) return { items: all, more: false };
    cursor = next;
  }
  return { items: all, more: true };
}

function group(name: GroupName, rank: number, href: string, lines: readonly Line[], more = false): Group {
  const late = lines.some((line) => line.overdue === true);
  return { name, rank: late ? 0 : rank, count: lines.length, more, lines, href };
}

type Found = { readonly mine?: Group; readonly others?: Group };

async function disputes(): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/disputes", { params: { query: { limit: 100, cursor } } })));
  const lines = items.map((one): Line => ({ href: `${people("disputes")}#${one.review}`, who: one.composer, text: `“${one.reason}”`, at: one.raised_at, when: said.raised }));
  return { mine: group("disputes", 2, people("disputes"), lines, more) };
}

async function words({ id }: Reader): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/operator-words", { params: { query: { limit: 100, cursor } } })));
  const line = (one: Schema<"WaitingWord">): Line => ({
    href: people("words"),
    text: `${isCalled(one.matter)}: ${one.first_words.map(({ decision }) => wordsOf(decision)).join(", ")}`,
    ...(one.first_words[0] === undefined ? {} : { at: one.first_words[0].at, who: one.first_words[0].by }),
  });
  const own = (one: Schema<"WaitingWord">) => one.first_words.every(({ by }) => by === id);
  return {
    mine: group("words", 1, people("words"), items.filter((one) => !own(one)).map(line), more),
    others: group("words", 1, people("words"), items.filter(own).map(line)),
  };
}

async function applications({ id }: Reader): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/coproducer-applications", { params: { query: { limit: 100, cursor } } })));
  const waiting = items.filter((one) => one.decide_by !== null && one.member !== id);
  const line = (one: Schema<"Application">): Line => ({
    href: people("applications"),
    who: one.member,
    overdue: one.overdue,
    ...(one.words === null ? {} : { text: `“${one.words}”` }),
    ...(one.decide_by === null ? {} : { at: one.decide_by, when: said.by }),
  });
  return { mine: group("applications", 3, people("applications"), waiting.map(line), more) };
}

async function payouts(state: "unknown" | "submitted" | "returned" | "due", rank: number): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/payouts", { params: { query: { state, limit: 100, cursor } } })));
  const href = `${payments("payouts")}?state=${state}`;
  const line = ({ payable, hold_reason }: Schema<"Payout">): Line => ({
    href,
    who: payable.account,
    money: { amount: payable.net, currency: payable.currency },
    text: hold_reason === null ? monthName(payable.month) : texts.operator.payments.hold_reasons[hold_reason],
  });
  return { mine: group(state, rank, href, items.map(line), more) };
}

/** A month that has ended and is not closed; a plan that one has something in waits for somebody else. */
async function months({ id }: Reader): Promise<Found> {
  const { items } = await counted((cursor) => body(studio.GET("/months", { params: { query: { limit: 24, cursor } } })));
  const open = items.filter(({ state, has_ended }) => has_ended && state !== "closed").reverse();
  const line = ({ month, state }: Schema<"MonthStanding">): Line => ({
    href: addressOf("month", { month }),
    text: `${monthName(month)}: ${texts.operator.months.next[state]}`,
  });
  const own = async ({ month, state }: Schema<"MonthStanding">) => {
    if (state !== "planned") return false;
    const { plan } = await body(studio.GET("/months/{month}", { params: { path: { month } } }));
    return plan?.contributors.includes(id) ?? false;
  };
  const owned = await Promise.all(open.map(own));
  return {
    mine: group("months", 4, addressOf("months"), open.filter((_, at) => owned[at] === false).map(line)),
    others: group("months", 4, addressOf("months"), open.filter((_, at) => owned[at] === true).map(line)),
  };
}

async function adjustments({ id }: Reader): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/adjustments", { params: { query: { limit: 100, cursor } } })));
  const href = payments("adjustments");
  const line = (one: Schema<"Adjustment">): Line => ({ href, who: one.proposed_by, text: `“${one.reason}”`, at: one.proposed_at });
  return {
    mine: group("adjustments", 4, href, items.filter((one) => one.proposed_by !== id).map(line), more),
    others: group("adjustments", 4, href, items.filter((one) => one.proposed_by === id).map(line)),
  };
}

async function suspense(): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/suspense", { params: { query: { limit: 100, cursor } } })));
  const href = payments("suspense");
  const waiting = items.filter(({ matched }) => matched === null);
  const line = (one: Schema<"SuspenseEntry">): Line => ({ href, money: one.money, text: texts.operator.payments.reasons[one.reason] });
  return { mine: group("suspense", 7, href, waiting.map(line), more) };
}

/** Those whose day has come. */
async function holds({ now }: Reader): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/holds", { params: { query: { limit: 100, cursor } } })));
  const today = new Date(now).toISOString().slice(0, 10);
  const href = payments("holds");
  const due = items.filter(({ released, review_on }) => released === null && review_on <= today);
  const line = ({ member, reason, review_on }: Schema<"Hold">): Line => ({ href, who: member, text: `“${reason}”`, at: `${review_on}T00:00:00Z`, overdue: review_on < today });
  return { mine: group("holds", 3, href, due.map(line), more) };
}

/** What nobody listens to yet is told apart from what else is due. */
async function sweep(): Promise<Found & { readonly also?: Group }> {
  const { items, more } = await counted((cursor) => body(studio.GET("/sweep", { params: { query: { limit: 1000, cursor } } })));
  const href = people("briefs");
  const unheard = (one: Schema<"DueItem">) => one.action === "label_unanswered" || one.action === "ask_platform";
  const line = ({ action, brief }: Schema<"DueItem">): Line => ({ href: brief === null ? href : addressOf("brief", { brief }), text: texts.operator.people.actions[action] });
  return {
    mine: group("unanswered", 5, href, items.filter(unheard).map(line), more),
    also: group("sweep", 9, href, items.filter((one) => !unheard(one)).map(line), more),
  };
}

async function lapses({ now }: Reader): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/lapses", { params: { query: { limit: 100, cursor } } })));
  const href = people("briefs");
  const sorted = [...items].sort((a, b) => a.lapses_at.localeCompare(b.lapses_at));
  const line = ({ title, brief, lapses_at }: Schema<"Lapse">): Line => ({ href: addressOf("brief", { brief }), text: title, at: lapses_at, when: said.ends_soon });
  const soon = sorted.some(({ lapses_at }) => Date.parse(lapses_at) - now < 7 * DAY_MS);
  return { mine: group("lapses", soon ? 5 : 8, href, sorted.map(line), more) };
}

async function likenesses(): Promise<Found> {
  const { items, more } = await counted((cursor) => body(studio.GET("/likenesses", { params: { query: { limit: 100, cursor } } })));
  const href = people("likenesses");
  const line = ({ piece, found_at }: Schema<"Likeness">): Line => ({ href, who: piece.composer, at: found_at, when: texts.operator.people.found });
  return { mine: group("likenesses", 8, href, items.map(line), more) };
}

async function letters({ laptop }: Reader): Promise<Found> {
  if (!laptop) return {};
  const href = addressOf("system");
  const line = (one: { readonly function: string; readonly error: string | null; readonly when: string }): Line => ({ href, text: `${one.function}: ${one.error ?? ""}`, at: one.when });
  return { mine: group("letters", 6, href, (await lettersOf()).map(line)) };
}

export async function today(reader: Reader): Promise<Today> {
  const asked: readonly [GroupName, Promise<Found & { readonly also?: Group }>][] = [
    ["words", words(reader)],
    ["unknown", payouts("unknown", 1)],
    ["disputes", disputes()],
    ["applications", applications(reader)],
    ["returned", payouts("returned", 3)],
    ["holds", holds(reader)],
    ["months", months(reader)],
    ["adjustments", adjustments(reader)],
    ["sweep", sweep()],
    ["due", payouts("due", 6)],
    ["submitted", payouts("submitted", 6)],
    ["letters", letters(reader)],
    ["suspense", suspense()],
    ["lapses", lapses(reader)],
    ["likenesses", likenesses()],
  ];
  const answers = await Promise.allSettled(asked.map(([, found]) => found));
  const failed = answers.flatMap((answer, at) => (answer.status === "rejected" ? [{ name: asked[at]?.[0] ?? "sweep", problem: answer.reason as unknown }] : []));
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const listed = (groups: readonly (Group | undefined)[]) =>
    groups.filter((one): one is Group => one !== undefined && one.count > 0).sort((a, b) => a.rank - b.rank);
  return { mine: listed(found.flatMap(({ mine, also }) => [mine, also])), others: listed(found.map(({ others }) => others)), failed };
}
