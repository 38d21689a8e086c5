//! A link and its reservation end when they say, by the studio's clock.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::{ReplyChecks, World};

use crate::uploads::link::{Attempt, RESERVATION, Reserved, code, stored};

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
async fn a_reservation_that_has_ended_is_found_again_without_a_link() {
    let place = Reserved::place().await;
    pass(&place.world, 16).await;
    let again = place.ask_again(RESERVATION).await;
    let expected =
        json!({ "track": place.track, "version": 1, "state": "reserved", "upload": null });
    assert_eq!(again, expected);
    place.assert_untouched().await;
    assert_eq!(place.world.items_of("version").len(), 1);
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
    assert_eq!(place.ask_again(RESERVATION).await["upload"], Value::Null, "it has ended");
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

#[tokio::test]
async fn an_expired_reservation_says_so_and_takes_no_file() {
    let place = Reserved::place().await;
    pass(&place.world, 61).await;
    let again = place.ask_again(RESERVATION).await;
    assert_eq!((&again["state"], &again["upload"]), (&json!("expired"), &Value::Null));
    assert_eq!(place.send(place.honest()).await.status, 403);
    assert_eq!(stored(&place.world).await, Vec::<String>::new());
}
