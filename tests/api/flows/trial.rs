//! A trial before probation: three closed tracks whose outcome is known.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, letter_about};

/// A public brief that has ended, with a track of each of these composers.
async fn ended(clara: &Person, mika: &Person, composers: &[Person]) -> Vec<Submitted> {
    let brief: OpenBrief = BriefPlan::public().judged_by(mika).open(clara).await;
    let mut tracks = Vec::new();
    for (number, composer) in (500..).zip(composers) {
        tracks.push(brief.submit(composer, &format!("Song {number}")).await);
        mika.only_review().await.answer(&Answered::approving(&letter_about(number))).await;
    }
    let early = clara.world.operator("Olga").post(&tracks[0].path("/trial"), &json!({})).await;
    assert_eq!(early.refusal(), (409, "trial_track_closed".to_owned()));
    clara.act(&brief.path("/cancel"), &json!({ "reason": "the film was cut" })).await;
    tracks
}

fn answer(number: usize, at_ms: u64) -> Value {
    json!({
        "number": number,
        "scores": Answered::approving("").body()["scores"],
        "notes": [{ "at_ms": at_ms, "text": "softer", "actionable": true }],
    })
}

/// What is under an embargo is heard by nobody but its parties.
#[tokio::test]
async fn trial_track_closed_is_none_under_an_embargo() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let embargo = world.now().checked_add(SignedDuration::from_hours(90 * 24)).unwrap();
    let plan = BriefPlan::public().with("embargo_until", json!(embargo)).judged_by(&mika);
    let brief = plan.open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(&letter_about(500))).await;
    tests::award(&brief, &track.id).await;
    let refused = olga.post(&track.path("/trial"), &json!({})).await;
    assert_eq!(refused.refusal(), (409, "trial_track_closed".to_owned()));
    world.pass(SignedDuration::from_hours(91 * 24)).await;
    olga.act(&track.path("/trial"), &json!({})).await;
}

#[tokio::test]
async fn trial_unfinished_holds_up_an_application_until_already_answered_trial_and_trial_track_closed()
 {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let (ada, mika) = (world.composer("Ada"), world.coproducer("Mika").await);
    let composers = ["Ben", "Eve", "Kim"].map(|name| world.composer(name));
    let tracks = ended(&clara, &mika, &composers).await;
    for track in &tracks {
        let path = track.path("/trial/consent");
        assert_eq!(track.composer.post(&path, &json!({ "consent": true })).await.status, 404);
        assert_eq!(olga.act(&track.path("/trial"), &json!({})).await["consented"], false);
        assert_eq!(track.composer.notices_of("trial_asked").await.len(), 1);
        assert_eq!(track.composer.act(&path, &json!({ "consent": true })).await["consented"], true);
    }
    ada.is_approved(&clara, &mika, 3, 0).await;
    let applied = ada.create("/me/coproducer-application", &json!({})).await;
    assert_eq!((&applied["trial_tracks"], &applied["trial"]), (&json!(3), &Value::Null));
    let decision = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    let accepts = json!({ "accept": true, "words": "Welcome." });

    let trial = ada.read("/me/coproducer-application/trial").await;
    assert_eq!(trial["items"].as_array().unwrap().len(), 3);
    for track in &tracks {
        let (text, composer) = (trial.to_string(), track.composer.id.to_string());
        assert!(!text.contains(&composer) && !text.contains("verdict"), "{text}");
        assert!(!text.contains("\"title\""), "the brief is not named: {text}");
    }
    let preview = trial["items"][0]["preview"]["url"].as_str().unwrap();
    let named =
        |track: &Submitted| preview.contains(&track.id) || preview.contains(&track.brief.id);
    assert!(!tracks.iter().any(named), "the link leads to no track: {preview}");
    assert_eq!(world.http().get(preview).send().await.unwrap().status, 200);
    let put = async |body: &Value| ada.put("/me/coproducer-application/trial", body).await;
    put(&answer(1, 9_999_999)).await.expect_status(422);
    put(&answer(4, 1)).await.expect_status(404);
    for number in 1..3 {
        put(&answer(number, 1)).await.expect_status(200);
        put(&answer(number, 1)).await.expect_status(200);
    }
    let again = put(&answer(1, 2)).await;
    assert_eq!(again.refusal(), (409, "already_answered_trial".to_owned()));
    assert_eq!(
        olga.post(&decision, &accepts).await.refusal(),
        (409, "trial_unfinished".to_owned())
    );

    // One composer agrees no more: nothing of theirs is left to answer.
    let answered = ada.read("/me/coproducer-application/trial").await["items"].clone();
    assert_eq!(
        (answered[0]["notes"][0]["at_ms"].clone(), &answered[2]["scores"]),
        (json!(1), &Value::Null)
    );
    let seen = olga.read("/coproducer-applications").await["items"][0]["trial"].clone();
    assert_eq!(seen[0]["outcome"]["verdict"], "approve");
    assert_eq!((&seen[0]["total_centistars"], &seen[2]["scores"]), (&json!(440), &Value::Null));
    let third = tracks.iter().find(|track| json!(track.id) == seen[2]["track"]).unwrap();
    third.composer.act(&third.path("/trial/consent"), &json!({ "consent": false })).await;
    let left = ada.read("/me/coproducer-application/trial").await["items"].clone();
    assert_eq!(left.as_array().unwrap().len(), 2);
    assert_eq!(olga.act(&decision, &accepts).await["state"], "accepted");
    ada.get("/me/coproducer-application/trial").await.expect_status(404);
    let dan = world.composer("Dan");
    dan.is_approved(&clara, &mika, 3, 20).await;
    let without = dan.create("/me/coproducer-application", &json!({})).await;
    assert_eq!(without["trial_tracks"], 0, "only two composers agree: there are too few");
    world.pass(SignedDuration::from_mins(1)).await;
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
