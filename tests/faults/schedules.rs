//! Two workers of one step over one table, in every order of their calls with at most two
//! preemptions, while an operator changes the inputs in between. Crash tests alone do not find what
//! two interleaved workers can do to a plan.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::id::{AdjustmentId, MemberId};
use domain::money::adjustment::{Adjustment, AdjustmentState};
use domain::money::input::AdjustmentEntry;
use domain::money::{Account, Money, Sha256Hex};
use ledger::{Ledger, LedgerError};
use local::fault_injection::{Interleaving, InterleavingStep};
use serde_json::Value;
use store::adjustment::{AdjustmentApproval, AdjustmentItem};
use store::revenue_file::Withdrawn;
use tests::{
    FIRST, MONTH, MONTHS, MonthFixture, REVENUE, Snapshot, approve, month, revenue_key, run_month,
    writer,
};
use tokio::sync::OnceCell;

use crate::exhaustive_suite::ExhaustiveSuite;

/// Two payees each: 50 accounts with suspense make two chunks.
const FEW: usize = 25;

const ONE: usize = 0;
const TWO: usize = 1;
const OPERATOR: usize = 2;

/// What both workers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Plan,
    Post,
}

/// When the operator rejects the plan, changes the inputs and goes on, all at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Never,
    /// At the first preemption.
    First,
    /// At the second.
    Second,
}

impl Step {
    /// The month as it stands where the step begins.
    async fn prepared(self) -> MonthFixture {
        static PLAN: OnceCell<Snapshot> = OnceCell::const_new();
        static POST: OnceCell<Snapshot> = OnceCell::const_new();
        let made = if self == Self::Plan { &PLAN } else { &POST };
        MonthFixture::copied(made, Box::pin(self.prepare())).await
    }

    async fn prepare(self) -> MonthFixture {
        let fixture = MonthFixture::with_tracks(FEW).await;
        let ledger = &Ledger::new(fixture.operator()).unwrap();
        let _loaded = ledger.load(&revenue_key(month(MONTH), 1)).await.unwrap();
        propose(&fixture, ledger).await;
        ledger.freeze(month(MONTH)).await.unwrap();
        if self == Self::Post {
            ledger.plan(month(MONTH)).await.unwrap();
            approve(ledger, month(MONTH)).await.unwrap();
        }
        fixture
    }

    /// A schedule in which there is a plan to reject: sealed by the second worker, or not yet begun
    /// to be posted.
    const fn surely_changed(self, calls: usize) -> (Change, usize, usize) {
        match self {
            Self::Plan => (Change::Second, 3, calls),
            Self::Post => (Change::First, 0, 3),
        }
    }

    async fn run(self, ledger: &Ledger) -> Result<(), LedgerError> {
        match self {
            Self::Plan => ledger.plan(month(MONTH)).await.map(|_month| ()),
            Self::Post => ledger.post(month(MONTH), None).await.map(|_month| ()),
        }
    }
}

/// An operator finds the plan wrong: rejects it, takes its file back, loads another one, approves
/// an adjustment and freezes again. Where it is too late for that, the rejection is refused; the
/// file stays then, and the adjustment belongs to a later month. Tells whether the inputs have
/// changed.
async fn change_inputs(fixture: &MonthFixture, turns: &Arc<Interleaving>) -> bool {
    let ledger = fixture.ledger_in_turns(MONTHS, turns, OPERATOR);
    let rejected =
        ledger.reject(month(MONTH), None, "it is the wrong file", member("rejecter")).await;
    let withdrawn = withdraw(fixture, &ledger).await;
    if rejected.is_err() {
        assert_eq!(withdrawn, Withdrawn::MonthFrozen);
        adjust(fixture, &ledger, "2026-03").await;
        return false;
    }
    assert!(matches!(withdrawn, Withdrawn::Done(_)));
    let key = fixture.upload(FEW, &fixture.operator(), month(MONTH), 2).await;
    let loader = fixture.ledger_in_turns(REVENUE, turns, OPERATOR);
    let _loaded = loader.load(&key).await.unwrap();
    adjust(fixture, &ledger, MONTH).await;
    ledger.freeze(month(MONTH)).await.unwrap();
    true
}

/// Takes the first file back, if the month is open.
async fn withdraw(fixture: &MonthFixture, ledger: &Ledger) -> Withdrawn {
    let store = ledger.store();
    let upload = revenue_key(month(MONTH), 1).upload.to_string();
    let upload =
        store.get(store::revenue_file::upload_key(month(MONTH), &upload)).await.unwrap().unwrap();
    let sha256 = upload.item.report.unwrap().sha256.unwrap();
    store.withdraw_revenue(month(MONTH), &sha256, member("rejecter"), fixture.now()).await.unwrap()
}

/// Approves the adjustment that was proposed; it belongs to the oldest open month, this one.
async fn adjust(fixture: &MonthFixture, ledger: &Ledger, belongs_to: &str) {
    let (by, genesis) = (member("adjuster"), ledger.genesis());
    let approval = AdjustmentApproval { id: adjustment(), by, operators: None, at: fixture.now() };
    let approved = ledger.store().decide(genesis, &approval).await;
    assert_eq!(approved.unwrap().unwrap().unwrap().month, Some(month(belongs_to)));
}

fn adjustment() -> AdjustmentId {
    AdjustmentId::derive(&[b"adjustment"])
}

