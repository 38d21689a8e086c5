// Shares and rates as the reader writes them, and a currency by its name.
import type { Schema } from "../../api/client.js";

const WHOLE_PPM = 1_000_000;
const WHOLE_BP = 10_000;
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 4 });
const names = new Intl.DisplayNames(undefined, { type: "currency" });
const regions = new Intl.DisplayNames(undefined, { type: "region", fallback: "none" });

export function share(ppm: number): string {
  return percent.format(ppm / WHOLE_PPM);
}

export function rate(bp: number): string {
  return percent.format(bp / WHOLE_BP);
}

export function currencyName(currency: Schema<"Currency">): string {
  return names.of(currency) ?? currency;
}

/** `undefined` for what is no country's two letters. */
export function countryName(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined;
}
