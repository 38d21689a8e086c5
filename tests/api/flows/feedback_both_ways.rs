//! An answer is drafted, delivered, taken into the workstation, and answered in turn.

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, Queued, ReplyChecks, Submitted, World, letter};

/// A track and the review of it.
async fn offered(world: &World) -> (Submitted, Person, Queued) {
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let plan = BriefPlan::public().with("genre_tags", json!(["folk", "indie"]));
    let brief = plan.judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;
    (track, ada, review)
}

#[tokio::test]
async fn a_draft_waits_in_the_room_and_is_gone_once_the_answer_is_in() {
    let world = World::start().await;
    let (_track, ada, review) = offered(&world).await;
    let mika = &review.reviewer;
    let draft = json!({ "scores": { "brief_fit": 4 }, "feedback": { "text": "Warm, but" } });
    mika.put(&review.path("/draft"), &draft).await.expect_status(200);
    let room = mika.read(&review.path("")).await;
    assert_eq!(room["draft"]["scores"]["brief_fit"], 4);
    assert_eq!(room["draft"]["feedback"]["text"], "Warm, but");
    assert_eq!(ada.put(&review.path("/draft"), &draft).await.status, 404);
    review.answer(&Answered::approving(letter(0))).await;
    assert_eq!(mika.read(&review.path("")).await["draft"], json!(null));
    assert_eq!(mika.put(&review.path("/draft"), &draft).await.status, 409);
}

