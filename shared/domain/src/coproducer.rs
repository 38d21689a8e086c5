//! The co-producer: a composer who has proven their ears, from application to active.

use crate::activity::Activity;
use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{ApplicationId, MemberId};
use crate::member::Member;
use crate::numbers::after;
use crate::points::Standing;
use crate::policy::Policy;
use crate::rules::Rule;
use crate::status::StatusLevel;
use crate::string_enum::string_enum;
use crate::text::{ShortText, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Where a co-producer stands.
    pub enum CoproducerState {
        /// An operator has to decide.
        Applied => "applied",
        /// An operator has refused the application.
        Declined => "declined",
        /// The first reviews are paired with an active co-producer's.
        Probation => "probation",
        /// Reviews, and each answer counts for the verdict.
        Active => "active",
        /// Paused by an operator.
        Suspended => "suspended",
        /// Ended by an operator.
        Revoked => "revoked",
    }
}

string_enum! {
    /// What can happen to a co-producer.
    pub enum CoproducerEvent {
        /// A composer applies, or applies again after a refusal.
        Apply => "apply",
        /// An operator refuses the application.
        Decline => "decline",
        /// An operator accepts the application.
        Admit => "admit",
        /// Enough reviews were delivered on probation.
        Graduate => "graduate",
        /// An operator pauses them.
        Suspend => "suspend",
        /// An operator ends it.
        Revoke => "revoke",
        /// An appeal is upheld; they had left probation behind.
        Reinstate => "reinstate",
        /// An appeal is upheld; probation goes on.
        Readmit => "readmit",
    }
}

state_machine!(CoproducerState, CoproducerEvent, transition);

fn transition(state: CoproducerState, event: CoproducerEvent) -> Transition<CoproducerState> {
    use CoproducerEvent as E;
    use CoproducerState as S;
    match state {
        S::Applied => match event {
            E::Decline => Transition::To(S::Declined),
            E::Admit => Transition::To(S::Probation),
            E::Apply => Transition::AlreadyThere,
            E::Graduate | E::Suspend | E::Revoke | E::Reinstate | E::Readmit => {
                Transition::Forbidden
            }
        },
        S::Declined => match event {
            E::Apply => Transition::To(S::Applied),
            E::Decline => Transition::AlreadyThere,
            E::Admit | E::Graduate | E::Suspend | E::Revoke | E::Reinstate | E::Readmit => {
                Transition::Forbidden
            }
        },
        S::Probation => match event {
            E::Graduate => Transition::To(S::Active),
            E::Suspend => Transition::To(S::Suspended),
            E::Revoke => Transition::To(S::Revoked),
            E::Admit | E::Readmit => Transition::AlreadyThere,
            E::Apply | E::Decline | E::Reinstate => Transition::Forbidden,
        },
        S::Active => match event {
            E::Suspend => Transition::To(S::Suspended),
            E::Revoke => Transition::To(S::Revoked),
            E::Admit | E::Graduate | E::Reinstate => Transition::AlreadyThere,
            E::Apply | E::Decline | E::Readmit => Transition::Forbidden,
        },
        S::Suspended => match event {
            E::Revoke => Transition::To(S::Revoked),
            E::Reinstate => Transition::To(S::Active),
            E::Readmit => Transition::To(S::Probation),
            E::Suspend => Transition::AlreadyThere,
            E::Apply | E::Decline | E::Admit | E::Graduate => Transition::Forbidden,
        },
        S::Revoked => match event {
            E::Reinstate => Transition::To(S::Active),
            E::Readmit => Transition::To(S::Probation),
            E::Revoke => Transition::AlreadyThere,
            E::Apply | E::Decline | E::Admit | E::Graduate | E::Suspend => Transition::Forbidden,
        },
    }
}

/// What an operator said and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorStatement {
    /// The operator; never shown to the member.
    pub by: MemberId,
    /// In words, for the member.
    pub words: Text,
    pub at: Timestamp,
}

/// A member's appeal against being suspended or revoked, at most one to each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// What the member says.
    pub words: Text,
    pub at: Timestamp,
    /// Whether it was upheld, and what the operator stated.
    pub decision: Option<AppealDecision>,
}

