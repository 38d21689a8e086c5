//! The month by its state machines: the schedule plans, the approval posts, each once however often
//! it is set off, and what comes out is what the operators' own steps give.

use jiff::SignedDuration;
use ledger::{Ledger, StepResult};
use local::fault_injection::FaultKind;
use local::step_functions::Status;
use serde_json::Value;
use tests::{APRIL, Books, MARCH, ReplyChecks, fault};

const LINES: [(&str, &str); 3] = [("EUR", "100.1"), ("JPY", "9000"), ("USD", "-4.5")];
const MAY: &str = "2026-05";

/// Everything booked and sealed, without moments, operators and revisions.
fn ledger(books: &Books) -> Vec<Value> {
    let mut items = books.world.items();
    items.retain(|item| {
        ["entry", "balance", "counter_entry", "posted"]
            .contains(&item["kind"]["S"].as_str().unwrap_or_default())
    });
    for item in &mut items {
        item["posted_at"] = Value::Null;
        item["posted_by"] = Value::Null;
    }
    items.sort_by_key(|item| format!("{} {}", item["pk"], item["sk"]));
    items
}

#[tokio::test]
async fn the_machines_give_the_plan_and_the_ledger_of_the_single_steps() {
    let by_hand = Books::of_march(&LINES).await;
    by_hand.close(MARCH).await;
    let books = Books::of_march(&LINES).await;
    books.world.release_postings();
    books.schedules_at_once(1).await;
    let planned = books.month(MARCH).await;
    assert_eq!(planned["state"], "planned");
    let other = by_hand.month(MARCH).await;
    assert_eq!(planned["plan"]["plan_sha256"], other["plan"]["plan_sha256"]);
    books.step(MARCH, "approve").await;
    books.world.settle().await;
    assert_eq!(books.month(MARCH).await["state"], "posted");
    assert_eq!(ledger(&books), ledger(&by_hand));
    let done = |name: &str| (name.to_owned(), Status::Succeeded);
    assert_eq!(books.executions(), [done("month-2026-03-plan-1"), done("month-2026-03-post-1")]);
}

#[tokio::test]
async fn five_triggers_of_a_month_start_one_execution_one_plan_and_one_posting() {
    let books = Books::of_march(&LINES).await;
    books.world.release_postings();
    books.world.count_from_here();
    books.schedules_at_once(5).await;
    for _ in 0..5 {
        books.schedules_at_once(1).await;
    }
    let done = |name: &str| (name.to_owned(), Status::Succeeded);
    assert_eq!(books.executions(), [done("month-2026-03-plan-1")]);
    let planned = books.month(MARCH).await;
    assert_eq!(planned["state"], "planned");
    // Frozen and sealed, and nothing else written to the table.
    assert_eq!(books.happened("PutItem"), 2);

    books.world.count_from_here();
    let otto = &books.otto;
    let all = tokio::join!(
        books.ask(otto, MARCH, "approve"),
        books.ask(otto, MARCH, "approve"),
        books.ask(otto, MARCH, "approve"),
        books.ask(otto, MARCH, "approve"),
        books.ask(otto, MARCH, "approve"),
    );
    for reply in [all.0, all.1, all.2, all.3, all.4] {
        reply.expect_status(200);
    }
    books.world.settle().await;
    for _ in 0..5 {
        books.step(MARCH, "approve").await;
        books.schedules_at_once(1).await;
    }
    let both = [done("month-2026-03-plan-1"), done("month-2026-03-post-1")];
    assert_eq!(books.executions(), both);
    let posted = books.month(MARCH).await;
    assert_eq!(posted["state"], "posted");
    assert_eq!(posted["plan"], planned["plan"]);
    // Approved, begun, ended; and the one chunk, once.
    assert_eq!(books.happened("PutItem"), 3);
    assert_eq!(books.happened("TransactWriteItems"), 1);
}

#[tokio::test]
async fn a_rejected_plan_leaves_nothing_to_post_and_the_next_schedule_plans_under_the_next_number()
{
    let books = Books::of_march(&LINES).await;
    books.schedules_at_once(1).await;
    books.step(MARCH, "approve").await;
    books.step(MARCH, "reject").await;
    // What the approval had started finds another number.
    books.world.release_postings();
    books.world.settle().await;
    assert_eq!(books.month(MARCH).await["state"], "open");
    assert_eq!(ledger(&books), Vec::<Value>::new());
    books.schedules_at_once(1).await;
    assert_eq!(books.month(MARCH).await["plan_no"], 2);
    books.step(MARCH, "approve").await;
    books.world.settle().await;
    assert_eq!(books.month(MARCH).await["state"], "posted");
    let names = ["plan-1", "post-1", "plan-2", "post-2"];
    let done = |way| (format!("month-2026-03-{way}"), Status::Succeeded);
    assert_eq!(books.executions(), names.map(done));
}

