//! What a status alone does not tell: lists show only what is the caller's, a draft is its owner's,
//! a public page says nothing private, and one reviewer does not hear of another's answer. Each
//! test makes a brief of its own.

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, audio, declared, letter};

/// 404, in the words of something that never existed.
async fn assert_unknown(person: &Person, path: &str) {
    let reply = person.get(path).await;
    assert_eq!(reply.problem(), "not_found");
    let body = reply.json();
    assert_eq!((&body["status"], &body["detail"]), (&json!(404), &json!(NOTHING)));
    assert_eq!(body.as_object().unwrap().len(), 4, "a hint: {body}");
}

const NOTHING: &str = "there is nothing here for you";

#[tokio::test]
async fn a_private_brief_is_absent_from_the_board_and_from_other_clients_lists() {
    let world = World::start().await;
    let (clara, carl, ada) = (world.client("Clara"), world.client("Carl"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    for person in [&carl, &ada, &clara] {
        let board = person.read("/briefs").await;
        assert_eq!(board["items"], json!([]), "{} sees it on the board", person.name);
    }
    assert_eq!(carl.read("/me/briefs").await["items"], json!([]));
    assert_unknown(&carl, &brief.path("")).await;
}

#[tokio::test]
async fn a_draft_is_unknown_to_all_but_its_owner_and_takes_no_track() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mut track = declared(&audio::wav(1));
    track["title"] = json!("Uninvited");
    for plan in [BriefPlan::public(), BriefPlan::private()] {
        let brief = plan.draft(&clara).await;
        assert_unknown(&ada, &brief.path("")).await;
        assert_eq!(ada.post(&brief.path("/tracks"), &track).await.problem(), "not_found");
        assert_eq!(brief.seen_by(&clara).await["state"], "draft");
    }
}

#[tokio::test]
async fn a_list_of_tracks_shows_a_composer_their_own_and_the_client_all() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    brief.submit(&ben, "Ice").await;
    let titles = async |person: &Person| {
        let list = person.read(&brief.path("/tracks")).await;
        let items = list["items"].as_array().unwrap().iter();
        let mut titles: Vec<String> =
            items.map(|track| track["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(&ada).await, ["Lemon Tree"]);
    assert_eq!(titles(&ben).await, ["Ice"]);
    assert_eq!(titles(&clara).await, ["Ice", "Lemon Tree"]);
    assert_eq!(titles(&world.composer("Eve")).await, Vec::<String>::new());
    let mine = ben.read("/me/tracks").await;
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_portfolio_read_without_a_token_says_nothing_private() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let profile = json!({ "display_name": "Ada L.", "contact": "ada@home.example" });
    ada.put("/me", &profile).await;
    let reply = world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap();
    assert_eq!(reply.status, 200, "{:?}", reply.json());
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(text.contains("Ada L."), "{text}");
    assert!(!text.contains("home.example"), "{text}");
}

#[tokio::test]
async fn a_reviewer_before_answering_is_told_nothing_of_the_other_answer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::private().with("reviews_per_track", 2).with("coproducer_seats", 2);
    let brief = plan.inviting(&ada).judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    noor.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    let stars = json!({ "stars": 1, "words": "too loud for a lake" });
    clara.put(&track.path("/rating"), &stars).await.expect_status(200);
    let review = mika.only_review().await;
    let room: Value = review.listen().await;
    let mut told = vec![room.to_string()];
    for path in [
        "/reviews".to_owned(),
        review.path(""),
        brief.path(""),
        brief.path("/tracks"),
        track.path(""),
        track.path("/versions/1/listen"),
        track.path("/reviews"),
        "/briefs".to_owned(),
        "/me/notices".to_owned(),
        "/me/tracks".to_owned(),
    ] {
        let reply = mika.get(&path).await;
        told.push(format!("{path} {:?} {}", reply.headers, String::from_utf8_lossy(&reply.body)));
    }
    for secret in
        [letter(0), "changes_requested", "a melody that stays", "total_centistars", "too loud"]
    {
        let line = told.iter().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in {line:?}");
    }
}
