//! Reviewing: listening no faster than the clock, answering once, declining; and what only the
//! reviewer may know.

use std::collections::BTreeSet;

use domain::id::TrackId;
use domain::notice::{Notice, NoticeKind};
use domain::track::VersionState;
use domain::version::slot::SlotState;
use jiff::SignedDuration;
use local::client::Reply;
use serde_json::{Value, json};

use crate::submissions::studio::{Scene, member, wav};

const LETTER: &str = "The opening carries the picture well and the bass is warm, but the second \
    half loses the train: bring back the pulse.";

/// An answer that keeps every rule.
fn approval(text: &str) -> Value {
    json!({
        "scores": {"brief_fit": 5, "composition": 4, "production": 4, "originality": 4, "delivery": 4},
        "verdict": "approve",
        "feedback": {
            "text": text,
            "strengths": ["the bass"],
            "notes": [{"at_ms": 500, "text": "leave it exactly so", "actionable": false}],
        },
    })
}

impl Scene {
    async fn read(&self, name: &str, path: &str) -> Reply {
        let token = self.studio.token(name, &["composer"]).unwrap();
        self.studio.client().get(path).bearer(&token).send().await.unwrap()
    }

    async fn put(&self, name: &str, path: &str, body: &Value) -> Reply {
        let token = self.studio.token(name, &["composer"]).unwrap();
        self.studio.client().put(path).bearer(&token).json(body).send().await.unwrap()
    }

    async fn decline(&self, name: &str, review: &str) -> Reply {
        let token = self.studio.token(name, &["composer"]).unwrap();
        let path = format!("/reviews/{review}/decline");
        let body = json!({"reason": "knows_the_composer"});
        self.studio.client().post(&path).bearer(&token).json(&body).send().await.unwrap()
    }

    /// A track of `ada` in the hands of its only reviewer, and the path of the review.
    async fn given(&self, seconds: u32, hertz: u32) -> (TrackId, String) {
        let track = self.submit("ada", &format!("Dawn-{hertz}"), wav(seconds, hertz)).await;
        let slot = self.version(track, 1).await.version.slots[0].clone();
        (track, format!("/reviews/{}", slot.review))
    }

    /// The same, heard to its end.
    async fn heard(&self, hertz: u32) -> (TrackId, String) {
        let (track, review) = self.given(2, hertz).await;
        self.studio.advance(SignedDuration::from_secs(5)).await;
        let all = json!({"intervals": [{"from_ms": 0, "to_ms": 2000}]});
        let reply = self.put("pia", &format!("{review}/heard"), &all).await;
        assert_eq!(reply.status, 200, "{}", reply.json());
        self.studio.sdk_connector().forget_calls();
        (track, review)
    }
}

