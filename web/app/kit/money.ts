// Money in the reader's locale. The API sends decimal strings, and what is added up here is added exactly.
import type { Schema } from "../../api/client.js";

/** As many decimals as an amount of the API has at most. */
const PLACES = 14;

type Money = Schema<"Money">;

/** As its currency is written. */
export function money({ amount, currency }: Money): string {
  return formatted(amount, { style: "currency", currency });
}

/** With every digit that it has. */
export function exactMoney({ amount, currency }: Money): string {
  return formatted(amount, { style: "currency", currency, maximumFractionDigits: PLACES });
}

/** Whether it has more decimals than its currency is written with. */
export function isRounded({ amount, currency }: Money): boolean {
  const places = new Intl.NumberFormat(undefined, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 0;
  return (amount.split(".")[1]?.replace(/0+$/, "").length ?? 0) > places;
}

function formatted(amount: string, options: Intl.NumberFormatOptions): string {
  // A string keeps every digit; older typings know numbers only.
  return new Intl.NumberFormat(undefined, options).format(amount as unknown as number);
}

/** The exact sum of decimals. */
export function sum(amounts: readonly string[]): string {
  return written(amounts.reduce((all, one) => all + units(one), 0n));
}

/** The exact difference of two decimals. */
export function minus(from: string, what: string): string {
  return written(units(from) - units(what));
}

/** Whether it is too little to be paid: less than the smallest amount that its currency is written with. */
export function isFraction({ amount, currency }: Money): boolean {
  const places = new Intl.NumberFormat(undefined, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 0;
  const [whole = "", fraction = ""] = amount.replace("-", "").split(".");
  return /^0*$/.test(whole + fraction.slice(0, places));
}

export function isZero(amount: string): boolean {
  return units(amount) === 0n;
}

export function isNegative(amount: string): boolean {
  return units(amount) < 0n;
}

/** What somebody has typed, as the API writes it: one mark of decimals, a point or a comma; `undefined` where it is
    no number. */
export function typedAmount(text: string): string | undefined {
  const plain = text.trim().replace(/[\s'’_]/g, "").replace("−", "-").replace(",", ".");
  return /^-?\d{1,23}(\.\d{1,14})?$/.test(plain) ? written(units(plain)) : undefined;
}

function units(amount: string): bigint {
  const negative = amount.startsWith("-");
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const all = BigInt(whole + fraction.padEnd(PLACES, "0"));
  return negative ? -all : all;
}

function written(all: bigint): string {
  const digits = (all < 0n ? -all : all).toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return `${all < 0n ? "-" : ""}${digits.slice(0, -PLACES)}${fraction === "" ? "" : `.${fraction}`}`;
}
