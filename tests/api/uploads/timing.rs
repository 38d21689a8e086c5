//! A link and its reservation end when they say, by the studio's clock.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::{ReplyChecks, World, audio, declared};

use crate::uploads::link::{Attempt, RESERVATION, Reserved, code};

/// The clock moves with its schedules, and events are held again afterwards.
async fn pass(world: &World, minutes: i64) {
    world.release_events();
    world.pass(SignedDuration::from_mins(minutes)).await;
    world.hold_events();
    world.count_from_here();
}

#[tokio::test]
async fn a_link_of_fourteen_minutes_still_works() {
    let place = Reserved::place().await;
    pass(&place.world, 14).await;
    place.send(place.honest()).await.expect_status(200);
    place.assert_landed_once().await;
}

#[tokio::test]
async fn a_link_of_sixteen_minutes_is_refused() {
    let place = Reserved::place().await;
    pass(&place.world, 16).await;
    let reply = place.send(place.honest()).await;
    assert_eq!((reply.status.as_u16(), code(&reply).as_str()), (403, "AccessDenied"));
    assert!(String::from_utf8_lossy(&reply.body).contains("Request has expired"));
    place.assert_untouched().await;
}

#[tokio::test]
async fn a_link_that_has_ended_is_given_again_for_the_same_reservation() {
    let place = Reserved::place().await;
    // The sweep ends the reservation after 36 minutes; until then it stands without a link.
    for minutes in [16, 45] {
        pass(&place.world, minutes).await;
        let again = place.ask_again(RESERVATION).await;
        assert_eq!((&again["track"], &again["version"]), (&json!(place.track), &json!(1)));
        assert_eq!(again["state"], "reserved");
        assert_ne!(again["upload"]["url"], place.link["url"]);
        assert_eq!(place.world.items_of("version").len(), 1);
    }
    let again = place.ask_again(RESERVATION).await;
    place.send(Attempt::through(&again["upload"], &place.file)).await.expect_status(200);
    place.assert_landed_once().await;
    place.world.release_events();
    place.world.settle().await;
    assert_eq!(place.state().await, "awaiting_reviewer");
}

#[tokio::test]
async fn a_link_is_given_again_for_a_day_once_the_brief_takes_no_entries() {
    let place = Reserved::place().await;
    let (brief, clara) = (&place.brief, place.brief.owner.clone());
    let close = brief.path("/close");
    clara.act(&close, &json!({})).await;
    pass(&place.world, 23 * 60).await;
    let again = place.ask_again(RESERVATION).await;
    assert_ne!(again["upload"], Value::Null);
    pass(&place.world, 61).await;
    assert_eq!(place.ask_again(RESERVATION).await["upload"], Value::Null, "a day is over");
}

#[tokio::test]
async fn no_link_is_given_again_for_a_track_that_was_withdrawn_or_a_brief_that_is_over() {
    let place = Reserved::place().await;
    pass(&place.world, 46).await;
    assert_eq!(place.state().await, "expired");
    let track = place.brief.path(&format!("/tracks/{}", place.track));
    place.ada.act(&format!("{track}/withdraw"), &json!({})).await;
    let again = place.ask_again(RESERVATION).await;
    assert_eq!((&again["state"], &again["upload"]), (&json!("expired"), &Value::Null));
    let other = Reserved::place().await;
    pass(&other.world, 16).await;
    other.brief.owner.act(&other.brief.path("/cancel"), &json!({ "reason": "No film." })).await;
    assert_eq!(other.ask_again(RESERVATION).await["upload"], Value::Null);
}

#[tokio::test]
async fn an_invitation_counts_as_unused_only_once_no_link_is_given_again() {
    let place = Reserved::place().await;
    place.ada.act(&place.brief.path("/invitations/me/accept"), &json!({})).await;
    place.brief.owner.act(&place.brief.path("/close"), &json!({})).await;
    pass(&place.world, 20 * 60).await;
    assert!(place.ada.notices_of("invitation_unused").await.is_empty());
    let again = place.ask_again(RESERVATION).await["upload"].take();
    place.send(Attempt::through(&again, &place.file)).await.expect_status(200);
    place.world.release_events();
    place.world.pass(SignedDuration::from_hours(12)).await;
    assert!(place.ada.notices_of("invitation_unused").await.is_empty());
}

#[tokio::test]
async fn another_file_takes_the_place_of_one_whose_link_has_ended() {
    let place = Reserved::place().await;
    let versions = place.brief.path(&format!("/tracks/{}/versions", place.track));
    let other = declared(&audio::wav(2));
    let refused = place.ada.post(&versions, &other).await;
    assert_eq!(refused.refusal(), (409, "not_sent_back".to_owned()), "the link still works");
    pass(&place.world, 16).await;
    let fresh = place.ada.create(&versions, &other).await;
    assert_eq!((&fresh["version"], &fresh["state"]), (&json!(1), &json!("reserved")));
    assert_eq!(place.ask_again(RESERVATION).await["upload"], Value::Null, "its place was taken");
}

#[tokio::test]
async fn a_reservation_under_another_key_after_the_end_is_a_new_one() {
    let place = Reserved::place().await;
    pass(&place.world, 16).await;
    let new = place.ask_again("another-reservation").await;
    assert_ne!(new["track"], place.track);
    place.send(Attempt::through(&new["upload"], &place.file)).await.expect_status(200);
    place.assert_landed_once().await;
    assert_eq!(place.state().await, "reserved", "the ended one takes nothing");
}

#[tokio::test]
async fn a_link_signed_again_ends_with_the_reservation() {
    let place = Reserved::place().await;
    let reserved = &place.world.items_of("version")[0]["version"]["M"];
    let reserved_at: Timestamp = reserved["reserved_at"]["S"].as_str().unwrap().parse().unwrap();
    let end = reserved_at.checked_add(SignedDuration::from_mins(15)).unwrap();
    pass(&place.world, 10).await;
    let again = place.ask_again(RESERVATION).await["upload"].take();
    for link in [&place.link, &again] {
        let said: Timestamp = link["expires_at"].as_str().unwrap().parse().unwrap();
        // A signature knows whole seconds.
        let off = said.duration_since(end).abs();
        assert!(off < SignedDuration::from_secs(2), "{said} is {off} away from {end}");
    }
    pass(&place.world, 6).await;
    let reply = place.send(Attempt::through(&again, &place.file)).await;
    assert_eq!((reply.status.as_u16(), code(&reply).as_str()), (403, "AccessDenied"));
    place.assert_untouched().await;
}

#[tokio::test]
async fn a_file_that_has_landed_needs_no_link() {
    let place = Reserved::place().await;
    place.send(place.honest()).await.expect_status(200);
    place.world.release_events();
    place.world.settle().await;
    let again = place.ask_again(RESERVATION).await;
    assert_eq!((&again["state"], &again["upload"]), (&json!("awaiting_reviewer"), &Value::Null));
}
