// Reports of a month on their way to the studio: each announced with its hash, sent by its link, and followed until
// every line of it was read.
import { body, items, type Schema } from "../../../api/client.js";
import { put, sha256Of } from "../../kit/transfer.ts";
import { studio } from "../../sign_in/studio.ts";

const LOOK_MS = 1_000;
const LOOKS = 120;

export class SentReport {
  step = $state<"waiting" | "hashing" | "sending" | "reading" | "stopped" | "done">("waiting");
  part = $state(0);
  problem = $state.raw<unknown>();
  /** Names it in the list; known once there is a place for it. */
  id = $state<string>();
  readonly file: File;
  readonly #month: string;
  readonly #key = crypto.randomUUID();
  #announced: Schema<"RevenueFileAnnouncement"> | undefined;

  constructor(month: string, file: File) {
    this.#month = month;
    this.file = file;
  }

  /** Again by the same key, where it stopped: the place that was kept, with a new link. */
  async send(): Promise<void> {
    try {
      this.problem = undefined;
      this.step = "hashing";
      this.#announced ??= { content_type: typeOf(this.file), sha256: await sha256Of(this.file), size_bytes: this.file.size };
      const params = { path: { month: this.#month }, header: { "Idempotency-Key": this.#key } };
      const place = await body(studio.POST("/months/{month}/revenue", { params, body: this.#announced }));
      this.id = place.upload_id;
      if (place.upload !== null) {
        this.step = "sending";
        const status = await put(place.upload, this.file, (part) => (this.part = part));
        // 412: it lies there already.
        if (status !== 200 && status !== 412) {
          this.step = "stopped";
          return;
        }
      }
      this.step = "reading";
      await this.#follow(place.upload_id);
      this.step = "done";
    } catch (error) {
      this.problem = error;
      this.step = "stopped";
    }
  }

  async #follow(id: string): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      const found = (await reportsOf(this.#month)).find((one) => one.upload_id === id);
      if (found?.report != null) return;
      await new Promise((later) => setTimeout(later, LOOK_MS));
    }
  }
}

export async function reportsOf(month: string): Promise<readonly Schema<"Upload">[]> {
  const all: Schema<"Upload">[] = [];
  const asked = items((cursor) =>
    body(studio.GET("/months/{month}/revenue", { params: { path: { month }, query: { limit: 100, cursor } } })),
  );
  for await (const one of asked) all.push(one);
  return all;
}

function typeOf(file: File): Schema<"RevenueFileAnnouncement">["content_type"] {
  return file.name.endsWith(".gz") || file.type === "application/gzip" ? "application/gzip" : "text/csv";
}