/// The rules of an answer that a view shows as met.
fn met(view: &Value) -> Vec<&str> {
    let rules = view["rules"].as_array().unwrap().iter().filter(|one| one["met"] == true);
    rules.map(|one| one["rule"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_draft_is_told_which_rules_it_meets_and_is_delivered_once_nothing_is_missing() {
    let world = World::start().await;
    let (_track, _ada, review) = offered(&world).await;
    let mika = &review.reviewer;
    let keep =
        async |draft: &Value| mika.put(&review.path("/draft"), draft).await.expect_status(200);
    let begun = json!({ "feedback": { "text": "Warm, but", "strengths": ["the bass"] } });
    let kept = keep(&begun).await;
    assert!(met(&kept).contains(&"review_strength_named"), "{kept}");
    assert!(!met(&kept).contains(&"review_words_enough"), "{kept}");
    let short = kept["missing"].as_array().unwrap().iter();
    let short = short.filter(|one| one["pointer"] == "/feedback/text").collect::<Vec<_>>();
    assert_eq!(short.len(), 1);
    assert!(short[0]["detail"].as_str().unwrap().starts_with("has 2 words, at least 15"));
    let room = mika.read(&review.path("")).await;
    assert_eq!((&room["rules"], &room["missing"]), (&kept["rules"], &kept["missing"]));
    let answer = Answered::approving(letter(0));
    let unheard = keep(answer.body()).await["missing"].clone();
    assert_eq!(unheard[0]["rule"], "review_heard_enough");
    assert_eq!(unheard.as_array().unwrap().len(), 1, "{unheard}");
    let refused = review.deliver(&answer).await.expect_status(422);
    assert_eq!(refused["errors"], unheard, "one truth");
    review.listen().await;
    let whole = keep(answer.body()).await;
    assert_eq!(whole["missing"], json!([]));
    assert_eq!(met(&whole).len(), whole["rules"].as_array().unwrap().len());
    review.deliver(&answer).await.expect_status(200);
    let room = mika.read(&review.path("")).await;
    assert_eq!((&room["rules"], &room["missing"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn a_draft_that_copies_another_reviewer_is_told_once_all_else_is_there() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    brief.submit(&world.composer("Ben"), "Morning Bus").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let review = noor.only_review().await;
    let copy = Answered::approving(letter(0));
    let missing = async || {
        let kept = noor.put(&review.path("/draft"), copy.body()).await.expect_status(200);
        assert_eq!(noor.read(&review.path("")).await["missing"], kept["missing"]);
        let rules = kept["missing"].as_array().unwrap().iter().map(|one| one["rule"].clone());
        rules.collect::<Vec<_>>()
    };
    assert_eq!(missing().await, ["review_heard_enough"]);
    review.listen().await;
    assert_eq!(missing().await, ["review_not_copied_from_others"]);
}

#[tokio::test]
async fn the_queue_and_the_room_say_why_a_review_came_to_its_reviewer() {
    let world = World::start().await;
    let (_track, ada, review) = offered(&world).await;
    let mika = &review.reviewer;
    let queued = async || mika.read("/reviews").await["items"][0].clone();
    let why = "It was your turn: you had no review on this brief yet.";
    assert_eq!(queued().await["why_you"], why);
    assert_eq!(mika.read(&review.path("")).await["why_you"], why);
    assert!(!queued().await.to_string().contains(&ada.id.to_string()));
    let declined = mika.act(&review.path("/decline"), &json!({ "reason": "no_time" })).await;
    assert_eq!(declined["why_you"], json!(null), "in the answer to a change");
}

#[tokio::test]
async fn a_list_of_own_tracks_says_how_far_each_has_come() {
    let world = World::start().await;
    let (track, ada, review) = offered(&world).await;
    let own = async || ada.read("/me/tracks").await["items"][0].clone();
    let waiting = own().await;
    assert_eq!((&waiting["state"], &waiting["verdict"]), (&json!("in_review"), &json!(null)));
    let due_at = review.reviewer.read("/reviews").await["items"][0]["due_at"].clone();
    assert_eq!(waiting["review_due_at"], due_at);
    assert!(due_at.is_string());
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let answered = own().await;
    let newest = track.newest().await;
    for field in ["state", "verdict", "total_centistars"] {
        assert!(!answered[field].is_null(), "{field}");
        assert_eq!(answered[field], newest[field], "{field}");
    }
    assert_eq!(answered["review_due_at"], json!(null));
    track.improve("second take").await;
    let again = own().await;
    assert_eq!((&again["newest_version"], &again["verdict"]), (&json!(2), &json!(null)));
}

#[tokio::test]
async fn a_composer_reacts_once_and_the_reviewer_hears_of_it() {
    let world = World::start().await;
    let (_track, ada, review) = offered(&world).await;
    let reaction = json!({ "useful": 5, "addressed": [true], "thanks": "The bass it was." });
    let reply = ada.post(&review.path("/reaction"), &reaction).await;
    assert_eq!(reply.status, 404, "nothing to react to yet");
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let wrong = json!({ "useful": 5, "addressed": [] });
    let refused = ada.post(&review.path("/reaction"), &wrong).await.expect_status(422);
    assert_eq!(refused["errors"][0]["rule"], "review_reaction_covers_notes");
    let reacted = ada.act(&review.path("/reaction"), &reaction).await;
    assert_eq!(ada.act(&review.path("/reaction"), &reaction).await, reacted);
    let otherwise = json!({ "useful": 1, "addressed": [false] });
    let reply = ada.post(&review.path("/reaction"), &otherwise).await;
    assert_eq!(
        (reply.status.as_u16(), reply.problem()),
        (409, "already_reacted_differently".to_owned())
    );
    let told = review.reviewer.notices_of("reaction").await;
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0]["text"],
        "A composer found your feedback useful: 5 of 5, 1 of 1 notes addressed. Their thanks: \
         \"The bass it was\"."
    );
    assert!(!told[0].to_string().contains(&ada.id.to_string()), "still blind");
}

#[tokio::test]
async fn a_reviewer_reads_the_thanks_in_their_own_review_and_no_colleague_does() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::public().with("reviews_per_track", json!(2));
    let brief = plan.judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;
    review.answer(&Answered::approving(letter(0))).await;
    noor.only_review().await.answer(&Answered::approving(letter(1))).await;
    let reaction = json!({ "useful": 5, "addressed": [true], "thanks": "The bass it was." });
    ada.act(&review.path("/reaction"), &reaction).await;
    let queue = mika.read("/reviews?state=delivered").await["items"][0].clone();
    let answers = mika.read(&track.path("/reviews")).await;
    let listed = answers["items"].as_array().unwrap().clone();
    let own = listed.iter().find(|one| one["id"] == json!(review.id)).unwrap();
    for seen in [&mika.read(&review.path("")).await, &queue, own] {
        assert_eq!(seen["reaction"]["thanks"], "The bass it was.");
        assert_eq!(seen["reaction"]["useful"], 5);
        assert!(!seen.to_string().contains(&ada.id.to_string()), "still blind");
    }
    let seen_by_noor = noor.read(&track.path("/reviews")).await.to_string();
    assert!(!seen_by_noor.contains("The bass it was."), "{seen_by_noor}");
}

/// The verdict on the next version is somebody else's: it shows in nothing that the author of the
/// notes reads of themselves.
#[tokio::test]
async fn a_standing_steps_by_the_answers_of_others_only_when_its_member_may_know() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let judges = [world.coproducer("Mika").await, world.coproducer("Noor").await];
    let brief = BriefPlan::public().judged_by(&judges[0]).judged_by(&judges[1]).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let first = tests::waiting_for(&judges).await.remove(0);
    first.answer(&Answered::asking_for_changes(letter(0))).await;
    let reaction = json!({ "useful": 5, "addressed": [true] });
    ada.act(&first.path("/reaction"), &reaction).await;
    track.improve("second take").await;
    let again = first.reviewer.only_review().await;
    first.reviewer.act(&again.path("/decline"), &json!({ "reason": "no_time" })).await;
    let standing = async || first.reviewer.read("/me").await["coproducer"]["standing"].take();
    let before = standing().await;
    assert_eq!(before["parts"][2]["mean_bp"], 5_000, "the composer's word alone: {before}");
    tests::waiting_for(&judges).await.remove(0).answer(&Answered::approving(letter(1))).await;
    assert_eq!(standing().await, before, "the verdict of a colleague");
    clara.act(&brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track.id, "version": 2, "why": tests::WHY });
    clara.act(&brief.path("/selection"), &winner).await;
    world.settle().await;
    assert_ne!(standing().await["parts"][2], before["parts"][2], "the brief has ended");
}

#[tokio::test]
async fn the_notes_of_an_answer_become_markers_for_composer_and_reviewer() {
    let world = World::start().await;
    let (track, ada, review) = offered(&world).await;
    assert_eq!(review.reviewer.get(&review.path("/markers")).await.status, 404);
    let mut answer = Answered::approving(letter(0)).body().clone();
    answer["feedback"]["notes"] = json!([
        { "at_ms": 4_250, "text": "=HYPERLINK(1)", "actionable": false },
        { "at_ms": 900, "text": "here, \"in\"", "actionable": true },
        { "at_ms": 3_000, "until_ms": 4_250, "text": "softer", "actionable": true },
    ]);
    review.listen().await;
    review.reviewer.put(&review.path(""), &answer).await.expect_status(200);
    for person in [&ada, &review.reviewer] {
        let reply = person.get(&review.path("/markers")).await;
        assert_eq!(reply.status, 200);
        assert_eq!(
            String::from_utf8(reply.body.to_vec()).unwrap(),
            "#,Name,Start,End,Length\r\nM1,\"here, \"\"in\"\"\",0.900,,\r\n\
             R2,softer,3.000,4.250,1.250\r\nM3,'=HYPERLINK(1),4.250,,\r\n"
        );
    }
    assert_eq!(track.brief.owner.get(&review.path("/markers")).await.status, 404);
}

#[tokio::test]
async fn an_off_brief_review_names_open_public_briefs_with_the_same_genres() {
    let world = World::start().await;
    let (track, ada, review) = offered(&world).await;
    let zoe = world.client("Zoe");
    let tagged = |tags: &str| BriefPlan::public().with("genre_tags", json!([tags]));
    let folk = tagged("folk").open(&zoe).await;
    tagged("techno").open(&zoe).await;
    let hidden = BriefPlan::private().with("genre_tags", json!(["folk"])).open(&zoe).await;
    let off_brief = Answered::scored([2, 4, 4, 4, 4], "off_brief", letter(0));
    review.answer(&off_brief).await;
    let answer = ada.read(&track.path("/reviews")).await["items"][0].clone();
    let named = answer["try_these"].as_array().unwrap();
    assert_eq!(named.len(), 1, "{named:?}");
    assert_eq!(named[0]["brief"], json!(folk.id));
    assert_ne!(named[0]["brief"], json!(hidden.id));
    let seen_by_client = track.brief.owner.read(&track.path("/reviews")).await;
    assert_eq!(seen_by_client["items"][0]["try_these"], json!([]));
}
