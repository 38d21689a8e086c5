//! A client calls a brief off: everybody hears why, however many they are, nobody works on for
//! nothing, and the prize goes back.

use jiff::SignedDuration;
use serde_json::json;
use tests::{BriefPlan, Person, ReplyChecks, World};

const REASON: &str = "the film was cut to silence";

#[tokio::test]
async fn a_cancelled_brief_tells_every_entrant_why_releases_its_reviews_and_returns_its_prize() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let (ada, mika) = (world.composer("Ada"), world.coproducer("Mika").await);
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::private().inviting(&ada).judged_by(&mika).with("prize", prize);
    let brief = plan.draft(&clara).await;
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;

    let cancel = brief.path("/cancel");
    let cancelled = clara.act(&cancel, &json!({ "reason": REASON })).await;
    assert_eq!(
        (&cancelled["state"], &cancelled["cancelled_because"]),
        (&json!("cancelled"), &json!(REASON))
    );
    assert!(cancelled["prize_returned_at"].is_string(), "{cancelled}");
    assert_eq!(clara.act(&cancel, &json!({ "reason": "again" })).await, cancelled);
    for person in [&ada, &mika] {
        let told = person.notices_of("brief_cancelled").await;
        assert!(told[0]["text"].as_str().unwrap().contains(REASON), "{told:?}");
    }
    assert_eq!(mika.read(&review.path("")).await["state"], "released");
    assert_eq!(mika.notices_of("review_released").await.len(), 1);
    let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": 1 }] });
    mika.put(&review.path("/heard"), &heard).await.expect_status(409);

    // The sweep finds nothing to assign and nothing to expire, now and for ever.
    world.pass(SignedDuration::from_hours(100)).await;
    assert_eq!(mika.notices_of("review_expired").await.len(), 0);
    assert_eq!(mika.reviews().await.len(), 0);
    let waiting = |item: &serde_json::Value| item.get("gsi2pk").is_some();
    assert!(!world.items_of("version").iter().any(waiting));
    assert!(!world.items_of("follow_up").iter().any(waiting));
}

#[tokio::test]
async fn a_cancellation_notifies_more_people_than_a_transaction_holds() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::private().open(&clara).await;
    let people: Vec<Person> =
        (0..120).map(|number| world.composer(&format!("Composer {number}"))).collect();
    for some in people.chunks(40) {
        let members: Vec<_> = some.iter().map(|person| person.id).collect();
        clara.act(&brief.path("/invitations"), &json!({ "members": members })).await;
    }
    clara.act(&brief.path("/cancel"), &json!({ "reason": REASON })).await;
    let cancelled = world.items_of("notice").into_iter();
    let cancelled =
        cancelled.filter(|notice| notice["body"]["M"]["kind"]["S"] == "brief_cancelled").count();
    assert_eq!(cancelled, 120);
}
