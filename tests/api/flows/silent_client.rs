//! A client who never decides is reminded on day 21 and given up on day 30.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, World, letter};

async fn funded(plan: BriefPlan, clara: &Person, prize: &str) -> OpenBrief {
    let olga = clara.world.operator("Olga");
    let prize = json!({ "currency": "EUR", "amount": prize });
    let brief = plan.with("prize", prize).draft(clara).await;
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    brief
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days.saturating_mul(24))
}

/// The sweep comes every quarter of an hour.
const SWEEP: SignedDuration = SignedDuration::from_mins(15);

#[tokio::test]
async fn three_shortlisted_share_a_thousand_to_the_last_cent() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let people = ["Ada", "Ben", "Chidi", "Dora"].map(|name| world.composer(name));
    let brief = funded(BriefPlan::public().judged_by(&mika), &clara, "1000.00").await;
    for (number, composer) in people.iter().enumerate() {
        let track = brief.submit(composer, &format!("Song of {}", composer.name)).await;
        mika.only_review().await.answer(&Answered::approving(letter(number))).await;
        if number < 3 {
            clara.act(&track.path("/shortlist"), &json!({})).await;
        }
    }
    clara.act(&brief.path("/close"), &json!({})).await;
    let before = world.items_but("overseer");
    let foreseen = world.operator("Olga").read("/lapses").await["items"][0].take();
    assert_eq!(world.items_but("overseer"), before, "nothing else is written");
    assert_eq!((&foreseen["brief"], &foreseen["becomes"]), (&json!(brief.id), &json!("lapsed")));

    world.pass(days(20)).await;
    assert_eq!(clara.notices_of("reminder").await.len(), 0);
    world.pass(days(1) + SWEEP).await;
    assert_eq!(clara.notices_of("reminder").await.len(), 1);
    world.pass(days(8)).await;
    assert_eq!(brief.seen_by(&clara).await["state"], "judging");
    world.pass(days(1)).await;

    let lapsed = brief.seen_by(&clara).await;
    assert_eq!((&lapsed["state"], &lapsed["prize_returned_at"]), (&json!("lapsed"), &Value::Null));
    assert_eq!(foreseen["prize_shares"], lapsed["prize_shares"], "as it was foreseen");
    let shares: Vec<(&str, &str)> = lapsed["prize_shares"]
        .as_array()
        .unwrap()
        .iter()
        .map(|share| {
            (share["member"].as_str().unwrap(), share["money"]["amount"].as_str().unwrap())
        })
        .collect();
    let ids = people.each_ref().map(|person| person.id.to_string());
    let expected =
        [(ids[0].as_str(), "333.34"), (ids[1].as_str(), "333.33"), (ids[2].as_str(), "333.33")];
    assert_eq!(shares, expected);
    let told = people[0].notices_of("prize").await;
    assert!(told[0]["text"].as_str().unwrap().ends_with("is 333.34 EUR."), "{told:?}");
    assert_eq!(people[3].notices_of("prize").await.len(), 0);
    for person in people.iter().chain([&clara, &mika]) {
        assert_eq!(person.notices_of("brief_lapsed").await.len(), 1, "{}", person.name);
    }
    assert_eq!(clara.notices_of("reminder").await.len(), 1);
    // The books find it among the inputs of the oldest open month.
    let awards = world.items_of("prize_award");
    assert_eq!((awards.len(), &awards[0]["reason"]["S"]), (1, &json!("lapsed")));
    assert_eq!(awards[0]["shares"]["L"].as_array().unwrap().len(), 3);
}

/// Time in which an answer was missing is not the client's; what a brief leaves unanswered is named.
#[tokio::test]
async fn the_clocks_stand_while_an_answer_is_missing_and_an_end_names_what_it_leaves_unanswered() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let lost = brief.submit(&ben, "Night Bus").await;
    let decline = json!({ "reason": "no_time" });
    mika.act(&mika.only_review().await.path("/decline"), &decline).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    // Nobody else is there: after three days the slot is labelled, and the clock goes on.
    world.pass(days(3) + SWEEP).await;
    world.pass(days(20)).await;
    assert_eq!(clara.notices_of("reminder").await.len(), 0);
    world.pass(days(1) + SWEEP).await;
    assert_eq!(clara.notices_of("reminder").await.len(), 1);
    world.pass(days(9)).await;
    let lapsed = brief.seen_by(&clara).await;
    let left = json!([{ "track": lost.id, "version": 1, "missing": 1 }]);
    assert_eq!((&lapsed["state"], &lapsed["left_unanswered"]), (&json!("lapsed"), &left));
    let told = ben.notices_of("brief_lapsed").await[0]["text"].to_string();
    assert!(told.contains("One track is left without an answer that was promised."), "{told}");
}

#[tokio::test]
async fn a_lapsed_prize_without_a_shortlist_is_shared_by_the_approved_or_returned() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    let plan = || BriefPlan::public().judged_by(&mika);
    let approved = funded(plan(), &clara, "10.00").await;
    approved.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    approved.submit(&ben, "Night Bus").await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(1))).await;
    let nobody = funded(plan(), &clara, "20.00").await;
    for brief in [&approved, &nobody] {
        clara.act(&brief.path("/close"), &json!({})).await;
    }
    world.pass(days(21) + SWEEP).await;
    world.pass(days(9)).await;

    let lapsed = approved.seen_by(&clara).await;
    assert_eq!(lapsed["state"], "lapsed");
    assert_eq!(lapsed["prize_shares"].as_array().unwrap().len(), 1);
    assert_eq!(lapsed["prize_shares"][0]["member"], json!(ada.id));
    let cancelled = nobody.seen_by(&clara).await;
    assert_eq!(cancelled["state"], "cancelled");
    assert!(cancelled["prize_returned_at"].is_string(), "{cancelled}");
    assert_eq!(clara.notices_of("brief_cancelled").await.len(), 1);
}
