//! A brief's ranking: raw totals, and with each reviewer's severity taken off where enough is
//! shared.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, World};

/// Sixteen words that no other reviewer and no other number has.
fn letter(judge: &Person, number: usize) -> String {
    let of_judge = |word| format!("{}{number}x{word}", judge.name);
    let words: Vec<String> = (0..16).map(of_judge).collect();
    words.join(" ")
}

/// Two reviews for each of so many tracks: Mika is kind, Noor is strict.
async fn judged(world: &World, reviews_per_track: u8, tracks: usize) -> OpenBrief {
    let clara = world.client("Clara");
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::public().with("reviews_per_track", reviews_per_track);
    let brief = plan.judged_by(&mika).judged_by(&noor).open(&clara).await;
    for number in 0..tracks {
        brief.submit(&world.composer(&format!("composer-{number}")), "Lemon Tree").await;
        answer_all(&mika, [5, 5, 5, 5, 5], number).await;
        answer_all(&noor, [4, 4, 4, 4, 4], number).await;
    }
    brief
}

async fn answer_all(judge: &Person, scores: [u8; 5], number: usize) {
    for review in judge.reviews().await {
        judge.world.pass(SignedDuration::from_secs(10)).await;
        review.answer(&Answered::scored(scores, "approve", &letter(judge, number))).await;
    }
}

fn corrections(ranking: &Value) -> Vec<i64> {
    let reviewers = ranking["reviewers"].as_array().unwrap().iter();
    let mut corrections: Vec<i64> =
        reviewers.map(|one| one["correction_centistars"].as_i64().unwrap()).collect();
    corrections.sort_unstable();
    corrections
}

#[tokio::test]
async fn a_ranking_with_eight_shared_tracks_takes_severity_off_and_keeps_the_raw_total() {
    let world = World::start().await;
    let brief = judged(&world, 2, 8).await;
    for reader in [&brief.owner, &world.operator("Olga")] {
        let ranking = reader.read(&brief.path("/ranking")).await;
        assert_eq!(ranking["calibration"], "applied");
        // The median of 100, times 8/18.
        assert_eq!(corrections(&ranking), [-44, 44]);
        let first = &ranking["places"][0];
        assert_eq!((&first["raw_centistars"], &first["reviews"]), (&json!(450), &json!(2)));
        assert_eq!(first["calibrated_centistars"], 450, "both are moved to the middle");
        // (400 + 500 + 300) / 3, raw and corrected.
        assert_eq!(first["raw_shrunk_centistars"], 400);
        assert_eq!(first["calibrated_shrunk_centistars"], 400);
        let shrinkage = json!({ "prior_centistars": 300, "prior_answers": 1 });
        assert_eq!(ranking["shrinkage"], shrinkage);
    }
}

#[tokio::test]
async fn a_ranking_with_one_review_per_track_is_by_the_raw_total() {
    let world = World::start().await;
    let brief = judged(&world, 1, 2).await;
    let ranking = brief.owner.read(&brief.path("/ranking")).await;
    assert_eq!(ranking["calibration"], "not_enough_shared_tracks");
    let places = ranking["places"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    assert!(places[0]["raw_centistars"].as_u64() >= places[1]["raw_centistars"].as_u64());
    let reply = world.composer("composer-0").get(&brief.path("/ranking")).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (404, "not_found".to_owned()));
}
