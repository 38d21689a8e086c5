//! The end of a paid month: nothing is due, the books balance, months in order.

use serde_json::json;
use tests::payments::{
    ADAS, account, assert_balanced, batches, between, decide, due, end_to_end_ids, file, line, pay,
    payouts, posted, settle,
};
use tests::{APRIL, Books, MARCH, ReplyChecks};

use crate::payouts::dies_at_the_files;

/// Takes an item out of the table, as only a mishap would.
fn lose(books: &Books, pk: &str, sk: &str) {
    let studio = &books.world.studio;
    let table = &studio.template().tables[0].name;
    let key = json!({ "TableName": table, "Key": { "pk": { "S": pk }, "sk": { "S": sk } } });
    let answer = studio.dynamodb().call("DeleteItem", key.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
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
async fn trial_balance_differs_and_the_month_says_what() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    pay(&books, MARCH).await;
    lose(&books, &format!("ACCOUNT#{}", books.ada.id), "BALANCE#EUR");
    let refused = books.ask(&books.otto, MARCH, "close").await;
    assert_eq!(refused.refusal(), (409, "trial_balance_differs".to_owned()));
    let month = books.month(MARCH).await;
    assert_eq!(month["state"], "paid");
    let expected = json!([{
        "check": "balance", "subject": books.ada.id, "currency": "EUR",
        "expected": "0 and 97.5 due", "found": "missing",
    }]);
    assert_eq!(month["differences"], expected);
}

#[tokio::test]
async fn months_are_paid_and_closed_in_order() {
    let books = posted().await;
    let early = books.ask(&books.otto, MARCH, "close").await;
    assert_eq!(early.refusal(), (409, "state".to_owned()));
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let early = books.ask(&books.otto, APRIL, "pay").await;
    assert_eq!(early.refusal(), (409, "previous_month_unposted".to_owned()));
    pay(&books, MARCH).await;
    pay(&books, APRIL).await;
    let early = books.ask(&books.otto, APRIL, "close").await;
    assert_eq!(early.refusal(), (409, "previous_month_unposted".to_owned()));
    books.step(MARCH, "close").await;
    books.step(APRIL, "close").await;
}
