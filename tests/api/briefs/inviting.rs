//! Invitations: asked by id, answered in person.

use serde_json::json;
use tests::{BriefPlan, ReplyChecks, World};

#[tokio::test]
async fn a_composer_accepts_or_declines_and_may_change_their_mind() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    assert_eq!(ada.read("/me/notices").await["items"][0]["kind"], "invitation");
    let (accept, decline) =
        (brief.path("/invitations/me/accept"), brief.path("/invitations/me/decline"));
    assert_eq!(ada.act(&accept, &json!({})).await["state"], "accepted");
    assert_eq!(ada.act(&accept, &json!({})).await["state"], "accepted");
    assert_eq!(ada.act(&decline, &json!({})).await["state"], "declined");
    world.composer("Ben").post(&accept, &json!({})).await.expect_status(404);
    clara.act(&brief.path("/close"), &json!({})).await;
    ada.post(&accept, &json!({})).await.expect_status(409);
}

#[tokio::test]
async fn a_composer_invited_twice_has_one_invitation_and_one_notice() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::private().inviting(&ada).draft(&clara).await;
    let both = json!({ "members": [ada.id, ben.id, ada.id] });
    let answer = clara.act(&brief.path("/invitations"), &both).await;
    assert_eq!(answer["items"].as_array().unwrap().len(), 2);
    assert_eq!(world.items_of("invitation").len(), 2);
    assert_eq!(world.items_of("notice").len(), 2);
}

#[tokio::test]
async fn an_invitation_of_the_client_or_of_a_coproducer_is_refused() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::private().judged_by(&mika).draft(&clara).await;
    for (person, rule) in [(&mika, "coproducer"), (&clara, "owner")] {
        let members = json!({ "members": [person.id] });
        let refused = clara.post(&brief.path("/invitations"), &members).await.expect_status(422);
        assert_eq!(refused["errors"][0]["rule"], rule);
    }
    mika.post(&brief.path("/invitations"), &json!({ "members": [mika.id] }))
        .await
        .expect_status(403);
}
