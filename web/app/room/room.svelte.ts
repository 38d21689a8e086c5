// One listening room: the review as the studio has it, the draft as it is written here, what was heard, and
// how they are brought together. It asks the studio one thing after the other.
import { ApiProblem, body, type Schema } from "../../api/client.js";
import { joined, Listener, newly, type Stretch, within } from "../kit/heard.ts";
import { type Peaks, peaksOf } from "../kit/peaks.ts";
import { Player } from "../kit/player.svelte.ts";
import { session } from "../sign_in/session.svelte.ts";
import { studio } from "../sign_in/studio.ts";
import { between, type Draft, type DraftNote, draftOf, emptyDraft, inOrder, merged, type OpenNote, same, sendable } from "./draft.ts";
import { forget, keep, keepHeard, keepNote, kept, keptHeard, keptNote, watch } from "./kept.ts";

export type RoomDraft = Draft<Schema<"Verdict">, Schema<"ReasonCode">>;
type Rule = Schema<"RuleMet">;

/** How long after the last change a draft is sent, in milliseconds. */
const SAVE_MS = 1_000;
/** How often what was heard is reported, and how soon something that failed is tried again. */
const REPORT_MS = 10_000;
/** After how many of these it is asked whether the answer was written on elsewhere. */
const MEET_EVERY = 3;
/** How long the range is that ends where nobody has said where it begins, in milliseconds. */
const RANGE_MS = 5_000;

export class Room {
  view = $state.raw<Schema<"ListeningRoom">>();
  draft = $state.raw<RoomDraft>(emptyDraft());
  /** The note that is being written; the music waits for it. */
  writing = $state.raw<OpenNote>();
  /** Where the range begins whose end has not been said yet. */
  in_ms = $state<number>();
  heard = $state.raw<readonly Stretch[]>([]);
  /** Why the draft would be refused as an answer now. */
  missing = $state.raw<readonly Schema<"MissingRule">[]>([]);
  /** Every rule that the answer has to meet, and whether the draft meets it as it is kept. */
  rules = $state.raw<readonly Rule[]>([]);
  peaks = $state.raw<Peaks>();
  saved = $state<"saved" | "changed" | "saving" | "here">("saved");
  /** Why the room does not open. */
  closed = $state.raw<unknown>();
  /** Why it was not delivered or kept. */
  refused = $state.raw<unknown>();
  delivering = $state(false);
  readonly player = new Player();
  readonly id: string;

  readonly #listener = new Listener();
  /** What the studio had when the draft was last the same as there. */
  #base: RoomDraft = emptyDraft();
  /** What the studio was last seen to have, in its own words: anything else was written elsewhere. */
  #there: RoomDraft = emptyDraft();
  #resumes = false;
  #ticks = 0;
  /** When the studio last said how much can be reported, by this page's clock. */
  #told_at = 0;
  #unreported: Stretch[] = [];
  #line: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #ends: (() => void)[] = [];

