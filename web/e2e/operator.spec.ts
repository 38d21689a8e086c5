// An operator's work: a month of the books from the first report to the close by two people, what waits in suspense,
// applications, disputes, holds and corrections, and what a laptop has beside them.
import { body } from "../api/client.js";
import { Composer, CoProducer, OperatorPerson } from "../test/people.js";
import type { Studio } from "../test/studio.js";
import { accessible, expect, type People, shot, test } from "./studio.js";
import type { Page } from "@playwright/test";

const MONTH = "2027-02";
const HEADER = "period,track_id,isrc,source,territory,units,currency,amount";

/** January of the story is posted, paid and closed, and February has ended. */
async function februaryHasEnded(studio: Studio): Promise<void> {
  const otto = new OperatorPerson(studio, "Otto");
  const { plan } = await otto.month("2027-01");
  await otto.approve("2027-01", plan?.plan_sha256 ?? "");
  await studio.settle();
  await otto.post("2027-01");
  const { batches } = await otto.pay("2027-01");
  for (const { file } of batches.flatMap(({ files }) => files)) {
    await otto.settle("2027-01", arrived(await (await fetch(file.url)).text()));
  }
  await otto.close("2027-01");
  await studio.waitUntil(new Date("2027-03-01T09:00:00Z"));
  await studio.settle();
}

/** The track of Ada's that the story's client has chosen: the one that she is paid for. */
async function winner(studio: Studio): Promise<string> {
  const { entries } = await new Composer(studio, "Ada").statement("2026-12");
  return entries[0]?.lines[0]?.track ?? "";
}

/** Lets go of a file over a place, as somebody who drags it does. */
async function drop(page: Page, text: string, file: { name: string; type: string; content: string }): Promise<void> {
  const data = await page.evaluateHandle(({ name, type, content }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], name, { type }));
    return transfer;
  }, file);
  await page.getByText(text).dispatchEvent("drop", { dataTransfer: data });
}

