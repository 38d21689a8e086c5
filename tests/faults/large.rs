//! A month that is too much for one invocation: here one that pays a single chunk of 48 units. It
//! is paid, answered and closed a part at a time, each part as large as the last, whatever the
//! month has; it may break off anywhere; and what is left is what one invocation leaves. And what
//! that costs.

use std::time::Instant;

use domain::money::payout::payout_id;
use domain::money::{Account, EndToEndId, PayoutEvent, PayoutState};
use ledger::{Ledger, PageToken, PaymentJob, Progress};
use local::step_functions::Status;
use tests::{FIRST, MONTH, MONTHS, MonthFixture, ROYALTIES, Snapshot, month, writer};
use tokio::sync::OnceCell;

use crate::exhaustive_suite::ExhaustiveSuite;
use crate::payment_run::{self, IBAN, LATE, Outcome, cashier};

/// 120 units, some in dollars: three chunks of euros' payees, and what January has left.
const TRACKS: usize = 59;
const UNITS_IN_CHUNK: u64 = 48;
/// The batch of January is the first.
const BATCH: u64 = 2;
/// SDK calls per thousand payees; a posting may make 110.
const PAYING_CHUNKS_MAX: usize = 200;
const ANSWERS_MAX: usize = 110;
const CLOSING_CHUNKS_MAX: usize = 220;

static POSTED: OnceCell<Snapshot> = OnceCell::const_new();

async fn posted() -> &'static Snapshot {
    POSTED
        .get_or_init(|| async { Box::pin(payment_run::posted(TRACKS)).await.into_snapshot() })
        .await
}

fn to_pay(from: Option<PageToken>) -> PaymentJob {
    PaymentJob::Pay { month: month(MONTH), by: Some(cashier()), from }
}

/// What one invocation leaves that pays all of it, once everything has arrived and the month is
/// closed.
async fn in_one() -> Outcome {
    let fixture = MonthFixture::from_snapshot(posted().await);
    let ledger = Ledger::new(fixture.operator()).unwrap();
    assert_eq!(ledger.pay(month(MONTH), Some(cashier())).await.unwrap().next, None);
    ends(&fixture, &ledger).await
}

/// Everything has arrived, the month is closed.
async fn ends(fixture: &MonthFixture, ledger: &Ledger) -> Outcome {
    payment_run::answer_all(fixture, ledger, BATCH, &[]).await;
    ledger.close(month(MONTH)).await.unwrap();
    payment_run::assert_sound(fixture, ledger, "in pages").await;
    payment_run::outcome(fixture, ledger).await
}

#[tokio::test]
async fn a_large_month_is_paid_a_page_at_a_time_and_each_does_no_more_than_one() {
    let fixture = MonthFixture::from_snapshot_in_small_pages(posted().await);
    let (mut from, mut calls) = (None, Vec::new());
    loop {
        fixture.count_from_here();
        // Each by an invocation that knows nothing of the one before.
        let ledger = fixture.ledger(MONTHS);
        let paid = ledger.pay_from(month(MONTH), Some(cashier()), from.as_ref()).await.unwrap();
        calls.push(fixture.calls(MONTHS));
        assert_eq!(paid.next.is_none(), paid.month.state.as_str() == "paid", "{:?}", paid.next);
        assert!(paid.batches.iter().all(|batch| batch.payments <= UNITS_IN_CHUNK));
        from = paid.next;
        if from.is_none() {
            break;
        }
    }
    println!("{calls:?} calls of {} pages", calls.len());
    assert!(calls.len() >= 4, "what January has left, and three chunks");
    assert!(calls.iter().all(|calls| *calls <= 25), "{calls:?}");
    let ledger = Ledger::new(fixture.operator()).unwrap();
    assert!(ends(&fixture, &ledger).await == in_one().await, "other payments in pages");
}

