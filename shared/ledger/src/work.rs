//! Work on a month that is too much for one invocation: a state machine asks for one part after the
//! other until nothing is left. Every part may be done again, and by two at once.

use domain::change::Change;
use domain::id::MemberId;
use domain::money::close::{Check, Difference};
use domain::money::{Sha256Hex, YearMonth};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::month::Month;

use crate::Ledger;
use crate::error::LedgerError;
use crate::settle::AnswerFormat;
use crate::stretch::Place;

/// What is left to be done; all that its next part has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case", deny_unknown_fields)]
pub enum Work {
    /// Paying, from this place on.
    Pay { month: YearMonth, by: Option<MemberId>, from: Option<Place> },
    /// A file of the bank's answers that is stored already.
    Answers { month: YearMonth, format: AnswerFormat, sha256: Sha256Hex, by: MemberId },
    /// Closing, with what has been counted so far.
    Close { month: YearMonth, so_far: Option<Sha256Hex> },
}

/// How a part of the work went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// There is more to do.
    On(Work),
    /// Nothing is left.
    Done,
}

impl Work {
    /// The month that it is about.
    pub const fn month(&self) -> YearMonth {
        match self {
            Self::Pay { month, .. } | Self::Answers { month, .. } | Self::Close { month, .. } => {
                *month
            }
        }
    }

    /// As it stands in the name of an execution.
    const fn name(&self) -> &'static str {
        match self {
            Self::Pay { .. } => "pay",
            Self::Answers { .. } => "answers",
            Self::Close { .. } => "close",
        }
    }
}

impl Ledger {
    /// Has a state machine do this, under a number of its own: whoever asks again starts another
    /// execution, and the two of them do nothing twice. Three round trips.
    pub async fn start_work(&self, work: &Work) -> Result<(), LedgerError> {
        let month = work.month();
        let numbered = |month: &Month| {
            let till_no = month.till_no.saturating_add(1);
            Ok(Change::Applied(Month { till_no, ..month.clone() }))
        };
        let till_no = self.change(month, numbered).await?.till_no;
        let name = format!("month-{month}-{}-{till_no}", work.name());
        let machine = &self.runtime.config.till_machine_arn;
        // The number is new, so that nobody else has taken the name.
        let (Change::Applied(()) | Change::AlreadyApplied) =
            self.start(machine, name, &json!({ "work": work })).await?;
        Ok(())
    }

    /// Does one part of it. What an operator has to read, the month keeps.
    pub async fn work(&self, work: Work) -> Result<Went, LedgerError> {
        match work {
            Work::Pay { month, by, from } => {
                let paid = self.pay_from(month, by, from.as_ref()).await?;
                let on = |place| Went::On(Work::Pay { month, by, from: Some(place) });
                Ok(paid.next.map_or(Went::Done, on))
            }
            Work::Answers { month, format, sha256, by } => {
                let left = self.settle_stored(month, format, &sha256, by).await?.left;
                let on = Work::Answers { month, format, sha256, by };
                Ok(if left == 0 { Went::Done } else { Went::On(on) })
            }
            Work::Close { month, so_far } => match self.close_part(month, so_far.as_ref()).await {
                Ok(Some(so_far)) => Ok(Went::On(Work::Close { month, so_far: Some(so_far) })),
                // Both are written down with the month, where whoever asked for it reads them.
                Ok(None) | Err(LedgerError::TrialBalanceDiffers { .. }) => Ok(Went::Done),
                Err(LedgerError::UnknownPayouts { payouts }) => {
                    let unknown = |payout: &domain::id::PayoutId| Difference {
                        check: Check::Payout,
                        subject: payout.to_string(),
                        currency: None,
                        expected: "paid or not".to_owned(),
                        found: "unknown".to_owned(),
                    };
                    self.write_down(month, payouts.iter().map(unknown).collect()).await?;
                    Ok(Went::Done)
                }
                Err(error) => Err(error),
            },
        }
    }
}
