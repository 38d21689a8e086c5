//! The books: in order, in time. What needs a whole month of revenue is tested in `tests/months`.

use domain::rules::Rule;
use jiff::SignedDuration;
use local::client::Reply;
use serde_json::{Value, json};
use tests::{Person, ReplyChecks, World};

use super::assert_breaks;

/// The month in which every test begins, the first of the books.
const MARCH: &str = "2026-03";
const APRIL: &str = "2026-04";

async fn step(olga: &Person, month: &str, step: &str) -> Reply {
    olga.post(&format!("/months/{month}/{step}"), &json!({})).await
}

fn file() -> Value {
    json!({ "content_type": "text/csv", "size_bytes": 10, "sha256": "0".repeat(64) })
}

#[tokio::test]
async fn month_not_ended_is_not_frozen_and_not_planned_is_not_shown() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    assert_breaks(step(&olga, MARCH, "freeze").await, 409, Rule::MonthNotEnded);
    let reply = olga.get(&format!("/months/{MARCH}/statements")).await;
    assert_breaks(reply, 409, Rule::NotPlanned);
}

#[tokio::test]
async fn month_not_started_takes_no_file() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let reply = olga.post(&format!("/months/{APRIL}/revenue"), &file()).await;
    assert_breaks(reply, 409, Rule::MonthNotStarted);
}

#[tokio::test]
async fn month_frozen_takes_no_file_and_previous_month_unposted_comes_first() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    assert_breaks(step(&olga, APRIL, "freeze").await, 409, Rule::PreviousMonthUnposted);
    world.pass(SignedDuration::from_hours(30 * 24)).await;
    step(&olga, MARCH, "freeze").await.expect_status(200);
    let reply = olga.post(&format!("/months/{MARCH}/revenue"), &file()).await;
    assert_breaks(reply, 409, Rule::MonthFrozen);
}
