//! Sent back twice, then approved: the same reviewer hears every version.

use serde_json::json;
use tests::{Answered, BriefPlan, World, letter};

#[tokio::test]
async fn a_track_is_sent_back_twice_then_approved_by_the_same_reviewer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let of_mika = mika.reviews().await;
    // Load and idleness speak for the other one every time.
    let (first, other) = if of_mika.is_empty() { (&noor, &mika) } else { (&mika, &noor) };

    for round in 0..2 {
        let review = first.only_review().await;
        review.answer(&Answered::asking_for_changes(letter(round))).await;
        assert_eq!(track.state().await, "changes_requested");
        track.improve(&format!("Lemon Tree, take {round}")).await;
        assert!(other.reviews().await.is_empty());
    }
    let review = first.only_review().await;
    let room = first.read(&review.path("")).await;
    assert_eq!(room["why_you"], "You answered the version before, so this one is yours first.");
    assert_eq!(room["earlier_notes"][0]["text"], "let the bass come in one bar later");
    review.answer(&Answered::approving(letter(2))).await;

    let newest = track.newest().await;
    assert_eq!((&newest["version"], &newest["state"]), (&json!(3), &json!("approved")));
    assert_eq!(ada.notices_of("feedback").await.len(), 3);
    let answers = ada.read(&track.path("/reviews")).await;
    let versions: Vec<_> =
        answers["items"].as_array().unwrap().iter().map(|one| one["version"].clone()).collect();
    assert_eq!(versions, [json!(1), json!(2), json!(3)]);
}
