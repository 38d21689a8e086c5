//! `POST /briefs/{brief}/coproducers/me/leave`: a co-producer leaves.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use edge::{Caller, Path, Problem, respond};
use serde_json::json;

use crate::Studio;

/// Leaving again changes nothing, but seeks a successor again where that failed before.
pub(crate) async fn leave(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let place = workflow::brief::leave::leave(&studio.workflow(), caller.actor(), brief).await?;
    respond::ok(&json!({
        "brief": place.brief,
        "member": place.member,
        "appointed_at": place.appointed_at,
        "left_at": place.left_at,
    }))
}
