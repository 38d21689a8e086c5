//! The month's schedule, and the steps of its three state machines. A thin handler; the steps
//! themselves are in `ledger`.
//!
//! Retry: every step may run again, a repeat finds what happened before. The schedule only starts
//! executions, each under a name that makes it happen once; so one that was missed is made up for
//! by the next, and one that comes twice starts nothing.

mod event;

use domain::change::Change;
use domain::money::{MonthState, YearMonth};
use ledger::{Ledger, LedgerError, PaymentJob, Progress, StepResult};
use runtime::Runtime;
use serde::Serialize;
use store::month::{Month, SealedPlan};
use thiserror::Error;

pub use event::{Event, StepEvent};

/// Why an event has to come again.
#[derive(Debug, Error)]
pub enum RoyaltiesError {
    #[error("the step did not happen")]
    Ledger(#[from] LedgerError),
}

/// What a step answers: the whole input of the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepOutcome {
    pub month: YearMonth,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_no: Option<u32>,
    pub next: Next,
    /// What is to be sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed: Option<SealedPlan>,
    /// What is to be posted.
    #[serde(flatten)]
    pub posting: Option<Posting>,
    /// What is left of paying, of the bank's answers or of closing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<PaymentJob>,
}

/// The chunks of a plan that are to be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posting {
    pub plan_sha256: domain::money::Sha256Hex,
    pub chunks: Vec<u64>,
}

/// Where the state machine goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Once more later: the month before has not moved yet.
    Wait,
    Plan,
    Seal,
    Chunks,
    /// Another part of the same.
    More,
    /// Nothing is left to do.
    Done,
}

/// An execution that the schedule asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StepRequest {
    pub month: YearMonth,
    pub plan_no: u32,
    pub state: MonthState,
    /// Whether it runs now, begun by this or an earlier event; else it has ended before.
    pub is_running: bool,
}

/// What an event led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum StepAnswer {
    StepRequest(Vec<StepRequest>),
    Step(Box<StepOutcome>),
}

/// Runs one step, or starts what is due.
pub async fn handle(runtime: Runtime, event: Event) -> Result<StepAnswer, RoyaltiesError> {
    let ledger = Ledger::new(runtime.clone())?;
    match event {
        Event::Schedule => Ok(StepAnswer::StepRequest(start_due(&runtime, &ledger).await?)),
        Event::Step(step) => Ok(StepAnswer::Step(Box::new(run(&ledger, step).await?))),
    }
}

/// Every ended month that is not planned yet, and every approved one, the oldest first. The second
/// kind has been started by its approval, unless that broke off.
async fn start_due(runtime: &Runtime, ledger: &Ledger) -> Result<Vec<StepRequest>, LedgerError> {
    let now = runtime.clock.now();
    let months = ledger.store().months().await?;
    let mut all = Vec::new();
    let ended = ledger.genesis().through(YearMonth::of(now)?).filter(|month| month.ended(now));
    for month in ended {
        let known = months.state(month);
        let is_due = known < MonthState::Planned || known == MonthState::Approved;
        if !is_due {
            continue;
        }
        let Month { plan_no, state, .. } = ledger.month(month).await?;
        let started = if known == MonthState::Approved {
            ledger.start_posting(month, plan_no).await?
        } else {
            ledger.start_planning(month, plan_no).await?
        };
        let is_running = matches!(started, Change::Applied(()));
        tracing::info!(%month, plan_no, is_running, "an execution was asked for");
        all.push(StepRequest { month, plan_no, state, is_running });
    }
    Ok(all)
}

async fn run(ledger: &Ledger, step: StepEvent) -> Result<StepOutcome, LedgerError> {
    match step {
        StepEvent::Freeze { month, plan_no } => {
            let found = ledger.machine_freeze(month, plan_no).await?;
            Ok(numbered(month, plan_no, &found, Next::Plan))
        }
        StepEvent::Plan { month, plan_no } => {
            let found = ledger.machine_plan(month, plan_no).await?;
            let outcome = numbered(month, plan_no, &found, Next::Seal);
            Ok(StepOutcome { sealed: done(found), ..outcome })
        }
        StepEvent::Seal { month, plan_no, sealed } => {
            let found = ledger.machine_seal(month, plan_no, &sealed).await?;
            Ok(numbered(month, plan_no, &found, Next::Done))
        }
        StepEvent::Begin { month, plan_no } => {
            let found = ledger.machine_begin(month, plan_no).await?;
            let outcome = numbered(month, plan_no, &found, Next::Chunks);
            let posting = done(found)
                .map(|begun| Posting { plan_sha256: begun.plan_sha256, chunks: begun.chunks });
            Ok(StepOutcome { posting, ..outcome })
        }
        StepEvent::Chunks { month, plan_sha256, chunks } => {
            ledger.post_chunks(month, &plan_sha256, &chunks).await?;
            Ok(ended(month))
        }
        StepEvent::Count { month, plan_sha256 } => {
            ledger.count_posted(month, &plan_sha256).await?;
            Ok(ended(month))
        }
        StepEvent::PaymentRun { job } => {
            let outcome = ended(job.month());
            Ok(match ledger.run_payment_job(job).await? {
                Progress::More(job) => StepOutcome { next: Next::More, job: Some(job), ..outcome },
                Progress::Done => outcome,
            })
        }
    }
}

fn numbered<T>(month: YearMonth, plan_no: u32, found: &StepResult<T>, on: Next) -> StepOutcome {
    let next = match found {
        StepResult::Done(_) => on,
        StepResult::Early => Next::Wait,
        StepResult::Late => Next::Done,
    };
    StepOutcome { month, plan_no: Some(plan_no), next, sealed: None, posting: None, job: None }
}

fn ended(month: YearMonth) -> StepOutcome {
    let next = Next::Done;
    StepOutcome { month, plan_no: None, next, sealed: None, posting: None, job: None }
}

fn done<T>(found: StepResult<T>) -> Option<T> {
    match found {
        StepResult::Done(value) => Some(value),
        StepResult::Early | StepResult::Late => None,
    }
}
