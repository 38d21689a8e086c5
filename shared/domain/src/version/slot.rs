//! A review slot: one of the reviews that a version gets. It may take several attempts, each of
//! them a [`ReviewSlot`].

use crate::assignment::{Exclusion, Why};
use crate::id::{MemberId, ReviewId};
use crate::string_enum::string_enum;
use crate::verdict::Answer;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// When the reviewer's time is over, once their deadline timer runs.
    pub due_at: Option<Timestamp>,
    /// When it was delivered, relinquished or voided, whatever came last.
    pub ended_at: Option<Timestamp>,
    /// What was answered, for the rules alone: nobody is shown it here.
    pub answer: Option<Answer>,
    pub why: Why,
}

string_enum! {
    /// What somebody says who is asked for a slot.
    pub enum AskAnswer {
        Accepted => "accepted",
        Declined => "declined",
    }
}

/// A co-producer of the platform who is asked for a slot that the roster of the brief cannot fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub slot: u8,
    pub member: MemberId,
    pub at: Timestamp,
    pub answer: Option<AskAnswer>,
}

/// That nobody could be found for one slot of one version.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct UnansweredSlot {
    /// Which of the version's answers.
    pub slot: u8,
    /// When nobody was left to ask.
    pub at: Timestamp,
    /// How many co-producers each reason has kept from it.
    pub because: BTreeMap<Exclusion, u32>,
}

impl UnansweredSlot {
    /// How many co-producers were considered.
    pub fn considered(&self) -> u32 {
        self.because.values().fold(0, |sum: u32, more| sum.saturating_add(*more))
    }
}

/// How far an attempt at a slot has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotState {
    /// Given, but the reviewer already has as many deadline timers running as one may have.
    Queued,
    /// Given; the deadline timer runs.
    Assigned,
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
            Self::Queued | Self::Assigned | Self::Delivered => true,
            Self::Relinquished | Self::Voided => false,
        }
    }

    /// Whether the review is still to be delivered.
    pub const fn is_pending(self) -> bool {
        match self {
            Self::Queued | Self::Assigned => true,
            Self::Delivered | Self::Relinquished | Self::Voided => false,
        }
    }
}
