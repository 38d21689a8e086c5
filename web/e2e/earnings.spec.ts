// What a member earns: the statement down to a line of the reports, its files, what waits, and where it is paid.
import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { body } from "../api/client.js";
import { Composer } from "../test/people.js";
import type { Studio } from "../test/studio.js";
import { accessible, expect, shot, test } from "./studio.js";

const A_MONTH = /^[A-Z][a-z]+ \d{4}$/;

/** The month that the story has paid: it begins whenever it is told. */
async function paidMonth(studio: Studio): Promise<string> {
  const { items } = await body(new Composer(studio, "Ada").api.GET("/me/statements"));
  return items[0]?.month ?? "";
}

async function downloaded(page: Page, kind: string): Promise<{ name: string; bytes: Buffer }> {
  const [file]: [Download, void] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: kind, exact: true }).click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("what am I paid? stands first, and leads to the statement", async ({ as, studio }) => {
  const page = await as("Ada", "/studio/board");
  await page.getByRole("link", { name: "Earnings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What am I paid?" })).toBeVisible();
  await expect(page.getByText("€33,791.45", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/the bank confirmed it on 2 [A-Z][a-z]+ \d{4}/).first()).toBeVisible();
  await expect(page.getByText("too small to pay")).toBeVisible();
  await shot(page, "earnings");
  await page.getByRole("link", { name: "How this came about" }).click();
  await expect(page.getByRole("heading", { level: 1, name: A_MONTH })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/studio/earnings/${await paidMonth(studio)}$`));
});

test("every figure of a statement unfolds to the lines of the reports behind it", async ({ as, studio }) => {
  const page = await as("Ada", `/studio/earnings/${await paidMonth(studio)}`);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Euro", "Japanese Yen", "US Dollar"]);
  await expect(page.getByRole("main")).toMatchAriaSnapshot({ name: "statement.yml" });
  await shot(page, "statement");
  await page.getByText("Your shares of the month’s revenue").first().click();
  await page.getByText("97.5% of €34,657.90").click();
  const sources = page.getByRole("region", { name: "By source and country: Fizz, EUR" });
  await expect(sources.getByRole("row").nth(1)).toContainText("broadcast, Brazil");
  await page.getByRole("button", { name: "Every line of the reports: Fizz, EUR" }).click();
  const lines = page.getByRole("region", { name: "Every line of the reports: Fizz, EUR" });
  await expect(page.getByText(/^[\d,]+ lines of the reports: €34,657\.90/)).toBeVisible();
  await expect(lines.getByRole("row")).toHaveCount(21);
  await shot(page, "statement-unfolded");
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(lines.getByRole("row")).toHaveCount(41);
  const share = lines.getByRole("row").nth(1).getByRole("button").last();
  const rounded = await share.innerText();
  await share.click();
  expect((await share.innerText()).length).toBeGreaterThan(rounded.length);
  await page.getByText("Paid to you").first().click();
  await expect(page.getByRole("listitem").filter({ hasText: "was paid to FI" }).last()).toBeVisible();
});

test("the statement is saved as PDF and as CSV", async ({ as, studio }) => {
  const month = await paidMonth(studio);
  const page = await as("Ada", `/studio/earnings/${month}`);
  const pdf = await downloaded(page, "PDF");
  expect(pdf.name).toBe(`statement-${month}.pdf`);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.bytes.length).toBeGreaterThan(2_000);
  await expect(page.getByText("The PDF is saved.")).toBeVisible();
  const csv = await downloaded(page, "CSV");
  expect(csv.name).toBe(`statement-${month}.csv`);
  expect(csv.bytes.toString().split("\n").length).toBeGreaterThan(20);
  expect(csv.bytes.toString()).toContain("Fizz");
});

test("a co-producer reads what their reviews have earned", async ({ as, studio }) => {
  const page = await as("Mika", `/studio/earnings/${await paidMonth(studio)}`);
  await page.getByText("Your shares of the month’s revenue").first().click();
  await expect(page.getByText(/for your \d+ reviews? of \d+ that share the pool/).first()).toBeVisible();
  await shot(page, "statement-co-producer");
});

test("who has earned nothing yet reads how it begins, and enters an account: a wrong one, then a right one", async ({ as, expected }) => {
  expected.push(/404/, /422/);
  const page = await as("Ben", "/studio/earnings");
  await expect(page.getByRole("heading", { name: "Nothing has been earned yet" })).toBeVisible();
  await shot(page, "earnings-empty");
  await page.getByRole("link", { name: "Enter an account" }).click();
  const iban = page.getByLabel("IBAN, for euros");
  await iban.fill("DE89 3704 0044 0532 0130 01");
  await page.getByLabel("Country").fill("Japan".slice(0, 2));
  await page.getByRole("button", { name: "Save the account" }).click();
  await expect(iban).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText(/this is not an IBAN/)).toBeVisible();
  await accessible(page);
  await iban.fill("DE89 3704 0044 0532 0130 00");
  await page.getByLabel("Country").fill("");
  await page.getByRole("button", { name: "Save the account" }).click();
  await expect(page.getByText("Saved. Payments go there.")).toBeVisible();
  await expect(page.getByText("DE•• •••• 00")).toBeVisible();
  await shot(page, "payout-account");
});

test("a changed account waits three days, and its owner is told", async ({ as, studio }) => {
  const page = await as("Ada", "/studio/payout-account");
  await page.getByLabel("IBAN, for euros").fill("DE89370400440532013000");
  await page.getByRole("button", { name: "Save the account" }).click();
  await expect(page.getByText(/Nothing is paid to it before [A-Z][a-z]+day/)).toBeVisible();
  await studio.settle();
  await page.getByRole("link", { name: /^Notices/ }).click();
  await page.getByRole("link", { name: "To your payout account" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Payout account" })).toBeVisible();
});

test("what lies below the minimum is asked for once a year", async ({ as, expected }) => {
  expected.push(/409/);
  const page = await as("Ada", "/studio/board");
  // The story pays everything out: a smaller month is not in it.
  const money = (amount: string) => ({ currency: "EUR", amount });
  const balance = { items: [{ currency: "EUR", balance: money("7.5019357285"), due: money("0.00") }], next: null };
  await page.route("**/me/balance", (route) => route.fulfill({ json: balance }));
  await page.getByRole("link", { name: "Earnings" }).click();
  await expect(page.getByRole("row", { name: /Euro €7\.50/ })).toBeVisible();
  await page.getByRole("button", { name: "Have it paid this time" }).click();
  const dialog = page.getByRole("dialog", { name: "Have what waits paid now?" });
  await accessible(page);
  await dialog.getByRole("button", { name: "Have it paid this time" }).click();
  await expect(page.getByText(/Asked\. It is paid with/)).toBeVisible();
});
