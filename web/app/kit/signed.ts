// Whether a document is as the studio signed it: Ed25519 over all members but the signature, as canonical JSON.
import { body } from "../../api/client.js";
import { anybody } from "../sign_in/studio.ts";

/** `unknown` where this browser cannot check signatures of this kind. */
export type Checked = "holds" | "broken" | "unknown";

interface Signed {
  readonly signature: { readonly algorithm: string; readonly value: string };
}

export async function check(document: Signed): Promise<Checked> {
  const published = await body(anybody.GET("/credits/key"));
  const { signature, ...said } = document;
  try {
    const key = await crypto.subtle.importKey("raw", bytes(published.key), "Ed25519", false, ["verify"]);
    const message = new TextEncoder().encode(canonical(said));
    return (await crypto.subtle.verify("Ed25519", key, bytes(signature.value), message)) ? "holds" : "broken";
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") return "unknown";
    if (error instanceof TypeError) return "unknown";
    throw error;
  }
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Members in the order of their names, and no white space. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
