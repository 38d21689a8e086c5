//! Loading a revenue file: once, whole, with a report.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Books, HEADER, JANUARY, ReplyChecks, World, object_created, revenue_declared};

const REVENUE: &str = "/months/2026-01/revenue";

fn file(lines: &[&str]) -> Vec<u8> {
    let lines: Vec<String> = lines.iter().map(|line| format!("{JANUARY},{line}\n")).collect();
    format!("{HEADER}{}", lines.concat()).into_bytes()
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
    books.world.hold_events();
    let upload = books.send(JANUARY, &bytes).await;
    assert_eq!(books.world.take_events().len(), 1);
    books.world.release_events();
    books.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(books.report(JANUARY, &upload).await["outcome"], "accepted");
    let never = never.as_str().unwrap();
    assert_eq!(books.report(JANUARY, never).await, Value::Null, "its upload may still go on");
    books.world.pass(SignedDuration::from_mins(30)).await;
    assert_eq!(books.report(JANUARY, never).await["outcome"], "not_uploaded");
}

#[tokio::test]
async fn one_idempotency_key_reserves_one_upload() {
    let books = Books::by_hand(World::plan()).await;
    let reserve = async |line: &str| {
        books.olga.post_as("the-one-and-only-key", REVENUE, &revenue_declared(&file(&[line]))).await
    };
    let one = reserve("t1,,radio,DE,1,EUR,1").await.expect_status(201);
    let same = reserve("t1,,radio,DE,1,EUR,1").await.expect_status(201);
    assert_eq!(one["upload_id"], same["upload_id"]);
    let other = reserve("t1,,radio,DE,1,EUR,2").await;
    assert_eq!(other.problem(), "idempotency_key_reused");
    other.expect_status(422);
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
