//! Declining: the slot is free again, and another reviewer is sought at once.

use axum::extract::State;
use axum::response::Response;
use domain::id::ReviewId;
use domain::review::{DeclineReason, Declined};
use domain::text::ShortText;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};

use crate::Studio;
use crate::view::QueuedReview;

/// `POST /reviews/{review}/decline`: declining again changes nothing, but seeks a reviewer again where
/// that failed before.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let because = declined_from_body(body)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let review = workflow::review::relinquish::decline(&work, actor, id, &because).await?;
    respond::ok(&QueuedReview::new(&review, None, None))
}

fn declined_from_body(body: JsonBody) -> Result<Declined, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<DeclineReason>);
    let words = fields.optional("words", Field::parse::<ShortText>);
    fields.finish(|| Some(Declined { reason: reason?, words: words? }))
}
