//! Why an operation did not happen, in HTTP's words.

use crate::problem::Problem;
use crate::revocation_list;
use workflow::{Conflict, WorkflowError};

impl From<WorkflowError> for Problem {
    fn from(error: WorkflowError) -> Problem {
        match error {
            WorkflowError::NotFound => Problem::not_found(),
            WorkflowError::Forbidden(detail) => Problem::forbidden(detail),
            WorkflowError::Erased => revocation_list::erased(),
            WorkflowError::Conflict(conflict) => (*conflict).into(),
            WorkflowError::Stale(detail) => Problem::stale(detail),
            WorkflowError::KeyReused => Problem::idempotency_key_reused(),
            WorkflowError::Rules(failures) => failures.into(),
            WorkflowError::OwnMatter(refusal) => refusal.into(),
            WorkflowError::State(refused) => refused.into(),
            WorkflowError::Brief(refusal) => refusal.into(),
            WorkflowError::Track(refusal) => refusal.into(),
            WorkflowError::Entries(refusal) => refusal.into(),
            WorkflowError::Review(refusal) => refusal.into(),
            WorkflowError::Application(refusal) => refusal.into(),
            WorkflowError::Appeal(refusal) => refusal.into(),
            WorkflowError::Store(error) => error.into(),
            WorkflowError::Object(error) => Problem::internal(&error),
            WorkflowError::Internal(source) => Problem::internal(&*source),
            WorkflowError::Invariant(reason) => Problem::internal_because(reason),
        }
    }
}

impl From<Conflict> for Problem {
    fn from(conflict: Conflict) -> Problem {
        let Conflict { rule, detail, allowed, state } = conflict;
        let problem = Problem::refusal(rule, detail).allowed(allowed);
        match state {
            Some(state) => problem.with("state", state),
            None => problem,
        }
    }
}
