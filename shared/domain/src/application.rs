//! An application to become a co-producer, as an operator has to decide it.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::coproducer::OperatorStatement;
use crate::id::{ApplicationId, MemberId};
use crate::numbers::after;
use crate::points::Standing;
use crate::policy::Policy;
use crate::string_enum::string_enum;
use crate::text::Text;
use crate::trial::TrialPlace;
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

string_enum! {
    /// What operators were reminded of an application that waits for them.
    pub enum ApplicationReminder {
        /// There are two days left.
        Waits => "waits",
        /// Their time is over; the applicant is told as well.
        Overdue => "overdue",
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
    /// The closed tracks that the applicant reviews; none where too few were marked, and an operator
    /// decides without them.
    pub trial: Vec<TrialPlace>,
    /// Until when an operator decides.
    pub decide_by: Timestamp,
    /// The last reminder that operators were sent.
    pub reminded: Option<ApplicationReminder>,
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
            trial: Vec::new(),
            decide_by: after(at, policy.decide_application_within),
            reminded: None,
            decision: None,
        }
    }

    /// What stands between the applicant and an answer, in words; nothing once it is decided.
    pub const fn waits_for(&self) -> Option<&'static str> {
        match self.state {
            ApplicationState::Applied => {
                Some("the decision of an operator other than the applicant")
            }
            ApplicationState::Accepted | ApplicationState::Declined => None,
        }
    }

    /// Whether it waits longer for an operator than it may.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.state == ApplicationState::Applied && now >= self.decide_by
    }

    /// The reminder that is due now and was not sent yet. One that a sweep missed is not made up
    /// for once the next one is due.
    pub fn reminder_due(&self, now: Timestamp, policy: &Policy) -> Option<ApplicationReminder> {
        if self.state != ApplicationState::Applied {
            return None;
        }
        let due = if self.is_overdue(now) {
            ApplicationReminder::Overdue
        } else if now >= after(self.applied_at, policy.remind_of_application_after) {
            ApplicationReminder::Waits
        } else {
            return None;
        };
        Some(due).filter(|due| self.reminded.is_none_or(|sent| sent < *due))
    }

    /// With the reminder sent.
    #[must_use]
    pub fn reminded_of(&self, reminder: ApplicationReminder) -> Self {
        Self { reminded: Some(reminder), ..self.clone() }
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
    fn operators_are_reminded_on_days_five_and_seven_once_each_also_after_a_missed_sweep() {
        let (at, policy) = (Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let day = |day: i64| after(at, jiff::SignedDuration::from_hours(24 * day));
        let (id, member) = (ApplicationId::derive(&[b"a"]), MemberId::of_subject("ada"));
        let new = Application::new(id, member, None, Standing::NEWCOMER, at, policy);
        let due = |one: &Application, days| one.reminder_due(day(days), policy);
        assert_eq!((due(&new, 4), new.is_overdue(day(4))), (None, false));
        assert_eq!(due(&new, 5), Some(ApplicationReminder::Waits));
        let waits = new.reminded_of(ApplicationReminder::Waits);
        assert_eq!((due(&waits, 5), due(&waits, 6)), (None, None));
        assert_eq!(due(&waits, 7), Some(ApplicationReminder::Overdue));
        assert_eq!(due(&new, 9), Some(ApplicationReminder::Overdue), "day 5 was missed");
        let overdue = new.reminded_of(ApplicationReminder::Overdue);
        assert_eq!((due(&overdue, 9), due(&overdue, 30)), (None, None));
        assert!(new.is_overdue(day(7)));
        let words = Text::new("Welcome.").unwrap();
        let statement = OperatorStatement { by: MemberId::of_subject("olga"), words, at };
        let decided = new.decide(ApplicationEvent::Accept, statement).unwrap().or(new);
        assert_eq!((due(&decided, 9), decided.is_overdue(day(9))), (None, false));
    }

    #[test]
    fn an_operator_has_seven_days() {
        let (at, policy) = (Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let (id, member) = (ApplicationId::derive(&[b"a"]), MemberId::of_subject("ada"));
        let one = Application::new(id, member, None, Standing::NEWCOMER, at, policy);
        assert_eq!(one.decide_by, after(at, jiff::SignedDuration::from_hours(7 * 24)));
    }
}
