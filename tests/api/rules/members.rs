//! Becoming a co-producer, and staying one.

use domain::rules::Rule;
use serde_json::json;
use tests::{Answered, Person, ReplyChecks, World, letter};

use super::assert_breaks;
use super::tracks::Judged;

#[tokio::test]
async fn founding_seats_taken_is_the_sixth_founder() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let name = async |number: u8| {
        let founder = world.composer(&format!("Founder {number}"));
        founder.introduce().await;
        let reason = json!({ "reason": "somebody has to begin" });
        olga.post(&format!("/members/{}/founding-coproducer", founder.id), &reason).await
    };
    for number in 1..=5 {
        name(number).await.expect_status(201);
    }
    assert_breaks(name(6).await, 409, Rule::FoundingSeatsTaken);
}

#[tokio::test]
async fn founder_is_composer_by_the_record_and_founder_is_known_by_a_complete_profile() {
    let world = World::start().await;
    let (ada, olga) = (world.composer("Ada"), world.operator("Olga"));
    let path = format!("/members/{}/founding-coproducer", ada.id);
    let name = async || olga.post(&path, &json!({ "reason": "good ears" })).await;
    let profile = json!({ "display_name": "Ada", "bio": "Listens.", "genre_tags": ["pop"] });
    ada.put("/me", &profile).await.expect_status(200);
    assert_breaks(name().await, 409, Rule::FounderIsComposer);
    let signed_in = ada.sign_in().await;
    let role = &signed_in["roles"][0];
    assert_eq!(role["role"], "composer");
    let since: jiff::Timestamp = role["since"].as_str().unwrap().parse().unwrap();
    assert!(world.now().duration_since(since).as_secs() < 60, "{since}");
    let issuer = world.studio.issuer().name();
    assert_eq!(role["by"], issuer, "{signed_in}");
    assert_eq!(ada.read("/me").await["roles"], signed_in["roles"]);
    ada.put("/me", &json!({ "display_name": "Ada" })).await.expect_status(200);
    assert_breaks(name().await, 409, Rule::FounderIsKnown);
    ada.put("/me", &profile).await.expect_status(200);
    // A client has the profile, and no ears that were ever judged.
    let clara = world.client("Clara");
    clara.introduce().await;
    let of_clara = format!("/members/{}/founding-coproducer", clara.id);
    let refused = olga.post(&of_clara, &json!({ "reason": "pays well" })).await;
    assert_breaks(refused, 409, Rule::FounderIsComposer);
    name().await.expect_status(201);
}

#[tokio::test]
async fn application_needs_more_than_a_wish() {
    let world = World::start().await;
    let reply = world.composer("Ada").post("/me/coproducer-application", &json!({})).await;
    assert_breaks(reply, 409, Rule::ApplicationNeedsMore);
}

/// A composer with three approved tracks, who has applied.
async fn applied() -> (Person, Person) {
    let Judged { world, ada, mika, brief, review, .. } = Judged::start().await;
    review.answer(&Answered::approving(letter(0))).await;
    for (number, title) in [(1, "Ice"), (2, "Glass")] {
        brief.submit(&ada, title).await;
        mika.only_review().await.answer(&Answered::approving(letter(number))).await;
    }
    brief.call_off().await;
    ada.create("/me/coproducer-application", &json!({})).await;
    (ada, world.operator("Olga"))
}

#[tokio::test]
async fn already_coproducer_cannot_be_a_founder_and_reapply_later_holds_after_a_decline() {
    let (ada, olga) = applied().await;
    let reason = json!({ "reason": "she is good" });
    let path = format!("/members/{}/founding-coproducer", ada.id);
    let refused = olga.post(&path, &reason).await;
    let detail = refused.json()["detail"].to_string();
    assert!(detail.contains("has applied"), "{detail}");
    assert_breaks(refused, 409, Rule::AlreadyCoproducer);
    let waiting = olga.read("/coproducer-applications").await;
    let id = waiting["items"][0]["id"].as_str().unwrap();
    let decision = json!({ "accept": false, "words": "listen a little longer" });
    olga.act(&format!("/coproducer-applications/{id}/decision"), &decision).await;
    let again = ada.post("/me/coproducer-application", &json!({})).await;
    assert_breaks(again, 409, Rule::ReapplyLater);
    let revoked = olga.post(&format!("/members/{}/revoke", ada.id), &reason).await;
    assert_breaks(revoked, 409, Rule::State);
}

#[tokio::test]
async fn nothing_to_appeal_no_appeal_and_already_appealed() {
    let world = World::start().await;
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let path = |below: &str| format!("/members/{}{below}", mika.id);
    let words = |words: &str| json!({ "words": words });
    let appeal = async |said: &str| mika.post(&path("/appeal"), &words(said)).await;
    assert_breaks(appeal("why?").await, 409, Rule::NothingToAppeal);
    olga.act(&path("/suspend"), &json!({ "reason": "too late too often" })).await;
    let decision = json!({ "reinstate": false, "words": "no" });
    let decide = olga.post(&path("/appeal/decision"), &decision).await;
    assert_breaks(decide, 409, Rule::NoAppeal);
    appeal("I was ill").await.expect_status(200);
    assert_breaks(appeal("I was away").await, 409, Rule::AlreadyAppealed);
}
