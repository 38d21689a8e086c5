//! An answer that is still being written.

use crate::review::feedback::{Note, ReasonCode};
use crate::score::Score;
use crate::text::{ShortText, Text};
use crate::verdict::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An answer that is still being written: whatever of it there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Draft {
    /// The scores so far.
    pub scores: DraftScores,
    /// The verdict, if there is one.
    pub verdict: Option<Verdict>,
    /// The letter so far.
    pub feedback: DraftFeedback,
    /// See [`Submission::confirmed`].
    ///
    /// [`Submission::confirmed`]: crate::review::Submission::confirmed
    pub confirmed: Vec<bool>,
}

/// Those of the five scores that are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
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
