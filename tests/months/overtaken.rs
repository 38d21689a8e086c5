//! What somebody else does right before a month is written: the step is decided anew, by what has
//! become of the month.

use std::sync::Arc;

use domain::money::YearMonth;
use ledger::{Ledger, LedgerError};
use local::fault_injection::{Interleaving, InterleavingStep};
use tests::{Books, MARCH, MONTHS};

fn march() -> YearMonth {
    MARCH.parse().unwrap()
}

async fn after_steps(steps: &[&str]) -> Books {
    let books = Books::of_march(&[("EUR", "100")]).await;
    for step in steps {
        books.step(MARCH, step).await;
    }
    books
}

/// How many calls a step makes, left alone, before the first one that writes the month.
async fn calls_before_write(books: &Books, work: impl AsyncFnOnce(Ledger)) -> usize {
    books.world.count_from_here();
    work(Ledger::new(books.world.runtime(MONTHS)).unwrap()).await;
    let calls = books.world.round_trips(MONTHS);
    calls.iter().position(|call| call == "PutItem").unwrap()
}

/// What comes of `work` where `meanwhile` happens after so many calls of it.
async fn overtaken<T>(
    books: &Books,
    calls: usize,
    work: impl AsyncFnOnce(Ledger) -> T,
    meanwhile: impl Future<Output = ()>,
) -> T {
    let turns = Arc::new(Interleaving::new([
        InterleavingStep { worker: 0, calls },
        InterleavingStep::until_done(1),
        InterleavingStep::until_done(0),
    ]));
    let connector = books.world.studio.sdk_connector();
    let begin = |worker| {
        Ledger::new(connector.interleaved_runtime(MONTHS, &turns, worker).unwrap()).unwrap()
    };
    let (first, gate) = (begin(0), begin(1));
    let first = async {
        let result = work(first).await;
        turns.finish(0);
        result
    };
    let second = async {
        // This is answered when the other is about to write.
        gate.month(march()).await.unwrap();
        meanwhile.await;
        turns.finish(1);
    };
    tokio::join!(first, second).0
}

#[tokio::test]
async fn stale_is_a_plan_of_a_month_that_was_rejected_while_it_was_made() {
    let alone = after_steps(&["freeze"]).await;
    let calls = calls_before_write(&alone, async |ledger: Ledger| {
        ledger.plan(march()).await.unwrap();
    });
    let calls = calls.await;
    let books = after_steps(&["freeze"]).await;
    let rejected = async {
        for step in ["reject", "freeze"] {
            books.step(MARCH, step).await;
        }
    };
    let plan = async |ledger: Ledger| ledger.plan(march()).await;
    let planned = Box::pin(overtaken(&books, calls, plan, rejected)).await;
    assert!(matches!(planned, Err(LedgerError::OtherPlan { sealed: None })), "{planned:?}");
    let month = books.month(MARCH).await;
    assert_eq!((month["state"].as_str(), month["plan_no"].as_u64()), (Some("frozen"), Some(2)));
}

#[tokio::test]
async fn stale_is_the_posting_of_a_plan_in_whose_place_another_one_was_approved() {
    let steps = ["freeze", "plan", "approve"];
    let alone = after_steps(&steps).await;
    let calls = calls_before_write(&alone, async |ledger: Ledger| {
        ledger.post(march(), None).await.unwrap();
    });
    let calls = calls.await;
    let books = after_steps(&steps).await;
    let planned_anew = async {
        books.step(MARCH, "reject").await;
        books.load_lines(MARCH, &[("EUR", "50")]).await;
        for step in steps {
            books.step(MARCH, step).await;
        }
    };
    let post = async |ledger: Ledger| ledger.post(march(), None).await;
    let posted = Box::pin(overtaken(&books, calls, post, planned_anew)).await;
    let Err(LedgerError::OtherPlan { sealed: Some(sealed) }) = posted else { panic!("{posted:?}") };
    let month = books.month(MARCH).await;
    assert_eq!(month["plan"]["plan_sha256"].as_str(), Some(sealed.as_str()));
    assert_eq!(month["state"], "approved", "nothing is booked");
}