#[tokio::test]
async fn a_seal_after_its_plan_was_rejected_is_answered_as_late() {
    let books = Books::of_march(&LINES).await;
    let runtime =
        books.world.studio.sdk_connector().runtime_of_operator("RoyaltiesFunction").unwrap();
    let machine = Ledger::new(runtime).unwrap();
    let march = MARCH.parse().unwrap();
    books.step(MARCH, "freeze").await;
    let sealed = match machine.machine_plan(march, 1).await.unwrap() {
        StepResult::Done(sealed) => Some(sealed),
        StepResult::Early | StepResult::Late => None,
    };
    let sealed = sealed.unwrap();
    books.step(MARCH, "plan").await;
    assert_eq!(machine.machine_seal(march, 1, &sealed).await.unwrap(), StepResult::Done(()));
    for step in ["reject", "freeze"] {
        books.step(MARCH, step).await;
        let late = machine.machine_seal(march, 1, &sealed).await.unwrap();
        assert_eq!(late, StepResult::Late, "after {step}");
    }
    assert_eq!(books.step(MARCH, "plan").await["plan_no"], 2);
}

#[tokio::test]
async fn a_posting_waits_until_the_month_before_is_posted() {
    let books = Books::of_march(&LINES).await;
    books.load_lines(APRIL, &[("EUR", "60")]).await;
    books.month_ends(APRIL).await;
    books.world.release_postings();
    books.schedules_at_once(1).await;
    // April waits until March is planned.
    assert_eq!(books.month(MARCH).await["state"], "planned");
    books.world.pass(SignedDuration::from_hours(4)).await;
    assert_eq!(books.month(APRIL).await["state"], "planned");
    books.step(APRIL, "approve").await;
    books.world.settle().await;
    assert_eq!(books.month(APRIL).await["state"], "approved");
    books.step(MARCH, "approve").await;
    books.world.settle().await;
    assert_eq!(books.month(MARCH).await["state"], "posted");
    books.world.pass(SignedDuration::from_hours(4)).await;
    assert_eq!(books.month(APRIL).await["state"], "posted");
    assert!(books.executions().iter().all(|(_, status)| *status == Status::Succeeded));
    assert_eq!(books.month(MAY).await["state"], "open");
}

/// Royalties' `nth` call of this kind is refused once.
#[tokio::test]
async fn a_machine_step_that_fails_is_tried_again_after_a_pause() {
    let books = Books::of_march(&LINES).await;
    books.world.release_postings();
    books.world.refuse_calls("RoyaltiesFunction", "PutItem", 1);
    books.schedules_at_once(1).await;
    assert_eq!(books.month(MARCH).await["state"], "open");
    books.world.pass(SignedDuration::from_secs(5)).await;
    assert_eq!(books.month(MARCH).await["state"], "planned");
    books.world.refuse_calls("RoyaltiesFunction", "TransactWriteItems", 1);
    books.step(MARCH, "approve").await;
    books.world.settle().await;
    assert_eq!(books.month(MARCH).await["state"], "approved");
    books.world.pass(SignedDuration::from_secs(5)).await;
    assert_eq!(books.month(MARCH).await["state"], "posted");
    assert_eq!(books.executions().len(), 2);
}

#[tokio::test]
async fn an_approval_that_broke_off_before_starting_its_posting_is_finished_by_the_schedule() {
    let books = Books::of_march(&LINES).await;
    books.world.release_postings();
    books.schedules_at_once(1).await;
    let death = fault("MonthsFunction", "StartExecution", 1, FaultKind::DeathBefore);
    books.world.inject([death]);
    assert!(books.ask(&books.otto, MARCH, "approve").await.status.is_server_error());
    books.world.inject([]);
    assert_eq!(books.month(MARCH).await["state"], "approved");
    books.schedules_at_once(1).await;
    assert_eq!(books.month(MARCH).await["state"], "posted");
}
