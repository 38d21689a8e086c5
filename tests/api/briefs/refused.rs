//! What the state of a brief refuses, and what an answer that amends it refuses as an amendment.

use domain::rules::Rule;
use serde_json::{Value, json};
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, World};

const LEXICON: &str = "/lexicon";

fn because() -> Value {
    json!({ "reason": "a little calmer" })
}

fn refusal(status: u16, rule: Rule) -> (u16, String) {
    (status, rule.as_str().to_owned())
}

fn too_late() -> (u16, String) {
    refusal(409, Rule::State)
}

/// A question that somebody has asked: the path of its answer.
async fn asked(brief: &OpenBrief, person: &Person) -> String {
    let questions = brief.path("/questions");
    let reply = person.post(&questions, &json!({ "text": "May somebody whistle in it?" })).await;
    assert_eq!(reply.headers["location"], questions.as_str());
    let question = reply.expect_status(201);
    format!("{questions}/{}/answer", question["id"].as_str().unwrap())
}

#[tokio::test]
async fn state_refuses_what_comes_after_entries_have_ended() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let answer = asked(&brief, &ada).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let terms = |word: &str| json!({ "terms": [{ "word": word, "energy": 2 }] });
    mika.put(&brief.path(LEXICON), &terms("sunny")).await.expect_status(200);
    clara.act(&brief.path("/lexicon/confirm"), &json!({})).await;
    let returned = clara.post(&brief.path("/lexicon/return"), &because()).await;
    assert_eq!(returned.refusal(), too_late(), "it is confirmed");

    clara.act(&brief.path("/close"), &json!({})).await;
    let proposed = mika.put(&brief.path(LEXICON), &terms("light")).await;
    assert_eq!(proposed.refusal(), too_late());
    let invited = clara.post(&brief.path("/invitations"), &json!({ "members": [ben.id] })).await;
    assert_eq!(invited.refusal(), too_late());
    let declined = ada.post(&brief.path("/invitations/me/decline"), &json!({})).await;
    assert_eq!(declined.refusal(), too_late());

    brief.call_off().await;
    let appointed = clara.post(&brief.path("/coproducers"), &json!({ "member": noor.id })).await;
    assert_eq!(appointed.refusal(), too_late());
    let question = json!({ "text": "Why?" });
    assert_eq!(mika.post(&brief.path("/questions"), &question).await.refusal(), too_late());
    assert_eq!(clara.put(&answer, &json!({ "text": "Yes." })).await.refusal(), too_late());
    let shortlisted = clara.post(&track.path("/shortlist"), &json!({})).await;
    assert_eq!(shortlisted.refusal(), too_late());
}

#[tokio::test]
async fn no_lexicon_is_sent_back_before_one_is_proposed_and_no_prize_received_after_the_end() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let prize = json!({ "currency": "EUR", "amount": "500" });
    let brief = BriefPlan::public().with("prize", prize.clone()).draft(&clara).await;
    let returned = clara.post(&brief.path("/lexicon/return"), &because()).await;
    assert_eq!(returned.refusal(), refusal(409, Rule::NoLexicon));
    brief.call_off().await;
    let received = olga.post(&brief.path("/prize-funding"), &json!({ "prize": prize })).await;
    assert_eq!(received.refusal(), too_late());
}

#[tokio::test]
async fn pool_bounds_fixed_once_open_and_deadline_only_later_hold_for_an_answer_that_amends() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let answer = asked(&brief, &ada).await;
    for (amend, rule) in [
        (json!({ "reviews_per_track": 2 }), Rule::FixedOnceOpen),
        (json!({ "deadline": "2026-03-03T00:00:00Z" }), Rule::DeadlineOnlyLater),
    ] {
        let refused = clara.put(&answer, &json!({ "text": "No.", "amend": amend })).await;
        assert_eq!(refused.refusal(), refusal(409, rule));
    }
    let amend = json!({ "pool_ppm": 9_999 });
    let answered = clara.put(&answer, &json!({ "text": "No.", "amend": amend })).await;
    // What is read is judged before anything that is stored: no etag is needed for it to be wrong.
    let amended = clara.patch(&brief.path(""), "\"0\"", &amend).await;
    for (reply, pointer) in [(answered, "/amend/pool_ppm"), (amended, "/pool_ppm")] {
        let failure = reply.expect_status(422)["errors"][0].take();
        assert_eq!(
            (&failure["pointer"], &failure["rule"]),
            (&json!(pointer), &json!("pool_bounds"))
        );
    }
    assert_eq!(brief.seen_by(&clara).await["version"], 1);
}

#[tokio::test]
async fn what_is_nothing_for_a_reader_is_null_and_a_new_draft_has_the_etag_of_its_first_reading() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let made = clara.post("/briefs", &tests::terms(&clara, "public")).await;
    let tag = made.headers["etag"].clone();
    let made = made.expect_status(201);
    let path = format!("/briefs/{}", made["id"].as_str().unwrap());
    assert_eq!(clara.get(&path).await.headers["etag"], tag);
    clara.act(&format!("{path}/open"), &json!({})).await;
    let seen = ada.read(&path).await;
    let names = ["lexicon", "confirmed_lexicon", "selected", "cancelled_because", "prize"];
    let absent = names.into_iter().filter(|name| seen.get(name) != Some(&Value::Null));
    assert_eq!(absent.collect::<Vec<_>>(), [""; 0]);
    assert_eq!((&seen["hints"], &seen["left_unanswered"]), (&json!([]), &json!([])));
}
