//! A month that is too much for one invocation: here one that pays a single chunk of 48 units. It is
//! paid, answered and closed a part at a time, each part as large as the last, whatever the month has;
//! it may break off anywhere; and what is left is what one invocation leaves. And what that costs.

use std::time::Instant;

use domain::money::payout::payout_id;
use domain::money::{Account, EndToEndId, PayoutEvent, PayoutState};
use ledger::{Ledger, PageToken, PaymentJob, Progress};
use local::step_functions::Status;
use tokio::sync::OnceCell;

use crate::kept::Kept;
use crate::payment_run::{self, IBAN, LATE, Outcome, cashier};
use crate::ring::Ring;
use crate::scene::{FIRST, MONTH, MONTHS, ROYALTIES, Scene, month, writer};

/// 120 units, some in dollars: three chunks of euros' payees, and what January has left.
const TRACKS: usize = 59;
const UNITS_IN_CHUNK: u64 = 48;
/// The batch of January is the first.
const BATCH: u64 = 2;
/// SDK calls per thousand payees; a posting may make 110.
const PAYING_CHUNKS_MAX: usize = 200;
const ANSWERS_MAX: usize = 110;
const CLOSING_CHUNKS_MAX: usize = 220;

static POSTED: OnceCell<Kept> = OnceCell::const_new();

async fn posted() -> &'static Kept {
    POSTED.get_or_init(|| async { Box::pin(payment_run::posted(TRACKS)).await.put_away() }).await
}

fn to_pay(from: Option<PageToken>) -> PaymentJob {
    PaymentJob::Pay { month: month(MONTH), by: Some(cashier()), from }
}

/// What one invocation leaves that pays all of it, once everything has arrived and the month is closed.
async fn in_one() -> Outcome {
    let scene = Scene::copy_of(posted().await);
    let ledger = Ledger::new(scene.operator()).unwrap();
    assert_eq!(ledger.pay(month(MONTH), Some(cashier())).await.unwrap().next, None);
    ends(&scene, &ledger).await
}

/// Everything has arrived, the month is closed.
async fn ends(scene: &Scene, ledger: &Ledger) -> Outcome {
    payment_run::answer_all(scene, ledger, BATCH, &[]).await;
    ledger.close(month(MONTH)).await.unwrap();
    payment_run::assert_sound(scene, ledger, "in pages").await;
    payment_run::outcome(scene, ledger).await
}

#[tokio::test]
async fn a_large_month_is_paid_a_page_at_a_time_and_each_does_no_more_than_one() {
    let scene = Scene::copy_in_small_pages(posted().await);
    let (mut from, mut calls) = (None, Vec::new());
    loop {
        scene.count_from_here();
        // Each by an invocation that knows nothing of the one before.
        let ledger = scene.ledger(MONTHS);
        let paid = ledger.pay_from(month(MONTH), Some(cashier()), from.as_ref()).await.unwrap();
        calls.push(scene.calls(MONTHS));
        assert_eq!(paid.next.is_none(), paid.month.state.as_str() == "paid", "{:?}", paid.next);
        assert!(paid.batches.iter().all(|batch| batch.payments <= UNITS_IN_CHUNK));
        from = paid.next;
        if from.is_none() {
            break;
        }
    }
    println!("{calls:?} calls of {} stretches", calls.len());
    assert!(calls.len() >= 4, "what January has left, and three chunks");
    assert!(calls.iter().all(|calls| *calls <= 25), "{calls:?}");
    let ledger = Ledger::new(scene.operator()).unwrap();
    assert!(ends(&scene, &ledger).await == in_one().await, "other payments in pages");
}

#[tokio::test]
async fn a_walk_over_what_is_left_begins_again_where_a_month_was_closed_meanwhile() {
    let scene = Scene::copy_of(posted().await);
    let ledger = Ledger::new(scene.operator()).unwrap();
    let late = payout_id(month(FIRST), &Account::of_member(writer(LATE)), "EUR".parse().unwrap());
    let state = async || ledger.store().payout(late).await.unwrap().unwrap().item.state;
    assert_eq!(state().await, PayoutState::Due, "there was no account in January");
    // The place of a walk that began before January was closed, and left this payout due.
    let from = PageToken::CarriedForward { closed: None, after: Some(late) };
    let paid = ledger.pay_from(month(MONTH), Some(cashier()), Some(&from)).await.unwrap();
    assert_eq!(paid.next, None);
    assert_eq!(state().await, PayoutState::Submitted);
}

