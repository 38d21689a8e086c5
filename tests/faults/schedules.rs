//! Two workers of one step over one table, in every order of their calls with at most two
//! preemptions, while an operator changes the inputs in between. Crash tests alone do not find what
//! two interleaved workers can do to a plan.

use std::sync::Arc;

use ledger::{Ledger, LedgerError};
use local::weather::{Turn, Turns};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::scene::{MONTH, MONTHS, REVENUE, Scene, approve, month, revenue_key, walk};
use crate::stride;

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

/// When the operator rejects the plan, loads another file and goes on, all at once.
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
    async fn prepared(self) -> Scene {
        static PLAN: OnceCell<TempDir> = OnceCell::const_new();
        static POST: OnceCell<TempDir> = OnceCell::const_new();
        let made = if self == Self::Plan { &PLAN } else { &POST };
        Scene::copied(made, self.prepare()).await
    }

    async fn prepare(self) -> Scene {
        let scene = Scene::make(FEW).await;
        let ledger = &Ledger::new(scene.operator()).unwrap();
        let _loaded = ledger.load(&revenue_key(month(MONTH), 1)).await.unwrap();
        ledger.freeze(month(MONTH)).await.unwrap();
        if self == Self::Post {
            ledger.plan(month(MONTH)).await.unwrap();
            approve(ledger, month(MONTH)).await.unwrap();
        }
        scene
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

/// An operator finds the plan wrong: rejects it, loads one more file, freezes again. Where it is too
/// late for that, the rejection is refused and nothing has changed. Tells whether it has.
async fn change_inputs(scene: &Scene, turns: &Arc<Turns>) -> bool {
    let ledger = scene.ledger_in_turns(MONTHS, turns, OPERATOR);
    let rejected = ledger.reject(month(MONTH), "a file is missing", member("rejecter")).await;
    if rejected.is_ok() {
        let key = scene.upload(FEW, &scene.operator(), month(MONTH), 2).await;
        let loader = scene.ledger_in_turns(REVENUE, turns, OPERATOR);
        let _loaded = loader.load(&key).await.unwrap();
        ledger.freeze(month(MONTH)).await.unwrap();
    }
    rejected.is_ok()
}

fn member(name: &str) -> domain::id::MemberId {
    domain::id::MemberId::of_subject(name)
}

/// The turns of one schedule: the first worker makes `i` calls, then the second `j`, then both end.
fn turns(i: usize, j: usize, change: Change) -> Vec<Turn> {
    let operator = |when| (change == when).then_some(Turn::to_the_end(OPERATOR));
    [
        Some(Turn { worker: ONE, calls: i }),
        operator(Change::First),
        Some(Turn { worker: TWO, calls: j }),
        operator(Change::Second),
        Some(Turn::to_the_end(ONE)),
        Some(Turn::to_the_end(TWO)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Runs one schedule, then whatever is left of the month. Tells whether the inputs have changed.
async fn ended(step: Step, i: usize, j: usize, change: Change) -> (Scene, bool) {
    let scene = step.prepared().await;
    let turns = Arc::new(Turns::new(turns(i, j, change)));
    let work = |worker| {
        let (ledger, turns) = (scene.ledger_in_turns(MONTHS, &turns, worker), Arc::clone(&turns));
        async move {
            let result = step.run(&ledger).await;
            turns.end(worker);
            result
        }
    };
    let meddle = async {
        let changed = change != Change::Never && change_inputs(&scene, &turns).await;
        turns.end(OPERATOR);
        changed
    };
    // A worker may be refused, for the month has moved on without it; it may not do harm.
    let (_one, _two, changed) = tokio::join!(work(ONE), work(TWO), meddle);
    finish(&scene).await;
    (scene, changed)
}

/// Whoever comes next brings the month to its end, from wherever it stands.
async fn finish(scene: &Scene) {
    let ledger = Ledger::new(scene.operator()).unwrap();
    walk(&ledger, month(MONTH)).await.unwrap();
}

/// The money of a month with these files, booked by one worker in peace.
async fn in_peace(salts: &[usize]) -> Vec<Value> {
    let scene = Scene::make(FEW).await;
    let ledger = Ledger::new(scene.operator()).unwrap();
    for salt in salts {
        let key = scene.upload(FEW, &scene.operator(), month(MONTH), *salt).await;
        let _loaded = ledger.load(&key).await.unwrap();
    }
    finish(&scene).await;
    scene.money()
}

/// How many calls one worker of the step makes alone.
async fn calls_of(step: Step) -> usize {
    let scene = step.prepared().await;
    scene.count_from_here();
    step.run(&scene.ledger(MONTHS)).await.unwrap();
    scene.calls(MONTHS)
}

/// Every schedule ends with the books of the inputs that are in the month in the end, whole, and
/// every marker is of one plan.
async fn every_schedule(step: Step) {
    let (alone, with_more) = (in_peace(&[1]).await, in_peace(&[1, 2]).await);
    assert_ne!(alone, with_more);
    let calls = calls_of(step).await;
    let (mut tried, mut places, mut changed) = (0, 0, 0);
    for change in [Change::Never, Change::First, Change::Second] {
        for (i, j) in (0..=calls).flat_map(|i| (0..=calls).map(move |j| (i, j))) {
            places += 1;
            // The sample has, beside every 41st, the one in which the inputs surely change.
            let surely = (change, i, j) == step.surely_changed(calls);
            if places % stride(41) != 0 && !surely {
                continue;
            }
            tried += 1;
            let (scene, has_changed) = Box::pin(ended(step, i, j, change)).await;
            let expected = if has_changed { &with_more } else { &alone };
            let place = format!("{step:?}: {i} calls, then {j}, change: {change:?}");
            assert!(scene.money() == *expected, "other books after {place}");
            changed += usize::from(has_changed);
            assert_eq!(scene.plans_posted().len(), 1, "{place}");
        }
    }
    println!("{step:?}: {tried} of {places} schedules tried, {changed} with the changed inputs");
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
