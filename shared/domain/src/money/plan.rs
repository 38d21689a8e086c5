//! The plan of a month: a pure function of its input manifest, hashed, proved, never edited.
//!
//! A plan says what becomes due. What of it has been paid is no part of any plan: that stands in the
//! payouts, see [`crate::money::due`].

use crate::id::{BriefId, SuspenseId};
use crate::money::Money;
use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::digest::Sha256Hex;
use crate::money::input::{Consent, Country, NumberedTaxRate, PayoutRequest, SuspenseMatch};
use crate::money::isrc::Isrc;
use crate::money::month::YearMonth;
use crate::money::payout_amounts::{BasisPoints, PayoutAmounts};
use crate::money::revenue_line::LineKey;
use crate::money::share::Share;
use crate::money::split::SplitVersion;
use crate::prize::PrizeAward;
use crate::string_enum::string_enum;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

mod assemble;
mod breakdown;
pub mod diff;
mod gather;
mod moves;
mod proof;
#[cfg(test)]
mod tests;
mod tracks;

pub use assemble::{PlanDraft, plan};
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

/// One entry of a correction that two operators agreed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    pub id: String,
    /// The posted month that it corrects.
    pub adjusts: YearMonth,
    pub reason: String,
    pub account: Account,
    pub money: Money,
}

/// Everything that one track has earned in one currency so far, and the split that all of it is
/// shared out by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackTotal {
    pub track: String,
    pub currency: Currency,
    pub revenue: Amount,
    pub split_number: u32,
    /// The first month in which it earned something.
    pub since: YearMonth,
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
    pub isrcs: BTreeMap<Isrc, String>,
    pub openings: Vec<Opening>,
    pub adjustments: Vec<Adjustment>,
    /// One per account; nothing is withheld of who is not named.
    pub tax_rates: Vec<NumberedTaxRate>,
    /// Every consent that was given up to now.
    pub consents: BTreeSet<Consent>,
    /// The tracks whose award is void now.
    pub void_awards: BTreeSet<String>,
    /// Every match that was made up to now; one whose money does not wait changes nothing.
    pub matches: BTreeSet<SuspenseMatch>,
    /// The prizes that were given out in this month.
    pub prizes: Vec<PrizeAward>,
    /// The payouts below the minimum that were asked for in this month.
    pub payout_requests: BTreeSet<PayoutRequest>,
    /// What the month before has left: the earnings of all tracks …
    pub tracks: Vec<TrackTotal>,
    /// … and the money that waits for its track or for its award.
    pub waiting: Vec<SuspenseEntry>,
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
    pub isrcs: BTreeMap<Isrc, String>,
    pub adjustments: Vec<Adjustment>,
    pub tax_rates: Vec<NumberedTaxRate>,
    pub consents: BTreeSet<Consent>,
    pub void_awards: BTreeSet<String>,
    /// The matches that moved money in this plan.
    pub matches: BTreeSet<SuspenseMatch>,
    pub prizes: Vec<PrizeAward>,
    pub payout_requests: BTreeSet<PayoutRequest>,
    /// How many units there are, in chunks of 48.
    pub unit_count: u64,
    /// The hash of each chunk, in order.
    pub chunks: Vec<Sha256Hex>,
    /// The hash of the list of what matched nothing.
    pub suspense_sha256: Sha256Hex,
    /// The hash of the list of what is carried into the next month.
    pub carried_sha256: Sha256Hex,
    /// The hash of the list of what every track has earned so far.
    pub tracks_sha256: Sha256Hex,
    /// The hash of the list of all that waits in suspense, from earlier months too.
    pub waiting_sha256: Sha256Hex,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_number: Option<u32>,
    pub amount: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
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

string_enum! {
    /// Why money is in suspense.
    pub enum SuspenseReason {
        /// The lines name neither a track nor a recording code.
        NoTrack => "no_track",
        /// The track they name has no split.
        NoSplit => "no_split",
        /// The recording code they name is of no track with a split.
        UnknownIsrc => "unknown_isrc",
        /// They name one track, and the recording code of another one.
        TwoTracks => "two_tracks",
        /// The award of the track they name is void.
        VoidAward => "void_award",
    }
}

/// Readable money that waits: one reduced row of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspenseEntry {
    pub month: YearMonth,
    pub file_sha256: Sha256Hex,
    /// Its place among the rows of the reduced file, from 0: the index of the file finds every line.
    pub row: u64,
    pub first_line: u64,
    pub lines: u64,
    pub key: LineKey,
    pub reason: SuspenseReason,
    /// The track whose award is void, where that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    pub money: Money,
}

impl SuspenseEntry {
    /// The one id of these lines of this file, for ever.
    pub fn id(&self) -> SuspenseId {
        let row = self.row.to_be_bytes();
        SuspenseId::derive(&[b"suspense", self.file_sha256.as_str().as_bytes(), &row])
    }

    pub fn account(&self) -> Account {
        match &self.track {
            Some(track) => Account::void_award(track),
            None => Account::unmatched(),
        }
    }
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
    #[error("{track} was shared out by its split {number}, which is not in the manifest")]
    SplitMissing { track: String, number: u32 },
    #[error("{track} has two totals in one currency")]
    TrackTwice { track: String },
    #[error("the shares of the prize of {0} are not the prize")]
    PrizeShares(BriefId),
    #[error("the books of {0} do not add up")]
    Proof(Currency),
}
