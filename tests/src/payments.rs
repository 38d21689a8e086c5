//! Paying over HTTP: accounts, batches with their files for the bank, bank reports, decisions.

use local::client::Reply;
use serde_json::{Value, json};

use crate::books::{Books, MARCH, amounts};
use crate::people::{Person, ReplyChecks};

/// Two accounts that money can be paid to.
pub const ADAS: &str = "FI2112345600000785";

pub const MIKAS: &str = "DE89370400440532013000";

/// March is posted with 97.50 EUR for Ada and 2.50 EUR for Mika, who stays below the minimum.
pub async fn posted() -> Books {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    books
}

/// A member names the account that they are paid to.
pub async fn account(who: &Person, iban: &str) -> Value {
    let body = json!({ "holder": who.name, "iban": iban });
    who.put("/me/payout-account", &body).await.expect_status(200)
}

/// Pays the month; gives what was paid and what waits.
pub async fn pay(books: &Books, month: &str) -> Value {
    books.step(month, "pay").await
}

/// Why payouts wait, in their order.
pub fn reasons(paid: &Value) -> Vec<String> {
    let waiting = paid["waiting"].as_array().unwrap().iter();
    waiting.map(|one| one["reason"].as_str().unwrap().to_owned()).collect()
}

/// How many batches were sealed.
pub fn batches(paid: &Value) -> usize {
    paid["batches"].as_array().unwrap().len()
}

/// The bank file of a batch, as an operator downloads it.
pub async fn file(books: &Books, paid: &Value, batch: usize, format: &str) -> String {
    let files = paid["batches"][batch]["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["format"] == format).unwrap();
    let url = file["file"]["url"].as_str().unwrap();
    let reply = books.world.http().get(url).send().await.unwrap();
    assert_eq!(reply.status, 200);
    String::from_utf8(reply.body.to_vec()).unwrap()
}

/// Every text between an opening and the closing after it.
pub fn between<'a>(text: &'a str, opening: &str, closing: &str) -> Vec<&'a str> {
    text.split(opening).skip(1).filter_map(|rest| rest.split(closing).next()).collect()
}

/// The names that a file for the bank gives its payments.
pub fn end_to_end_ids(xml: &str) -> Vec<&str> {
    between(xml, "<EndToEndId>", "</EndToEndId>")
}

/// A pain.002 on the file `xml`, with a status for each of these payments.
pub fn pain002(xml: &str, statuses: &[(&str, &str)]) -> String {
    let message = between(xml, "<MsgId>", "</MsgId>")[0];
    let one = |(id, status): &(&str, &str)| {
        format!(
            "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
             <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        )
    };
    let transactions: String = statuses.iter().map(one).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-04-02T10:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>\
         <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>{transactions}\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

/// Sends a bank report.
pub async fn send(books: &Books, month: &str, content_type: &str, bytes: &str) -> Reply {
    send_bytes(books, month, content_type, bytes.as_bytes()).await
}

/// Sends a bank report as these bytes.
pub async fn send_bytes(books: &Books, month: &str, content_type: &str, bytes: &[u8]) -> Reply {
    let path = format!("/months/{month}/settlements");
    let http = books.world.http();
    let call = http.post(&path).bearer(&books.otto.token());
    let call = call.bytes(bytes.to_vec()).header("content-type", content_type);
    call.send().await.unwrap()
}

/// Sends a pain.002 with these statuses, which must be taken.
pub async fn settle(books: &Books, month: &str, xml: &str, statuses: &[(&str, &str)]) -> Value {
    send(books, month, "application/xml", &pain002(xml, statuses)).await.expect_status(200)
}

/// The payouts in a state, as an operator lists them.
pub async fn payouts(books: &Books, state: &str) -> Vec<Value> {
    let list = books.otto.read(&format!("/payouts?state={state}")).await;
    list["items"].as_array().unwrap().clone()
}

/// An operator says what became of a payout; where two have to, another one says it first.
pub async fn decide(books: &Books, payout: &Value, event: &str) -> Reply {
    let path = format!("/payouts/{}/decision", payout["payout"].as_str().unwrap());
    if ["settle", "return", "lose"].contains(&event) {
        let proposed = books.otto.post(&path, &verdict(payout, event)).await;
        if proposed.status != 202 {
            return proposed;
        }
    }
    // Not Otto, for who lets a payment leave again does not send it.
    books.olga.post(&path, &verdict(payout, event)).await
}

/// About the attempt that was read.
pub fn verdict(payout: &Value, event: &str) -> Value {
    json!({ "attempt": payout["attempt"], "event": event, "reason": "the bank says so" })
}

/// What is due to a payee in their first currency.
pub async fn due(who: &Person) -> String {
    let balance = who.read("/me/balance").await["items"][0].take();
    amounts(&balance, ["due"])[0].clone()
}

/// The line that proves what is due at the end of a month.
pub async fn line(books: &Books, month: &str) -> String {
    let month = books.month(month).await;
    month["payables"][0]["line"].as_str().unwrap().to_owned()
}

/// Every currency of the month's trial balance sums to zero.
pub async fn assert_balanced(books: &Books, month: &str) {
    let found = books.otto.read(&format!("/months/{month}/books")).await;
    for sum in found["trial_balance"].as_array().unwrap() {
        assert_eq!(sum["amount"], "0", "{found}");
    }
}
