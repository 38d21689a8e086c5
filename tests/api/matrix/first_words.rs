//! An operator's first word in a matter of all operators: who is told of it, where it stands until
//! another one says the same, what becomes of words that differ, and what stays in the record.

use std::slice::from_ref;

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter};

use crate::matrix::own_matter::disputed_song_of_both;

const WHY_OLGA: &str = "The second verse begins at bar nine; the review says so.";
const WHY_OTTO: &str = "Every note names its bar.";

/// Olga and Otto, the only operators.
async fn operators(world: &World) -> (Person, Person) {
    let (olga, otto) = (world.everything("Olga"), world.everything("Otto"));
    for operator in [&olga, &otto] {
        operator.sign_in().await;
    }
    (olga, otto)
}

/// Who has said what and why, of a list of words.
fn said(words: &Value) -> Vec<(Value, Value, Value)> {
    let words = words.as_array().cloned().unwrap_or_default();
    words
        .iter()
        .map(|word| {
            assert!(word["at"].is_string(), "{word}");
            (word["by"].clone(), word["decision"].clone(), word["reason"].clone())
        })
        .collect()
}

fn word(by: &Person, decision: &str, reason: &str) -> (Value, Value, Value) {
    (json!(by.id), json!(decision), json!(reason))
}

/// The facts of the words that a person was told are awaited, the oldest first.
async fn awaited(person: &Person) -> Vec<Value> {
    let mut notices = person.notices_of("word_awaited").await;
    notices.reverse();
    notices.iter_mut().map(|notice| notice["facts"].take()).collect()
}

/// The item of the disputes that an operator reads, which is the only one.
async fn listed(operator: &Person) -> Value {
    let mut list = operator.read("/disputes").await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{}: {list}", operator.name);
    list["items"][0].take()
}

fn decision(upheld: bool, words: &str) -> Value {
    json!({ "upheld": upheld, "words": words })
}

#[tokio::test]
async fn own_matter_word_on_a_dispute_is_told_to_the_other_operator_and_both_stay_in_the_record() {
    let world = World::start().await;
    let (olga, otto) = operators(&world).await;
    let mika = world.coproducer("Mika").await;
    let (_brief, _song, review) = disputed_song_of_both(&world, &olga, &otto, &mika).await;
    let path = review.path("/dispute/decision");
    for operator in [&olga, &otto] {
        assert_eq!(operator.read("/disputes").await["items"], json!([]), "no word waits yet");
    }

    let dismiss = word(&olga, "dismiss", WHY_OLGA);
    for _ in 0..2 {
        let waits = olga.post(&path, &decision(false, WHY_OLGA)).await;
        assert_eq!(waits.header("location"), "/disputes");
        let waits = waits.expect_status(202);
        assert_eq!(waits["state"], "raised");
        assert_eq!(said(&waits["first_words"]), from_ref(&dismiss));
    }
    assert_eq!(awaited(&olga).await, [json!(null); 0]);
    let told = awaited(&otto).await;
    assert_eq!(told.len(), 1, "the same word again is told to nobody: {told:?}");
    assert_eq!(told[0]["matter"], json!({ "kind": "dispute", "review": review.id }));
    assert_eq!(told[0]["by"], json!(olga.id));
    assert_eq!(told[0]["decision"], "dismiss");
    for operator in [&olga, &otto] {
        let item = listed(operator).await;
        assert_eq!(said(&item["first_words"]), from_ref(&dismiss), "{}", operator.name);
        assert_eq!(item["reviewer"], Value::Null, "a writer does not read who listened");
    }

    let uphold = word(&otto, "uphold", "It was not.");
    let differs = otto.post(&path, &decision(true, "It was not.")).await.expect_status(202);
    assert_eq!(said(&differs["first_words"]), [dismiss.clone(), uphold.clone()]);
    assert_eq!(awaited(&olga).await[0]["decision"], "uphold");
    for operator in [&olga, &otto] {
        let item = listed(operator).await;
        assert_eq!(said(&item["first_words"]), [dismiss.clone(), uphold.clone()]);
    }

    let decided = otto.post(&path, &decision(false, WHY_OTTO)).await.expect_status(200);
    assert_eq!((&decided["state"], &decided["words"]), (&json!("dismissed"), &json!(WHY_OTTO)));
    assert_eq!(said(&decided["first_words"]), from_ref(&dismiss), "Otto's earlier word is gone");
    let again = olga.post(&path, &decision(false, WHY_OLGA)).await.expect_status(200);
    assert_eq!(said(&again["first_words"]), [dismiss]);
    assert_eq!(otto.read("/disputes").await["items"], json!([]));
    let record = world.items_of("review").remove(0)["review"]["M"]["dispute"]["M"].take();
    assert_eq!(record["decision"]["M"]["by"]["S"], json!(otto.id));
    assert_eq!(record["first_words"]["L"][0]["M"]["by"]["S"], json!(olga.id));
    assert!(world.denied().is_empty());
}

