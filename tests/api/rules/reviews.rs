//! What a reviewer's answer must be, and what comes of it.

use domain::rules::Rule;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::audio::WAV_MS;
use tests::{Answered, BriefPlan, ReplyChecks, World, audio, declared, letter};

use super::assert_breaks;
use super::tracks::Judged;

/// Delivers an answer that is fine but for one change, after all was heard.
async fn assert_refused(change: impl FnOnce(&mut Value), rule: Rule) {
    let Judged { mika, review, .. } = Judged::start().await;
    review.listen().await;
    let mut body = Answered::asking_for_changes(letter(0)).body().clone();
    change(&mut body);
    let refused = mika.put(&review.path(""), &body).await;
    let failures = refused.json()["errors"].as_array().map(Vec::len);
    assert_eq!(failures, Some(1), "no other rule is broken: {}", refused.json());
    assert_breaks(refused, 422, rule);
    review.deliver(&Answered::asking_for_changes(letter(0))).await.expect_status(200);
}

#[tokio::test]
async fn review_heard_enough() {
    let Judged { mika, review, .. } = Judged::start().await;
    let answer = Answered::approving(letter(0));
    assert_breaks(mika.put(&review.path(""), answer.body()).await, 422, Rule::ReviewHeardEnough);
}

#[tokio::test]
async fn review_heard_no_faster_and_review_interval_forwards() {
    let Judged { world, mika, review, .. } = Judged::start().await;
    let report = async |from_ms: u64, to_ms: u64| {
        let heard = json!({ "intervals": [{ "from_ms": from_ms, "to_ms": to_ms }] });
        mika.put(&review.path("/heard"), &heard).await
    };
    assert_breaks(report(0, 1).await, 422, Rule::ReviewHeardNoFaster);
    assert_breaks(report(2, 1).await, 422, Rule::ReviewIntervalForwards);
    mika.read(&review.path("")).await;
    world.pass(SignedDuration::from_millis(2_500)).await;
    let twice_as_fast = report(0, WAV_MS).await;
    // The studio's clock goes on by itself, too.
    let budget_ms = twice_as_fast.json()["budget_ms"].as_u64().unwrap();
    assert!((2_500..WAV_MS).contains(&budget_ms), "{budget_ms}");
    assert_breaks(twice_as_fast, 422, Rule::ReviewHeardNoFaster);
    let heard = report(0, 2_500).await.expect_status(200);
    assert_eq!(heard["heard_ms"], 2_500);
    assert!(heard["budget_ms"].as_u64().unwrap() < 3_500, "{heard}");
}

/// A preview link is one wherever it comes from; a request that is refused gives none, and takes
/// nothing away.
#[tokio::test]
async fn what_is_played_counts_from_each_preview_link_on() {
    let Judged { world, mika, track, review, .. } = Judged::start().await;
    let report = async |to_ms: u64| {
        let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": to_ms }] });
        mika.put(&review.path("/heard"), &heard).await
    };
    let listen = track.path("/versions/1/listen");
    mika.read(&listen).await;
    world.pass(SignedDuration::from_secs(2)).await;
    for page in [&listen, &review.path("")] {
        mika.get(&format!("{page}?colour=blue")).await.expect_status(400);
    }
    report(2_000).await.expect_status(200);
    mika.read(&listen).await;
    assert_breaks(report(WAV_MS).await, 422, Rule::ReviewHeardNoFaster);
}

/// A page that is loaded anew in the middle: what it has played and not reported yet still counts.
#[tokio::test]
async fn a_new_preview_link_leaves_the_time_that_was_listened_as_it_is() {
    let Judged { world, mika, track, review, .. } = Judged::start().await;
    mika.read(&review.path("")).await;
    world.pass(SignedDuration::from_millis(2_500)).await;
    let room = mika.read(&review.path("")).await;
    assert!(room["heard"]["budget_ms"].as_u64().unwrap() >= 2_500, "{}", room["heard"]);
    mika.read(&track.path("/versions/1/listen")).await;
    let report = async |to_ms: u64| {
        let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": to_ms }] });
        mika.put(&review.path("/heard"), &heard).await
    };
    assert_breaks(report(WAV_MS).await, 422, Rule::ReviewHeardNoFaster);
    assert_eq!(report(2_500).await.expect_status(200)["heard_ms"], 2_500);
}

