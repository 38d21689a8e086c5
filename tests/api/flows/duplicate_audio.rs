//! The same recording twice: once is enough, whoever sends it, and nobody is told who was first.

use serde_json::{Value, json};
use tests::{
    Answered, BriefPlan, OpenBrief, Person, ReplyChecks, World, audio, declared, letter, upload,
};

fn named(title: &str, file: &[u8]) -> Value {
    let mut body = declared(file);
    body["title"] = json!(title);
    body
}

/// The problem's name and everything it says.
async fn refused(brief: &OpenBrief, composer: &Person, file: &[u8]) -> (String, String) {
    let reply = composer.post(&brief.path("/tracks"), &named("Again", file)).await;
    assert_eq!(reply.status, 409, "{}", reply.json());
    (reply.problem(), reply.json()["detail"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn duplicate_audio_is_refused_in_every_brief_and_under_every_name() {
    let world = World::start().await;
    let (clara, dora) = (world.client("Clara"), world.client("Dora"));
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().open(&clara).await;
    let similar_briefs = BriefPlan::public().open(&dora).await;
    let file = audio::wav(7);
    let track = brief.submit_file(&ada, "Dawn", file.clone()).await;

    for brief in [&brief, &similar_briefs] {
        let (name, detail) = refused(brief, &ben, &file).await;
        assert_eq!(name, "duplicate_audio");
        for secret in [ada.id.to_string(), track.id.clone(), ada.name.clone()] {
            assert!(!detail.contains(&secret), "{detail}");
        }
    }
    let (name, detail) = refused(&similar_briefs, &ada, &file).await;
    assert_eq!(name, "duplicate_audio");
    assert!(detail.contains(&track.id), "one's own track may be named: {detail}");
}

#[tokio::test]
async fn a_file_reserved_by_two_composers_counts_for_the_first_upload_and_the_second_is_told_why() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().open(&clara).await;
    let file = audio::wav(7);
    let first = brief.reserve(&ada, "Dawn", &file).await;
    let second = brief.reserve(&ben, "Dusk", &file).await;
    for reserved in [&first, &second] {
        upload(&world.http(), &reserved["upload"], file.clone()).await.expect_status(200);
        world.settle().await;
    }
    let state = async |who: &Person, reserved: &Value| {
        let path = brief.path(&format!("/tracks/{}", reserved["track"].as_str().unwrap()));
        who.read(&path).await["versions"][0].clone()
    };
    assert_eq!(state(&ada, &first).await["state"], "awaiting_reviewer");
    let late = state(&ben, &second).await;
    assert_eq!(late["state"], "invalid");
    let because = late["invalid_because"].as_str().unwrap();
    assert!(because.contains("submitted to the studio before"), "{because}");
    assert!(!because.contains(&ada.id.to_string()));
    let notices = ben.read("/me/notices").await.to_string();
    assert!(notices.contains("submitted to the studio before"), "{notices}");
}

#[tokio::test]
async fn unchanged_audio_is_no_new_version() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let file = audio::wav(7);
    let track = brief.submit_file(&ada, "Dawn", file.clone()).await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    let reply = ada.post(&track.path("/versions"), &declared(&file)).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "unchanged_audio".to_owned()));
    assert!(reply.json()["detail"].as_str().unwrap().contains("version 1"));
}

#[tokio::test]
async fn an_invalid_file_does_not_bar_the_same_recording_elsewhere() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let length = json!({ "min_s": 30, "max_s": 60 });
    let long = BriefPlan::public().with("length", length).open(&clara).await;
    let short = BriefPlan::public().open(&clara).await;
    let file = audio::wav(7);
    let refused = long.submit_file(&ada, "Too short", file.clone()).await;
    assert_eq!(refused.state().await, "invalid");
    let taken = short.submit_file(&ben, "Just right", file).await;
    assert_eq!(taken.state().await, "awaiting_reviewer");
}

#[tokio::test]
async fn a_withdrawn_recording_is_free_for_its_composer_and_nobody_else() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().open(&clara).await;
    let similar_briefs = BriefPlan::public().open(&clara).await;
    let file = audio::wav(7);
    let track = brief.submit_file(&ada, "Dawn", file.clone()).await;
    ada.act(&track.path("/withdraw"), &json!({})).await;
    assert_eq!(refused(&similar_briefs, &ben, &file).await.0, "duplicate_audio");
    let again = similar_briefs.submit_file(&ada, "Dawn", file.clone()).await;
    assert_eq!(again.state().await, "awaiting_reviewer");
    assert_eq!(refused(&brief, &ada, &file).await.0, "duplicate_audio");
}
