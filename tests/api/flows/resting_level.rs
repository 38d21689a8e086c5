//! A level that rests on old work: its member is told after twelve months, the level falls sixty days
//! later, and the next approved track brings it back.

use jiff::SignedDuration;
use serde_json::{Value, json};
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
    let me = ada.read("/me").await;
    let activity = &me["standing"]["activity"];
    let day = |field: &str| activity[field].as_str().unwrap().split('T').next();
    let days = ["last_approved_at", "told_at", "falls_at"].map(day);
    assert_eq!(days, ["2026-03-02", "2027-03-02", "2027-05-01"].map(Some));
    let falls = "without another approved track the level falls to Newcomer on 2027-05-01";
    assert_eq!(activity["words"], falls);
    assert_eq!(me["entries"]["max"], 10);
    world.pass(PAST_A_YEAR).await;
    assert_eq!(level(&ada).await, ("junior".to_owned(), 1));
    world.pass(PAST_THE_GRACE).await;
    assert_eq!(level(&ada).await, ("newcomer".to_owned(), 2));
    let me = ada.read("/me").await;
    let fallen = &me["standing"];
    assert_eq!(fallen["missing"], "1 approved track to Junior");
    let activity = &fallen["activity"];
    assert_eq!(activity["level_reached"], "junior");
    assert_eq!(activity["words"], "the next approved track brings the level Junior back");
    assert_eq!((&activity["told_at"], &activity["falls_at"]), (&Value::Null, &Value::Null));
    // The level as it stands says how many entries may be open; those of before have ended.
    let entries = json!([me["entries"]["open"], me["entries"]["max"]]);
    assert_eq!(entries, json!([0, 3]), "{me}");
    let refused = ada.post("/me/coproducer-application", &json!({})).await.json();
    assert_eq!(refused["missing_to_apply"], "1 approved track to Junior", "{refused}");

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