#[tokio::test]
async fn a_run_over_due_payouts_begins_again_where_a_month_was_closed_meanwhile() {
    let fixture = MonthFixture::from_snapshot(posted().await);
    let ledger = Ledger::new(fixture.operator()).unwrap();
    let late = payout_id(month(FIRST), &Account::of_member(writer(LATE)), "EUR".parse().unwrap());
    let state =
        async || ledger.store().get(store::payout::key(late)).await.unwrap().unwrap().item.state;
    assert_eq!(state().await, PayoutState::Due, "there was no account in January");
    // The place of a run that began before January was closed, and left this payout due.
    let from = PageToken::CarriedForward { closed: None, after: Some(late) };
    let paid = ledger.pay_from(month(MONTH), Some(cashier()), Some(&from)).await.unwrap();
    assert_eq!(paid.next, None);
    assert_eq!(state().await, PayoutState::Submitted);
}

/// All that is due has left at once; from here on a page is small.
async fn sent() -> MonthFixture {
    let fixture = MonthFixture::from_snapshot(posted().await);
    let ledger = Ledger::new(fixture.operator()).unwrap();
    ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    let left = fixture.into_snapshot();
    MonthFixture::from_snapshot_in_small_pages(&left)
}

#[tokio::test]
async fn a_bank_report_goes_on_although_one_of_its_payments_was_decided_otherwise_meanwhile() {
    let fixture = sent().await;
    let ledger = Ledger::new(fixture.operator()).unwrap();
    let files = payment_run::files(&fixture, &ledger, BATCH).await;
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
    assert_eq!(again.remaining_count, 0);
    for id in sent.ids() {
        let payout = id.parse::<EndToEndId>().unwrap().payout;
        let state =
            ledger.store().get(store::payout::key(payout)).await.unwrap().unwrap().item.state;
        let expected = if payout == last { PayoutState::Returned } else { PayoutState::Settled };
        assert_eq!(state, expected, "{id}");
    }
    payment_run::assert_sound(&fixture, &ledger, "one was answered otherwise").await;
}

#[tokio::test]
async fn a_large_bank_report_is_taken_a_part_at_a_time_from_the_stored_copy() {
    let fixture = sent().await;
    let ledger = Ledger::new(fixture.operator()).unwrap();
    let files = payment_run::files(&fixture, &ledger, BATCH).await;
    let sent = files.iter().find(|file| file.format == "pain.001").unwrap();
    let (format, text) = sent.answer(&[]);
    let first = ledger.settle(month(MONTH), format, text.as_bytes(), cashier()).await.unwrap();
    assert_eq!(first.remaining_count + 48, sent.ids().len(), "one chunk has moved");
    payment_run::assert_sound(&fixture, &ledger, "between two parts").await;
    let sha256 = first.file.sha256;
    let rest = PaymentJob::StatusReport { month: month(MONTH), format, sha256, by: cashier() };
    assert_eq!(ledger.run_payment_job(rest).await.unwrap(), Progress::Done);
    assert!(ends(&fixture, &ledger).await == in_one().await, "other payments in parts");
}

/// The part that dies is done again, from where it began, as the state machine does it.
#[tokio::test]
async fn a_death_in_any_part_of_paying_a_large_month_pays_everybody_once() {
    let expected = in_one().await;
    let undisturbed = MonthFixture::from_snapshot_in_small_pages(posted().await);
    undisturbed.count_from_here();
    paid_in_parts(&undisturbed).await;
    let calls = undisturbed.calls(MONTHS);
    let places = (1..=calls).flat_map(|nth| [(nth, false), (nth, true)]).collect();
    let name = "deaths in the parts of a payment".to_owned();
    let suite = ExhaustiveSuite { name, places, sample: 29, always: vec![] };
    let posted = posted().await;
    suite.run(async |(nth, after)| {
        let fixture = MonthFixture::from_snapshot_in_small_pages(posted);
        fixture.inject_death(MONTHS, nth, after);
        paid_in_parts(&fixture).await;
        let ledger = Ledger::new(fixture.operator()).unwrap();
        let outcome = ends(&fixture, &ledger).await;
        assert!(outcome == expected, "other payments");
    });
}

async fn paid_in_parts(fixture: &MonthFixture) {
    let mut job = to_pay(None);
    loop {
        match fixture.ledger(MONTHS).run_payment_job(job.clone()).await {
            Ok(Progress::More(more)) => job = more,
            Ok(Progress::Done) => return,
            Err(_died) => fixture.clear_faults(),
        }
    }
}

