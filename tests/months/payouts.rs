//! Paying, what the bank answers, and closing: each rule of a payout, over HTTP, as people would meet
//! it.

use domain::money::Currency;
use local::client::Reply;
use local::fault_injection::{Fault, FaultKind, FaultPlan};
use serde_json::{Value, json};
use tests::{APRIL, Books, MARCH, Person, ReplyChecks, amounts, declared, gzip};

pub(crate) const ADAS: &str = "FI2112345600000785";
pub(crate) const MIKAS: &str = "DE89370400440532013000";

/// March is posted with 97.50 EUR for Ada and 2.50 EUR for Mika, who stays below the minimum.
pub(crate) async fn posted() -> Books {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    books
}

pub(crate) async fn account(who: &Person, iban: &str) -> Value {
    let body = json!({ "holder": who.name, "iban": iban });
    who.put("/me/payout-account", &body).await.expect_status(200)
}

pub(crate) async fn pay(books: &Books, month: &str) -> Value {
    books.step(month, "pay").await
}

pub(crate) fn reasons(paid: &Value) -> Vec<String> {
    let waiting = paid["waiting"].as_array().unwrap().iter();
    waiting.map(|one| one["reason"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn batches(paid: &Value) -> usize {
    paid["batches"].as_array().unwrap().len()
}

/// The bank file of a batch, as an operator downloads it.
pub(crate) async fn file(books: &Books, paid: &Value, batch: usize, format: &str) -> String {
    let files = paid["batches"][batch]["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["format"] == format).unwrap();
    let url = file["file"]["url"].as_str().unwrap();
    let reply = books.world.http().get(url).send().await.unwrap();
    assert_eq!(reply.status, 200);
    String::from_utf8(reply.body.to_vec()).unwrap()
}

pub(crate) fn between<'a>(text: &'a str, opening: &str, closing: &str) -> Vec<&'a str> {
    text.split(opening).skip(1).filter_map(|rest| rest.split(closing).next()).collect()
}

pub(crate) fn end_to_end_ids(xml: &str) -> Vec<&str> {
    between(xml, "<EndToEndId>", "</EndToEndId>")
}

/// A pain.002 on the file `xml`, with a status for each of these payments.
pub(crate) fn pain002(xml: &str, statuses: &[(&str, &str)]) -> String {
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

pub(crate) async fn send(books: &Books, month: &str, content_type: &str, bytes: &str) -> Reply {
    send_bytes(books, month, content_type, bytes.as_bytes()).await
}

async fn send_bytes(books: &Books, month: &str, content_type: &str, bytes: &[u8]) -> Reply {
    let path = format!("/months/{month}/settlements");
    let http = books.world.http();
    let call = http.post(&path).bearer(&books.otto.token());
    let call = call.bytes(bytes.to_vec()).header("content-type", content_type);
    call.send().await.unwrap()
}

pub(crate) async fn settle(
    books: &Books,
    month: &str,
    xml: &str,
    statuses: &[(&str, &str)],
) -> Value {
    send(books, month, "application/xml", &pain002(xml, statuses)).await.expect_status(200)
}

pub(crate) async fn payouts(books: &Books, state: &str) -> Vec<Value> {
    let list = books.otto.read(&format!("/payouts?state={state}")).await;
    list["items"].as_array().unwrap().clone()
}

pub(crate) async fn decide(books: &Books, payout: &Value, event: &str) -> Reply {
    let path = format!("/payouts/{}/decision", payout["payout"].as_str().unwrap());
    // Not Otto, for who lets a payment leave again does not send it.
    books.olga.post(&path, &verdict(payout, event)).await
}

/// About the attempt that was read.
pub(crate) fn verdict(payout: &Value, event: &str) -> Value {
    json!({ "attempt": payout["attempt"], "event": event, "reason": "the bank says so" })
}

async fn due(who: &Person) -> String {
    let balance = who.read("/me/balance").await["items"][0].take();
    amounts(&balance, ["due"])[0].clone()
}

async fn line(books: &Books, month: &str) -> String {
    let month = books.month(month).await;
    month["payables"][0]["line"].as_str().unwrap().to_owned()
}

pub(crate) async fn assert_balanced(books: &Books, month: &str) {
    let found = books.otto.read(&format!("/months/{month}/books")).await;
    for sum in found["trial_balance"].as_array().unwrap() {
        assert_eq!(sum["sum"], "0", "{found}");
    }
}

/// Paying breaks off at the first write of one item alone, which is the batch with its files.
async fn dies_at_the_files(books: &Books, month: &str) {
    let connector = books.world.studio.sdk_connector();
    connector.inject_faults(FaultPlan::none().with(Fault {
        function: Some("MonthsFunction".to_owned()),
        operation: Some("PutItem".to_owned()),
        nth: 1,
        kind: FaultKind::DeathBefore,
    }));
    assert!(!books.ask(&books.otto, month, "pay").await.status.is_success());
    connector.inject_faults(FaultPlan::none());
}

/// Takes an item out of the table, as only a mishap would.
fn lose(books: &Books, pk: &str, sk: &str) {
    let studio = &books.world.studio;
    let table = &studio.template().tables[0].name;
    let key = json!({ "TableName": table, "Key": { "pk": { "S": pk }, "sk": { "S": sk } } });
    let answer = studio.dynamodb().call("DeleteItem", key.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn problem(reply: &Reply) -> (u16, String) {
    let json = reply.json();
    let name = json["type"].as_str().unwrap_or_default().rsplit('/').next().unwrap().to_owned();
    (reply.status.as_u16(), name)
}

#[tokio::test]
async fn a_paid_month_has_nothing_due_and_closes() {
    let books = posted().await;
    let shown = account(&books.ada, ADAS).await;
    assert_eq!(shown["iban"], "FI•• •••• 85");
    assert!(line(&books, MARCH).await.starts_with("EUR: opening due 0 + gross 97.5 = "));
    let paid = pay(&books, MARCH).await;
    assert_eq!((&paid["state"], batches(&paid)), (&json!("paid"), 1));
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["97.50"]);
    assert_eq!(due(&books.ada).await, "97.50", "what is on its way is due still");
    assert_balanced(&books, MARCH).await;
    let ids = end_to_end_ids(&xml);
    let settled = settle(&books, MARCH, &xml, &[(ids[0], "ACSC")]).await;
    assert_eq!(settled["settled"], 1);
    assert_eq!(due(&books.ada).await, "0.00");
    assert_balanced(&books, MARCH).await;
    let closed = books.step(MARCH, "close").await;
    assert_eq!(closed["state"], "closed");
    assert_eq!(
        line(&books, MARCH).await,
        "EUR: opening due 0 + gross 97.5 = net settled 97.5 + withheld 0 + closing due 0"
    );
    assert_balanced(&books, MARCH).await;
    let notices = books.ada.read("/me/notices").await.to_string();
    assert!(notices.contains("EUR 97.50 for 2026-03 has reached FI•• •••• 85."), "{notices}");
}

#[tokio::test]
async fn a_month_paid_twice_and_by_two_operators_at_once_is_sent_once() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let (one, two) =
        tokio::join!(books.ask(&books.otto, MARCH, "pay"), books.ask(&books.olga, MARCH, "pay"),);
    one.expect_status(200);
    two.expect_status(200);
    let once = books.world.items();
    let again = pay(&books, MARCH).await;
    assert_eq!(batches(&again), 1);
    assert_eq!(books.world.items(), once, "a repeat writes nothing");
    let xml = file(&books, &again, 0, "pain.001").await;
    assert_eq!(end_to_end_ids(&xml).len(), 1);
    let report = pain002(&xml, &[(end_to_end_ids(&xml)[0], "ACSC")]);
    let first = send(&books, MARCH, "application/xml", &report).await.expect_status(200);
    let once = books.world.items();
    assert_eq!(send(&books, MARCH, "application/xml", &report).await.expect_status(200), first);
    assert_eq!(books.world.items(), once, "a repeated file counts once");
}

#[tokio::test]
async fn a_payout_on_hold_or_without_an_account_stays_due() {
    let books = posted().await;
    assert_eq!(reasons(&pay(&books, MARCH).await), ["no_account"]);
    account(&books.ada, ADAS).await;
    let hold = format!("/members/{}/hold", books.ada.id);
    let body = json!({ "reason": "two people claim the song", "review_on": "2026-05-01" });
    books.otto.post(&hold, &body).await.expect_status(200);
    let held = books.otto.read("/holds").await;
    assert_eq!(held["items"][0]["reason"], "two people claim the song");
    assert_eq!(held["items"][0]["placed_by"], json!(books.otto.id));
    assert_eq!(reasons(&pay(&books, MARCH).await), ["held"]);
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
    assert_eq!(
        line(&books, MARCH).await,
        "EUR: opening due 0 + gross 97.5 = net settled 0 + withheld 0 + closing due 97.5"
    );
    let body = json!({ "reason": "they have agreed" });
    books.otto.post(&format!("{hold}/release"), &body).await.expect_status(200);
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let paid = pay(&books, APRIL).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    let ids = end_to_end_ids(&xml);
    settle(&books, APRIL, &xml, &[(ids[0], "ACSC")]).await;
    books.step(APRIL, "close").await;
    assert_eq!(
        line(&books, APRIL).await,
        "EUR: opening due 97.5 + gross 0 = net settled 97.5 + withheld 0 + closing due 0"
    );
    assert_balanced(&books, APRIL).await;
}

/// What was held leaves with the next month: two payouts of one payee, in one file of the bank.
#[tokio::test]
async fn two_months_of_one_payee_are_paid_in_one_file() {
    let books = posted().await;
    assert_eq!(reasons(&pay(&books, MARCH).await), ["no_account"]);
    books.step(MARCH, "close").await;
    account(&books.ada, ADAS).await;
    books.load_lines(APRIL, &[("EUR", "40")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let paid = pay(&books, APRIL).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    let mut sums = between(&xml, "<InstdAmt Ccy=\"EUR\">", "<");
    sums.sort_unstable();
    assert_eq!(sums, ["39.00", "97.50"]);
    let statuses: Vec<_> = end_to_end_ids(&xml).into_iter().map(|id| (id, "ACSC")).collect();
    let settled = settle(&books, APRIL, &xml, &statuses).await;
    assert_eq!((&settled["settled"], due(&books.ada).await.as_str()), (&json!(2), "0.00"));
    assert_balanced(&books, APRIL).await;
    books.step(APRIL, "close").await;
    assert_eq!(
        line(&books, APRIL).await,
        "EUR: opening due 97.5 + gross 39 = net settled 136.5 + withheld 0 + closing due 0"
    );
}

#[tokio::test]
async fn a_changed_account_waits_72_hours_and_the_old_one_is_named() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    account(&books.ada, MIKAS).await;
    assert_eq!(reasons(&pay(&books, MARCH).await), ["account_changed"]);
    let notices = books.ada.read("/me/notices").await.to_string();
    assert!(notices.contains("You are no longer paid to FI•• •••• 85."), "{notices}");
    assert!(!notices.contains(ADAS), "never whole");
    books.world.pass(jiff::SignedDuration::from_hours(73)).await;
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert!(xml.contains(MIKAS) && !xml.contains(ADAS));
}

#[tokio::test]
async fn an_account_with_a_wrong_iban_is_refused_and_none_is_shown_whole() {
    let books = Books::open().await;
    books.ada.get("/me/payout-account").await.expect_status(404);
    let body = json!({ "holder": "Ada", "iban": "FI2112345600000786" });
    let refused = books.ada.put("/me/payout-account", &body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["rule"], "iban");
    let nothing = books.ada.put("/me/payout-account", &json!({ "holder": "Ada" })).await;
    assert_eq!(nothing.status, 422);
    account(&books.ada, ADAS).await;
    let shown = books.ada.read("/me/payout-account").await;
    assert_eq!(shown["iban"], "FI•• •••• 85");
    assert!(!shown.to_string().contains(ADAS));
}

/// Changes an attribute of an item, as an earlier program may have left it.
fn change(books: &Books, [pk, sk]: [&str; 2], path: [&str; 2], value: &str) {
    let studio = &books.world.studio;
    let table = &studio.template().tables[0].name;
    let update = json!({
        "TableName": table,
        "Key": { "pk": { "S": pk }, "sk": { "S": sk } },
        "UpdateExpression": "SET #a.#b = :value",
        "ExpressionAttributeNames": { "#a": path[0], "#b": path[1] },
        "ExpressionAttributeValues": { ":value": { "S": value } },
    });
    let answer = studio.dynamodb().call("UpdateItem", update.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
}

const BRAZIL: &str = "BR1800360305000010009795493C1";

/// The report with so much of what a bank may say in addition, 121 bytes each.
fn padded(report: &str, times: usize) -> String {
    let more = format!("<AddtlInf>{}</AddtlInf>", "x".repeat(100)).repeat(times);
    report.replace("</Rsn></StsRsnInf>", &format!("</Rsn>{more}</StsRsnInf>"))
}

#[tokio::test]
async fn a_long_bank_report_is_taken_and_one_that_is_too_large_says_what_helps() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let xml = file(&books, &pay(&books, MARCH).await, 0, "pain.001").await;
    let report = pain002(&xml, &[(end_to_end_ids(&xml)[0], "ACSP")]);
    let long = padded(&report, 30_000);
    let taken = send(&books, MARCH, "application/xml", &long).await.expect_status(200);
    assert_eq!((&taken["format"], &taken["pending"]), (&json!("pain.002"), &json!(1)));
    // Above what passes the gateway as it is: compressed it is the same file as it ever was.
    let report = pain002(&xml, &[(end_to_end_ids(&xml)[0], "ACSC")]);
    let longer = padded(&report, 40_000);
    let refused = send(&books, MARCH, "application/xml", &longer).await;
    assert_eq!(problem(&refused), (413, "too_large".to_owned()));
    let detail = refused.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("4194304 bytes") && detail.contains("application/gzip"), "{detail}");
    let packed = gzip(longer.as_bytes());
    let settled = send_bytes(&books, MARCH, "application/gzip", &packed).await.expect_status(200);
    assert_eq!((&settled["format"], &settled["settled"]), (&json!("pain.002"), &json!(1)));
    assert_eq!(settled["sha256"], declared(longer.as_bytes())["sha256"], "of what is inside");
    assert_eq!(due(&books.ada).await, "0.00");
    let before = books.world.items();
    let bomb = gzip(&vec![b' '; 33 << 20]);
    let refused = send_bytes(&books, MARCH, "application/gzip", &bomb).await;
    assert_eq!(problem(&refused), (413, "too_large".to_owned()));
    let broken = send_bytes(&books, MARCH, "application/gzip", &packed[..100]).await;
    assert_eq!(problem(&broken), (400, "malformed".to_owned()));
    assert_eq!(books.world.items(), before);
    // Only here.
    let body = json!({ "holder": "A".repeat(300 << 10) });
    assert_eq!(books.ada.put("/me/payout-account", &body).await.status, 413);
}

#[tokio::test]
async fn outside_sepa_no_euros_are_paid_and_the_countries_are_named() {
    let books = Books::open().await;
    let body = json!({ "holder": "Ada", "iban": BRAZIL });
    let refused = books.ada.put("/me/payout-account", &body).await.expect_status(422);
    let error = &refused["errors"][0];
    assert_eq!((&error["pointer"], &error["rule"]), (&json!("/iban"), &json!("outside_sepa")));
    let detail = error["detail"].as_str().unwrap();
    assert!(detail.contains("FI, FR, GB") && detail.ends_with("BR is not in it"), "{detail}");
    books.ada.get("/me/payout-account").await.expect_status(404);
}

#[tokio::test]
async fn an_account_that_fits_no_bank_file_holds_back_its_own_payout_alone() {
    let books = Books::of_march(&[("EUR", "2000")]).await;
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    // Seventy letters of ours, a hundred and forty of the bank's.
    let body = json!({ "holder": "ß".repeat(70), "iban": MIKAS });
    books.mika.put("/me/payout-account", &body).await.expect_status(200);
    // As it was entered before anybody asked for the country.
    let owner = format!("MEMBER#{}", books.ada.id);
    let item = books.world.items_of("payout_account");
    let item = item.iter().find(|item| item["pk"]["S"] == json!(owner)).unwrap();
    change(&books, [&owner, item["sk"]["S"].as_str().unwrap()], ["account", "iban"], BRAZIL);
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (vec!["outside_sepa".to_owned()], 1));
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["50.00"]);
    assert_eq!(between(&xml, "<Cdtr>", "</Nm>"), [format!("<Nm>{}", "s".repeat(70))]);
    assert_eq!(due(&books.ada).await, "1950.00");
    // Another account, and it leaves.
    account(&books.ada, ADAS).await;
    books.world.pass(jiff::SignedDuration::from_hours(73)).await;
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (vec![], 2));
}

