//! Events that never come: one sweep later everything is where it would have been.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, Said, Submitted, declared, letter, upload};

use crate::stage::Stage;
use crate::state::assert_same;

const A_SWEEP: SignedDuration = SignedDuration::from_mins(15);

const REVENUE: &str = "/months/2026-03/revenue";

/// An operator loads a file; nobody waits for what follows from it.
async fn a_revenue_file_is_uploaded(stage: &Stage) {
    let file = b"period,track_id,isrc,source,territory,units,currency,amount\n\
        2026-03,trk_unknown,,radio,DE,1,EUR,12.5\n";
    let mut body = declared(file);
    body["content_type"] = json!("text/csv");
    let reserved = stage.olga.create(REVENUE, &body).await;
    upload(&stage.world.http(), &reserved["upload"], file.to_vec()).await.said(200);
}

/// What a listener hears and sees of a track.
async fn heard(stage: &Stage, track: &Submitted) -> [Vec<u8>; 2] {
    let room = stage.clara.read(&track.path("/versions/1/listen")).await;
    let mut heard = Vec::new();
    for part in ["preview", "waveform"] {
        let url = room[part]["url"].as_str().unwrap();
        let reply = stage.world.http().get(url).send().await.unwrap();
        assert_eq!(reply.status, 200, "{part}");
        heard.push(reply.body.to_vec());
    }
    heard.try_into().unwrap()
}

#[tokio::test]
async fn when_all_upload_events_are_lost_one_sweep_puts_everything_right() {
    let calm = Stage::set().await;
    let calm_tracks = calm.everybody_uploads().await;
    a_revenue_file_is_uploaded(&calm).await;
    calm.world.settle().await;
    calm.world.pass(A_SWEEP).await;

    let wild = Stage::set().await;
    wild.catch_events();
    let tracks = wild.everybody_uploads().await;
    a_revenue_file_is_uploaded(&wild).await;
    assert_eq!(wild.caught().len(), 4);
    wild.let_through();
    for track in &tracks {
        assert_eq!(track.state().await, "reserved", "nobody was told");
    }
    assert_eq!(wild.olga.read(REVENUE).await["items"][0]["report"], Value::Null);
    wild.world.pass(A_SWEEP).await;

    assert_same(&wild.world, &calm.world);
    for (track, calm_track) in tracks.iter().zip(&calm_tracks) {
        assert_eq!(track.state().await, "in_review");
        assert_eq!(heard(&wild, track).await, heard(&calm, calm_track).await);
    }
    assert_eq!(wild.olga.read(REVENUE).await["items"][0]["report"]["outcome"], "accepted");
    wild.assert_healthy().await;
}

#[tokio::test]
async fn an_event_that_comes_after_the_sweep_changes_nothing() {
    let stage = Stage::set().await;
    stage.catch_events();
    stage.everybody_uploads().await;
    let late = stage.caught();
    stage.let_through();
    stage.world.pass(A_SWEEP).await;
    let before = stage.world.items();
    for delivery in &late {
        stage.deliver(delivery).await;
    }
    stage.world.settle().await;
    assert_eq!(stage.world.items(), before);
}

#[tokio::test]
async fn a_sweep_that_rescues_while_the_event_comes_assigns_once() {
    let stage = Stage::set_for_two().await;
    stage.catch_events();
    stage.everybody_uploads().await;
    let late = stage.caught();
    stage.let_through();
    let lambda = stage.world.studio.lambda();
    let sweep = lambda.invoke("SweepFunction", json!({}));
    let (swept, ()) = tokio::join!(sweep, lambda.deliver(late));
    swept.unwrap();
    stage.world.settle().await;
    stage.assert_assigned_once();
    stage.assert_healthy().await;
}

#[tokio::test]
async fn a_rescued_track_goes_its_way_like_any_other() {
    let stage = Stage::set().await;
    stage.catch_events();
    let [ada, ..] = &stage.composers;
    let track = stage.brief.submit(ada, "Lemon Tree").await;
    assert_eq!(stage.caught().len(), 1);
    stage.let_through();
    stage.world.pass(A_SWEEP).await;
    let answered = Answered::approving(letter(0));
    stage.mika.only_review().await.answer(&answered).await;
    assert_eq!(track.state().await, "approved");
    stage.clara.post(&track.path("/shortlist"), &json!({})).await.said(200);
}
