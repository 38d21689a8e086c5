// A file on its way to a place that was given for it: its hash, made beside the page, and its bytes, with progress.
import type { Schema } from "../../api/client.js";
import HashWorker from "./sha256.worker.ts?worker";

/** The SHA-256 of a file, in hexadecimal digits. */
export function sha256Of(file: File): Promise<string> {
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

/** Sends a file by its link. The status of the answer; 0 where there was none. `fetch` tells no progress. */
export function put(link: Schema<"UploadLink">, file: File, told: (part: number) => void): Promise<number> {
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
