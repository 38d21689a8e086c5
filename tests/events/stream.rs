//! The table's stream: delivered twice, held up, with a record in it that nobody can read.

use serde_json::{Value, json};
use tests::{Submitted, World};

use crate::stage::Stage;
use crate::state::assert_same;

/// Writes an item past every function, as a bug or a hand at the console would.
fn write(world: &World, item: &Value) {
    let table = &world.studio.template().tables[0].name;
    let request = json!({ "TableName": table, "Item": item }).to_string();
    let answer = world.studio.dynamodb().call("PutItem", request.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn standing(track: &Submitted) -> Value {
    track.composer.read("/me/points").await["standing"].take()
}

#[tokio::test]
async fn a_stream_delivered_twice_leaves_the_points_as_they_are() {
    let stage = Stage::set().await;
    let tracks = stage.everybody_uploads().await;
    stage.world.settle().await;
    stage.everything_is_approved().await;
    let before = stage.world.items();
    assert!(before.iter().any(|item| item["kind"]["S"] == "point"));
    assert_eq!(standing(&tracks[0]).await["approved"], 1);
    stage.world.count_from_here();
    for stream in stage.world.studio.streams() {
        stream.rewind().await;
    }
    stage.world.settle().await;
    assert!(!stage.world.round_trips("PromotionFunction").is_empty(), "it came again");
    assert_eq!(stage.world.items(), before);
    stage.assert_healthy().await;
}

#[tokio::test]
async fn points_come_late_but_they_come() {
    let calm = Stage::set().await;
    calm.everybody_uploads().await;
    calm.world.settle().await;
    calm.everything_is_approved().await;

    let wild = Stage::set().await;
    wild.world.studio.streams()[0].hold();
    wild.everybody_uploads().await;
    wild.world.settle().await;
    wild.everything_is_approved().await;
    assert!(wild.world.items_of("point").is_empty());
    wild.world.studio.streams()[0].release();
    wild.world.settle().await;
    assert_same(&wild.world, &calm.world);
}

#[tokio::test]
async fn a_record_that_nobody_can_read_is_put_aside_and_holds_up_nothing() {
    let stage = Stage::set().await;
    let tracks = stage.everybody_uploads().await;
    stage.world.settle().await;
    let poison = json!({
        "pk": { "S": "BRIEF#poison" },
        "sk": { "S": "TRACK#poison#V#000001" },
        "kind": { "S": "version" },
        "state": { "S": "approved by nobody" },
    });
    stage.world.studio.streams()[0].hold();
    write(&stage.world, &poison);
    stage.everything_is_approved().await;
    stage.world.studio.streams()[0].release();
    stage.world.settle().await;

    let aside = stage.world.items_of("poison");
    assert_eq!(aside.len(), 1, "{aside:?}");
    let text = |name: &str| aside[0][name]["S"].as_str().unwrap().to_owned();
    assert!(text("reason").contains("version"), "{}", text("reason"));
    assert!(text("image").contains("approved by nobody"), "{}", text("image"));
    for track in &tracks {
        assert_eq!(standing(track).await["approved"], 1, "later records are not lost");
    }
    stage.assert_healthy().await;

    stage.world.studio.streams()[0].rewind().await;
    stage.world.settle().await;
    assert_eq!(stage.world.items_of("poison").len(), 1, "put aside once, however often it comes");
}
