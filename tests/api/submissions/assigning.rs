//! Assigning: fair, once, with deadline timers that are limited, and everything pinned that a
//! review needs.
#![expect(clippy::arithmetic_side_effects, reason = "a test counts on its fingers")]

use std::collections::BTreeMap;

use domain::policy::Policy;
use domain::review::ReviewState;
use domain::version::slot::SlotState;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::roster::RosterItem;
use tests::{BriefPlan, OpenBrief, Person, World, audio};
use workflow::Workflow;
use workflow::assignment::assign;

/// Puts somebody on the roster of a brief as if the event had been lost that assigns what waits.
pub(super) async fn appoint_silently(brief: &OpenBrief, coproducer: &Person) {
    let world = &brief.owner.world;
    let item = RosterItem::new(brief.id.parse().unwrap(), coproducer.id, None, world.now());
    let store = world.store();
    let mut transaction = store.transaction();
    transaction.create(&item).unwrap();
    store.commit(transaction).await.unwrap();
}

#[tokio::test]
async fn a_review_pins_all_that_its_rules_need() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    let store = world.store();
    let ids = (brief.id.parse().unwrap(), track.id.parse().unwrap());
    let stored = store.get(store::track::version_key(ids.0, ids.1, 1)).await.unwrap().unwrap();
    let slot = &stored.item.version.slots[0];
    let review = store.get(store::review::key(slot.review)).await.unwrap().unwrap();
    assert_eq!(review.item.state, ReviewState::Assigned);
    let pinned = &review.item.review;
    assert_eq!((pinned.duration_ms, pinned.brief_version), (audio::WAV_MS, 1));
    assert_eq!(review.item.pinned.stored(), stored);
    assert_eq!(slot.why.best[0].member, mika.id);
    assert_eq!(mika.notices_of("review_offered").await.len(), 1);
}

#[tokio::test]
async fn three_workers_at_once_assign_each_version_once_and_evenly_with_five_timers_each() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().open(&clara).await;
    let mut tracks = Vec::new();
    for number in 0..13 {
        let composer = world.composer(&format!("composer{number}"));
        tracks.push(brief.submit(&composer, "Dawn").await);
    }
    for name in ["Mika", "Noor"] {
        appoint_silently(&brief, &world.coproducer(name).await).await;
    }
    let work = Workflow::new(world.store(), world.now(), "2026-01");
    let assign = || assign(&work, brief.id.parse().unwrap());
    // The losers read again and find nothing to do.
    let (one, two, three) = tokio::join!(assign(), assign(), assign());
    let made: usize = [one, two, three].into_iter().map(|made| made.unwrap().len()).sum();
    assert_eq!(made, 13);
    let mut loads: BTreeMap<_, u32> = BTreeMap::new();
    let mut listening = 0;
    for track in tracks {
        let slots = track.stored(1).await.version.slots;
        assert_eq!(slots.len(), 1);
        *loads.entry(slots[0].reviewer).or_default() += 1;
        listening += u32::from(slots[0].state == SlotState::Assigned);
    }
    let loads: Vec<u32> = loads.into_values().collect();
    assert_eq!((loads.iter().min(), loads.iter().max()), (Some(&6), Some(&7)));
    assert_eq!(listening, 2 * Policy::CURRENT.running_timers_max);
}

#[tokio::test]
async fn a_queued_review_starts_when_a_declined_one_frees_its_timer() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let mut tracks = Vec::new();
    for number in 0..6 {
        let composer = world.composer(&format!("composer{number}"));
        tracks.push(brief.submit(&composer, "Dawn").await);
    }
    let queued = tracks[5].stored(1).await.version.slots[0].clone();
    assert_eq!(queued.state, SlotState::Queued);
    let declined = tracks[0].stored(1).await.version.slots[0].review;
    let now = world.now();
    let reason = json!({ "reason": "knows_the_composer" });
    mika.act(&format!("/reviews/{declined}/decline"), &reason).await;
    world.settle().await;
    assert_eq!(tracks[5].stored(1).await.version.slots[0].state, SlotState::Assigned);
    let started = mika.read(&format!("/reviews/{}", queued.review)).await;
    assert_eq!(started["state"], "assigned");
    let due_at: Timestamp = started["due_at"].as_str().unwrap().parse().unwrap();
    let hours = due_at.duration_since(now) - SignedDuration::from_hours(72);
    assert!(hours.abs() < SignedDuration::from_mins(1), "{started}");
}