/// All that is due has left at once; from here on a stretch is small.
async fn sent() -> Scene {
    let scene = Scene::copy_of(posted().await);
    let ledger = Ledger::new(scene.operator()).unwrap();
    ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    let left = scene.put_away();
    Scene::copy_in_small_pages(&left)
}

#[tokio::test]
async fn a_file_of_answers_goes_on_although_one_of_its_payments_was_answered_otherwise_meanwhile() {
    let scene = sent().await;
    let ledger = Ledger::new(scene.operator()).unwrap();
    let files = payment_run::files(&scene, &ledger, BATCH).await;
    let sent = files.iter().find(|file| file.format == "pain.001").unwrap();
    let (format, text) = sent.answer(&[]);
    let first = ledger.settle(month(MONTH), format, text.as_bytes(), cashier()).await.unwrap();
    // Parts take payments in the order of their ids.
    let ids = sent.ids().into_iter().map(|id| id.parse::<EndToEndId>().unwrap());
    let last = ids.max().unwrap().payout;
    payment_run::decide(&ledger, last, PayoutEvent::Return).await.unwrap();
    let sha256 = first.file.sha256;
    let rest = PaymentJob::StatusReport { month: month(MONTH), format, sha256, by: cashier() };
    assert_eq!(ledger.run_payment_job(rest).await.unwrap(), Progress::Done);
    let again = ledger.settle(month(MONTH), format, text.as_bytes(), cashier()).await.unwrap();
    assert_eq!(again.left, 0);
    for id in sent.ids() {
        let payout = id.parse::<EndToEndId>().unwrap().payout;
        let state = ledger.store().payout(payout).await.unwrap().unwrap().item.state;
        let expected = if payout == last { PayoutState::Returned } else { PayoutState::Settled };
        assert_eq!(state, expected, "{id}");
    }
    payment_run::assert_sound(&scene, &ledger, "one was answered otherwise").await;
}

#[tokio::test]
async fn a_large_file_of_answers_is_taken_a_part_at_a_time_from_the_copy_that_is_kept() {
    let scene = sent().await;
    let ledger = Ledger::new(scene.operator()).unwrap();
    let files = payment_run::files(&scene, &ledger, BATCH).await;
    let sent = files.iter().find(|file| file.format == "pain.001").unwrap();
    let (format, text) = sent.answer(&[]);
    let first = ledger.settle(month(MONTH), format, text.as_bytes(), cashier()).await.unwrap();
    assert_eq!(first.left + 48, sent.ids().len(), "one chunk has moved");
    payment_run::assert_sound(&scene, &ledger, "between two parts").await;
    let sha256 = first.file.sha256;
    let rest = PaymentJob::StatusReport { month: month(MONTH), format, sha256, by: cashier() };
    assert_eq!(ledger.run_payment_job(rest).await.unwrap(), Progress::Done);
    assert!(ends(&scene, &ledger).await == in_one().await, "other payments in parts");
}

/// The part that dies is done again, from where it began, as the state machine does it.
#[tokio::test]
async fn a_death_in_any_part_of_paying_a_large_month_pays_everybody_once() {
    let expected = in_one().await;
    let undisturbed = Scene::copy_in_small_pages(posted().await);
    undisturbed.count_from_here();
    paid_in_parts(&undisturbed).await;
    let calls = undisturbed.calls(MONTHS);
    let places = (1..=calls).flat_map(|nth| [(nth, false), (nth, true)]).collect();
    let name = "deaths in the parts of a payment".to_owned();
    let ring = Ring { name, places, sample: 29, always: vec![] };
    let posted = posted().await;
    ring.walk(async |(nth, after)| {
        let scene = Scene::copy_in_small_pages(posted);
        scene.dies(MONTHS, nth, after);
        paid_in_parts(&scene).await;
        let ledger = Ledger::new(scene.operator()).unwrap();
        let outcome = ends(&scene, &ledger).await;
        assert!(outcome == expected, "other payments");
    });
}

