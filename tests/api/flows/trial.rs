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
    ada.is_publicly_approved(&clara, &mika, 3, 0).await;
    let applied = ada.create("/me/coproducer-application", &json!({})).await;
    assert_eq!((&applied["trial_tracks"], &applied["trial"]), (&json!(3), &json!([])));
    let decision = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    let accepts = json!({ "accept": true, "words": "Welcome." });

    let trial = ada.read("/me/coproducer-application/trial").await;
    assert_eq!(trial["items"].as_array().unwrap().len(), 3);
    for item in trial["items"].as_array().unwrap() {
        assert_eq!(item["terms"]["title"], Value::Null, "the brief is not named: {item}");
    }
    for track in &tracks {
        let (text, composer) = (trial.to_string(), track.composer.id.to_string());
        assert!(!text.contains(&composer) && !text.contains("verdict"), "{text}");
    }
    let preview = trial["items"][0]["preview"]["url"].as_str().unwrap();
    let named =
        |track: &Submitted| preview.contains(&track.id) || preview.contains(&track.brief.id);
    assert!(!tracks.iter().any(named), "the link leads to no track: {preview}");
    assert_eq!(world.http().get(preview).send().await.unwrap().status, 200);
    let put = async |body: &Value| ada.put("/me/coproducer-application/trial", body).await;
    put(&answer(1, 899_999)).await.expect_status(422);
    put(&answer(4, 1)).await.expect_status(422);
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
    dan.is_publicly_approved(&clara, &mika, 3, 20).await;
    let without = dan.create("/me/coproducer-application", &json!({})).await;
    assert_eq!(without["trial_tracks"], 0, "only two composers agree: there are too few");
    world.pass(SignedDuration::from_mins(1)).await;
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

/// An application of Ada's with three tracks of a trial, whose composers have agreed.
async fn applied_with_a_trial(world: &World) -> (Person, Vec<Submitted>, Value) {
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let composers = ["Ben", "Eve", "Kim"].map(|name| world.composer(name));
    let tracks = ended(&clara, &mika, &composers).await;
    for track in &tracks {
        world.operator("Olga").act(&track.path("/trial"), &json!({})).await;
        consents(track, true).await;
    }
    let ada = world.composer("Ada");
    ada.is_publicly_approved(&clara, &mika, 3, 0).await;
    let applied = ada.create("/me/coproducer-application", &json!({})).await;
    (ada, tracks, applied)
}

async fn consents(track: &Submitted, agrees: bool) {
    track.composer.act(&track.path("/trial/consent"), &json!({ "consent": agrees })).await;
}

/// Until an operator has decided, but for the time that the test itself takes.
fn assert_seven_days_are_left(world: &World, application: &Value) {
    let until: jiff::Timestamp = application["decide_by"].as_str().unwrap().parse().unwrap();
    let left = until.duration_since(world.now()).as_mins();
    assert!((7 * 24 * 60 - 15..=7 * 24 * 60).contains(&left), "{left} minutes");
}

