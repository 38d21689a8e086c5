//! What the bank says of payments, and what operators decide about them.

use serde_json::{Value, json};
use tests::payments::{
    ADAS, account, assert_balanced, batches, decide, due, end_to_end_ids, file, pain002, pay,
    payouts, posted, send, send_bytes, settle, verdict,
};
use tests::{Books, MARCH, ReplyChecks, declared, gzip};

use crate::payouts::dies_at_the_files;

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
    assert_eq!(refused.refusal(), (413, "too_large".to_owned()));
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
    assert_eq!(refused.refusal(), (413, "too_large".to_owned()));
    let broken = send_bytes(&books, MARCH, "application/gzip", &packed[..100]).await;
    assert_eq!(broken.refusal(), (400, "malformed".to_owned()));
    assert_eq!(books.world.items(), before);
    // Only here.
    let body = json!({ "holder": "A".repeat(300 << 10) });
    assert_eq!(books.ada.put("/me/payout-account", &body).await.status, 413);
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
        assert_eq!(refused.refusal(), (409, "batch_under_way".to_owned()), "{event}");
    }
    let id = submitted[0]["end_to_end_id"].as_str().unwrap();
    let report = pain002(&unnamed(&books), &[(id, "RJCT")]);
    let refused = send(&books, MARCH, "application/xml", &report).await;
    assert_eq!(refused.refusal(), (409, "batch_under_way".to_owned()));

    let paid = pay(&books, MARCH).await;
    assert_eq!(end_to_end_ids(&file(&books, &paid, 0, "pain.001").await), [id]);
    decide(&books, &submitted[0], "return").await.expect_status(200);
    decide(&books, &submitted[0], "reopen").await.expect_status(200);
    assert_eq!(batches(&pay(&books, MARCH).await), 2, "the second attempt is the only one left");
}

#[tokio::test]
async fn bank_file_required_is_settled_what_can_leave_in_a_batch_or_waits_for_an_account() {
    let books = posted().await;
    pay(&books, MARCH).await;
    let due = payouts(&books, "due").await;
    let refused = decide(&books, &due[0], "settle_by_hand").await;
    assert_eq!(refused.refusal(), (409, "bank_file_required".to_owned()));
    account(&books.ada, ADAS).await;
    let refused = decide(&books, &due[0], "settle_by_hand").await;
    assert_eq!(refused.refusal(), (409, "bank_file_required".to_owned()));
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
    assert_eq!(refused.refusal(), (409, "state".to_owned()));
    assert_eq!(refused.json()["allowed"], json!(["settle", "return"]));
    let open = books.ask(&books.otto, MARCH, "close").await;
    assert_eq!(open.refusal(), (409, "unknown_payouts".to_owned()));
    decide(&books, &submitted[0], "settle").await.expect_status(200);
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
}

#[tokio::test]
async fn a_first_word_on_a_payout_says_in_which_list_it_stays() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    pay(&books, MARCH).await;
    let submitted = payouts(&books, "submitted").await.remove(0);
    let path = format!("/payouts/{}/decision", submitted["payout"].as_str().unwrap());
    // The other operator's word is the second one.
    for (event, stays) in [("lose", "submitted"), ("settle", "unknown"), ("return", "settled")] {
        let word = verdict(&submitted, event);
        let first = books.otto.post(&path, &word).await;
        let place = format!("/payouts?state={stays}");
        assert_eq!((first.status.as_u16(), first.header("location")), (202, place.as_str()));
        let listed = books.otto.read(&place).await["items"].take();
        assert_eq!(listed[0]["payout"], submitted["payout"], "{event}");
        books.olga.act(&path, &word).await;
    }
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
    assert_eq!(refused.refusal(), (403, "own_decision".to_owned()));
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
    assert_eq!(late.refusal(), (412, "superseded_attempt".to_owned()));
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