async fn paid_in_parts(scene: &Scene) {
    let mut job = to_pay(None);
    loop {
        match scene.ledger(MONTHS).run_payment_job(job.clone()).await {
            Ok(Progress::More(more)) => job = more,
            Ok(Progress::Done) => return,
            Err(_died) => scene.lives(),
        }
    }
}

#[tokio::test]
async fn the_state_machine_takes_a_large_month_from_where_the_request_left_it_to_its_end() {
    let scene = Scene::copy_in_small_pages(posted().await);
    let host = scene.host().await;
    let ledger = scene.ledger(MONTHS);
    let operator = Ledger::new(scene.operator()).unwrap();
    let paid = ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    assert!(paid.next.is_some());
    // Twice at once, as where an operator asks again.
    ledger.start_payment_job(&to_pay(paid.next)).await.unwrap();
    ledger.start_payment_job(&to_pay(None)).await.unwrap();
    for execution in scene.pauses_pass().await {
        assert_eq!(execution.status, Status::Succeeded, "{execution:?}");
    }
    assert_eq!(operator.month(month(MONTH)).await.unwrap().state.as_str(), "paid");
    payment_run::answer_all(&scene, &operator, BATCH, &[]).await;
    assert!(operator.is_large(month(MONTH)).await.unwrap());
    ledger
        .start_payment_job(&PaymentJob::Close { month: month(MONTH), so_far: None })
        .await
        .unwrap();
    let names: Vec<String> =
        scene.pauses_pass().await.into_iter().map(|execution| execution.name).collect();
    assert_eq!(names, ["month-2026-02-pay-1", "month-2026-02-pay-2", "month-2026-02-close-3"]);
    drop(host);
    let closed = operator.month(month(MONTH)).await.unwrap();
    assert_eq!(closed.state.as_str(), "closed", "{:?}", closed.differences);
    assert!(payment_run::outcome(&scene, &operator).await == in_one().await, "other payments");
    assert!(scene.calls(ROYALTIES) > 0);
}

/// `PAYEES=500,2000` measures at these sizes. The time is that of this database, which takes some 30 ms
/// for a transaction of a hundred items; the calls are the same at AWS.
#[tokio::test]
async fn paying_answers_and_closing_cost_as_many_calls_as_there_are_payees() {
    let sizes = std::env::var("PAYEES").unwrap_or_else(|_| "200".to_owned());
    for payees in sizes.split(',').map(|size| size.parse::<usize>().unwrap()) {
        let scene = Scene::make_large(payees).await;
        let operator = Ledger::new(scene.operator()).unwrap();
        for number in 0..payees {
            payment_run::set_account(&operator, &scene, number, IBAN).await;
        }
        let costs = |what: &str, most: usize, begun: Instant| {
            let calls = scene.calls(MONTHS);
            let per_thousand = (calls * 1_000).div_ceil(payees);
            println!(
                "{payees} payees, {what}: {calls} calls, {per_thousand} per thousand, {:?}",
                begun.elapsed()
            );
            assert!(per_thousand <= most, "{what}: {per_thousand}");
        };
        scene.count_from_here();
        let begun = Instant::now();
        let mut from = None;
        let batches = loop {
            let ledger = scene.ledger(MONTHS);
            let paid = ledger.pay_from(month(FIRST), Some(cashier()), from.as_ref()).await.unwrap();
            from = paid.next;
            if from.is_none() {
                break paid.batches.len();
            }
        };
        costs("pay", PAYING_CHUNKS_MAX, begun);
        let mut files = Vec::new();
        for number in (1..).take(batches) {
            files.extend(payment_run::files(&scene, &operator, number).await);
        }
        scene.count_from_here();
        let begun = Instant::now();
        for file in files {
            let (format, text) = file.answer(&[]);
            let ledger = scene.ledger(MONTHS);
            ledger.settle(month(FIRST), format, text.as_bytes(), cashier()).await.unwrap();
        }
        costs("answers", ANSWERS_MAX, begun);
        scene.count_from_here();
        let begun = Instant::now();
        scene.ledger(MONTHS).close(month(FIRST)).await.unwrap();
        costs("close", CLOSING_CHUNKS_MAX, begun);
    }
}
