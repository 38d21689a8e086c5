//! A brief ends while a co-producer still holds a review of it: the review is released, costs
//! nothing, and one notice says why, however the brief ended and however late the sweep comes. None
//! lapses so: its clock stands while an answer is missing, and what nobody listens to is given up.

use http::Method;
use jiff::SignedDuration;
use local::fault_injection::FaultKind;
use serde_json::{Value, json};
use tests::{
    Answered, BriefPlan, OpenBrief, Person, Queued, ReplyChecks, Submitted, World, award, disagree,
    fault, letter,
};

/// Until a review is due.
const REVIEW_WITHIN: SignedDuration = SignedDuration::from_hours(72);
const SWEEP: SignedDuration = SignedDuration::from_mins(15);

/// A brief with two reviews for each track: two disagree about the one track, and whoever is to
/// decide between them still listens. Both promised answers are in.
struct HalfAnswered {
    world: World,
    clara: Person,
    /// Who still listens.
    noor: Person,
    brief: OpenBrief,
    track: Submitted,
    held: Queued,
}

async fn half_answered() -> HalfAnswered {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let judges = [
        world.coproducer("Mika").await,
        world.coproducer("Noor").await,
        world.coproducer("Yuki").await,
    ];
    let plan = BriefPlan::public().with("reviews_per_track", 2);
    let brief = judges.iter().fold(plan, BriefPlan::judged_by).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let held = disagree(&judges).await;
    HalfAnswered { world, clara, noor: held.reviewer.clone(), brief, track, held }
}

/// Points, observations and sums of a reviewer, as they stand in the table.
fn record_of(reviewer: &Person) -> Vec<Value> {
    let id = reviewer.id.to_string();
    let kinds = ["point", "observation", "standing", "coproducer_standing"];
    let items = kinds.into_iter().flat_map(|kind| reviewer.world.items_of(kind));
    items.filter(|item| item["pk"]["S"].as_str().unwrap().contains(&id)).collect()
}

/// The review is released, nothing was written down against its reviewer, and one notice says so.
async fn assert_released(held: &Queued, record_before: &[Value], because: &str) {
    let reviewer = &held.reviewer;
    assert_eq!(reviewer.read(&held.path("")).await["state"], "released");
    assert_eq!(record_of(reviewer), record_before);
    assert_eq!(reviewer.notices_of("review_expired").await, Vec::<Value>::new());
    let told = reviewer.notices_of("review_released").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0]["text"].as_str().unwrap().contains(because), "{told:?}");
    assert!(reviewer.world.denied().is_empty(), "{:?}", reviewer.world.denied());
}

#[tokio::test]
async fn a_reviewer_who_still_listens_at_the_award_is_released_without_a_penalty() {
    let HalfAnswered { world, noor, brief, track, held, .. } = half_answered().await;
    let before = record_of(&noor);
    award(&brief, &track.id).await;
    assert_released(&held, &before, "the brief was awarded").await;
    let late = held.deliver(&Answered::approving(letter(1))).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "state".to_owned()));
    world.pass(REVIEW_WITHIN + SWEEP).await;
    assert_released(&held, &before, "the brief was awarded").await;
}

#[tokio::test]
async fn a_review_that_falls_due_before_its_release_was_done_is_released_all_the_same() {
    let HalfAnswered { world, noor, brief, track, held, .. } = half_answered().await;
    let before = record_of(&noor);
    // Due since a minute: the next sweep finds the late review before what the award left undone.
    world.pass(REVIEW_WITHIN + SignedDuration::from_mins(1)).await;
    // The award is written, nothing after it.
    let refusal =
        |nth| fault("BriefsFunction", "TransactWriteItems", nth, FaultKind::ConditionalConflict);
    world.inject((3..=60).map(refusal));
    award(&brief, &track.id).await;
    assert_eq!(noor.read(&held.path("")).await["state"], "assigned", "it was cut short");
    world.inject([]);
    world.pass(SWEEP + SWEEP).await;
    assert_released(&held, &before, "the brief was awarded").await;
}

#[tokio::test]
async fn a_reviewer_who_still_listens_when_a_brief_is_called_off_is_released_without_a_penalty() {
    let HalfAnswered { world, clara, noor, brief, held, .. } = half_answered().await;
    let before = record_of(&noor);
    clara.act(&brief.path("/cancel"), &json!({ "reason": "the film was cut to silence" })).await;
    assert_released(&held, &before, "the brief was called off").await;
    world.pass(REVIEW_WITHIN + SWEEP).await;
    assert_released(&held, &before, "the brief was called off").await;
}

#[tokio::test]
async fn a_reviewer_of_a_client_who_leaves_is_released_without_a_penalty() {
    let HalfAnswered { world, clara, noor, held, .. } = half_answered().await;
    let before = record_of(&noor);
    clara.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    world.pass(REVIEW_WITHIN + SWEEP).await;
    assert_released(&held, &before, "the brief was called off").await;
}
