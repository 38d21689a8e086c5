//! Taking in: whatever S3 delivers, and however often, it counts once.

use domain::track::VersionState;
use serde_json::{Value, json};
use workflow::Workflow;
use workflow::intake::{IntakeOutcome, take_in_object};

use crate::submissions::studio::{Scene, member, request, wav};

const TABLE_WRITES: [&str; 3] = ["PutItem", "UpdateItem", "TransactWriteItems"];

#[tokio::test]
async fn an_upload_is_analysed_and_assigned_in_two_writes() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.submit("ada", "Dawn", wav(3, 440)).await;
    let version = scene.version(track, 1).await;
    assert_eq!(version.state, VersionState::InReview);
    let facts = version.version.facts.unwrap();
    assert_eq!((facts.duration_ms, facts.channels, facts.codec.as_str()), (3000, 1, "pcm_s16le"));
    assert!(version.version.object_version.is_some() && version.version.sequencer.is_some());
    let operations = scene.operations("IntakeFunction");
    let writes = operations.iter().filter(|name| TABLE_WRITES.contains(&name.as_str()));
    assert_eq!(writes.count(), 2, "{operations:?}");
}

#[tokio::test]
async fn the_same_event_three_times_and_out_of_order_assigns_once() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let before = scene.version(track, 1).await;
    scene.studio.sdk_connector().forget_calls();
    for sequencer in ["00FF", "0001", "00AA00"] {
        let event = event(&before.version.object_key, sequencer);
        let answer = scene.studio.lambda().invoke("IntakeFunction", event).await.unwrap();
        assert_eq!(answer, json!(["already_done"]));
    }
    assert_eq!(scene.operations("IntakeFunction"), ["GetItem", "GetItem", "GetItem"]);
    assert_eq!(scene.version(track, 1).await, before);
}

#[tokio::test]
async fn events_that_race_assign_once() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let runtime = scene.runtime("IntakeFunction");
    let bytes = wav(2, 440);
    let reply = scene.post("ada", "/tracks", "k", &request("Dawn", &bytes)).await.json();
    let track = reply["track"].as_str().unwrap().parse().unwrap();
    assert_eq!(scene.upload(&reply["upload"], bytes).await.status, 200);
    let (bucket, key) =
        (runtime.config.uploads_bucket.clone(), scene.version(track, 1).await.version.object_key);
    let work = Workflow::of(&runtime);
    let (one, two, three) = tokio::join!(
        Box::pin(take_in_object(&work, &runtime, &bucket, &key, Some("01"))),
        Box::pin(take_in_object(&work, &runtime, &bucket, &key, Some("02"))),
        Box::pin(take_in_object(&work, &runtime, &bucket, &key, None)),
    );
    for outcome in [one, two, three] {
        let outcome = outcome.unwrap();
        assert!(
            matches!(outcome, IntakeOutcome::Accepted | IntakeOutcome::AlreadyDone),
            "{outcome:?}"
        );
    }
    scene.studio.settle().await;
    assert_eq!(scene.version(track, 1).await.version.slots.len(), 1);
}

#[tokio::test]
async fn what_is_no_music_is_refused_in_words_and_its_composer_told() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.submit("ada", "Noise", b"RIFF, but not really a sound".to_vec()).await;
    let version = scene.version(track, 1).await;
    assert_eq!(version.state, VersionState::Invalid);
    assert!(version.version.invalid_because.unwrap().as_str().contains("readable"));
    let notices = scene.store.owned(member("ada"), "notice", 10, None).await.unwrap();
    assert_eq!(notices.items.len(), 1);
    assert!(version.version.slots.is_empty());
}

#[tokio::test]
async fn an_object_that_is_not_ours_is_put_aside_once() {
    let scene = Scene::new(&["pia"]).await;
    let nobody = "raw/brf_01ARZ3NDEKTSV4RRFFQ69G5FAV/trk_01ARZ3NDEKTSV4RRFFQ69G5FAV/1/01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for key in ["raw/my+song%2B1.wav", "raw/%FF", nobody] {
        for _ in 0..2 {
            let answer = scene.studio.lambda().invoke("IntakeFunction", event(key, "01")).await;
            assert_eq!(answer.unwrap(), json!(["quarantined"]), "{key}");
        }
    }
}

#[tokio::test]
async fn a_reservation_without_a_file_stays_reserved() {
    let scene = Scene::new(&["pia"]).await;
    let reply = scene.post("ada", "/tracks", "k", &request("Dawn", &wav(1, 440))).await.json();
    let track = reply["track"].as_str().unwrap().parse().unwrap();
    let key = scene.version(track, 1).await.version.object_key;
    // The sweep's rights: it may tell an absent object from a forbidden one.
    let runtime = scene.runtime("SweepFunction");
    let bucket = runtime.config.uploads_bucket.clone();
    let work = Workflow::of(&runtime);
    let outcome = Box::pin(take_in_object(&work, &runtime, &bucket, &key, None)).await.unwrap();
    assert_eq!(outcome, IntakeOutcome::Missing);
    assert_eq!(scene.version(track, 1).await.state, VersionState::Reserved);
}

fn event(key: &str, sequencer: &str) -> Value {
    json!({ "Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
        "eventTime": "2026-01-01T00:00:00.000Z", "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "x"}, "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {},
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "x",
            "bucket": {"name": "uploads", "ownerIdentity": {"principalId": "x"}, "arn": "x"},
            "object": {"key": key, "size": 1, "eTag": "x", "sequencer": sequencer},
        },
    }] })
}
