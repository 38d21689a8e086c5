//! A composer disputes an answer; an operator decides, and what rested on the answer goes.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, Queued, ReplyChecks, Submitted, World, letter};

struct Story {
    world: World,
    ada: Person,
    olga: Person,
    track: Submitted,
    /// The answer, and who gave it.
    review: Queued,
    /// The other co-producer of the brief.
    other: Person,
}

/// A track with two co-producers on its brief, one of whom has answered.
async fn answered(answer: &Answered) -> Story {
    let world = World::start().await;
    let (clara, ada, olga) = (world.client("Clara"), world.composer("Ada"), world.operator("Olga"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let of_mika = mika.reviews().await;
    let (holder, other) = if of_mika.is_empty() { (noor, mika) } else { (mika, noor) };
    let review = holder.only_review().await;
    review.answer(answer).await;
    Story { world, ada, olga, track, review, other }
}

async fn points(person: &Person) -> Vec<Value> {
    person.read("/me/points").await["items"].as_array().unwrap().clone()
}

/// The sum of what a rule gave and took.
async fn sum(person: &Person, rule: &str) -> i64 {
    let entries = points(person).await;
    let of_rule = entries.iter().filter(|entry| entry["rule"] == rule);
    of_rule.map(|entry| entry["points"].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn an_upheld_dispute_voids_the_review_and_another_reviewer_is_assigned() {
    let reject = Answered::scored([3, 3, 3, 3, 3], "reject", letter(0));
    let Story { world, ada, olga, track, review, other } = answered(&reject).await;
    let mika = &review.reviewer;
    assert_eq!((track.state().await.as_str(), sum(mika, "review_on_time").await), ("rejected", 10));

    let objection = json!({ "reason": "The notes speak of a trumpet; there is none." });
    let raised = ada.act(&review.path("/dispute"), &objection).await;
    assert_eq!(raised["state"], "raised");
    assert_eq!(ada.act(&review.path("/dispute"), &objection).await, raised, "once");
    let twice = ada.post(&review.path("/dispute"), &json!({ "reason": "And unkind." })).await;
    assert_eq!((twice.status.as_u16(), twice.problem()), (409, "already_disputed".to_owned()));
    assert_eq!(mika.notices_of("dispute_raised").await.len(), 1);

    let list = olga.read("/disputes").await;
    assert_eq!(list["items"][0]["review"], json!(review.id));
    let decision = json!({ "upheld": true, "words": "There is no trumpet." });
    let path = review.path("/dispute/decision");
    assert_eq!(olga.act(&path, &decision).await["state"], "upheld");
    world.settle().await;
    assert_eq!(
        olga.act(&path, &decision).await["state"],
        "upheld",
        "deciding again is nothing new"
    );
    assert_eq!(olga.read("/disputes").await["items"], json!([]));

    assert_eq!(sum(mika, "review_on_time").await, 0, "undone by the opposite entry");
    for person in [&ada, mika] {
        assert_eq!(person.notices_of("dispute_decided").await.len(), 1, "{}", person.name);
    }
    assert_eq!(ada.read(&track.path("/reviews")).await["items"], json!([]));
    let thanks = json!({ "useful": 1, "addressed": [false] });
    let late = ada.post(&review.path("/reaction"), &thanks).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "state".to_owned()));
    assert_eq!(track.state().await, "in_review");
    other.only_review().await.answer(&Answered::approving(letter(1))).await;
    assert_eq!(track.state().await, "approved");
    let slots = olga.read(&track.path("/versions/1/assignment")).await["slots"].clone();
    assert_eq!((&slots[0]["state"], &slots[1]["state"]), (&json!("voided"), &json!("delivered")));
    assert_eq!(sum(&ada, "approved").await, 20);
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn points_of_a_voided_approval_are_undone_and_earned_again() {
    let Story { world, ada, olga, track, review, other } =
        answered(&Answered::approving(letter(0))).await;
    assert_eq!((sum(&ada, "approved").await, sum(&ada, "quality").await), (20, 28));
    ada.act(&review.path("/dispute"), &json!({ "reason": "The wrong piece is praised." })).await;
    let decision = json!({ "upheld": true, "words": "So it is." });
    olga.act(&review.path("/dispute/decision"), &decision).await;
    world.settle().await;
    assert_eq!((sum(&ada, "approved").await, sum(&ada, "quality").await), (0, 0));
    other.only_review().await.answer(&Answered::approving(letter(1))).await;
    assert_eq!((sum(&ada, "approved").await, sum(&ada, "quality").await), (20, 28));
    assert_eq!(track.state().await, "approved");
}

#[tokio::test]
async fn a_dismissed_dispute_leaves_everything_as_it_is() {
    let Story { ada, olga, track, review, .. } = answered(&Answered::approving(letter(0))).await;
    let none = olga
        .post(&review.path("/dispute/decision"), &json!({ "upheld": true, "words": "?" }))
        .await;
    assert_eq!((none.status.as_u16(), none.problem()), (409, "not_disputed".to_owned()));
    ada.act(&review.path("/dispute"), &json!({ "reason": "Too kind." })).await;
    let decision = json!({ "upheld": false, "words": "Kindness is allowed." });
    let decided = olga.act(&review.path("/dispute/decision"), &decision).await;
    assert_eq!((&decided["state"], &decided["words"]), (&json!("dismissed"), &decision["words"]));
    assert_eq!(track.state().await, "approved");
    let other_way = json!({ "upheld": true, "words": "On second thought." });
    let reply = olga.post(&review.path("/dispute/decision"), &other_way).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "state".to_owned()));
}

#[tokio::test]
async fn too_late_to_dispute_is_after_fourteen_days() {
    let Story { world, ada, review, .. } = answered(&Answered::approving(letter(0))).await;
    world.pass(SignedDuration::from_hours(14 * 24 + 1)).await;
    let reply = ada.post(&review.path("/dispute"), &json!({ "reason": "Late." })).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "too_late_to_dispute".to_owned()));
}
