//! Adjustments, payout requests, rates of tax, and payees whom nobody knows.

use domain::money::input::PayoutReason;
use http::Method;
use ledger::Ledger;
use serde_json::json;
use store::payout_request::{PayoutAnswer, PayoutDemand};
use tests::{APRIL, Books, MARCH, Person, ReplyChecks, amounts};

use crate::decisions::{NAMES, proof};

#[tokio::test]
async fn own_adjustment_is_approved_by_another_operator_and_posts_in_the_oldest_open_month() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let entry = |account: &str, amount: &str| json!({ "account": account, "money": { "currency": "EUR", "amount": amount } });
    let (ada, mika) = (books.ada.id.to_string(), books.mika.id.to_string());
    let body = json!({
        "adjusts": MARCH,
        "reason": "a radio play was counted for the wrong person",
        "entries": [entry(&ada, "-0.123456789"), entry(&mika, "0.123456789")],
    });
    let adjustment =
        books.olga.post_as("one-key-for-both", "/adjustments", &body).await.expect_status(201);
    let again =
        books.olga.post_as("one-key-for-both", "/adjustments", &body).await.expect_status(201);
    assert_eq!(again, adjustment);
    let listed = books.otto.read("/adjustments").await;
    assert_eq!(listed["items"], json!([adjustment]));
    let path = format!("/adjustments/{}", adjustment["id"].as_str().unwrap());
    let own = books.olga.post(&format!("{path}/approve"), &json!({})).await;
    assert_eq!((own.status.as_u16(), own.problem()), (403, "own_adjustment".to_owned()));
    let approved = books.otto.act(&format!("{path}/approve"), &json!({})).await;
    assert_eq!((&approved["state"], &approved["month"]), (&json!("approved"), &json!(APRIL)));
    assert_eq!(books.otto.act(&format!("{path}/approve"), &json!({})).await, approved);
    let declined = books.otto.post(&format!("{path}/decline"), &json!({})).await;
    assert_eq!(declined.status, 409);
    books.month_ends(APRIL).await;
    for step in ["freeze", "plan"] {
        books.step(APRIL, step).await;
    }
    let own = books.ask(&books.olga, APRIL, "approve").await;
    assert_eq!((own.status.as_u16(), own.problem()), (403, "approver_contributed".to_owned()));
    books.step(APRIL, "approve").await;
    let april = books.step(APRIL, "post").await;
    let mika = books.entry(&books.mika, APRIL, "EUR").await;
    assert_eq!(amounts(&mika, NAMES), ["2.5", "0", "0.123456789", "2.623456789"]);
    assert_eq!(proof(&april)["adjustments"], "0");
    assert_eq!(books.otto.read("/adjustments?state=approved").await["items"][0], approved);
}

#[tokio::test]
async fn adjusts_posted_months_alone_and_adjustment_entries_say_something() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let body = |account: &str, amount: &str| {
        let money = json!({ "currency": "EUR", "amount": amount });
        let entries = json!([{ "account": account, "money": money }]);
        json!({ "adjusts": MARCH, "reason": "too early", "entries": entries })
    };
    let reply = books.olga.post("/adjustments", &body("platform", "1")).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "adjusts_posted".to_owned()));
    for (account, amount) in [("platform", "0"), ("suspense:unmatched", "1")] {
        let reply =
            books.olga.post("/adjustments", &body(account, amount)).await.expect_status(422);
        assert_eq!(reply["errors"][0]["rule"], "adjustment_entries", "{account} {amount}");
    }
}

#[tokio::test]
async fn unknown_payee_is_named_wherever_money_is_to_be_given_held_or_taxed() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let unknown = books.world.composer("Nobody").id;
    let path = |below: &str| format!("/members/{unknown}/{below}");
    let rate = json!({ "country": "FI", "rate_bp": 1_500 });
    let hold = json!({ "reason": "a claim", "review_on": "2026-07-01" });
    for reply in [
        books.otto.put(&path("tax-rate"), &rate).await,
        books.otto.post(&path("hold"), &hold).await,
    ] {
        assert_eq!((reply.status.as_u16(), reply.problem()), (404, "unknown_payee".to_owned()));
        let said = reply.expect_status(404)["detail"].as_str().unwrap().to_owned();
        assert!(said.contains(&unknown.to_string()), "{said}");
    }
    for account in [unknown.to_string(), "mem_not_an_id".to_owned()] {
        let money = json!({ "currency": "EUR", "amount": "1" });
        let entries = json!([{ "account": account, "money": money }]);
        let body = json!({ "adjusts": MARCH, "reason": "a gift", "entries": entries });
        let said = books.olga.post("/adjustments", &body).await.expect_status(422);
        assert_eq!(said["errors"][0]["rule"], "adjustment_entries");
        assert!(said["errors"][0]["detail"].as_str().unwrap().contains(&account), "{said}");
    }
    for kind in ["tax_rate", "hold", "adjustment"] {
        assert!(books.world.items_of(kind).is_empty(), "{kind}");
    }
    let inputs = books.world.items_of("month_input");
    assert!(inputs.is_empty(), "{inputs:?}");
    // Whoever the books have paid is known, even if they have never said anything.
    books.otto.put(&format!("/members/{}/tax-rate", books.mika.id), &rate).await.expect_status(200);
}

