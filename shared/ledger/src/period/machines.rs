//! The month as state machines: their executions are started here, by a name that makes each happen
//! once, and their steps are the steps of the single invocation, cut where a state machine retries.
//!
//! Every step may run again at any moment and by several workers at once. A step that has to wait
//! for the month before says so; one that comes too late, for the month has gone on to another
//! plan, says that nothing is left to do.

use domain::change::Change;
use domain::money::{MonthState, YearMonth};
use serde_json::{Value, json};
use store::month::SealedPlan;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::period::post::PostingStarted;

/// What a step of a state machine found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepResult<T> {
    /// The step is done; the value is for the next one.
    Done(T),
    /// The month before has to move first.
    Early,
    /// The month has gone on without this execution: nothing is left to do.
    Late,
}

impl Ledger {
    /// Starts planning this month, once for this number of its plan. One round trip.
    pub async fn start_planning(
        &self,
        month: YearMonth,
        plan_no: u32,
    ) -> Result<Change<()>, LedgerError> {
        let machine = &self.runtime.config.plan_machine_arn;
        self.start(machine, format!("month-{month}-plan-{plan_no}"), &of_plan(month, plan_no)).await
    }

    /// Starts posting the approved plan of this number, once. One round trip.
    pub async fn start_posting(
        &self,
        month: YearMonth,
        plan_no: u32,
    ) -> Result<Change<()>, LedgerError> {
        let machine = &self.runtime.config.post_machine_arn;
        self.start(machine, format!("month-{month}-post-{plan_no}"), &of_plan(month, plan_no)).await
    }

    /// The step Freeze of plan `plan_no`.
    pub async fn machine_freeze(
        &self,
        month: YearMonth,
        plan_no: u32,
    ) -> Result<StepResult<()>, LedgerError> {
        let Some(now) = waiting(self.freeze_for(month, plan_no).await)? else {
            return Ok(StepResult::Early);
        };
        let is_mine = now.plan_no == plan_no && now.state == MonthState::Frozen;
        Ok(if is_mine { StepResult::Done(()) } else { StepResult::Late })
    }

    /// The step Plan: everything but the seal. The same inputs give the same plan.
    pub async fn machine_plan(
        &self,
        month: YearMonth,
        plan_no: u32,
    ) -> Result<StepResult<SealedPlan>, LedgerError> {
        let now = self.month(month).await?;
        if now.plan_no != plan_no || now.state != MonthState::Frozen {
            return Ok(StepResult::Late);
        }
        Ok(match waiting(self.draft(&now).await)? {
            Some(sealed) => StepResult::Done(sealed),
            None => StepResult::Early,
        })
    }

    /// The step Seal: one conditional write. Where the plan was sealed and rejected in between, by
    /// the operators' own steps, this one comes too late.
    pub async fn machine_seal(
        &self,
        month: YearMonth,
        plan_no: u32,
        sealed: &SealedPlan,
    ) -> Result<StepResult<()>, LedgerError> {
        let sealed = SealedPlan { sealed_at: self.now(), ..sealed.clone() };
        match self.seal(month, plan_no, &sealed).await {
            Ok(_month) => Ok(StepResult::Done(())),
            Err(_) if self.month(month).await?.plan_no != plan_no => Ok(StepResult::Late),
            Err(error) => Err(error),
        }
    }

    /// The step Begin of posting plan `plan_no`.
    pub async fn machine_begin(
        &self,
        month: YearMonth,
        plan_no: u32,
    ) -> Result<StepResult<PostingStarted>, LedgerError> {
        let now = self.month(month).await?;
        if now.plan_no != plan_no || now.state != MonthState::Approved {
            return Ok(StepResult::Late);
        }
        Ok(match waiting(self.begin_posting(now).await)? {
            Some(begun) => StepResult::Done(begun),
            None => StepResult::Early,
        })
    }

    /// Starts an execution under its name. Applied: it runs, since now or since before, for the
    /// same name with the same input is the same execution. Already applied: it has ended; its name
    /// stays taken for 90 days.
    pub(crate) async fn start(
        &self,
        machine: &str,
        name: String,
        input: &Value,
    ) -> Result<Change<()>, LedgerError> {
        let client = self.runtime.step_functions();
        let start = client.start_execution().state_machine_arn(machine);
        match start.name(&name).input(input.to_string()).send().await {
            Ok(_started) => Ok(Change::Applied(())),
            Err(error) => {
                let error = error.into_service_error();
                if error.is_execution_already_exists() {
                    return Ok(Change::AlreadyApplied);
                }
                Err(LedgerError::NotStarted { name, source: Box::new(error) })
            }
        }
    }
}

/// What an execution about one plan begins with.
fn of_plan(month: YearMonth, plan_no: u32) -> Value {
    json!({ "month": month, "plan_no": plan_no })
}

/// Nothing, where the month before has to move first.
fn waiting<T>(result: Result<T, LedgerError>) -> Result<Option<T>, LedgerError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(LedgerError::PreviousMonthUnposted { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