#[tokio::test]
async fn an_amount_above_the_payment_maximum_waits_and_the_others_are_sent() {
    // A bank takes up to 999 999 999.99 in one payment.
    let books = Books::of_march(&[("EUR", "1500000000")]).await;
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    account(&books.mika, MIKAS).await;
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (vec!["not_writable".to_owned()], 1));
    let due_still = payouts(&books, "due").await;
    decide(&books, &due_still[0], "settle").await.expect_status(409);
    let settled = decide(&books, &due_still[0], "settle_by_hand").await.expect_status(200);
    assert_eq!((&settled["state"], &settled["batch"]), (&json!("settled"), &json!(null)));
    assert_eq!(reasons(&pay(&books, MARCH).await), Vec::<String>::new());
    assert_balanced(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["37500000.00"]);
}

#[tokio::test]
async fn a_hold_on_an_unknown_member_is_refused() {
    let books = Books::open().await;
    let nobody = books.world.composer("Nobody");
    let body = json!({ "reason": "who is that", "review_on": "2026-05-01" });
    let before = books.world.items();
    books.otto.post(&format!("/members/{}/hold", nobody.id), &body).await.expect_status(404);
    assert_eq!(books.world.items(), before);
    books.otto.post(&format!("/members/{}/hold", books.ada.id), &body).await.expect_status(200);
}

