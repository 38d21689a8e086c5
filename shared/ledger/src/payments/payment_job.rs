//! Work on a month that is too much for one invocation: a state machine asks for one part after the
//! other until nothing is left. Every part may be done again, and by two at once.

use domain::change::Change;
use domain::id::MemberId;
use domain::money::close::{Check, Difference};
use domain::money::{Sha256Hex, YearMonth};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::month::Month;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::payments::payable_page::PageToken;
use crate::payments::settle::ReportFormat;

/// What is left to be done; all that its next part has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentJob {
    /// Paying, from this place on.
    Pay { month: YearMonth, by: Option<MemberId>, from: Option<PageToken> },
    /// A payment status report of the bank that is stored already.
    StatusReport { month: YearMonth, format: ReportFormat, sha256: Sha256Hex, by: MemberId },
    /// Closing, with what has been counted so far.
    Close { month: YearMonth, so_far: Option<Sha256Hex> },
}

/// What a part of the job has left to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to do.
    More(PaymentJob),
    /// Nothing is left.
    Done,
}

impl PaymentJob {
    /// The month that it is about.
    pub const fn month(&self) -> YearMonth {
        match self {
            Self::Pay { month, .. }
            | Self::StatusReport { month, .. }
            | Self::Close { month, .. } => *month,
        }
    }

    /// As it stands in the name of an execution.
    const fn name(&self) -> &'static str {
        match self {
            Self::Pay { .. } => "pay",
            Self::StatusReport { .. } => "status-report",
            Self::Close { .. } => "close",
        }
    }
}

impl Ledger {
    /// Has a state machine do this, under a number of its own: a second request starts another
    /// execution, and the two of them do nothing twice. Three round trips.
    pub async fn start_payment_job(&self, job: &PaymentJob) -> Result<(), LedgerError> {
        let month = job.month();
        let numbered = |month: &Month| {
            let payment_run_no = month.payment_run_no.saturating_add(1);
            Ok(Change::Applied(Month { payment_run_no, ..month.clone() }))
        };
        let payment_run_no = self.change(month, numbered).await?.payment_run_no;
        let name = format!("month-{month}-{}-{payment_run_no}", job.name());
        let machine = &self.runtime.config.payment_machine_arn;
        // The number is new, so that the name is free.
        let (Change::Applied(()) | Change::AlreadyApplied) =
            self.start(machine, name, &json!({ "job": job })).await?;
        Ok(())
    }

    /// Does one part of it. What an operator has to read, the month keeps.
    pub async fn run_payment_job(&self, job: PaymentJob) -> Result<Progress, LedgerError> {
        match job {
            PaymentJob::Pay { month, by, from } => {
                let paid = self.pay_from(month, by, from.as_ref()).await?;
                let on = |token| Progress::More(PaymentJob::Pay { month, by, from: Some(token) });
                Ok(paid.next.map_or(Progress::Done, on))
            }
            PaymentJob::StatusReport { month, format, sha256, by } => {
                let left = self.settle_stored(month, format, &sha256, by).await?.remaining_count;
                let on = PaymentJob::StatusReport { month, format, sha256, by };
                Ok(if left == 0 { Progress::Done } else { Progress::More(on) })
            }
            PaymentJob::Close { month, so_far } => {
                match self.close_part(month, so_far.as_ref()).await {
                    Ok(Some(so_far)) => {
                        Ok(Progress::More(PaymentJob::Close { month, so_far: Some(so_far) }))
                    }
                    // Both are written down with the month, where the operator who asked for it
                    // reads them.
                    Ok(None) | Err(LedgerError::TrialBalanceDiffers { .. }) => Ok(Progress::Done),
                    Err(LedgerError::UnknownPayouts { payouts }) => {
                        let unknown = |payout: &domain::id::PayoutId| Difference {
                            check: Check::Payout,
                            subject: payout.to_string(),
                            currency: None,
                            expected: "paid or not".to_owned(),
                            found: "unknown".to_owned(),
                        };
                        self.write_down(month, payouts.iter().map(unknown).collect()).await?;
                        Ok(Progress::Done)
                    }
                    Err(error) => Err(error),
                }
            }
        }
    }
}
