//! The body of a delivery → the domain's submission. Which of its rules hold is judged there.

use domain::review::{Draft, DraftFeedback, DraftScores, Feedback, Note, ReasonCode, Submission};
use domain::score::{Score, Scores};
use domain::text::{ShortText, Text};
use domain::verdict::Verdict;
use edge::{Failures, Field, Fields, JsonBody, Problem};

/// Far above what the rules allow, so that their own refusal, and not this one, is what is read.
pub(crate) const NOTES_MAX: usize = 1_000;
const STRENGTHS_MAX: usize = 50;

/// Reads the whole body; everything that is malformed is named at once.
pub(crate) fn submission_from_body(body: JsonBody) -> Result<Submission, Problem> {
    let mut fields = body.fields()?;
    let scores = fields.required("scores", |field| field.object(scores));
    let verdict = fields.required("verdict", Field::parse::<Verdict>);
    let feedback = fields.required("feedback", |field| field.object(feedback));
    let confirmed = fields.optional_or("confirmed", Vec::new(), confirmed);
    fields.finish(|| {
        let (scores, verdict, feedback) = (scores?, verdict?, feedback?);
        Some(Submission { scores, verdict, feedback, confirmed: confirmed? })
    })
}

/// Reads a draft: the same fields, and each may be left out. Which rules hold is not asked yet.
pub(crate) fn draft_from_body(body: JsonBody) -> Result<Draft, Problem> {
    let mut fields = body.fields()?;
    let scores =
        fields.optional_or("scores", DraftScores::default(), |field| field.object(draft_scores));
    let verdict = fields.optional("verdict", Field::parse::<Verdict>);
    let feedback = fields
        .optional_or("feedback", DraftFeedback::default(), |field| field.object(draft_feedback));
    let confirmed = fields.optional_or("confirmed", Vec::new(), confirmed);
    fields.finish(|| {
        let (scores, verdict, feedback) = (scores?, verdict?, feedback?);
        Some(Draft { scores, verdict, feedback, confirmed: confirmed? })
    })
}

/// One word on each of the reviewer's own notes on the version before.
fn confirmed(field: Field) -> Result<Vec<bool>, Failures> {
    field.list(0..=NOTES_MAX, Field::boolean)
}

fn draft_scores(fields: &mut Fields) -> Option<DraftScores> {
    let mut score = |name| fields.optional(name, |field| field.integer(1_u8..=5));
    let brief_fit = score("brief_fit");
    let composition = score("composition");
    let production = score("production");
    let originality = score("originality");
    let delivery = score("delivery");
    let stars = |stars: Option<u8>| stars.and_then(|stars| Score::try_from(stars).ok());
    Some(DraftScores {
        brief_fit: stars(brief_fit?),
        composition: stars(composition?),
        production: stars(production?),
        originality: stars(originality?),
        delivery: stars(delivery?),
    })
}

fn draft_feedback(fields: &mut Fields) -> Option<DraftFeedback> {
    let text = fields.optional("text", Field::parse::<Text>);
    let strengths = fields.optional_or("strengths", Vec::new(), |field| {
        field.list(0..=STRENGTHS_MAX, Field::parse::<ShortText>)
    });
    let notes = fields.optional_or("notes", Vec::new(), |field| field.list(0..=NOTES_MAX, note));
    let reason = fields.optional("reason", Field::parse::<ReasonCode>);
    let fit_term = fields.optional("fit_term", Field::parse::<ShortText>);
    Some(DraftFeedback {
        text: text?,
        strengths: strengths?,
        notes: notes?,
        reason: reason?,
        fit_term: fit_term?,
    })
}

pub(crate) fn scores(fields: &mut Fields) -> Option<Scores> {
    let mut score = |name| fields.required(name, |field| field.integer(1_u8..=5));
    let brief_fit = score("brief_fit");
    let composition = score("composition");
    let production = score("production");
    let originality = score("originality");
    let delivery = score("delivery");
    let stars = |stars: Option<u8>| Score::try_from(stars?).ok();
    Some(Scores {
        brief_fit: stars(brief_fit)?,
        composition: stars(composition)?,
        production: stars(production)?,
        originality: stars(originality)?,
        delivery: stars(delivery)?,
    })
}

fn feedback(fields: &mut Fields) -> Option<Feedback> {
    let text = fields.required("text", Field::parse::<Text>);
    let strengths = fields
        .required("strengths", |field| field.list(0..=STRENGTHS_MAX, Field::parse::<ShortText>));
    let notes = fields.required("notes", |field| field.list(0..=NOTES_MAX, note));
    let reason = fields.optional("reason", Field::parse::<ReasonCode>);
    let fit_term = fields.optional("fit_term", Field::parse::<ShortText>);
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
        let at_ms = fields.required("at_ms", |field| field.rounded(0..=i64::MAX));
        let text = fields.required("text", Field::parse::<ShortText>);
        let actionable = fields.required("actionable", Field::boolean);
        Some(Note { at_ms: at_ms?.unsigned_abs(), text: text?, actionable: actionable? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(json: &serde_json::Value) -> JsonBody {
        JsonBody::parse(json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn everything_malformed_is_named_at_once() {
        let json = serde_json::json!({
            "scores": {"brief_fit": 0, "composition": 4, "production": 4, "originality": 4},
            "verdict": "maybe",
            "feedback": {"text": "x", "strengths": [""], "notes": [{"at_ms": 1}], "reason": "no"},
        });
        let problem = submission_from_body(body(&json)).unwrap_err();
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
        assert_eq!(draft_from_body(body(&serde_json::json!({}))).unwrap(), Draft::default());
        let json = serde_json::json!({"scores": {"brief_fit": 4}, "feedback": {"text": "Warm."}});
        let draft = draft_from_body(body(&json)).unwrap();
        assert_eq!(draft.scores.brief_fit.unwrap().stars(), 4);
        let json = serde_json::json!({"scores": {"brief_fit": 6}, "feedback": {"tone": "x"}});
        let problem = draft_from_body(body(&json)).unwrap_err();
        let pointers: Vec<&str> = problem.failures().iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(pointers, ["/scores/brief_fit", "/feedback/tone"]);
    }

    #[test]
    fn reason_and_cited_word_may_be_left_out() {
        let json = serde_json::json!({
            "scores": {"brief_fit": 5, "composition": 4, "production": 4, "originality": 4,
                "delivery": 4},
            "verdict": "approve",
            "feedback": {"text": "Warm.", "strengths": [], "notes": [], "reason": null},
        });
        let submission = submission_from_body(body(&json)).unwrap();
        assert_eq!(submission.feedback.reason, None);
        assert_eq!(submission.scores.brief_fit.stars(), 5);
    }
}
