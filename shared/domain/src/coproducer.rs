//! The co-producer: a composer who has proven their ears, from application to active.

use crate::change::{Change, Machine, Move, Refused, machine};
use crate::id::MemberId;
use crate::policy::Policy;
use crate::text::Line;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Where a co-producer stands.
    pub enum CoproducerState {
        /// An operator has to decide.
        Applied => "applied",
        /// Not this time.
        Declined => "declined",
        /// The first reviews are paired with an active co-producer's.
        Probation => "probation",
        /// Reviews count.
        Active => "active",
        /// Paused by an operator.
        Suspended => "suspended",
        /// Ended by an operator.
        Revoked => "revoked",
    }
}

words! {
    /// What can happen to a co-producer.
    pub enum CoproducerEvent {
        /// An operator refuses the application.
        Decline => "decline",
        /// An operator accepts the application.
        Admit => "admit",
        /// Probation is over.
        Graduate => "graduate",
        /// An operator pauses them.
        Suspend => "suspend",
        /// An operator ends it.
        Revoke => "revoke",
    }
}

machine!(CoproducerState, CoproducerEvent, transition);

fn transition(state: CoproducerState, event: CoproducerEvent) -> Move<CoproducerState> {
    use CoproducerEvent as E;
    use CoproducerState as S;
    match (state, event) {
        (S::Applied, E::Decline) => Move::To(S::Declined),
        (S::Applied, E::Admit) => Move::To(S::Probation),
        (S::Probation, E::Graduate) => Move::To(S::Active),
        (S::Probation | S::Active, E::Suspend) => Move::To(S::Suspended),
        (S::Probation | S::Active | S::Suspended, E::Revoke) => Move::To(S::Revoked),
        (S::Declined, E::Decline)
        | (S::Probation | S::Active, E::Admit)
        | (S::Active, E::Graduate)
        | (S::Suspended, E::Suspend)
        | (S::Revoked, E::Revoke) => Move::Already,
        (S::Applied, E::Graduate | E::Suspend | E::Revoke)
        | (S::Declined, E::Admit | E::Graduate | E::Suspend | E::Revoke)
        | (S::Probation | S::Active, E::Decline)
        | (S::Suspended, E::Decline | E::Admit | E::Graduate)
        | (S::Revoked, E::Decline | E::Admit | E::Graduate | E::Suspend) => Move::No,
    }
}

/// A member's standing as co-producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coproducer {
    /// Who.
    pub member: MemberId,
    /// Where they stand.
    pub state: CoproducerState,
    /// Why an operator named them without an application.
    pub founding_because: Option<Line>,
    /// When they applied or were named.
    pub since: Timestamp,
    /// When the last decision was made.
    pub decided_at: Option<Timestamp>,
    /// Reviews delivered on probation.
    pub probation_delivered: u32,
}

impl Coproducer {
    /// An application.
    pub const fn apply(member: MemberId, at: Timestamp) -> Self {
        Self {
            member,
            state: CoproducerState::Applied,
            founding_because: None,
            since: at,
            decided_at: None,
            probation_delivered: 0,
        }
    }

    /// Named by an operator and active at once, since somebody has to begin.
    pub const fn founding(member: MemberId, because: Line, at: Timestamp) -> Self {
        Self {
            member,
            state: CoproducerState::Active,
            founding_because: Some(because),
            since: at,
            decided_at: Some(at),
            probation_delivered: 0,
        }
    }

    /// Whether they may be given reviews.
    pub const fn may_review(&self) -> bool {
        matches!(self.state, CoproducerState::Probation | CoproducerState::Active)
    }

    /// An operator decides, or probation ends.
    ///
    /// # Errors
    /// Where the state does not allow the event.
    pub fn happen(&self, event: CoproducerEvent, at: Timestamp) -> Result<Change<Self>, Refused> {
        let decided_at = Some(at);
        let change = self.state.apply(event)?;
        Ok(change.map(|state| Self { state, decided_at, ..self.clone() }))
    }

    /// A review was delivered; the last one of probation ends it.
    #[must_use]
    pub fn delivered_review(&self, at: Timestamp, policy: &Policy) -> Self {
        if self.state != CoproducerState::Probation {
            return self.clone();
        }
        let probation_delivered = self.probation_delivered.saturating_add(1);
        let counted = Self { probation_delivered, ..self.clone() };
        if probation_delivered < policy.probation_reviews {
            return counted;
        }
        Self { state: CoproducerState::Active, decided_at: Some(at), ..counted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    #[test]
    fn the_whole_table() {
        use CoproducerEvent as E;
        use CoproducerState as S;
        assert_table(
            S::ALL,
            &[
                (S::Applied, E::Decline, S::Declined),
                (S::Applied, E::Admit, S::Probation),
                (S::Probation, E::Graduate, S::Active),
                (S::Probation, E::Suspend, S::Suspended),
                (S::Active, E::Suspend, S::Suspended),
                (S::Probation, E::Revoke, S::Revoked),
                (S::Active, E::Revoke, S::Revoked),
                (S::Suspended, E::Revoke, S::Revoked),
            ],
            &[
                (S::Declined, E::Decline),
                (S::Probation, E::Admit),
                (S::Active, E::Admit),
                (S::Active, E::Graduate),
                (S::Suspended, E::Suspend),
                (S::Revoked, E::Revoke),
            ],
        );
    }

    #[test]
    fn ten_delivered_reviews_end_probation() {
        let (member, at) = (MemberId::of_subject("ada"), Timestamp::UNIX_EPOCH);
        let applied = Coproducer::apply(member, at);
        assert!(!applied.may_review());
        let mut one = applied.happen(CoproducerEvent::Admit, at).unwrap().or(applied);
        for _ in 0..9 {
            one = one.delivered_review(at, &Policy::CURRENT);
            assert_eq!(one.state, CoproducerState::Probation);
        }
        assert_eq!(one.delivered_review(at, &Policy::CURRENT).state, CoproducerState::Active);
    }

    #[test]
    fn a_founding_co_producer_is_active_at_once() {
        let because = Line::new("twenty years of film music").unwrap();
        let founding =
            Coproducer::founding(MemberId::of_subject("ada"), because, Timestamp::UNIX_EPOCH);
        assert!(founding.may_review() && founding.founding_because.is_some());
    }
}
