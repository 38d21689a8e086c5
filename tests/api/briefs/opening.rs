//! Opening, its conditions, and the co-producers who are chosen.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{BriefPlan, Person, ReplyChecks, World};

async fn knows(person: &Person, genre: &str) {
    let profile = json!({ "display_name": person.name, "genre_tags": [genre] });
    person.put("/me", &profile).await.expect_status(200);
}

fn roster(world: &World) -> Vec<String> {
    let member = |item: &Value| item["member"]["S"].as_str().unwrap().to_owned();
    world.items_of("roster").iter().map(member).collect()
}

#[tokio::test]
async fn a_brief_without_named_coproducers_gets_the_best_by_genre() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (mika, nora, ovid) = (
        world.coproducer("Mika").await,
        world.coproducer("Nora").await,
        world.coproducer("Ovid").await,
    );
    knows(&mika, "jazz").await;
    knows(&nora, "pop").await;
    knows(&ovid, "pop").await;
    let brief = BriefPlan::public().with("genre_tags", json!(["pop"])).open(&clara).await;
    let appointed = roster(&world);
    assert_eq!(appointed.len(), 2);
    assert!(!appointed.contains(&mika.id.to_string()));
    let notices = nora.read("/me/notices").await;
    assert_eq!(notices["items"][0]["kind"], "appointment");
    // Opening again is the same opening.
    assert_eq!(clara.act(&brief.path("/open"), &json!({})).await["state"], "open");
    assert_eq!(roster(&world).len(), 2);
}

#[tokio::test]
async fn an_invited_composer_is_never_appointed_as_coproducer() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::private().inviting(&mika).open(&clara).await;
    assert!(roster(&world).is_empty());
    let member = json!({ "member": mika.id });
    let refused = clara.post(&brief.path("/coproducers"), &member).await;
    assert_eq!(refused.problem(), "coproducer_excluded");
    let nobody = json!({ "member": world.composer("Ben").id });
    let refused = clara.post(&brief.path("/coproducers"), &nobody).await;
    assert_eq!(refused.expect_status(422)["errors"][0]["rule"], "no_coproducer");
}

#[tokio::test]
async fn a_prize_must_have_arrived_and_the_deadline_must_lie_ahead() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let brief = BriefPlan::public().with("prize", prize).draft(&clara).await;
    let refused = clara.post(&brief.path("/open"), &json!({})).await;
    assert_eq!(refused.problem(), "prize_not_funded");
    let seen = |amount| json!({ "prize": { "currency": "EUR", "amount": amount } });
    let funding = brief.path("/prize-funding");
    clara.post(&funding, &seen("500")).await.expect_status(403);
    assert_eq!(
        olga.post(&funding, &json!({})).await.expect_status(422)["errors"][0]["rule"],
        "missing"
    );
    let other = olga.post(&funding, &seen("499.99")).await;
    assert_eq!((other.status.as_u16(), other.problem()), (412, "stale".to_owned()));
    brief.fund(&olga).await;
    assert_eq!(clara.act(&brief.path("/open"), &json!({})).await["state"], "open");

    let late = BriefPlan::public().draft(&clara).await;
    world.pass(SignedDuration::from_hours(21 * 24)).await;
    let refused = clara.post(&late.path("/open"), &json!({})).await;
    assert_eq!(refused.problem(), "deadline_passed");
}

#[tokio::test]
async fn a_refused_transition_of_a_brief_lists_the_allowed_ones() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().draft(&clara).await;
    let refused = clara.post(&brief.path("/close"), &json!({})).await.expect_status(409);
    assert_eq!(refused["allowed"], json!(["open", "cancel"]));
    let reason = json!({ "reason": "the film is off" });
    assert_eq!(clara.act(&brief.path("/cancel"), &reason).await["state"], "cancelled");
    assert_eq!(clara.act(&brief.path("/cancel"), &reason).await["state"], "cancelled");
    clara.post(&brief.path("/open"), &json!({})).await.expect_status(409);
}

#[tokio::test]
async fn a_brief_opened_32_times_at_once_is_opened_once() {
    let world = World::start().await;
    let clara = world.client("Clara");
    world.coproducer("Mika").await;
    let brief = BriefPlan::public().draft(&clara).await;
    let mut openings = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let (clara, path) = (clara.clone(), brief.path("/open"));
        openings.spawn(async move { clara.post(&path, &json!({})).await.expect_status(200) });
    }
    for answer in openings.join_all().await {
        assert_eq!(answer["state"], "open");
    }
    assert_eq!(roster(&world).len(), 1);
}
