//! What the ledger refuses, in HTTP's words.

use edge::Problem;
use http::StatusCode;
use ledger::LedgerError;

/// The one place where a refused step becomes a status.
pub(crate) fn of(error: LedgerError) -> Problem {
    let detail = error.to_string();
    match error {
        LedgerError::Refused(refused) => refused.into(),
        LedgerError::MonthNotEnded => Problem::conflict("month_not_ended", detail),
        LedgerError::PreviousMonth { month, state, .. } => {
            Problem::conflict("previous_month", detail)
                .with("previous_month", month.to_string())
                .with("previous_state", state.as_str())
        }
        LedgerError::StaleOpening => Problem::conflict("stale_opening", detail),
        LedgerError::OtherPlan { sealed } => {
            let problem = Problem::stale(detail);
            match sealed {
                Some(sealed) => problem.with("plan_sha256", sealed.as_str()),
                None => problem,
            }
        }
        LedgerError::OwnWork => {
            Problem::new(StatusCode::FORBIDDEN, "own_work", "Not allowed", detail)
        }
        LedgerError::PostingBegun => Problem::conflict("posting_begun", detail),
        LedgerError::BeforeGenesis { .. } | LedgerError::NoUpload | LedgerError::NoPlan { .. } => {
            Problem::not_found().because(&error)
        }
        LedgerError::Store(error) => error.into(),
        LedgerError::Plan(_)
        | LedgerError::PostedByAnotherPlan { .. }
        | LedgerError::Incomplete { .. }
        | LedgerError::NoChunk { .. }
        | LedgerError::NotStarted { .. }
        | LedgerError::Month(_)
        | LedgerError::Amount(_)
        | LedgerError::Statement(_)
        | LedgerError::NoObject { .. }
        | LedgerError::Object { .. }
        | LedgerError::ObjectChanged { .. } => Problem::internal(&error),
    }
}
