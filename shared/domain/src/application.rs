//! An application to become a co-producer, as an operator has to decide it.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::coproducer::OperatorStatement;
use crate::id::{ApplicationId, MemberId};
use crate::numbers::after;
use crate::points::Standing;
use crate::policy::Policy;
use crate::string_enum::string_enum;
use crate::text::Text;
use crate::trial::{TrialPlace, TrialRecord, TrialRefusal, TrialTrack};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};

string_enum! {
    /// Where an application stands.
    pub enum ApplicationState {
        /// An operator has to decide.
        Applied => "applied",
        /// An operator has taken the applicant on.
        Accepted => "accepted",
        /// An operator has refused it.
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

/// What stands between an applicant and an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationWait {
    /// The applicant answers so many tracks of the trial.
    Applicant { tracks: usize },
    /// An operator decides.
    Operator,
}

/// In words.
impl Display for ApplicationWait {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Applicant { tracks: 1 } => {
                f.write_str("the applicant's answer to 1 track of the trial")
            }
            Self::Applicant { tracks } => {
                write!(f, "the applicant's answers to {tracks} tracks of the trial")
            }
            Self::Operator => f.write_str("the decision of an operator other than the applicant"),
        }
    }
}

/// What is due of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationStep {
    Wait,
    /// Nothing of the trial is left to answer: from now on operators have their time.
    HandOver,
    Remind(ApplicationReminder),
}

/// The time that operators have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionTime {
    pub from: Timestamp,
    /// Until when one of them decides.
    pub until: Timestamp,
}

