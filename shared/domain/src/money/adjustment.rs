//! Corrections of what is posted: one operator proposes, another one approves or declines.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{AdjustmentId, MemberId};
use crate::money::input::AdjustmentEntry;
use crate::money::month::YearMonth;
use crate::own_matter::{OwnMatter, own_matter};
use crate::string_enum::string_enum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

string_enum! {
    /// Where an adjustment stands.
    pub enum AdjustmentState {
        /// One operator wants it.
        Proposed => "proposed",
        /// Another one agreed: it is an input of its month.
        Approved => "approved",
        /// It will not happen.
        Declined => "declined",
    }
}

string_enum! {
    /// What can happen to an adjustment.
    pub enum AdjustmentEvent {
        Approve => "approve",
        /// An operator, perhaps the same, puts it aside.
        Decline => "decline",
    }
}

state_machine!(AdjustmentState, AdjustmentEvent, table);

const fn table(state: AdjustmentState, event: AdjustmentEvent) -> Transition<AdjustmentState> {
    use AdjustmentEvent as E;
    use AdjustmentState as S;
    match state {
        S::Proposed => match event {
            E::Approve => Transition::To(S::Approved),
            E::Decline => Transition::To(S::Declined),
        },
        S::Approved => match event {
            E::Approve => Transition::AlreadyThere,
            E::Decline => Transition::Forbidden,
        },
        S::Declined => match event {
            E::Decline => Transition::AlreadyThere,
            E::Approve => Transition::Forbidden,
        },
    }
}

/// A correction, from its proposal on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    pub id: AdjustmentId,
    pub state: AdjustmentState,
    /// The posted month that it corrects.
    pub adjusts: YearMonth,
    pub reason: String,
    pub entries: Vec<AdjustmentEntry>,
    pub proposed_by: MemberId,
    pub proposed_at: Timestamp,
    pub decided_by: Option<MemberId>,
    pub decided_at: Option<Timestamp>,
    /// The month that it is an input of, once approved.
    pub month: Option<YearMonth>,
}

/// Why a decision about an adjustment is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AdjustmentRefusal {
    #[error(transparent)]
    State(#[from] Refused),
    #[error("who proposed an adjustment cannot approve it")]
    OwnProposal,
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
}

impl Adjustment {
    /// A second operator agrees: it belongs to `month`, the oldest Open one.
    pub fn approve(
        &self,
        by: MemberId,
        month: YearMonth,
        at: Timestamp,
    ) -> Result<Change<Self>, AdjustmentRefusal> {
        let change = self.state.apply(AdjustmentEvent::Approve)?;
        if by == self.proposed_by {
            return Err(AdjustmentRefusal::OwnProposal);
        }
        own_matter(by, self.parties())?;
        Ok(change.map(|state| Self { month: Some(month), ..self.decided(state, by, at) }))
    }

    /// It will not happen.
    pub fn decline(&self, by: MemberId, at: Timestamp) -> Result<Change<Self>, AdjustmentRefusal> {
        let change = self.state.apply(AdjustmentEvent::Decline)?;
        own_matter(by, self.parties())?;
        Ok(change.map(|state| self.decided(state, by, at)))
    }

    /// Everybody whom it gives or takes something.
    fn parties(&self) -> impl Iterator<Item = MemberId> {
        self.entries.iter().filter_map(|entry| entry.account.member())
    }

    fn decided(&self, state: AdjustmentState, by: MemberId, at: Timestamp) -> Self {
        Self { state, decided_by: Some(by), decided_at: Some(at), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    #[test]
    fn an_adjustment_is_decided_once() {
        use AdjustmentEvent as E;
        use AdjustmentState as S;
        let moves =
            [(S::Proposed, E::Approve, S::Approved), (S::Proposed, E::Decline, S::Declined)];
        assert_table(S::ALL, &moves, &[(S::Approved, E::Approve), (S::Declined, E::Decline)]);
    }

    #[test]
    fn two_operators_are_needed() {
        let operator = MemberId::of_subject;
        let month: YearMonth = "2026-04".parse().unwrap();
        let proposed = Adjustment {
            id: AdjustmentId::from_bytes([1; 16]),
            state: AdjustmentState::Proposed,
            adjusts: "2026-03".parse().unwrap(),
            reason: "a line was counted for the wrong song".to_owned(),
            entries: vec![],
            proposed_by: operator("olga"),
            proposed_at: Timestamp::UNIX_EPOCH,
            decided_by: None,
            decided_at: None,
            month: None,
        };
        let own = proposed.approve(operator("olga"), month, Timestamp::UNIX_EPOCH);
        assert_eq!(own, Err(AdjustmentRefusal::OwnProposal));
        let approved = proposed.approve(operator("otto"), month, Timestamp::UNIX_EPOCH).unwrap();
        let approved = approved.or(proposed.clone());
        assert_eq!((approved.state, approved.month), (AdjustmentState::Approved, Some(month)));
        assert!(approved.decline(operator("otto"), Timestamp::UNIX_EPOCH).is_err());
        assert!(proposed.decline(operator("olga"), Timestamp::UNIX_EPOCH).is_ok());
    }
}
