//! Assigning: fair, once, with clocks that are limited, and everything pinned that a review needs.
#![expect(clippy::arithmetic_side_effects, reason = "a test counts on its fingers")]

use std::collections::BTreeMap;

use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::{MemberId, TrackId};
use domain::policy::Policy;
use domain::review::ReviewState;
use domain::track::VersionState;
use domain::verdict::Verdict;
use domain::version::slot::SlotState;
use jiff::SignedDuration;
use store::keys;
use store::review::ReviewItem;
use workflow::assignment::assign;

use crate::submissions::studio::{Scene, member, wav};

#[tokio::test]
async fn a_review_pins_all_that_its_rules_need() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.submit("ada", "Dawn", wav(3, 440)).await;
    let stored = scene.store.version(scene.brief, track, 1).await.unwrap().unwrap();
    let slot = &stored.item.version.slots[0];
    let review = scene.store.get::<ReviewItem>(&keys::review(slot.review)).await.unwrap().unwrap();
    assert_eq!(review.item.state, ReviewState::Assigned);
    assert_eq!((review.item.review.duration_ms, review.item.review.brief_version), (3000, 1));
    assert_eq!(review.item.pinned.stored(), stored);
    assert_eq!(slot.why.best[0].member, member("pia"));
    let notices = scene.store.owned(member("pia"), "notice", 10, None).await.unwrap();
    assert_eq!(notices.items.len(), 1);
}

#[tokio::test]
async fn nobody_to_listen_means_waiting_until_somebody_joins() {
    let scene = Scene::new(&[]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    assert_eq!(scene.version(track, 1).await.state, VersionState::AwaitingReviewer);
    scene.appoint("pia").await;
    let made = assign(&scene.workflow(), scene.brief).await.unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!(scene.version(track, 1).await.state, VersionState::InReview);
}

#[tokio::test]
async fn loads_differ_by_at_most_one_and_clocks_are_limited() {
    let scene = Scene::new(&[]).await;
    let mut tracks = Vec::new();
    for number in 0..13 {
        let name = format!("composer{number}");
        tracks.push(scene.submit(&name, "Dawn", wav(1, 300 + number)).await);
    }
    scene.appoint("pia").await;
    scene.appoint("quin").await;
    let work = scene.workflow();
    let assign = || assign(&work, scene.brief);
    // Three workers at once: the losers read again and find nothing to do.
    let (one, two, three) = tokio::join!(assign(), assign(), assign());
    let made: usize = [one, two, three].into_iter().map(|made| made.unwrap().len()).sum();
    assert_eq!(made, 13);
    let mut loads: BTreeMap<_, u32> = BTreeMap::new();
    let mut listening = 0;
    for track in tracks {
        let slots = scene.version(track, 1).await.version.slots;
        assert_eq!(slots.len(), 1);
        *loads.entry(slots[0].reviewer).or_default() += 1;
        listening += u32::from(slots[0].state == SlotState::Listening);
    }
    let loads: Vec<u32> = loads.into_values().collect();
    assert_eq!((loads.iter().min(), loads.iter().max()), (Some(&6), Some(&7)));
    assert_eq!(listening, 2 * Policy::CURRENT.running_clocks_max);
}

#[tokio::test]
async fn a_queued_review_starts_when_a_clock_is_free() {
    let scene = Scene::new(&["pia"]).await;
    let mut tracks = Vec::new();
    for number in 0..6 {
        let name = format!("composer{number}");
        tracks.push(scene.submit(&name, "Dawn", wav(1, 300 + number)).await);
    }
    let last = scene.version(tracks[5], 1).await.version.slots[0].clone();
    assert_eq!(last.state, SlotState::Queued);
    let now = scene.studio.clock().now() + SignedDuration::from_mins(1);
    // The first review ends, as a decline would end it.
    let first = scene.version(tracks[0], 1).await.version.slots[0].review;
    let mut stored = scene.store.get::<ReviewItem>(&keys::review(first)).await.unwrap().unwrap();
    let declined = stored.item.review.decline(now).unwrap().or(stored.item.review.clone());
    stored.item = stored.item.with(declined);
    scene.store.replace(&stored).await.unwrap();
    let mut work = scene.workflow();
    work.now = now;
    assert!(assign(&work, scene.brief).await.unwrap().is_empty());
    assert_eq!(scene.version(tracks[5], 1).await.version.slots[0].state, SlotState::Listening);
    let started = scene.store.get::<ReviewItem>(&keys::review(last.review)).await.unwrap().unwrap();
    assert_eq!(started.item.state, ReviewState::Assigned);
    assert_eq!(started.item.review.due_at, Some(now + SignedDuration::from_hours(72)));
}

#[tokio::test]
async fn a_new_version_goes_to_who_answered_the_one_before() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let first = send_back(&scene, track).await;
    // Load and idleness speak for the other one.
    scene.submit_version("ada", track, wav(2, 441)).await;
    let second = scene.version(track, 2).await;
    assert_eq!((second.state, second.version.slots[0].reviewer), (VersionState::InReview, first));
    assert!(second.version.slots[0].why.continuity);
}

#[tokio::test]
async fn two_reviews_per_track_are_two_pairs_of_ears() {
    let scene = Scene::with(&["pia", "quin", "rosa"], |terms| terms.reviews_per_track = 2).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let slots = scene.version(track, 1).await.version.slots;
    assert_eq!(slots.iter().map(|slot| slot.number).collect::<Vec<_>>(), [1, 2]);
    assert_ne!(slots[0].reviewer, slots[1].reviewer);
}

#[tokio::test]
async fn who_is_on_probation_listens_beside_somebody_and_holds_no_slot() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let key = keys::coproducer(member("quin"));
    let mut quin = scene.store.get::<Coproducer>(&key).await.unwrap().unwrap();
    quin.item.state = CoproducerState::Probation;
    scene.store.replace(&quin).await.unwrap();
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let slots = scene.version(track, 1).await.version.slots;
    let held: Vec<_> = slots.iter().map(|slot| (slot.number, slot.reviewer)).collect();
    assert_eq!(held, [(1, member("pia")), (0, member("quin"))]);
    let review = scene.store.get::<ReviewItem>(&keys::review(slots[1].review)).await.unwrap();
    assert!(review.unwrap().item.review.probation);
}

/// Ends the review of version 1 as "come again with changes"; returns who answered.
async fn send_back(scene: &Scene, track: TrackId) -> MemberId {
    let mut stored = scene.store.version(scene.brief, track, 1).await.unwrap().unwrap();
    let slot = stored.item.version.slots[0].clone();
    let now = scene.studio.clock().now();
    let judged = stored.item.version.judge(Verdict::ChangesRequested, 300, now).unwrap();
    let judged = judged.or(stored.item.version.clone());
    stored.item = stored.item.with(judged).with_slot(slot.review, SlotState::Delivered);
    scene.store.replace(&stored).await.unwrap();
    slot.reviewer
}
