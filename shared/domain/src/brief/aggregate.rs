//! The brief itself: how it opens, is amended, takes entries and ends.

use crate::brief::refusal::BriefRefusal;
use crate::brief::terms::BriefTerms;
use crate::brief::transitions::{BriefEvent, BriefState};
use crate::change::{Change, Refused, StateMachine};
use crate::id::{BriefId, MemberId, TrackId};
use crate::money::value::Money;
use crate::numbers::after;
use crate::policy::Policy;
use crate::prize::PrizeShare;
use crate::reminder_stage::ChoiceReminders;
use crate::text::Text;
use crate::version::missing::LeftUnanswered;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version that has won a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Selection {
    /// The track that has won.
    pub track: TrackId,
    /// Which of its versions.
    #[schemars(range(min = 1))]
    pub version: u8,
    /// When it was selected.
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    pub id: BriefId,
    pub owner: MemberId,
    pub state: BriefState,
    /// Raised by every amendment while Open; a review is pinned to the one it judged.
    pub version: u32,
    /// What the client wrote.
    pub terms: BriefTerms,
    /// Whether an operator confirmed that the prize has been received.
    pub prize_funded: bool,
    /// The newest proposed lexicon, 0 before the first.
    pub lexicon_version: u32,
    /// The newest confirmed lexicon.
    pub lexicon_confirmed: Option<u32>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// When the client called for the last versions.
    pub last_versions_at: Option<Timestamp>,
    /// How long answers were missing while it was judged, in milliseconds, when that was last looked
    /// at: the client's clocks stand meanwhile.
    pub delay_ms: u64,
    /// When the client was reminded that entrants wait for a decision.
    pub reminded_at: Option<Timestamp>,
    /// When the client was reminded that it lapses soon.
    pub choice_reminders: ChoiceReminders,
    /// What it left without the promised answers when it lapsed or was cancelled.
    pub left_unanswered: Vec<LeftUnanswered>,
    /// Why it was cancelled.
    pub cancelled_because: Option<Text>,
    pub selected: Option<Selection>,
    /// Why this one, in the client's words.
    pub selected_because: Option<Text>,
    /// When it was delivered, lapsed or was cancelled: nothing happens to it any more.
    pub ended_at: Option<Timestamp>,
    /// When it was decided that the client gets the prize back.
    pub prize_returned_at: Option<Timestamp>,
    /// Who gets the prize.
    pub prize_shares: Vec<PrizeShare>,
}

impl Brief {
    pub fn draft(id: BriefId, owner: MemberId, terms: BriefTerms, at: Timestamp) -> Self {
        Self {
            id,
            owner,
            state: BriefState::Draft,
            version: 1,
            terms,
            prize_funded: false,
            lexicon_version: 0,
            lexicon_confirmed: None,
            created_at: at,
            opened_at: None,
            closed_at: None,
            last_versions_at: None,
            delay_ms: 0,
            reminded_at: None,
            choice_reminders: ChoiceReminders::default(),
            left_unanswered: Vec::new(),
            cancelled_because: None,
            selected: None,
            selected_because: None,
            ended_at: None,
            prize_returned_at: None,
            prize_shares: Vec::new(),
        }
    }

    /// Opens it for entries.
    ///
    /// # Errors
    /// Where it is no draft, the deadline has passed, or its prize is not confirmed as received.
    pub fn open(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let Change::Applied(state) = self.state.apply(BriefEvent::Open)? else {
            return Ok(Change::AlreadyApplied);
        };
        if self.terms.prize.is_some() && !self.prize_funded {
            return Err(BriefRefusal::PrizeNotFunded);
        }
        if at >= self.terms.deadline {
            return Err(BriefRefusal::DeadlinePassed);
        }
        Ok(Change::Applied(Self { state, opened_at: Some(at), ..self.clone() }))
    }

