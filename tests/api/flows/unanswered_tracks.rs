//! Nobody goes unanswered: an award waits for every answer, unless nobody can give one.

use jiff::SignedDuration;
use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, letter};

#[tokio::test]
async fn unanswered_tracks_hold_up_the_award_until_the_sweep_says_that_nobody_can_answer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let good = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let ben = world.composer("Ben");
    let waiting = brief.submit(&ben, "Night Bus").await;
    let decline = json!({ "reason": "knows_the_composer" });
    mika.act(&mika.only_review().await.path("/decline"), &decline).await;
    clara.act(&brief.path("/close"), &json!({})).await;

    let select = brief.path("/selection");
    let winner = json!({ "track": good.id, "version": 1 });
    let refused = clara.post(&select, &winner).await;
    assert_eq!(refused.problem(), "unanswered_tracks");
    assert_eq!(refused.expect_status(409)["tracks"], json!([waiting.id]));
    world.pass(SignedDuration::from_hours(71)).await;
    clara.post(&select, &winner).await.expect_status(409);
    world.pass(SignedDuration::from_mins(75)).await;
    let told = ben.notices_of("unanswered").await;
    assert_eq!(told.len(), 1);
    assert!(told[0]["text"].as_str().unwrap().contains("may or can review it"), "{told:?}");
    assert_eq!(clara.act(&select, &winner).await["state"], "awarded");

    // It is off the work list once the brief is over.
    world.pass(SignedDuration::from_mins(30)).await;
    let waits = |item: &serde_json::Value| item.get("gsi2pk").is_some();
    assert!(!world.items_of("version").iter().any(waits));
}
