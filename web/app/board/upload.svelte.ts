// One file on its way to the studio: hashed in a worker, sent by its link with progress, sent again with a new
// link where it stopped, and followed until the studio has heard it.
import { body, type Schema } from "../../api/client.js";
import { put, sha256Of } from "../kit/transfer.ts";
import { studio } from "../sign_in/studio.ts";
import { contentTypeOf } from "./content_type.ts";

const POLL_MS = 2_000;
const POLLS = 60;

type Step = "idle" | "hashing" | "reserving" | "sending" | "stopped" | "checking" | "taken" | "refused";

export interface Sent {
  readonly title: string;
  readonly note: string;
}

export class Upload {
  step = $state<Step>("idle");
  part = $state(0);
  problem = $state.raw<unknown>();
  track = $state<string>();
  version = $state.raw<Schema<"Version">>();
  readonly brief: string;
  readonly #of: string | undefined;
  #file: File | undefined;
  #sent: Sent = { title: "", note: "" };
  #sha256 = "";

  /** With a track, the file is its next version. */
  constructor(brief: string, track?: string) {
    this.brief = brief;
    this.#of = track;
    this.track = track;
  }

  get busy(): boolean {
    return ["hashing", "reserving", "sending", "checking"].includes(this.step);
  }

  async send(file: File, sent: Sent): Promise<void> {
    this.problem = undefined;
    this.#sent = sent;
    try {
      if (this.#file !== file) {
        this.step = "hashing";
        this.#sha256 = await sha256Of(file);
        this.#file = file;
      }
      await this.#go(file);
    } catch (error) {
      this.problem = error;
      this.step = "idle";
    }
  }

  /** The same request by the same key: the place that was kept, with a new link. */
  async again(): Promise<void> {
    if (this.#file === undefined) return;
    this.problem = undefined;
    try {
      await this.#go(this.#file);
    } catch (error) {
      this.problem = error;
      this.step = "stopped";
    }
  }

  async #go(file: File): Promise<void> {
    this.step = "reserving";
    await this.#transfer(await this.#reserve(file));
  }

  #keptAt(): string {
    return `studio.upload.${this.brief}.${this.#of ?? ""}.${this.#sha256}`;
  }

  /** The key of this very request, from before a reload too. */
  #keyOf(request: object): string {
    const text = JSON.stringify(request);
    const kept = JSON.parse(sessionStorage.getItem(this.#keptAt()) ?? "{}") as { key?: string; text?: string };
    if (kept.key !== undefined && kept.text === text) return kept.key;
    const key = crypto.randomUUID();
    sessionStorage.setItem(this.#keptAt(), JSON.stringify({ key, text }));
    return key;
  }

  async #reserve(file: File): Promise<Schema<"UploadLink"> | null> {
    const about = {
      content_type: contentTypeOf(file.name, file.type) as Schema<"AudioContentType">,
      filename: file.name,
      size_bytes: file.size,
      sha256: this.#sha256,
    };
    const brief = this.brief;
    if (this.#of !== undefined) {
      const path = { brief, track: this.#of };
      const header = { "Idempotency-Key": this.#keyOf(about) };
      const place = await body(
        studio.POST("/briefs/{brief}/tracks/{track}/versions", { params: { path, header }, body: about }),
      );
      return place.upload;
    }
    const note = this.#sent.note.trim() === "" ? {} : { note: this.#sent.note.trim() };
    const whole = { title: this.#sent.title.trim(), ...about, ...note };
    const header = { "Idempotency-Key": this.#keyOf(whole) };
    const place = await body(studio.POST("/briefs/{brief}/tracks", { params: { path: { brief }, header }, body: whole }));
    this.track = place.track;
    return place.upload;
  }

  async #transfer(link: Schema<"UploadLink"> | null): Promise<void> {
    if (link !== null && this.#file !== undefined) {
      this.step = "sending";
      this.part = 0;
      const status = await put(link, this.#file, (part) => (this.part = part));
      // 412: it lies there already.
      if (status !== 200 && status !== 412) {
        this.step = "stopped";
        return;
      }
    }
    await this.#follow();
  }

  async #follow(): Promise<void> {
    this.step = "checking";
    for (let poll = 0; poll < POLLS; poll += 1) {
      const path = { brief: this.brief, track: this.track ?? "" };
      const track = await body(studio.GET("/briefs/{brief}/tracks/{track}", { params: { path } }));
      this.version = track.versions.at(-1);
      const state = this.version?.state;
      if (state === "invalid") this.step = "refused";
      else if (state !== "reserved" && state !== "received") this.step = "taken";
      if (this.step !== "checking") {
        sessionStorage.removeItem(this.#keptAt());
        return;
      }
      await new Promise((later) => setTimeout(later, POLL_MS));
    }
    this.step = "taken";
  }
}
