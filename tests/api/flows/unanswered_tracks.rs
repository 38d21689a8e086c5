//! Nobody goes unanswered: an award waits for every answer, unless nobody can give one.

use jiff::SignedDuration;
use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, letter};

/// Whoever of the platform may review it is asked before a slot is called unanswerable; the first who
/// accept have one each.
#[tokio::test]
async fn ask_over_is_what_the_roster_could_not_answer_and_somebody_else_has_accepted() {
    let world = World::start().await;
    let (clara, ada, olga) = (world.client("Clara"), world.composer("Ada"), world.operator("Olga"));
    let mika = world.coproducer("Mika").await;
    let (noor, yuki) = (world.coproducer("Noor").await, world.coproducer("Yuki").await);
    let tess = world.coproducer("Tess").await;
    let plan = BriefPlan::private().with("reviews_per_track", 2).inviting(&ada);
    let brief = plan.judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Night Bus").await;
    let decline = json!({ "reason": "knows_the_composer" });
    mika.act(&mika.only_review().await.path("/decline"), &decline).await;
    world.pass(SignedDuration::from_hours(23)).await;
    assert_eq!(noor.notices_of("review_asked").await.len(), 0, "the roster comes first");
    world.pass(SignedDuration::from_mins(90)).await;
    for asked in [&noor, &yuki, &tess] {
        let told = asked.notices_of("review_asked").await;
        let facts = &told[0]["facts"];
        assert_eq!((told.len(), &facts["track"]), (1, &json!(track.id)), "{told:?}");
        assert_eq!(facts["slots"], 2, "one question, however many answers are sought");
    }
    assert_eq!(mika.notices_of("review_asked").await.len(), 0);
    let say = |answer: &str| track.path(&format!("/versions/1/ask/{answer}"));
    assert_eq!(ada.post(&say("accept"), &json!({})).await.status, 404);
    assert_eq!(mika.post(&say("decline"), &json!({})).await.status, 404);

    let accepted = noor.act(&say("accept"), &json!({})).await;
    assert_eq!((&accepted["state"], &accepted["track"]), (&json!("assigned"), &json!(track.id)));
    assert_eq!(noor.act(&say("accept"), &json!({})).await, accepted, "once");
    assert_eq!(noor.post(&say("decline"), &json!({})).await.problem(), "ask_over");
    let other = yuki.act(&say("accept"), &json!({})).await;
    assert_ne!(other["id"], accepted["id"], "the slot that is left");
    let late = tess.post(&say("accept"), &json!({})).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "ask_over".to_owned()));
    assert_eq!(tess.act(&say("decline"), &json!({})).await["answer"], "declined");
    noor.only_review().await.answer(&Answered::approving(letter(0))).await;
    yuki.only_review().await.answer(&Answered::approving(letter(1))).await;
    assert_eq!(track.state().await, "approved");
    let slots = olga.read(&track.path("/versions/1/assignment")).await["slots"].take();
    assert_eq!(slots[1]["why"]["accepted_ask"], json!(true));
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

/// One of two answers is not what was promised, and neither is a version that nobody has answered;
/// one that never came is none.
#[tokio::test]
async fn unanswered_tracks_are_those_whose_newest_version_lacks_one_of_its_promised_answers() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::public().with("reviews_per_track", 2).judged_by(&mika).judged_by(&noor);
    let brief = plan.open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    clara.act(&brief.path("/close"), &json!({})).await;

    let second = noor.only_review().await;
    let due_at = noor.read(&second.path("")).await["due_at"].take();
    let select = brief.path("/selection");
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    let refused = clara.post(&select, &winner).await.expect_status(409);
    let slot = refused["missing"][0]["slot"].clone();
    let listening = json!({
        "track": track.id, "version": 1, "slot": slot, "state": "assigned", "due_at": due_at,
    });
    assert_eq!(refused["missing"], json!([listening]));
    second.answer(&Answered::asking_for_changes(letter(1))).await;

    track.improve("second take").await;
    let refused = clara.post(&select, &winner).await.expect_status(409);
    let missing = refused["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 2, "{refused}");
    assert!(missing.iter().all(|one| one["version"] == 2 && one["due_at"].is_string()));
    for (number, judge) in [&mika, &noor].into_iter().enumerate() {
        let again = judge.only_review().await;
        again.answer(&Answered::asking_for_changes(letter(number + 2))).await;
    }
    let third = tests::declared(&tests::audio::wav(3));
    ada.create(&track.path("/versions"), &third).await;
    assert_eq!(clara.act(&select, &winner).await["state"], "awarded", "nothing was taken in");
}

#[tokio::test]
async fn unanswered_tracks_hold_up_the_award_until_the_sweep_says_that_nobody_can_answer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let good = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let ben = world.composer("Ben");
    let waiting = brief.submit(&ben, "Night Bus").await;
    let decline = json!({ "reason": "knows_the_composer" });
    mika.act(&mika.only_review().await.path("/decline"), &decline).await;
    clara.act(&brief.path("/close"), &json!({})).await;

    let select = brief.path("/selection");
    let winner = json!({ "track": good.id, "version": 1, "why": tests::WHY });
    let refused = clara.post(&select, &winner).await;
    assert_eq!(refused.problem(), "unanswered_tracks");
    let refused = refused.expect_status(409);
    assert_eq!(refused["tracks"], json!([waiting.id]));
    assert_eq!(refused["missing"][0]["state"], "sought");
    world.pass(SignedDuration::from_hours(71)).await;
    clara.post(&select, &winner).await.expect_status(409);
    world.pass(SignedDuration::from_mins(75)).await;
    let told = ben.notices_of("unanswered").await;
    assert_eq!(told.len(), 1);
    assert!(told[0]["text"].as_str().unwrap().contains("who was considered may not"), "{told:?}");
    let label = waiting.newest().await["unanswered"][0].take();
    assert_eq!((&label["slot"], &label["because"]), (&json!(1), &json!({ "relinquished": 1 })));
    assert_eq!(clara.act(&select, &winner).await["state"], "awarded");

    // It is off the work list once the brief is over.
    world.pass(SignedDuration::from_mins(30)).await;
    let waits = |item: &serde_json::Value| item.get("gsi2pk").is_some();
    assert!(!world.items_of("version").iter().any(waits));
}
