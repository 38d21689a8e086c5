//! Delivering: scores, verdict and letter.

use axum::extract::State;
use axum::response::Response;
use domain::id::ReviewId;
use edge::{Caller, JsonBody, Path, Problem, respond};
use workflow::review::deliver;

use crate::view::DeliveredReview;
use crate::{Studio, submission};

/// `PUT /reviews/{review}`: the same delivery again answers as the first did; another one is a 409.
/// Where two disagree, a tie-break reviewer is sought at once.
pub(crate) async fn deliver(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let submission = submission::submission_from_body(body)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let review = deliver::deliver(&work, actor, id, &submission).await?;
    let delivered = DeliveredReview::new(review);
    respond::ok(&delivered.ok_or_else(|| Problem::internal_because("delivered without an answer"))?)
}