#[tokio::test]
async fn a_returned_payment_is_due_again_and_sent_under_another_end_to_end_id() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    let first = end_to_end_ids(&xml)[0].to_owned();
    settle(&books, MARCH, &xml, &[(&first, "RJCT")]).await;
    assert_eq!(due(&books.ada).await, "97.50");
    assert_eq!(batches(&pay(&books, MARCH).await), 1, "not before somebody gives a reason");
    let returned = payouts(&books, "returned").await;
    assert_eq!(returned[0]["history"][2]["reason"], "AC04");
    decide(&books, &returned[0], "reopen").await.expect_status(200);
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 1, "pain.001").await;
    let second = end_to_end_ids(&xml)[0].to_owned();
    assert_ne!(first, second);
    assert!(second.ends_with("-2"), "{second}");
    settle(&books, MARCH, &xml, &[(&second, "ACSC")]).await;
    assert_eq!(due(&books.ada).await, "0.00");
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
    assert_balanced(&books, MARCH).await;
}

/// What the file of the only batch will be called, which no batch names yet.
fn unnamed(books: &Books) -> String {
    let batch = books.world.items_of("batch").remove(0);
    format!("<MsgId>CP-000001-{:.16}</MsgId>", batch["manifest_sha256"]["S"].as_str().unwrap())
}

