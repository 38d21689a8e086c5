//! Reserving: for exactly the announced bytes.

use serde_json::json;
use tests::{BriefPlan, ReplyChecks, World, audio};

#[tokio::test]
async fn a_reservation_signs_the_length_and_no_word_of_the_composer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let file = audio::wav(1);
    let reserved = brief.reserve(&ada, "Dawn", &file).await;
    assert_eq!((&reserved["version"], &reserved["state"]), (&json!(1), &json!("reserved")));
    assert_eq!(reserved["upload"]["method"], "PUT");
    assert_eq!(reserved["upload"]["headers"]["content-length"], file.len().to_string());
    let url = reserved["upload"]["url"].as_str().unwrap();
    assert!(!url.contains("Dawn"), "no word of a user stands in a key: {url}");
}

#[tokio::test]
async fn every_mistake_in_a_body_is_named_at_once() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let body = json!({
        "title": "", "sha256": "abc", "size_bytes": 300_000_001, "content_type": "audio/midi", "x": 1,
    });
    world.count_from_here();
    let refused = ada.post(&brief.path("/tracks"), &body).await.expect_status(422);
    assert_eq!(refused["errors"].as_array().unwrap().len(), 5, "{refused}");
    assert!(world.round_trips("UploadsFunction").is_empty(), "nothing was read or written");
}