#[tokio::test]
async fn stale_is_a_rate_in_the_place_of_another_version_than_was_read() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let path = format!("/members/{}/tax-rate", books.ada.id);
    let set = async |who: &Person, etag: &str, rate_bp: u16| {
        let rate = json!({ "country": "FI", "rate_bp": rate_bp });
        who.send(Method::PUT, &path, |call| call.header("if-match", etag).json(&rate)).await
    };
    let stale = (412, "stale".to_owned());
    assert_eq!(set(&books.otto, "\"v1\"", 1_000).await.refusal(), stale, "there is none yet");
    let first = set(&books.otto, "*", 1_000).await;
    assert_eq!((first.status.as_u16(), first.header("etag")), (200, "\"v1\""));
    assert_eq!(books.olga.get(&path).await.header("etag"), "\"v1\"");
    let second = set(&books.olga, "\"v1\"", 1_500).await;
    assert_eq!((second.status.as_u16(), second.header("etag")), (200, "\"v2\""));
    assert_eq!(set(&books.otto, "\"v1\"", 2_000).await.refusal(), stale);
    assert_eq!(books.olga.read(&path).await["rate_bp"], 1_500);
}

#[tokio::test]
async fn payout_requested_once_a_year_waives_the_minimum_and_tax_stays_inside_the_gross() {
    let books = Books::open().await;
    books.load_lines(MARCH, &[("EUR", "20")]).await;
    let path = format!("/members/{}/tax-rate", books.ada.id);
    books.otto.get(&path).await.expect_status(404);
    for rate_bp in [1_000, 1_500] {
        let rate = json!({ "country": "FI", "rate_bp": rate_bp });
        let set = books.otto.put(&path, &rate).await.expect_status(200);
        assert_eq!(books.otto.put(&path, &rate).await.expect_status(200), set);
        assert_eq!(books.otto.read(&path).await, set);
    }
    let asked = books.ada.act("/me/payout-request", &json!({})).await;
    assert_eq!((&asked["month"], &asked["reason"]), (&json!(MARCH), &json!("yearly")));
    assert_eq!(books.ada.act("/me/payout-request", &json!({})).await, asked);
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    books.ask(&books.world.operator("Oona"), MARCH, "approve").await.expect_status(200);
    books.step(MARCH, "post").await;
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    // 15 % of 19.50 are 2.925.
    assert_eq!(amounts(&entry, ["gross", "withheld", "net"]), ["19.50", "2.92", "16.58"]);
    let soon = books.ada.post("/me/payout-request", &json!({})).await;
    assert_eq!((soon.status.as_u16(), soon.problem()), (409, "payout_requested".to_owned()));
}

#[tokio::test]
async fn a_leaving_members_payout_request_stands_in_a_month_that_is_open_again() {
    let books = Books::of_march(&[("EUR", "10")]).await;
    let runtime = books.world.studio.sdk_connector().runtime_of_operator("MonthsFunction").unwrap();
    let ledger = Ledger::new(runtime).unwrap();
    let ask = async || {
        let (store, genesis, leaving) = (ledger.store(), ledger.genesis(), PayoutReason::Leaving);
        let demand = PayoutDemand { member: books.ada.id, reason: leaving, at: books.world.now() };
        let asked = store.decide(genesis, &demand).await;
        match asked.unwrap() {
            PayoutAnswer::New(asked) => ("new", asked.month.to_string()),
            PayoutAnswer::Before(asked) => ("before", asked.month.to_string()),
            PayoutAnswer::TooSoon(asked) => ("too soon", asked.month.to_string()),
        }
    };
    assert_eq!(ask().await, ("new", MARCH.to_owned()));
    books.step(MARCH, "freeze").await;
    assert_eq!(ask().await, ("new", APRIL.to_owned()));
    books.step(MARCH, "reject").await;
    assert_eq!(ask().await, ("before", MARCH.to_owned()));
}
