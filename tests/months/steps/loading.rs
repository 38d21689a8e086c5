//! Loading a revenue file: once, whole, with a report.

use local::client::Reply;
use serde_json::{Value, json};
use tests::{HEADER, gzip};

use crate::steps::january::{JANUARY, January};

fn file(lines: &[&str]) -> Vec<u8> {
    let lines: Vec<String> = lines.iter().map(|line| format!("{JANUARY},{line}\n")).collect();
    format!("{HEADER}{}", lines.concat()).into_bytes()
}

/// What S3 says of a new object.
fn created(key: &str) -> Value {
    json!({"Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
        "eventTime": "2026-01-15T12:00:00.000Z", "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "AWS:X"}, "requestParameters": {"sourceIPAddress": "::1"},
        "responseElements": {"x-amz-request-id": "1", "x-amz-id-2": "2"},
        "s3": {"s3SchemaVersion": "1.0", "configurationId": "c",
               "bucket": {"name": "b", "ownerIdentity": {"principalId": "A"}, "arn": "arn:aws:s3:::b"},
               "object": {"key": key, "size": 1, "eTag": "e", "sequencer": "0055AED6DCD90281E5"}},
    }]})
}

fn problem(reply: &Reply) -> String {
    let json = reply.json();
    json["type"].as_str().unwrap_or_default().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_counts_once_even_when_it_comes_again_compressed() {
    let books = January::open().await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5", "t1,,radio,DE,1,JPY,-3"]);
    let first = books.load("olga", "one", &bytes).await;
    assert_eq!((&first["outcome"], &first["lines"]), (&json!("accepted"), &json!(2)));
    let totals = json!([{"currency": "EUR", "amount": "1.5"}, {"currency": "JPY", "amount": "-3"}]);
    assert_eq!(first["totals"], totals);
    let again = books.load("olga", "two", &gzip(&bytes)).await;
    assert_eq!(again["outcome"], "duplicate");
    assert_eq!(again["sha256"], first["sha256"]);
}

#[tokio::test]
async fn a_file_with_a_line_that_cannot_be_read_is_refused_whole_and_says_why() {
    let books = January::open().await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5", "t1,,radio,DE,1,EURO,1", "t1,,r,DE,1,EUR,1e3"]);
    let report = books.load("olga", "one", &bytes).await;
    assert_eq!((&report["outcome"], &report["problem_count"]), (&json!("refused"), &json!(2)));
    let rule = |at: usize| (&report["problems"][at]["line"], &report["problems"][at]["rule"]);
    assert_eq!(rule(0), (&json!(3), &json!("unknown_currency")));
    assert_eq!(rule(1), (&json!(4), &json!("amount_not_decimal")));
    books.advance_to("2026-02-01T00:10:00Z").await;
    let month = books.whole(JANUARY).await;
    assert_eq!(month["plan"]["proofs"], json!([]), "nothing of it is booked");
}

#[tokio::test]
async fn the_event_of_an_upload_may_come_again() {
    let books = January::open().await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5"]);
    let reserved = books.reserve("olga", "one", &bytes).await.json();
    books.upload(&reserved["upload"], &bytes).await;
    let upload = reserved["upload_id"].as_str().unwrap();
    let first = books.report("olga", upload).await;
    let event = created(&format!("revenue/{JANUARY}/{upload}"));
    let again = books.studio.lambda().invoke("RevenueFunction", event).await.unwrap();
    assert_eq!(again, json!(["already_done"]));
    assert_eq!(books.report("olga", upload).await, first);
}

#[tokio::test]
async fn a_file_whose_event_was_lost_is_loaded_by_the_sweep() {
    let books = January::open().await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5"]);
    let reserved = books.reserve("olga", "one", &bytes).await.json();
    let never = books.reserve("olga", "never", &bytes).await.json();
    let lambda = books.studio.lambda();
    lambda.deliveries().hold();
    books.upload(&reserved["upload"], &bytes).await;
    assert_eq!(lambda.deliveries().take().len(), 1);
    lambda.release();
    books.advance_to("2026-01-15T12:15:30Z").await;
    let report = books.report("olga", reserved["upload_id"].as_str().unwrap()).await;
    assert_eq!(report["outcome"], "accepted");
    let never = never["upload_id"].as_str().unwrap();
    assert_eq!(books.report("olga", never).await, json!(null), "its upload may still go on");
    books.advance_to("2026-01-15T12:45:30Z").await;
    assert_eq!(books.report("olga", never).await["outcome"], "not_uploaded");
}

#[tokio::test]
async fn an_object_that_nobody_reserved_is_put_aside() {
    let books = January::open().await;
    let event = created(&format!("revenue/{JANUARY}/01JAZ8Q6M3T7YV5K9R2X4B6C8D"));
    let outcome = books.studio.lambda().invoke("RevenueFunction", event).await.unwrap();
    assert_eq!(outcome, json!(["quarantined"]));
}

#[tokio::test]
async fn one_idempotency_key_reserves_once() {
    let books = January::open().await;
    let one = books.reserve("olga", "key", &file(&["t1,,radio,DE,1,EUR,1"])).await.json();
    let same = books.reserve("olga", "key", &file(&["t1,,radio,DE,1,EUR,1"])).await.json();
    assert_eq!(one["upload_id"], same["upload_id"]);
    let other = books.reserve("olga", "key", &file(&["t1,,radio,DE,1,EUR,2"])).await;
    assert_eq!((other.status.as_u16(), problem(&other).as_str()), (422, "idempotency_key_reused"));
}

#[tokio::test]
async fn a_frozen_month_takes_no_file() {
    let books = January::open().await;
    let bytes = file(&["t1,,radio,DE,1,EUR,1.5"]);
    let late = books.reserve("olga", "late", &bytes).await.json();
    books.advance_to("2026-02-01T00:10:00Z").await;
    books.step("olga", JANUARY, "freeze", &json!({})).await;
    let path = format!("/months/{JANUARY}/revenue");
    let body = json!({"content_type": "text/csv", "size_bytes": 1, "sha256": "0".repeat(64)});
    let client = books.studio.client();
    let token = books.studio.token("olga", &["operator"]).unwrap();
    let call = client.post(&path).bearer(&token).idempotency_key("new").json(&body);
    let refused = call.send().await.unwrap();
    assert_eq!((refused.status.as_u16(), problem(&refused).as_str()), (409, "month_frozen"));
    // A link given out before ends with its reservation, long before the month can be frozen.
    assert!(late["upload"]["expires_at"].as_str().unwrap() < "2026-01-31");
}

#[tokio::test]
async fn only_operators_touch_a_month() {
    let books = January::open().await;
    let reserved = books.reserve("cora", "one", &file(&["t1,,r,DE,1,EUR,1"])).await;
    assert_eq!(reserved.status, 403);
    for step in ["freeze", "plan", "post"] {
        let refused = books.post("cora", &format!("/months/{JANUARY}/{step}"), &json!({})).await;
        assert_eq!(refused.status, 403, "{step}");
    }
    for path in ["", "/revenue", "/statements"] {
        let refused = books.get("cora", &format!("/months/{JANUARY}{path}")).await;
        assert_eq!(refused.status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_body_that_breaks_several_rules_names_them_all() {
    let books = January::open().await;
    let token = books.studio.token("olga", &["operator"]).unwrap();
    let client = books.studio.client();
    let body = json!({"content_type": "text/html", "size_bytes": 0, "name": "x"});
    let path = format!("/months/{JANUARY}/revenue");
    let call = client.post(&path).bearer(&token).idempotency_key("k").json(&body);
    let refused = call.send().await.unwrap();
    assert_eq!(refused.status, 422);
    let json = refused.json();
    let pointers: Vec<_> =
        json["errors"].as_array().unwrap().iter().map(|error| error["pointer"].clone()).collect();
    assert_eq!(pointers, ["/content_type", "/size_bytes", "/sha256", "/name"]);
}
