//! A composer's objection to a review, what the reviewer says to it, and what an operator decides.

use crate::change::{Transition, state_machine};
use crate::id::MemberId;
use crate::operator_word::{OperatorWord, WordDecision, counting};
use crate::string_enum::string_enum;
use crate::text::Text;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Where a dispute stands.
    pub enum DisputeState {
        /// An operator has to decide.
        Raised => "raised",
        /// The composer is right: the review is voided.
        Upheld => "upheld",
        /// The review stays as it is.
        Dismissed => "dismissed",
    }
}

string_enum! {
    /// What an operator can say to a dispute.
    pub enum DisputeEvent {
        /// The composer is right.
        Uphold => "uphold",
        /// The review stays as it is.
        Dismiss => "dismiss",
    }
}

impl DisputeEvent {
    /// The same as an operator's word.
    pub const fn word(self) -> WordDecision {
        match self {
            Self::Uphold => WordDecision::Uphold,
            Self::Dismiss => WordDecision::Dismiss,
        }
    }
}

state_machine!(DisputeState, DisputeEvent, decided);

fn decided(state: DisputeState, event: DisputeEvent) -> Transition<DisputeState> {
    use DisputeEvent as E;
    use DisputeState as S;
    match state {
        S::Raised => match event {
            E::Uphold => Transition::To(S::Upheld),
            E::Dismiss => Transition::To(S::Dismissed),
        },
        S::Upheld => match event {
            E::Uphold => Transition::AlreadyThere,
            E::Dismiss => Transition::Forbidden,
        },
        S::Dismissed => match event {
            E::Dismiss => Transition::AlreadyThere,
            E::Uphold => Transition::Forbidden,
        },
    }
}

/// A composer's objection to a review, at most one per review.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Dispute {
    /// Whether it was decided, and how.
    pub state: DisputeState,
    /// What the composer says.
    pub reason: Text,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// What the reviewer said to it.
    pub reply: Option<DisputeReply>,
    /// What operators have said who are all parties of it, one word each; once it is decided, what
    /// counted beside the decision.
    pub first_words: Vec<OperatorWord>,
    /// What the operator said.
    pub decision: Option<DisputeDecision>,
}

impl Dispute {
    /// The words that wait for another operator's, or did when it was decided.
    pub fn words_at(&self, now: Timestamp) -> Vec<OperatorWord> {
        match &self.decision {
            Some(_) => self.first_words.clone(),
            None => counting(&self.first_words, now),
        }
    }
}

/// What a reviewer says to a dispute, at most once and before it is decided.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct DisputeReply {
    /// What the reviewer says.
    pub words: Text,
    /// When it was said.
    pub at: Timestamp,
}

/// An operator's answer to a dispute.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct DisputeDecision {
    /// The operator who decided.
    pub by: MemberId,
    /// Why, for both sides.
    pub words: Text,
    /// When it was decided.
    pub at: Timestamp,
}
