//! An application to become a co-producer, as an operator has to decide it.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::coproducer::OperatorStatement;
use crate::id::{ApplicationId, MemberId};
use crate::numbers::after;
use crate::points::Standing;
use crate::policy::Policy;
use crate::string_enum::string_enum;
use crate::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Where an application stands.
    pub enum ApplicationState {
        /// An operator has to decide.
        Applied => "applied",
        Accepted => "accepted",
        Declined => "declined",
    }
}

string_enum! {
    /// What an operator can say.
    pub enum ApplicationEvent {
        Accept => "accept",
        Decline => "decline",
    }
}

state_machine!(ApplicationState, ApplicationEvent, transition);

fn transition(state: ApplicationState, event: ApplicationEvent) -> Transition<ApplicationState> {
    use ApplicationEvent as E;
    use ApplicationState as S;
    match state {
        S::Applied => match event {
            E::Accept => Transition::To(S::Accepted),
            E::Decline => Transition::To(S::Declined),
        },
        S::Accepted => match event {
            E::Accept => Transition::AlreadyThere,
            E::Decline => Transition::Forbidden,
        },
        S::Declined => match event {
            E::Decline => Transition::AlreadyThere,
            E::Accept => Transition::Forbidden,
        },
    }
}

/// An application, with what stood there when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its id, derived from the member and how often they have applied.
    pub id: ApplicationId,
    pub member: MemberId,
    pub state: ApplicationState,
    pub words: Option<Text>,
    /// What stood there then.
    pub evidence: Standing,
    /// The policy it was allowed under.
    pub policy_version: u32,
    pub applied_at: Timestamp,
    /// Until when an operator decides.
    pub decide_by: Timestamp,
    /// What the operator stated, and why.
    pub decision: Option<OperatorStatement>,
}

impl Application {
    pub fn new(
        id: ApplicationId,
        member: MemberId,
        words: Option<Text>,
        evidence: Standing,
        at: Timestamp,
        policy: &Policy,
    ) -> Self {
        Self {
            id,
            member,
            state: ApplicationState::Applied,
            words,
            evidence,
            policy_version: policy.version,
            applied_at: at,
            decide_by: after(at, policy.decide_application_within),
            decision: None,
        }
    }

    /// An operator decides.
    ///
    /// # Errors
    /// Where the opposite was decided.
    pub fn decide(
        &self,
        event: ApplicationEvent,
        statement: OperatorStatement,
    ) -> Result<Change<Self>, Refused> {
        let change = self.state.apply(event)?;
        Ok(change.map(|state| Self { state, decision: Some(statement), ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    #[test]
    fn the_whole_table() {
        use ApplicationEvent as E;
        use ApplicationState as S;
        assert_table(
            S::ALL,
            &[(S::Applied, E::Accept, S::Accepted), (S::Applied, E::Decline, S::Declined)],
            &[(S::Accepted, E::Accept), (S::Declined, E::Decline)],
        );
    }

    #[test]
    fn an_operator_has_seven_days() {
        let (at, policy) = (Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let (id, member) = (ApplicationId::derive(&[b"a"]), MemberId::of_subject("ada"));
        let one = Application::new(id, member, None, Standing::NEWCOMER, at, policy);
        assert_eq!(one.decide_by, after(at, jiff::SignedDuration::from_hours(7 * 24)));
    }
}
