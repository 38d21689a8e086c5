//! Reviewing: listening, answering once, declining; and what only the reviewer may know.

use std::collections::BTreeSet;

use domain::track::VersionState;
use domain::version::slot::SlotState;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, audio, letter};

/// A track of Ada's in the hands of its only reviewer.
async fn given(world: &World) -> (OpenBrief, Person, Submitted) {
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    (brief, mika, track)
}

#[tokio::test]
async fn a_queued_review_says_what_is_to_be_heard_and_names_no_composer() {
    let world = World::start().await;
    let (brief, mika, track) = given(&world).await;
    let queue = mika.read("/reviews?state=assigned").await;
    let item = &queue["items"][0];
    assert_eq!((&item["track"], &item["duration_ms"]), (&json!(track.id), &json!(audio::WAV_MS)));
    assert_eq!(item["brief_title"], brief.seen_by(&mika).await["title"]);
    let room = mika.read(&mika.only_review().await.path("")).await;
    assert_eq!(room["facts"]["duration_ms"], audio::WAV_MS);
    assert_eq!(room["heard"]["missing_ms"], 4_800, "80 % of six seconds");
    for text in [queue.to_string(), room.to_string()] {
        assert!(!text.contains(&track.composer.id.to_string()), "{text}");
        assert!(!text.contains("\"writers\""), "{text}");
    }
    let preview = room["preview"]["url"].as_str().unwrap();
    assert_eq!(world.http().get(preview).send().await.unwrap().status, 200);
    assert_eq!(mika.read("/reviews?state=delivered").await["items"], json!([]));
}

#[tokio::test]
async fn a_report_of_what_was_heard_takes_two_round_trips() {
    let world = World::start().await;
    let (_brief, mika, _track) = given(&world).await;
    let review = mika.only_review().await;
    world.count_from_here();
    let room = mika.read(&review.path("")).await;
    let read_and_written = ["BatchGetItem", "BatchGetItem", "TransactWriteItems"];
    assert_eq!(
        BTreeSet::from_iter(world.round_trips("ReviewsFunction")),
        read_and_written.map(str::to_owned).into()
    );
    assert_eq!(room["heard"]["budget_ms"], 0);
    world.pass(SignedDuration::from_secs(7)).await;
    world.count_from_here();
    let all = json!({ "intervals": [{ "from_ms": 0, "to_ms": audio::WAV_MS }] });
    let heard = mika.put(&review.path("/heard"), &all).await.expect_status(200);
    assert_eq!(heard["heard_bp"], 10_000);
    assert_eq!(world.round_trips("ReviewsFunction"), ["BatchGetItem", "TransactWriteItems"]);
}

#[tokio::test]
async fn a_delivered_review_settles_the_version_and_tells_its_composer() {
    let world = World::start().await;
    let (_brief, mika, track) = given(&world).await;
    let review = mika.only_review().await;
    review.listen().await;
    world.count_from_here();
    let delivered = review.deliver(&Answered::approving(letter(0))).await.expect_status(200);
    assert_eq!(world.round_trips("ReviewsFunction"), ["BatchGetItem", "TransactWriteItems"]);
    assert_eq!(
        (&delivered["total_centistars"], &delivered["on_time"]),
        (&json!(440), &json!(true))
    );
    let stored = track.stored(1).await;
    assert_eq!(
        (stored.state, stored.version.slots[0].state),
        (VersionState::Approved, SlotState::Delivered)
    );
    assert_eq!(stored.version.total_centistars, Some(440));
    assert_eq!(track.composer.notices_of("feedback").await.len(), 1);
    let answers = track.composer.read(&track.path("/reviews")).await;
    assert_eq!(answers["items"][0]["feedback"]["text"], letter(0));
}

#[tokio::test]
async fn a_review_delivered_again_is_read_once_and_cannot_be_declined_afterwards() {
    let world = World::start().await;
    let (_brief, mika, _track) = given(&world).await;
    let review = mika.only_review().await;
    let first = review.answer(&Answered::approving(letter(0))).await;
    world.count_from_here();
    let again = review.deliver(&Answered::approving(letter(0))).await.expect_status(200);
    assert_eq!(again, first);
    assert_eq!(world.round_trips("ReviewsFunction"), ["BatchGetItem"]);
    let reason = json!({ "reason": "knows_the_composer" });
    mika.post(&review.path("/decline"), &reason).await.expect_status(409);
}

#[tokio::test]
async fn every_failed_rule_of_an_answer_is_named_at_once() {
    let world = World::start().await;
    let (_brief, mika, track) = given(&world).await;
    let mut body = Answered::approving("Too short.").body().clone();
    body["verdict"] = json!("reject");
    body["feedback"]["strengths"] = json!([]);
    body["feedback"]["notes"][0] =
        json!({ "at_ms": audio::WAV_MS + 1, "text": "leave it exactly so", "actionable": false });
    let refused = mika.put(&mika.only_review().await.path(""), &body).await.expect_status(422);
    let errors = refused["errors"].as_array().unwrap().iter();
    let rules: BTreeSet<&str> = errors.map(|error| error["rule"].as_str().unwrap()).collect();
    let expected = [
        "review_heard_enough",
        "review_words_enough",
        "review_strength_named",
        "review_note_actionable",
        "review_note_inside_track",
        "review_reason_given",
        "review_verdict_fits_scores",
    ];
    assert_eq!(rules, expected.into());
    assert_eq!(track.state().await, "in_review");
}

#[tokio::test]
async fn two_reviews_delivered_at_once_settle_the_version_together() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::public().with("reviews_per_track", 2).judged_by(&mika).judged_by(&noor);
    let track = plan.open(&clara).await.submit(&ada, "Dawn").await;
    let (one, other) = (mika.only_review().await, noor.only_review().await);
    one.listen().await;
    other.listen().await;
    let [said, said_by_other] = [0, 1].map(|number| Answered::approving(letter(number)));
    let (first, second) = tokio::join!(one.deliver(&said), other.deliver(&said_by_other));
    first.expect_status(200);
    second.expect_status(200);
    let stored = track.stored(1).await;
    assert_eq!(stored.state, VersionState::Approved);
    assert!(stored.version.slots.iter().all(|slot| slot.state == SlotState::Delivered));
}

#[tokio::test]
async fn a_review_declined_twice_goes_to_the_other_reviewer_once_and_closes_the_room() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let people = [world.coproducer("Mika").await, world.coproducer("Noor").await];
    let plan = BriefPlan::public().judged_by(&people[0]).judged_by(&people[1]);
    let track = plan.open(&clara).await.submit(&ada, "Dawn").await;
    let first = track.stored(1).await.version.slots[0].clone();
    let reviewer = people.iter().find(|person| person.id == first.reviewer).unwrap();
    let path = format!("/reviews/{}", first.review);
    for _ in 0..2 {
        let reason = json!({ "reason": "knows_the_composer" });
        let declined = reviewer.act(&format!("{path}/decline"), &reason).await;
        assert_eq!(declined["state"], "declined");
    }
    let stored = track.stored(1).await;
    assert_eq!((stored.state, stored.version.slots.len()), (VersionState::InReview, 2));
    assert_ne!(stored.version.slots[1].reviewer, first.reviewer);
    assert_eq!(reviewer.read(&path).await["preview"], Value::Null);
}
