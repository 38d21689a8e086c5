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
    for secret in [letter(0), "changes_requested", "a melody that stays", "too loud", "Lemon Tree"]
    {
        let line = told.iter().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in {line:?}");
    }
    for line in told {
        let sums = line.split("\"total_centistars\":").skip(1);
        assert!(sums.into_iter().all(|rest| rest.starts_with("null")), "a sum is in {line}");
    }
}

/// Free words carry names; a number carries none, and no composer can say which one is theirs.
#[tokio::test]
async fn an_entry_stands_for_the_title_until_a_reviewer_has_answered_the_track() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::private().with("reviews_per_track", 2).with("coproducer_seats", 2);
    let brief = plan.inviting(&ada).judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ada, "Song by Ada").await;
    let entry = world.items_of("entry_number")[0]["number"]["N"].as_str().unwrap().to_owned();
    let name = format!("Entry {entry}");
    let review = mika.only_review().await;
    let seen = track.seen_by(&mika).await;
    let version = &seen["versions"][0];
    assert_eq!((&seen["title"], &seen["shortlisted"]), (&json!(name), &Value::Null));
    assert_eq!((&version["state"], &version["facts"]["sha256"]), (&Value::Null, &Value::Null));
    let queued = mika.read("/reviews").await["items"][0].clone();
    let room = review.listen().await;
    assert_eq!((&queued["track_title"], &room["track_title"]), (&json!(name), &json!(name)));
    let offered = mika.notices_of("review_offered").await[0]["text"].clone();
    assert!(offered.as_str().unwrap().starts_with(&name), "{offered}");

    review.answer(&Answered::approving(letter(0))).await;
    clara.post(&track.path("/shortlist"), &json!({})).await;
    let seen = track.seen_by(&mika).await;
    assert_eq!((&seen["title"], &seen["shortlisted"]), (&json!("Song by Ada"), &json!(true)));
    assert_eq!(seen["versions"][0]["state"], "in_review");
    assert_eq!(track.seen_by(&noor).await["title"], json!(name), "the other has not answered");
    let markers = mika.get(&review.path("/markers")).await;
    let file = markers.header("content-disposition").to_owned();
    assert!(file.contains(&format!("entry-{entry}-")), "{file}");
    let markers = ada.get(&review.path("/markers")).await;
    assert!(!markers.header("content-disposition").contains("entry"), "its composer is not told");
    for path in [track.path(""), "/me/tracks".to_owned(), "/me/notices".to_owned()] {
        let told = ada.read(&path).await.to_string();
        assert!(!told.contains(&name) && !told.contains("\"entry\""), "{told}");
    }
}