/// An operator's answer to an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealDecision {
    /// Whether the member reviews again.
    pub reinstated: bool,
    /// What the operator stated, and why.
    pub statement: OperatorStatement,
}

/// Why somebody cannot apply now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplicationRefusal {
    /// Not far enough yet.
    #[error("still missing before you can apply, of briefs whose outcome is public: {missing}")]
    NeedsMore { missing: String },
    /// Declined not long ago.
    #[error("you may apply again from {from}")]
    ReapplyLater { from: Timestamp },
    /// Their state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
}

/// Why somebody is not named a founding co-producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FoundingRefusal {
    #[error("a founding co-producer is a composer first: the member has not signed in as one")]
    NoComposer,
    #[error("a founding co-producer is known first: the profile lacks a name, words or a genre")]
    IncompleteProfile,
}

impl FoundingRefusal {
    pub const fn rule(self) -> Rule {
        match self {
            Self::NoComposer => Rule::FounderIsComposer,
            Self::IncompleteProfile => Rule::FounderIsKnown,
        }
    }
}

/// Why an appeal is not taken or decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppealRefusal {
    /// There is nothing to object to.
    #[error("only who is suspended or revoked appeals")]
    NothingToAppeal,
    #[error("an appeal was made before, and once is all")]
    AlreadyAppealed,
    /// There is nothing to decide.
    #[error("no appeal waits for a decision")]
    NoAppeal,
    /// Their state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
}

/// A member's standing as co-producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coproducer {
    pub member: MemberId,
    pub state: CoproducerState,
    /// Why an operator named them without an application.
    pub founding_because: Option<ShortText>,
    /// When they applied or were named.
    pub since: Timestamp,
    /// When the last decision was made.
    pub decided_at: Option<Timestamp>,
    /// Reviews delivered on probation.
    pub probation_delivered: u32,
    /// When their probation ended.
    pub probation_over_at: Option<Timestamp>,
    /// How often they have applied; also the number of the latest application.
    pub applications: u32,
    /// What an operator said with the last decision.
    pub statement: Option<OperatorStatement>,
    /// Their appeal against it.
    pub appeal: Option<Appeal>,
}

impl Coproducer {
    pub const fn applicant(member: MemberId, at: Timestamp) -> Self {
        Self {
            member,
            state: CoproducerState::Applied,
            founding_because: None,
            since: at,
            decided_at: None,
            probation_delivered: 0,
            probation_over_at: None,
            applications: 1,
            statement: None,
            appeal: None,
        }
    }

