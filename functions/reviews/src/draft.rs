//! Drafts: an answer that is still being written is kept, and comes back in the listening room.

use axum::extract::State;
use axum::response::Response;
use domain::id::ReviewId;
use edge::{Caller, JsonBody, Path, Problem, respond};

use crate::{Studio, submission};

/// `PUT /reviews/{review}/draft`: replaces the draft; every field may be left out. Two round trips,
/// one where nothing is new.
pub(crate) async fn save(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let draft = submission::draft_from_body(body)?;
    workflow::review::hear::save_draft(&studio.workflow(), caller.actor(), id, &draft).await?;
    respond::ok(&draft)
}
