//! How many entries a composer has open at once: a reservation counts, whatever ends frees its place
//! without being told, and two at the same moment count each other.

use jiff::SignedDuration;
use local::client::Reply;
use serde_json::{Value, json};
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, audio, declared};

/// Reserves a place, if there is one; no two numbers have the same file.
async fn enter(composer: &Person, brief: &OpenBrief, number: u32) -> Reply {
    let mut body = declared(&audio::wav(number));
    body["title"] = json!(format!("Piece {number}"));
    composer.post(&brief.path("/tracks"), &body).await
}

async fn entered(composer: &Person, brief: &OpenBrief, number: u32) -> Submitted {
    let reserved = enter(composer, brief, number).await.expect_status(201);
    brief.submitted(composer, &reserved)
}

/// How many entries are open and may be, as their composer reads it.
async fn entries(composer: &Person) -> Value {
    let entries = composer.read("/me").await["entries"].take();
    json!([entries["level"], entries["open"], entries["max"], entries["per_brief"]])
}

async fn briefs(client: &Person, count: usize) -> Vec<OpenBrief> {
    let mut briefs = Vec::new();
    for _ in 0..count {
        briefs.push(BriefPlan::public().open(client).await);
    }
    briefs
}

#[tokio::test]
async fn too_many_open_entries_are_refused_until_one_ends_and_nobody_has_to_tell() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let briefs = briefs(&clara, 4).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 0, 3, 3]));
    let first = entered(&ada, &briefs[0], 0).await;
    let expiring = entered(&ada, &briefs[1], 1).await;
    briefs[2].submit(&ada, "Piece 2").await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 3, 3, 3]));

    let refused = enter(&ada, &briefs[3], 3).await;
    assert_eq!(refused.refusal(), (409, "too_many_open_entries".to_owned()));
    let refused = refused.json();
    let numbers = json!([refused["level"], refused["open"], refused["max"]]);
    assert_eq!(numbers, json!(["newcomer", 3, 3]), "{refused}");
    let named = refused["entries"].as_array().unwrap().iter();
    let named: Vec<&Value> = named.map(|one| &one["track"]).collect();
    assert!(named.contains(&&json!(first.id)) && named.contains(&&json!(expiring.id)), "{named:?}");
    assert!(refused["entries"][0]["link_ends_at"].is_string(), "{refused}");
    assert_eq!(refused["entries"][2]["link_ends_at"], Value::Null, "its file has come");
    assert!(refused["entries"][2]["deadline"].is_string(), "{refused}");
    assert_eq!(briefs[3].seen_by(&clara).await["state"], "open");
    assert_eq!(world.items_of("track").len(), 3, "nothing was reserved");

    // Taken back: its place is free at once.
    ada.act(&first.path("/withdraw"), &json!({})).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 2, 3, 3]));
    entered(&ada, &briefs[3], 4).await;
    // The links of two reservations end unused: both places are free, until one announces a file
    // again.
    world.pass(SignedDuration::from_mins(45)).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 1, 3, 3]));
    entered(&ada, &briefs[0], 5).await;
    entered(&ada, &briefs[0], 6).await;
    let renew = async |number: u32| {
        ada.post(&expiring.path("/versions"), &declared(&audio::wav(number))).await
    };
    let refused = renew(7).await;
    assert_eq!(refused.refusal(), (409, "too_many_open_entries".to_owned()));
    // The brief of one ends.
    clara.act(&briefs[2].path("/cancel"), &json!({ "reason": "no film" })).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 2, 3, 3]));
    renew(8).await.expect_status(201);
    assert_eq!(entries(&ada).await, json!(["newcomer", 3, 3, 3]));
    assert_eq!(world.items_of("open_entries").len(), 1);
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn too_many_entries_of_brief_are_more_than_three_of_one_composer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let briefs = briefs(&clara, 1).await;
    let first = entered(&ada, &briefs[0], 0).await;
    for number in 1..3 {
        entered(&ada, &briefs[0], number).await;
    }
    let refused = enter(&ada, &briefs[0], 3).await;
    assert_eq!(refused.refusal(), (409, "too_many_entries_of_brief".to_owned()));
    assert_eq!(refused.json()["max"], 3);
    ada.act(&first.path("/withdraw"), &json!({})).await;
    entered(&ada, &briefs[0], 4).await;
    entered(&world.composer("Ben"), &briefs[0], 5).await;
}

#[tokio::test]
async fn too_many_open_entries_are_refused_when_all_come_at_the_same_moment() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mut all = Vec::new();
    for (number, brief) in (0..).zip(briefs(&clara, 6).await) {
        let ada = ada.clone();
        all.push(tokio::spawn(async move { enter(&ada, &brief, number).await.status.as_u16() }));
    }
    let mut statuses = Vec::new();
    for one in all {
        statuses.push(one.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 201, 409, 409, 409]);
    assert_eq!(world.items_of("track").len(), 3);
}