#[tokio::test]
async fn review_words_enough() {
    assert_refused(|body| body["feedback"]["text"] = json!("No."), Rule::ReviewWordsEnough).await;
}

#[tokio::test]
async fn review_words_distinct() {
    let change = |body: &mut Value| {
        body["feedback"]["text"] = json!("a b c d e f g h i a c e g i b");
    };
    assert_refused(change, Rule::ReviewWordsDistinct).await;
}

#[tokio::test]
async fn review_not_repetitive() {
    let change = |body: &mut Value| {
        body["feedback"]["text"] = json!("a b c d e f g h i j k l ".repeat(2));
    };
    assert_refused(change, Rule::ReviewNotRepetitive).await;
}

#[tokio::test]
async fn review_not_copied_from_others() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    // Two tracks of one reviewer each: both were given out before either is answered.
    brief.submit(&ada, "Lemon Tree").await;
    brief.submit(&world.composer("Ben"), "Morning Bus").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let review = noor.only_review().await;
    review.listen().await;
    let copy = format!("Again: {}", letter(0).to_uppercase());
    let reply = review.deliver(&Answered::approving(&copy)).await;
    assert_breaks(reply, 422, Rule::ReviewNotCopiedFromOthers);
    review.deliver(&Answered::approving(letter(1))).await.expect_status(200);
    let own = brief.submit(&ada, "Dawn").await;
    let next = [mika.reviews().await, noor.reviews().await].concat().remove(0);
    let others = if next.reviewer.id == mika.id { letter(1) } else { letter(0) };
    next.listen().await;
    let reply = next.deliver(&Answered::approving(others)).await;
    assert_breaks(reply, 422, Rule::ReviewNotCopiedFromOthers);
    next.deliver(&Answered::approving(letter(2))).await.expect_status(200);
    assert_eq!(own.state().await, "approved");
}

#[tokio::test]
async fn review_strength_named() {
    assert_refused(|body| body["feedback"]["strengths"] = json!([]), Rule::ReviewStrengthNamed)
        .await;
}

#[tokio::test]
async fn review_note_actionable() {
    let change = |body: &mut Value| body["feedback"]["notes"][0]["actionable"] = json!(false);
    assert_refused(change, Rule::ReviewNoteActionable).await;
}

#[tokio::test]
async fn review_note_inside_track() {
    let outside = json!({ "at_ms": WAV_MS + 1, "text": "after the end", "actionable": false });
    let change = |body: &mut Value| {
        let notes = body["feedback"]["notes"].as_array_mut();
        notes.unwrap().push(outside);
    };
    assert_refused(change, Rule::ReviewNoteInsideTrack).await;
}

#[tokio::test]
async fn review_note_forwards() {
    let backwards =
        json!({ "at_ms": 900, "until_ms": 900, "text": "no length", "actionable": true });
    let change = |body: &mut Value| body["feedback"]["notes"][0] = backwards;
    assert_refused(change, Rule::ReviewNoteForwards).await;
}

#[tokio::test]
async fn review_note_inside_track_with_both_ends_of_a_range() {
    let change = |body: &mut Value| body["feedback"]["notes"][0]["until_ms"] = json!(WAV_MS + 1);
    assert_refused(change, Rule::ReviewNoteInsideTrack).await;
}

#[tokio::test]
async fn review_notes_not_too_many() {
    let change = |body: &mut Value| {
        let note = body["feedback"]["notes"][0].clone();
        body["feedback"]["notes"] = json!(vec![note; 101]);
    };
    assert_refused(change, Rule::ReviewNotesNotTooMany).await;
}

