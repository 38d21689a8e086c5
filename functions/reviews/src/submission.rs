//! The body of a delivery, or of its draft → the domain's. Which of its rules hold is judged there.

use domain::policy::Policy;
use domain::review::{Draft, DraftFeedback, DraftScores, Feedback, Note, ReasonCode, Submission};
use domain::score::Scores;
use domain::text::{ShortText, Text};
use domain::verdict::Verdict;
use edge::{Failures, Field, Fields, ReadFields};

/// Far above what the rules allow, so that their own refusal, and not this one, is what is read.
pub(crate) const NOTES_MAX: usize = 1_000;
const STRENGTHS_MAX: usize = 50;
/// The end of the longest track that there can be.
const AT_MS_MAX: i64 = Policy::CURRENT.duration_ms_max.cast_signed();

pub(crate) const NOTES: &str = "What is remarked at places in the track. More than 100 are refused by \
                                the rule `review_notes_not_too_many`.";

const CONFIRMED: &str = "For each of the reviewer's own notes on the version before, in the order of \
                         the room's `earlier_notes`: whether this version has addressed it.";
const FIT_TERM: &str = "The word of the lexicon that the fit score is about.";
const REASON: &str = "Why the track is not approved.";
const STRENGTHS: &str = "What is good about it, one line each.";

/// An answer that is sent in.
#[derive(Debug)]
pub(crate) struct ReviewSubmission(pub(crate) Submission);

impl ReadFields for ReviewSubmission {
    const NAME: &'static str = "ReviewSubmission";
    const ABOUT: &'static str = "An answer that is sent in.";

    fn read(fields: &mut Fields) -> Option<ReviewSubmission> {
        let scores = fields.required("scores", |field| field.object(scores));
        let verdict = fields.required("verdict", Field::parse::<Verdict>);
        let feedback = fields.required("feedback", |field| field.object(feedback));
        let confirmed = fields.optional_or("confirmed", Vec::new(), confirmed);
        fields.note("confirmed", CONFIRMED);
        let (scores, verdict) = (scores?, verdict?);
        let (feedback, confirmed) = (feedback?, confirmed?);
        Some(ReviewSubmission(Submission { scores, verdict, feedback, confirmed }))
    }
}

/// An answer that is still being written: the same fields, and each may be left out. No rule of a
/// delivery refuses it.
#[derive(Debug)]
pub(crate) struct ReviewDraft(pub(crate) Draft);

impl ReadFields for ReviewDraft {
    const NAME: &'static str = "ReviewDraft";
    const ABOUT: &'static str = "An answer that is still being written: the same fields, and each may be left out. \
         No rule of a delivery refuses it.";

    fn read(fields: &mut Fields) -> Option<ReviewDraft> {
        let scores = fields
            .optional_or("scores", DraftScores::default(), |field| field.object(draft_scores));
        let verdict = fields.optional("verdict", Field::parse::<Verdict>);
        let feedback = fields.optional_or("feedback", DraftFeedback::default(), |field| {
            field.object(draft_feedback)
        });
        let confirmed = fields.optional_or("confirmed", Vec::new(), confirmed);
        fields.note("confirmed", CONFIRMED);
        let (scores, verdict) = (scores?, verdict?);
        let (feedback, confirmed) = (feedback?, confirmed?);
        Some(ReviewDraft(Draft { scores, verdict, feedback, confirmed }))
    }
}

/// One word on each of the reviewer's own notes on the version before.
fn confirmed(field: Field) -> Result<Vec<bool>, Failures> {
    field.list(0..=NOTES_MAX, Field::boolean)
}

fn draft_scores(fields: &mut Fields) -> Option<DraftScores> {
    let brief_fit = fields.optional("brief_fit", Field::score);
    let composition = fields.optional("composition", Field::score);
    let production = fields.optional("production", Field::score);
    let originality = fields.optional("originality", Field::score);
    let delivery = fields.optional("delivery", Field::score);
    Some(DraftScores {
        brief_fit: brief_fit?,
        composition: composition?,
        production: production?,
        originality: originality?,
        delivery: delivery?,
    })
}

fn draft_feedback(fields: &mut Fields) -> Option<DraftFeedback> {
    let text = fields.optional("text", Field::parse::<Text>);
    fields.note("text", "The letter to the composer, so far.");
    let strengths = fields.optional_or("strengths", Vec::new(), |field| {
        field.list(0..=STRENGTHS_MAX, Field::parse::<ShortText>)
    });
    fields.note("strengths", STRENGTHS);
    let notes = fields.optional_or("notes", Vec::new(), |field| field.list(0..=NOTES_MAX, note));
    fields.note("notes", NOTES);
    let reason = fields.optional("reason", Field::parse::<ReasonCode>);
    fields.note("reason", REASON);
    let fit_term = fields.optional("fit_term", Field::parse::<ShortText>);
    fields.note("fit_term", FIT_TERM);
    Some(DraftFeedback {
        text: text?,
        strengths: strengths?,
        notes: notes?,
        reason: reason?,
        fit_term: fit_term?,
    })
}