/** What the bank says to one of our files, pain.001 or a table: everything has arrived. */
function arrived(order: string): string {
  if (!order.startsWith("<")) {
    const ids = order.trim().split("\n").slice(1).map((line) => `${line.split(",")[0]},settled,`);
    return ["end_to_end_id,status,reason", ...ids].join("\n");
  }
  const message = /<MsgId>([^<]+)</.exec(order)?.[1] ?? "";
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>BANK-2</MsgId><CreDtTm>2027-03-02T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`;
}

/** Olga takes in February’s report, freezes it and plans it; `looked` is called once the report was read. */
async function plannedByOlga(as: People, studio: Studio, looked?: (page: Page) => Promise<void>): Promise<Page> {
  await februaryHasEnded(studio);
  const track = await winner(studio);
  const olga = await as("Olga", `/studio/months/${MONTH}`);
  await drop(olga, "Drop reports here", { name: "broken.csv", type: "text/csv", content: `${HEADER}\n${MONTH},${track},,streaming,DE,1,EUR,a lot\n` });
  await expect(olga.getByText("Not taken")).toBeVisible();
  await expect(olga.getByText("1 line was rejected")).toBeVisible();
  await drop(olga, "Drop reports here", { name: "february.csv", type: "text/csv", content: `${HEADER}\n${MONTH},${track},,streaming,DE,1,EUR,150.25\n${MONTH},${track},,sync,FI,1,EUR,49.75\n` });
  const report = olga.getByRole("article").filter({ hasText: "february.csv" });
  await expect(report).toContainText("Read, and in the month");
  const control = report.getByLabel("Control total in EUR");
  await control.fill("199");
  await expect(report).toContainText("differs by");
  await control.fill("200.00");
  await expect(report).toContainText("agrees to the last digit");
  await looked?.(olga);
  await olga.getByRole("button", { name: "Freeze the month" }).click();
  await olga.getByRole("button", { name: "Make the plan" }).click();
  await expect(olga.getByText("Both sides are equal").first()).toBeVisible();
  return olga;
}

test("a month with four eyes: taken in and planned by one, refused to her, approved, paid and closed by another", async ({ as, studio, expected }) => {
  test.slow();
  expected.push(/status of 403/);
  const olga = await plannedByOlga(as, studio, (page) => shot(page, "month-open"));
  await expect(olga.getByText("You have something in this month, so another operator approves it.")).toBeVisible();
  await olga.getByRole("button", { name: "Approve this plan" }).click();
  await expect(olga.getByRole("alert")).toBeVisible();
  await shot(olga, "month-refused");

  const otto = await as("Otto", "/studio/today");
  await otto.getByRole("link", { name: /February 2027/ }).click();
  await expect(otto.getByText("you may approve it")).toBeVisible();
  await otto.getByRole("button", { name: "Approve this plan" }).click();
  await otto.getByRole("button", { name: "Pay what is due" }).click();
  const link = otto.getByRole("link", { name: /^Save: EUR as pain/ });
  const order = await (await otto.request.get((await link.getAttribute("href")) ?? "")).text();
  await accessible(otto);
  await otto.getByLabel("Drop the bank’s file here, or choose it").setInputFiles({ name: "answer.xml", mimeType: "application/xml", buffer: Buffer.from(arrived(order)) });
  await expect(otto.getByText(/arrived, 0 came back/)).toBeVisible();
  await shot(otto, "month-paid");
  await otto.getByRole("button", { name: "Close the month" }).click();
  await expect(otto.getByText("Done. Nothing changes any more.")).toBeVisible();
  await shot(otto, "month-closed");
});

test("a plan is rejected with a reason, and the next one says what is different", async ({ as, studio }) => {
  const olga = await plannedByOlga(as, studio);
  await olga.getByRole("button", { name: "Reject it" }).click();
  const dialog = olga.getByRole("dialog", { name: "Reject this plan?" });
  await dialog.getByLabel("Why?").fill("The second report is still missing.");
  await accessible(olga);
  await dialog.getByRole("button", { name: "Reject it" }).click();
  await expect(olga.getByText("Drop reports here")).toBeVisible();
  const track = await winner(studio);
  await drop(olga, "Drop reports here", { name: "more.csv", type: "text/csv", content: `${HEADER}\n${MONTH},${track},,download,SE,1,EUR,50\n` });
  await expect(olga.getByRole("article").filter({ hasText: "more.csv" })).toContainText("Read, and in the month");
  await olga.getByRole("button", { name: "Freeze the month" }).click();
  await olga.getByRole("button", { name: "Make the plan" }).click();
  await expect(olga.getByText("Both sides are equal").first()).toBeVisible();
  await olga.locator("summary", { has: olga.getByRole("heading", { name: /^Plan / }) }).click();
  await expect(olga.getByText("The second report is still missing.")).toBeVisible();
  await olga.getByRole("link", { name: "What is different from plan 1 to 2" }).click();
  await expect(olga.getByText("What a track earned").first()).toBeVisible();
  await shot(olga, "plan-diff");
});

test("the day begins with what waits, and every part of it leads on", async ({ as }) => {
  const page = await as("Otto", "/studio/");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Disputes" })).toBeVisible();
  await expect(page.getByText("January 2027: Check the plan")).toBeVisible();
  await shot(page, "today");
  await page.getByRole("link", { name: "Months" }).first().click();
  await expect(page.getByRole("heading", { name: "December 2026" })).toBeVisible();
  await shot(page, "months");
  await page.getByRole("link", { name: "December 2026" }).click();
  await page.getByRole("link", { name: "Books" }).click();
  await expect(page.getByText("Every currency adds up to nothing")).toBeVisible();
  await shot(page, "books");
  await page.goBack();
  await page.getByRole("link", { name: "Statements of this month" }).first().click();
  await expect(page.getByRole("link", { name: "Ada" })).toBeVisible();
  await shot(page, "accounts");
  await page.getByRole("link", { name: "Ada" }).click();
  await page.getByText("The lines behind it").first().click();
  await expect(page.getByText(/lines of the reports/)).toBeVisible();
  await shot(page, "member-statement");
});

test("money in suspense is matched with the track that it belongs to", async ({ as, studio }) => {
  const track = await winner(studio);
  const page = await as("Otto", "/studio/payments/suspense");
  await page.getByRole("button", { name: /^Match/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "Whose money is it?" });
  await dialog.getByLabel("Track").fill(track);
  await accessible(page);
  await dialog.getByRole("button", { name: "Match" }).click();
  await expect(page.getByText("Matched with").first()).toBeVisible();
  await shot(page, "suspense");
});

test("an application and a dispute are decided with words", async ({ as }) => {
  const page = await as("Otto", "/studio/people/applications");
  const application = page.getByRole("article").first();
  await expect(application).toContainText("I have learnt more from three letters");
  await shot(page, "applications");
  await application.getByLabel("Your words to them").fill("Your letter says what you hear. Welcome.");
  await application.getByRole("button", { name: "Accept" }).click();
  await expect(application.getByText("They are on probation now")).toBeVisible();
  await accessible(page);

  await page.getByRole("link", { name: "Disputes" }).click();
  const dispute = page.getByRole("article").first();
  await dispute.getByText("The answer itself").click();
  await shot(page, "disputes");
  await dispute.getByLabel("Your words to both").fill("Read against the brief, the answer is fair: nobody is alone in it.");
  await dispute.getByRole("button", { name: "The review stands" }).click();
  await expect(dispute.getByText("Dismissed: the review stands.")).toBeVisible();
  await accessible(page);
  await dispute.getByRole("link", { name: "Who listens, and why" }).click();
  await expect(page.getByRole("heading", { name: "Given", exact: true })).toBeVisible();
  await shot(page, "assignment");
});

test("who was paused appeals, and is taken back with words", async ({ as, studio }) => {
  const [mika, olga] = [new CoProducer(studio, "Mika"), new OperatorPerson(studio, "Olga")];
  const params = { path: { member: (await mika.me()).id } };
  await body(olga.api.POST("/members/{member}/suspend", { params, body: { reason: "Three composers recognised copied notes." } }));
  await body(mika.api.POST("/members/{member}/appeal", { params, body: { words: "The notes were mine: I had given them to a friend." } }));
  await studio.settle();
  const page = await as("Otto", "/studio/today");
  await page.getByRole("link", { name: "Appeals" }).click();
  const appeal = page.getByRole("article");
  await expect(appeal).toContainText("I had given them to a friend");
  await shot(page, "appeals");
  await appeal.getByLabel("Your words to them").fill("You have shown us where they come from.");
  await appeal.getByRole("button", { name: "Take them back" }).click();
  await expect(appeal.getByText("They are taken back.")).toBeVisible();
  await accessible(page);
});

test("payments are held, and let go with a reason", async ({ as, expected }) => {
  expected.push(/status of 404/);
  const page = await as("Olga", "/studio/payments/payouts?state=settled");
  await shot(page, "payouts");
  await page.getByRole("link", { name: "Ada" }).first().click();
  await page.getByRole("button", { name: "Hold their payments" }).click();
  const dialog = page.getByRole("dialog", { name: "Hold the payments of this member?" });
  await dialog.getByLabel("Why?").fill("Two accounts say that they wrote this track.");
  await accessible(page);
  await dialog.getByRole("button", { name: "Hold their payments" }).click();
  await expect(page.getByText("Two accounts say that they wrote this track.")).toBeVisible();
  await page.getByRole("button", { name: "Look it up" }).click();
  await page.getByLabel("Rate in percent").fill("15");
  await page.getByLabel("Country").fill("fi");
  await page.getByRole("button", { name: "Set it" }).click();
  await expect(page.getByText("15% for FI")).toBeVisible();
  await page.getByRole("button", { name: "Why is it not done?" }).click();
  await expect(page.getByText("They have not asked to be erased.")).toBeVisible();
  await shot(page, "member");
  await page.getByRole("link", { name: "Payments" }).click();
  await page.getByRole("link", { name: "Holds" }).click();
  await page.getByRole("button", { name: "Let them go" }).click();
  const release = page.getByRole("dialog", { name: "Let the payments go again?" });
  await release.getByLabel("Why?").fill("Both have signed.");
  await release.getByRole("button", { name: "Let them go" }).click();
  await expect(page.getByRole("button", { name: "Let them go" })).toHaveCount(0);
  await shot(page, "holds");
});

test("a correction is proposed by one and approved by another", async ({ as, studio }) => {
  const ada = await new Composer(studio, "Ada").me();
  const olga = await as("Olga", "/studio/payments/adjustments");
  await olga.getByRole("button", { name: "Propose a correction" }).click();
  const dialog = olga.getByRole("dialog", { name: "Propose a correction" });
  await dialog.getByLabel("Account 1").fill(ada.id);
  await dialog.getByLabel("Amount 1").fill("12.50");
  await dialog.getByLabel("Account 2").fill("platform");
  await dialog.getByLabel("Amount 2").fill("-12.50");
  await dialog.getByLabel("Why?").fill("A report had counted a refund twice.");
  await accessible(olga);
  await dialog.getByRole("button", { name: "Propose it" }).click();
  await expect(olga.getByText("Your own proposal: another operator decides.")).toBeVisible();
  const otto = await as("Otto", "/studio/today");
  await otto.getByRole("link", { name: /A report had counted a refund twice/ }).click();
  await shot(otto, "adjustments");
  await otto.getByRole("button", { name: "Approve" }).click();
  await expect(otto.getByText("Nothing is proposed")).toBeVisible();
});

test("what is foreseen, who can be found, and what can be done for a brief", async ({ as }) => {
  const page = await as("Otto", "/studio/people/briefs");
  await expect(page.getByRole("heading", { name: "Clients who are silent" })).toBeVisible();
  await shot(page, "foreseen");
  await page.getByRole("link", { name: "What an operator can do for it" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "For operators" })).toBeVisible();
  await shot(page, "brief-desk");
  for (const [part, title] of [["words", "No word waits"], ["likenesses", "No two pieces sound alike"], ["members", "Who wants to be found"]] as const) {
    await page.goto(`/studio/people/${part}`);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await shot(page, `people-${part}`);
  }
});

test("a laptop has a clock that jumps, and shows a request through all functions", async ({ as, expected }) => {
  expected.push(/status of 401/);
  const page = await as("Otto", "/studio/system");
  await expect(page.getByText(/February 2027/)).toBeVisible();
  await page.getByRole("button", { name: "A week on" }).click();
  await expect(page.getByText(/(9|10) February 2027/)).toBeVisible();
  await expect(page.getByText("Nothing was given up")).toBeVisible();
  await page.getByRole("link", { name: "PUT /me/roles" }).first().click();
  await expect(page.getByText("MembersFunction")).toBeVisible();
  await shot(page, "system");
});
