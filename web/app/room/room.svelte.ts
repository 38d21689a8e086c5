// One listening room: the review as the studio has it, the draft as it is written here, what was heard, and
// how they are brought together. It asks the studio one thing after the other.
import { ApiProblem, body, type Schema } from "../../api/client.js";
import { joined, Listener, newly, type Stretch, within } from "../kit/heard.ts";
import { type Peaks, peaksOf } from "../kit/peaks.ts";
import { Player } from "../kit/player.svelte.ts";
import { session } from "../sign_in/session.svelte.ts";
import { studio } from "../sign_in/studio.ts";
import { type Draft, draftOf, emptyDraft, merged, sendable } from "./draft.ts";
import { forget, keep, kept, watch } from "./kept.ts";

export type RoomDraft = Draft<Schema<"Verdict">, Schema<"ReasonCode">>;
type Rule = Schema<"MissingRule">;

/** How long after the last change a draft is sent, in milliseconds. */
const SAVE_MS = 1_000;
/** How often what was heard is reported, and how soon something that failed is tried again. */
const REPORT_MS = 10_000;

export class Room {
  view = $state.raw<Schema<"ListeningRoom">>();
  draft = $state.raw<RoomDraft>(emptyDraft());
  heard = $state.raw<readonly Stretch[]>([]);
  missing = $state.raw<readonly Rule[]>([]);
  /** Every rule that this answer was ever short of, in the order of the API. */
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
  #base: RoomDraft = emptyDraft();
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

  get open(): boolean {
    return this.view !== undefined && this.view.delivery === null && ["assigned", "queued"].includes(this.view.state);
  }

  async load(): Promise<void> {
    try {
      this.closed = undefined;
      const view = await this.#inLine(() => this.#enter());
      this.rules = view.missing;
      this.#base = draftOf(view.draft);
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
    if (this.open && JSON.stringify(this.draft) !== JSON.stringify(this.#base)) this.#later();
  }

  #begin(): void {
    if (!this.open) return;
    this.#clock = setInterval(() => void this.#tick(), REPORT_MS);
    const online = () => void this.save();
    const leaving = () => this.#leave();
    addEventListener("online", online);
    addEventListener("pagehide", leaving);
    session.keepers.add(leaving);
    this.#ends = [
      watch<Schema<"Verdict">, Schema<"ReasonCode">>(this.id, (other) => this.#join(other)),
      () => removeEventListener("online", online),
      () => removeEventListener("pagehide", leaving),
      () => session.keepers.delete(leaving),
    ];
  }

  /** Another tab writes on the same answer: both go on with both. */
  #join(other: { readonly draft: RoomDraft; readonly base: RoomDraft }): void {
    this.draft = merged(this.#base, this.draft, other.draft);
    this.#base = other.base;
    const written = JSON.stringify(this.draft);
    if (written !== JSON.stringify(other.draft)) this.change({});
    else if (written !== JSON.stringify(this.#base)) this.#later();
    else this.saved = "saved";
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
        if (error instanceof ApiProblem && error.status < 500) this.refused = error;
      }
    });
  }

  async #keep(): Promise<void> {
    const draft = this.draft;
    if (JSON.stringify(draft) === JSON.stringify(this.#base)) {
      this.saved = "saved";
      return;
    }
    this.saved = "saving";
    const sent = sendable(draft, this.view?.earlier_notes.length ?? 0);
    await body(studio.PUT("/reviews/{review}/draft", { params: { path: { review: this.id } }, body: sent }));
    this.#base = draft;
    if (this.draft === draft) this.saved = "saved";
    else this.#later();
    keep(this.id, { draft: this.draft, base: draft });
  }

  async deliver(): Promise<boolean> {
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
    this.missing = view.missing;
    const fresh = view.missing.filter(({ rule }) => !this.rules.some((known) => known.rule === rule));
    if (fresh.length > 0) this.rules = [...this.rules, ...fresh];
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
    const enough = this.view?.heard.missing_ms === 0;
    const more = newly(this.#unreported, this.view?.heard.intervals ?? []);
    if (this.saved === "here" || (this.saved === "changed" && !this.player.playing)) await this.save();
    else if (more.length > 0) await this.#inLine(() => this.#report().catch(() => undefined));
    if (!enough && this.view?.heard.missing_ms === 0) await this.#inLine(() => this.#enter().catch(() => undefined));
  }

  /** No more than there was time for: the rest waits for the next report. */
  async #report(): Promise<void> {
    this.#collect();
    const wanted = newly(this.#unreported, this.view?.heard.intervals ?? []);
    const part = within(wanted, this.#budget());
    if (part.length > 0) await this.#send(part);
    else if (wanted.length === 0) this.#unreported = [];
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
    if (this.view !== undefined) this.view = { ...this.view, heard };
    this.heard = joined([...heard.intervals, ...this.#unreported]);
  }

  /** The page may be gone in a moment: what is written is kept here, what was heard is sent along. */
  #leave(): void {
    if (!this.open) return;
    this.#collect();
    if (JSON.stringify(this.draft) !== JSON.stringify(this.#base)) {
      keep(this.id, { draft: this.draft, base: this.#base });
      if (session.state === "in") void this.save();
    }
    const wanted = within(newly(this.#unreported, this.view?.heard.intervals ?? []), this.#budget());
    if (wanted.length > 0 && session.state === "in") void this.#send(wanted, true).catch(() => undefined);
  }

  #inLine<Done>(what: () => Promise<Done>): Promise<Done> {
    const done = this.#line.then(what);
    this.#line = done.catch(() => undefined);
    return done;
  }
}
