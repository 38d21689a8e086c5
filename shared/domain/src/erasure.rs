//! A member who leaves for good: what they wrote of themselves goes, what others rest on stays.

use crate::change::{Change, Machine, Move, Refused, machine};
use crate::id::MemberId;
use crate::numbers::after;
use crate::policy::Policy;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Where an erasure stands.
    pub enum ErasureState {
        /// Asked for; the sweep is at it, or waits for the money.
        Requested => "requested",
        /// Done.
        Erased => "erased",
    }
}

words! {
    /// What can happen to an erasure.
    pub enum ErasureEvent {
        /// The member asks.
        Request => "request",
        /// Everything is gone.
        Finish => "finish",
    }
}

machine!(ErasureState, ErasureEvent, transition);

fn transition(state: ErasureState, event: ErasureEvent) -> Move<ErasureState> {
    use ErasureEvent as E;
    use ErasureState as S;
    match (state, event) {
        (S::Requested, E::Finish) => Move::To(S::Erased),
        (S::Requested, E::Request) | (S::Erased, E::Request | E::Finish) => Move::Already,
    }
}

words! {
    /// What an erasure may have to wait for.
    pub enum ErasureWait {
        /// The sweep has not come by yet.
        Sweep => "sweep",
        /// Money is still owed to the member or not booked as paid.
        Balance => "balance",
    }
}

/// An erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Who leaves.
    pub member: MemberId,
    /// Where it stands.
    pub state: ErasureState,
    /// Whether the member gives up what is owed to them.
    pub waives_balance: bool,
    /// What it waits for.
    pub waits_for: Option<ErasureWait>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it is done at the latest, paid out or not.
    pub erase_by: Timestamp,
    /// When it was done.
    pub erased_at: Option<Timestamp>,
}

impl Erasure {
    /// A member asks for it.
    pub fn request(member: MemberId, waives_balance: bool, at: Timestamp, policy: &Policy) -> Self {
        Self {
            member,
            state: ErasureState::Requested,
            waives_balance,
            waits_for: Some(ErasureWait::Sweep),
            requested_at: at,
            erase_by: after(at, policy.erase_within),
            erased_at: None,
        }
    }

    /// Whether money keeps the member from being erased now.
    pub fn waits_for_money(&self, is_owed: bool, now: Timestamp) -> bool {
        is_owed && !self.waives_balance && now < self.erase_by
    }

    /// Everything is gone.
    ///
    /// # Errors
    /// Never; the table knows no refusal.
    pub fn finish(&self, at: Timestamp) -> Result<Change<Self>, Refused> {
        Ok(self.state.apply(ErasureEvent::Finish)?.map(|state| Self {
            state,
            waits_for: None,
            erased_at: Some(at),
            ..self.clone()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    #[test]
    fn the_whole_table() {
        use ErasureEvent as E;
        use ErasureState as S;
        assert_table(
            S::ALL,
            &[(S::Requested, E::Finish, S::Erased)],
            &[(S::Requested, E::Request), (S::Erased, E::Request), (S::Erased, E::Finish)],
        );
    }

    #[test]
    fn money_is_waited_for_sixty_days_at_most() {
        let (at, policy) = (Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let one = Erasure::request(MemberId::of_subject("ada"), false, at, policy);
        assert!(one.waits_for_money(true, at) && !one.waits_for_money(false, at));
        assert_eq!(one.erase_by, after(at, jiff::SignedDuration::from_hours(60 * 24)));
        assert!(!one.waits_for_money(true, one.erase_by));
        let waived = Erasure { waives_balance: true, ..one };
        assert!(!waived.waits_for_money(true, at));
    }
}