#[tokio::test]
async fn batch_under_way_nothing_is_said_of_a_payment() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    dies_at_the_files(&books, MARCH).await;
    let submitted = payouts(&books, "submitted").await;
    for event in ["return", "lose", "settle"] {
        let refused = decide(&books, &submitted[0], event).await;
        assert_eq!(problem(&refused), (409, "batch_under_way".to_owned()), "{event}");
    }
    let id = submitted[0]["end_to_end_id"].as_str().unwrap();
    let report = pain002(&unnamed(&books), &[(id, "RJCT")]);
    let refused = send(&books, MARCH, "application/xml", &report).await;
    assert_eq!(problem(&refused), (409, "batch_under_way".to_owned()));

    let paid = pay(&books, MARCH).await;
    assert_eq!(end_to_end_ids(&file(&books, &paid, 0, "pain.001").await), [id]);
    decide(&books, &submitted[0], "return").await.expect_status(200);
    decide(&books, &submitted[0], "reopen").await.expect_status(200);
    assert_eq!(batches(&pay(&books, MARCH).await), 2, "the second attempt is the only one left");
}

#[tokio::test]
async fn a_batch_whose_paying_broke_off_gets_its_files_after_its_month_was_closed() {
    let books = posted().await;
    pay(&books, MARCH).await;
    account(&books.ada, ADAS).await;
    dies_at_the_files(&books, MARCH).await;
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
    let paid = pay(&books, MARCH).await;
    assert_eq!(end_to_end_ids(&file(&books, &paid, 0, "pain.001").await).len(), 1);
    let submitted = payouts(&books, "submitted").await;
    decide(&books, &submitted[0], "settle").await.expect_status(200);
}

