//! The review itself: what it is pinned to, and each of its moves.

use crate::brief::BriefEnd;
use crate::change::{Change, Refused, StateMachine};
use crate::heard::{Heard, Interval, ListeningTime};
use crate::id::{BriefId, MemberId, ReviewId, TrackId};
use crate::numbers::after;
use crate::operator_word::OperatorWord;
use crate::policy::Policy;
use crate::review::dispute::{Dispute, DisputeDecision, DisputeEvent, DisputeReply, DisputeState};
use crate::review::feedback::{Delivery, Reaction};
use crate::review::refusal::ReviewRefusal;
use crate::review::transitions::{ReviewEvent, ReviewState};
use crate::text::{ShortText, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a review is pinned to when it is assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub brief: BriefId,
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// Which of the version's slots, from 1.
    pub slot: u8,
    /// Which try at the slot, from 1.
    pub attempt: u8,
    pub reviewer: MemberId,
    /// The version of the brief.
    pub brief_version: u32,
    /// The confirmed lexicon, if there is one.
    pub lexicon_version: Option<u32>,
    /// The words it translates.
    pub lexicon_words: Vec<ShortText>,
    /// How long the track is, in milliseconds.
    pub duration_ms: u64,
    /// Notes that the reviewer made about the version before.
    pub earlier_notes: u32,
    /// Whether a track of the brief had been answered by then.
    pub brief_was_answered: bool,
    /// Whether it is paired with an active co-producer's and does not count.
    pub probation: bool,
    /// Whether the reviewer's deadline timers are all running.
    pub queued: bool,
}

/// One attempt at one slot of one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Its id, derived from track, version, slot and attempt.
    pub id: ReviewId,
    pub brief: BriefId,
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// Which of the version's slots, from 1; the paired slot of a reviewer on probation is 0.
    pub slot: u8,
    /// Which try at the slot, from 1.
    pub attempt: u8,
    pub reviewer: MemberId,
    pub state: ReviewState,
    /// The version of the brief it judges.
    pub brief_version: u32,
    /// The confirmed lexicon it judges by.
    pub lexicon_version: Option<u32>,
    /// The words that lexicon translates.
    pub lexicon_words: Vec<ShortText>,
    /// How long the track is, in milliseconds.
    pub duration_ms: u64,
    /// The reviewer's own notes on the version before, each of which the answer confirms or denies.
    pub earlier_notes: u32,
    /// Whether a track of the brief had been answered when it was assigned: then there are texts
    /// that this one must not copy.
    pub brief_was_answered: bool,
    /// Whether it does not count.
    pub probation: bool,
    /// When it was given to the reviewer, the deadline timer running or not.
    pub created_at: Timestamp,
    /// Since when the deadline timer runs.
    pub offered_at: Option<Timestamp>,
    /// Until when the reviewer may decline.
    pub decline_by: Option<Timestamp>,
    /// Until when the reviewer has time.
    pub due_at: Option<Timestamp>,
    /// What the reviewer has heard.
    pub heard: Heard,
    pub delivery: Option<Delivery>,
    /// What the composer says to it.
    pub reaction: Option<Reaction>,
    /// The composer's objection to it.
    pub dispute: Option<Dispute>,
}

impl Review {
    /// The review that an assignment makes; its deadline timer runs unless it is queued.
    pub fn assign(assignment: Assignment, at: Timestamp, policy: &Policy) -> Self {
        let Assignment { track, version, slot, attempt, .. } = assignment;
        let queued = Self {
            id: ReviewId::of_slot(track, version, slot, attempt),
            brief: assignment.brief,
            track,
            version,
            slot,
            attempt,
            reviewer: assignment.reviewer,
            state: ReviewState::Queued,
            brief_version: assignment.brief_version,
            lexicon_version: assignment.lexicon_version,
            lexicon_words: assignment.lexicon_words,
            duration_ms: assignment.duration_ms,
            earlier_notes: assignment.earlier_notes,
            brief_was_answered: assignment.brief_was_answered,
            probation: assignment.probation,
            created_at: at,
            offered_at: None,
            decline_by: None,
            due_at: None,
            heard: Heard::nothing(),
            delivery: None,
            reaction: None,
            dispute: None,
        };
        if assignment.queued {
            queued
        } else {
            queued.clock_runs(ReviewState::Assigned, at, policy)
        }
    }