/// Proposes to give a writer five euros of the platform's.
async fn propose(fixture: &MonthFixture, ledger: &Ledger) {
    let entry = |account: Account, amount: &str| AdjustmentEntry {
        account,
        money: Money::new("EUR".parse().unwrap(), amount.parse().unwrap()),
    };
    let adjustment = Adjustment {
        id: adjustment(),
        state: AdjustmentState::Proposed,
        adjusts: month(FIRST),
        reason: "the writer was promised more".to_owned(),
        entries: vec![
            entry(Account::of_member(writer(2)), "5"),
            entry("platform".parse().unwrap(), "-5"),
        ],
        proposed_by: member("proposer"),
        proposed_at: fixture.now(),
        decided_by: None,
        decided_at: None,
        month: None,
    };
    let item = AdjustmentItem { adjustment, request_sha256: Sha256Hex::of(b"request") };
    let _new = ledger.store().create(&item).await.unwrap();
}

fn member(name: &str) -> MemberId {
    MemberId::of_subject(name)
}

/// The turns of one schedule: the first worker makes `i` calls, then the second `j`, then both end.
fn turns(i: usize, j: usize, change: Change) -> Vec<InterleavingStep> {
    let operator = |when| (change == when).then_some(InterleavingStep::until_done(OPERATOR));
    [
        Some(InterleavingStep { worker: ONE, calls: i }),
        operator(Change::First),
        Some(InterleavingStep { worker: TWO, calls: j }),
        operator(Change::Second),
        Some(InterleavingStep::until_done(ONE)),
        Some(InterleavingStep::until_done(TWO)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Runs one schedule, then whatever is left of the month. Tells whether the inputs have changed.
async fn ended(step: Step, i: usize, j: usize, change: Change) -> (MonthFixture, bool) {
    let fixture = step.prepared().await;
    let turns = Arc::new(Interleaving::new(turns(i, j, change)));
    let work = |worker| {
        let (ledger, turns) = (fixture.ledger_in_turns(MONTHS, &turns, worker), Arc::clone(&turns));
        async move {
            let result = step.run(&ledger).await;
            turns.finish(worker);
            result
        }
    };
    let meddle = async {
        let changed = change != Change::Never && change_inputs(&fixture, &turns).await;
        turns.finish(OPERATOR);
        changed
    };
    // A worker may be refused, for the month has moved on without it; it may not do harm.
    let (_one, _two, changed) = tokio::join!(work(ONE), work(TWO), meddle);
    finish(&fixture).await;
    (fixture, changed)
}

/// Whoever comes next brings the month to its end, from wherever it stands.
async fn finish(fixture: &MonthFixture) {
    let ledger = Ledger::new(fixture.operator()).unwrap();
    run_month(&ledger, month(MONTH)).await.unwrap();
}

/// The money of a month booked by one worker in peace, where the inputs are `changed` before.
async fn in_peace(changed: bool) -> Vec<Value> {
    let fixture = Step::Plan.prepared().await;
    let ledger = Ledger::new(fixture.operator()).unwrap();
    if changed {
        ledger.plan(month(MONTH)).await.unwrap();
        assert!(change_inputs(&fixture, &Arc::new(Interleaving::new([]))).await);
    }
    finish(&fixture).await;
    fixture.money()
}

/// How many calls one worker of the step makes alone.
async fn calls_of(step: Step) -> usize {
    let fixture = step.prepared().await;
    fixture.count_from_here();
    step.run(&fixture.ledger(MONTHS)).await.unwrap();
    fixture.calls(MONTHS)
}

/// Every schedule ends with the books of the inputs that are in the month in the end, whole, and
/// every marker is of one plan.
async fn every_schedule(step: Step) {
    let (alone, otherwise) = (Box::pin(in_peace(false)).await, Box::pin(in_peace(true)).await);
    assert_ne!(alone, otherwise);
    let calls = calls_of(step).await;
    let mut places = Vec::new();
    for change in [Change::Never, Change::First, Change::Second] {
        let pairs = (0..=calls).flat_map(|i| (0..=calls).map(move |j| (i, j)));
        places.extend(pairs.map(|(i, j)| (change, i, j)));
    }
    let changed = AtomicUsize::new(0);
    let name = format!("two workers who {step:?}").to_lowercase();
    // The sample has, beside every 97th, the one in which the inputs surely change.
    let suite =
        ExhaustiveSuite { name, places, sample: 97, always: vec![step.surely_changed(calls)] };
    suite.run(async |(change, i, j)| {
        let (fixture, has_changed) = Box::pin(ended(step, i, j, change)).await;
        let expected = if has_changed { &otherwise } else { &alone };
        assert!(fixture.money() == *expected, "other books");
        changed.fetch_add(usize::from(has_changed), Ordering::SeqCst);
        assert_eq!(fixture.plans_posted().len(), 1);
    });
    let changed = changed.into_inner();
    println!("{step:?}: {changed} schedules with the changed inputs");
    assert!(changed > 0, "no schedule has changed the inputs");
}

#[tokio::test]
async fn two_workers_who_plan_in_any_order_seal_one_plan() {
    Box::pin(every_schedule(Step::Plan)).await;
}

#[tokio::test]
async fn two_workers_who_post_in_any_order_book_once() {
    Box::pin(every_schedule(Step::Post)).await;
}
