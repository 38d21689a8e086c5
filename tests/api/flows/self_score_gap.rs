//! The composer's own score: sealed at submission, opened beside the review.

use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, audio, declared, letter, upload};

#[tokio::test]
async fn the_self_score_is_sealed_until_the_review_is_in_and_then_shows_the_gap() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let file = audio::wav(3);
    let mut body = declared(&file);
    body["title"] = json!("Dawn");
    body["self_score"] = json!({
        "brief_fit": 5, "composition": 5, "production": 5, "originality": 5, "delivery": 5,
    });
    let reserved = ada.create(&brief.path("/tracks"), &body).await;
    upload(&world.http(), &reserved["upload"], file).await.expect_status(200);
    world.settle().await;
    let track = brief.path(&format!("/tracks/{}", reserved["track"].as_str().unwrap()));
    let review = mika.only_review().await;
    let told = [
        ada.read(&track).await,
        clara.read(&track).await,
        mika.read(&track).await,
        mika.read(&review.path("")).await,
        reserved,
    ];
    for answer in &told {
        assert!(!answer.to_string().contains("self_score"), "{answer}");
    }

    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let reviews = format!("{track}/reviews");
    let gap = ada.read(&reviews).await["items"][0]["self_score_gap"].clone();
    let expected = json!({
        "brief_fit": 2, "composition": 1, "production": 2, "originality": 2, "delivery": 2,
        "total_centistars": 180,
    });
    assert_eq!(gap, expected);
    for other in [&clara, &mika] {
        let seen = other.read(&reviews).await["items"][0].clone();
        assert_eq!(seen["scores"]["brief_fit"], 3, "{seen}");
        assert_eq!(
            seen["self_score_gap"],
            json!(null),
            "it is the composer's own business: {seen}"
        );
    }
}

#[tokio::test]
async fn a_version_without_a_self_score_has_no_gap_and_half_a_score_is_refused() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let mut body = declared(&audio::wav(3));
    body["title"] = json!("Dawn");
    body["self_score"] = json!({ "brief_fit": 6 });
    let refused = ada.post(&brief.path("/tracks"), &body).await.expect_status(422);
    assert_eq!(refused["errors"].as_array().unwrap().len(), 5, "{refused}");
    let track = brief.submit(&ada, "Dusk").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let seen = ada.read(&track.path("/reviews")).await;
    assert!(seen["items"][0]["self_score_gap"].is_null(), "{seen}");
}
