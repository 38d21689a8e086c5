//! What a reviewer says of a version, and what its composer says to that.

use crate::rules::{Rule, RuleFailure};
use crate::score::{Score, Scores};
use crate::string_enum::string_enum;
use crate::text::{ShortText, Text};
use crate::verdict::{Answer, Verdict};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// A remark at a place in the track, or about a range of it.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Note {
    /// Where, in milliseconds from the start; of a range, where it begins.
    pub at_ms: u64,
    /// Where the range ends, in milliseconds from the start; null for a point.
    pub until_ms: Option<u64>,
    /// What is remarked.
    pub text: ShortText,
    /// Whether it says what to do.
    pub actionable: bool,
}

impl Note {
    /// What is wrong with its place in a track of this length, at `pointer`: a point lies within the
    /// track, its end included; a range ends after it begins, and within the track too.
    pub fn place_failures(&self, pointer: &str, duration_ms: u64) -> Vec<RuleFailure> {
        let Self { at_ms, until_ms, .. } = *self;
        let failure = |rule, field: &str, detail| RuleFailure {
            rule,
            pointer: format!("{pointer}/{field}"),
            detail,
        };
        let outside = (at_ms > duration_ms).then(|| {
            let detail = format!("is at {at_ms} ms of {duration_ms} ms");
            failure(Rule::ReviewNoteInsideTrack, "at_ms", detail)
        });
        let backwards = until_ms.filter(|until_ms| *until_ms <= at_ms).map(|until_ms| {
            let detail = format!("ends at {until_ms} ms and begins at {at_ms} ms");
            failure(Rule::ReviewNoteForwards, "until_ms", detail)
        });
        let ends_outside = until_ms.filter(|until_ms| *until_ms > duration_ms).map(|until_ms| {
            let detail = format!("ends at {until_ms} ms of {duration_ms} ms");
            failure(Rule::ReviewNoteInsideTrack, "until_ms", detail)
        });
        outside.into_iter().chain(backwards).chain(ends_outside).collect()
    }
}

/// The personal answer to a composer.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Feedback {
    /// The letter itself.
    pub text: Text,
    /// What is good about it, one line each.
    pub strengths: Vec<ShortText>,
    /// What stands out, and where.
    pub notes: Vec<Note>,
    /// Why it is not approved; null where the reviewer names no reason.
    pub reason: Option<ReasonCode>,
    /// The word of the lexicon that the fit score is about; null where the reviewer names none.
    pub fit_term: Option<ShortText>,
}

/// What a reviewer sends in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub scores: Scores,
    pub verdict: Verdict,
    pub feedback: Feedback,
    /// For each of the reviewer's own notes on the version before, in their order: whether this
    /// version has addressed it.
    pub confirmed: Vec<bool>,
}

/// A submission that passed every rule.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Delivery {
    /// The five scores.
    pub scores: Scores,
    /// What the reviewer wants to become of the version.
    pub verdict: Verdict,
    /// The personal answer.
    pub feedback: Feedback,
    /// For each of the reviewer's own notes on the version before, in their order: whether this
    /// version has addressed it.
    #[serde(default)]
    pub confirmed: Vec<bool>,
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
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Reaction {
    /// How useful it was.
    pub useful: Score,
    /// For each note in order: whether it has been addressed.
    pub addressed: Vec<bool>,
    /// A word of thanks; null where there is none.
    pub thanks: Option<Text>,
    /// When it was said.
    pub at: Timestamp,
}
