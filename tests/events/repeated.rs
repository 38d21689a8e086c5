//! Events that come more than once and in another order count once.

use tests::{Answered, letter};

use crate::stage::Stage;
use crate::state::{assert_same, count_notices};

#[tokio::test]
async fn uploads_told_three_times_and_out_of_order_are_assigned_once() {
    let calm = Stage::set().await;
    calm.everybody_uploads().await;
    calm.world.settle().await;

    let wild = Stage::set().await;
    wild.catch_events();
    wild.everybody_uploads().await;
    let caught = wild.caught();
    assert_eq!(caught.len(), 3);
    for turn in [2, 0, 2, 1, 0, 0, 1, 2, 1] {
        wild.deliver(&caught[turn]).await;
    }
    wild.let_through();
    wild.world.settle().await;

    assert_same(&wild.world, &calm.world);
    wild.assert_healthy().await;
}

#[tokio::test]
async fn uploads_told_three_times_find_one_listener_each() {
    let stage = Stage::set_for_two().await;
    stage.catch_events();
    stage.everybody_uploads().await;
    let caught = stage.caught();
    for turn in [2, 0, 2, 1, 0, 0, 1, 2, 1] {
        stage.deliver(&caught[turn]).await;
    }
    stage.let_through();
    stage.world.settle().await;
    stage.assert_assigned_once();
    stage.assert_healthy().await;
}

#[tokio::test]
async fn uploads_told_three_times_at_once_find_one_listener_each() {
    let stage = Stage::set_for_two().await;
    stage.catch_events();
    stage.everybody_uploads().await;
    let caught = stage.caught();
    let [one, two, three] = [[0, 1, 2], [2, 1, 0], [1, 0, 2]]
        .map(|order| stage.world.studio.lambda().deliver(order.map(|turn| caught[turn].clone())));
    tokio::join!(one, two, three);
    stage.let_through();
    stage.world.settle().await;
    stage.assert_assigned_once();
    stage.assert_healthy().await;
}

#[tokio::test]
async fn an_old_event_that_comes_after_the_answer_changes_nothing() {
    let stage = Stage::set().await;
    stage.catch_events();
    let [ada, ..] = &stage.composers;
    let track = stage.brief.submit(ada, "Lemon Tree").await;
    let first = stage.caught();
    stage.deliver(&first[0]).await;
    let answer = Answered::asking_for_changes(letter(0));
    stage.mika.only_review().await.answer(&answer).await;
    stage.deliver(&first[0]).await;
    assert_eq!(track.state().await, "changes_requested");
    track.improve("Lemon Tree, brighter").await;
    let second = stage.caught();
    // The first version's event overtakes the second's, and comes again after it.
    for delivery in [&first[0], &second[0], &first[0], &second[0]] {
        stage.deliver(delivery).await;
    }
    stage.let_through();
    stage.world.settle().await;
    assert_eq!(track.state().await, "in_review");
    assert_eq!(stage.world.items_of("review").len(), 2);
    assert_eq!(count_notices(&stage.world, "review_offered"), 2);
    stage.assert_healthy().await;
}

#[tokio::test]
async fn a_schedule_that_fires_twice_does_its_work_once() {
    let stage = Stage::set().await;
    stage.everybody_uploads().await;
    stage.world.settle().await;
    stage.catch_events();
    // Reviews are due after three days: this sweep has something to do.
    stage.world.pass(jiff::SignedDuration::from_hours(73)).await;
    let sweeps = stage.caught();
    let sweep = sweeps.last().unwrap();
    stage.deliver(sweep).await;
    let once = stage.world.items();
    assert!(
        once.iter().any(|item| item["kind"]["S"] == "review" && item["state"]["S"] == "expired")
    );
    stage.deliver(sweep).await;
    assert_eq!(stage.world.items(), once);
    stage.let_through();
}
