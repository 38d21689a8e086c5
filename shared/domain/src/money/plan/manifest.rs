//! What a plan is made from.

use crate::digest::Sha256Hex;
use crate::id::AdjustmentId;
use crate::money::account::Account;
use crate::money::amount::Amount;
use crate::money::currency::Currency;
use crate::money::input::{Consent, NumberedTaxRate, PayoutRequest, SuspenseMatch};
use crate::money::isrc::Isrc;
use crate::money::month::YearMonth;
use crate::money::plan::suspense::SuspenseEntry;
use crate::money::revenue_line::LineKey;
use crate::money::split::SplitVersion;
use crate::money::track_key::TrackKey;
use crate::money::value::Money;
use crate::prize::PrizeAward;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
pub struct OpeningBalance {
    pub account: Account,
    pub currency: Currency,
    /// The closing balance of the month before.
    pub balance: Amount,
}

/// One entry of a correction that two operators agreed on.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedAdjustment {
    /// The correction that it belongs to.
    pub id: AdjustmentId,
    /// The posted month that it corrects.
    pub adjusts: YearMonth,
    /// What the correction puts right.
    pub reason: String,
    /// Who gets or loses it.
    pub account: Account,
    /// What the account gets; what it loses where the amount is below zero.
    pub money: Money,
}

/// Everything that one track has earned in one currency so far, and the split that all of it is
/// shared out by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackTotal {
    pub track: TrackKey,
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
    pub isrcs: BTreeMap<Isrc, TrackKey>,
    pub openings: Vec<OpeningBalance>,
    pub adjustments: Vec<PlannedAdjustment>,
    /// One per account; nothing is withheld of who is not named.
    pub tax_rates: Vec<NumberedTaxRate>,
    /// Every consent that was given up to now.
    pub consents: BTreeSet<Consent>,
    /// The tracks whose award is void now.
    pub void_awards: BTreeSet<TrackKey>,
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
