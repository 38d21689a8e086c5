// A file that the studio has made, saved on the reader's machine: asked for with their token, so no plain link.

/** Saves what was answered under the name that the answer gives it. */
export function save(content: Blob, response: Response, otherwise: string): void {
  const named = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = named?.[1] ?? otherwise;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