fn rules(reply: &Reply) -> BTreeSet<String> {
    assert_eq!(reply.status, 422, "{}", reply.json());
    let body = reply.json();
    let errors = body["errors"].as_array().unwrap().iter();
    errors.map(|error| error["rule"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_queue_and_the_room_name_nobody() {
    let scene = Scene::new(&["pia"]).await;
    let (track, review) = scene.given(2, 440).await;
    let queue = scene.read("pia", "/reviews?state=assigned").await;
    let item = &queue.json()["items"][0];
    assert_eq!(item["track"], track.to_string());
    assert_eq!(item["brief_title"], "Sunrise over a cold harbour");
    assert_eq!(item["duration_ms"], 2000);
    let room = scene.read("pia", &review).await;
    assert_eq!(room.status, 200, "{}", room.json());
    assert_eq!(room.json()["heard"]["missing_ms"], 1600);
    assert_eq!(room.json()["facts"]["duration_ms"], 2000);
    for reply in [&queue, &room] {
        let text = reply.json().to_string();
        assert!(!text.contains(&member("ada").to_string()), "{text}");
    }
    let preview = room.json()["preview"]["url"].as_str().unwrap().to_owned();
    assert_eq!(scene.studio.client().get(&preview).send().await.unwrap().status, 200);
    let delivered = scene.read("pia", "/reviews?state=delivered").await;
    assert_eq!(delivered.json()["items"], json!([]));
}

#[tokio::test]
async fn nobody_hears_faster_than_the_clock() {
    let scene = Scene::new(&["pia"]).await;
    let (_, review) = scene.given(60, 440).await;
    let path = format!("{review}/heard");
    let all = json!({"intervals": [{"from_ms": 0, "to_ms": 60_000}]});
    let reply = scene.put("pia", &path, &all).await;
    assert_eq!(rules(&reply), BTreeSet::from(["review_heard_no_faster".to_owned()]));
    scene.studio.advance(SignedDuration::from_secs(61)).await;
    scene.studio.sdk_connector().forget_calls();
    let reply = scene.put("pia", &path, &all).await;
    assert_eq!(reply.json()["heard_bp"], 10_000);
    assert_eq!(scene.operations("ReviewsFunction"), ["GetItem", "PutItem"]);
}

#[tokio::test]
async fn an_uncontended_delivery_takes_two_round_trips_and_settles_the_version() {
    let scene = Scene::new(&["pia"]).await;
    let (track, review) = scene.heard(440).await;
    let reply = scene.put("pia", &review, &approval(LETTER)).await;
    assert_eq!(reply.status, 200, "{}", reply.json());
    assert_eq!(scene.operations("ReviewsFunction"), ["BatchGetItem", "TransactWriteItems"]);
    assert_eq!(reply.json()["total_centistars"], 440);
    assert_eq!(reply.json()["on_time"], true);
    let version = scene.version(track, 1).await;
    assert_eq!(
        (version.state, version.version.slots[0].state),
        (VersionState::Approved, SlotState::Delivered)
    );
    assert_eq!(version.version.total_centistars, Some(440));
    let notices = scene.store.owned(member("ada"), "notice", 10, None).await.unwrap();
    let (notices, _next) = notices.parse::<Notice>().unwrap();
    assert!(notices.iter().any(|notice| notice.item.body.kind() == NoticeKind::Feedback));
    let answers = format!("/briefs/{}/tracks/{track}/reviews", scene.brief);
    assert_eq!(scene.read("ada", &answers).await.json()["items"][0]["feedback"]["text"], LETTER);
}

#[tokio::test]
async fn the_same_answer_again_changes_nothing_and_another_one_is_refused() {
    let scene = Scene::new(&["pia"]).await;
    let (_, review) = scene.heard(440).await;
    let first = scene.put("pia", &review, &approval(LETTER)).await;
    scene.studio.sdk_connector().forget_calls();
    let again = scene.put("pia", &review, &approval(LETTER)).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    assert_eq!(scene.operations("ReviewsFunction"), ["BatchGetItem"]);
    let other = scene.put("pia", &review, &approval(&format!("{LETTER} Really."))).await;
    assert_eq!(other.status, 409);
    let declined = scene.decline("pia", review.trim_start_matches("/reviews/")).await;
    assert_eq!(declined.status, 409);
}

#[tokio::test]
async fn every_failed_rule_is_named_at_once() {
    let scene = Scene::new(&["pia"]).await;
    let (track, review) = scene.given(2, 440).await;
    let mut body = approval("Too short.");
    body["verdict"] = json!("reject");
    body["feedback"]["strengths"] = json!([]);
    body["feedback"]["notes"][0]["at_ms"] = json!(2000);
    let expected = [
        "review_heard_enough",
        "review_words_enough",
        "review_strength_named",
        "review_note_actionable",
        "review_note_inside_track",
        "review_reason_given",
        "review_verdict_fits_scores",
    ];
    let reply = scene.put("pia", &review, &body).await;
    assert_eq!(rules(&reply), expected.map(str::to_owned).into());
    assert_eq!(scene.version(track, 1).await.state, VersionState::InReview);
}

#[tokio::test]
async fn a_letter_is_not_sent_twice() {
    let scene = Scene::new(&["pia"]).await;
    let (_, first) = scene.heard(440).await;
    assert_eq!(scene.put("pia", &first, &approval(LETTER)).await.status, 200);
    let (_, second) = scene.heard(550).await;
    let copied = format!("{LETTER} Again!");
    let reply = scene.put("pia", &second, &approval(&copied)).await;
    assert_eq!(rules(&reply), BTreeSet::from(["review_not_near_copy".to_owned()]));
}

#[tokio::test]
async fn two_reviewers_at_once_settle_the_version_together() {
    let scene = Scene::with(&["pia", "quin"], |terms| terms.reviews_per_track = 2).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    scene.studio.advance(SignedDuration::from_secs(5)).await;
    let all = json!({"intervals": [{"from_ms": 0, "to_ms": 2000}]});
    let slots = scene.version(track, 1).await.version.slots;
    assert_eq!(slots.len(), 2);
    let mut paths = Vec::new();
    for slot in &slots {
        let name = if slot.reviewer == member("pia") { "pia" } else { "quin" };
        let path = format!("/reviews/{}", slot.review);
        assert_eq!(scene.put(name, &format!("{path}/heard"), &all).await.status, 200);
        paths.push((name, path));
    }
    let answer = approval(LETTER);
    let [(one, first), (other, second)] = [&paths[0], &paths[1]];
    let replies = tokio::join!(scene.put(one, first, &answer), scene.put(other, second, &answer));
    assert_eq!((replies.0.status.as_u16(), replies.1.status.as_u16()), (200, 200));
    let version = scene.version(track, 1).await;
    assert_eq!(version.state, VersionState::Approved);
    assert!(version.version.slots.iter().all(|slot| slot.state == SlotState::Delivered));
}

#[tokio::test]
async fn a_declined_track_goes_to_somebody_else_at_once() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let slot = scene.version(track, 1).await.version.slots[0].clone();
    let (name, other) =
        if slot.reviewer == member("pia") { ("pia", "quin") } else { ("quin", "pia") };
    let reply = scene.decline(name, &slot.review.to_string()).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["state"]), (200, &json!("declined")));
    assert_eq!(scene.decline(name, &slot.review.to_string()).await.status, 200);
    let version = scene.version(track, 1).await;
    assert_eq!(version.state, VersionState::InReview);
    assert_eq!(version.version.slots.len(), 2);
    assert_eq!(version.version.slots[1].reviewer, member(other));
    let room = scene.read(name, &format!("/reviews/{}", slot.review)).await;
    assert_eq!(room.json()["preview"], Value::Null);
}

#[tokio::test]
async fn after_a_day_a_review_is_not_declined_any_more() {
    let scene = Scene::new(&["pia"]).await;
    let (_, review) = scene.given(2, 440).await;
    scene.studio.advance(SignedDuration::from_hours(25)).await;
    let reply = scene.decline("pia", review.trim_start_matches("/reviews/")).await;
    assert_eq!(reply.status, 409);
    assert_eq!(reply.json()["allowed"], json!(["deliver"]));
}
