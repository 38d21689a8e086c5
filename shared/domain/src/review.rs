//! One reviewer's work on one version: pinned at assignment to all that its rules need.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::heard::{Heard, HeardError, Interval};
use crate::id::{BriefId, MemberId, ReviewId, TrackId};
use crate::numbers::after;
use crate::policy::Policy;
use crate::rules::{Rule, RuleFailure};
use crate::score::{Score, Scores};
use crate::string_enum::string_enum;
use crate::text::{ShortText, Text, likeness_bp, word_count};
use crate::verdict::{Answer, Verdict};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The whole in basis points.
const WHOLE_BP: u64 = 10_000;

string_enum! {
    /// Where a review stands.
    pub enum ReviewState {
        /// Given to a reviewer whose clocks are all running; no clock yet.
        Queued => "queued",
        /// Offered to a reviewer; the deadline timer runs.
        Assigned => "assigned",
        Delivered => "delivered",
        /// The reviewer does not want it.
        Declined => "declined",
        /// The reviewer was too late.
        Expired => "expired",
        /// Not needed any more: the track was withdrawn, the brief cancelled, the reviewer left.
        Released => "released",
        /// Struck out after a dispute.
        Voided => "voided",
    }
}

string_enum! {
    /// What can happen to a review.
    pub enum ReviewEvent {
        /// A deadline timer is free.
        Start => "start",
        Deliver => "deliver",
        /// The reviewer says no.
        Decline => "decline",
        /// The time is over.
        Expire => "expire",
        /// It is not needed any more.
        Release => "release",
        /// A dispute is upheld.
        Void => "void",
    }
}

state_machine!(ReviewState, ReviewEvent, transition);

fn transition(state: ReviewState, event: ReviewEvent) -> Transition<ReviewState> {
    use ReviewEvent as E;
    use ReviewState as S;
    match (state, event) {
        (S::Queued, E::Start) => Transition::To(S::Assigned),
        (S::Assigned, E::Deliver) => Transition::To(S::Delivered),
        (S::Queued | S::Assigned, E::Decline) => Transition::To(S::Declined),
        (S::Assigned, E::Expire) => Transition::To(S::Expired),
        (S::Queued | S::Assigned, E::Release) => Transition::To(S::Released),
        (S::Delivered, E::Void) => Transition::To(S::Voided),
        (S::Assigned, E::Start)
        | (S::Delivered, E::Deliver)
        | (S::Declined, E::Decline)
        | (S::Expired, E::Expire)
        | (S::Released, E::Release)
        | (S::Voided, E::Void) => Transition::AlreadyThere,
        (S::Queued, E::Deliver | E::Expire | E::Void)
        | (S::Assigned, E::Void)
        | (S::Delivered, E::Start | E::Decline | E::Expire | E::Release)
        | (S::Declined, E::Start | E::Deliver | E::Expire | E::Release | E::Void)
        | (S::Expired, E::Start | E::Deliver | E::Decline | E::Release | E::Void)
        | (S::Released, E::Start | E::Deliver | E::Decline | E::Expire | E::Void)
        | (S::Voided, E::Start | E::Deliver | E::Decline | E::Expire | E::Release) => {
            Transition::Forbidden
        }
    }
}

string_enum! {
    /// Why a track is not approved.
    pub enum ReasonCode {
        /// The mood is another one.
        Mood => "mood",
        /// The tempo or energy is another one.
        Energy => "energy",
        /// The instruments are others.
        Instrumentation => "instrumentation",
        /// Melody, harmony or form.
        Composition => "composition",
        /// Sound, performance or mix.
        Production => "production",
        /// Too close to something that exists.
        Originality => "originality",
        /// Length, format or stems are not as asked.
        Delivery => "delivery",
    }
}

string_enum! {
    /// Why a reviewer does not want a track.
    pub enum DeclineReason {
        /// They hear who made it, or are close to somebody who did.
        KnowsTheComposer => "knows_the_composer",
        /// They have no time now.
        NoTime => "no_time",
        /// It is music that they cannot judge.
        NotMyMusic => "not_my_music",
        /// They cannot play it.
        CannotPlay => "cannot_play",
        /// Anything else; then words say what.
        Other => "other",
    }
}

/// What a reviewer says who does not want a track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub reason: DeclineReason,
    /// In their own words; read by operators only.
    pub words: Option<ShortText>,
}