pub(crate) fn scores(fields: &mut Fields) -> Option<Scores> {
    let brief_fit = fields.required("brief_fit", Field::score);
    let composition = fields.required("composition", Field::score);
    let production = fields.required("production", Field::score);
    let originality = fields.required("originality", Field::score);
    let delivery = fields.required("delivery", Field::score);
    Some(Scores {
        brief_fit: brief_fit?,
        composition: composition?,
        production: production?,
        originality: originality?,
        delivery: delivery?,
    })
}

fn feedback(fields: &mut Fields) -> Option<Feedback> {
    let text = fields.required("text", Field::parse::<Text>);
    fields.note("text", "The letter to the composer.");
    let strengths = fields
        .required("strengths", |field| field.list(0..=STRENGTHS_MAX, Field::parse::<ShortText>));
    fields.note("strengths", STRENGTHS);
    let notes = fields.required("notes", |field| field.list(0..=NOTES_MAX, note));
    fields.note("notes", NOTES);
    let reason = fields.optional("reason", Field::parse::<ReasonCode>);
    fields.note("reason", REASON);
    let fit_term = fields.optional("fit_term", Field::parse::<ShortText>);
    fields.note("fit_term", FIT_TERM);
    Some(Feedback {
        text: text?,
        strengths: strengths?,
        notes: notes?,
        reason: reason?,
        fit_term: fit_term?,
    })
}

pub(crate) fn note(field: Field) -> Result<Note, Failures> {
    field.object(|fields| {
        let at_ms = fields.required("at_ms", |field| field.rounded(0..=AT_MS_MAX));
        fields.note("at_ms", "Where, from the start of the track; of a range, where it begins.");
        let until_ms = fields.optional("until_ms", |field| field.rounded(0..=AT_MS_MAX));
        fields.note("until_ms", "Where the range ends, from the start of the track.");
        let text = fields.required("text", Field::parse::<ShortText>);
        fields.note("text", "What is remarked.");
        let actionable = fields.required("actionable", Field::boolean);
        fields.note("actionable", "Whether it says what to do.");
        let until_ms = until_ms?.map(i64::unsigned_abs);
        let at_ms = at_ms?.unsigned_abs();
        Some(Note { at_ms, until_ms, text: text?, actionable: actionable? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use edge::Problem;
    use serde_json::{Value, json};

    fn submission(json: Value) -> Result<Submission, Problem> {
        Fields::read_value(json).map(|ReviewSubmission(submission)| submission)
    }

    fn draft(json: Value) -> Result<Draft, Problem> {
        Fields::read_value(json).map(|ReviewDraft(draft)| draft)
    }

    #[test]
    fn everything_malformed_is_named_at_once() {
        let json = json!({
            "scores": {"brief_fit": 0, "composition": 4, "production": 4, "originality": 4},
            "verdict": "maybe",
            "feedback": {"text": "x", "strengths": [""], "notes": [{"at_ms": 1}], "reason": "no"},
        });
        let problem = submission(json).unwrap_err();
        let pointers: Vec<&str> = problem.failures().iter().map(|f| f.pointer.as_str()).collect();
        let expected = [
            "/scores/brief_fit",
            "/scores/delivery",
            "/verdict",
            "/feedback/strengths/0",
            "/feedback/notes/0/text",
            "/feedback/notes/0/actionable",
            "/feedback/reason",
        ];
        assert_eq!(pointers, expected);
    }

    #[test]
    fn a_draft_may_lack_anything_but_is_never_malformed() {
        assert_eq!(draft(json!({})).unwrap(), Draft::default());
        let json = json!({"scores": {"brief_fit": 4}, "feedback": {"text": "Warm."}});
        let read = draft(json).unwrap();
        assert_eq!(read.scores.brief_fit.unwrap().stars(), 4);
        let json = json!({"scores": {"brief_fit": 6}, "feedback": {"tone": "x"}});
        let problem = draft(json).unwrap_err();
        let pointers: Vec<&str> = problem.failures().iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(pointers, ["/scores/brief_fit", "/feedback/tone"]);
    }

    #[test]
    fn reason_and_cited_word_may_be_left_out() {
        let json = json!({
            "scores": {"brief_fit": 5, "composition": 4, "production": 4, "originality": 4,
                "delivery": 4},
            "verdict": "approve",
            "feedback": {"text": "Warm.", "strengths": [], "notes": [], "reason": null},
        });
        let submission = submission(json).unwrap();
        assert_eq!(submission.feedback.reason, None);
        assert_eq!(submission.scores.brief_fit.stars(), 5);
    }
}