#[tokio::test]
async fn the_state_machine_takes_a_large_month_from_where_the_request_left_it_to_its_end() {
    let fixture = MonthFixture::from_snapshot_in_small_pages(posted().await);
    let host = fixture.host().await;
    let ledger = fixture.ledger(MONTHS);
    let operator = Ledger::new(fixture.operator()).unwrap();
    let paid = ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    assert!(paid.next.is_some());
    // Twice at once, as where an operator asks again.
    ledger.start_payment_job(&to_pay(paid.next)).await.unwrap();
    ledger.start_payment_job(&to_pay(None)).await.unwrap();
    for execution in fixture.pass_pauses().await {
        assert_eq!(execution.status, Status::Succeeded, "{execution:?}");
    }
    assert_eq!(operator.month(month(MONTH)).await.unwrap().state.as_str(), "paid");
    payment_run::answer_all(&fixture, &operator, BATCH, &[]).await;
    assert!(operator.is_large(month(MONTH)).await.unwrap());
    ledger
        .start_payment_job(&PaymentJob::Close { month: month(MONTH), so_far: None })
        .await
        .unwrap();
    let names: Vec<String> =
        fixture.pass_pauses().await.into_iter().map(|execution| execution.name).collect();
    assert_eq!(names, ["month-2026-02-pay-1", "month-2026-02-pay-2", "month-2026-02-close-3"]);
    drop(host);
    let closed = operator.month(month(MONTH)).await.unwrap();
    assert_eq!(closed.state.as_str(), "closed", "{:?}", closed.differences);
    assert!(payment_run::outcome(&fixture, &operator).await == in_one().await, "other payments");
    assert!(fixture.calls(ROYALTIES) > 0);
}

/// `PAYEES=500,2000` measures at these sizes. The time is that of this database, which takes some 30 ms
/// for a transaction of a hundred items; the calls are the same at AWS.
#[tokio::test]
async fn paying_reporting_and_closing_cost_calls_in_proportion_to_payees() {
    let sizes = std::env::var("PAYEES").unwrap_or_else(|_| "200".to_owned());
    for payees in sizes.split(',').map(|size| size.parse::<usize>().unwrap()) {
        let fixture = MonthFixture::without_stream(payees).await;
        let operator = Ledger::new(fixture.operator()).unwrap();
        for number in 0..payees {
            payment_run::set_account(&operator, &fixture, number, IBAN).await;
        }
        let costs = |what: &str, most: usize, begun: Instant| {
            let calls = fixture.calls(MONTHS);
            let per_thousand = (calls * 1_000).div_ceil(payees);
            println!(
                "{payees} payees, {what}: {calls} calls, {per_thousand} per thousand, {:?}",
                begun.elapsed()
            );
            assert!(per_thousand <= most, "{what}: {per_thousand}");
        };
        fixture.count_from_here();
        let begun = Instant::now();
        let mut from = None;
        let batches = loop {
            let ledger = fixture.ledger(MONTHS);
            let paid = ledger.pay_from(month(FIRST), Some(cashier()), from.as_ref()).await.unwrap();
            from = paid.next;
            if from.is_none() {
                break paid.batches.len();
            }
        };
        costs("pay", PAYING_CHUNKS_MAX, begun);
        let mut files = Vec::new();
        for number in (1..).take(batches) {
            files.extend(payment_run::files(&fixture, &operator, number).await);
        }
        fixture.count_from_here();
        let begun = Instant::now();
        for file in files {
            let (format, text) = file.answer(&[]);
            let ledger = fixture.ledger(MONTHS);
            ledger.settle(month(FIRST), format, text.as_bytes(), cashier()).await.unwrap();
        }
        costs("answers", ANSWERS_MAX, begun);
        fixture.count_from_here();
        let begun = Instant::now();
        fixture.ledger(MONTHS).close(month(FIRST)).await.unwrap();
        costs("close", CLOSING_CHUNKS_MAX, begun);
    }
}
