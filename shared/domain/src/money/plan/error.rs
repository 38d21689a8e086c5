//! Why a manifest makes no plan.

use crate::digest::Sha256Hex;
use crate::id::{AdjustmentId, BriefId};
use crate::money::account::Account;
use crate::money::amount::AmountError;
use crate::money::currency::Currency;
use crate::money::month::YearMonth;
use crate::money::track_key::TrackKey;
use thiserror::Error;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    #[error("an amount of the plan is not exact or out of range")]
    Amount(#[from] AmountError),
    #[error("the file {0} is in the manifest twice")]
    FileTwice(Sha256Hex),
    #[error("the split {number} of {track} is in the manifest twice")]
    SplitTwice { track: TrackKey, number: u32 },
    #[error("the split of {track} belongs to {month}, after the month of the plan")]
    SplitOfLaterMonth { track: TrackKey, month: YearMonth },
    #[error("{0} opens twice in one currency")]
    OpeningTwice(Account),
    #[error("the adjustment {0} is in the manifest twice")]
    AdjustmentTwice(AdjustmentId),
    #[error("{0} has two rates of tax")]
    TaxRateTwice(Account),
    #[error("{track} was shared out by its split {number}, which is not in the manifest")]
    SplitMissing { track: TrackKey, number: u32 },
    #[error("{track} has two totals in one currency")]
    TrackTwice { track: TrackKey },
    #[error("the shares of the prize of {0} are not the prize")]
    PrizeShares(BriefId),
    #[error("the books of {0} do not add up")]
    Proof(Currency),
}