    /// Moves up from the queue: the deadline timer starts.
    ///
    /// # Errors
    /// Where it is not queued.
    pub fn start(&self, at: Timestamp, policy: &Policy) -> Result<Change<Self>, ReviewRefusal> {
        let change = self.state.apply(ReviewEvent::Start)?;
        Ok(change.map(|state| self.clone().clock_runs(state, at, policy)))
    }

    /// Adds what was played, paid for with the reviewer's time; the same report again is
    /// `AlreadyApplied`.
    ///
    /// # Errors
    /// Where the clock does not run, or the intervals are not believed.
    pub fn hear(
        &self,
        played: &[Interval],
        time: &ListeningTime,
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<(Self, ListeningTime)>, ReviewRefusal> {
        if self.state != ReviewState::Assigned {
            let (event, state) = ("hear", self.state.as_str());
            return Err(Refused { event, state, allowed: self.state.allowed() }.into());
        }
        let heard = self.heard.with_played(played, self.duration_ms)?;
        let paid = time.pay_for(self.id, &self.heard, heard, at, policy)?;
        Ok(paid.map(|(heard, time)| (Self { heard, ..self.clone() }, time)))
    }

    /// The answer is in.
    ///
    /// # Errors
    /// Where the clock does not run.
    pub fn deliver(&self, delivery: Delivery) -> Result<Change<Self>, ReviewRefusal> {
        let change = self.state.apply(ReviewEvent::Deliver)?;
        let delivery = Some(delivery);
        Ok(change.map(|state| Self { state, delivery, ..self.clone() }))
    }

    /// The reviewer says no.
    ///
    /// # Errors
    /// Where it is delivered or gone, or a day has passed since the offer.
    pub fn decline(&self, at: Timestamp) -> Result<Change<Self>, ReviewRefusal> {
        let change = self.state.apply(ReviewEvent::Decline)?;
        match (&change, self.decline_by) {
            (Change::Applied(_), Some(by)) if at > by => {
                Err(ReviewRefusal::TooLateToDecline { by })
            }
            (Change::Applied(_) | Change::AlreadyApplied, _) => {
                Ok(change.map(|state| Self { state, ..self.clone() }))
            }
        }
    }

    /// It is not needed any more; nothing is held against the reviewer.
    ///
    /// # Errors
    /// Where it is over.
    pub fn release(&self) -> Result<Change<Self>, Refused> {
        let change = self.state.apply(ReviewEvent::Release)?;
        Ok(change.map(|state| Self { state, ..self.clone() }))
    }

    /// The time is over. Where the brief has ended meanwhile, the review is released instead: the
    /// reviewer is late for nothing.
    ///
    /// # Errors
    /// Where the clock does not run, or the reviewer still has time.
    pub fn expire(
        &self,
        brief_end: Option<BriefEnd>,
        at: Timestamp,
    ) -> Result<Change<Self>, ReviewRefusal> {
        if brief_end.is_some() {
            return Ok(self.release()?);
        }
        let change = self.state.apply(ReviewEvent::Expire)?;
        match (&change, self.due_at) {
            (Change::Applied(_), Some(by)) if at <= by => Err(ReviewRefusal::NotDue { by }),
            (Change::Applied(_) | Change::AlreadyApplied, _) => {
                Ok(change.map(|state| Self { state, ..self.clone() }))
            }
        }
    }

    /// Whether a draft can be saved.
    ///
    /// # Errors
    /// Where the clock does not run.
    pub fn allows_draft(&self) -> Result<(), ReviewRefusal> {
        if self.state == ReviewState::Assigned {
            return Ok(());
        }
        let (event, state) = ("draft", self.state.as_str());
        Err(Refused { event, state, allowed: self.state.allowed() }.into())
    }

    /// The composer reacts; the same reaction again is `AlreadyApplied`, whenever it comes.
    ///
    /// # Errors
    /// Where it is not delivered, or the composer has reacted otherwise.
    pub fn react(&self, reaction: Reaction) -> Result<Change<Self>, ReviewRefusal> {
        self.must_be_delivered("react")?;
        match &self.reaction {
            None => Ok(Change::Applied(Self { reaction: Some(reaction), ..self.clone() })),
            Some(before) if (Reaction { at: before.at, ..reaction }) == *before => {
                Ok(Change::AlreadyApplied)
            }
            Some(_) => Err(ReviewRefusal::AlreadyReactedDifferently),
        }
    }

    /// The composer objects; the same objection again is `AlreadyApplied`.
    ///
    /// # Errors
    /// Where it is not delivered, was disputed with other words, or two weeks have passed.
    pub fn contest(
        &self,
        reason: Text,
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, ReviewRefusal> {
        if let Some(before) = &self.dispute {
            let same = before.reason == reason;
            return if same {
                Ok(Change::AlreadyApplied)
            } else {
                Err(ReviewRefusal::AlreadyDisputed)
            };
        }
        self.must_be_delivered("dispute")?;
        let delivered = self.delivery.as_ref().map_or(self.created_at, |one| one.delivered_at);
        let by = after(delivered, policy.dispute_within);
        if at > by {
            return Err(ReviewRefusal::TooLateToDispute { by });
        }
        let state = DisputeState::Raised;
        let dispute = Some(Dispute {
            state,
            reason,
            raised_at: at,
            reply: None,
            first_words: Vec::new(),
            decision: None,
        });
        Ok(Change::Applied(Self { dispute, ..self.clone() }))
    }

    /// The reviewer says something to the dispute; the same words again are `AlreadyApplied`.
    ///
    /// # Errors
    /// Where there is none, it is decided, or they have said something else.
    pub fn reply_to_dispute(
        &self,
        words: Text,
        at: Timestamp,
    ) -> Result<Change<Self>, ReviewRefusal> {
        let dispute = self.dispute.clone().ok_or(ReviewRefusal::NotDisputed)?;
        match &dispute.reply {
            Some(before) if before.words == words => return Ok(Change::AlreadyApplied),
            Some(_) => return Err(ReviewRefusal::AlreadyRepliedToDispute),
            None => {}
        }
        if dispute.state != DisputeState::Raised {
            return Err(ReviewRefusal::DisputeDecided);
        }
        let dispute = Some(Dispute { reply: Some(DisputeReply { words, at }), ..dispute });
        Ok(Change::Applied(Self { dispute, ..self.clone() }))
    }

    /// An operator decides about the dispute; where it is upheld, the review is voided.
    ///
    /// # Errors
    /// Where there is none, or it was decided the other way.
    pub fn settle_dispute(
        &self,
        event: DisputeEvent,
        decision: DisputeDecision,
    ) -> Result<Change<Self>, ReviewRefusal> {
        let dispute = self.dispute.clone().ok_or(ReviewRefusal::NotDisputed)?;
        let Change::Applied(state) = dispute.state.apply(event)? else {
            return Ok(Change::AlreadyApplied);
        };
        let voided = match event {
            DisputeEvent::Uphold => self.state.apply(ReviewEvent::Void)?.or(self.state),
            DisputeEvent::Dismiss => self.state,
        };
        let mut first_words = dispute.words_at(decision.at);
        first_words.retain(|word| word.by != decision.by);
        let dispute = Some(Dispute { state, first_words, decision: Some(decision), ..dispute });
        Ok(Change::Applied(Self { state: voided, dispute, ..self.clone() }))
    }

    /// Operators have said this of the dispute, which waits for another one's word.
    ///
    /// # Errors
    /// Where there is none.
    pub fn with_first_words(&self, first_words: Vec<OperatorWord>) -> Result<Self, ReviewRefusal> {
        let dispute = self.dispute.clone().ok_or(ReviewRefusal::NotDisputed)?;
        let dispute = Some(Dispute { first_words, ..dispute });
        Ok(Self { dispute, ..self.clone() })
    }

    fn must_be_delivered(&self, event: &'static str) -> Result<(), ReviewRefusal> {
        if self.state == ReviewState::Delivered {
            return Ok(());
        }
        let state = self.state.as_str();
        Err(Refused { event, state, allowed: self.state.allowed() }.into())
    }

    /// It is not needed any more, or a dispute was upheld.
    ///
    /// # Errors
    /// Where the state does not allow the event.
    pub fn apply(&self, event: ReviewEvent) -> Result<Change<Self>, ReviewRefusal> {
        Ok(self.state.apply(event)?.map(|state| Self { state, ..self.clone() }))
    }

    /// Whether its answer counts for the version's verdict.
    pub fn counts(&self) -> bool {
        self.state == ReviewState::Delivered && !self.probation
    }

    fn clock_runs(self, state: ReviewState, at: Timestamp, policy: &Policy) -> Self {
        Self {
            state,
            offered_at: Some(at),
            decline_by: Some(after(at, policy.decline_within)),
            due_at: Some(after(at, policy.review_within)),
            heard: Heard::nothing(),
            ..self
        }
    }
}
