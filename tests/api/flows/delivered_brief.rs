//! The client chooses, pays and receives; composers may improve what was sent back meanwhile.

use jiff::SignedDuration;
use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, audio, declared, letter};

#[tokio::test]
async fn a_delivered_brief_gives_its_prize_to_the_winner_and_its_master_to_the_client() {
    let world = World::start().await;
    let (clara, olga, ada) = (world.client("Clara"), world.operator("Olga"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let prize = json!({ "currency": "JPY", "amount": "50000" });
    let plan = BriefPlan::private().inviting(&ada).judged_by(&mika).with("prize", prize.clone());
    let brief = plan.draft(&clara).await;
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let deliver = brief.path("/deliver");
    assert_eq!(clara.post(&deliver, &json!({})).await.problem(), "state");
    clara.act(&brief.path("/close"), &json!({})).await;
    assert_eq!(ada.notices_of("brief_closed").await.len(), 1);
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    let awarded = clara.act(&brief.path("/selection"), &winner).await;
    let share = json!([{ "track": track.id, "member": ada.id, "money": prize }]);
    assert_eq!(awarded["prize_shares"], share);
    assert_eq!(ada.notices_of("prize").await.len(), 1);
    assert_eq!(world.items_of("prize_award").len(), 1);

    ada.post(&deliver, &json!({})).await.expect_status(403);
    let delivered = clara.act(&deliver, &json!({})).await;
    assert_eq!(delivered["state"], "delivered");
    assert_eq!(clara.act(&deliver, &json!({})).await, delivered);
    assert_eq!(ada.notices_of("brief_delivered").await.len(), 1);
    let cancel = clara.post(&brief.path("/cancel"), &json!({ "reason": "too late" })).await;
    cancel.expect_status(409);
}

#[tokio::test]
async fn a_brief_in_judging_takes_versions_for_seven_days_and_no_new_tracks() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben).judged_by(&mika);
    let brief = plan.open(&clara).await;
    let early = brief.submit(&ada, "Lemon Tree").await;
    let late = brief.submit(&ben, "Night Bus").await;
    for (number, review) in mika.reviews().await.into_iter().enumerate() {
        review.answer(&Answered::asking_for_changes(letter(number))).await;
    }
    clara.act(&brief.path("/close"), &json!({})).await;
    let mut body = declared(&audio::wav(7));
    body["title"] = json!("Another");
    assert_eq!(ada.post(&brief.path("/tracks"), &body).await.problem(), "brief_not_open");
    world.pass(SignedDuration::from_hours(6 * 24)).await;
    early.improve("Lemon Tree, second take").await;
    assert_eq!(early.state().await, "in_review");
    world.pass(SignedDuration::from_hours(2 * 24)).await;
    let version = ben.post(&late.path("/versions"), &declared(&audio::wav(8))).await;
    assert_eq!(version.problem(), "brief_not_open");
}
