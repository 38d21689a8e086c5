//! Reserving: once per key, in two round trips, for exactly the announced bytes.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::submissions::studio::{Scene, file, request, wav};

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
async fn the_same_key_gives_the_same_track_and_another_body_is_refused() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let first = scene.post("ada", "/tracks", "k", &request("Dawn", &bytes)).await.json();
    let again = scene.post("ada", "/tracks", "k", &request("Dawn", &bytes)).await;
    assert_eq!(again.status, 201);
    assert_eq!(again.json()["track"], first["track"]);
    let other = scene.post("ada", "/tracks", "k", &request("Dusk", &bytes)).await;
    assert_eq!(other.status, 422);
    assert!(other.json()["type"].as_str().unwrap().ends_with("idempotency_key_reused"));
    let somebody = scene.post("ben", "/tracks", "k", &request("Dawn", &bytes)).await.json();
    assert_ne!(somebody["track"], first["track"]);
}

#[tokio::test]
async fn many_at_once_with_one_key_reserve_one_track() {
    let scene = Scene::new(&["pia"]).await;
    let body = request("Dawn", &wav(1, 440));
    let calls = (0..16).map(|_| scene.post("ada", "/tracks", "k", &body));
    let replies = futures_of(calls).await;
    for reply in &replies {
        assert_eq!(reply.status, 201, "{}", reply.json());
        assert_eq!(reply.json()["track"], replies[0].json()["track"]);
    }
    let listed = scene.get("carla", "/tracks").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_link_signed_again_ends_with_the_reservation() {
    let scene = Scene::new(&["pia"]).await;
    let body = request("Dawn", &wav(1, 440));
    let first = scene.post("ada", "/tracks", "k", &body).await.json();
    scene.studio.advance(SignedDuration::from_mins(10)).await;
    let again = scene.post("ada", "/tracks", "k", &body).await.json();
    // Parsed, since "….62Z" sorts behind "….621Z" as text.
    let end = |answer: &Value| -> Timestamp {
        answer["upload"]["expires_at"].as_str().unwrap().parse().unwrap()
    };
    // Both end within two seconds before the reservation does: a signature knows whole seconds.
    let later = end(&again).duration_since(end(&first));
    assert!(later.abs() < SignedDuration::from_secs(2), "{later}");
    scene.studio.advance(SignedDuration::from_mins(6)).await;
    let ended = scene.post("ada", "/tracks", "k", &body).await.json();
    assert!(ended["upload"].is_null(), "{ended}");
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

#[tokio::test]
async fn a_version_follows_only_one_that_was_sent_back() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let path = format!("/tracks/{track}/versions");
    let reply = scene.post("ada", &path, "v2", &file(&wav(2, 441))).await;
    assert_eq!(reply.status, 409);
    assert!(reply.json()["type"].as_str().unwrap().ends_with("not_sent_back"), "{}", reply.json());
}

/// Runs all of them at once.
async fn futures_of<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *done = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}
