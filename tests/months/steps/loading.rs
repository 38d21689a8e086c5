//! Loading a revenue file: once, whole, with a report.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Books, HEADER, JANUARY, ReplyChecks, World, gzip, object_created, revenue_declared};

const REVENUE: &str = "/months/2026-01/revenue";

fn file(lines: &[&str]) -> Vec<u8> {
    let lines: Vec<String> = lines.iter().map(|line| format!("{JANUARY},{line}\n")).collect();
    format!("{HEADER}{}", lines.concat()).into_bytes()
}

#[tokio::test]
async fn a_file_counts_once_even_when_it_comes_again_compressed() {
    let books = Books::by_hand(World::plan()).await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5", "t1,,radio,DE,1,JPY,-3"]);
    let first = books.load(JANUARY, &bytes).await;
    assert_eq!((&first["outcome"], &first["lines"]), (&json!("accepted"), &json!(2)));
    let totals = json!([{"currency": "EUR", "amount": "1.5"}, {"currency": "JPY", "amount": "-3"}]);
    assert_eq!(first["totals"], totals);
    let again = books.load(JANUARY, &gzip(&bytes)).await;
    assert_eq!(again["outcome"], "duplicate");
    assert_eq!(again["sha256"], first["sha256"]);
}

#[tokio::test]
async fn a_file_with_a_line_that_cannot_be_read_is_refused_whole_and_says_why() {
    let books = Books::by_hand(World::plan()).await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5", "t1,,radio,DE,1,EURO,1", "t1,,r,DE,1,EUR,1e3"]);
    let report = books.load(JANUARY, &bytes).await;
    assert_eq!((&report["outcome"], &report["problem_count"]), (&json!("refused"), &json!(2)));
    let rule = |at: usize| (&report["problems"][at]["line"], &report["problems"][at]["rule"]);
    assert_eq!(rule(0), (&json!(3), &json!("unknown_currency")));
    assert_eq!(rule(1), (&json!(4), &json!("amount_not_decimal")));
    books.month_ends(JANUARY).await;
    let month = books.close(JANUARY).await;
    assert_eq!(month["plan"]["proofs"], json!([]), "nothing of it is booked");
}

#[tokio::test]
async fn the_event_of_an_upload_that_comes_again_changes_nothing() {
    let books = Books::by_hand(World::plan()).await;
    let upload = books.send(JANUARY, &file(&["t1,,radio,DE,1,EUR,1.5"])).await;
    books.world.settle().await;
    let first = books.report(JANUARY, &upload).await;
    let event = object_created(&format!("revenue/{JANUARY}/{upload}"), "0055AED6DCD90281E5");
    let again = books.world.invoke("RevenueFunction", event).await;
    assert_eq!(again, json!(["already_done"]));
    assert_eq!(books.report(JANUARY, &upload).await, first);
}

#[tokio::test]
async fn a_file_whose_event_was_lost_is_loaded_by_the_sweep() {
    let books = Books::by_hand(World::plan()).await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5"]);
    let never = books.olga.create(REVENUE, &revenue_declared(&bytes)).await["upload_id"].take();
    let lambda = books.world.studio.lambda();
    lambda.deliveries().hold();
    let upload = books.send(JANUARY, &bytes).await;
    assert_eq!(lambda.deliveries().take().len(), 1);
    lambda.release();
    books.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(books.report(JANUARY, &upload).await["outcome"], "accepted");
    let never = never.as_str().unwrap();
    assert_eq!(books.report(JANUARY, never).await, Value::Null, "its upload may still go on");
    books.world.pass(SignedDuration::from_mins(30)).await;
    assert_eq!(books.report(JANUARY, never).await["outcome"], "not_uploaded");
}

#[tokio::test]
async fn an_object_that_was_not_reserved_is_quarantined() {
    let books = Books::by_hand(World::plan()).await;
    let key = format!("revenue/{JANUARY}/01JAZ8Q6M3T7YV5K9R2X4B6C8D");
    let outcome = books.world.invoke("RevenueFunction", object_created(&key, "01")).await;
    assert_eq!(outcome, json!(["quarantined"]));
}

#[tokio::test]
async fn one_idempotency_key_reserves_one_upload() {
    let books = Books::by_hand(World::plan()).await;
    let reserve = async |line: &str| {
        books.olga.post_as("key", REVENUE, &revenue_declared(&file(&[line]))).await
    };
    let one = reserve("t1,,radio,DE,1,EUR,1").await.expect_status(201);
    let same = reserve("t1,,radio,DE,1,EUR,1").await.expect_status(201);
    assert_eq!(one["upload_id"], same["upload_id"]);
    let other = reserve("t1,,radio,DE,1,EUR,2").await;
    assert_eq!(other.problem(), "idempotency_key_reused");
    other.expect_status(422);
}

#[tokio::test]
async fn a_frozen_month_takes_no_file() {
    let books = Books::by_hand(World::plan()).await;
    let body = revenue_declared(&file(&["t1,,radio,DE,1,EUR,1.5"]));
    let late = books.olga.create(REVENUE, &body).await;
    books.month_ends(JANUARY).await;
    books.step(JANUARY, "freeze").await;
    let refused = books.olga.post(REVENUE, &body).await;
    assert_eq!(refused.problem(), "month_frozen");
    refused.expect_status(409);
    // A link given out before ends with its reservation, long before the month can be frozen.
    assert!(late["upload"]["expires_at"].as_str().unwrap() < "2026-01-31");
}

#[tokio::test]
async fn a_body_that_breaks_several_rules_names_them_all() {
    let books = Books::by_hand(World::plan()).await;
    let body = json!({"content_type": "text/html", "size_bytes": 0, "name": "x"});
    let refused = books.olga.post(REVENUE, &body).await.expect_status(422);
    let errors = refused["errors"].as_array().unwrap().iter();
    let pointers: Vec<_> = errors.map(|error| error["pointer"].clone()).collect();
    assert_eq!(pointers, ["/content_type", "/size_bytes", "/sha256", "/name"]);
}