    /// Ends the entries.
    ///
    /// # Errors
    /// Where it is not Open.
    pub fn close(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Close)?;
        Ok(change.map(|state| Self { state, closed_at: Some(at), ..self.clone() }))
    }

    /// Calls it off. A prize that was received goes back to the client.
    ///
    /// # Errors
    /// Where it has been decided already.
    pub fn cancel(&self, because: Text, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Cancel)?;
        Ok(change.map(|state| Self {
            state,
            cancelled_because: Some(because),
            ended_at: Some(at),
            prize_returned_at: self.prize_funded.then_some(at),
            ..self.clone()
        }))
    }

    /// The master has been handed over.
    ///
    /// # Errors
    /// Where it is not Awarded.
    pub fn deliver(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        let change = self.state.apply(BriefEvent::Deliver)?;
        Ok(change.map(|state| Self { state, ended_at: Some(at), ..self.clone() }))
    }

    /// Changes what the client wrote; while Open this raises the version. What entrants rely on is
    /// fixed then: who may enter, what it pays, how many reviews there are; the deadline moves only
    /// to a later time.
    ///
    /// # Errors
    /// Where entries have ended, or something fixed would change.
    pub fn amend(&self, terms: BriefTerms) -> Result<Change<Self>, BriefRefusal> {
        let version = match self.state {
            BriefState::Draft => self.version,
            BriefState::Open => self.version.saturating_add(1),
            BriefState::Judging
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => {
                let (event, state) = ("amend", self.state.as_str());
                return Err(Refused { event, state, allowed: self.state.allowed() }.into());
            }
        };
        if terms == self.terms {
            return Ok(Change::AlreadyApplied);
        }
        if self.state == BriefState::Open {
            let fixed = self.terms.fixed_that_differ(&terms);
            if !fixed.is_empty() {
                return Err(BriefRefusal::FixedOnceOpen(fixed));
            }
            if terms.deadline < self.terms.deadline {
                return Err(BriefRefusal::DeadlineOnlyLater);
            }
        }
        // The confirmation was for the old prize.
        let prize_funded = self.prize_funded && terms.prize == self.terms.prize;
        Ok(Change::Applied(Self { version, terms, prize_funded, ..self.clone() }))
    }

    /// The prize that was received and did not go back.
    pub fn prize_held(&self) -> Option<Money> {
        self.terms.prize.filter(|_| self.prize_funded && self.prize_returned_at.is_none())
    }

    /// Whether a new track may be reserved now.
    pub fn takes_tracks(&self, now: Timestamp) -> bool {
        self.state == BriefState::Open && now < self.terms.deadline
    }

    /// Until when the link of a reservation that was made at `reserved_at` is given again: up to the
    /// deadline, and in any case for a while after the reservation. Nothing once the brief is over.
    pub fn uploads_end_at(&self, reserved_at: Timestamp, policy: &Policy) -> Option<Timestamp> {
        let end = after(reserved_at, policy.upload_again_within);
        match self.state {
            BriefState::Open => Some(end.max(self.terms.deadline)),
            BriefState::Judging => Some(end),
            BriefState::Draft
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => None,
        }
    }

    /// The client calls for the last versions; the first call counts.
    ///
    /// # Errors
    /// Where it is not Judging.
    pub fn call_last_versions(&self, at: Timestamp) -> Result<Change<Self>, BriefRefusal> {
        if self.state != BriefState::Judging {
            let (event, state) = ("last_versions", self.state.as_str());
            return Err(Refused { event, state, allowed: self.state.allowed() }.into());
        }
        if self.last_versions_at.is_some() {
            return Ok(Change::AlreadyApplied);
        }
        Ok(Change::Applied(Self { last_versions_at: Some(at), ..self.clone() }))
    }

    /// From when on no further version is announced, once entries have ended: so long after that,
    /// or after the client's call for the last ones.
    pub fn versions_end_at(&self, policy: &Policy) -> Option<Timestamp> {
        let end = after(self.closed_at?, policy.versions_end_after);
        let called = self.last_versions_at.map(|at| after(at, policy.last_versions_within));
        Some(called.map_or(end, |called| called.min(end)))
    }

    /// Until when a further version is announced once entries have ended, `verdict_at` being when the
    /// verdict came: for so long after it, and not after the last ones.
    pub fn versions_until(&self, verdict_at: Timestamp, policy: &Policy) -> Timestamp {
        let until = after(verdict_at, policy.new_version_within);
        self.versions_end_at(policy).map_or(until, |end| end.min(until))
    }

    /// When a draft that nobody opens is called off.
    pub fn abandoned_at(&self, policy: &Policy) -> Timestamp {
        after(self.terms.deadline, policy.abandoned_after)
    }

    /// Whether a further version may be reserved now, `verdict_at` being when the verdict came.
    pub fn takes_versions(&self, verdict_at: Timestamp, now: Timestamp, policy: &Policy) -> bool {
        match self.state {
            BriefState::Open => true,
            BriefState::Judging => now < self.versions_until(verdict_at, policy),
            BriefState::Draft
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => false,
        }
    }
}
