//! Until the day of an embargo only its parties know who has won and why; then everybody who took
//! part is told, once.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter};

const TITLE: &str = "Thirty seconds of summer";

/// What somebody has read in notices of a kind so far.
async fn told(person: &Person, kind: &str) -> Vec<String> {
    let notices = person.notices_of(kind).await;
    notices.iter().map(|notice| notice["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn title_winner_and_why_are_told_to_the_parties_at_once_and_to_the_others_when_it_ends() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let embargo = world.now().checked_add(SignedDuration::from_hours(90 * 24)).unwrap();
    // Who runs the platform as well is a party, whatever they have to do with the brief.
    let (otto, oscar) = (world.operator("Otto"), world.everything("Oscar"));
    let plan = BriefPlan::public().with("embargo_until", json!(embargo));
    let brief = plan.judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    brief.submit(&ben, "Night Bus").await;
    oscar.sign_in().await;
    brief.reserve(&oscar, "Dusk", &tests::audio::wav(9)).await;
    let (one, other) = (mika.only_review().await, noor.only_review().await);
    one.answer(&Answered::approving(letter(0))).await;
    other.answer(&Answered::approving(letter(1))).await;
    noor.act(&brief.path("/coproducers/me/leave"), &json!({})).await;
    clara.awards(&brief, &track).await;

    for (party, kind) in [(&ada, "selected"), (&mika, "brief_awarded"), (&oscar, "brief_awarded")] {
        let told = told(party, kind).await.remove(0);
        assert!(told.contains(TITLE) && told.contains(tests::WHY), "{}: {told}", party.name);
    }
    let comparison = brief.path("/outcome-comparison");
    assert_eq!(mika.read(&comparison).await["winner"], json!(track.id));
    let awarded = told(&ben, "brief_awarded").await;
    assert!(awarded.len() == 1 && awarded[0].contains("its embargo ends"), "{awarded:?}");
    for stranger in [&ben, &noor] {
        let all = stranger.read("/me/notices").await.to_string();
        assert!(!all.contains(TITLE) && !all.contains(tests::WHY), "{}: {all}", stranger.name);
    }
    // Who has left the brief is no party to it, whatever they have answered.
    noor.get(&comparison).await.expect_status(404);
    assert_eq!(noor.notices_of("outcome_comparison").await.len(), 0);
    let credits = noor.read("/me/credits?limit=1").await;
    let page = (&credits["items"], &credits["next"]);
    assert_eq!(page, (&json!([]), &Value::Null), "nothing tells of what is kept back");
    assert_eq!(noor.read("/reviews").await["items"][0]["brief_title"], Value::Null);
    assert_eq!(noor.read(&other.path("")).await["terms"]["title"], Value::Null);
    assert_eq!(mika.read(&one.path("")).await["terms"]["title"], TITLE);
    assert_eq!(mika.read("/reviews").await["items"][0]["brief_title"], TITLE);

    world.pass(SignedDuration::from_hours(89 * 24)).await;
    assert_eq!(told(&ben, "embargo_ended").await.len(), 0);
    // While the award is void, there is no outcome to tell.
    let reason = json!({ "reason": "a sample was not cleared" });
    otto.act(&brief.path("/void-award"), &reason).await;
    world.pass(SignedDuration::from_hours(25)).await;
    assert_eq!(told(&ben, "embargo_ended").await.len(), 0, "it is void");
    otto.act(&brief.path("/restore-award"), &reason).await;
    world.sweep().await;
    world.sweep().await;
    for stranger in [&ben, &noor] {
        let ended = told(stranger, "embargo_ended").await;
        assert_eq!(ended.len(), 1, "{}, once", stranger.name);
        assert!(ended[0].contains(TITLE) && ended[0].contains(tests::WHY), "{ended:?}");
    }
    for party in [&ada, &mika, &clara, &oscar] {
        assert_eq!(told(party, "embargo_ended").await.len(), 0, "{} knew it", party.name);
    }
    assert!(told(&ben, "brief_awarded").await[0].contains(tests::WHY), "nothing is kept back now");
    assert_eq!(noor.notices_of("outcome_comparison").await.len(), 1);
    assert_eq!(noor.read(&comparison).await["winner"], json!(track.id));
    assert_eq!(noor.read("/me/credits").await["items"][0]["brief_title"], TITLE);
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
