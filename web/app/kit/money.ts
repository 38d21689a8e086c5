// Money in the reader's locale. The API sends decimal strings; nothing is computed of them here.
import type { Schema } from "../../api/client.js";

export function money({ amount, currency }: Schema<"Money">): string {
  // A string keeps every digit; older typings know numbers only.
  return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(amount as unknown as number);
}
