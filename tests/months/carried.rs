//! What is not paid is carried: below the minimum, below a cent, below zero.

use serde_json::json;
use tests::{APRIL, Books, MARCH, ReplyChecks, amounts};

const NAMES: [&str; 5] = ["opening", "earnings", "payable", "gross", "closing"];

#[tokio::test]
async fn earnings_below_the_minimum_are_paid_with_the_next_month() {
    // Ada's part: 24.375 EUR, then 12.1875 EUR more.
    let books = Books::of_march(&[("EUR", "25")]).await;
    books.close(MARCH).await;
    let march = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&march, NAMES), ["0", "24.375", "24.375", "0.00", "24.375"]);
    books.load_lines(APRIL, &[("EUR", "12.5")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let april = books.entry(&books.ada, APRIL, "EUR").await;
    let expected = ["24.375", "12.1875", "36.5625", "36.56", "0.0025"];
    assert_eq!(amounts(&april, NAMES), expected);
    let balance = books.ada.read("/me/balance").await["items"][0].take();
    assert_eq!(amounts(&balance, ["balance", "due"]), ["0.0025", "36.56"]);
}

#[tokio::test]
async fn earnings_of_exactly_the_minimum_are_paid_and_one_atom_less_is_not() {
    // 97.5 % of these are 25, 3000, and 10⁻⁸ less than 25 dollars after rounding the file's own
    // way.
    let lines = [("EUR", "25.64102565"), ("GBP", "25.64102564"), ("JPY", "3076.92307693")];
    let books = Books::of_march(&lines).await;
    books.close(MARCH).await;
    for (currency, payable, gross) in [
        ("EUR", "25.00000000875", "25.00"),
        ("GBP", "24.999999999", "0.00"),
        ("JPY", "3000.00000000675", "3000"),
    ] {
        let entry = books.entry(&books.ada, MARCH, currency).await;
        assert_eq!(amounts(&entry, ["payable", "gross"]), [payable, gross], "{currency}");
    }
}

#[tokio::test]
async fn refunds_are_set_against_what_comes_later() {
    let books = Books::of_march(&[("EUR", "60"), ("EUR", "-100")]).await;
    books.close(MARCH).await;
    let march = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&march, NAMES), ["0", "-39", "-39", "0.00", "-39"]);
    let mika = books.entry(&books.mika, MARCH, "EUR").await;
    assert_eq!(amounts(&mika, NAMES), ["0", "-1", "-1", "0.00", "-1"]);
    books.load_lines(APRIL, &[("EUR", "80")]).await;
    books.month_ends(APRIL).await;
    let april = books.close(APRIL).await;
    let entry = books.entry(&books.ada, APRIL, "EUR").await;
    assert_eq!(amounts(&entry, NAMES), ["-39", "78", "39", "39.00", "0"]);
    let proof = &april["plan"]["proofs"][0];
    assert_eq!((&proof["opening_payees"], &proof["in"]), (&json!("-40"), &json!("80")));
}

#[tokio::test]
async fn a_month_without_revenue_is_posted_and_carries_every_balance() {
    let books = Books::of_march(&[("EUR", "10")]).await;
    books.close(MARCH).await;
    books.month_ends(APRIL).await;
    let april = books.close(APRIL).await;
    assert_eq!(april["state"], "posted");
    let balance = books.ada.read("/me/balance").await["items"][0].take();
    assert_eq!(amounts(&balance, ["balance", "due"]), ["9.75", "0.00"]);
    let proof = &april["plan"]["proofs"][0];
    assert_eq!((&proof["opening_payees"], &proof["closing_payees"]), (&json!("10"), &json!("10")));
}

#[tokio::test]
async fn a_member_who_earned_nothing_has_no_statement() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let statement = format!("/me/statements/{MARCH}");
    books.ada.get(&statement).await.expect_status(404);
    books.close(MARCH).await;
    books.ada.get(&statement).await.expect_status(200);
    books.world.composer("Ben").get(&statement).await.expect_status(404);
    books.otto.get(&statement).await.expect_status(404);
}
