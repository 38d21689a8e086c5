//! An answer that is still being written.

use crate::review::feedback::{Feedback, Note, ReasonCode, Submission};
use crate::score::{Score, Scores};
use crate::text::{ShortText, Text};
use crate::verdict::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An answer that is still being written: whatever of it there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Draft {
    /// The scores so far.
    pub scores: DraftScores,
    /// The verdict; null while there is none.
    pub verdict: Option<Verdict>,
    /// The letter so far.
    pub feedback: DraftFeedback,
    /// For each of the reviewer's own notes on the version before, in their order: whether this
    /// version has addressed it.
    pub confirmed: Vec<bool>,
}

/// Those of the five scores that are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct DraftScores {
    /// How well it answers the brief; null while it is not set.
    pub brief_fit: Option<Score>,
    /// Melody, harmony, form; null while it is not set.
    pub composition: Option<Score>,
    /// Sound and mix; null while it is not set.
    pub production: Option<Score>,
    /// How much of its own it has; null while it is not set.
    pub originality: Option<Score>,
    /// Whether it comes as asked; null while it is not set.
    pub delivery: Option<Score>,
}

/// A letter that is still being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct DraftFeedback {
    /// The letter itself; null while there is none.
    pub text: Option<Text>,
    /// What is good about it, one line each.
    pub strengths: Vec<ShortText>,
    /// Remarks at places in the track.
    pub notes: Vec<Note>,
    /// Why it is not approved; null while there is no reason.
    pub reason: Option<ReasonCode>,
    /// The word of the lexicon that the fit score is about; null while there is none.
    pub fit_term: Option<ShortText>,
}

impl DraftScores {
    /// The five scores, once all are set.
    pub fn whole(&self) -> Option<Scores> {
        Some(Scores {
            brief_fit: self.brief_fit?,
            composition: self.composition?,
            production: self.production?,
            originality: self.originality?,
            delivery: self.delivery?,
        })
    }

    /// The names of those that are not set.
    pub fn unset(&self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("brief_fit", self.brief_fit),
            ("composition", self.composition),
            ("production", self.production),
            ("originality", self.originality),
            ("delivery", self.delivery),
        ];
        all.into_iter().filter(|(_, score)| score.is_none()).map(|(name, _)| name)
    }
}

impl DraftFeedback {
    /// The letter so far; empty while there is none.
    pub fn text_so_far(&self) -> &str {
        self.text.as_ref().map_or("", Text::as_str)
    }
}

impl From<Scores> for DraftScores {
    fn from(scores: Scores) -> Self {
        Self {
            brief_fit: Some(scores.brief_fit),
            composition: Some(scores.composition),
            production: Some(scores.production),
            originality: Some(scores.originality),
            delivery: Some(scores.delivery),
        }
    }
}

impl From<&Feedback> for DraftFeedback {
    fn from(feedback: &Feedback) -> Self {
        let Feedback { text, strengths, notes, reason, fit_term } = feedback.clone();
        Self { text: Some(text), strengths, notes, reason, fit_term }
    }
}

impl From<&Submission> for Draft {
    fn from(submission: &Submission) -> Self {
        Self {
            scores: DraftScores::from(submission.scores),
            verdict: Some(submission.verdict),
            feedback: DraftFeedback::from(&submission.feedback),
            confirmed: submission.confirmed.clone(),
        }
    }
}