/// A remark at a place in the track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Where, in milliseconds from the start.
    pub at_ms: u64,
    pub text: ShortText,
    /// Whether it says what to do.
    pub actionable: bool,
}

/// The personal answer to a composer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    pub text: Text,
    pub strengths: Vec<ShortText>,
    /// What stands out, and where.
    pub notes: Vec<Note>,
    /// Why it is not approved.
    pub reason: Option<ReasonCode>,
    /// The word of the lexicon that the fit score is about.
    pub fit_term: Option<ShortText>,
}

/// What a reviewer sends in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub scores: Scores,
    pub verdict: Verdict,
    pub feedback: Feedback,
}

/// A submission that passed every rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub scores: Scores,
    pub verdict: Verdict,
    pub feedback: Feedback,
    /// The weighted total in hundredths of a star.
    pub total_centistars: u32,
    /// The total without the brief fit, in hundredths of a star.
    pub craft_centistars: u32,
    /// When it was delivered.
    pub delivered_at: Timestamp,
    /// Whether that was in time.
    pub on_time: bool,
    /// The policy it was checked under.
    pub policy_version: u32,
}

impl Delivery {
    /// What the slot says.
    pub const fn answer(&self) -> Answer {
        Answer { verdict: self.verdict, total_centistars: self.total_centistars }
    }
}

/// What the composer says to a delivered review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// How useful it was.
    pub useful: Score,
    /// For each note in order: whether it has been addressed.
    pub addressed: Vec<bool>,
    /// A word of thanks.
    pub thanks: Option<Text>,
    pub at: Timestamp,
}

/// An answer that is still being written: whatever of it there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The scores so far.
    pub scores: DraftScores,
    /// The verdict, if there is one.
    pub verdict: Option<Verdict>,
    /// The letter so far.
    pub feedback: DraftFeedback,
}

/// Those of the five scores that are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftScores {
    /// See [`Scores::brief_fit`].
    pub brief_fit: Option<Score>,
    /// See [`Scores::composition`].
    pub composition: Option<Score>,
    /// See [`Scores::production`].
    pub production: Option<Score>,
    /// See [`Scores::originality`].
    pub originality: Option<Score>,
    /// See [`Scores::delivery`].
    pub delivery: Option<Score>,
}

/// A letter that is still being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFeedback {
    /// See [`Feedback::text`].
    pub text: Option<Text>,
    /// See [`Feedback::strengths`].
    pub strengths: Vec<ShortText>,
    /// See [`Feedback::notes`].
    pub notes: Vec<Note>,
    /// See [`Feedback::reason`].
    pub reason: Option<ReasonCode>,
    /// See [`Feedback::fit_term`].
    pub fit_term: Option<ShortText>,
}

string_enum! {
    /// Where a dispute stands.
    pub enum DisputeState {
        /// An operator has to decide.
        Raised => "raised",
        /// The composer is right: the review is voided.
        Upheld => "upheld",
        Dismissed => "dismissed",
    }
}

string_enum! {
    /// What an operator can say to a dispute.
    pub enum DisputeEvent {
        /// The composer is right.
        Uphold => "uphold",
        Dismiss => "dismiss",
    }
}

state_machine!(DisputeState, DisputeEvent, decided);

fn decided(state: DisputeState, event: DisputeEvent) -> Transition<DisputeState> {
    use DisputeEvent as E;
    use DisputeState as S;
    match (state, event) {
        (S::Raised, E::Uphold) => Transition::To(S::Upheld),
        (S::Raised, E::Dismiss) => Transition::To(S::Dismissed),
        (S::Upheld, E::Uphold) | (S::Dismissed, E::Dismiss) => Transition::AlreadyThere,
        (S::Upheld, E::Dismiss) | (S::Dismissed, E::Uphold) => Transition::Forbidden,
    }
}

/// A composer's objection to a review, at most one per review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    pub state: DisputeState,
    /// What the composer says.
    pub reason: Text,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// What the operator said.
    pub decision: Option<DisputeDecision>,
}

/// An operator's answer to a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeDecision {
    pub by: MemberId,
    /// Why, for both sides.
    pub words: Text,
    pub at: Timestamp,
}

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

