//! The lexicon: a co-producer proposes, the client sends back or confirms.

use serde_json::{Value, json};
use tests::{BriefPlan, ReplyChecks, World};

fn lexicon(energy: u8) -> Value {
    json!({ "terms": [{
        "word": "sunny",
        "tempo": { "min_bpm": 104, "max_bpm": 128 },
        "mode": "major",
        "instrumentation": ["off-beat guitar"],
        "energy": energy,
    }] })
}

#[tokio::test]
async fn a_proposal_goes_back_and_forth_until_it_is_confirmed() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::private().judged_by(&mika).open(&clara).await;
    let path = brief.path("/lexicon");
    let confirm = brief.path("/lexicon/confirm");
    assert_eq!(clara.post(&confirm, &json!({})).await.problem(), "no_lexicon");

    assert_eq!(mika.put(&path, &lexicon(4)).await.expect_status(200)["version"], 1);
    assert_eq!(mika.put(&path, &lexicon(4)).await.expect_status(200)["version"], 1);
    let reason = json!({ "reason": "a little calmer" });
    clara.act(&brief.path("/lexicon/return"), &reason).await;
    assert_eq!(clara.post(&confirm, &json!({})).await.expect_status(409)["allowed"], Value::Null);
    assert_eq!(mika.put(&path, &lexicon(3)).await.expect_status(200)["version"], 2);
    let refused = clara.post(&confirm, &json!({ "version": 1 })).await;
    assert_eq!(refused.problem(), "stale_lexicon_version");
    assert_eq!(clara.act(&confirm, &json!({ "version": 2 })).await["state"], "confirmed");
    assert_eq!(clara.act(&confirm, &json!({})).await["state"], "confirmed");

    let seen = brief.seen_by(&mika).await;
    assert_eq!((&seen["lexicon_confirmed"], &seen["lexicon"]["version"]), (&json!(2), &json!(2)));
    let kinds: Vec<Value> = mika.read("/me/notices").await["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| notice["kind"].clone())
        .collect();
    assert!(kinds.contains(&json!("lexicon_returned")));
    assert!(kinds.contains(&json!("lexicon_confirmed")));
}

#[tokio::test]
async fn every_wrong_word_of_a_lexicon_is_named() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::private().judged_by(&mika).open(&clara).await;
    let path = brief.path("/lexicon");
    let wrong = json!({ "terms": [{ "word": "", "mode": "dorian", "energy": 6, "speed": 1 }] });
    let errors = mika.put(&path, &wrong).await.expect_status(422)["errors"].clone();
    assert_eq!(errors.as_array().unwrap().len(), 4, "{errors}");
    let twice = json!({ "terms": [{ "word": "sunny" }, { "word": "Sunny" }] });
    assert_eq!(mika.put(&path, &twice).await.expect_status(422)["errors"][0]["rule"], "lexicon");
}
