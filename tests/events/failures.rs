//! Functions that fail: asynchronous events are tried three times and then kept, and what is kept
//! can be sent again.

use jiff::SignedDuration;
use local::fault_injection::FaultKind;
use local::lambda::AsyncEvent;
use serde_json::{Value, json};
use tests::{Contest, Submitted, fault};

async fn uploaded(contest: &Contest) -> Submitted {
    let [ada, ..] = &contest.composers;
    contest.brief.submit(ada, "Lemon Tree").await
}

fn dead_letters(contest: &Contest) -> Vec<Value> {
    contest.world.studio.lambda().dead_letters()
}

#[tokio::test]
async fn an_event_that_fails_twice_is_taken_the_third_time() {
    let contest = Contest::open().await;
    contest.world.refuse_calls("IntakeFunction", "HeadObject", 2);
    let track = uploaded(&contest).await;
    assert_eq!(track.state().await, "in_review");
    assert_eq!(dead_letters(&contest), Vec::<Value>::new());
}

#[tokio::test]
async fn an_event_that_fails_three_times_is_kept_and_can_be_sent_again() {
    let contest = Contest::open().await;
    contest.world.refuse_calls("IntakeFunction", "HeadObject", 100);
    let track = uploaded(&contest).await;
    assert_eq!(track.state().await, "reserved");
    let letters = dead_letters(&contest);
    assert_eq!(letters.len(), 1);
    let context = &letters[0]["requestContext"];
    assert_eq!(context["approximateInvokeCount"], 3);
    assert_eq!(context["condition"], "RetriesExhausted");
    let template = contest.world.studio.template();
    let queue = &template.function("IntakeFunction").unwrap().asynchronous.on_failure;
    assert!(queue.is_some(), "the template sends what is given up somewhere");
    assert!(letters[0]["destination"].as_str().unwrap().contains("dead-letters"));

    contest.world.inject([]);
    let event = letters[0]["requestPayload"].clone();
    let again = AsyncEvent::new("IntakeFunction", event, "the dead letters");
    contest.world.deliver(&again).await;
    assert_eq!(track.state().await, "in_review");
    assert_eq!(dead_letters(&contest).len(), 1);
}

#[tokio::test]
async fn an_upload_that_intake_gave_up_is_taken_in_by_the_sweep() {
    let contest = Contest::open().await;
    contest.world.refuse_calls("IntakeFunction", "HeadObject", 100);
    let track = uploaded(&contest).await;
    assert_eq!(track.state().await, "reserved");
    contest.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(track.state().await, "in_review");
}

#[tokio::test]
async fn an_answer_that_is_lost_does_not_assign_twice() {
    let contest = Contest::open_with_two_coproducers().await;
    // The repetition of a lost call is a call too: every write is lost once and answered once.
    let writes = ["PutItem", "TransactWriteItems"];
    let faults = writes.iter().flat_map(|operation| {
        [1, 3, 5].map(|nth| fault("IntakeFunction", operation, nth, FaultKind::LostAfter))
    });
    contest.world.inject(faults);
    contest.upload_all().await;
    contest.world.settle().await;
    contest.assert_assigned_once();
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn a_sweep_that_fails_is_kept_and_the_next_one_does_its_work() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    let track = uploaded(&contest).await;
    assert_eq!(contest.world.take_events().len(), 1);
    contest.world.release_events();
    contest.world.refuse_calls("SweepFunction", "HeadObject", 3);
    contest.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(track.state().await, "reserved");
    let letters = dead_letters(&contest);
    assert_eq!(letters.len(), 1);
    let error = letters[0]["responsePayload"]["errorMessage"].as_str().unwrap();
    assert!(error.contains("left 1 items undone"), "{error}");
    contest.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(track.state().await, "in_review");
}

#[tokio::test]
async fn a_stream_batch_that_fails_is_tried_again_and_loses_nothing() {
    let contest = Contest::open().await;
    contest.world.studio.streams()[0].hold();
    contest.upload_all().await;
    contest.world.settle().await;
    contest.approve_all().await;
    contest.world.refuse_calls("PromotionFunction", "TransactWriteItems", 3);
    contest.world.studio.streams()[0].release();
    contest.world.settle().await;
    for composer in &contest.composers {
        assert_eq!(composer.read("/me/points").await["standing"]["approved"], json!(1));
    }
    contest.world.assert_nothing_given_up().await;
}
