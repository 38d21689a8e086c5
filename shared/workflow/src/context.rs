//! What every operation is given: the table, the time, the policy, and who acts.

use domain::id::MemberId;
use domain::money::{MonthError, YearMonth};
use domain::policy::Policy;
use jiff::Timestamp;
use runtime::Runtime;
use store::Store;

use crate::error::WorkflowError;

/// The first parameter of every operation. Made anew for each request or run, since it carries the
/// time.
#[derive(Debug, Clone)]
pub struct Workflow {
    pub store: Store,
    /// The time of the request or run; every write of one operation carries the same.
    pub now: Timestamp,
    pub policy: &'static Policy,
    /// The first month of the books, `YYYY-MM`, as it is configured.
    genesis_month: String,
}

impl Workflow {
    /// Under the current policy; `genesis_month` is `YYYY-MM`.
    pub fn new(store: Store, now: Timestamp, genesis_month: &str) -> Workflow {
        let genesis_month = genesis_month.to_owned();
        Workflow { store, now, policy: &Policy::CURRENT, genesis_month }
    }

    /// Over the table, the clock and the books that a function was started with.
    pub fn of(runtime: &Runtime) -> Workflow {
        let Runtime { config, dynamodb, clock, .. } = runtime;
        let store = Store::new(dynamodb.clone(), config.table_name.as_str());
        Workflow::new(store, clock.now(), &config.genesis_month)
    }

    /// The first month of the books.
    pub(crate) fn genesis_month(&self) -> Result<YearMonth, WorkflowError> {
        self.genesis_month.parse().map_err(|error: MonthError| WorkflowError::internal(error))
    }

    /// The month that a decision about money belongs to now. One round trip.
    pub async fn oldest_open_month(&self) -> Result<YearMonth, WorkflowError> {
        let genesis = self.genesis_month()?;
        self.store.months().await?.oldest_open(genesis).map_err(WorkflowError::internal)
    }
}

/// Who asks for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    pub member: MemberId,
    pub is_operator: bool,
}
