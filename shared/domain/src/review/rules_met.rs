//! Which rules an answer meets, whole or still being written: one judge for drafts and deliveries.

use crate::id::MemberId;
use crate::numbers::count;
use crate::policy::Policy;
use crate::review::aggregate::Review;
use crate::review::draft::{Draft, DraftFeedback};
use crate::review::feedback::Note;
use crate::rules::{Rule, RuleFailure};
use crate::text::{ShortText, as_read};
use crate::verdict::Verdict;
use crate::words::{distinct_word_count, likeness_bp, repeated_phrases_bp, word_count};
use serde::{Deserialize, Serialize};

/// What a reviewer has said in a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidText {
    pub reviewer: MemberId,
    pub text: String,
}

/// Whether an answer meets a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleMet {
    pub rule: Rule,
    /// False also while it cannot be said yet: nothing says whether a text that is too short repeats
    /// itself.
    pub is_met: bool,
}

/// What the rules say of an answer that is still being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesMet {
    /// Every rule that the delivery has to meet; none once the review is over.
    pub rules: Vec<RuleMet>,
    /// Why exactly this answer would be refused now; nothing where it would be taken.
    pub missing: Vec<RuleFailure>,
}

/// The texts that an answer must not copy.
#[derive(Clone, Copy, Debug)]
pub struct EarlierTexts<'texts> {
    /// The reviewer's own latest ones, newest first.
    pub own: &'texts [String],
    /// What was said in the same brief.
    pub of_brief: &'texts [SaidText],
}

impl Review {
    /// The rules that a delivery of this draft has to meet, without those that never apply to it; none
    /// once it is over.
    fn rules_of_delivery(&self, draft: &Draft) -> Vec<Rule> {
        if !self.state.is_to_be_delivered() {
            return Vec::new();
        }
        let always = Rule::OF_EVERY_DELIVERY.iter().copied();
        let to_cite = (!self.lexicon_words.is_empty()).then_some(Rule::ReviewFitCitesTerm);
        let confirms = self.earlier_notes > 0 || !draft.confirmed.is_empty();
        let to_confirm = confirms.then_some(Rule::ReviewConfirmsNotes);
        always.chain(to_cite).chain(to_confirm).collect()
    }

    /// What the rules say of a draft, as they would of its delivery.
    pub fn rules_met(&self, draft: &Draft, texts: EarlierTexts<'_>, policy: &Policy) -> RulesMet {
        let rules = self.rules_of_delivery(draft);
        if rules.is_empty() {
            return RulesMet::default();
        }
        let mut missing = own_failures(self, draft, texts.own, policy);
        let waits_for_others = !missing.is_empty();
        if !waits_for_others {
            missing = copied_failures(draft, self.reviewer, texts.of_brief, policy);
        }
        let fails = |rule: Rule| missing.iter().any(|failure| failure.rule == rule);
        let of_the_text =
            [Rule::ReviewWordsDistinct, Rule::ReviewNotRepetitive, Rule::ReviewNotNearCopy];
        let is_short = fails(Rule::ReviewWordsEnough);
        let waits = |rule: Rule| {
            (is_short && of_the_text.contains(&rule))
                || (waits_for_others && rule == Rule::ReviewNotCopiedFromOthers)
        };
        let met = |rule: Rule| RuleMet { rule, is_met: !fails(rule) && !waits(rule) };
        RulesMet { rules: rules.into_iter().map(met).collect(), missing }
    }
}

/// What is wrong with an answer by itself: everything but what others have said.
pub(super) fn own_failures(
    review: &Review,
    draft: &Draft,
    recent_texts: &[String],
    policy: &Policy,
) -> Vec<RuleFailure> {
    [
        heard_enough(review, policy),
        verdict_fits_scores(draft, policy),
        fit_cites_term(review, &draft.feedback),
        feedback_says_enough(&draft.feedback, policy),
        notes_point_somewhere(review, draft, policy),
        reason_given(draft),
        notes_confirmed(review, draft),
        not_near_copy(draft.feedback.text_so_far(), recent_texts, policy),
    ]
    .concat()
}

