//! The process dies at an SDK call, before or after it takes effect. The next try of the same step
//! finishes the month, and nobody can tell.

use ledger::{Ledger, LedgerError};

use crate::exhaustive_suite::{ExhaustiveSuite, WAYS};
use tests::{
    MONTH, MONTHS, MonthDigest, MonthFixture, REVENUE, ROYALTIES, approve, month, revenue_key,
};

/// One step of the month, by the function that runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Reduce,
    Freeze,
    Plan,
    Approve,
    Post,
}

impl Step {
    const ALL: [Self; 5] = [Self::Reduce, Self::Freeze, Self::Plan, Self::Approve, Self::Post];

    const fn function(self) -> &'static str {
        match self {
            Self::Reduce => REVENUE,
            Self::Freeze | Self::Plan => ROYALTIES,
            Self::Approve | Self::Post => MONTHS,
        }
    }

    async fn run(self, ledger: &Ledger) -> Result<(), LedgerError> {
        let month = month(MONTH);
        match self {
            Self::Reduce => ledger.load(&revenue_key(month, 1)).await.map(|_loaded| ()),
            Self::Freeze => ledger.freeze(month).await.map(|_month| ()),
            Self::Plan => ledger.plan(month).await.map(|_month| ()),
            Self::Approve => approve(ledger, month).await.map(|_state| ()),
            Self::Post => ledger.post(month, None).await.map(|_month| ()),
        }
    }
}

/// Runs the steps in order, each as its own function.
async fn run_month(fixture: &MonthFixture, steps: &[Step]) {
    for step in steps {
        step.run(&fixture.ledger(step.function())).await.unwrap_or_else(|error| {
            panic!("{step:?} did not end: {error:?}");
        });
    }
}

/// The month as it ends where nothing goes wrong, and how many calls each step makes.
async fn undisturbed() -> (MonthDigest, Vec<usize>) {
    let fixture = MonthFixture::open().await;
    let mut calls = Vec::new();
    for step in Step::ALL {
        fixture.count_from_here();
        run_month(&fixture, &[step]).await;
        calls.push(fixture.calls(step.function()));
    }
    (fixture.digest(), calls)
}

/// The step dies at its `nth` call; then, perhaps after a restart, everything is asked for again.
async fn with_death(death: Death) -> MonthDigest {
    let Death { step, nth, after, reopened } = death;
    let mut fixture = MonthFixture::open().await;
    let place = Step::ALL.iter().position(|one| *one == step).unwrap();
    run_month(&fixture, &Step::ALL[..place]).await;
    let ledger = fixture.ledger(step.function());
    fixture.inject_death(step.function(), nth, after);
    let died = step.run(&ledger).await;
    // Only the very last call may have been everything: its answer is lost, its effect is not.
    assert!(died.is_err(), "{step:?} did not notice its death at call {nth}");
    fixture.clear_faults();
    if reopened {
        fixture = fixture.restarted();
    }
    // Whoever tries again does not know where it stopped.
    run_month(&fixture, &Step::ALL).await;
    fixture.digest()
}

/// Where a death strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Death {
    step: Step,
    nth: usize,
    /// The call still takes effect.
    after: bool,
    /// The database and the buckets are opened anew before anybody tries again.
    reopened: bool,
}

#[tokio::test]
async fn a_death_at_any_call_of_a_month_leaves_the_same_books() {
    let (expected, calls) = undisturbed().await;
    let mut places = Vec::new();
    for (step, count) in Step::ALL.into_iter().zip(&calls) {
        for nth in 1..=*count {
            for (after, reopened) in WAYS {
                places.push(Death { step, nth, after, reopened });
            }
        }
    }
    println!("a month makes {calls:?} calls");
    let suite = ExhaustiveSuite {
        name: "deaths in a month".to_owned(),
        places,
        sample: 29,
        always: vec![],
    };
    suite.run(async |death| assert!(with_death(death).await == expected, "other books"));
}