impl DecisionTime {
    fn new(from: Timestamp, policy: &Policy) -> Self {
        Self { from, until: after(from, policy.decide_application_within) }
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
    /// What was public then.
    pub evidence: Standing,
    /// The policy it was allowed under.
    pub policy_version: u32,
    pub applied_at: Timestamp,
    /// The closed tracks that the applicant reviews; none where too few were marked, and an operator
    /// decides without them.
    pub trial: Vec<TrialPlace>,
    /// The time that operators have: from the application on, or from when nothing of the trial was
    /// left to answer; nothing before. What comes back into the trial later does not stop it.
    pub decision_time: Option<DecisionTime>,
    /// The last reminder that operators were sent.
    pub reminded: Option<ApplicationReminder>,
    /// What the operator stated, and why.
    pub decision: Option<OperatorStatement>,
    /// What there was of the trial then.
    pub trial_record: Option<TrialRecord>,
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
            decision_time: Some(DecisionTime::new(at, policy)),
            reminded: None,
            decision: None,
            trial_record: None,
        }
    }

    /// With the trial that it was given: where that has tracks, operators wait for the answers.
    #[must_use]
    pub fn with_trial(self, trial: Vec<TrialPlace>) -> Self {
        let decision_time = self.decision_time.filter(|_| trial.is_empty());
        Self { trial, decision_time, ..self }
    }

    /// The places of the trial that matter to what it waits for: none once operators have their time,
    /// or have decided.
    pub fn unanswered_places(&self) -> Vec<&TrialPlace> {
        let waits = self.state == ApplicationState::Applied && self.decision_time.is_none();
        self.trial.iter().filter(|place| waits && place.answer.is_none()).collect()
    }

    /// What stands between the applicant and an answer; nothing once it is decided. `is_there` says of
    /// a track whether it is still in use.
    pub fn waits_for(&self, is_there: impl Fn(&TrialTrack) -> bool) -> Option<ApplicationWait> {
        if self.state != ApplicationState::Applied {
            return None;
        }
        let unanswered = self.unanswered_places();
        let open = unanswered.iter().filter(|place| is_there(&place.marked)).count();
        Some(match open {
            0 => ApplicationWait::Operator,
            tracks => ApplicationWait::Applicant { tracks },
        })
    }

    /// Operators have their time from `at` on.
    #[must_use]
    pub fn hand_over(&self, at: Timestamp, policy: &Policy) -> Self {
        Self { decision_time: Some(DecisionTime::new(at, policy)), ..self.clone() }
    }

    /// The same where nothing of the trial is left to answer, and they did not have it before.
    #[must_use]
    pub fn handed_over(
        &self,
        is_there: impl Fn(&TrialTrack) -> bool,
        at: Timestamp,
        policy: &Policy,
    ) -> Option<Self> {
        let is_ready = self.decision_time.is_none()
            && self.waits_for(is_there) == Some(ApplicationWait::Operator);
        is_ready.then(|| self.hand_over(at, policy))
    }

    /// What is due of it now.
    pub fn next_step(
        &self,
        is_there: impl Fn(&TrialTrack) -> bool,
        now: Timestamp,
        policy: &Policy,
    ) -> ApplicationStep {
        if self.handed_over(is_there, now, policy).is_some() {
            return ApplicationStep::HandOver;
        }
        self.reminder_due(now, policy).map_or(ApplicationStep::Wait, ApplicationStep::Remind)
    }

    /// Refuses to accept it while it waits for the applicant.
    ///
    /// # Errors
    /// [`TrialRefusal::Unfinished`].
    pub fn require_acceptable(
        &self,
        is_there: impl Fn(&TrialTrack) -> bool,
    ) -> Result<(), TrialRefusal> {
        match self.waits_for(is_there) {
            Some(ApplicationWait::Applicant { tracks }) => {
                Err(TrialRefusal::Unfinished { missing: tracks })
            }
            Some(ApplicationWait::Operator) | None => Ok(()),
        }
    }

    /// Until when operators decide, once they have their time.
    pub fn decide_by(&self) -> Option<Timestamp> {
        self.decision_time.map(|time| time.until)
    }

    /// Whether it waits longer for an operator than it may.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        let is_over = self.decide_by().is_some_and(|until| now >= until);
        self.state == ApplicationState::Applied && is_over
    }

    /// The reminder that is due now and was not sent yet. One that a sweep missed is not made up
    /// for once the next one is due.
    fn reminder_due(&self, now: Timestamp, policy: &Policy) -> Option<ApplicationReminder> {
        if self.state != ApplicationState::Applied {
            return None;
        }
        let due = if self.is_overdue(now) {
            ApplicationReminder::Overdue
        } else if now >= after(self.decision_time?.from, policy.remind_of_application_after) {
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

    /// An operator decides; what there is of the trial is kept with it.
    ///
    /// # Errors
    /// Where the opposite was decided.
    pub fn decide(
        &self,
        event: ApplicationEvent,
        statement: OperatorStatement,
        is_there: impl Fn(&TrialTrack) -> bool,
    ) -> Result<Change<Self>, Refused> {
        let change = self.state.apply(event)?;
        let trial_record = Some(TrialRecord::new(&self.trial, is_there));
        let decision = Some(statement);
        Ok(change.map(|state| Self { state, decision, trial_record, ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;
    use crate::trial::tests::marked as trial_track;

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
        let decided = new.decide(ApplicationEvent::Accept, statement, |_| true).unwrap().or(new);
        assert_eq!((due(&decided, 9), decided.is_overdue(day(9))), (None, false));
    }

    #[test]
    fn while_it_waits_for_the_applicant_no_clock_of_operators_runs() {
        let (at, policy) = (Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let day = |day: i64| after(at, jiff::SignedDuration::from_hours(24 * day));
        let (id, member) = (ApplicationId::derive(&[b"a"]), MemberId::of_subject("ada"));
        let new = || Application::new(id, member, None, Standing::NEWCOMER, at, policy);
        let place = |number| TrialPlace { marked: trial_track(number), answer: None };
        let trial = vec![place(1), place(2), place(3)];
        assert_eq!(new().with_trial(Vec::new()), new(), "without a trial it waits for an operator");
        let given = new().with_trial(trial);
        let waits = |tracks| Some(ApplicationWait::Applicant { tracks });
        let is_first = |one: &TrialTrack| one.track == trial_track(1).track;
        assert_eq!((given.waits_for(|_| true), given.waits_for(is_first)), (waits(3), waits(1)));
        for days in [1, 5, 7, 30] {
            assert_eq!(given.next_step(|_| true, day(days), policy), ApplicationStep::Wait);
            assert!(!given.is_overdue(day(days)) && given.decide_by().is_none());
        }
        let missing = TrialRefusal::Unfinished { missing: 3 };
        assert_eq!(given.require_acceptable(|_| true), Err(missing));

        // All are gone on day 30: operators have seven days from there, whatever comes back.
        assert_eq!(given.waits_for(|_| false), Some(ApplicationWait::Operator));
        assert_eq!(given.next_step(|_| false, day(30), policy), ApplicationStep::HandOver);
        let over = given.handed_over(|_| false, day(30), policy).unwrap();
        assert_eq!((over.decide_by(), over.require_acceptable(|_| true)), (Some(day(37)), Ok(())));
        assert_eq!(over.waits_for(|_| true), Some(ApplicationWait::Operator));
        let step = |days| over.next_step(|_| true, day(days), policy);
        let reminders = [ApplicationReminder::Waits, ApplicationReminder::Overdue];
        let [early, late] = reminders.map(ApplicationStep::Remind);
        assert_eq!([34, 35, 36, 37].map(step), [ApplicationStep::Wait, early, early, late]);
    }

    #[test]
    fn an_operator_has_seven_days() {
        let (at, policy) = (Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let (id, member) = (ApplicationId::derive(&[b"a"]), MemberId::of_subject("ada"));
        let one = Application::new(id, member, None, Standing::NEWCOMER, at, policy);
        assert_eq!(one.decide_by(), Some(after(at, jiff::SignedDuration::from_hours(7 * 24))));
    }
}
