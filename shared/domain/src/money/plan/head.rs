//! The head of a plan: what it was made from, and the hashes of all that it says.

use crate::digest::Sha256Hex;
use crate::money::input::{Consent, NumberedTaxRate, PayoutRequest, SuspenseMatch};
use crate::money::isrc::Isrc;
use crate::money::month::YearMonth;
use crate::money::plan::manifest::PlannedAdjustment;
use crate::money::plan::proof::Proof;
use crate::money::track_key::TrackKey;
use crate::prize::PrizeAward;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version of every number of money that a decision depends on (minimums, bounds).
pub const MONEY_POLICY_VERSION: u32 = 1;

/// A file named in a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileReference {
    /// Of the file's decompressed bytes.
    pub sha256: Sha256Hex,
    /// Of its sums by track, currency and store.
    pub reduced_sha256: Sha256Hex,
}

/// A split named in a plan: the one that was applied to its track.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitReference {
    /// What is split.
    pub track: TrackKey,
    /// Which split of the track, from 1.
    pub number: u32,
    /// Of the split's canonical form.
    pub sha256: Sha256Hex,
}

/// The head of a plan, which is what is sealed and approved. All else is named by its hash.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What it settles.
    pub month: YearMonth,
    /// Which plan of the month, from 1.
    #[schemars(range(min = 1))]
    pub plan_no: u32,
    /// The rules that it was made by.
    pub policy_version: u32,
    /// Of the plan of the month before; null in the first month.
    pub previous_plan_sha256: Option<Sha256Hex>,
    /// The revenue.
    pub files: Vec<FileReference>,
    /// One of each track that earned.
    pub splits: Vec<SplitReference>,
    /// Which recording is which track.
    pub isrcs: BTreeMap<Isrc, TrackKey>,
    /// The corrections that it books.
    pub adjustments: Vec<PlannedAdjustment>,
    /// What is withheld of whom.
    pub tax_rates: Vec<NumberedTaxRate>,
    /// The writers who have agreed after the split.
    pub consents: BTreeSet<Consent>,
    /// The tracks whose revenue waits.
    pub void_awards: BTreeSet<TrackKey>,
    /// The matches that moved money in this plan.
    pub matches: BTreeSet<SuspenseMatch>,
    /// The prizes that it gives out.
    pub prizes: Vec<PrizeAward>,
    /// Who is paid below the minimum too.
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
