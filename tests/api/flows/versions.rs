//! Sent back: the notes go along with the next version, and the composer says what they did about
//! each.

use jiff::SignedDuration;
use serde_json::json;
use tests::{Answered, BriefPlan, Person, ReplyChecks, Submitted, World, audio, declared, letter};

struct Story {
    world: World,
    clara: Person,
    ada: Person,
    mika: Person,
    track: Submitted,
}

/// A track that was sent back once.
async fn sent_back() -> Story {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    Story { world, clara, ada, mika, track }
}

#[tokio::test]
async fn notes_are_carried_along_and_marked_each_addressed_note_known() {
    let Story { ada, mika, track, .. } = sent_back().await;
    let reviews = ada.read(&track.path("/reviews")).await;
    let review = reviews["items"][0]["id"].as_str().unwrap();
    let file = audio::wav(99);
    let mut body = declared(&file);
    body["addressed"] = json!([{ "review": review, "note": 7 }]);
    let refused = ada.post(&track.path("/versions"), &body).await.expect_status(422);
    let error = &refused["errors"][0];
    assert_eq!(
        (&error["pointer"], &error["rule"]),
        (&json!("/addressed/0"), &json!("addressed_note_known"))
    );

    body["addressed"] = json!([{ "review": review, "note": 0 }]);
    track.improve_with(&body, file).await;
    let carried = &track.newest().await["carried_notes"][0];
    assert_eq!(carried["review"], review);
    assert_eq!(carried["text"], "let the bass come in one bar later");
    assert_eq!((&carried["at_ms"], &carried["addressed"]), (&json!(2_000), &json!(true)));
    let next = mika.only_review().await;
    let room = mika.read(&next.path("")).await.to_string();
    assert!(room.contains("let the bass come in one bar later"), "{room}");
    assert!(!room.contains(&ada.id.to_string()));
}

#[tokio::test]
async fn a_note_that_was_not_addressed_says_so() {
    let Story { track, .. } = sent_back().await;
    track.improve("Dawn, again").await;
    assert_eq!(track.newest().await["carried_notes"][0]["addressed"], json!(false));
}

#[tokio::test]
async fn a_version_within_seven_days_after_its_verdict_is_taken_in_judging() {
    let Story { world, clara, track, .. } = sent_back().await;
    clara.act(&track.brief.path("/close"), &json!({})).await;
    world.pass(SignedDuration::from_hours(6 * 24)).await;
    track.improve("Dawn, again").await;
    assert_eq!(track.newest().await["version"], 2);
}

#[tokio::test]
async fn brief_not_open_to_versions_is_48_hours_after_the_client_has_called_for_the_last_ones() {
    let Story { world, clara, ada, track, .. } = sent_back().await;
    let call = track.brief.path("/last-versions");
    assert_eq!(clara.post(&call, &json!({})).await.problem(), "state", "entries have not ended");
    clara.act(&track.brief.path("/close"), &json!({})).await;
    assert_eq!(ada.post(&call, &json!({})).await.status, 403);
    let called = clara.act(&call, &json!({})).await;
    assert!(called["versions_end_at"].is_string());
    assert_eq!(clara.act(&call, &json!({})).await, called, "the first call counts");
    assert_eq!(ada.notices_of("last_versions").await.len(), 1);
    world.pass(SignedDuration::from_hours(47)).await;
    let reserved = ada.create(&track.path("/versions"), &declared(&audio::wav(98))).await;
    assert_eq!(reserved["version"], 2);
    world.pass(SignedDuration::from_hours(1)).await;
    let late = ada.post(&track.path("/versions"), &declared(&audio::wav(97))).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "brief_not_open".to_owned()));
}

#[tokio::test]
async fn a_version_more_than_seven_days_after_its_verdict_is_refused_in_judging() {
    let Story { world, clara, ada, track, .. } = sent_back().await;
    clara.act(&track.brief.path("/close"), &json!({})).await;
    world.pass(SignedDuration::from_hours(7 * 24 + 1)).await;
    let reply = ada.post(&track.path("/versions"), &declared(&audio::wav(99))).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "brief_not_open".to_owned()));
}

#[tokio::test]
async fn a_version_without_a_file_is_not_counted() {
    let Story { world, ada, track, .. } = sent_back().await;
    ada.create(&track.path("/versions"), &declared(&audio::wav(99))).await;
    world.pass(SignedDuration::from_hours(1)).await;
    assert_eq!(track.state().await, "expired");
    track.improve("Dawn, again").await;
    let newest = track.newest().await;
    assert_eq!(newest["version"], 2);
    assert_ne!(newest["state"], "expired");
}
