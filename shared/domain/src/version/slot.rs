//! A review slot: one of the reviews that a version gets. It may take several attempts, each of
//! them a [`ReviewSlot`].

use crate::assignment::Why;
use crate::id::{MemberId, ReviewId};
use serde::{Deserialize, Serialize};

/// One attempt at one slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewSlot {
    /// From 1; a reviewer on probation who listens beside another has number 0 and does not count.
    pub number: u8,
    /// Which try at the slot, from 1.
    pub attempt: u8,
    pub reviewer: MemberId,
    pub review: ReviewId,
    pub state: SlotState,
    pub why: Why,
}

/// How far an attempt at a slot has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotState {
    /// Given, but the reviewer already has as many deadline timers running as one may have.
    Queued,
    /// Given; the deadline timer runs.
    Listening,
    /// The review is in.
    Delivered,
    /// Declined, expired or released: another reviewer is sought.
    Relinquished,
    /// The review was voided after a dispute: another reviewer is sought.
    Voided,
}

impl SlotState {
    /// Whether the reviewer still has the slot.
    pub const fn is_held(self) -> bool {
        match self {
            Self::Queued | Self::Listening | Self::Delivered => true,
            Self::Relinquished | Self::Voided => false,
        }
    }

    /// Whether the review is still to be delivered.
    pub const fn is_pending(self) -> bool {
        match self {
            Self::Queued | Self::Listening => true,
            Self::Delivered | Self::Relinquished | Self::Voided => false,
        }
    }
}
