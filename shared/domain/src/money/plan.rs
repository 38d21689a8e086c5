//! The plan of a month: a pure function of its input manifest, hashed, proved, never edited.
//!
//! A plan says what becomes due. What of it has been paid is no part of any plan: that stands in the
//! payouts, see [`crate::money::due`].

use crate::money::Money;
use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::digest::Sha256Hex;
use crate::money::month::YearMonth;
use crate::money::payable::{BasisPoints, Payable};
use crate::money::revenue_line::LineKey;
use crate::money::share::Share;
use crate::money::split::SplitVersion;
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

mod assemble;
mod breakdown;
mod proof;

pub use assemble::{Draft, plan};
pub use breakdown::{Breakdown, BreakdownPage, PageReference, SourceRow, TrackSources, breakdown};
pub use proof::Proof;

/// How many units are booked in one transaction: two items each, a marker and a counter-entry make
/// 98 of the 100 that a transaction may have.
pub const UNITS_PER_CHUNK: usize = 48;

/// One sum of a reduced file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReducedRow {
    pub key: LineKey,
    pub source: String,
    pub territory: String,
    pub currency: Currency,
    /// The exact sum of the lines, in major units.
    pub amount: Amount,
    /// How many lines.
    pub lines: u64,
    /// The number of the first of them; the header is line 1.
    pub first_line: u64,
}

/// One revenue file as it goes into a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInput {
    /// Of the file's decompressed bytes.
    pub sha256: Sha256Hex,
    /// Of the reduced partial that `rows` were read from.
    pub reduced_sha256: Sha256Hex,
    pub rows: Vec<ReducedRow>,
}

/// What an account brings into the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub account: Account,
    pub currency: Currency,
    /// The closing balance of the month before.
    pub balance: Amount,
}

/// A correction that two operators agreed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    pub id: String,
    pub account: Account,
    pub money: Money,
}

/// A payee's rate of tax to withhold; 0 for who is not named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    pub account: Account,
    pub basis_points: BasisPoints,
}

/// Everything that the plan of a month depends on. The order of its lists says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub month: YearMonth,
    /// From 1; one more after each rejected plan.
    pub plan_no: u32,
    /// The sealed plan of the month before, whose closing balances the openings are; none for the
    /// first month of the books.
    pub previous_plan_sha256: Option<Sha256Hex>,
    pub files: Vec<FileInput>,
    /// Every version that may apply: the highest number of a track does.
    pub splits: Vec<SplitVersion>,
    /// Which track a recording code stands for; a code that is not here is tried as a track.
    pub isrcs: BTreeMap<String, String>,
    pub openings: Vec<Opening>,
    pub adjustments: Vec<Adjustment>,
    pub tax_rates: Vec<TaxRate>,
}

/// A file named in a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileReference {
    pub sha256: Sha256Hex,
    pub reduced_sha256: Sha256Hex,
}

/// A split named in a plan: the one that was applied to its track.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitReference {
    pub track: String,
    pub number: u32,
    pub sha256: Sha256Hex,
}

/// The head of a plan, which is what is sealed and approved. All else is named by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub month: YearMonth,
    pub plan_no: u32,
    pub policy_version: u32,
    pub previous_plan_sha256: Option<Sha256Hex>,
    pub files: Vec<FileReference>,
    pub splits: Vec<SplitReference>,
    pub isrcs: BTreeMap<String, String>,
    pub adjustments: Vec<Adjustment>,
    pub tax_rates: Vec<TaxRate>,
    /// How many units there are, in chunks of 48.
    pub unit_count: u64,
    /// The hash of each chunk, in order.
    pub chunks: Vec<Sha256Hex>,
    /// The hash of the list of what matched nothing.
    pub suspense_sha256: Sha256Hex,
    /// The hash of the list of what is carried into the next month.
    pub carried_sha256: Sha256Hex,
    /// One per currency, by code.
    pub proofs: Vec<Proof>,
}

impl Plan {
    pub fn sha256(&self) -> Sha256Hex {
        Sha256Hex::of_json(self)
    }
}

/// What one track earned one account in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarningLine {
    pub track: String,
    pub split_number: u32,
    /// The whole revenue of the track in this currency.
    pub revenue: Amount,
    pub share_ppm: Share,
    /// Exactly `revenue · share_ppm / 1000000`.
    pub earned: Amount,
}

/// What is booked at once for one account in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub account: Account,
    pub currency: Currency,
    pub opening: Amount,
    pub earnings: Amount,
    pub adjustments: Amount,
    pub payout: Payable,
    pub tax: BasisPoints,
    /// By track.
    pub lines: Vec<EarningLine>,
}

impl Unit {
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
    /// From 0.
    pub index: u64,
    pub units: Vec<Unit>,
}

words! {
    /// Why money is in suspense.
    pub enum SuspenseReason {
        /// The lines name neither a track nor a recording code.
        NoTrack => "no_track",
        /// The track they name has no split.
        NoSplit => "no_split",
        /// The recording code they name is of no track with a split.
        UnknownIsrc => "unknown_isrc",
    }
}

/// Readable money that waits: one reduced row of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspenseEntry {
    pub file_sha256: Sha256Hex,
    /// Its place among the rows of the reduced file, from 0: the index of the file finds every line.
    pub row: u64,
    pub first_line: u64,
    pub lines: u64,
    pub key: LineKey,
    pub reason: SuspenseReason,
    pub money: Money,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    #[error("an amount of the plan is not exact or out of range")]
    Amount(#[from] AmountError),
    #[error("the file {0} is in the manifest twice")]
    FileTwice(Sha256Hex),
    #[error("the split {number} of {track} is in the manifest twice")]
    SplitTwice { track: String, number: u32 },
    #[error("the split of {track} belongs to {month}, after the month of the plan")]
    SplitOfLaterMonth { track: String, month: YearMonth },
    #[error("{0} opens twice in one currency")]
    OpeningTwice(Account),
    #[error("the adjustment {0} is in the manifest twice")]
    AdjustmentTwice(String),
    #[error("{0} has two rates of tax")]
    TaxRateTwice(Account),
    #[error("the books of {0} do not add up")]
    Proof(Currency),
}
