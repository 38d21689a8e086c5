//! The steps of a month: load, freeze, plan, approve, post, pay, close, and the statements that
//! come of it.
//!
//! Every step may be called again at any moment, after a crash as well: what happened already is
//! found by its permanent key or by the month's state, and nothing happens twice.
//! Architecture invariant: what a month pays is decided in `domain::money::plan` and nowhere here.

mod error;
mod ledger;
mod objects;
mod own_words;
mod payments;
mod period;
mod revenue;
mod seen;
mod statements;

pub use error::LedgerError;
pub use ledger::Ledger;
pub use own_words::WordAnswer;
pub use payments::pay::MonthPayment;
pub use payments::payable_page::PageToken;
pub use payments::payables::TrialBalance;
pub use payments::payment_job::{PaymentJob, Progress};
pub use payments::payment_status_report::ReportError;
pub use payments::settle::{
    OperatorDecision, PayoutWord, ReportFormat, ReportProgress, UnpackError, unpack,
};
pub use period::corrections::EntryDecision;
pub use period::machines::StepResult;
pub use period::own_month::OwnPart;
pub use period::plan::{PlanChanges, PlanParts, PlannedUnits};
pub use period::post::PostingStarted;
pub use revenue::load::LoadProgress;
pub use statements::statement::account_of;
pub use statements::totals::StatementTotals;
pub use statements::trace::{
    Superseded, Trace, TracePoint, TraceRequest, TraceTarget, Traced, TracedLine,
};
pub use statements::waiting::WaitingShare;
