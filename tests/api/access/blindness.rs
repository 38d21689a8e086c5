//! A reviewer is blind: until their own answer is in, nothing the studio tells them or lets them
//! hear says who wrote the track, or what somebody else thought of it.

use serde_json::json;
use tests::{Answered, BriefPlan, OpenBrief, Person, Queued, Said, Submitted, World};
use tests::{audio, declared, letter, upload};

/// Ada signs wherever the form lets her.
const SIGNATURE: &str = "Adelheid";

struct Stage {
    world: World,
    clara: Person,
    ada: Person,
    mika: Person,
    noor: Person,
    brief: OpenBrief,
    track: Submitted,
}

/// A track of somebody who says who they are, before two co-producers.
async fn stage() -> Stage {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer(SIGNATURE));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    ada.put("/me", &json!({ "display_name": format!("{SIGNATURE} L.") })).await.said(200);
    let plan = BriefPlan::private().with("reviews_per_track", 2).with("coproducer_seats", 2);
    let brief = plan.inviting(&ada).judged_by(&mika).judged_by(&noor).open(&clara).await;
    let file = audio::wav(1);
    let mut body = declared(&file);
    body["title"] = json!("Lemon Tree");
    body["note"] = json!(format!("With love from {SIGNATURE}"));
    body["filename"] = json!(format!("{SIGNATURE}-lemon-tree.wav"));
    let reserved = ada.create(&brief.path("/tracks"), &body).await;
    upload(&world.http(), &reserved["upload"], file).await.said(200);
    world.settle().await;
    let id = reserved["track"].as_str().unwrap().to_owned();
    let track = Submitted { composer: ada.clone(), brief: brief.clone(), id };
    Stage { world, clara, ada, mika, noor, brief, track }
}

/// Everything that the studio tells this reviewer about the track, headers included, and everything
/// that its links lead to.
async fn everything_told(stage: &Stage, reviewer: &Person, review: &Queued) -> Vec<String> {
    let room = review.listen().await;
    let mut told = Vec::new();
    for path in [
        "/reviews".to_owned(),
        review.path(""),
        stage.brief.path(""),
        stage.brief.path("/tracks"),
        stage.track.path(""),
        stage.track.path("/versions/1/listen"),
        stage.track.path("/reviews"),
        "/briefs".to_owned(),
        "/me/notices".to_owned(),
        "/me/tracks".to_owned(),
    ] {
        let reply = reviewer.get(&path).await;
        told.push(format!("{path} {:?} {}", reply.headers, String::from_utf8_lossy(&reply.body)));
    }
    for link in ["/preview/url", "/waveform/url"] {
        let url = room.pointer(link).and_then(|url| url.as_str()).expect(link);
        let reply = stage.world.http().get(url).send().await.unwrap();
        assert_eq!(reply.status, 200, "{link}");
        told.push(format!("{url} {:?} {}", reply.headers, String::from_utf8_lossy(&reply.body)));
    }
    told
}

#[tokio::test]
async fn nothing_a_reviewer_is_told_names_a_writer() {
    let stage = stage().await;
    let review = stage.mika.only_review().await;
    let told = everything_told(&stage, &stage.mika, &review).await;
    let id = stage.ada.id.to_string();
    let subject = local::tokens::subject(SIGNATURE);
    for secret in [id.as_str(), SIGNATURE, subject.as_str()] {
        let line = told.iter().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in {line:?}");
    }
    let seen = stage.track.seen_by(&stage.clara).await.to_string();
    assert!(seen.contains(&id), "the client does see who wrote it");
}

#[tokio::test]
async fn nothing_a_reviewer_is_told_gives_away_the_others_answer() {
    let stage = stage().await;
    let first = stage.noor.only_review().await;
    first.answer(&Answered::asking_for_changes(letter(0))).await;
    let review = stage.mika.only_review().await;
    let told = everything_told(&stage, &stage.mika, &review).await;
    for secret in [letter(0), "changes_requested", "a melody that stays", "total_centistars"] {
        let line = told.iter().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in {line:?}");
    }
}

#[tokio::test]
async fn a_reviewer_gets_no_reviews_of_the_track_before_answering() {
    let stage = stage().await;
    let reply = stage.mika.get(&stage.track.path("/reviews")).await;
    super::assert_unknown(reply);
}
