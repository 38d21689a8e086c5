//! Functions that fail: asynchronous events are tried three times and then kept, and what is kept can
//! be sent again.

use jiff::SignedDuration;
use local::fault_injection::{Fault, FaultKind, FaultPlan};
use local::lambda::AsyncEvent;
use serde_json::{Value, json};
use tests::Submitted;

use crate::stage::Stage;

/// The first `times` calls of this operation by this function are refused in a way that no SDK repeats.
fn bad_weather(stage: &Stage, function: &str, operation: &str, times: usize) {
    let faults = (1..=times).map(|nth| Fault {
        function: Some(function.to_owned()),
        operation: Some(operation.to_owned()),
        nth,
        kind: FaultKind::ConditionalConflict,
    });
    stage
        .world
        .studio
        .sdk_connector()
        .inject_faults(faults.fold(FaultPlan::none(), FaultPlan::with));
}

async fn uploaded(stage: &Stage) -> Submitted {
    let [ada, ..] = &stage.composers;
    stage.brief.submit(ada, "Lemon Tree").await
}

fn dead_letters(stage: &Stage) -> Vec<Value> {
    stage.world.studio.lambda().dead_letters()
}

#[tokio::test]
async fn an_event_that_fails_twice_is_taken_the_third_time() {
    let stage = Stage::set().await;
    bad_weather(&stage, "IntakeFunction", "HeadObject", 2);
    let track = uploaded(&stage).await;
    assert_eq!(track.state().await, "in_review");
    assert_eq!(dead_letters(&stage), Vec::<Value>::new());
}

#[tokio::test]
async fn an_event_that_fails_three_times_is_kept_and_can_be_sent_again() {
    let stage = Stage::set().await;
    bad_weather(&stage, "IntakeFunction", "HeadObject", 100);
    let track = uploaded(&stage).await;
    assert_eq!(track.state().await, "reserved");
    let letters = dead_letters(&stage);
    assert_eq!(letters.len(), 1);
    let context = &letters[0]["requestContext"];
    assert_eq!(context["approximateInvokeCount"], 3);
    assert_eq!(context["condition"], "RetriesExhausted");
    let template = stage.world.studio.template();
    let queue = &template.function("IntakeFunction").unwrap().asynchronous.on_failure;
    assert!(queue.is_some(), "the template sends what is given up somewhere");
    assert!(letters[0]["destination"].as_str().unwrap().contains("dead-letters"));

    stage.world.studio.sdk_connector().inject_faults(FaultPlan::none());
    let again = AsyncEvent {
        number: 0,
        function: "IntakeFunction".to_owned(),
        event: letters[0]["requestPayload"].clone(),
        from: "the dead letters".to_owned(),
    };
    stage.deliver(&again).await;
    assert_eq!(track.state().await, "in_review");
    assert_eq!(dead_letters(&stage).len(), 1);
}

#[tokio::test]
async fn what_intake_gives_up_the_sweep_takes_in() {
    let stage = Stage::set().await;
    bad_weather(&stage, "IntakeFunction", "HeadObject", 100);
    let track = uploaded(&stage).await;
    assert_eq!(track.state().await, "reserved");
    stage.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(track.state().await, "in_review");
}

#[tokio::test]
async fn an_answer_that_is_lost_does_not_assign_twice() {
    let stage = Stage::set_for_two().await;
    // The repetition of a lost call is a call too: every write is lost once and answered once.
    let writes = ["PutItem", "TransactWriteItems"];
    let faults = writes.iter().flat_map(|operation| {
        [1, 3, 5].map(|nth| Fault {
            function: Some("IntakeFunction".to_owned()),
            operation: Some((*operation).to_owned()),
            nth,
            kind: FaultKind::LostAfter,
        })
    });
    stage
        .world
        .studio
        .sdk_connector()
        .inject_faults(faults.fold(FaultPlan::none(), FaultPlan::with));
    stage.everybody_uploads().await;
    stage.world.settle().await;
    stage.assert_assigned_once();
    stage.assert_healthy().await;
}

#[tokio::test]
async fn a_sweep_that_fails_is_kept_and_the_next_one_does_its_work() {
    let stage = Stage::set().await;
    stage.catch_events();
    let track = uploaded(&stage).await;
    assert_eq!(stage.caught().len(), 1);
    stage.let_through();
    bad_weather(&stage, "SweepFunction", "HeadObject", 3);
    stage.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(track.state().await, "reserved");
    let letters = dead_letters(&stage);
    assert_eq!(letters.len(), 1);
    let error = letters[0]["responsePayload"]["errorMessage"].as_str().unwrap();
    assert!(error.contains("left 1 items undone"), "{error}");
    stage.world.pass(SignedDuration::from_mins(15)).await;
    assert_eq!(track.state().await, "in_review");
}

#[tokio::test]
async fn a_stream_batch_that_fails_is_tried_again_and_loses_nothing() {
    let stage = Stage::set().await;
    stage.world.studio.streams()[0].hold();
    stage.everybody_uploads().await;
    stage.world.settle().await;
    stage.everything_is_approved().await;
    bad_weather(&stage, "PromotionFunction", "TransactWriteItems", 3);
    stage.world.studio.streams()[0].release();
    stage.world.settle().await;
    for composer in &stage.composers {
        assert_eq!(composer.read("/me/points").await["standing"]["approved"], json!(1));
    }
    stage.assert_healthy().await;
}
