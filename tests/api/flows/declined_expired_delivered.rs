//! One reviewer declines, the next lets the time run out, the third answers.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, Queued, ReplyChecks, World, letter};

/// The one review that is with any of them.
async fn held(people: &[&Person]) -> Queued {
    let mut held = Vec::new();
    for person in people {
        held.extend(person.reviews().await);
    }
    assert_eq!(held.len(), 1, "one of them listens");
    held.remove(0)
}

fn states(assignment: &Value) -> Vec<(u64, &str)> {
    let slots = assignment["slots"].as_array().unwrap().iter();
    slots.map(|slot| (slot["attempt"].as_u64().unwrap(), slot["state"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_reviewer_declines_the_next_expires_and_the_third_delivers() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let (noor, yuki) = (world.coproducer("Noor").await, world.coproducer("Yuki").await);
    let plan = BriefPlan::public().judged_by(&mika).judged_by(&noor).judged_by(&yuki);
    let brief = plan.open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let everybody = [&mika, &noor, &yuki];

    let first = held(&everybody).await;
    let declined =
        first.reviewer.post(&first.path("/decline"), &json!({ "reason": "other" })).await;
    assert_eq!(declined.expect_status(422)["errors"][0]["rule"], "review_decline_says_what");
    let reason = json!({ "reason": "knows_the_composer", "words": "that is her guitar" });
    first.reviewer.act(&first.path("/decline"), &reason).await;
    let room = world.operator("Olga").read(&first.path("")).await;
    assert_eq!(room["declined_because"], reason, "operators read why");

    let second = held(&everybody).await;
    assert_ne!(second.reviewer.id, first.reviewer.id);
    world.pass(SignedDuration::from_hours(73)).await;
    assert_eq!(second.reviewer.notices_of("review_expired").await.len(), 1);

    let third = held(&everybody).await;
    assert!(![first.reviewer.id, second.reviewer.id].contains(&third.reviewer.id));
    third.answer(&Answered::approving(letter(0))).await;
    assert_eq!(track.state().await, "approved");

    let olga = world.operator("Olga");
    let assignment = olga.read(&track.path("/versions/1/assignment")).await;
    assert_eq!(states(&assignment), [(1, "relinquished"), (2, "relinquished"), (3, "delivered")]);
    let excluded = &assignment["slots"][2]["why"]["excluded"];
    let gone = [&first, &second].map(|review| &excluded[review.reviewer.id.to_string()]);
    assert_eq!(gone, ["relinquished", "relinquished"], "{excluded}");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn a_track_without_a_reviewer_says_why_and_is_given_to_a_coproducer_who_joins() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;
    let told = mika.read(&review.path("")).await["why_you"].clone();
    assert_eq!(told, "It was your turn: you had no review on this brief yet.");
    mika.act(&review.path("/decline"), &json!({ "reason": "no_time" })).await;
    assert_eq!(track.state().await, "awaiting_reviewer");

    let olga = world.operator("Olga");
    let open = olga.read(&track.path("/versions/1/assignment")).await["open"][0].clone();
    assert_eq!((&open["attempt"], &open["would_be"]), (&json!(2), &Value::Null));
    let excluded = open["why"]["excluded"].as_object().unwrap().values().collect::<Vec<_>>();
    assert_eq!(excluded, ["relinquished"]);

    clara.act(&brief.path("/coproducers"), &json!({ "member": noor.id })).await;
    noor.only_review().await.answer(&Answered::approving(letter(0))).await;
    assert_eq!(track.state().await, "approved");
}