/// Why a review does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefusal {
    /// Its state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
    /// A day has passed.
    #[error("a review can be declined until {by}")]
    TooLateToDecline {
        /// Until when it could be.
        by: Timestamp,
    },
    /// The clock still runs.
    #[error("the reviewer has until {by}")]
    NotDue {
        /// Until when there is time.
        by: Timestamp,
    },
    /// The played intervals are not believed.
    #[error(transparent)]
    Heard(#[from] HeardError),
    /// Another answer is in, or this one was and does not stand any more.
    #[error("another answer has been delivered, and it stands")]
    AlreadyDeliveredDifferently {
        /// The events that would change something now.
        allowed: Vec<&'static str>,
    },
    /// The composer has said something else to it.
    #[error("the composer has reacted otherwise, and that stands")]
    AlreadyReactedDifferently,
    /// Two weeks have passed.
    #[error("a review can be disputed until {by}")]
    TooLateToDispute {
        /// Until when it could be.
        by: Timestamp,
    },
    /// It has been disputed with other words.
    #[error("the review has been disputed before, and once is all")]
    AlreadyDisputed,
    /// There is no dispute to decide.
    #[error("the review is not disputed")]
    NotDisputed,
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
            probation: assignment.probation,
            created_at: at,
            offered_at: None,
            decline_by: None,
            due_at: None,
            heard: Heard::nothing(at),
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

    /// Adds what was played; the same report again is `AlreadyApplied`.
    ///
    /// # Errors
    /// Where the clock does not run, or the intervals are not believed.
    pub fn hear(&self, played: &[Interval], at: Timestamp) -> Result<Change<Self>, ReviewRefusal> {
        if self.state != ReviewState::Assigned {
            let (event, state) = ("hear", self.state.as_str());
            return Err(Refused { event, state, allowed: self.state.allowed() }.into());
        }
        let heard = self.heard.add(played, self.duration_ms, at)?;
        if heard == self.heard {
            return Ok(Change::AlreadyApplied);
        }
        Ok(Change::Applied(Self { heard, ..self.clone() }))
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

    /// Whether exactly this answer is in; not where none is and one can be.
    ///
    /// # Errors
    /// Where another answer is in, or none can be.
    pub fn is_delivered_as(&self, submission: &Submission) -> Result<bool, ReviewRefusal> {
        let change = self.state.apply(ReviewEvent::Deliver);
        let Some(delivery) = &self.delivery else { return Ok(change.map(|_| false)?) };
        let is_same = delivery.scores == submission.scores
            && delivery.verdict == submission.verdict
            && delivery.feedback == submission.feedback;
        if is_same && change.is_ok() {
            return Ok(true);
        }
        Err(ReviewRefusal::AlreadyDeliveredDifferently { allowed: self.state.allowed() })
    }

    /// How much must still be heard before it can be delivered, in milliseconds, rounded up.
    pub fn missing_ms(&self, policy: &Policy) -> u64 {
        let needed = self.duration_ms.saturating_mul(u64::from(policy.heard_bp_min));
        needed.div_ceil(WHOLE_BP).saturating_sub(self.heard.total_ms())
    }

    /// The rules that a delivery has yet to meet, without those that are met or never apply; none once
    /// the review is over.
    pub fn rules_to_meet(&self, policy: &Policy) -> Vec<Rule> {
        if !matches!(self.state, ReviewState::Queued | ReviewState::Assigned) {
            return Vec::new();
        }
        let heard_bp = self.heard.heard_bp(self.duration_ms);
        let to_hear = (heard_bp < policy.heard_bp_min).then_some(Rule::ReviewHeardEnough);
        let to_cite = (!self.lexicon_words.is_empty()).then_some(Rule::ReviewFitCitesTerm);
        let always = Rule::OF_EVERY_DELIVERY.iter().copied();
        to_hear.into_iter().chain(always).chain(to_cite).collect()
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
            _ => Ok(change.map(|state| Self { state, ..self.clone() })),
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

    /// The time is over.
    ///
    /// # Errors
    /// Where the clock does not run, or the reviewer still has time.
    pub fn expire(&self, at: Timestamp) -> Result<Change<Self>, ReviewRefusal> {
        let change = self.state.apply(ReviewEvent::Expire)?;
        match (&change, self.due_at) {
            (Change::Applied(_), Some(by)) if at <= by => Err(ReviewRefusal::NotDue { by }),
            _ => Ok(change.map(|state| Self { state, ..self.clone() })),
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
        let dispute = Some(Dispute { state, reason, raised_at: at, decision: None });
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
        let dispute = Some(Dispute { state, decision: Some(decision), ..dispute });
        Ok(Change::Applied(Self { state: voided, dispute, ..self.clone() }))
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
    pub fn happen(&self, event: ReviewEvent) -> Result<Change<Self>, ReviewRefusal> {
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
            heard: Heard::nothing(at),
            ..self
        }
    }
}

/// Checks a submission against every rule at once.
///
/// `recent_texts` are the reviewer's own latest feedback texts, newest first.
///
/// # Errors
/// Every failed rule, not only the first.
pub fn check_delivery(
    review: &Review,
    submission: Submission,
    recent_texts: &[String],
    now: Timestamp,
    policy: &Policy,
) -> Result<Delivery, Vec<RuleFailure>> {
    let failures = [
        heard_enough(review, policy),
        verdict_fits_scores(&submission, policy),
        fit_cites_term(review, &submission.feedback),
        feedback_says_enough(&submission.feedback, policy),
        notes_point_somewhere(review, &submission, policy),
        reason_given(&submission),
        not_near_copy(&submission.feedback, recent_texts, policy),
    ]
    .concat();
    if !failures.is_empty() {
        return Err(failures);
    }
    Ok(Delivery {
        total_centistars: submission.scores.total_centistars(),
        craft_centistars: submission.scores.craft_centistars(),
        scores: submission.scores,
        verdict: submission.verdict,
        feedback: submission.feedback,
        delivered_at: now,
        on_time: review.due_at.is_some_and(|due| now <= due),
        policy_version: policy.version,
    })
}

/// Checks a reaction against the notes it speaks of: one word on each, in their order.
///
/// # Errors
/// The failed rule.
pub fn check_reaction(review: &Review, addressed: &[bool]) -> Result<(), Vec<RuleFailure>> {
    let notes = review.delivery.as_ref().map_or(0, |delivery| delivery.feedback.notes.len());
    let detail = format!("says something of {} notes; the review has {notes}", addressed.len());
    let rule = Rule::ReviewReactionCoversNotes;
    let failures = failed_if(addressed.len() != notes, rule, "/addressed", &detail);
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

fn failed_if(fails: bool, rule: Rule, pointer: &str, detail: &str) -> Vec<RuleFailure> {
    if !fails {
        return Vec::new();
    }
    vec![RuleFailure { rule, pointer: pointer.to_owned(), detail: detail.to_owned() }]
}

fn heard_enough(review: &Review, policy: &Policy) -> Vec<RuleFailure> {
    let heard_bp = review.heard.heard_bp(review.duration_ms);
    let bp_min = policy.heard_bp_min;
    let detail = format!("heard {heard_bp} of 10000 parts of the track, at least {bp_min}");
    failed_if(heard_bp < bp_min, Rule::ReviewHeardEnough, "", &detail)
}

fn verdict_fits_scores(submission: &Submission, policy: &Policy) -> Vec<RuleFailure> {
    let open = submission.scores.open_verdicts(policy);
    let listed: Vec<&str> = open.iter().map(|verdict| verdict.as_str()).collect();
    let detail = format!("with these scores it is {}", listed.join(" or "));
    let fails = !open.contains(&submission.verdict);
    failed_if(fails, Rule::ReviewVerdictFitsScores, "/verdict", &detail)
}

fn fit_cites_term(review: &Review, feedback: &Feedback) -> Vec<RuleFailure> {
    let words = &review.lexicon_words;
    let cites = feedback.fit_term.as_ref().is_some_and(|term| words.contains(term));
    let listed: Vec<&str> = words.iter().map(ShortText::as_str).collect();
    let detail = format!("cite one of: {}", listed.join(", "));
    let fails = !words.is_empty() && !cites;
    failed_if(fails, Rule::ReviewFitCitesTerm, "/feedback/fit_term", &detail)
}

fn feedback_says_enough(feedback: &Feedback, policy: &Policy) -> Vec<RuleFailure> {
    let (found, least) = (word_count(feedback.text.as_str()), policy.words_min);
    let detail = format!("has {found} words, at least {least}");
    let mut failures = failed_if(found < least, Rule::ReviewWordsEnough, "/feedback/text", &detail);
    failures.extend(failed_if(
        feedback.strengths.is_empty(),
        Rule::ReviewStrengthNamed,
        "/feedback/strengths",
        "name at least one strength",
    ));
    failures
}

fn notes_point_somewhere(
    review: &Review,
    submission: &Submission,
    policy: &Policy,
) -> Vec<RuleFailure> {
    let notes = &submission.feedback.notes;
    let inside = |note: &Note| note.at_ms < review.duration_ms;
    let helps = notes.iter().any(|note| note.actionable && inside(note));
    let detail = format!("has {} notes, at most {}", notes.len(), policy.notes_max);
    let rule = Rule::ReviewNotesNotTooMany;
    let mut failures = failed_if(notes.len() > policy.notes_max, rule, "/feedback/notes", &detail);
    failures.extend(failed_if(
        submission.verdict != Verdict::Approve && !helps,
        Rule::ReviewNoteActionable,
        "/feedback/notes",
        "add an actionable note with a time inside the track",
    ));
    for (index, note) in notes.iter().enumerate() {
        let detail = format!("is at {} ms of {} ms", note.at_ms, review.duration_ms);
        let pointer = format!("/feedback/notes/{index}/at_ms");
        let rule = Rule::ReviewNoteInsideTrack;
        failures.extend(failed_if(!inside(note), rule, &pointer, &detail));
    }
    failures
}

fn reason_given(submission: &Submission) -> Vec<RuleFailure> {
    failed_if(
        submission.verdict != Verdict::Approve && submission.feedback.reason.is_none(),
        Rule::ReviewReasonGiven,
        "/feedback/reason",
        "say why it is not approved",
    )
}

fn not_near_copy(feedback: &Feedback, recent: &[String], policy: &Policy) -> Vec<RuleFailure> {
    let compared = recent.iter().take(policy.texts_compared);
    let likest = compared.map(|text| likeness_bp(text, feedback.text.as_str())).max().unwrap_or(0);
    let detail = format!("shares {likest} of 10000 parts of its words with an earlier text");
    failed_if(likest >= policy.near_copy_bp, Rule::ReviewNotNearCopy, "/feedback/text", &detail)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use crate::change::assert_table;
    use crate::score::tests::scores;
    use proptest::prelude::*;

    const LETTER: &str = "The opening carries the picture well and the bass is warm, but the \
        second half loses the train: bring back the pulse.";

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3_600).unwrap()
    }

    fn assigned(queued: bool) -> Review {
        let assignment = Assignment {
            brief: BriefId::derive(&[b"brief"]),
            track: TrackId::derive(&[b"track"]),
            version: 1,
            slot: 1,
            attempt: 1,
            reviewer: MemberId::of_subject("ada"),
            brief_version: 3,
            lexicon_version: Some(2),
            lexicon_words: vec![ShortText::new("crisp").unwrap()],
            duration_ms: 100_000,
            probation: false,
            queued,
        };
        Review::assign(assignment, at(0), &Policy::CURRENT)
    }

    fn heard(to_ms: u64) -> Review {
        let review = assigned(false);
        review.hear(&[Interval { from_ms: 0, to_ms }], at(1)).unwrap().or(review)
    }

    fn note(at_ms: u64, actionable: bool) -> Note {
        Note { at_ms, text: ShortText::new("bring the hi-hat back").unwrap(), actionable }
    }

    fn good() -> Submission {
        Submission {
            scores: scores([4, 4, 4, 4, 4]),
            verdict: Verdict::ChangesRequested,
            feedback: Feedback {
                text: Text::new(LETTER).unwrap(),
                strengths: vec![ShortText::new("the bass").unwrap()],
                notes: vec![note(60_000, true)],
                reason: Some(ReasonCode::Energy),
                fit_term: Some(ShortText::new("crisp").unwrap()),
            },
        }
    }

    fn failed(review: &Review, submission: Submission, recent: &[String]) -> Vec<Rule> {
        match check_delivery(review, submission, recent, at(2), &Policy::CURRENT) {
            Ok(_) => Vec::new(),
            Err(failures) => failures.iter().map(|failure| failure.rule).collect(),
        }
    }

    fn failed_with(change: impl FnOnce(&mut Submission)) -> Vec<Rule> {
        let mut submission = good();
        change(&mut submission);
        failed(&heard(80_000), submission, &[])
    }

    fn delivered() -> Review {
        let review = heard(80_000);
        let delivery = check_delivery(&review, good(), &[], at(2), &Policy::CURRENT).unwrap();
        review.deliver(delivery).unwrap().or(review)
    }

    #[test]
    fn the_same_answer_again_is_delivered_and_none_is_not() {
        assert_eq!(delivered().is_delivered_as(&good()), Ok(true));
        assert_eq!(heard(80_000).is_delivered_as(&good()), Ok(false));
    }

    #[test]
    fn already_delivered_differently_is_another_answer() {
        let other = Submission { verdict: Verdict::Approve, ..good() };
        let allowed = vec!["void"];
        let refused = ReviewRefusal::AlreadyDeliveredDifferently { allowed };
        assert_eq!(delivered().is_delivered_as(&other), Err(refused));
    }

    #[test]
    fn a_queued_or_declined_review_is_not_delivered_and_says_what_is_possible() {
        for (state, allowed) in [
            (ReviewState::Queued, vec!["start", "decline", "release"]),
            (ReviewState::Declined, Vec::new()),
        ] {
            let review = Review { state, ..assigned(false) };
            let refused = Refused { event: "deliver", state: state.as_str(), allowed };
            assert_eq!(review.is_delivered_as(&good()), Err(refused.into()));
        }
    }

    #[test]
    fn four_fifths_of_the_track_are_needed_rounded_up() {
        let odd = Review { duration_ms: 100_001, ..assigned(false) };
        assert_eq!(odd.missing_ms(&Policy::CURRENT), 80_001);
        assert_eq!(heard(90_000).missing_ms(&Policy::CURRENT), 0);
    }

    #[test]
    fn hearing_is_to_be_met_until_enough_is_heard_and_nothing_once_it_is_over() {
        let rules = |review: Review| review.rules_to_meet(&Policy::CURRENT);
        assert!(rules(assigned(false)).contains(&Rule::ReviewHeardEnough));
        assert!(!rules(heard(80_000)).contains(&Rule::ReviewHeardEnough));
        assert!(rules(heard(80_000)).contains(&Rule::ReviewStrengthNamed));
        assert_eq!(rules(Review { state: ReviewState::Declined, ..assigned(false) }), []);
    }

    #[test]
    fn the_whole_table() {
        use ReviewEvent as E;
        use ReviewState as S;
        assert_table(
            S::ALL,
            &[
                (S::Queued, E::Start, S::Assigned),
                (S::Assigned, E::Deliver, S::Delivered),
                (S::Queued, E::Decline, S::Declined),
                (S::Assigned, E::Decline, S::Declined),
                (S::Assigned, E::Expire, S::Expired),
                (S::Queued, E::Release, S::Released),
                (S::Assigned, E::Release, S::Released),
                (S::Delivered, E::Void, S::Voided),
            ],
            &[
                (S::Assigned, E::Start),
                (S::Delivered, E::Deliver),
                (S::Declined, E::Decline),
                (S::Expired, E::Expire),
                (S::Released, E::Release),
                (S::Voided, E::Void),
            ],
        );
    }

    #[test]
    fn a_good_review_is_delivered() {
        let review = heard(80_000);
        let delivery = check_delivery(&review, good(), &[], at(2), &Policy::CURRENT).unwrap();
        assert_eq!((delivery.total_centistars, delivery.craft_centistars), (400, 400));
        assert!(delivery.on_time);
        let delivered = review.deliver(delivery.clone()).unwrap().or(review);
        assert!(delivered.counts());
        assert_eq!(delivered.deliver(delivery).unwrap(), Change::AlreadyApplied);
        let json = serde_json::to_value(&delivered).unwrap();
        assert_eq!(serde_json::from_value::<Review>(json).unwrap(), delivered);
    }

    #[test]
    fn a_bad_review_hears_every_rule_it_fails_at_once() {
        let empty = Submission {
            scores: scores([5, 5, 5, 5, 5]),
            verdict: Verdict::Reject,
            feedback: Feedback {
                text: Text::new("No.").unwrap(),
                strengths: Vec::new(),
                notes: vec![note(100_000, true)],
                reason: None,
                fit_term: None,
            },
        };
        let rules = failed(&heard(79_999), empty, &["no".to_owned()]);
        assert_eq!(
            rules,
            [
                Rule::ReviewHeardEnough,
                Rule::ReviewVerdictFitsScores,
                Rule::ReviewFitCitesTerm,
                Rule::ReviewWordsEnough,
                Rule::ReviewStrengthNamed,
                Rule::ReviewNoteActionable,
                Rule::ReviewNoteInsideTrack,
                Rule::ReviewReasonGiven,
                Rule::ReviewNotNearCopy,
            ]
        );
    }

    #[test]
    fn each_rule_fails_alone() {
        assert_eq!(failed_with(|_| ()), []);
        assert_eq!(failed(&heard(79_999), good(), &[]), [Rule::ReviewHeardEnough]);
        let rules = failed_with(|one| one.verdict = Verdict::Reject);
        assert_eq!(rules, [Rule::ReviewVerdictFitsScores]);
        let rules =
            failed_with(|one| one.feedback.fit_term = Some(ShortText::new("warm").unwrap()));
        assert_eq!(rules, [Rule::ReviewFitCitesTerm]);
        let fourteen = Text::new("1 2 3 4 5 6 7 8 9 10 11 12 13 14").unwrap();
        let rules = failed_with(|one| one.feedback.text = fourteen);
        assert_eq!(rules, [Rule::ReviewWordsEnough]);
        let rules = failed_with(|one| one.feedback.strengths.clear());
        assert_eq!(rules, [Rule::ReviewStrengthNamed]);
        let rules = failed_with(|one| one.feedback.notes = vec![note(60_000, false)]);
        assert_eq!(rules, [Rule::ReviewNoteActionable]);
        let rules = failed_with(|one| one.feedback.notes.push(note(100_000, false)));
        assert_eq!(rules, [Rule::ReviewNoteInsideTrack]);
        let rules = failed_with(|one| one.feedback.notes = vec![note(1, true); 101]);
        assert_eq!(rules, [Rule::ReviewNotesNotTooMany]);
        let rules = failed_with(|one| one.feedback.reason = None);
        assert_eq!(rules, [Rule::ReviewReasonGiven]);
        let rules = failed(&heard(80_000), good(), &[LETTER.to_uppercase()]);
        assert_eq!(rules, [Rule::ReviewNotNearCopy]);
    }

    #[test]
    fn an_approval_needs_neither_note_nor_reason() {
        let rules = failed_with(|one| {
            one.verdict = Verdict::Approve;
            one.feedback.notes.clear();
            one.feedback.reason = None;
        });
        assert_eq!(rules, []);
    }

    #[test]
    fn without_a_confirmed_lexicon_no_term_is_cited() {
        let mut submission = good();
        submission.feedback.fit_term = None;
        let review = Review { lexicon_words: Vec::new(), ..heard(80_000) };
        assert_eq!(failed(&review, submission, &[]), []);
    }

    #[test]
    fn only_the_last_twenty_texts_are_compared() {
        let mut recent = vec!["something else".to_owned(); 20];
        recent.push(LETTER.to_owned());
        assert_eq!(failed(&heard(80_000), good(), &recent), []);
    }

    #[test]
    fn a_review_is_declined_within_a_day_and_not_due_for_three() {
        let review = assigned(false);
        assert!(review.decline(at(24)).is_ok());
        assert_eq!(review.decline(at(25)), Err(ReviewRefusal::TooLateToDecline { by: at(24) }));
        assert_eq!(review.expire(at(72)), Err(ReviewRefusal::NotDue { by: at(72) }));
        assert!(review.expire(at(73)).is_ok());
    }

    #[test]
    fn a_queued_review_has_no_clock_until_it_moves_up() {
        let queued = assigned(true);
        assert_eq!((queued.state, queued.due_at), (ReviewState::Queued, None));
        assert!(queued.hear(&[Interval { from_ms: 0, to_ms: 1 }], at(1)).is_err());
        let started = queued.start(at(5), &Policy::CURRENT).unwrap().or(queued);
        assert_eq!(started.due_at, Some(at(77)));
        assert_eq!(started.decline_by, Some(at(29)));
    }

    #[test]
    fn the_whole_table_of_disputes() {
        use DisputeEvent as E;
        use DisputeState as S;
        assert_table(
            S::ALL,
            &[(S::Raised, E::Uphold, S::Upheld), (S::Raised, E::Dismiss, S::Dismissed)],
            &[(S::Upheld, E::Uphold), (S::Dismissed, E::Dismiss)],
        );
    }

    fn reaction(useful: u8) -> Reaction {
        let useful = Score::try_from(useful).unwrap();
        Reaction { useful, addressed: vec![true], thanks: None, at: at(3) }
    }

    #[test]
    fn review_reaction_covers_notes() {
        let review = delivered();
        assert_eq!(check_reaction(&review, &[true]), Ok(()));
        for addressed in [&[][..], &[true, false]] {
            let failures = check_reaction(&review, addressed).unwrap_err();
            assert_eq!(failures[0].rule, Rule::ReviewReactionCoversNotes);
        }
    }

    #[test]
    fn a_composer_reacts_once() {
        assert!(assigned(false).react(reaction(4)).is_err());
        let reacted = delivered().react(reaction(4)).unwrap().or(delivered());
        let later = Reaction { at: at(9), ..reaction(4) };
        assert_eq!(reacted.react(later).unwrap(), Change::AlreadyApplied);
        assert_eq!(reacted.react(reaction(1)), Err(ReviewRefusal::AlreadyReactedDifferently));
    }

    fn because(text: &str) -> Text {
        Text::new(text).unwrap()
    }

    fn decision() -> DisputeDecision {
        DisputeDecision { by: MemberId::of_subject("olga"), words: because("heard."), at: at(5) }
    }

    #[test]
    fn a_review_is_disputed_once_within_two_weeks_of_its_delivery() {
        let contest = |review: &Review, hour| {
            review.contest(because("another track is meant"), at(hour), &Policy::CURRENT)
        };
        assert!(contest(&assigned(false), 3).is_err());
        let last = 2 + 14 * 24;
        let disputed = contest(&delivered(), last).unwrap().or(delivered());
        let by = at(last);
        assert_eq!(contest(&delivered(), last + 1), Err(ReviewRefusal::TooLateToDispute { by }));
        assert_eq!(contest(&disputed, last + 1).unwrap(), Change::AlreadyApplied);
        let again = disputed.contest(because("and unfair"), at(3), &Policy::CURRENT);
        assert_eq!(again, Err(ReviewRefusal::AlreadyDisputed));
    }

    #[test]
    fn an_upheld_dispute_voids_the_review_and_a_dismissed_one_leaves_it() {
        let none = delivered().settle_dispute(DisputeEvent::Uphold, decision());
        assert_eq!(none, Err(ReviewRefusal::NotDisputed));
        let raised = delivered().contest(because("no"), at(3), &Policy::CURRENT).unwrap();
        let raised = raised.or(delivered());
        let decide = |review: &Review, event| review.settle_dispute(event, decision());
        let upheld = decide(&raised, DisputeEvent::Uphold).unwrap().or(raised.clone());
        assert_eq!((upheld.state, upheld.counts()), (ReviewState::Voided, false));
        assert_eq!(decide(&upheld, DisputeEvent::Uphold).unwrap(), Change::AlreadyApplied);
        assert!(decide(&upheld, DisputeEvent::Dismiss).is_err());
        let dismissed = decide(&raised, DisputeEvent::Dismiss).unwrap().or(raised);
        assert_eq!(dismissed.state, ReviewState::Delivered);
        assert!(dismissed.counts());
    }

    #[test]
    fn a_draft_is_kept_while_the_clock_runs() {
        assert_eq!(assigned(false).allows_draft(), Ok(()));
        assert!(assigned(true).allows_draft().is_err());
        assert!(delivered().allows_draft().is_err());
        let draft = serde_json::to_value(Draft::default()).unwrap();
        assert_eq!(serde_json::from_value::<Draft>(draft).unwrap(), Draft::default());
    }

    #[test]
    fn a_review_after_its_time_still_counts_but_is_late() {
        let late = check_delivery(&heard(80_000), good(), &[], at(73), &Policy::CURRENT).unwrap();
        assert!(!late.on_time);
    }

    proptest! {
        /// Eight of ten words shared with one of the last twenty texts is the line, whatever stands
        /// in the others and in whatever order the words come.
        #[test]
        fn a_near_copy_is_found_among_the_last_twenty_and_only_there(
            (words, said) in proptest::collection::btree_set(0_u32..60, 15..40)
                .prop_map(Vec::from_iter)
                .prop_flat_map(|words| (Just(words.clone()), Just(words).prop_shuffle())),
            left_out in 0_usize..15,
            added in 0_u32..15,
            place in 0_usize..30,
            others in 0_usize..30,
        ) {
            let text = |words: &[u32]| {
                words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ")
            };
            let mut earlier = words[left_out..].to_vec();
            let shared = earlier.len();
            earlier.extend((0..added).map(|word| 1_000 + word));
            let all = words.len() + usize::try_from(added).unwrap();
            let mut recent: Vec<String> =
                (0..others).map(|number| format!("something else {number}")).collect();
            let place = place.min(recent.len());
            recent.insert(place, text(&earlier));
            let mut submission = good();
            submission.feedback.text = Text::new(&text(&said)).unwrap();
            let is_copy = place < 20 && shared * 10 >= all * 8;
            let expected: &[Rule] = if is_copy { &[Rule::ReviewNotNearCopy] } else { &[] };
            prop_assert_eq!(failed(&heard(80_000), submission, &recent), expected);
        }
    }
}