#[tokio::test]
async fn bank_file_required_is_settled_what_can_leave_in_a_batch_or_waits_for_an_account() {
    let books = posted().await;
    pay(&books, MARCH).await;
    let due = payouts(&books, "due").await;
    let refused = decide(&books, &due[0], "settle_by_hand").await;
    assert_eq!(problem(&refused), (409, "bank_file_required".to_owned()));
    account(&books.ada, ADAS).await;
    let refused = decide(&books, &due[0], "settle_by_hand").await;
    assert_eq!(problem(&refused), (409, "bank_file_required".to_owned()));
}

#[tokio::test]
async fn a_payout_withheld_whole_is_settled_without_a_bank_and_its_tax_is_booked_for_its_country() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let path = format!("/members/{}/tax-rate", books.ada.id);
    let rate = json!({ "country": "FI", "basis_points": 10_000 });
    books.olga.put(&path, &rate).await.expect_status(200);
    books.close(MARCH).await;
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (Vec::new(), 0));
    let settled = payouts(&books, "settled").await;
    assert_eq!(settled[0]["history"][0]["reason"], "all of it is withheld as tax");
    let found = books.otto.read(&format!("/months/{MARCH}/books")).await;
    let accounts = found["accounts"].as_array().unwrap();
    let tax = accounts.iter().find(|one| one["account"] == "tax:FI").unwrap();
    assert_eq!(tax["balance"], "97.5", "{found}");
    assert_balanced(&books, MARCH).await;
    assert_eq!(books.ada.notices_of("payout").await.len(), 0, "nothing has reached her");
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
}

