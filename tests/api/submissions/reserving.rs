//! Reserving: once per key, in two round trips, for exactly the announced bytes.

use jiff::SignedDuration;
use serde_json::json;

use crate::submissions::studio::{Scene, request, wav};

#[tokio::test]
async fn a_reservation_takes_two_round_trips_and_signs_the_file() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let reply = scene.post("ada", "/tracks", "k", &request("Dawn", &bytes)).await;
    assert_eq!(reply.status, 201, "{}", reply.json());
    assert_eq!(scene.operations("UploadsFunction"), ["BatchGetItem", "TransactWriteItems"]);
    let body = reply.json();
    assert_eq!((&body["version"], &body["state"]), (&json!(1), &json!("reserved")));
    assert_eq!(body["upload"]["method"], "PUT");
    assert_eq!(body["upload"]["headers"]["content-length"], bytes.len().to_string());
    let url = body["upload"]["url"].as_str().unwrap();
    assert!(!url.contains("Dawn"), "no word of a user stands in a key: {url}");
}

#[tokio::test]
async fn every_mistake_in_a_body_is_named_at_once() {
    let scene = Scene::new(&["pia"]).await;
    let body = json!({
        "title": "", "sha256": "abc", "size_bytes": 300_000_001, "content_type": "audio/midi", "x": 1,
    });
    let reply = scene.post("ada", "/tracks", "k", &body).await;
    assert_eq!(reply.status, 422);
    assert_eq!(reply.json()["errors"].as_array().unwrap().len(), 5, "{}", reply.json());
    assert!(scene.operations("UploadsFunction").is_empty(), "nothing was read or written");
}

#[tokio::test]
async fn after_the_deadline_no_track_is_taken() {
    let scene = Scene::new(&["pia"]).await;
    scene.studio.advance(SignedDuration::from_hours(241)).await;
    let reply = scene.post("ada", "/tracks", "k", &request("Late", &wav(1, 440))).await;
    assert_eq!(reply.status, 409);
}
