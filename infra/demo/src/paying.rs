//! The last chapters: what is due leaves to the bank, the bank answers, the month closes, and the
//! books of the house add up to nothing.

use comfy_table::Table;
use http::Method;
use serde_json::{Value, json};

use crate::cast::{ADA, MIKA, OTTO};
use crate::narrator::{Narrator, StoryError, check, list, say, text};

/// The examples of the registry of IBANs: no bank has them.
const ADAS_IBAN: &str = "FI2112345600000785";
const MIKAS_IBAN: &str = "NL91ABNA0417164300";

/// The header of what a bank outside the euro answers.
const HEADER: &str = "end_to_end_id,status,reason";

/// Everybody says where they are paid, an operator pays, the bank says that all of it has arrived.
pub(crate) async fn the_month_is_paid(story: &mut Narrator, month: &str) -> Result<(), StoryError> {
    story.chapter("9  The bank").await?;
    for (person, iban) in [(ADA, ADAS_IBAN), (MIKA, MIKAS_IBAN)] {
        let bank = json!({
            "account_number": "12345678", "bank_code": "EXAMPLEX", "bank_name": "Example Bank",
            "country": "JP",
        });
        let account = json!({ "holder": person.name, "iban": iban, "bank": bank });
        let shown = story.put(&person, "/me/payout-account", account).await?;
        say(format!("{} is paid to {} in euros.", person.name, text(&shown, "/iban")?))?;
    }
    let paid = story.post(&OTTO, &format!("/months/{month}/pay"), json!({})).await?;
    let waiting = list(&paid, "/waiting")?;
    check(waiting.is_empty(), || format!("something is not paid: {waiting:?}"))?;
    for file in list(&paid, "/batches/0/files")? {
        let (currency, format) = (text(file, "/currency")?, text(file, "/format")?);
        let bytes = story.fetch(text(file, "/file/url")?, None).await?.body;
        let written = String::from_utf8_lossy(&bytes).into_owned();
        let (content_type, answer) = match format {
            "csv" => ("text/csv", every_line_is_settled(&written)),
            _ => ("application/xml", every_payment_is_settled(&written)),
        };
        let path = format!("/months/{month}/settlements");
        let settled = story.send_file(&OTTO, &path, content_type, answer).await?;
        let count = settled.get("settled").cloned().unwrap_or_default();
        say(format!("{currency} leaves as {format}; the bank says that {count} have arrived."))?;
    }
    Ok(())
}

/// The month is counted again and closes; both lines of the proof, and the accounts of the house.
pub(crate) async fn the_month_closes(story: &mut Narrator, month: &str) -> Result<(), StoryError> {
    story.chapter("10  The books").await?;
    let closed = story.post(&OTTO, &format!("/months/{month}/close"), json!({})).await?;
    let state = text(&closed, "/state")?;
    check(state == "closed", || format!("the month is {state}: {closed}"))?;
    for due in list(&closed, "/payables")? {
        let (settled, closing) = (text(due, "/net_settled")?, text(due, "/closing_due")?);
        check(closing == "0", || format!("{closing} of {settled} is due still: {due}"))?;
        say(format!("✓ {}", text(due, "/line")?))?;
    }
    let path = format!("/months/{month}/books");
    let books = story.act(&OTTO, Method::GET, &path, None, http::StatusCode::OK).await?;
    for sum in list(&books, "/trial_balance")? {
        check(text(sum, "/amount")? == "0", || format!("the books do not add up: {sum}"))?;
    }
    say(books_table(&books)?.replace('\n', "\n  "))
}

/// The accounts of the house with their sum, as a table.
pub fn books_table(books: &Value) -> Result<String, StoryError> {
    let mut table = Table::new();
    table.set_header(["currency", "account", "debited", "credited", "balance"]);
    for line in list(books, "/items")? {
        let columns = ["/currency", "/account", "/debited", "/credited", "/balance"];
        let row: Result<Vec<&str>, StoryError> =
            columns.into_iter().map(|column| text(line, column)).collect();
        table.add_row(row?);
    }
    for sum in list(books, "/trial_balance")? {
        table.add_row([text(sum, "/currency")?, "all together", "", "", text(sum, "/amount")?]);
    }
    Ok(table.to_string())
}

/// The bank's CSV on our CSV.
fn every_line_is_settled(csv: &str) -> String {
    let ids = csv.lines().skip(1).filter_map(|line| line.split(',').next());
    let lines = ids.map(|id| format!("{id},settled,"));
    let lines: Vec<String> = std::iter::once(HEADER.to_owned()).chain(lines).collect();
    lines.join("\n")
}

/// The bank's pain.002 on our pain.001.
fn every_payment_is_settled(xml: &str) -> String {
    let message = xml.split("<MsgId>").nth(1).and_then(|rest| rest.split('<').next());
    let message = message.unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-12-02T10:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>\
         <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts>\
         </CstmrPmtStsRpt></Document>"
    )
}
