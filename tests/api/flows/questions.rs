//! Questions on a brief: without a name, answered once for all, and by the same answer the brief may
//! change.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{BriefPlan, Person, ReplyChecks, World};

const QUESTION: &str = "May somebody whistle in it?";
const ANSWER: &str = "Whistle as you like, but keep it unhurried.";

fn term(word: &str) -> Value {
    json!({ "terms": [{ "word": word, "energy": 2 }] })
}

#[tokio::test]
async fn a_question_is_asked_without_a_name_and_question_answered_is_once_for_all() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben).judged_by(&mika);
    let brief = plan.open(&clara).await;
    let questions = brief.path("/questions");
    let body = json!({ "text": QUESTION });
    let asked = ada.post_as("a-question-of-ada-1", &questions, &body).await.expect_status(201);
    let again = ada.post_as("a-question-of-ada-1", &questions, &body).await.expect_status(201);
    assert_eq!((asked["mine"].clone(), &asked), (json!(true), &again));
    let told = clara.notices_of("question_asked").await[0]["text"].clone();
    assert!(told.as_str().unwrap().contains(QUESTION), "{told}");

    let listed = async |person: &Person| person.read(&questions).await["items"][0].clone();
    for person in [&clara, &ben, &mika] {
        let seen = listed(person).await;
        assert_eq!((&seen["text"], &seen["mine"]), (&json!(QUESTION), &json!(false)));
        assert!(!seen.to_string().contains(&ada.id.to_string()), "{} learns who", person.name);
    }
    assert_eq!(listed(&olga).await["asked_by"], Value::Null, "who has not looked into the brief");
    olga.read(&brief.path("/ranking")).await;
    assert_eq!(listed(&olga).await["asked_by"], json!(ada.id));

    // What the client has not said needs a reason, until they say it.
    let lexicon = brief.path("/lexicon");
    let refused = mika.put(&lexicon, &term("unhurried")).await.expect_status(422);
    assert_eq!(refused["errors"][0]["rule"], "lexicon_client_word");
    let answer = format!("{questions}/{}/answer", asked["id"].as_str().unwrap());
    let words = json!({ "text": ANSWER, "amend": { "mood_words": ["whistling"] } });
    ada.put(&answer, &words).await.expect_status(403);
    let answered = clara.put(&answer, &words).await.expect_status(200);
    assert_eq!(answered["answer"]["brief_version"], 2);
    assert_eq!(clara.put(&answer, &words).await.expect_status(200), answered);
    let amends = json!({ "text": ANSWER, "amend": { "mood_words": ["humming"] } });
    for other in [json!({ "text": "No." }), amends] {
        assert_eq!(clara.put(&answer, &other).await.problem(), "question_answered");
    }
    mika.put(&lexicon, &term("unhurried")).await.expect_status(200);

    for person in [&ada, &ben, &mika] {
        assert_eq!(listed(person).await["answer"]["text"], ANSWER);
        let told = person.notices_of("question_answered").await[0]["text"].clone();
        assert!(told.as_str().unwrap().contains("keep it unhurried"), "{told}");
        let versions = [1, 2].map(|number| brief.path(&format!("/versions/{number}")));
        let (first, second) = (person.read(&versions[0]).await, person.read(&versions[1]).await);
        assert_eq!((&first["mood_words"], &first["answers_question"]), (&json!([]), &Value::Null));
        assert_eq!(second["mood_words"], json!(["whistling"]));
        assert_eq!(second["answers_question"], asked["id"]);
    }
}

#[tokio::test]
async fn an_unanswered_question_is_in_the_clients_reminder_and_an_erasure_forgets_its_author() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let asked = ada.create(&brief.path("/questions"), &json!({ "text": QUESTION })).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    ada.put("/me", &json!({ "display_name": "Ada" })).await.expect_status(200);
    crate::erasure::leave(&ada).await;
    world.pass(SignedDuration::from_hours(21 * 24 + 1)).await;
    let told = clara.notices_of("reminder").await[0]["text"].clone();
    assert!(told.as_str().unwrap().contains("and a question for your answer"), "{told}");
    let seen = olga.read(&brief.path("/questions")).await["items"][0].clone();
    assert_eq!((&seen["text"], &seen["asked_by"]), (&asked["text"], &Value::Null));
    assert!(!world.items_of("question")[0].to_string().contains(&ada.id.to_string()));
    let late = format!("/questions/{}/answer", asked["id"].as_str().unwrap());
    clara.put(&brief.path(&late), &json!({ "text": "Yes." })).await.expect_status(200);
}
