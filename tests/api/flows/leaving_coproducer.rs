//! A co-producer leaves a brief: what they had not answered goes to others, nothing is held against
//! them, and whoever is away is not asked.

use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, letter};

#[tokio::test]
async fn reviews_of_a_leaving_coproducer_go_to_others_if_open_and_stay_if_delivered() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, nora) = (world.coproducer("Mika").await, world.coproducer("Nora").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let answered = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let open = brief.submit(&ben, "Night Bus").await;
    let review = mika.only_review().await;
    clara.act(&brief.path("/coproducers"), &json!({ "member": nora.id })).await;

    let leave = brief.path("/coproducers/me/leave");
    ada.post(&leave, &json!({})).await.expect_status(403);
    let left = mika.act(&leave, &json!({})).await;
    assert!(left["left_at"].is_string(), "{left}");
    assert_eq!(mika.act(&leave, &json!({})).await, left);
    assert_eq!(clara.notices_of("coproducer_left").await.len(), 1);
    assert_eq!(mika.read(&review.path("")).await["state"], "released");
    assert_eq!(mika.reviews().await.len(), 0);

    nora.only_review().await.answer(&Answered::approving(letter(1))).await;
    assert_eq!(
        (answered.state().await, open.state().await),
        ("approved".into(), "approved".into())
    );
    let again = clara.post(&brief.path("/coproducers"), &json!({ "member": mika.id })).await;
    assert_eq!(again.problem(), "coproducer_left");
}

#[tokio::test]
async fn a_brief_whose_last_coproducer_left_gets_one_whom_the_studio_chooses() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, nora) = (world.coproducer("Mika").await, world.coproducer("Nora").await);
    let away = world.coproducer("Away").await;
    away.put("/me/availability", &json!({ "availability": "away" })).await.expect_status(200);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    mika.act(&brief.path("/coproducers/me/leave"), &json!({})).await;
    assert_eq!(nora.notices_of("appointment").await.len(), 1);
    nora.only_review().await;
    assert_eq!(away.notices_of("appointment").await.len(), 0);
}