#[tokio::test]
async fn review_reason_given() {
    let change = |body: &mut Value| body["feedback"]["reason"] = Value::Null;
    assert_refused(change, Rule::ReviewReasonGiven).await;
}

#[tokio::test]
async fn review_verdict_fits_scores() {
    let change = |body: &mut Value| body["verdict"] = json!("off_brief");
    assert_refused(change, Rule::ReviewVerdictFitsScores).await;
}

#[tokio::test]
async fn review_not_near_copy() {
    let Judged { ada, mika, brief, review, .. } = Judged::start().await;
    review.answer(&Answered::approving(letter(0))).await;
    brief.submit(&ada, "Ice").await;
    let next = mika.only_review().await;
    next.listen().await;
    let copy = format!("Again: {}", letter(0).to_uppercase());
    let reply = next.deliver(&Answered::approving(&copy)).await;
    assert_breaks(reply, 422, Rule::ReviewNotNearCopy);
}

#[tokio::test]
async fn review_fit_cites_term() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let terms = json!({ "terms": [{ "word": "sunny", "energy": 4 }] });
    mika.put(&brief.path("/lexicon"), &terms).await.expect_status(200);
    clara.act(&brief.path("/lexicon/confirm"), &json!({})).await;
    brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;
    review.listen().await;
    let reply = review.deliver(&Answered::approving(letter(0)).citing("gloomy")).await;
    assert_breaks(reply, 422, Rule::ReviewFitCitesTerm);
    review.deliver(&Answered::approving(letter(0)).citing("sunny")).await.expect_status(200);
}

#[tokio::test]
async fn review_confirms_notes() {
    let Judged { world, ada, mika, track, review, .. } = Judged::start().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let file = audio::wav(99);
    let mut body = declared(&file);
    body["addressed"] = json!([{ "review": review.id, "note": 0 }]);
    track.improve_with(&body, file).await;
    let next = mika.only_review().await;
    let room = next.listen().await;
    assert_eq!(room["earlier_notes"][0]["addressed"], true);
    let rules: Vec<_> =
        room["missing"].as_array().unwrap().iter().map(|one| &one["rule"]).collect();
    assert!(rules.contains(&&json!("review_confirms_notes")), "{rules:?}");
    let answer = Answered::approving(letter(1));
    assert_breaks(next.deliver(&answer).await, 422, Rule::ReviewConfirmsNotes);
    let delivered = next.answer(&answer.confirming(&[true])).await;
    assert_eq!(delivered["confirmed"], json!([true]));
    let carried = track.newest().await["carried_notes"][0].clone();
    assert_eq!((&carried["addressed"], &carried["confirmed"]), (&json!(true), &json!(true)));
    assert!(!carried.to_string().contains(&mika.id.to_string()), "{carried}");
    let addressed = async || mika.read("/me").await["coproducer"]["standing"]["parts"][2].clone();
    assert_eq!(
        (&addressed().await["part"], &addressed().await["mean_bp"]),
        (&json!("addressed"), &json!(5_000))
    );
    ada.act(&review.path("/reaction"), &json!({ "useful": 4, "addressed": [true] })).await;
    world.settle().await;
    assert_eq!(addressed().await["mean_bp"], 10_000, "the usefulness stands in");
}

#[tokio::test]
async fn review_decline_says_what() {
    let Judged { mika, review, .. } = Judged::start().await;
    let reply = mika.post(&review.path("/decline"), &json!({ "reason": "other" })).await;
    assert_breaks(reply, 422, Rule::ReviewDeclineSaysWhat);
}

#[tokio::test]
async fn already_delivered_differently_is_a_second_answer() {
    let Judged { review, .. } = Judged::start().await;
    review.answer(&Answered::approving(letter(0))).await;
    let reply = review.deliver(&Answered::approving(letter(1))).await;
    assert_breaks(reply, 409, Rule::AlreadyDeliveredDifferently);
}

