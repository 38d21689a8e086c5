// One file on its way to the studio: hashed in a worker, sent by its link with progress, sent again with a new
// link where it stopped, and followed until the studio has heard it.
import { body, type Schema } from "../../api/client.js";
import { studio } from "../sign_in/studio.ts";
import HashWorker from "../kit/sha256.worker.ts?worker";
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
  version = $state.raw<Schema<"VersionView">>();
  readonly brief: string;
  #file: File | undefined;
  #sha256 = "";
  #key = crypto.randomUUID();

  /** With a track, the file is its next version. */
  constructor(brief: string, track?: string) {
    this.brief = brief;
    this.track = track;
  }

  get busy(): boolean {
    return ["hashing", "reserving", "sending", "checking"].includes(this.step);
  }

  async send(file: File, sent: Sent): Promise<void> {
    this.problem = undefined;
    try {
      if (this.#file !== file) {
        this.step = "hashing";
        this.#sha256 = await hashOf(file);
        [this.#file, this.#key] = [file, crypto.randomUUID()];
      }
      this.step = "reserving";
      await this.#transfer(await this.#reserve(file, sent));
    } catch (error) {
      this.problem = error;
      this.step = "idle";
    }
  }

  /** The same file by a new link, at the place that was kept. */
  async again(): Promise<void> {
    if (this.#file === undefined || this.track === undefined) return;
    this.problem = undefined;
    try {
      this.step = "reserving";
      this.#key = crypto.randomUUID();
      await this.#transfer(await this.#reserve(this.#file, undefined));
    } catch (error) {
      this.problem = error;
      this.step = "stopped";
    }
  }

  async #reserve(file: File, sent: Sent | undefined): Promise<Schema<"UploadLink"> | null> {
    const about = {
      content_type: contentTypeOf(file.name, file.type),
      filename: file.name,
      size_bytes: file.size,
      sha256: this.#sha256,
    };
    const header = { "Idempotency-Key": this.#key };
    const { brief, track } = this;
    if (track === undefined) {
      const note = sent?.note.trim() ? { note: sent.note.trim() } : {};
      const whole = { title: sent?.title.trim() ?? "", ...about, ...note };
      const place = await body(
        studio.POST("/briefs/{brief}/tracks", { params: { path: { brief }, header }, body: whole }),
      );
      this.track = place.track;
      return place.upload;
    }
    const path = { brief, track };
    const place = await body(
      studio.POST("/briefs/{brief}/tracks/{track}/versions", { params: { path, header }, body: about }),
    );
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
      if (this.step !== "checking") return;
      await new Promise((later) => setTimeout(later, POLL_MS));
    }
    this.step = "taken";
  }
}

function hashOf(file: File): Promise<string> {
  const worker = new HashWorker();
  return new Promise<string>((found, failed) => {
    worker.addEventListener("message", (event: MessageEvent<{ hex: string | undefined }>) => {
      if (event.data.hex === undefined) failed(new Error(file.name));
      else found(event.data.hex);
    });
    worker.addEventListener("error", () => failed(new Error(file.name)));
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}

/** The status of the answer; 0 where there was none. `fetch` tells no progress. */
function put(link: Schema<"UploadLink">, file: File, told: (part: number) => void): Promise<number> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(link.method, link.url);
    for (const [name, value] of Object.entries(link.headers)) {
      if (name !== "content-length") request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", (event) => told(event.total === 0 ? 0 : event.loaded / event.total));
    request.addEventListener("load", () => done(request.status));
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => done(0));
    request.send(file);
  });
}
