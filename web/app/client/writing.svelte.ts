// A brief that is being written: what the fields hold, kept on this device at each change, and sent to the studio
// by itself while it is a draft. Of two pages that write the same draft, each sends only what it has changed.
import { ApiProblem, body, type Schema } from "../../api/client.js";
import { isOffline } from "../kit/problem.ts";
import { session } from "../sign_in/session.svelte.ts";
import { studio } from "../sign_in/studio.ts";
import { amendmentOf, blankFields, type BriefFields, changedOf, fieldsOf, newBriefOf, type TermName } from "./fields.ts";

const PAUSE_MS = 700;
const AGAIN_MS = 4_000;
const STALE = 412;

type Saved = "saved" | "changed" | "saving" | "here" | "refused" | "only_here";

export class Writing {
  fields = $state<BriefFields>(blankFields(session.now()));
  brief = $state.raw<Schema<"Brief">>();
  problem = $state.raw<unknown>();
  saved = $state<Saved>("saved");
  readonly id: string | undefined;
  #etag = "";
  #known = $state.raw<BriefFields>(blankFields(session.now()));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;
  /** The same words sent again are the same brief. */
  #key = { words: "", key: "" };

  /** Without an id, a brief that the studio does not know yet. */
  constructor(id: string | undefined) {
    this.id = id;
  }

  get isOpen(): boolean {
    return this.brief?.state === "open";
  }

  get changed(): TermName[] {
    return changedOf(this.#known, $state.snapshot(this.fields) as BriefFields);
  }

  get #keptAt(): string {
    return `studio.brief.${this.id ?? "new"}`;
  }

  async load(): Promise<void> {
    if (this.id !== undefined) {
      await this.#read(this.id);
      if (this.brief === undefined) return;
      this.#known = fieldsOf(this.brief);
    }
    const kept = this.#kept();
    this.fields = { ...structuredClone(this.#known), ...kept };
    if (this.changed.length > 0) this.touched();
  }

  async #read(brief: string): Promise<void> {
    const { data, response } = await studio.GET("/briefs/{brief}", { params: { path: { brief } } });
    this.#etag = response.headers.get("etag") ?? "";
    this.brief = data;
  }

  /** Something was typed: kept here now, sent in a moment. */
  touched(): void {
    this.#keep();
    if (this.id === undefined || this.isOpen) {
      this.saved = this.changed.length === 0 ? "saved" : "only_here";
      return;
    }
    if (this.changed.length === 0) {
      clearTimeout(this.#timer);
      this.problem = undefined;
      this.saved = "saved";
      return;
    }
    this.saved = "changed";
    this.#later(PAUSE_MS);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  /** Sends what is not sent yet, and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
    if (this.id === undefined || this.isOpen || this.changed.length === 0) return;
    this.#sending = this.#save(this.id).finally(() => (this.#sending = undefined));
    await this.#sending;
  }

  async #save(id: string): Promise<void> {
    this.saved = "saving";
    try {
      await this.#send(id);
      this.problem = undefined;
      this.#keep();
      this.saved = "saved";
      if (this.changed.length > 0) this.touched();
      // The answer to an amendment has no hints.
      await this.#read(id);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    const isLater = isOffline(error) || (error instanceof ApiProblem && error.status >= 500);
    this.saved = isLater ? "here" : "refused";
    this.problem = isLater ? undefined : error;
    if (isLater) this.#later(AGAIN_MS);
  }

  /** Only what is changed here; what somebody else has changed meanwhile stays. */
  async #send(brief: string, once = false): Promise<void> {
    const sent = $state.snapshot(this.fields) as BriefFields;
    const names = changedOf(this.#known, sent);
    const params = { path: { brief }, header: { "If-Match": this.#etag } };
    try {
      const { data, response } = await studio.PATCH("/briefs/{brief}", { params, body: amendmentOf(sent, names) });
      this.#etag = response.headers.get("etag") ?? "";
      if (data !== undefined) this.brief = { ...data, hints: this.brief?.hints ?? [] };
      this.#known = sent;
    } catch (error) {
      if (once || !(error instanceof ApiProblem) || error.status !== STALE) throw error;
      await this.#read(brief);
      if (this.brief === undefined) throw error;
      const theirs = fieldsOf(this.brief);
      const mine = Object.fromEntries(names.map((name) => [name, sent[name]]));
      this.#known = theirs;
      this.fields = { ...structuredClone(theirs), ...mine };
      await this.#send(brief, true);
    }
  }

  /** The first time that the studio hears of it; its id. */
  async create(): Promise<string | undefined> {
    const made = newBriefOf($state.snapshot(this.fields) as BriefFields);
    const words = JSON.stringify(made);
    if (this.#key.words !== words) this.#key = { words, key: crypto.randomUUID() };
    try {
      this.problem = undefined;
      const header = { "Idempotency-Key": this.#key.key };
      const brief = await body(studio.POST("/briefs", { params: { header }, body: made }));
      localStorage.removeItem(this.#keptAt);
      return brief.id;
    } catch (error) {
      this.problem = error;
      return undefined;
    }
  }

  /** All that was changed of an open brief, in one go. Whether it was. */
  async amend(): Promise<boolean> {
    if (this.id === undefined) return false;
    try {
      this.problem = undefined;
      await this.#send(this.id);
      localStorage.removeItem(this.#keptAt);
      this.saved = "saved";
      return true;
    } catch (error) {
      this.problem = error;
      return false;
    }
  }

  discard(): void {
    this.fields = structuredClone(this.#known);
    this.problem = undefined;
    this.saved = "saved";
    localStorage.removeItem(this.#keptAt);
  }

  stop(): void {
    void this.flush();
    clearTimeout(this.#timer);
  }

  #keep(): void {
    const names = this.changed;
    const fields = $state.snapshot(this.fields) as BriefFields;
    if (names.length === 0) localStorage.removeItem(this.#keptAt);
    else localStorage.setItem(this.#keptAt, JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]]))));
  }

  /** What only this module has written, and so has this shape. */
  #kept(): Partial<BriefFields> {
    try {
      return JSON.parse(localStorage.getItem(this.#keptAt) ?? "{}") as Partial<BriefFields>;
    } catch {
      return {};
    }
  }
}
