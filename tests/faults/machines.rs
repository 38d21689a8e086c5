//! The state machines run the month, and a function dies at each SDK call of their steps, batches
//! of a posting that are on their way at once among them. The machine tries again by itself, and
//! nobody can tell.

use local::step_functions::Status;

use crate::exhaustive_suite::ExhaustiveSuite;
use ledger::Ledger;
use tests::{MONTH, MonthDigest, MonthFixture, REVENUE, ROYALTIES, approve, month, revenue_key};

/// Which machine is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Machine {
    Plan,
    Post,
}

/// Where a death strikes: at the `nth` call of royalties while this machine runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Death {
    machine: Machine,
    nth: usize,
    after: bool,
}

impl Machine {
    /// Brings the month to where the machine begins.
    async fn prepare(self, fixture: &MonthFixture) {
        if self == Self::Post {
            let approver = Ledger::new(fixture.operator()).unwrap();
            approve(&approver, month(MONTH)).await.unwrap();
        }
    }

    async fn start(self, fixture: &MonthFixture) {
        let ledger = Ledger::new(fixture.operator_of(ROYALTIES)).unwrap();
        let started = match self {
            Self::Plan => ledger.start_planning(month(MONTH), 1).await,
            Self::Post => ledger.start_posting(month(MONTH), 1).await,
        };
        let _new = started.unwrap();
    }
}

/// The month by both machines, with this death. Gives how it ends and the calls of each machine.
async fn run_by_machines(death: Option<Death>) -> (MonthDigest, Vec<usize>) {
    let fixture = MonthFixture::open().await;
    let host = fixture.host().await;
    let _loaded = fixture.ledger(REVENUE).load(&revenue_key(month(MONTH), 1)).await.unwrap();
    let mut calls = Vec::new();
    for machine in [Machine::Plan, Machine::Post] {
        machine.prepare(&fixture).await;
        fixture.count_from_here();
        if let Some(death) = death.filter(|death| death.machine == machine) {
            fixture.inject_death(ROYALTIES, death.nth, death.after);
        }
        machine.start(&fixture).await;
        let stopped = fixture.wait_until_idle().await.pop().unwrap();
        calls.push(fixture.calls(ROYALTIES));
        if death.is_some_and(|death| death.machine == machine) {
            assert_eq!(stopped.status, Status::Running, "nobody noticed {death:?}");
            fixture.clear_faults();
        }
        let ended = fixture.pass_pauses().await.pop().unwrap();
        assert_eq!(ended.status, Status::Succeeded, "{death:?}: {ended:?}");
    }
    drop(host);
    (fixture.digest(), calls)
}

/// The month by the single steps, in peace.
async fn by_hand() -> MonthDigest {
    let fixture = MonthFixture::open().await;
    let _loaded = fixture.ledger(REVENUE).load(&revenue_key(month(MONTH), 1)).await.unwrap();
    tests::run_month(&Ledger::new(fixture.operator()).unwrap(), month(MONTH)).await.unwrap();
    fixture.digest()
}

#[tokio::test]
async fn a_death_at_any_call_of_a_state_machines_step_leaves_the_books_of_the_single_steps() {
    let expected = by_hand().await;
    let (undisturbed, calls) = run_by_machines(None).await;
    assert!(undisturbed == expected, "the machines leave other books than the single steps");
    let mut places = Vec::new();
    for (machine, count) in [Machine::Plan, Machine::Post].into_iter().zip(&calls) {
        let deaths = (1..=*count).flat_map(|nth| [(nth, false), (nth, true)]);
        places.extend(deaths.map(|(nth, after)| Death { machine, nth, after }));
    }
    println!("the machines make {calls:?} calls");
    let name = "deaths under state machines".to_owned();
    let suite = ExhaustiveSuite { name, places, sample: 17, always: vec![] };
    suite.run(async |death| {
        let (ended, _) = run_by_machines(Some(death)).await;
        assert!(ended == expected, "other books");
    });
}