/// What is wrong with an answer of `reviewer` beside what the others have `said` in the same brief
/// before: of whatever track, on probation or not.
pub(super) fn copied_failures(
    draft: &Draft,
    reviewer: MemberId,
    said: &[SaidText],
    policy: &Policy,
) -> Vec<RuleFailure> {
    let others = said.iter().filter(|one| one.reviewer != reviewer);
    let texts = others.map(|one| one.text.as_str());
    let (likest, least) = (likest_bp(draft.feedback.text_so_far(), texts), policy.near_copy_bp);
    let detail = format!(
        "shares {likest} of 10000 parts of its words with another reviewer's text, fewer than \
         {least}"
    );
    let rule = Rule::ReviewNotCopiedFromOthers;
    failed_if(likest >= least, rule, "/feedback/text", &detail)
}

pub(super) fn failed_if(fails: bool, rule: Rule, pointer: &str, detail: &str) -> Vec<RuleFailure> {
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

/// What lacks its stars is named one by one.
fn verdict_fits_scores(draft: &Draft, policy: &Policy) -> Vec<RuleFailure> {
    let rule = Rule::ReviewVerdictFitsScores;
    let Some(scores) = draft.scores.whole() else {
        let unset = draft.scores.unset().map(|name| format!("/scores/{name}"));
        return unset.flat_map(|at| failed_if(true, rule, &at, "has no stars yet")).collect();
    };
    let open = scores.open_verdicts(policy);
    let listed: Vec<&str> = open.iter().map(|verdict| verdict.as_str()).collect();
    let detail = format!("with these scores it is {}", listed.join(" or "));
    let fails = !draft.verdict.is_some_and(|verdict| open.contains(&verdict));
    failed_if(fails, rule, "/verdict", &detail)
}

fn fit_cites_term(review: &Review, feedback: &DraftFeedback) -> Vec<RuleFailure> {
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

fn feedback_says_enough(feedback: &DraftFeedback, policy: &Policy) -> Vec<RuleFailure> {
    let mut failures = text_says_enough(feedback.text_so_far(), policy);
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

fn notes_point_somewhere(review: &Review, draft: &Draft, policy: &Policy) -> Vec<RuleFailure> {
    let notes = &draft.feedback.notes;
    let begins_inside = |note: &Note| note.at_ms <= review.duration_ms;
    let helps = notes.iter().any(|note| note.actionable && begins_inside(note));
    let detail = format!("has {} notes, at most {}", notes.len(), policy.notes_max);
    let rule = Rule::ReviewNotesNotTooMany;
    let mut failures = failed_if(notes.len() > policy.notes_max, rule, "/feedback/notes", &detail);
    failures.extend(failed_if(
        draft.verdict != Some(Verdict::Approve) && !helps,
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

fn reason_given(draft: &Draft) -> Vec<RuleFailure> {
    let detail = match draft.verdict {
        None => "say why, unless you approve it",
        Some(_) => "say why it is not approved",
    };
    let fails = draft.verdict != Some(Verdict::Approve) && draft.feedback.reason.is_none();
    failed_if(fails, Rule::ReviewReasonGiven, "/feedback/reason", detail)
}

/// One word on each of the reviewer's own notes on the version before.
fn notes_confirmed(review: &Review, draft: &Draft) -> Vec<RuleFailure> {
    let (said, notes) = (count(draft.confirmed.len()), review.earlier_notes);
    let detail = format!("says something of {said} notes; you made {notes} on the version before");
    failed_if(said != notes, Rule::ReviewConfirmsNotes, "/confirmed", &detail)
}

fn not_near_copy(text: &str, recent: &[String], policy: &Policy) -> Vec<RuleFailure> {
    let compared = recent.iter().take(policy.texts_compared).map(String::as_str);
    let likest = likest_bp(text, compared);
    let least = policy.near_copy_bp;
    let detail = format!(
        "shares {likest} of 10000 parts of its words with an earlier text, fewer than {least}"
    );
    failed_if(likest >= least, Rule::ReviewNotNearCopy, "/feedback/text", &detail)
}

fn likest_bp<'texts>(text: &str, texts: impl Iterator<Item = &'texts str>) -> u32 {
    texts.map(|earlier| likeness_bp(earlier, text)).max().unwrap_or(0)
}