#[tokio::test]
async fn unknown_payouts_are_looked_up_never_sent_again_and_keep_the_month_open() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    pay(&books, MARCH).await;
    let submitted = payouts(&books, "submitted").await;
    decide(&books, &submitted[0], "lose").await.expect_status(200);
    assert_eq!(batches(&pay(&books, MARCH).await), 1);
    let refused = decide(&books, &submitted[0], "reopen").await;
    assert_eq!(problem(&refused), (409, "state".to_owned()));
    assert_eq!(refused.json()["allowed"], json!(["settle", "return"]));
    let open = books.ask(&books.otto, MARCH, "close").await;
    assert_eq!(problem(&open), (409, "unknown_payouts".to_owned()));
    decide(&books, &submitted[0], "settle").await.expect_status(200);
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
}

#[tokio::test]
async fn trial_balance_differs_and_the_month_says_what() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    pay(&books, MARCH).await;
    lose(&books, &format!("ACCOUNT#{}", books.ada.id), "BALANCE#EUR");
    let refused = books.ask(&books.otto, MARCH, "close").await;
    assert_eq!(problem(&refused), (409, "trial_balance_differs".to_owned()));
    let month = books.month(MARCH).await;
    assert_eq!(month["state"], "paid");
    let expected = json!([{
        "check": "balance", "subject": books.ada.id, "currency": "EUR",
        "expected": "0 and 97.5 due", "found": "missing",
    }]);
    assert_eq!(month["differences"], expected);
}

