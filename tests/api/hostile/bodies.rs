//! Bodies and headers: answers stay short, numbers and times are read as they are written.

use http::Method;
use serde_json::{Map, Value, json};
use tests::{ReplyChecks, World, terms};

#[tokio::test]
async fn an_answer_to_a_body_that_breaks_every_rule_is_short() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let many: Map<String, Value> =
        (0..12_000).map(|number| (format!("field{number}"), Value::Null)).collect();
    let body = Value::Object(many);
    assert!(body.to_string().len() > 200_000);
    let answer = clara.post("/briefs", &body).await;
    assert!(answer.body.len() < 20_000, "{} bytes", answer.body.len());
    let answer = answer.expect_status(422);
    assert_eq!(answer["errors"].as_array().unwrap().len(), 50);
    assert!(answer["errors_omitted"].as_u64().unwrap() > 11_900);
    let long = json!({ "x".repeat(240_000): 1 });
    assert!(clara.post("/briefs", &long).await.body.len() < 10_000);
}

#[tokio::test]
async fn a_whole_number_may_have_zeros_after_its_point_and_a_time_is_one_of_rfc_3339() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut draft = terms(&clara, "public");
    draft["reviews_per_track"] = json!(3.0);
    let made = clara.create("/briefs", &draft).await;
    assert_eq!(made["reviews_per_track"], 3);
    for (number, rule) in [
        (json!(2.5), "type"),
        (json!("2"), "type"),
        (json!(1e300), "range"),
        (json!(18_446_744_073_709_551_615_u64), "range"),
    ] {
        draft["reviews_per_track"] = number.clone();
        let refused = clara.post("/briefs", &draft).await.expect_status(422);
        assert_eq!(refused["errors"][0]["rule"], rule, "{number}: {refused}");
    }
    draft["reviews_per_track"] = json!(2);
    for time in [
        "2026-03-20T12:00:00+02:00[!America/New_York]",
        "2026-03-20T12:00:00+01:00[Europe/Berlin]",
        "2026-03-20T12:00:00+25:00",
        "2026-03-20T12:00:00",
        "-009999-01-01T00:00:00Z",
        "20260320T120000Z",
        "2026-03-20 12:00:00Z",
    ] {
        draft["deadline"] = json!(time);
        let refused = clara.post("/briefs", &draft).await.expect_status(422);
        assert_eq!(refused["errors"][0]["pointer"], "/deadline", "{time}: {refused}");
        assert_eq!(refused["errors"][0]["rule"], "format", "{time}");
    }
    draft["deadline"] = json!("2026-03-20t12:00:00.250+02:00");
    assert_eq!(clara.create("/briefs", &draft).await["deadline"], "2026-03-20T10:00:00.25Z");
}

#[tokio::test]
async fn an_idempotency_key_stands_once_and_has_a_form() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    let (one, other) = ("0123456789abcdef", "fedcba9876543210");
    for keys in [&[one, other][..], &[one, one], &["short"], &["0123456789abcde f"], &[]] {
        let answer = clara
            .send(Method::POST, "/briefs", |call| {
                keys.iter().fold(call, |call, key| call.idempotency_key(key)).json(&body)
            })
            .await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{keys:?}");
    }
    clara.post_as(one, "/briefs", &body).await.expect_status(201);
}
