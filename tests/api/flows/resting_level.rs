//! A level that rests on old work: its member is told after twelve months, the level falls sixty days
//! later, and the next approved track brings it back.

use jiff::SignedDuration;
use serde_json::json;
use tests::{Person, World};

/// A day more than what is waited for each time.
const PAST_A_YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);
const PAST_THE_GRACE: SignedDuration = SignedDuration::from_hours(61 * 24);

/// The level, and how often its member was told that it rests.
async fn level(person: &Person) -> (String, usize) {
    let told = person.notices_of("level_rests").await.len();
    let standing = person.read("/me").await["standing"].take();
    (standing["level"].as_str().unwrap().to_owned(), told)
}

#[tokio::test]
async fn a_level_that_rests_is_told_falls_and_comes_back_with_the_next_approved_track() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    ada.is_approved(&clara, &mika, 3, 0).await;
    world.settle().await;
    assert_eq!(level(&ada).await, ("junior".to_owned(), 0));
    world.pass(PAST_A_YEAR).await;
    assert_eq!(level(&ada).await, ("junior".to_owned(), 1));
    world.pass(PAST_THE_GRACE).await;
    assert_eq!(level(&ada).await, ("newcomer".to_owned(), 2));

    let (_, tracks) = ada.is_approved(&clara, &mika, 1, 3).await;
    world.settle().await;
    assert_eq!(level(&ada).await, ("junior".to_owned(), 2));
    // Once that track is taken back, the level rests on what it rested on before: that was told.
    ada.act(&tracks[0].path("/withdraw"), &json!({})).await;
    world.settle().await;
    assert_eq!(level(&ada).await, ("newcomer".to_owned(), 2));
    assert!(world.items_of("poison").is_empty());
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
