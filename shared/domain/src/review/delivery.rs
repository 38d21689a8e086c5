//! The rules that an answer has to pass before it is delivered.

use crate::change::StateMachine;
use crate::id::MemberId;
use crate::numbers::count;
use crate::policy::Policy;
use crate::review::aggregate::Review;
use crate::review::feedback::{Delivery, Feedback, Note, Submission};
use crate::review::refusal::ReviewRefusal;
use crate::review::transitions::{ReviewEvent, ReviewState};
use crate::rules::{Rule, RuleFailure};
use crate::text::{ShortText, as_read};
use crate::verdict::Verdict;
use crate::words::{distinct_word_count, likeness_bp, repeated_phrases_bp, word_count};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The whole in basis points.
const WHOLE_BP: u64 = 10_000;

/// What a reviewer has said in a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidText {
    pub reviewer: MemberId,
    pub text: String,
}

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

    /// The rules that a delivery has yet to meet, without those that are met or never apply; none
    /// once the review is over.
    pub fn rules_to_meet(&self, policy: &Policy) -> Vec<Rule> {
        if !matches!(self.state, ReviewState::Queued | ReviewState::Assigned) {
            return Vec::new();
        }
        let heard_bp = self.heard.heard_bp(self.duration_ms);
        let to_hear = (heard_bp < policy.heard_bp_min).then_some(Rule::ReviewHeardEnough);
        let to_cite = (!self.lexicon_words.is_empty()).then_some(Rule::ReviewFitCitesTerm);
        let always = Rule::OF_EVERY_DELIVERY.iter().copied();
        let to_confirm = (self.earlier_notes > 0).then_some(Rule::ReviewConfirmsNotes);
        to_hear.into_iter().chain(always).chain(to_cite).chain(to_confirm).collect()
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
        notes_confirmed(review, &submission),
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
        confirmed: submission.confirmed,
        delivered_at: now,
        on_time: review.due_at.is_some_and(|due| now <= due),
        policy_version: policy.version,
    })
}

/// Checks a submission of `reviewer` against what the others have `said` in the same brief before:
/// of whatever track, on probation or not.
///
/// # Errors
/// The failed rule.
pub fn check_not_copied(
    submission: &Submission,
    reviewer: MemberId,
    said: &[SaidText],
    policy: &Policy,
) -> Result<(), Vec<RuleFailure>> {
    let others = said.iter().filter(|one| one.reviewer != reviewer);
    let texts = others.map(|one| one.text.as_str());
    let (likest, least) = (likest_bp(&submission.feedback, texts), policy.near_copy_bp);
    let detail = format!(
        "shares {likest} of 10000 parts of its words with another reviewer's text, fewer than \
         {least}"
    );
    let rule = Rule::ReviewNotCopiedFromOthers;
    let failures = failed_if(likest >= least, rule, "/feedback/text", &detail);
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
    let is_term = |term: &ShortText| {
        words.iter().any(|word| as_read(word.as_str()) == as_read(term.as_str()))
    };
    let cites = feedback.fit_term.as_ref().is_some_and(is_term);
    let listed: Vec<&str> = words.iter().map(ShortText::as_str).collect();
    let detail = format!("cite one of: {}", listed.join(", "));
    let fails = !words.is_empty() && !cites;
    failed_if(fails, Rule::ReviewFitCitesTerm, "/feedback/fit_term", &detail)
}

fn feedback_says_enough(feedback: &Feedback, policy: &Policy) -> Vec<RuleFailure> {
    let mut failures = text_says_enough(feedback.text.as_str(), policy);
    failures.extend(failed_if(
        feedback.strengths.is_empty(),
        Rule::ReviewStrengthNamed,
        "/feedback/strengths",
        "name at least one strength",
    ));
    failures
}

/// A text that is too short fails by that alone: it need not be said that it has few different
/// words.
fn text_says_enough(text: &str, policy: &Policy) -> Vec<RuleFailure> {
    let pointer = "/feedback/text";
    let (found, least) = (word_count(text), policy.words_min);
    let detail = format!(
        "has {found} words, at least {least}; without spaces, two characters count as a word"
    );
    if found < least {
        return failed_if(true, Rule::ReviewWordsEnough, pointer, &detail);
    }
    let (found, least) = (distinct_word_count(text), policy.distinct_words_min);
    let detail = format!("has {found} different words, at least {least}");
    let distinct = failed_if(found < least, Rule::ReviewWordsDistinct, pointer, &detail);
    let (found, most) = (repeated_phrases_bp(text), policy.repeated_phrases_bp_max);
    let detail =
        format!("repeats {found} of 10000 parts of its phrases of three words, at most {most}");
    let repeated = failed_if(found > most, Rule::ReviewNotRepetitive, pointer, &detail);
    [distinct, repeated].concat()
}

fn notes_point_somewhere(
    review: &Review,
    submission: &Submission,
    policy: &Policy,
) -> Vec<RuleFailure> {
    let notes = &submission.feedback.notes;
    let begins_inside = |note: &Note| note.at_ms <= review.duration_ms;
    let helps = notes.iter().any(|note| note.actionable && begins_inside(note));
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
        let pointer = format!("/feedback/notes/{index}");
        failures.extend(note.place_failures(&pointer, review.duration_ms));
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

/// One word on each of the reviewer's own notes on the version before.
fn notes_confirmed(review: &Review, submission: &Submission) -> Vec<RuleFailure> {
    let (said, notes) = (count(submission.confirmed.len()), review.earlier_notes);
    let detail = format!("says something of {said} notes; you made {notes} on the version before");
    failed_if(said != notes, Rule::ReviewConfirmsNotes, "/confirmed", &detail)
}

fn not_near_copy(feedback: &Feedback, recent: &[String], policy: &Policy) -> Vec<RuleFailure> {
    let compared = recent.iter().take(policy.texts_compared).map(String::as_str);
    let likest = likest_bp(feedback, compared);
    let least = policy.near_copy_bp;
    let detail = format!(
        "shares {likest} of 10000 parts of its words with an earlier text, fewer than {least}"
    );
    failed_if(likest >= least, Rule::ReviewNotNearCopy, "/feedback/text", &detail)
}

fn likest_bp<'texts>(feedback: &Feedback, texts: impl Iterator<Item = &'texts str>) -> u32 {
    texts.map(|text| likeness_bp(text, feedback.text.as_str())).max().unwrap_or(0)
}
