//! The sweep: what a lost event left undone.

use jiff::SignedDuration;
use tests::{BriefPlan, ReplyChecks, World, audio, upload};

use super::assigning::appoint_silently;

#[tokio::test]
async fn a_file_whose_event_was_lost_is_taken_in_by_one_sweep() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let file = audio::wav(1);
    let reserved = brief.reserve(&ada, "Dawn", &file).await;
    world.hold_events();
    upload(&world.http(), &reserved["upload"], file).await.expect_status(200);
    assert_eq!(world.take_events().len(), 1);
    world.release_events();
    let track = brief.submitted(&ada, &reserved);
    assert_eq!(track.state().await, "reserved");
    assert_eq!(world.sweep().await["uploads_rescued"], 1);
    assert_eq!(track.state().await, "in_review");
    let again = world.sweep().await;
    assert!(again.as_object().unwrap().values().all(|count| count == 0), "{again}");
}

#[tokio::test]
async fn a_reservation_without_a_file_expires_a_quarter_of_an_hour_after_its_link() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let reserved = brief.reserve(&ada, "Dawn", &audio::wav(1)).await;
    let track = brief.submitted(&ada, &reserved);
    world.pass(SignedDuration::from_mins(20)).await;
    world.sweep().await;
    assert_eq!(track.state().await, "reserved");
    world.pass(SignedDuration::from_mins(11)).await;
    world.sweep().await;
    assert_eq!(track.state().await, "expired");
}

#[tokio::test]
async fn a_version_that_waits_is_given_to_a_coproducer_who_has_joined() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    assert_eq!(track.state().await, "awaiting_reviewer");
    let mika = world.coproducer("Mika").await;
    appoint_silently(&brief, &mika).await;
    assert_eq!(world.sweep().await["reviews_assigned"], 1);
    assert_eq!(track.stored(1).await.version.slots[0].reviewer, mika.id);
}
