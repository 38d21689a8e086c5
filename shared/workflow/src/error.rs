//! Why an operation did not happen, without a word of the response that a caller gets.

use std::error::Error;

use domain::brief::BriefRefusal;
use domain::change::Refused;
use domain::coproducer::{AppealRefusal, ApplicationRefusal};
use domain::open_entries::EntriesRefusal;
use domain::own_matter::OwnMatter;
use domain::review::ReviewRefusal;
use domain::rules::{Rule, RuleFailure};
use domain::track::TrackRefusal;
use media::object::ObjectError;
use store::{LostARace, StoreError};

/// Why an operation did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// It does not exist, or the actor must not learn that it does.
    #[error("it does not exist for this actor")]
    NotFound,
    /// The actor knows of it and may not do this.
    #[error("{0}")]
    Forbidden(&'static str),
    /// The actor was erased; their token opens nothing any more.
    #[error("this member was erased")]
    Erased,
    /// What is stored stands in the way.
    #[error("{}", .0.detail)]
    Conflict(Box<Conflict>),
    /// The actor has decided on something that is not as they saw it.
    #[error("{0}")]
    Stale(String),
    /// The same idempotency key came before with another request.
    #[error("this idempotency key was used before with another request")]
    KeyReused,
    /// What was sent breaks rules, some of which only the stored state could judge.
    #[error("{} rules are broken", .0.len())]
    Rules(Vec<RuleFailure>),
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
    #[error(transparent)]
    State(#[from] Refused),
    #[error(transparent)]
    Brief(#[from] BriefRefusal),
    #[error(transparent)]
    Track(#[from] TrackRefusal),
    #[error(transparent)]
    Entries(#[from] EntriesRefusal),
    #[error(transparent)]
    Review(#[from] ReviewRefusal),
    #[error(transparent)]
    Application(#[from] ApplicationRefusal),
    #[error(transparent)]
    Appeal(#[from] AppealRefusal),
    #[error("S3 refused the read or the write")]
    Object(#[from] ObjectError),
    #[error("DynamoDB refused the read or the write")]
    Store(#[from] StoreError),
    /// A value of our own does not fit its type.
    #[error("a value of our own is not valid")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
    /// What the table holds contradicts itself.
    #[error("{0}")]
    Invariant(&'static str),
}

/// The rule that the stored state enforces now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub rule: Rule,
    pub detail: String,
    /// The events that would change something now; empty where that does not help the actor.
    pub allowed: Vec<&'static str>,
    /// The state that stands in the way, where it helps the actor to know it.
    pub state: Option<&'static str>,
}

impl WorkflowError {
    pub fn conflict(rule: Rule, detail: impl Into<String>) -> WorkflowError {
        let (allowed, state) = (Vec::new(), None);
        WorkflowError::Conflict(Box::new(Conflict { rule, detail: detail.into(), allowed, state }))
    }

    /// The same, with the state that stands in the way.
    pub fn conflict_in_state(
        rule: Rule,
        detail: impl Into<String>,
        state: &'static str,
    ) -> WorkflowError {
        let (allowed, state) = (Vec::new(), Some(state));
        WorkflowError::Conflict(Box::new(Conflict { rule, detail: detail.into(), allowed, state }))
    }

    /// A rule that only the stored state could judge, about one place of what was sent; `pointer`
    /// is by RFC 6901.
    pub fn rule(rule: Rule, pointer: &str, detail: impl Into<String>) -> WorkflowError {
        let (pointer, detail) = (pointer.to_owned(), detail.into());
        WorkflowError::Rules(vec![RuleFailure { rule, pointer, detail }])
    }

    pub fn internal(source: impl Error + Send + Sync + 'static) -> WorkflowError {
        WorkflowError::Internal(Box::new(source))
    }
}

impl LostARace for WorkflowError {
    fn is_conflict(&self) -> bool {
        matches!(self, WorkflowError::Store(error) if error.is_conflict())
    }
}

impl From<Vec<RuleFailure>> for WorkflowError {
    fn from(failures: Vec<RuleFailure>) -> WorkflowError {
        WorkflowError::Rules(failures)
    }
}