/// Otto has answered Olga's track: that she is a party would name her to him.
#[tokio::test]
async fn own_matter_word_reaches_an_operator_who_reviews_the_brief_once_it_has_ended() {
    let world = World::start().await;
    let (olga, otto) = operators(&world).await;
    otto.introduce().await;
    let founding = json!({ "reason": "somebody has to begin" });
    olga.create(&format!("/members/{}/founding-coproducer", otto.id), &founding).await;
    let clara = world.client("Clara");
    let brief = BriefPlan::private().inviting(&olga).judged_by(&otto).open(&clara).await;
    brief.submit(&olga, "Dawn").await;
    let review = otto.only_review().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    olga.act(&review.path("/dispute"), &json!({ "reason": "there is no trumpet" })).await;
    let path = review.path("/dispute/decision");
    olga.post(&path, &decision(false, WHY_OLGA)).await.expect_status(202);
    assert_eq!(awaited(&otto).await.len(), 0);
    assert_eq!(otto.read("/disputes").await["items"], json!([]));
    otto.post(&path, &decision(false, WHY_OTTO)).await.expect_status(403);

    clara.act(&brief.path("/cancel"), &json!({ "reason": "The film is off." })).await;
    let item = listed(&otto).await;
    assert_eq!(said(&item["first_words"]), [word(&olga, "dismiss", WHY_OLGA)]);
    assert_eq!(item["reviewer"], json!(otto.id));
    otto.post(&path, &decision(false, WHY_OTTO)).await.expect_status(200);
}

/// All that waits for a word in the books.
async fn waiting(operator: &Person) -> Vec<Value> {
    operator.read("/operator-words").await["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn own_matter_words_in_the_books_wait_on_a_list_and_stay_beside_the_decision() {
    let world = World::start().await;
    let (olga, otto) = operators(&world).await;
    let mika = world.coproducer("Mika").await;
    let (brief, song, _review) = disputed_song_of_both(&world, &olga, &otto, &mika).await;
    tests::award(&brief, &song).await;
    codes_that_differ(&olga, &otto, &brief.path(&format!("/tracks/{song}/isrc")), &song).await;

    let (void, reason) = (brief.path("/void-award"), |why: &str| json!({ "reason": why }));
    let waits = olga.post(&void, &reason(WHY_OLGA)).await.expect_status(202);
    assert_eq!(said(&waits["first_words"]), [word(&olga, "void", WHY_OLGA)]);
    let told = awaited(&otto).await;
    let told = told.last().unwrap();
    let award = json!({ "kind": "award", "brief": brief.id, "track": song });
    assert_eq!(told["matter"], award);
    let items = waiting(&otto).await;
    assert_eq!((items.len(), &items[0]["matter"]), (1, &award));
    let stands = otto.act(&void, &reason(WHY_OTTO)).await;
    assert_eq!((&stands["decided_by"], &stands["reason"]), (&json!(otto.id), &json!(WHY_OTTO)));
    assert_eq!(said(&stands["first_words"]), [word(&olga, "void", WHY_OLGA)]);
    assert!(waiting(&otto).await.is_empty());
    assert!(world.denied().is_empty());
}

/// Olga and Otto name two codes for their song; Otto gives in.
async fn codes_that_differ(olga: &Person, otto: &Person, path: &str, song: &str) {
    let code = |last: u8| json!({ "isrc": format!("FI-ABC-26-0000{last}") });
    olga.put(path, &code(1)).await.expect_status(202);
    assert_eq!(awaited(otto).await[0]["decision"], json!({ "set_isrc": "FIABC2600001" }));
    otto.put(path, &code(2)).await.expect_status(202);
    assert_eq!(awaited(olga).await[0]["decision"], json!({ "set_isrc": "FIABC2600002" }));
    for operator in [olga, otto] {
        let items = waiting(operator).await;
        assert_eq!(items.len(), 1);
        let matter = &items[0]["matter"];
        assert_eq!((&matter["kind"], &matter["track"]), (&json!("isrc"), &json!(song)));
        let words = items[0]["first_words"].as_array().unwrap();
        let codes: Vec<&Value> = words.iter().map(|word| &word["decision"]["set_isrc"]).collect();
        assert_eq!(codes, ["FIABC2600001", "FIABC2600002"]);
    }
    let set = otto.put(path, &code(1)).await.expect_status(200);
    assert_eq!((&set["set_by"], &set["first_words"][0]["by"]), (&json!(otto.id), &json!(olga.id)));
    assert!(waiting(olga).await.is_empty(), "nothing waits once it is decided");
}
