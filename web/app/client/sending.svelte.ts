// One reference medium on its way to the studio: hashed in a worker, sent by its link with progress, and sent again
// with a new link where it stopped.
import { body, type Schema } from "../../api/client.js";
import { contentTypeOf, titleOf } from "../board/content_type.ts";
import { put, sha256Of } from "../kit/transfer.ts";
import { studio } from "../sign_in/studio.ts";

const LIES_THERE = 412;

export class Sending {
  step = $state<"hashing" | "sending" | "sent" | "stopped" | "refused">("hashing");
  part = $state(0);
  problem = $state.raw<unknown>();
  /** Known once the studio has kept a place. */
  id = $state<string>();
  readonly file: File;
  readonly title: string;
  readonly #brief: string;
  /** The same request by the same key: the place that was kept. */
  readonly #key = crypto.randomUUID();
  #sha256: string | undefined;

  constructor(brief: string, file: File) {
    this.#brief = brief;
    this.file = file;
    this.title = titleOf(file.name) || file.name;
  }

  async go(): Promise<void> {
    this.problem = undefined;
    try {
      this.step = "hashing";
      this.#sha256 ??= await sha256Of(this.file);
      const { id, upload } = await this.#announce(this.#sha256);
      this.id = id;
      this.step = "sending";
      const status = upload === null ? LIES_THERE : await put(upload, this.file, (part) => (this.part = part));
      this.step = status === 200 || status === LIES_THERE ? "sent" : "stopped";
    } catch (error) {
      this.problem = error;
      this.step = "refused";
    }
  }

  #announce(sha256: string): Promise<Schema<"AnnouncedReferenceMedium">> {
    const about = {
      title: this.title,
      content_type: contentTypeOf(this.file.name, this.file.type) as Schema<"AudioContentType">,
      filename: this.file.name,
      size_bytes: this.file.size,
      sha256,
    };
    const params = { path: { brief: this.#brief }, header: { "Idempotency-Key": this.#key } };
    return body(studio.POST("/briefs/{brief}/reference-media", { params, body: about }));
  }
}
