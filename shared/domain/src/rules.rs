//! Every rule that a caller can fail, by its stable id and in one sentence.

use crate::words::words;

words! {
    /// The ids that stand in a `422`; a published id keeps its meaning for ever.
    pub enum Rule {
        /// See [`Rule::sentence`].
        ReviewHeardEnough => "review_heard_enough",
        /// See [`Rule::sentence`].
        ReviewHeardNoFaster => "review_heard_no_faster",
        /// See [`Rule::sentence`].
        ReviewIntervalForwards => "review_interval_forwards",
        /// See [`Rule::sentence`].
        ReviewWordsEnough => "review_words_enough",
        /// See [`Rule::sentence`].
        ReviewStrengthNamed => "review_strength_named",
        /// See [`Rule::sentence`].
        ReviewNoteActionable => "review_note_actionable",
        /// See [`Rule::sentence`].
        ReviewNoteInsideTrack => "review_note_inside_track",
        /// See [`Rule::sentence`].
        ReviewNotesNotTooMany => "review_notes_not_too_many",
        /// See [`Rule::sentence`].
        ReviewReasonGiven => "review_reason_given",
        /// See [`Rule::sentence`].
        ReviewNotNearCopy => "review_not_near_copy",
        /// See [`Rule::sentence`].
        ReviewVerdictFitsScores => "review_verdict_fits_scores",
        /// See [`Rule::sentence`].
        ReviewFitCitesTerm => "review_fit_cites_term",
    }
}

impl Rule {
    /// What the rule asks for.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ReviewHeardEnough => "at least 80 % of the track has been heard",
            Self::ReviewHeardNoFaster => "a track is not heard faster than the clock runs",
            Self::ReviewIntervalForwards => "a played interval ends where it starts or later",
            Self::ReviewWordsEnough => "the feedback has at least 15 words",
            Self::ReviewStrengthNamed => "the feedback names at least one strength",
            Self::ReviewNoteActionable => {
                "unless the track is approved, at least one note says what to do, and where"
            }
            Self::ReviewNoteInsideTrack => "every note points to a time inside the track",
            Self::ReviewNotesNotTooMany => "the feedback has at most 100 notes",
            Self::ReviewReasonGiven => "a track that is not approved gets a reason code",
            Self::ReviewNotNearCopy => {
                "the text is not a near copy of one of the reviewer's last 20 texts"
            }
            Self::ReviewVerdictFitsScores => "the verdict is one that the scores leave open",
            Self::ReviewFitCitesTerm => {
                "where the brief has a confirmed lexicon, the fit score cites one of its words"
            }
        }
    }
}

/// One failed rule: where, which and why in this case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFailure {
    /// The rule.
    pub rule: Rule,
    /// RFC 6901 pointer into what was sent; empty for the whole.
    pub pointer: String,
    /// What is wrong with this one.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_one_sentence_of_its_own() {
        let sentences: std::collections::BTreeSet<&str> =
            Rule::ALL.iter().map(|rule| rule.sentence()).collect();
        assert_eq!(sentences.len(), Rule::ALL.len());
        assert!(Rule::ALL.iter().all(|rule| rule.as_str().starts_with("review_")));
    }
}
