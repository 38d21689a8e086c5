//! Drafts: an answer that is still being written is kept, and comes back in the listening room.

use axum::extract::State;
use axum::response::Response;
use domain::id::ReviewId;
use domain::review::Draft;
use edge::{Caller, JsonBody, Path, Problem, respond};
use store::review::ReviewItem;
use store::{Stored, retry_on_conflict};

use crate::{Studio, submission};

/// `PUT /reviews/{review}/draft`: replaces the draft; every field may be left out. Two round trips,
/// one where nothing is new.
pub(crate) async fn save(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let draft = submission::read_draft(body)?;
    retry_on_conflict(|| save_once(&studio, &caller, id, &draft)).await?;
    respond::ok(&draft)
}

async fn save_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    draft: &Draft,
) -> Result<(), Problem> {
    let Stored { item, revision } = studio.own_review(caller, id).await?;
    item.review.allows_draft()?;
    if item.draft.as_ref() == Some(draft) {
        return Ok(());
    }
    let item = ReviewItem { draft: Some(draft.clone()), ..item };
    Ok(studio.store.replace(&Stored { item, revision }).await?)
}
