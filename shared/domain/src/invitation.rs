//! A client's invitation of one composer to one brief.

use crate::change::{Change, Machine, Move, Refused, machine};
use crate::id::{BriefId, MemberId};
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Where an invitation stands.
    pub enum InvitationState {
        /// The composer has not answered.
        Invited => "invited",
        /// The composer means to submit.
        Accepted => "accepted",
        /// The composer does not.
        Declined => "declined",
    }
}

words! {
    /// What the composer can do with it. They may change their mind.
    pub enum InvitationEvent {
        /// Say yes.
        Accept => "accept",
        /// Say no.
        Decline => "decline",
    }
}

machine!(InvitationState, InvitationEvent, transition);

fn transition(state: InvitationState, event: InvitationEvent) -> Move<InvitationState> {
    use InvitationEvent as E;
    use InvitationState as S;
    match (state, event) {
        (S::Invited | S::Declined, E::Accept) => Move::To(S::Accepted),
        (S::Invited | S::Accepted, E::Decline) => Move::To(S::Declined),
        (S::Accepted, E::Accept) | (S::Declined, E::Decline) => Move::Already,
    }
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// To which brief.
    pub brief: BriefId,
    /// The composer.
    pub member: MemberId,
    /// Where it stands.
    pub state: InvitationState,
    /// The client.
    pub invited_by: MemberId,
    /// When it was sent.
    pub invited_at: Timestamp,
    /// When the composer last answered.
    pub answered_at: Option<Timestamp>,
}

impl Invitation {
    /// A new invitation.
    pub const fn new(
        brief: BriefId,
        member: MemberId,
        invited_by: MemberId,
        at: Timestamp,
    ) -> Self {
        let state = InvitationState::Invited;
        Self { brief, member, state, invited_by, invited_at: at, answered_at: None }
    }

    /// The composer answers.
    ///
    /// # Errors
    /// Never at present: every answer is possible in every state.
    pub fn answer(&self, event: InvitationEvent, at: Timestamp) -> Result<Change<Self>, Refused> {
        let change = self.state.apply(event)?;
        Ok(change.map(|state| Self { state, answered_at: Some(at), ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    #[test]
    fn the_whole_table() {
        use InvitationEvent as E;
        use InvitationState as S;
        assert_table(
            S::ALL,
            &[
                (S::Invited, E::Accept, S::Accepted),
                (S::Invited, E::Decline, S::Declined),
                (S::Declined, E::Accept, S::Accepted),
                (S::Accepted, E::Decline, S::Declined),
            ],
            &[(S::Accepted, E::Accept), (S::Declined, E::Decline)],
        );
    }
}
