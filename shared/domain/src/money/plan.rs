//! The plan of a month: a pure function of its input manifest, hashed, proved, never edited.
//!
//! A plan says what becomes due. What of it has been paid is no part of any plan: that stands in
//! the payouts, see [`crate::money::payables_proof`].

mod assemble;
mod breakdown;
pub mod diff;
mod error;
mod gather;
mod head;
mod index;
mod manifest;
mod moves;
mod position;
mod proof;
mod suspense;
#[cfg(test)]
mod tests;
mod tracks;
mod unit;

pub use assemble::{PlanDraft, plan};
pub use breakdown::{Breakdown, BreakdownPage, PageReference, SourceRow, TrackSources, breakdown};
pub use error::PlanError;
pub use head::{FileReference, MONEY_POLICY_VERSION, Plan, SplitReference};
pub use index::{Contributed, Contribution, PlanIndex};
pub use manifest::{
    FileInput, Manifest, OpeningBalance, PlannedAdjustment, ReducedRow, TrackTotal,
};
pub use proof::Proof;
pub use suspense::{SuspenseEntry, SuspenseReason};
pub use unit::{Chunk, EarningLine, MoveKind, MoveLine, UNITS_PER_CHUNK, Unit};
