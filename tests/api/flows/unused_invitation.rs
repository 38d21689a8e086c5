//! Who accepts an invitation takes a place that somebody else would have filled.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{BriefPlan, Person, World};

const A_SWEEP: SignedDuration = SignedDuration::from_mins(15);

async fn points(person: &Person) -> Value {
    person.read("/me/points").await
}

#[tokio::test]
async fn an_invitation_accepted_and_unused_costs_points_once() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let [ada, ben, chidi, dan] = ["Ada", "Ben", "Chidi", "Dan"].map(|name| world.composer(name));
    let mika = world.coproducer("Mika").await;
    let invited = [&ada, &ben, &chidi, &dan];
    let plan = invited.into_iter().fold(BriefPlan::private(), BriefPlan::inviting);
    let brief = plan.judged_by(&mika).open(&clara).await;
    for composer in [&ada, &ben] {
        composer.act(&brief.path("/invitations/me/accept"), &json!({})).await;
    }
    chidi.act(&brief.path("/invitations/me/decline"), &json!({})).await;
    brief.submit(&ada, "Lemon Tree").await;
    clara.act(&brief.path("/close"), &json!({})).await;
    world.settle().await;
    assert_eq!(points(&ben).await["standing"]["points"], 0, "a file may still land");

    // A link is given again for a day.
    world.pass(SignedDuration::from_hours(24)).await;
    for _ in 0..3 {
        world.pass(A_SWEEP).await;
    }
    let of_ben = points(&ben).await;
    assert_eq!(of_ben["standing"]["points"], -60);
    let [entry] = of_ben["items"].as_array().unwrap().as_slice() else { panic!("{of_ben}") };
    assert_eq!(
        (&entry["rule"], &entry["subject"]),
        (&json!("invitation_unused"), &json!(brief.id))
    );
    let [told] = ben.notices_of("invitation_unused").await.try_into().unwrap();
    assert!(told["text"].as_str().unwrap().contains("(-60 points)"), "{told}");
    for composer in [&ada, &chidi, &dan] {
        assert!(composer.notices_of("invitation_unused").await.is_empty(), "{}", composer.name);
        assert_eq!(points(composer).await["standing"]["points"], 0, "{}", composer.name);
    }
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn a_brief_that_the_sweep_closes_looks_for_unused_invitations_too() {
    let world = World::start().await;
    let (clara, ben) = (world.client("Clara"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ben).judged_by(&mika).open(&clara).await;
    ben.act(&brief.path("/invitations/me/accept"), &json!({})).await;
    world.pass(SignedDuration::from_hours(20 * 24 + 1)).await;
    assert_eq!(brief.seen_by(&clara).await["state"], "judging");
    world.pass(SignedDuration::from_hours(24)).await;
    world.pass(A_SWEEP).await;
    world.pass(A_SWEEP).await;
    assert_eq!(points(&ben).await["standing"]["points"], -60);
}
