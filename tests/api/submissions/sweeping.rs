//! The sweep: what a lost event or a silent person left undone.

use domain::brief::BriefState;
use domain::review::ReviewState;
use domain::track::VersionState;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::submissions::studio::{Scene, member, request, wav};

impl Scene {
    async fn sweep(&self) -> Value {
        let swept = self.studio.lambda().invoke("SweepFunction", json!({})).await.unwrap();
        self.studio.settle().await;
        swept
    }

    async fn reserve(&self, name: &str, bytes: &[u8]) -> Value {
        let reply = self.post(name, "/tracks", name, &request("Dawn", bytes)).await;
        assert_eq!(reply.status, 201, "{}", reply.json());
        reply.json()
    }
}

#[tokio::test]
async fn a_file_whose_event_was_lost_is_where_it_would_have_been() {
    let scene = Scene::new(&["pia"]).await;
    let bytes = wav(2, 440);
    let reserved = scene.reserve("ada", &bytes).await;
    scene.studio.lambda().deliveries().hold();
    assert_eq!(scene.upload(&reserved["upload"], bytes).await.status, 200);
    assert_eq!(scene.studio.lambda().deliveries().take().len(), 1);
    scene.studio.lambda().release();
    let track = reserved["track"].as_str().unwrap().parse().unwrap();
    assert_eq!(scene.version(track, 1).await.state, VersionState::Reserved);
    assert_eq!(scene.sweep().await["uploads_rescued"], 1);
    assert_eq!(scene.version(track, 1).await.state, VersionState::InReview);
    let again = scene.sweep().await;
    assert!(again.as_object().unwrap().values().all(|count| count == 0), "{again}");
}

#[tokio::test]
async fn a_reservation_without_a_file_ends_a_quarter_of_an_hour_after_its_link() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.reserve("ada", &wav(2, 440)).await["track"].clone();
    let track = track.as_str().unwrap().parse().unwrap();
    scene.studio.advance(SignedDuration::from_mins(20)).await;
    scene.sweep().await;
    assert_eq!(scene.version(track, 1).await.state, VersionState::Reserved);
    scene.studio.advance(SignedDuration::from_mins(11)).await;
    scene.sweep().await;
    assert_eq!(scene.version(track, 1).await.state, VersionState::Expired);
}

#[tokio::test]
async fn a_late_review_goes_to_somebody_else() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let slot = scene.version(track, 1).await.version.slots[0].clone();
    scene.studio.advance(SignedDuration::from_hours(73)).await;
    scene.sweep().await;
    let review = scene.store.review(slot.review).await.unwrap().unwrap();
    assert_eq!(review.item.state, ReviewState::Expired);
    let version = scene.version(track, 1).await;
    assert_eq!(version.state, VersionState::InReview);
    assert_eq!(version.version.slots.len(), 2);
    assert_ne!(version.version.slots[1].reviewer, slot.reviewer);
}

#[tokio::test]
async fn a_version_that_waits_is_given_to_whoever_joined() {
    let scene = Scene::new(&[]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    scene.appoint("pia").await;
    assert_eq!(scene.sweep().await["reviews_assigned"], 1);
    assert_eq!(scene.version(track, 1).await.version.slots[0].reviewer, member("pia"));
}

#[tokio::test]
async fn entries_end_at_the_deadline() {
    let scene = Scene::new(&["pia"]).await;
    scene.studio.advance(SignedDuration::from_hours(241)).await;
    scene.sweep().await;
    let brief = scene.store.brief(scene.brief).await.unwrap().unwrap();
    assert_eq!(brief.item.state, BriefState::Judging);
}
