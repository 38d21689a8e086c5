//! Money: amounts, currencies, shares, splits, months, payables and the plan of a month.
//!
//! A revenue line has at most 8 decimals and a share 6, so a share of a line has at most 14: it is
//! exact, and nothing in here rounds except a payout (and the tax inside it). Currencies are never
//! mixed nor converted.

pub mod account;
pub mod adjustment;
pub mod amount;
pub mod books;
pub mod close;
pub mod currency;
pub mod digest;
pub mod due;
#[cfg(test)]
mod exactness;
pub mod input;
pub mod isrc;
pub mod month;
pub mod pay_day;
pub mod payment;
pub mod payout;
pub mod payout_account;
pub mod payout_amounts;
pub mod plan;
pub mod revenue_line;
pub mod share;
pub mod split;
pub mod statement;

use serde::{Deserialize, Serialize};
use std::fmt;

pub use account::{Account, AccountError, AccountKind};
pub use amount::{Amount, AmountError};
pub use currency::{Currency, CurrencyError};
pub use digest::{DigestError, Sha256Hex, canonical_json};
pub use due::DueProof;
pub use isrc::{Isrc, IsrcError};
pub use month::{MonthError, MonthEvent, MonthState, YearMonth};
pub use payout::{EndToEndId, HoldReason, Payable, PayoutEvent, PayoutState, payout_id};
pub use payout_account::{BankDetails, Iban, PayoutAccount};
pub use payout_amounts::{BasisPoints, PayoutAmounts};
pub use share::{Share, ShareError};
pub use split::{
    CountedReview, PoolShare, Split, SplitBasis, SplitError, SplitRow, SplitSources, SplitVersion,
    WriterShare,
};

/// The version of every number in this module that a decision depends on (minimums, bounds).
pub const MONEY_POLICY_VERSION: u32 = 1;

/// An amount in its currency: `{"currency": "EUR", "amount": "12.34"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    pub currency: Currency,
    /// An exact decimal string of the major unit.
    pub amount: Amount,
}

impl Money {
    pub const fn new(currency: Currency, amount: Amount) -> Self {
        Self { currency, amount }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}