  constructor(id: string) {
    this.id = id;
    this.player.onlook = (at_ms, counts) => this.#look(at_ms, counts);
    this.player.onlost = async () => (await this.#enter()).preview?.url;
  }

  /** Whether it is to be answered here: an operator who oversees the brief reads along. */
  get open(): boolean {
    if (session.me?.coproducer == null) return false;
    return this.view !== undefined && this.view.delivery === null && ["assigned", "queued"].includes(this.view.state);
  }

  async load(): Promise<void> {
    try {
      this.closed = undefined;
      await this.#inLine(() => this.#reportKept());
      const view = await this.#inLine(() => this.#enter());
      this.#base = draftOf(view.draft);
      this.#there = this.#base;
      this.#takeUp(view);
      this.#begin();
      if (view.preview !== null && view.facts !== null) {
        this.player.load(view.preview.url, view.facts.duration_ms, view.facts);
      }
      if (view.waveform !== null) this.peaks = peaksOf(await (await fetch(view.waveform.url)).json());
    } catch (error) {
      if (this.view === undefined) this.closed = error;
    }
  }

  /** What was written here and not sent comes first; then what the studio has. */
  #takeUp(view: Schema<"ListeningRoom">): void {
    const here = kept<Schema<"Verdict">, Schema<"ReasonCode">>(this.id);
    if (view.delivery !== null) forget(this.id);
    this.draft = here === undefined ? this.#base : merged(here.base, here.draft, this.#base);
    this.writing = this.open ? keptNote(this.id) : undefined;
    if (this.open && !same(this.draft, this.#base)) this.#later();
  }

  #begin(): void {
    if (!this.open) return;
    this.#clock = setInterval(() => void this.#tick(), REPORT_MS);
    const online = () => void this.save();
    const leaving = () => this.#leave();
    const seen = () => document.visibilityState === "visible" && void this.#inLine(() => this.#meet().catch(() => undefined));
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", online);
    addEventListener("pagehide", leaving);
    session.keepers.add(leaving);
    this.#ends = [
      watch<Schema<"Verdict">, Schema<"ReasonCode">>(this.id, (other) => this.#join(other)),
      () => document.removeEventListener("visibilitychange", seen),
      () => removeEventListener("online", online),
      () => removeEventListener("pagehide", leaving),
      () => session.keepers.delete(leaving),
    ];
  }

  /** Another tab writes on the same answer: both go on with both. */
  #join(other: { readonly draft: RoomDraft; readonly base: RoomDraft }): void {
    this.draft = merged(this.#base, this.draft, other.draft);
    this.#base = other.base;
    if (!same(this.draft, other.draft)) this.change({});
    else if (!same(this.draft, this.#base)) this.#later();
    else this.saved = "saved";
  }

  /** What was written in another browser comes in. */
  async #meet(): Promise<void> {
    const view = await this.#enter();
    const theirs = draftOf(view.draft);
    if (!this.open || same(theirs, this.#there)) return;
    this.draft = merged(this.#base, this.draft, theirs);
    this.#base = theirs;
    this.#there = theirs;
    keep(this.id, { draft: this.draft, base: theirs });
    if (!same(this.draft, theirs)) this.#later();
  }

  end(): void {
    this.#leave();
    clearInterval(this.#clock);
    clearTimeout(this.#timer);
    for (const end of this.#ends) end();
    this.player.end();
  }

  change(part: Partial<RoomDraft>): void {
    this.draft = { ...this.draft, ...part };
    keep(this.id, { draft: this.draft, base: this.#base });
    this.#later();
  }

  /** A note begins here, or goes on with these words; the music waits. */
  write(part: Partial<OpenNote>): void {
    if (this.writing === undefined) {
      this.#resumes = this.player.playing;
      this.player.pause();
    }
    this.writing = { at_ms: this.#here(), until_ms: null, text: "", actionable: true, replaces: null, ...this.writing, ...part };
    keepNote(this.id, this.writing);
  }

  /** The range that a note will be about begins here. */
  markIn(): void {
    this.in_ms = this.#here();
    if (this.writing !== undefined) this.write(between(this.in_ms, this.writing.until_ms ?? this.in_ms));
  }

  /** It ends here, and waits for words. */
  markOut(): void {
    const from = this.in_ms ?? this.writing?.at_ms ?? Math.max(0, this.#here() - RANGE_MS);
    this.in_ms = undefined;
    this.write(between(from, this.#here()));
  }

  saveNote(): void {
    const { writing } = this;
    if (writing === undefined) return;
    const { at_ms, until_ms, actionable, replaces } = writing;
    const note: DraftNote = { at_ms, until_ms, text: writing.text.trim(), actionable };
    const others = this.draft.notes.filter((one) => replaces === null || !same(one, replaces));
    if (note.text !== "") this.change({ notes: inOrder([...others, note]) });
    this.dropNote();
  }

  dropNote(): void {
    this.writing = undefined;
    this.in_ms = undefined;
    keepNote(this.id, undefined);
    if (this.#resumes) void this.player.play();
    this.#resumes = false;
  }

  #here(): number {
    return Math.round(this.player.at_ms);
  }

  #later(): void {
    this.saved = this.saved === "here" ? "here" : "changed";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_MS);
  }

  /** Sends what was heard and what was written. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#inLine(async () => {
      if (!this.open) return;
      try {
        await this.#report();
        await this.#keep();
      } catch (error) {
        this.saved = "here";
        if (!(error instanceof ApiProblem) || error.status >= 500) return;
        if (error.status === 409) await this.#enter().catch(() => undefined);
        if (this.open) this.refused = error;
      }
    });
  }

  async #keep(): Promise<void> {
    if (same(this.draft, this.#base)) {
      this.saved = "saved";
      return;
    }
    this.saved = "saving";
    await this.#meet();
    if (!this.open) return;
    const draft = this.draft;
    const sent = sendable(draft, this.view?.earlier_notes.length ?? 0);
    const taken = await body(studio.PUT("/reviews/{review}/draft", { params: { path: { review: this.id } }, body: sent }));
    this.#there = draftOf(taken.draft);
    this.rules = taken.rules;
    this.missing = taken.missing;
    this.#mend();
    this.#base = draft;
    clearTimeout(this.#timer);
    if (this.draft === draft) this.saved = "saved";
    else this.#later();
    keep(this.id, { draft: this.draft, base: draft });
  }

  /** What was wrong with a delivery is said no longer once the studio would take it. */
  #mend(): void {
    const { refused } = this;
    if (!(refused instanceof ApiProblem)) return;
    const wrong = new Set(this.missing.map((one) => one.pointer));
    const errors = refused.errors.filter((one) => wrong.has(one.pointer));
    if (errors.length === refused.errors.length) return;
    const { status, title: statusText, body } = refused;
    this.refused = errors.length === 0 ? undefined : new ApiProblem({ status, statusText, headers: new Headers() }, { ...body, errors });
  }

  async deliver(): Promise<boolean> {
    this.saveNote();
    this.delivering = true;
    this.refused = undefined;
    await this.save();
    return this.#inLine(async () => {
      try {
        const sent = sendable(this.draft, this.view?.earlier_notes.length ?? 0);
        // What is not there yet, the API names at its field.
        const whole = sent as Schema<"ReviewSubmission">;
        await body(studio.PUT("/reviews/{review}", { params: { path: { review: this.id } }, body: whole }));
        forget(this.id);
        clearInterval(this.#clock);
        this.player.pause();
        this.view = await this.#enter();
        return true;
      } catch (error) {
        this.refused = error;
        return false;
      } finally {
        this.delivering = false;
      }
    });
  }

  async #enter(): Promise<Schema<"ListeningRoom">> {
    const view = await body(studio.GET("/reviews/{review}", { params: { path: { review: this.id } } }));
    this.#told_at = performance.now();
    this.view = view;
    this.#judge(view);
    return view;
  }

  #judge(view: Schema<"ListeningRoom">): void {
    this.rules = view.rules;
    this.missing = view.missing;
    this.heard = joined([...view.heard.intervals, ...this.#unreported]);
  }

  #look(at_ms: number, counts: boolean): void {
    const before = this.player.playing;
    this.#listener.at(at_ms, counts);
    this.#collect();
    if (before && !counts) void this.#tick();
  }

  #collect(): void {
    this.#unreported = joined([...this.#unreported, ...this.#listener.take()]);
    if (this.#unreported.length > 0) this.heard = joined([...this.heard, ...this.#unreported]);
  }

  async #tick(): Promise<void> {
    this.#collect();
    keepHeard(this.id, newly(this.#unreported, this.view?.heard.intervals ?? []));
    this.#ticks += 1;
    const enough = this.view?.heard.missing_ms === 0;
    const more = newly(this.#unreported, this.view?.heard.intervals ?? []);
    if (this.saved === "here" || (this.saved === "changed" && !this.player.playing)) await this.save();
    else if (more.length > 0) await this.#inLine(() => this.#report().catch(() => undefined));
    else if (this.#ticks % MEET_EVERY === 0 && !this.player.playing && !document.hidden) {
      await this.#inLine(() => this.#meet().catch(() => undefined));
    }
    if (!enough && this.view?.heard.missing_ms === 0) await this.#inLine(() => this.#enter().catch(() => undefined));
  }

  /** No more than there was time for: the rest waits for the next report. */
  async #report(): Promise<void> {
    this.#collect();
    const wanted = newly(this.#unreported, this.view?.heard.intervals ?? []);
    const part = within(wanted, this.#budget());
    if (part.length > 0) await this.#sendWithin(part);
    else if (wanted.length === 0) this.#unreported = [];
  }

  /** What was heard before a reload comes first: the next entry begins a time of its own. */
  async #reportKept(): Promise<void> {
    const heard = keptHeard(this.id);
    if (heard.length > 0) await this.#sendWithin(heard).catch(() => undefined);
  }

  /** Where there was less time than this page thought, because the room was entered elsewhere, the studio says how much. */
  async #sendWithin(wanted: readonly Stretch[]): Promise<void> {
    try {
      await this.#send([...wanted]);
    } catch (error) {
      const budget_ms = error instanceof ApiProblem ? error.body.budget_ms : undefined;
      if (budget_ms === undefined) throw error;
      this.#told_at = performance.now();
      if (this.view !== undefined) this.view = { ...this.view, heard: { ...this.view.heard, budget_ms } };
      const part = within(wanted, budget_ms);
      if (part.length > 0) await this.#send(part);
    }
  }

  /** What the studio said could be reported, and the time since then. */
  #budget(): number {
    return Math.floor((this.view?.heard.budget_ms ?? 0) + performance.now() - this.#told_at);
  }

  async #send(intervals: Stretch[], keepalive = false): Promise<void> {
    const path = { review: this.id };
    const heard = await body(
      studio.PUT("/reviews/{review}/heard", { params: { path }, body: { intervals }, keepalive }),
    );
    this.#told_at = performance.now();
    this.#unreported = newly(this.#unreported, heard.intervals);
    keepHeard(this.id, this.#unreported);
    if (this.view !== undefined) this.view = { ...this.view, heard };
    this.heard = joined([...heard.intervals, ...this.#unreported]);
  }

  /** The page may be gone in a moment: what is written is kept here, what was heard is sent along. */
  #leave(): void {
    if (!this.open) return;
    this.#collect();
    if (!same(this.draft, this.#base)) {
      keep(this.id, { draft: this.draft, base: this.#base });
      if (session.state === "in") void this.save();
    }
    const unreported = newly(this.#unreported, this.view?.heard.intervals ?? []);
    keepHeard(this.id, unreported);
    const wanted = within(unreported, this.#budget());
    if (wanted.length > 0 && session.state === "in") void this.#send(wanted, true).catch(() => undefined);
  }

  #inLine<Done>(what: () => Promise<Done>): Promise<Done> {
    const done = this.#line.then(what);
    this.#line = done.catch(() => undefined);
    return done;
  }
}