#[tokio::test]
async fn a_bank_report_that_cannot_be_read_is_refused_whole() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    let id = end_to_end_ids(&xml)[0];
    let before = books.world.items();
    let strange = "01ARZ3NDEKTSV4RRFFQ69G5FAV-1";
    let report = pain002(&xml, &[(id, "ACSC"), (strange, "ACSC"), (id, "WHAT")]);
    for (content_type, bytes, rules) in [
        ("application/xml", report.as_str(), vec!["unknown_status"]),
        ("application/xml", &pain002(&xml, &[(strange, "ACSC")]), vec!["unknown_payment"]),
        ("application/xml", &pain002("<MsgId>X</MsgId>", &[(id, "ACSC")]), vec!["unknown_message"]),
        ("application/xml", "<Document>", vec!["unreadable"]),
        ("text/csv", "id,status\n", vec!["header"]),
        (
            "text/csv",
            "end_to_end_id,status,reason\nx,settled,\ny,paid,\n",
            vec!["unknown_payment", "unknown_payment"],
        ),
    ] {
        let refused = send(&books, MARCH, content_type, bytes).await;
        assert_eq!(refused.status, 422, "{bytes}");
        let errors = refused.json()["errors"].as_array().unwrap().clone();
        let found: Vec<_> = errors.iter().map(|one| one["rule"].as_str().unwrap()).collect();
        assert_eq!(found, rules, "{bytes}");
    }
    assert_eq!(send(&books, MARCH, "text/plain", "x").await.status, 400);
    assert_eq!(books.world.items(), before, "nothing of it was taken");
}

#[tokio::test]
async fn yen_and_dinars_have_their_own_minimum_and_are_sent_as_csv() {
    // 97.5 %: 3000 JPY and 7.999 KWD.
    let lines = [("JPY", "3076.92307693"), ("KWD", "8.20512820")];
    let books = Books::of_march(&lines).await;
    books.close(MARCH).await;
    let bank = json!({
        "account_number": "=1234567", "bank_code": "BOTKJPJT", "bank_name": "Bank", "country": "JP",
    });
    let body = json!({ "holder": "Ada", "bank": bank });
    books.ada.put("/me/payout-account", &body).await.expect_status(200);
    let paid = pay(&books, MARCH).await;
    let csv = file(&books, &paid, 0, "csv").await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "the dinars stay below 8.000");
    assert!(lines[1].contains(",'=1234567,BOTKJPJT,Bank,JP,JPY,3000,"), "{csv}");
    let exponent = |code: &str| code.parse::<Currency>().unwrap().exponent();
    assert_eq!((exponent("JPY"), exponent("KWD")), (0, 3));
    let id = lines[1].split(',').next().unwrap();
    let answers = format!("end_to_end_id,status,reason\n{id},settled,\n");
    let settled = send(&books, MARCH, "text/csv", &answers).await.expect_status(200);
    assert_eq!(settled["settled"], 1);
    books.step(MARCH, "close").await;
    assert_balanced(&books, MARCH).await;
}

#[tokio::test]
async fn months_are_paid_and_closed_in_order() {
    let books = posted().await;
    let early = books.ask(&books.otto, MARCH, "close").await;
    assert_eq!(problem(&early), (409, "state".to_owned()));
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let early = books.ask(&books.otto, APRIL, "pay").await;
    assert_eq!(problem(&early), (409, "previous_month_unposted".to_owned()));
    pay(&books, MARCH).await;
    pay(&books, APRIL).await;
    let early = books.ask(&books.otto, APRIL, "close").await;
    assert_eq!(problem(&early), (409, "previous_month_unposted".to_owned()));
    books.step(MARCH, "close").await;
    books.step(APRIL, "close").await;
}

