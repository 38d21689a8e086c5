//! Events that come more than once and in another order count once.

use tests::{Answered, Contest, letter};

use crate::state::assert_same;

#[tokio::test]
async fn upload_events_repeated_out_of_order_leave_the_same_studio() {
    let undisturbed = Contest::open().await;
    undisturbed.upload_all().await;
    undisturbed.world.settle().await;

    let disturbed = Contest::open().await;
    disturbed.world.hold_events();
    disturbed.upload_all().await;
    let held = disturbed.world.take_events();
    assert_eq!(held.len(), 3);
    for turn in [2, 0, 2, 1, 0, 0, 1, 2, 1] {
        disturbed.world.deliver(&held[turn]).await;
    }
    disturbed.world.release_events();
    disturbed.world.settle().await;

    assert_same(&disturbed.world, &undisturbed.world);
    disturbed.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn upload_events_repeated_one_after_another_assign_one_reviewer_each() {
    let contest = Contest::open_with_two_coproducers().await;
    contest.world.hold_events();
    contest.upload_all().await;
    let held = contest.world.take_events();
    for turn in [2, 0, 2, 1, 0, 0, 1, 2, 1] {
        contest.world.deliver(&held[turn]).await;
    }
    contest.world.release_events();
    contest.world.settle().await;
    contest.assert_assigned_once();
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn upload_events_repeated_at_once_assign_one_reviewer_each() {
    let contest = Contest::open_with_two_coproducers().await;
    contest.world.hold_events();
    contest.upload_all().await;
    let held = contest.world.take_events();
    let [one, two, three] = [[0, 1, 2], [2, 1, 0], [1, 0, 2]]
        .map(|order| contest.world.studio.lambda().deliver(order.map(|turn| held[turn].clone())));
    tokio::join!(one, two, three);
    contest.world.release_events();
    contest.world.settle().await;
    contest.assert_assigned_once();
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn an_old_event_that_comes_after_the_answer_changes_nothing() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    let [ada, ..] = &contest.composers;
    let track = contest.brief.submit(ada, "Lemon Tree").await;
    let first = contest.world.take_events();
    contest.world.deliver(&first[0]).await;
    let answer = Answered::asking_for_changes(letter(0));
    contest.mika.only_review().await.answer(&answer).await;
    contest.world.deliver(&first[0]).await;
    assert_eq!(track.state().await, "changes_requested");
    track.improve("Lemon Tree, brighter").await;
    let second = contest.world.take_events();
    // The first version's event overtakes the second's, and comes again after it.
    for delivery in [&first[0], &second[0], &first[0], &second[0]] {
        contest.world.deliver(delivery).await;
    }
    contest.world.release_events();
    contest.world.settle().await;
    assert_eq!(track.state().await, "in_review");
    assert_eq!(contest.world.items_of("review").len(), 2);
    assert_eq!(contest.world.count_notices("review_offered"), 2);
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn a_schedule_that_fires_twice_does_its_work_once() {
    let contest = Contest::open().await;
    contest.upload_all().await;
    contest.world.settle().await;
    contest.world.hold_events();
    // Reviews are due after three days: this sweep has something to do.
    contest.world.pass(jiff::SignedDuration::from_hours(73)).await;
    let sweeps = contest.world.take_events();
    let sweep = sweeps.last().unwrap();
    contest.world.deliver(sweep).await;
    let once = contest.world.items();
    assert!(
        once.iter().any(|item| item["kind"]["S"] == "review" && item["state"]["S"] == "expired")
    );
    contest.world.deliver(sweep).await;
    assert_eq!(contest.world.items(), once);
    contest.world.release_events();
}
