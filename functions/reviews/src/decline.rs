//! Declining: the seat is free again, and somebody else is sought at once.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::id::ReviewId;
use domain::review::{DeclineReason, Declined, Review};
use domain::rules::{Rule, RuleFailure};
use domain::text::ShortText;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use store::review::{ReviewItem, given_up};
use store::{Stored, retry_on_conflict};

use crate::Studio;
use crate::view::QueuedReview;

/// `POST /reviews/{review}/decline`: declining again changes nothing, but seeks somebody again where
/// that failed before.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let because = read(body)?;
    let review = retry_on_conflict(|| decline_once(&studio, &caller, id, &because)).await?;
    workflow::assignment::assign(&studio.workflow(), review.brief).await?;
    respond::ok(&QueuedReview::of(&review, None))
}

async fn decline_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    because: &Declined,
) -> Result<Review, Problem> {
    let Stored { item, revision } = studio.own_review(caller, id).await?;
    let declined = match item.review.decline(studio.now())? {
        Change::AlreadyApplied => return Ok(item.review),
        Change::Applied(declined) => declined,
    };
    let version = studio.store.version(declined.brief, declined.track, declined.version).await?;
    let version =
        version.ok_or_else(|| Problem::internal_because("a review without its version"))?;
    let version = Stored { item: given_up(version.item, declined.id), revision: version.revision };
    let declined_because = Some(because.clone());
    let item = ReviewItem { declined_because, ..item.with(declined.clone()) };
    studio.store.give_up_review(&Stored { item, revision }, &version, None).await?;
    Ok(declined)
}

fn read(body: JsonBody) -> Result<Declined, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<DeclineReason>);
    let words = fields.optional("words", Field::parse::<ShortText>);
    let declined = fields.finish(|| Some(Declined { reason: reason?, words: words? }))?;
    if declined.reason == DeclineReason::Other && declined.words.is_none() {
        let (rule, pointer) = (Rule::ReviewDeclineSaysWhat, "/words".to_owned());
        let detail = rule.sentence().to_owned();
        return Err(vec![RuleFailure { rule, pointer, detail }].into());
    }
    Ok(declined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declined(json: &str) -> Result<Declined, Problem> {
        read(JsonBody::parse(json.as_bytes()).unwrap())
    }

    #[test]
    fn review_decline_says_what() {
        assert!(declined(r#"{"reason": "no_time"}"#).is_ok());
        assert!(declined(r#"{"reason": "other", "words": "the file stutters"}"#).is_ok());
        let problem = declined(r#"{"reason": "other"}"#).unwrap_err();
        assert_eq!(problem.failures()[0].rule, "review_decline_says_what");
        assert!(declined(r#"{"reason": "too early"}"#).is_err());
    }
}
