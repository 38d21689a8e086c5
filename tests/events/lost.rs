//! Events that never come: one sweep later everything is where it would have been.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, Contest, ReplyChecks, Submitted, letter, revenue_declared, upload};

use crate::state::assert_same;

const A_SWEEP: SignedDuration = SignedDuration::from_mins(15);

const REVENUE: &str = "/months/2026-03/revenue";

/// An operator loads a file; nobody waits for what follows from it.
async fn a_revenue_file_is_uploaded(contest: &Contest) {
    let file = b"period,track_id,isrc,source,territory,units,currency,amount\n\
        2026-03,trk_unknown,,radio,DE,1,EUR,12.5\n";
    let body = revenue_declared(file);
    let reserved = contest.olga.create(REVENUE, &body).await;
    upload(&contest.world.http(), &reserved["upload"], file.to_vec()).await.expect_status(200);
}

/// What a listener hears and sees of a track.
async fn heard(contest: &Contest, track: &Submitted) -> [Vec<u8>; 2] {
    let room = contest.clara.read(&track.path("/versions/1/listen")).await;
    let mut heard = Vec::new();
    for part in ["preview", "waveform"] {
        let url = room[part]["url"].as_str().unwrap();
        let reply = contest.world.http().get(url).send().await.unwrap();
        assert_eq!(reply.status, 200, "{part}");
        heard.push(reply.body.to_vec());
    }
    heard.try_into().unwrap()
}

#[tokio::test]
async fn uploads_whose_events_were_lost_are_taken_in_by_one_sweep() {
    let undisturbed = Contest::open().await;
    let undisturbed_tracks = undisturbed.upload_all().await;
    a_revenue_file_is_uploaded(&undisturbed).await;
    undisturbed.world.settle().await;
    undisturbed.world.pass(A_SWEEP).await;

    let disturbed = Contest::open().await;
    disturbed.world.hold_events();
    let tracks = disturbed.upload_all().await;
    a_revenue_file_is_uploaded(&disturbed).await;
    assert_eq!(disturbed.world.take_events().len(), 4);
    disturbed.world.release_events();
    for track in &tracks {
        assert_eq!(track.state().await, "reserved", "nobody was told");
    }
    assert_eq!(disturbed.olga.read(REVENUE).await["items"][0]["report"], Value::Null);
    disturbed.world.pass(A_SWEEP).await;

    assert_same(&disturbed.world, &undisturbed.world);
    for (track, undisturbed_track) in tracks.iter().zip(&undisturbed_tracks) {
        assert_eq!(track.state().await, "in_review");
        assert_eq!(heard(&disturbed, track).await, heard(&undisturbed, undisturbed_track).await);
    }
    assert_eq!(disturbed.olga.read(REVENUE).await["items"][0]["report"]["outcome"], "accepted");
    disturbed.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn an_event_that_comes_after_the_sweep_changes_nothing() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    contest.upload_all().await;
    let late = contest.world.take_events();
    contest.world.release_events();
    contest.world.pass(A_SWEEP).await;
    let before = contest.world.items();
    for delivery in &late {
        contest.world.deliver(delivery).await;
    }
    contest.world.settle().await;
    assert_eq!(contest.world.items(), before);
}

#[tokio::test]
async fn a_sweep_that_rescues_while_the_event_comes_assigns_once() {
    let contest = Contest::open_with_two_coproducers().await;
    contest.world.hold_events();
    contest.upload_all().await;
    let late = contest.world.take_events();
    contest.world.release_events();
    let lambda = contest.world.studio.lambda();
    let sweep = lambda.invoke("SweepFunction", json!({}));
    let (report, ()) = tokio::join!(sweep, lambda.deliver(late));
    report.unwrap();
    contest.world.settle().await;
    contest.assert_assigned_once();
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn a_track_rescued_by_the_sweep_is_reviewed_and_shortlisted_like_any_other() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    let [ada, ..] = &contest.composers;
    let track = contest.brief.submit(ada, "Lemon Tree").await;
    assert_eq!(contest.world.take_events().len(), 1);
    contest.world.release_events();
    contest.world.pass(A_SWEEP).await;
    let answered = Answered::approving(letter(0));
    contest.mika.only_review().await.answer(&answered).await;
    assert_eq!(track.state().await, "approved");
    contest.clara.post(&track.path("/shortlist"), &json!({})).await.expect_status(200);
}
