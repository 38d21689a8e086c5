//! Fifty composers upload at once to a brief with five co-producers.

#![expect(clippy::arithmetic_side_effects, reason = "a test counts on its fingers")]

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, World, audio, upload};

const COMPOSERS: u32 = 50;
const JUDGES: [&str; 5] = ["Mika", "Noor", "Yuki", "Zara", "Tove"];

/// A brief with five co-producers, and fifty uploads that arrive together.
async fn uploaded(world: &World) -> (OpenBrief, Vec<Person>) {
    let clara = world.client("Clara");
    let mut judges = Vec::new();
    let mut plan = BriefPlan::public().with("coproducer_seats", 5);
    for name in JUDGES {
        let judge = world.coproducer(name).await;
        plan = plan.judged_by(&judge);
        judges.push(judge);
    }
    let brief = plan.open(&clara).await;
    let mut uploads = Vec::new();
    for number in 0..COMPOSERS {
        let composer = world.composer(&format!("composer-{number}"));
        let brief = brief.clone();
        uploads.push(tokio::spawn(async move {
            let file = audio::wav_of(number, 1, 8_000);
            let reserved = brief.reserve(&composer, &format!("Piece {number}"), &file).await;
            upload(&composer.world.http(), &reserved["upload"], file).await.expect_status(200);
        }));
    }
    for upload in uploads {
        upload.await.unwrap();
    }
    world.settle().await;
    (brief, judges)
}

/// How many reviews of a co-producer are in which state.
async fn queue(judge: &Person) -> BTreeMap<String, usize> {
    let queue = judge.read("/reviews?limit=100").await;
    let mut states = BTreeMap::new();
    for review in queue["items"].as_array().unwrap() {
        *states.entry(review["state"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    states
}

fn states(counts: &[(&str, usize)]) -> BTreeMap<String, usize> {
    counts.iter().map(|(state, count)| ((*state).to_owned(), *count)).collect()
}

/// Sixteen words that no other number has.
fn letter(number: usize) -> String {
    let words: Vec<String> = (0..16).map(|word| format!("word{number}x{word}")).collect();
    words.join(" ")
}

#[tokio::test]
async fn fifty_uploads_are_shared_evenly_with_five_timers_each_and_finishing_moves_the_others_up() {
    let world = World::start().await;
    let (_brief, judges) = uploaded(&world).await;
    let reviews = world.items_of("review");
    let mut tracks: Vec<&Value> =
        reviews.iter().map(|item| &item["review"]["M"]["track"]).collect();
    tracks.sort_by_key(ToString::to_string);
    tracks.dedup();
    assert_eq!((reviews.len(), tracks.len()), (50, 50), "each track once");
    for judge in &judges {
        assert_eq!(queue(judge).await, states(&[("assigned", 5), ("queued", 5)]), "{}", judge.name);
        assert_eq!(
            judge.notices_of("review_offered").await.len(),
            5,
            "offered when the deadline timer starts"
        );
    }

    let mika = &judges[0];
    for finished in 1..=10_usize {
        let review = mika.reviews().await.remove(0);
        mika.read(&review.path("")).await;
        world.pass(SignedDuration::from_secs(2)).await;
        let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": 1_000 }] });
        mika.put(&review.path("/heard"), &heard).await.expect_status(200);
        let mut answer = Answered::approving(&letter(finished)).body().clone();
        answer["feedback"]["notes"] = json!([]);
        mika.put(&review.path(""), &answer).await.expect_status(200);
        world.settle().await;
        let (running, waiting) = ((10 - finished).min(5), 5_usize.saturating_sub(finished));
        let expected = [("assigned", running), ("delivered", finished), ("queued", waiting)];
        let expected: Vec<_> = expected.into_iter().filter(|(_, count)| *count > 0).collect();
        assert_eq!(queue(mika).await, states(&expected), "after {finished}");
    }
    assert_eq!(queue(&judges[1]).await, states(&[("assigned", 5), ("queued", 5)]));
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