#[tokio::test]
async fn too_late_to_decline_is_after_a_day() {
    let Judged { world, mika, review, .. } = Judged::start().await;
    world.pass(SignedDuration::from_hours(25)).await;
    let body = json!({ "reason": "other", "words": "I am away" });
    let reply = mika.post(&review.path("/decline"), &body).await;
    assert_eq!(reply.json()["allowed"], json!(["deliver"]));
    assert_breaks(reply, 409, Rule::TooLateToDecline);
}

#[tokio::test]
async fn already_reacted_differently_and_review_reaction_covers_notes() {
    let Judged { ada, review, .. } = Judged::start().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let react = async |useful: u8, addressed: &[bool]| {
        let body = json!({ "useful": useful, "addressed": addressed });
        ada.post(&review.path("/reaction"), &body).await
    };
    assert_breaks(react(5, &[true, true]).await, 422, Rule::ReviewReactionCoversNotes);
    react(5, &[true]).await.expect_status(200);
    assert_breaks(react(1, &[true]).await, 409, Rule::AlreadyReactedDifferently);
}

#[tokio::test]
async fn already_disputed_and_not_disputed() {
    let Judged { world, ada, review, .. } = Judged::start().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let decision = json!({ "upheld": true, "words": "it is about another track" });
    let reply = world.operator("Olga").post(&review.path("/dispute/decision"), &decision).await;
    assert_breaks(reply, 409, Rule::NotDisputed);
    ada.act(&review.path("/dispute"), &json!({ "reason": "about another track" })).await;
    let reply = ada.post(&review.path("/dispute"), &json!({ "reason": "and too short" })).await;
    assert_breaks(reply, 409, Rule::AlreadyDisputed);
}

#[tokio::test]
async fn already_replied_to_dispute() {
    let Judged { world, ada, mika, track, review, .. } = Judged::start().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let olga = world.operator("Olga");
    let reply = async |words: &str| {
        mika.post(&review.path("/dispute/reply"), &json!({ "words": words })).await
    };
    assert_breaks(reply("which dispute?").await, 409, Rule::NotDisputed);
    ada.act(&review.path("/dispute"), &json!({ "reason": "about another track" })).await;
    let own = async || mika.read(&track.path("/reviews")).await["items"][0]["dispute"].clone();
    assert_eq!(own().await["reason"], "about another track");
    let replied = reply("it is about yours").await.expect_status(200);
    assert_eq!(reply("it is about yours").await.expect_status(200), replied);
    assert_breaks(reply("and about mine").await, 409, Rule::AlreadyRepliedToDispute);
    assert_eq!(olga.read("/disputes").await["items"][0]["reply"], "it is about yours");
    let decision = json!({ "upheld": false, "words": "it is about this one" });
    olga.act(&review.path("/dispute/decision"), &decision).await;
    let room = mika.read(&review.path("")).await;
    assert_eq!((&own().await, &own().await["words"]), (&room["dispute"], &decision["words"]));
    assert!(!room.to_string().contains(&ada.id.to_string()), "still blind");
}

#[tokio::test]
async fn dispute_decided_is_answered_no_more() {
    for upheld in [true, false] {
        let Judged { world, ada, mika, review, .. } = Judged::start().await;
        review.answer(&Answered::asking_for_changes(letter(0))).await;
        ada.act(&review.path("/dispute"), &json!({ "reason": "about another track" })).await;
        let decision = json!({ "upheld": upheld, "words": "so it is" });
        world.operator("Olga").act(&review.path("/dispute/decision"), &decision).await;
        let reply = mika.post(&review.path("/dispute/reply"), &json!({ "words": "but" })).await;
        assert_breaks(reply, 409, Rule::DisputeDecided);
        assert_eq!(mika.read(&review.path("")).await["dispute"]["words"], decision["words"]);
    }
}
