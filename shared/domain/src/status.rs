//! Status levels and what each asks for. How points come about stands in `points`.

use crate::policy::{Gate, Policy};
use crate::string_enum::string_enum;

string_enum! {
    /// How far a composer has come, lowest first.
    pub enum StatusLevel {
        /// Where everybody begins.
        Newcomer => "newcomer",
        /// Is invited automatically and may apply as co-producer.
        Junior => "junior",
        /// Is preferred as the reviewer of a tie-break.
        Senior => "senior",
        /// Is preferred as the reviewer beside somebody on probation.
        Lead => "lead",
    }
}

impl StatusLevel {
    /// Its name at the end of a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Newcomer => "Newcomer",
            Self::Junior => "Junior",
            Self::Senior => "Senior",
            Self::Lead => "Lead",
        }
    }

    /// The level above, none above Lead.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Newcomer => Some(Self::Junior),
            Self::Junior => Some(Self::Senior),
            Self::Senior => Some(Self::Lead),
            Self::Lead => None,
        }
    }

    /// The level below, none below Newcomer.
    pub const fn previous(self) -> Option<Self> {
        match self {
            Self::Newcomer => None,
            Self::Junior => Some(Self::Newcomer),
            Self::Senior => Some(Self::Junior),
            Self::Lead => Some(Self::Senior),
        }
    }

    /// How many levels are below.
    pub const fn steps(self) -> u8 {
        match self {
            Self::Newcomer => 0,
            Self::Junior => 1,
            Self::Senior => 2,
            Self::Lead => 3,
        }
    }

    /// What the policy asks for this level; nothing for a newcomer.
    pub const fn gate(self, policy: &Policy) -> Option<Gate> {
        match self {
            Self::Newcomer => None,
            Self::Junior => Some(policy.junior),
            Self::Senior => Some(policy.senior),
            Self::Lead => Some(policy.lead),
        }
    }

    /// How many entries a composer of this level may have open at once.
    pub const fn open_entries_max(self, policy: &Policy) -> usize {
        let max = &policy.open_entries_max;
        match self {
            Self::Newcomer => max.newcomer,
            Self::Junior => max.junior,
            Self::Senior => max.senior,
            Self::Lead => max.lead,
        }
    }

    /// Whether briefs invite this composer by themselves; a client may invite anybody by id.
    pub fn is_invited_automatically(self) -> bool {
        self >= Self::Junior
    }

    /// Whether this composer may apply as co-producer, given the approved tracks.
    pub fn may_apply_as_coproducer(self, approved: u32, policy: &Policy) -> bool {
        self >= Self::Junior && approved >= policy.approved_to_apply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn co_producers_are_at_least_junior_with_three_approved_tracks() {
        let may = |level: StatusLevel, approved| {
            level.may_apply_as_coproducer(approved, &Policy::CURRENT)
        };
        assert!(may(StatusLevel::Junior, 3) && may(StatusLevel::Lead, 30));
        assert!(!may(StatusLevel::Newcomer, 30) && !may(StatusLevel::Junior, 2));
    }
}
