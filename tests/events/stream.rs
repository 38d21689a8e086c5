//! The table's stream: delivered twice, held up, with a record in it that nobody can read.

use serde_json::{Value, json};
use tests::{Contest, Submitted, World};

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
    let contest = Contest::open().await;
    let tracks = contest.upload_all().await;
    contest.world.settle().await;
    contest.approve_all().await;
    let before = contest.world.items();
    assert!(before.iter().any(|item| item["kind"]["S"] == "point"));
    assert_eq!(standing(&tracks[0]).await["approved"], 1);
    contest.world.count_from_here();
    for stream in contest.world.studio.streams() {
        stream.rewind().await;
    }
    contest.world.settle().await;
    assert!(!contest.world.round_trips("PromotionFunction").is_empty(), "it came again");
    assert_eq!(contest.world.items(), before);
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn points_are_earned_when_a_held_stream_is_released() {
    let undisturbed = Contest::open().await;
    undisturbed.upload_all().await;
    undisturbed.world.settle().await;
    undisturbed.approve_all().await;

    let disturbed = Contest::open().await;
    disturbed.world.settle().await;
    let before = disturbed.world.items_of("point");
    disturbed.world.studio.streams()[0].hold();
    disturbed.upload_all().await;
    disturbed.world.settle().await;
    disturbed.approve_all().await;
    assert_eq!(disturbed.world.items_of("point"), before);
    disturbed.world.studio.streams()[0].release();
    disturbed.world.settle().await;
    assert_same(&disturbed.world, &undisturbed.world);
}

#[tokio::test]
async fn an_unreadable_stream_record_is_quarantined_and_holds_up_nothing() {
    let contest = Contest::open().await;
    let tracks = contest.upload_all().await;
    contest.world.settle().await;
    let poison = json!({
        "pk": { "S": "BRIEF#poison" },
        "sk": { "S": "TRACK#poison#V#000001" },
        "kind": { "S": "version" },
        "state": { "S": "approved by nobody" },
    });
    contest.world.studio.streams()[0].hold();
    write(&contest.world, &poison);
    contest.approve_all().await;
    contest.world.studio.streams()[0].release();
    contest.world.settle().await;

    let quarantined = contest.world.items_of("poison");
    assert_eq!(quarantined.len(), 1, "{quarantined:?}");
    let text = |name: &str| quarantined[0][name]["S"].as_str().unwrap().to_owned();
    assert!(text("reason").contains("version"), "{}", text("reason"));
    assert!(text("image").contains("approved by nobody"), "{}", text("image"));
    for track in &tracks {
        assert_eq!(standing(track).await["approved"], 1, "later records are not lost");
    }
    contest.world.assert_nothing_given_up().await;

    contest.world.studio.streams()[0].rewind().await;
    contest.world.settle().await;
    assert_eq!(
        contest.world.items_of("poison").len(),
        1,
        "quarantined once, however often it comes"
    );
}
