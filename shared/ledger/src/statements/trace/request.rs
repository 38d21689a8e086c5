//! What is asked of a trace, and what its rows say beside their sum.

use domain::id::{MemberId, SuspenseId};
use domain::money::plan::MoveKind;
use domain::money::{Currency, Share, TrackKey, YearMonth};

/// Which line of whose statement, and how much of what it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceRequest {
    pub member: MemberId,
    pub month: YearMonth,
    pub target: TraceTarget,
    pub currency: Currency,
    pub from: TracePoint,
    /// The maximum number of lines.
    pub limit: u64,
}

/// What of a statement is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceTarget {
    /// What a track earned in the month.
    Track(TrackKey),
    /// What had waited in suspense, and moved in the month: its track was found, or its award
    /// stands.
    FromSuspense(SuspenseId),
    /// Every other movement, by its kind and its subject.
    Moved(MoveKind, String),
    /// What was withheld.
    Withheld,
}

/// Where a trace goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TracePoint {
    /// A row of the line in the currency, from 0.
    pub row: u64,
    /// A line of that row, from 0.
    pub line: u64,
}

/// The share that a payee had of all this before it was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Superseded {
    pub split_number: u32,
    pub share_ppm: Share,
}