#[tokio::test]
async fn an_application_waits_for_its_applicant_first_and_only_then_runs_the_time_of_operators() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let (ada, tracks, applied) = applied_with_a_trial(&world).await;
    let waits =
        |one: &Value| [&one["waits_for"], &one["overdue"], &one["decide_by"]].map(Clone::clone);
    let listed = async || olga.read("/coproducer-applications").await["items"][0].take();
    let for_ada = |tracks: &str| {
        [json!(format!("the applicant's {tracks} of the trial")), json!(false), json!(null)]
    };
    assert_eq!(waits(&applied), for_ada("answers to 3 tracks"));
    let news = async || ada.notices_of("coproducer").await[0]["text"].to_string();
    assert!(news().await.contains("3 tracks wait for your answers"), "{}", news().await);
    for number in 1..3 {
        let answered = ada.put("/me/coproducer-application/trial", &answer(number, 1)).await;
        answered.expect_status(200);
    }
    // Nobody is reminded of what waits for the applicant.
    world.pass(SignedDuration::from_hours(8 * 24)).await;
    assert_eq!(waits(&listed().await), for_ada("answer to 1 track"));
    assert!(olga.notices_of("application_waits").await.is_empty());
    assert_eq!(ada.notices_of("coproducer").await.len(), 1);

    // The last composer agrees no more: operators have seven days from there.
    let open = listed().await["trial"][2]["track"].clone();
    let last = tracks.iter().find(|track| json!(track.id) == open).unwrap();
    consents(last, false).await;
    assert!(olga.read("/sweep").await.to_string().contains("hand_over_application"));
    assert_eq!(world.sweep().await["applications_handed_over"], 1);
    assert_eq!(world.sweep().await["applications_handed_over"], 0, "once");
    let waiting = listed().await;
    assert_eq!(waiting["waits_for"], "the decision of an operator other than the applicant");
    assert_eq!(waiting["overdue"], false);
    assert_seven_days_are_left(&world, &waiting);
    assert!(news().await.contains("Nothing of your trial is left to answer"), "{}", news().await);
    world.pass(SignedDuration::from_hours(7 * 24 + 1)).await;
    assert_eq!(listed().await["overdue"], true);
    assert!(news().await.contains("should have been decided by now"), "{}", news().await);

    // What comes back does not stop it, and may still be answered.
    consents(last, true).await;
    ada.put("/me/coproducer-application/trial", &answer(3, 1)).await.expect_status(200);
    let decision = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    let decided = olga.act(&decision, &json!({ "accept": true, "words": "Welcome." })).await;
    let record = &decided["trial_record"];
    let words = "decided with answers to 3 of the trial's 3 tracks";
    assert_eq!(record, &json!({ "given": 3, "answered": 3, "gone": 0, "words": words }));
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn the_record_says_that_an_application_was_decided_without_the_trial_that_it_was_given() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let (ada, tracks, applied) = applied_with_a_trial(&world).await;
    assert_eq!(applied["trial_record"], Value::Null);
    for track in &tracks {
        consents(track, false).await;
    }
    let decision = format!("/coproducer-applications/{}/decision", applied["id"].as_str().unwrap());
    let decided = olga.act(&decision, &json!({ "accept": true, "words": "Welcome." })).await;
    let words = "decided without the trial: none of its 3 tracks was answered, 3 were gone";
    let record = json!({ "given": 3, "answered": 0, "gone": 3, "words": words });
    assert_eq!((&decided["trial_tracks"], &decided["trial_record"]), (&json!(3), &record));
    assert_eq!(ada.read("/me").await["coproducer"]["state"], "probation");
}

/// With the last answer the time of operators begins at once.
#[tokio::test]
async fn the_last_answer_of_a_trial_hands_the_application_to_operators() {
    let world = World::start().await;
    let (ada, _, _) = applied_with_a_trial(&world).await;
    let mut wordless = answer(1, 1);
    wordless["notes"] = json!([]);
    let refused = ada.put("/me/coproducer-application/trial", &wordless).await.expect_status(422);
    assert_eq!(refused["errors"][0]["rule"], "trial_noted");
    let mut wordy = answer(1, 1);
    wordy["notes"] = json!(vec![wordy["notes"][0].clone(); 101]);
    let refused = ada.put("/me/coproducer-application/trial", &wordy).await.expect_status(422);
    assert_eq!(refused["errors"][0]["rule"], "review_notes_not_too_many");
    for number in 1..4 {
        let answered = ada.put("/me/coproducer-application/trial", &answer(number, 1)).await;
        answered.expect_status(200);
    }
    let mine = ada.create("/me/coproducer-application", &json!({})).await;
    assert_seven_days_are_left(&world, &mine);
    assert_eq!(ada.notices_of("coproducer").await.len(), 2);
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
