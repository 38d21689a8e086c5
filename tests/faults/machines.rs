//! The state machines walk the month, and a function dies at each SDK call of their steps, batches of
//! a posting that are on their way at once among them. The machine tries again by itself, and nobody
//! can tell.

use local::step_functions::Status;

use crate::ring::Ring;
use crate::scene::{Digest, MONTH, REVENUE, ROYALTIES, Scene, approve, month, revenue_key};
use ledger::Ledger;

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
    async fn prepare(self, scene: &Scene) {
        if self == Self::Post {
            let approver = Ledger::new(scene.operator()).unwrap();
            approve(&approver, month(MONTH)).await.unwrap();
        }
    }

    async fn start(self, scene: &Scene) {
        let ledger = Ledger::new(scene.operator_of(ROYALTIES)).unwrap();
        let started = match self {
            Self::Plan => ledger.start_planning(month(MONTH), 1).await,
            Self::Post => ledger.start_posting(month(MONTH), 1).await,
        };
        let _new = started.unwrap();
    }
}

/// The month by both machines, with this death. Gives how it ends and the calls of each machine.
async fn walked(death: Option<Death>) -> (Digest, Vec<usize>) {
    let scene = Scene::set().await;
    let host = scene.host().await;
    let _loaded = scene.ledger(REVENUE).load(&revenue_key(month(MONTH), 1)).await.unwrap();
    let mut calls = Vec::new();
    for machine in [Machine::Plan, Machine::Post] {
        machine.prepare(&scene).await;
        scene.count_from_here();
        if let Some(death) = death.filter(|death| death.machine == machine) {
            scene.dies(ROYALTIES, death.nth, death.after);
        }
        machine.start(&scene).await;
        let stopped = scene.rests().await.pop().unwrap();
        calls.push(scene.calls(ROYALTIES));
        if death.is_some_and(|death| death.machine == machine) {
            assert_eq!(stopped.status, Status::Running, "nobody noticed {death:?}");
            scene.lives();
        }
        let ended = scene.pauses_pass().await.pop().unwrap();
        assert_eq!(ended.status, Status::Succeeded, "{death:?}: {ended:?}");
    }
    drop(host);
    (scene.digest(), calls)
}

/// The month by the single steps, in peace.
async fn by_hand() -> Digest {
    let scene = Scene::set().await;
    let _loaded = scene.ledger(REVENUE).load(&revenue_key(month(MONTH), 1)).await.unwrap();
    crate::scene::walk(&Ledger::new(scene.operator()).unwrap(), month(MONTH)).await.unwrap();
    scene.digest()
}

#[tokio::test]
async fn a_death_at_any_call_of_a_state_machines_step_leaves_the_books_of_the_single_steps() {
    let expected = by_hand().await;
    let (undisturbed, calls) = walked(None).await;
    assert!(undisturbed == expected, "the machines leave other books than the single steps");
    let mut places = Vec::new();
    for (machine, count) in [Machine::Plan, Machine::Post].into_iter().zip(&calls) {
        let deaths = (1..=*count).flat_map(|nth| [(nth, false), (nth, true)]);
        places.extend(deaths.map(|(nth, after)| Death { machine, nth, after }));
    }
    println!("the machines make {calls:?} calls");
    let name = "deaths under state machines".to_owned();
    let ring = Ring { name, places, sample: 17, always: vec![] };
    ring.walk(async |death| {
        let (ended, _) = walked(Some(death)).await;
        assert!(ended == expected, "other books");
    });
}
