//! One `Idempotency-Key`, one thing made: whoever asks again, later or at the same moment, gets the
//! answer of the first time; another request under the same key is refused.

use local::client::Reply;
use serde_json::json;
use tests::{BriefPlan, Person, ReplyChecks, World, audio, terms};
use tokio::task::JoinSet;

/// A web client that loses its patience.
const AT_ONCE: usize = 32;

/// The same request, so many times at the same moment.
async fn all_at_once(person: &Person, path: &str, body: &serde_json::Value) -> Vec<Reply> {
    let mut calls = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (person, path, body) = (person.clone(), path.to_owned(), body.clone());
        calls.spawn(async move { person.post_as("the-one-and-only-key", &path, &body).await });
    }
    calls.join_all().await
}

#[tokio::test]
async fn the_same_request_twice_makes_one_brief_and_answers_twice_the_same() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    let first = clara.post_as("the-one-and-only-key", "/briefs", &body).await;
    let second = clara.post_as("the-one-and-only-key", "/briefs", &body).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert_eq!(first.json(), second.json());
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(world.items_of("brief").len(), 1);
}

#[tokio::test]
async fn thirty_two_at_once_make_one_brief_and_get_equal_answers() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let replies = all_at_once(&clara, "/briefs", &terms(&clara, "public")).await;
    assert_eq!(replies.len(), AT_ONCE);
    let first = replies[0].clone().expect_status(201);
    for reply in replies {
        assert_eq!(reply.expect_status(201), first);
    }
    assert_eq!(world.items_of("brief").len(), 1);
}

#[tokio::test]
async fn idempotency_key_reused_names_another_body_under_the_same_key() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut body = terms(&clara, "public");
    clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    body["title"] = json!("Another film");
    let reply = clara.post_as("the-one-and-only-key", "/briefs", &body).await;
    assert_eq!(reply.problem(), "idempotency_key_reused");
    reply.expect_status(422);
    assert_eq!(world.items_of("brief").len(), 1);
}

#[tokio::test]
async fn the_order_of_fields_and_white_space_do_not_make_another_body() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    let first = clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    let text = body.as_object().unwrap().iter().rev().fold(String::new(), |text, (name, value)| {
        let comma = if text.is_empty() { "" } else { " ,\n" };
        format!("{text}{comma} {} : {value}", json!(name))
    });
    let again = clara
        .send(http::Method::POST, "/briefs", |call| {
            call.idempotency_key("the-one-and-only-key")
                .header("content-type", "application/json")
                .bytes(format!("{{{text}}}"))
        })
        .await;
    assert_eq!(again.expect_status(201), first);
}

#[tokio::test]
async fn the_same_key_of_somebody_else_is_another_request() {
    let world = World::start().await;
    let (clara, carl) = (world.client("Clara"), world.client("Carl"));
    let body = terms(&clara, "public");
    let hers = clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    let his = carl.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    assert_ne!(hers["id"], his["id"]);
}

#[tokio::test]
async fn a_repeated_creation_answers_with_the_brief_as_it_is_now() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    let draft = clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    let id = draft["id"].as_str().unwrap();
    clara.act(&format!("/briefs/{id}/open"), &json!({})).await;
    let again = clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    assert_eq!((draft["state"].as_str(), again["state"].as_str()), (Some("draft"), Some("open")));
}

#[tokio::test]
async fn malformed_names_a_creation_without_a_key_and_nothing_is_made() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    let reply = clara.send(http::Method::POST, "/briefs", |call| call.json(&body)).await;
    assert_eq!(reply.problem(), "malformed");
    let said = reply.expect_status(400);
    assert!(said["detail"].as_str().unwrap().contains("idempotency-key"), "{said}");
    for key in ["fifteen-letters", "with-a-comma,and-one-more", &"k".repeat(129)] {
        let said = clara.post_as(key, "/briefs", &body).await.expect_status(400);
        assert!(said["detail"].as_str().unwrap().contains("16 to 128 visible"), "{said}");
    }
    assert!(world.items_of("brief").is_empty());
}

/// Whoever knows caller, route and key cannot compute the id, and every function has the one secret.
#[tokio::test]
async fn ids_follow_from_the_one_secret_of_a_deployment() {
    let (world, other) = (World::start().await, World::start().await);
    let body = terms(&world.client("Clara"), "public");
    let create = async |world: &World| {
        let clara = world.client("Clara");
        let brief =
            clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
        brief["id"].as_str().unwrap().to_owned()
    };
    assert_ne!(create(&world).await, create(&other).await);
    world.client("Clara").read("/me").await;
    assert_eq!(world.items_of("deployment_secret").len(), 1);
}

#[tokio::test]
async fn thirty_two_submissions_at_once_reserve_one_track() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    let mut body = tests::declared(&audio::wav(1));
    body["title"] = json!("Lemon Tree");
    let path = brief.path("/tracks");
    let replies = all_at_once(&ada, &path, &body).await;
    let track = replies[0].json()["track"].clone();
    for reply in replies {
        let said = reply.expect_status(201);
        assert_eq!(said["track"], track);
        assert!(said["upload"]["url"].is_string());
    }
    assert_eq!(world.items_of("track").len(), 1);
    assert_eq!(world.items_of("version").len(), 1);
    body["title"] = json!("Another Tree");
    let reply = ada.post_as("the-one-and-only-key", &path, &body).await;
    assert_eq!(reply.problem(), "idempotency_key_reused");
}
