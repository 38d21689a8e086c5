//! From the first co-production to active: reviews beside another reviewer that agree and are
//! useful, and what the studio says of them.

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter_about};

/// A composer with three approved tracks, whose application was accepted.
async fn admitted(world: &World, clara: &Person, mika: &Person) -> Person {
    let (ada, olga) = (world.composer("Ada"), world.operator("Olga"));
    ada.is_publicly_approved(clara, mika, 3, 0).await;
    let applied = ada.create("/me/coproducer-application", &json!({})).await;
    let path = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    olga.act(&path, &json!({ "accept": true, "words": "Welcome." })).await;
    ada
}

async fn coproducer(person: &Person) -> Value {
    person.read("/me").await["coproducer"].take()
}

#[tokio::test]
async fn ten_paired_reviews_make_an_active_coproducer_with_a_standing_that_explains_itself() {
    let world = World::start().await;
    let (clara, ben) = (world.client("Clara"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let ada = admitted(&world, &clara, &mika).await;
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&ada).open(&clara).await;
    for number in 0..10 {
        let state = coproducer(&ada).await;
        assert_eq!(
            (&state["state"], &state["probation_delivered"]),
            (&json!("probation"), &json!(number))
        );
        let track = brief.submit(&world.composer(&format!("Ben-{number}")), "Night Bus").await;
        let paired = ada.only_review().await;
        paired.answer(&Answered::approving(&letter_about(100 + number))).await;
        assert_eq!(track.state().await, "in_review", "it does not count alone");
        let reaction = json!({ "useful": 5, "addressed": [true] });
        track.composer.act(&paired.path("/reaction"), &reaction).await;
        mika.only_review().await.answer(&Answered::approving(&letter_about(200 + number))).await;
        assert_eq!(track.state().await, "approved");
    }
    let state = coproducer(&ada).await;
    assert_eq!(state["state"], "active");
    assert_eq!(state["standing"]["paired"], json!({ "compared": 10, "agreed": 10 }));
    let told = ada.notices_of("coproducer").await;
    assert!(told[0]["text"].as_str().unwrap().contains("probation"), "{told:?}");

    let standing = &state["standing"];
    let parts = standing["parts"].as_array().unwrap();
    let found: Vec<(&str, u64, u64, bool)> = parts
        .iter()
        .map(|part| {
            assert!(part["because"].is_string() && part["most"].is_u64(), "{part}");
            let number = |name: &str| part[name].as_u64().unwrap();
            let neutral = part["neutral"].as_bool().unwrap();
            (part["part"].as_str().unwrap(), number("points"), number("observations"), neutral)
        })
        .collect();
    let expected = [
        ("on_time", 300, 10, false),
        ("usefulness", 300, 10, false),
        ("addressed", 100, 10, false), // nobody but the composer says so
        ("taste_alignment", 100, 0, true),
    ];
    assert_eq!(found, expected);
    assert_eq!(standing["total"], 800);

    // From now on hers is an answer like any other: one is enough.
    let track = brief.submit(&ben, "Morning Bus").await;
    let mut reviews = [ada.reviews().await, mika.reviews().await].concat();
    assert_eq!(reviews.len(), 1, "nobody is paired any more");
    reviews.remove(0).answer(&Answered::approving(&letter_about(300))).await;
    assert_eq!(track.state().await, "approved");

    // She still composes, where she does not co-produce.
    let similar_briefs = BriefPlan::public().judged_by(&mika).open(&clara).await;
    assert_eq!(similar_briefs.submit(&ada, "My own").await.state().await, "in_review");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn ten_paired_reviews_that_disagree_end_no_probation() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let ada = admitted(&world, &clara, &mika).await;
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&ada).open(&clara).await;
    for number in 0..10 {
        brief.submit(&world.composer(&format!("Ben-{number}")), "Night Bus").await;
        let rejects = Answered::scored([2, 2, 2, 2, 2], "reject", &letter_about(100 + number));
        ada.only_review().await.answer(&rejects).await;
        mika.only_review().await.answer(&Answered::approving(&letter_about(200 + number))).await;
    }
    let state = coproducer(&ada).await;
    assert_eq!(
        (&state["state"], &state["probation_delivered"], &state["standing"]["paired"]),
        (&json!("probation"), &json!(10), &json!({ "compared": 10, "agreed": 0 }))
    );
}

#[tokio::test]
async fn review_not_copied_from_others_holds_on_probation_both_ways() {
    let world = World::start().await;
    let (clara, ben) = (world.client("Clara"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let ada = admitted(&world, &clara, &mika).await;
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&ada).open(&clara).await;
    for (number, first, second) in [(200, &mika, &ada), (201, &ada, &mika)] {
        brief.submit(&ben, &format!("Night Bus {number}")).await;
        first.only_review().await.answer(&Answered::approving(&letter_about(number))).await;
        let review = second.only_review().await;
        review.listen().await;
        let copy =
            review.deliver(&Answered::approving(&letter_about(number))).await.expect_status(422);
        assert_eq!(copy["errors"][0]["rule"], "review_not_copied_from_others", "{}", second.name);
        review.deliver(&Answered::approving(&letter_about(100 + number))).await.expect_status(200);
    }
}
