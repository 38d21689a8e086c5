//! The presigned link takes the announced bytes, once, in time, under its own key; nothing else
//! reaches the bucket, and nothing that was refused makes an event.

use domain::id::TrackId;
use domain::track::VersionState;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::submissions::studio::{Scene, request, wav};

/// A reservation whose upload is about to be abused.
async fn reserved(scene: &Scene, bytes: &[u8]) -> (TrackId, Value) {
    let reply = scene.post("ada", "/tracks", "k", &request("Dawn", bytes)).await.json();
    (reply["track"].as_str().unwrap().parse().unwrap(), reply["upload"].clone())
}

/// The upload is refused with `status`, intake hears nothing, and the place is still free.
async fn assert_refused(scene: &Scene, track: TrackId, upload: &Value, bytes: Vec<u8>) {
    let reply = scene.upload(upload, bytes).await;
    assert!(reply.status.is_client_error(), "{}", reply.status);
    scene.studio.settle().await;
    assert!(scene.operations("IntakeFunction").is_empty());
    assert_eq!(scene.version(track, 1).await.state, VersionState::Reserved);
}

#[tokio::test]
async fn other_bytes_than_announced_are_refused_and_the_right_ones_still_fit() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let (track, upload) = reserved(&scene, &bytes).await;
    let longer = [bytes.as_slice(), b"more"].concat();
    assert_refused(&scene, track, &upload, longer).await;
    let shorter = bytes[..1000].to_vec();
    assert_refused(&scene, track, &upload, shorter).await;
    let mut tampered = bytes.clone();
    tampered[5000] ^= 1;
    assert_refused(&scene, track, &upload, tampered).await;
    assert_eq!(scene.upload(&upload, bytes).await.status, 200);
    scene.studio.settle().await;
    assert_eq!(scene.version(track, 1).await.state, VersionState::InReview);
}

#[tokio::test]
async fn another_type_and_a_header_left_out_are_refused() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let (track, upload) = reserved(&scene, &bytes).await;
    let mut other_type = upload.clone();
    other_type["headers"]["content-type"] = json!("text/html");
    assert_refused(&scene, track, &other_type, bytes.clone()).await;
    for name in ["if-none-match", "x-amz-checksum-sha256", "content-type"] {
        let mut without = upload.clone();
        without["headers"].as_object_mut().unwrap().remove(name);
        assert_refused(&scene, track, &without, bytes.clone()).await;
    }
}

#[tokio::test]
async fn another_key_is_refused() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let (track, upload) = reserved(&scene, &bytes).await;
    let url = upload["url"].as_str().unwrap();
    for other in [url.replace("/1/", "/2/"), url.replace("/raw/", "/revenue/")] {
        assert_ne!(other, url);
        let mut moved = upload.clone();
        moved["url"] = json!(other);
        assert_refused(&scene, track, &moved, bytes.clone()).await;
    }
}

#[tokio::test]
async fn a_link_takes_one_upload() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let (track, upload) = reserved(&scene, &bytes).await;
    assert_eq!(scene.upload(&upload, bytes.clone()).await.status, 200);
    scene.studio.settle().await;
    let before = scene.version(track, 1).await;
    scene.studio.sdk_connector().forget_calls();
    assert_eq!(scene.upload(&upload, bytes).await.status, 412);
    scene.studio.settle().await;
    assert!(scene.operations("IntakeFunction").is_empty());
    assert_eq!(scene.version(track, 1).await, before);
}

#[tokio::test]
async fn sixteen_minutes_later_the_link_is_refused() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(1, 440);
    let (track, upload) = reserved(&scene, &bytes).await;
    scene.studio.advance(SignedDuration::from_mins(16)).await;
    let reply = scene.upload(&upload, bytes).await;
    assert_eq!(reply.status, 403);
    scene.studio.settle().await;
    assert!(scene.operations("IntakeFunction").is_empty());
    assert!(scene.version(track, 1).await.version.facts.is_none());
}
