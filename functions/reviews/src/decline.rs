//! Declining: the seat is free again, and somebody else is sought at once.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::id::ReviewId;
use domain::policy::Policy;
use domain::review::Review;
use domain::text::Line;
use edge::{Caller, Field, JsonBody, Path, Problem, decide_again, respond};
use store::Stored;
use store::review::{ReviewItem, given_up};

use crate::view::QueuedReview;
use crate::{Studio, refused};

/// `POST /reviews/{review}/decline`: declining again changes nothing, but seeks somebody again where
/// that failed before.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let because = read(body)?;
    let review = decide_again(|| decline_once(&studio, &caller, id, &because)).await?;
    studio.store.assign(review.brief, studio.now(), &Policy::CURRENT).await?;
    respond::ok(&QueuedReview::of(&review, None))
}

async fn decline_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    because: &Line,
) -> Result<Review, Problem> {
    let Stored { item, revision } = studio.own_review(caller, id).await?;
    let declined = match item.review.decline(studio.now()).map_err(refused)? {
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

fn read(body: JsonBody) -> Result<Line, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<Line>);
    fields.finish(|| reason)
}
