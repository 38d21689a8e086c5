//! What is sent: unknown routes, unreadable bodies, broken rules. Everything wrong is named at
//! once.

use http::Method;
use serde_json::json;
use tests::{Person, World, terms};

use super::{assert_gateway_says, assert_nothing_written, assert_problem};

async fn post_text(clara: &Person, text: impl Into<Vec<u8>>) -> local::client::Reply {
    let text = text.into();
    clara
        .send(Method::POST, "/briefs", |call| {
            call.idempotency_key("key-of-16-letters")
                .header("content-type", "application/json")
                .bytes(text)
        })
        .await
}

#[tokio::test]
async fn the_gateway_does_not_know_a_route_that_the_template_does_not_name() {
    let world = World::start().await;
    let reply = world.client("Clara").get("/no/such/route").await;
    assert_gateway_says(&reply, 404, "Not Found");
    let reply = world.client("Clara").send(Method::DELETE, "/briefs", |call| call).await;
    assert_gateway_says(&reply, 404, "Not Found");
    assert_nothing_written(&world);
}

#[tokio::test]
async fn every_broken_field_is_named_at_once() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut body = terms(&clara, "everybody");
    body["mood"] = json!("sunny");
    body.as_object_mut().unwrap().remove("title");
    body["length"] = json!({ "min_s": 60, "max_s": 30, "unit": "s" });
    let reply = clara.post("/briefs", &body).await;
    assert_problem(&reply, 422, "validation");
    let body = reply.json();
    let errors = body["errors"].as_array().unwrap();
    let mut named: Vec<(&str, &str)> = errors
        .iter()
        .map(|error| (error["pointer"].as_str().unwrap(), error["rule"].as_str().unwrap()))
        .collect();
    named.sort_unstable();
    let expected = [
        ("/length/max_s", "range"),
        ("/length/unit", "unknown_field"),
        ("/mood", "unknown_field"),
        ("/title", "missing"),
        ("/visibility", "enum"),
    ];
    assert_eq!(named, expected);
    assert!(
        errors.iter().all(|error| error["detail"].as_str().is_some_and(|text| !text.is_empty()))
    );
    assert_nothing_written(&world);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_malformed() {
    let world = World::start().await;
    for text in [r#"{"title": "#, "", "{} {}", r#"{"title": "a", "title": "b"}"#] {
        let reply = post_text(&world.client("Clara"), text).await;
        assert_problem(&reply, 400, "malformed");
        assert_nothing_written(&world);
    }
}

#[tokio::test]
async fn a_body_above_256_kib_is_too_large_and_one_of_just_that_is_read() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let padded = |size: usize| {
        let text = terms(&clara, "public").to_string();
        text.clone() + &" ".repeat(size.saturating_sub(text.len()))
    };
    let reply = post_text(&clara, padded(256 * 1024 + 1)).await;
    assert_problem(&reply, 413, "too_large");
    assert_nothing_written(&world);
    assert_eq!(post_text(&clara, padded(256 * 1024)).await.status, 201);
}

#[tokio::test]
async fn a_body_above_the_gateways_limit_is_refused_by_the_gateway() {
    let world = World::start().await;
    let reply = post_text(&world.client("Clara"), vec![b' '; 7 * 1024 * 1024]).await;
    assert_eq!(reply.status, 413);
    assert_eq!(reply.json()["message"], "Request Entity Too Large");
    assert_nothing_written(&world);
}

#[tokio::test]
async fn a_request_refused_by_a_function_is_answered_with_a_problem() {
    let world = World::start().await;
    for (group, body, status, name) in [
        ("composer", json!({}), 403, "forbidden"),
        ("nobody", json!({}), 403, "forbidden"),
        ("client", json!([]), 422, "validation"),
    ] {
        let token = world.studio.token("Somebody", &[group]).unwrap();
        let client = world.http();
        let call =
            client.post("/briefs").bearer(&token).idempotency_key("key-of-16-letters").json(&body);
        assert_problem(&call.send().await.unwrap(), status, name);
        assert_nothing_written(&world);
    }
}

#[tokio::test]
async fn a_successful_answer_carries_its_request_id() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let reply = clara.post("/briefs", &terms(&clara, "public")).await;
    assert_eq!(reply.status, 201);
    assert_ne!(reply.header("x-request-id"), "");
    assert_eq!(reply.header("x-request-id"), reply.header("apigw-requestid"));
}
