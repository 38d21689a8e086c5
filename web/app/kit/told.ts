// What the API says in words, with the moments, days, months and amounts in it found.
import type { Schema } from "../../api/client.js";

export const CURRENCIES = ["AUD", "BRL", "CAD", "CHF", "DKK", "EUR", "GBP", "JPY", "KWD", "NOK", "PLN", "SEK", "USD"] as const satisfies readonly Schema<"Currency">[];

export type Part =
  | { readonly is: "words" | "moment" | "day" | "month"; readonly text: string }
  | { readonly is: "money"; readonly text: string; readonly money: Schema<"Money"> };

const FOUND = new RegExp(
  String.raw`(\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|(\b\d{4}-\d\d-\d\d\b)|(\b\d{4}-(?:0[1-9]|1[0-2])\b)(?!-)|\b(${CURRENCIES.join("|")}) (-?\d+(?:\.\d+)?)\b`,
  "g",
);

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let read = 0;
  for (const found of text.matchAll(FOUND)) {
    const [all, moment, day, month, code, amount] = found;
    if (found.index > read) parts.push({ is: "words", text: text.slice(read, found.index) });
    read = found.index + all.length;
    const currency = CURRENCIES.find((one) => one === code);
    if (currency !== undefined && amount !== undefined) parts.push({ is: "money", text: all, money: { currency, amount } });
    else parts.push({ is: moment !== undefined ? "moment" : day !== undefined ? "day" : month !== undefined ? "month" : "words", text: all });
  }
  if (read < text.length) parts.push({ is: "words", text: text.slice(read) });
  return parts;
}
