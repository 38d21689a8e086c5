//! What a plan books: a unit for each account and currency, with the lines that it is made of.

use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::input::Country;
use crate::money::month::YearMonth;
use crate::money::payout_amounts::{BasisPoints, PayoutAmounts};
use crate::money::share::Share;
use crate::money::track_key::TrackKey;
use crate::string_enum::string_enum;
use serde::{Deserialize, Serialize};

/// How many units are booked in one transaction: two items each, a marker and a counter-entry make
/// 98 of the 100 that a transaction may have.
pub const UNITS_PER_CHUNK: usize = 48;

/// What one track earned one account in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarningLine {
    pub track: TrackKey,
    pub split_number: u32,
    /// The whole revenue of the track in this currency.
    pub revenue: Amount,
    pub share_ppm: Share,
    /// Exactly `revenue · share_ppm / 1000000`.
    pub earned: Amount,
}

string_enum! {
    /// What moves money otherwise than by a share of the month's revenue.
    pub enum MoveKind {
        /// Two operators agreed on a correction.
        Adjustment => "adjustment",
        /// Another split took the place of the one that earlier months were shared out by.
        Correction => "correction",
        /// Money in suspense has found its track.
        Match => "match",
        /// A writer has agreed to their share.
        Consent => "consent",
        /// An award that was void stands again.
        AwardRestored => "award_restored",
        /// A prize is given out.
        Prize => "prize",
        /// What cannot be paid to somebody who leaves goes to the platform.
        Waiver => "waiver",
    }
}

/// One such movement, as one account sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveLine {
    pub kind: MoveKind,
    /// What it is about: the adjustment, the suspense entry, the track or the brief.
    pub subject: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_number: Option<u32>,
    pub amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What is booked at once for one account in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub account: Account,
    pub currency: Currency,
    pub opening: Amount,
    pub earnings: Amount,
    /// The sum of `moves`.
    pub adjustments: Amount,
    pub payout: PayoutAmounts,
    pub tax: BasisPoints,
    /// Where what is withheld goes; none where no rate is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_country: Option<Country>,
    pub lines: Vec<EarningLine>,
    /// What of earnings and adjustments came through the pool's rows of splits.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub pool: Amount,
    /// In the order in which they are decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<MoveLine>,
}

fn is_nothing(amount: &Amount) -> bool {
    amount.is_zero()
}

impl Unit {
    /// Whether the month gives the account something, takes something from it or pays it out; what
    /// is only carried on is no matter of this month.
    pub const fn moves_something(&self) -> bool {
        let Self { earnings, adjustments, payout, .. } = self;
        !(earnings.is_zero() && adjustments.is_zero() && payout.gross.is_zero())
    }

    /// What the booking adds to the account's balance.
    pub fn balance_change(&self) -> Result<Amount, AmountError> {
        self.payout.closing.checked_sub(self.opening)
    }
}

/// Up to 48 units, booked in one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chunk {
    pub month: YearMonth,
    pub index: u64,
    pub units: Vec<Unit>,
}
