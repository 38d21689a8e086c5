//! The steps of a month: load, freeze, plan, approve, post, pay, close, and the statements that come of it;
//! and the dry run of a month on files alone.
//!
//! Every step may be called again at any moment, after a crash as well: what happened already is
//! found by its permanent key or by the month's state, and nothing happens twice.
//! Architecture invariant: what a month pays is decided in `domain::money::plan` and nowhere here.

mod bank_files;
mod breakdown;
mod change;
mod close;
mod dry_run;
mod error;
mod line_index;
mod lines;
mod load;
mod machines;
mod objects;
mod pay;
mod payable_page;
mod payables;
mod payee_payables;
mod payment_job;
mod payment_status_report;
mod plan;
mod post;
mod raw_file;
mod reduce;
mod settle;
mod spans;
mod statement;
mod statements;
mod trace;

use std::sync::{Arc, Mutex};

use domain::money::plan::Unit;
use domain::money::{Sha256Hex, YearMonth};
use runtime::Runtime;
use store::Store;

pub use dry_run::{DryRun, DryRunError, DryRunProgress, DryRunSummary, dry_run};
pub use error::LedgerError;
pub use line_index::LineIndex;
pub use lines::LinePlace;
pub use load::Loaded;
pub use machines::Step;
pub use pay::MonthPayment;
pub use payable_page::PageToken;
pub use payables::TrialBalance;
pub use payment_job::{PaymentJob, Progress};
pub use payment_status_report::ReportError;
pub use plan::{PlanChanges, PlanParts};
pub use post::Begun;
pub use reduce::{Reduced, Reducer, RowOfFile, RowsOfFile, Unreadable};
pub use settle::{OperatorDecision, ReportFormat, ReportProgress, UnpackError, unpack};
pub use statement::account_of;
pub use statements::StatementTotals;
pub use trace::{Superseded, Trace, TracePoint, TraceRequest, TraceTarget, Traced, TracedLine};

/// The books of the studio, over the table and the buckets.
#[derive(Debug, Clone)]
pub struct Ledger {
    runtime: Runtime,
    store: Store,
    genesis: YearMonth,
    /// The units of the plan that was read last, by its hash: the books ask for the same ones twice,
    /// and what a hash names never changes.
    units: Arc<Mutex<Option<UnitsOfPlan>>>,
}

/// The hash of a plan and its units.
type UnitsOfPlan = (Sha256Hex, Arc<Vec<Unit>>);

impl Ledger {
    /// Fails where the configured first month is not one.
    pub fn new(runtime: Runtime) -> Result<Self, LedgerError> {
        let genesis = runtime.config.genesis_month.parse()?;
        let store = Store::new(runtime.dynamodb.clone(), runtime.config.table_name.clone());
        Ok(Self { runtime, store, genesis, units: Arc::default() })
    }

    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The first month of the books.
    pub const fn genesis(&self) -> YearMonth {
        self.genesis
    }

    /// The month whose closing balances open `month`; none for the first one.
    fn month_before(&self, month: YearMonth) -> Result<Option<YearMonth>, LedgerError> {
        if month < self.genesis {
            return Err(LedgerError::BeforeGenesis { genesis: self.genesis });
        }
        if month == self.genesis { Ok(None) } else { Ok(Some(month.previous()?)) }
    }
}
