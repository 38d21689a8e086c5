//! Who is let in: the list of those who left costs a reading in five minutes, and nobody comes in
//! where it cannot be read.

use jiff::SignedDuration;
use local::fault_injection::FaultKind;
use tests::{BriefPlan, ReplyChecks, World, audio, fault, lands_late, upload};

use crate::erasure::canary::{CANARY, found};
use crate::erasure::{leave, status};

const BRIEFS: &str = "BriefsFunction";

#[tokio::test]
async fn the_revocation_list_is_read_at_the_start_and_then_once_in_five_minutes() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    world.count_from_here();
    ada.read("/briefs").await;
    assert_eq!(world.round_trips(BRIEFS), ["Query"], "the board alone");
    world.pass(SignedDuration::from_mins(5)).await;
    for expected in [2, 1, 1] {
        world.count_from_here();
        ada.read("/briefs").await;
        assert_eq!(world.round_trips(BRIEFS).len(), expected);
    }
}

#[tokio::test]
async fn every_token_is_refused_while_the_revocation_list_is_old_and_cannot_be_read() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    world.pass(SignedDuration::from_mins(5)).await;
    world.inject((1..=3).map(|nth| fault(BRIEFS, "Query", nth, FaultKind::Throttled)));
    assert_eq!(ada.get("/briefs").await.status, 503);
    world.inject([]);
    ada.read("/briefs").await;
}

/// The last place is reserved before every function knows of it, and its file lands after the token
/// is refused.
#[tokio::test]
async fn a_file_uploaded_through_an_old_link_while_leaving_is_erased_too() {
    let world = World::start().await;
    let (clara, finn) = (world.client("Clara"), world.composer("Finn"));
    let brief = BriefPlan::public().open(&clara).await;
    leave(&finn).await;
    world.pass(SignedDuration::from_mins(14)).await;
    let file = audio::wav(5);
    let place = brief.reserve(&finn, "Afterthought", &file).await;
    world.pass(SignedDuration::from_mins(7)).await;
    assert_eq!(status(&finn).await["state"], "closing");
    assert_eq!(finn.get("/briefs").await.problem(), "erased");
    upload(&world.http(), &place["upload"], file).await.expect_status(200);
    world.settle().await;
    assert_eq!(status(&finn).await["state"], "closing");
    world.pass(SignedDuration::from_mins(45)).await;
    assert_eq!(status(&finn).await["state"], "erased");
    let titles = world.items_of("track").into_iter().map(|item| item.to_string());
    assert!(titles.into_iter().all(|track| !track.contains("Afterthought")));
    let listed = world
        .items_of("version")
        .into_iter()
        .find(|item| item["version"]["M"]["track"]["S"] == place["track"]);
    assert!(listed.is_some(), "what there was is known, without what it was");
}

/// A PUT that was begun while its link was good may take as long as it likes.
#[tokio::test]
async fn an_upload_so_slow_that_it_ends_after_the_erasure_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::in_folder(folder.path()).await;
    let (clara, finn) = (world.client("Clara"), world.composer("Finn"));
    let brief = BriefPlan::public().open(&clara).await;
    let mut file = audio::wav(6);
    file.extend(format!("LIST{CANARY}").bytes());
    let open = brief.reserve(&finn, "Begun", &file).await;
    leave(&finn).await;
    world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&finn).await["state"], "erased");
    let track = open["track"].as_str().unwrap();
    lands_late(&world, track, file.clone()).await;
    assert_eq!(found(&world, folder.path(), CANARY).len(), 0);
    lands_late(&world, track, file).await;
    assert_eq!(found(&world, folder.path(), CANARY).len(), 0, "nor a second one");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