    /// An application of somebody who has come so far; `before` is what was decided earlier.
    ///
    /// # Errors
    /// [`ApplicationRefusal`] says what is missing, or from when on.
    pub fn application(
        before: Option<&Self>,
        member: MemberId,
        (standing, activity): (&Standing, &Activity),
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, ApplicationRefusal> {
        let applied = match before {
            None => Change::Applied(Self::applicant(member, at)),
            Some(before) => before.state.apply(CoproducerEvent::Apply)?.map(|_applied| Self {
                applications: before.applications.saturating_add(1),
                ..Self::applicant(member, at)
            }),
        };
        if applied == Change::AlreadyApplied {
            return Ok(applied);
        }
        if let Some(missing) = missing_to_apply(standing, activity, policy) {
            return Err(ApplicationRefusal::NeedsMore { missing });
        }
        match before.and_then(|before| before.reapply_from(policy)) {
            Some(from) if at < from => Err(ApplicationRefusal::ReapplyLater { from }),
            Some(_) | None => Ok(applied),
        }
    }

    /// The id of the latest application; none where they were named.
    pub fn application_id(&self) -> Option<ApplicationId> {
        let (member, number) = (self.member.to_string(), self.applications.to_be_bytes());
        (self.applications > 0)
            .then(|| ApplicationId::derive(&[b"application", member.as_bytes(), &number]))
    }

    /// By when an operator decides their application, while it waits.
    pub fn decide_by(&self, policy: &Policy) -> Option<Timestamp> {
        let applied = self.state == CoproducerState::Applied;
        applied.then(|| after(self.since, policy.decide_application_within))
    }

    /// From when on they may apply again, where they were declined.
    pub fn reapply_from(&self, policy: &Policy) -> Option<Timestamp> {
        let declined = self.state == CoproducerState::Declined;
        self.decided_at.filter(|_| declined).map(|at| after(at, policy.reapply_after))
    }

    /// Whether a member may be named without an application: a co-producer is a composer first.
    ///
    /// # Errors
    /// [`FoundingRefusal`] says what is missing.
    pub fn may_found(is_composer: bool, profile: Option<&Member>) -> Result<(), FoundingRefusal> {
        if !is_composer {
            return Err(FoundingRefusal::NoComposer);
        }
        if !profile.is_some_and(Member::profile_complete) {
            return Err(FoundingRefusal::IncompleteProfile);
        }
        Ok(())
    }

    /// Named by an operator and active at once, since somebody has to begin.
    pub const fn founding(member: MemberId, because: ShortText, at: Timestamp) -> Self {
        Self {
            member,
            state: CoproducerState::Active,
            founding_because: Some(because),
            since: at,
            decided_at: Some(at),
            probation_delivered: 0,
            probation_over_at: None,
            applications: 0,
            statement: None,
            appeal: None,
        }
    }

    /// Whether they may be given reviews.
    pub const fn may_review(&self) -> bool {
        matches!(self.state, CoproducerState::Probation | CoproducerState::Active)
    }

    /// Whether they may be given reviews, or may again once their suspension is over.
    pub const fn could_review(&self) -> bool {
        self.may_review() || matches!(self.state, CoproducerState::Suspended)
    }

    /// An operator decides, or probation ends.
    ///
    /// # Errors
    /// Where the state does not allow the event.
    pub fn apply(&self, event: CoproducerEvent, at: Timestamp) -> Result<Change<Self>, Refused> {
        let decided_at = Some(at);
        let change = self.state.apply(event)?;
        Ok(change.map(|state| Self { state, decided_at, ..self.clone() }))
    }

    /// An operator decides and says why.
    ///
    /// # Errors
    /// Where the state does not allow the event.
    pub fn decided(
        &self,
        event: CoproducerEvent,
        statement: OperatorStatement,
    ) -> Result<Change<Self>, Refused> {
        let change = self.apply(event, statement.at)?;
        Ok(change.map(|changed| Self { statement: Some(statement), appeal: None, ..changed }))
    }

    /// The member appeals against being suspended or revoked.
    ///
    /// # Errors
    /// Where there is nothing to appeal against, or they have appealed before.
    pub fn appeal(&self, words: Text, at: Timestamp) -> Result<Change<Self>, AppealRefusal> {
        let ended = matches!(self.state, CoproducerState::Suspended | CoproducerState::Revoked);
        match &self.appeal {
            _ if !ended => Err(AppealRefusal::NothingToAppeal),
            Some(before) if before.words == words => Ok(Change::AlreadyApplied),
            Some(_) => Err(AppealRefusal::AlreadyAppealed),
            None => {
                let appeal = Some(Appeal { words, at, decision: None });
                Ok(Change::Applied(Self { appeal, ..self.clone() }))
            }
        }
    }

    /// An operator answers the appeal: they review again, where they had left off, or it stands.
    ///
    /// # Errors
    /// Where no appeal waits.
    pub fn decide_appeal(
        &self,
        reinstated: bool,
        statement: OperatorStatement,
    ) -> Result<Change<Self>, AppealRefusal> {
        let appeal = self.appeal.as_ref().ok_or(AppealRefusal::NoAppeal)?;
        if let Some(before) = &appeal.decision {
            let same = before.reinstated == reinstated;
            return if same { Ok(Change::AlreadyApplied) } else { Err(AppealRefusal::NoAppeal) };
        }
        let at = statement.at;
        let appeal = Appeal {
            decision: Some(AppealDecision { reinstated, statement: statement.clone() }),
            ..appeal.clone()
        };
        let answered = Self { appeal: Some(appeal), ..self.clone() };
        if !reinstated {
            return Ok(Change::Applied(answered));
        }
        let is_past_probation = self.founding_because.is_some() || self.probation_over_at.is_some();
        let event =
            if is_past_probation { CoproducerEvent::Reinstate } else { CoproducerEvent::Readmit };
        let change = answered.apply(event, at)?;
        Ok(change.map(|changed| Self { statement: Some(statement), ..changed }))
    }

    /// A review was delivered, which counts for their probation.
    #[must_use]
    pub fn delivered_review(&self) -> Self {
        if self.state != CoproducerState::Probation {
            return self.clone();
        }
        let probation_delivered = self.probation_delivered.saturating_add(1);
        Self { probation_delivered, ..self.clone() }
    }

    /// Their reviews are good enough: probation ends, once.
    ///
    /// # Errors
    /// Where the state does not allow it.
    pub fn graduate(&self, at: Timestamp) -> Result<Change<Self>, Refused> {
        let change = self.apply(CoproducerEvent::Graduate, at)?;
        Ok(change.map(|changed| Self { probation_over_at: Some(at), ..changed }))
    }
}

/// What stands between a composer and an application; nothing where they may apply.
fn missing_to_apply(standing: &Standing, activity: &Activity, policy: &Policy) -> Option<String> {
    let to_junior = standing
        .missing(activity, policy)
        .filter(|_| standing.level < StatusLevel::Junior)
        .map(|missing| missing.in_words());
    let approved = policy.approved_to_apply.saturating_sub(standing.approved);
    match (to_junior, approved) {
        (Some(to_junior), _) => Some(to_junior),
        (None, 0) => None,
        (None, 1) => Some("1 approved track".to_owned()),
        (None, more) => Some(format!("{more} approved tracks")),
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
                (S::Declined, E::Apply, S::Applied),
                (S::Suspended, E::Reinstate, S::Active),
                (S::Suspended, E::Readmit, S::Probation),
                (S::Revoked, E::Reinstate, S::Active),
                (S::Revoked, E::Readmit, S::Probation),
            ],
            &[
                (S::Applied, E::Apply),
                (S::Active, E::Reinstate),
                (S::Probation, E::Readmit),
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
    fn probation_ends_when_it_is_said_and_never_by_count() {
        let (member, at) = (MemberId::of_subject("ada"), Timestamp::UNIX_EPOCH);
        let applied = Coproducer::applicant(member, at);
        assert!(!applied.may_review());
        let mut one = applied.apply(CoproducerEvent::Admit, at).unwrap().or(applied);
        for _ in 0..20 {
            one = one.delivered_review();
            assert_eq!(one.state, CoproducerState::Probation);
        }
        assert_eq!(one.probation_delivered, 20);
        let over = one.graduate(at).unwrap().or(one);
        assert_eq!((over.state, over.probation_over_at), (CoproducerState::Active, Some(at)));
        assert_eq!(over.graduate(at).unwrap(), Change::AlreadyApplied);
    }

    #[test]
    fn a_founding_co_producer_is_active_at_once() {
        let because = ShortText::new("twenty years of film music").unwrap();
        let founding =
            Coproducer::founding(MemberId::of_subject("ada"), because, Timestamp::UNIX_EPOCH);
        assert!(founding.may_review() && founding.founding_because.is_some());
    }

    fn standing(level: StatusLevel, approved: u32) -> Standing {
        Standing {
            level,
            approved,
            points: 200,
            mean_of_last_ten_centistars: 400,
            ..Standing::NEWCOMER
        }
    }

    fn apply(
        before: Option<&Coproducer>,
        standing: Standing,
        at: Timestamp,
    ) -> Result<Change<Coproducer>, ApplicationRefusal> {
        let member = MemberId::of_subject("ada");
        let activity = Activity::at(standing.level, None, at, &Policy::CURRENT);
        Coproducer::application(before, member, (&standing, &activity), at, &Policy::CURRENT)
    }

    fn statement(at: Timestamp) -> OperatorStatement {
        let words = Text::new("We have heard enough.").unwrap();
        OperatorStatement { by: MemberId::of_subject("olga"), words, at }
    }

    #[test]
    fn application_needs_more_says_what_is_missing() {
        let at = Timestamp::UNIX_EPOCH;
        let error = apply(None, standing(StatusLevel::Newcomer, 1), at).unwrap_err();
        assert_eq!(
            error.to_string(),
            "still missing before you can apply, of briefs whose outcome is public: 2 approved \
             tracks to Junior"
        );
        let error = apply(None, standing(StatusLevel::Junior, 2), at).unwrap_err();
        assert!(error.to_string().ends_with(" is public: 1 approved track"), "{error}");
        assert!(apply(None, standing(StatusLevel::Junior, 3), at).is_ok());
    }

    #[test]
    fn application_needs_more_than_a_level_that_has_fallen() {
        let (policy, at) = (&Policy::CURRENT, Timestamp::MAX);
        let activity = Activity::at(StatusLevel::Junior, Some(Timestamp::UNIX_EPOCH), at, policy);
        let fallen = Standing { level: activity.level(), ..standing(StatusLevel::Junior, 5) };
        let member = MemberId::of_subject("ada");
        let refused = Coproducer::application(None, member, (&fallen, &activity), at, policy);
        let missing = "1 approved track to Junior".to_owned();
        assert_eq!(refused, Err(ApplicationRefusal::NeedsMore { missing }));
    }

    #[test]
    fn reapply_later_means_180_days_after_a_refusal() {
        let (at, junior) = (Timestamp::UNIX_EPOCH, standing(StatusLevel::Junior, 3));
        let applied = Coproducer::applicant(MemberId::of_subject("ada"), at);
        assert_eq!(apply(Some(&applied), junior, at), Ok(Change::AlreadyApplied));
        let declined =
            applied.decided(CoproducerEvent::Decline, statement(at)).unwrap().or(applied);
        let from = declined.reapply_from(&Policy::CURRENT).unwrap();
        assert_eq!(from, after(at, jiff::SignedDuration::from_hours(180 * 24)));
        let early = apply(Some(&declined), junior, at);
        assert_eq!(early, Err(ApplicationRefusal::ReapplyLater { from }));
        let Ok(Change::Applied(again)) = apply(Some(&declined), junior, from) else { panic!() };
        assert_ne!(again.application_id(), declined.application_id());
    }

    #[test]
    fn an_appeal_is_made_once_and_leads_back_to_where_they_left_off() {
        let at = Timestamp::UNIX_EPOCH;
        let words = Text::new("It was not me.").unwrap();
        let applied = Coproducer::applicant(MemberId::of_subject("ada"), at);
        let early = applied.appeal(words.clone(), at);
        assert_eq!(early, Err(AppealRefusal::NothingToAppeal));
        let probation = applied.decided(CoproducerEvent::Admit, statement(at)).unwrap().or(applied);
        let suspended =
            probation.decided(CoproducerEvent::Suspend, statement(at)).unwrap().or(probation);
        assert_eq!(suspended.decide_appeal(true, statement(at)), Err(AppealRefusal::NoAppeal));
        let appealed = suspended.appeal(words.clone(), at).unwrap().or(suspended);
        assert_eq!(appealed.appeal(words, at), Ok(Change::AlreadyApplied));
        let other = Text::new("Honestly.").unwrap();
        assert_eq!(appealed.appeal(other, at), Err(AppealRefusal::AlreadyAppealed));
        let back = appealed.decide_appeal(true, statement(at)).unwrap().or(appealed.clone());
        assert_eq!(back.state, CoproducerState::Probation);
        let over = Coproducer { probation_over_at: Some(at), ..appealed.clone() };
        let back = over.decide_appeal(true, statement(at)).unwrap().or(over);
        assert_eq!(back.state, CoproducerState::Active);
        let stays = appealed.decide_appeal(false, statement(at)).unwrap().or(appealed);
        assert_eq!(stays.state, CoproducerState::Suspended);
    }
}
