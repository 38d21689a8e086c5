//! Taking in: whatever S3 delivers, and however often, it counts once.

use domain::track::VersionState;
use serde_json::json;
use tests::ReplyChecks;
use tests::{BriefPlan, World, audio, declared, object_created, upload};

const TABLE_WRITES: [&str; 3] = ["PutItem", "UpdateItem", "TransactWriteItems"];

#[tokio::test]
async fn an_upload_is_analysed_and_assigned_in_two_writes() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    world.count_from_here();
    let track = brief.submit(&ada, "Dawn").await;
    let operations = world.round_trips("IntakeFunction");
    let writes = operations.iter().filter(|name| TABLE_WRITES.contains(&name.as_str()));
    assert_eq!(writes.count(), 2, "{operations:?}");
    let stored = track.stored(1).await;
    assert_eq!(stored.state, VersionState::InReview);
    assert!(stored.version.object_version.is_some() && stored.version.sequencer.is_some());
    let facts = stored.version.facts.unwrap();
    assert_eq!(
        (facts.duration_ms, facts.channels, facts.codec.as_str()),
        (audio::WAV_MS, 1, "pcm_s16le")
    );
}

#[tokio::test]
async fn an_upload_event_that_is_repeated_out_of_order_costs_one_read() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let track = BriefPlan::public().judged_by(&mika).open(&clara).await.submit(&ada, "Dawn").await;
    let before = track.stored(1).await;
    world.count_from_here();
    for sequencer in ["00FF", "0001", "00AA00"] {
        let event = object_created(&before.version.object_key, sequencer);
        assert_eq!(world.invoke("IntakeFunction", event).await, json!(["already_done"]));
    }
    assert_eq!(world.round_trips("IntakeFunction"), ["GetItem", "GetItem", "GetItem"]);
    assert_eq!(track.stored(1).await, before);
}

#[tokio::test]
async fn a_file_that_is_not_what_it_was_announced_as_is_refused_and_may_be_announced_again() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let file = audio::wav(1);
    let mut body = declared(&file);
    body["title"] = json!("Dawn");
    body["content_type"] = json!("audio/mpeg");
    let reserved = ada.create(&brief.path("/tracks"), &body).await;
    upload(&world.http(), &reserved["upload"], file.clone()).await.expect_status(200);
    world.settle().await;
    let track = brief.submitted(&ada, &reserved);
    let stored = track.stored(1).await.version;
    assert_eq!(stored.state, VersionState::Invalid);
    let because = stored.invalid_because.unwrap();
    assert!(because.as_str().contains("announced as mp3 (audio/mpeg): announce it as audio/wav"));
    track.improve_with(&declared(&file), file).await;
    assert_eq!(track.stored(1).await.version.state, VersionState::AwaitingReviewer);
}

#[tokio::test]
async fn a_file_that_is_no_music_is_refused_in_words_and_its_composer_told() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let noise = b"RIFF, but not really a sound".to_vec();
    let stored = brief.submit_file(&ada, "Noise", noise).await.stored(1).await;
    assert_eq!(stored.state, VersionState::Invalid);
    assert!(stored.version.invalid_because.unwrap().as_str().contains("export it again"));
    assert!(stored.version.slots.is_empty());
    assert_eq!(ada.notices_of("upload_invalid").await.len(), 1);
}

#[tokio::test]
async fn an_object_under_a_good_key_that_was_not_reserved_is_quarantined() {
    const KEY: &str = "raw/brf_01ARZ3NDEKTSV4RRFFQ69G5FAV/trk_01ARZ3NDEKTSV4RRFFQ69G5FAV/1/\
        01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let world = World::start().await;
    for _ in 0..2 {
        let answer = world.invoke("IntakeFunction", object_created(KEY, "01")).await;
        assert_eq!(answer, json!(["quarantined"]));
    }
    assert_eq!(world.items_of("poison").len(), 1);
}

#[tokio::test]
async fn a_second_file_under_a_taken_link_sets_nothing_off() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let file = audio::wav(1);
    let reserved = brief.reserve(&ada, "Dawn", &file).await;
    upload(&world.http(), &reserved["upload"], file.clone()).await.expect_status(200);
    world.settle().await;
    let track = brief.submitted(&ada, &reserved);
    let before = track.stored(1).await;
    world.count_from_here();
    upload(&world.http(), &reserved["upload"], file).await.expect_status(412);
    world.settle().await;
    assert!(world.round_trips("IntakeFunction").is_empty());
    assert_eq!(track.stored(1).await, before);
}
