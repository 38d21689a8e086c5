//! An answer that is delivered, and what is said to it.

use crate::change::StateMachine;
use crate::id::MemberId;
use crate::policy::Policy;
use crate::review::aggregate::Review;
use crate::review::draft::Draft;
use crate::review::feedback::{Delivery, Submission};
use crate::review::refusal::ReviewRefusal;
use crate::review::rules_met::{SaidText, copied_failures, failed_if, own_failures};
use crate::review::transitions::ReviewEvent;
use crate::rules::{Rule, RuleFailure};
use jiff::Timestamp;

/// The whole in basis points.
const WHOLE_BP: u64 = 10_000;

impl Review {
    /// Whether exactly this answer is in; not where none is and one can be.
    ///
    /// # Errors
    /// Where another answer is in, or none can be.
    pub fn is_delivered_as(&self, submission: &Submission) -> Result<bool, ReviewRefusal> {
        let change = self.state.apply(ReviewEvent::Deliver);
        let Some(delivery) = &self.delivery else { return Ok(change.map(|_| false)?) };
        let is_same = delivery.scores == submission.scores
            && delivery.verdict == submission.verdict
            && delivery.feedback == submission.feedback
            && delivery.confirmed == submission.confirmed;
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
    let failures = own_failures(review, &Draft::from(&submission), recent_texts, policy);
    if !failures.is_empty() {
        return Err(failures);
    }
    Ok(Delivery {
        total_centistars: submission.scores.total_centistars(),
        craft_centistars: submission.scores.craft_centistars(),
        scores: submission.scores,
        verdict: submission.verdict,
        feedback: submission.feedback,
        confirmed: submission.confirmed,
        delivered_at: now,
        on_time: review.due_at.is_some_and(|due| now <= due),
        policy_version: policy.version,
    })
}

/// Checks a submission of `reviewer` against what the others have `said` in the same brief before.
///
/// # Errors
/// The failed rule.
pub fn check_not_copied(
    submission: &Submission,
    reviewer: MemberId,
    said: &[SaidText],
    policy: &Policy,
) -> Result<(), Vec<RuleFailure>> {
    let failures = copied_failures(&Draft::from(submission), reviewer, said, policy);
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

/// What was `said` in a brief, with one text more; the oldest fall out where all of them are too
/// long to be compared.
#[must_use]
pub fn with_said(mut said: Vec<SaidText>, newest: SaidText, policy: &Policy) -> Vec<SaidText> {
    said.push(newest);
    let mut room = policy.brief_texts_bytes_compared;
    let fits = |one: &&SaidText| match room.checked_sub(one.text.len()) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    };
    let kept = said.iter().rev().take_while(fits).count();
    said.drain(..said.len().saturating_sub(kept));
    said
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