#[tokio::test]
async fn a_refund_is_set_off_over_two_months_before_anything_is_paid() {
    let books = Books::of_march(&[("EUR", "-100")]).await;
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    assert_eq!(batches(&pay(&books, MARCH).await), 0);
    books.step(MARCH, "close").await;
    books.load_lines(APRIL, &[("EUR", "60")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    assert_eq!(batches(&pay(&books, APRIL).await), 0, "-97.5 + 58.5 is nothing to pay");
    books.step(APRIL, "close").await;
    books.load_lines("2026-05", &[("EUR", "80")]).await;
    books.month_ends("2026-05").await;
    books.close("2026-05").await;
    let paid = pay(&books, "2026-05").await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["39.00"]);
    assert_balanced(&books, "2026-05").await;
}

/// Ada's payment of March has come back, and Olga says that it is tried again.
async fn reopened_by_olga() -> (Books, Value) {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    settle(&books, MARCH, &xml, &[(end_to_end_ids(&xml)[0], "RJCT")]).await;
    let returned = payouts(&books, "returned").await.remove(0);
    decide(&books, &returned, "reopen").await.expect_status(200);
    (books, returned)
}

#[tokio::test]
async fn own_decision_who_reopened_a_payout_does_not_pay_it_again_and_another_operator_does() {
    let (books, payout) = reopened_by_olga().await;
    let refused = books.ask(&books.olga, MARCH, "pay").await;
    assert_eq!(problem(&refused), (403, "own_decision".to_owned()));
    assert_eq!(refused.json()["payouts"], json!([payout["payout"]]));
    assert!(refused.json()["detail"].as_str().unwrap().contains("another operator"));
    let due = books.olga.read("/payouts?state=due").await["items"].take();
    let waits = due.as_array().unwrap().iter().find(|one| one["payout"] == payout["payout"]);
    assert_eq!(waits.unwrap()["hold_reason"], "own_decision");
    let paid = pay(&books, MARCH).await;
    assert_eq!(batches(&paid), 2, "Otto may pay it");
    let xml = file(&books, &paid, 1, "pain.001").await;
    assert!(end_to_end_ids(&xml)[0].ends_with("-2"), "{xml}");
}

#[tokio::test]
async fn superseded_attempt_refuses_a_word_on_the_one_before() {
    let (books, first) = reopened_by_olga().await;
    pay(&books, MARCH).await;
    let path = format!("/payouts/{}/decision", first["payout"].as_str().unwrap());
    // It was meant for the attempt that came back, and would take the second one for lost.
    let late = books.olga.post(&path, &verdict(&first, "lose")).await;
    assert_eq!(problem(&late), (409, "superseded_attempt".to_owned()));
    let said = late.json();
    assert_eq!((&said["named_attempt"], &said["attempt"]), (&json!(1), &json!(2)));
    let unnamed = json!({ "event": "lose", "reason": "the bank says so" });
    assert_eq!(books.olga.post(&path, &unnamed).await.status, 422);
    let submitted = payouts(&books, "submitted").await;
    assert_eq!(submitted[0]["attempt"], 2, "nothing has moved");
    decide(&books, &submitted[0], "lose").await.expect_status(200);
    decide(&books, &submitted[0], "lose").await.expect_status(200);
}

#[tokio::test]
async fn a_payment_sent_in_euros_is_not_settled_by_the_csv_of_another_bank() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let xml = file(&books, &pay(&books, MARCH).await, 0, "pain.001").await;
    let before = books.world.items();
    let answers = format!("end_to_end_id,status,reason\n{},settled,\n", end_to_end_ids(&xml)[0]);
    let refused = send(&books, MARCH, "text/csv", &answers).await;
    assert_eq!(refused.status, 422);
    let error = refused.json()["errors"][0].take();
    assert_eq!((&error["rule"], &error["pointer"]), (&json!("other_format"), &json!("line 2")));
    assert!(error["detail"].as_str().unwrap().contains("pain.002"), "{error}");
    assert_eq!(books.world.items(), before, "nothing of it was taken");
}
