//! A lexicon is proposed, sent back, proposed again and confirmed; a review goes by the one that
//! was confirmed when it was given.

use serde_json::{Value, json};
use tests::{BriefPlan, ReplyChecks, World};

fn terms(word: &str) -> Value {
    let because = "it says what the film feels like";
    let tempo = json!({ "min_bpm": 90, "max_bpm": 110 });
    json!({ "terms": [{ "word": word, "energy": 3, "tempo": tempo, "because": because }] })
}

#[tokio::test]
async fn a_review_keeps_the_lexicon_that_it_was_given() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let lexicon = brief.path("/lexicon");
    mika.put(&lexicon, &terms("sunny")).await.expect_status(200);
    let reason = "sunny is not the word that matters";
    clara.act(&brief.path("/lexicon/return"), &json!({ "reason": reason })).await;
    let told = mika.notices_of("lexicon_returned").await;
    assert!(told[0]["text"].as_str().unwrap().contains(reason), "{told:?}");
    mika.put(&lexicon, &terms("unhurried")).await.expect_status(200);
    clara.act(&brief.path("/lexicon/confirm"), &json!({ "version": 2 })).await;
    brief.submit(&ada, "Lemon Tree").await;
    let first = mika.only_review().await;

    mika.put(&lexicon, &terms("golden")).await.expect_status(200);
    let seen = brief.seen_by(&clara).await;
    assert_eq!(
        (&seen["lexicon"]["version"], &seen["lexicon"]["state"]),
        (&json!(3), &json!("proposed"))
    );
    assert_eq!(seen["confirmed_lexicon"]["version"], 2);
    // Who listens is nothing that an entrant is told before the brief has ended.
    assert_eq!(seen["lexicon"]["proposed_by"], json!(mika.id));
    assert_eq!(brief.seen_by(&mika).await["confirmed_lexicon"]["proposed_by"], json!(mika.id));
    for name in ["lexicon", "confirmed_lexicon"] {
        let told = brief.seen_by(&ada).await[name].clone();
        assert_eq!((&told["terms"][0]["energy"], &told["proposed_by"]), (&json!(3), &Value::Null));
    }
    let other = clara.post(&brief.path("/lexicon/confirm"), &json!({ "version": 2 })).await;
    assert_eq!(other.problem(), "stale_lexicon_version");
    clara.act(&brief.path("/lexicon/confirm"), &json!({ "version": 3 })).await;
    brief.submit(&ben, "Night Bus").await;
    let reviews = mika.reviews().await;
    for review in reviews {
        let room = mika.read(&review.path("")).await;
        let (version, word) = if review.id == first.id { (2, "unhurried") } else { (3, "golden") };
        assert_eq!(room["lexicon_version"], version);
        assert_eq!(room["lexicon"][0]["word"], word);
    }
}

#[tokio::test]
async fn stale_lexicon_version_is_what_was_not_read_and_is_not_sent_back() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    for word in ["sunny", "unhurried"] {
        mika.put(&brief.path("/lexicon"), &terms(word)).await.expect_status(200);
    }
    let path = brief.path("/lexicon/return");
    let back = |version: u32| json!({ "reason": "sunny says too little", "version": version });
    let reply = clara.post(&path, &back(1)).await;
    assert_eq!(reply.refusal(), (412, "stale_lexicon_version".to_owned()));
    assert_eq!(mika.notices_of("lexicon_returned").await.len(), 0);
    assert_eq!(clara.act(&path, &back(2)).await["state"], "returned");
}
