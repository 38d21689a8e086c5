//! Who co-produces a brief: appointed by its owner or an operator.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId};
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use serde_json::json;

use crate::Studio;

/// `POST /briefs/{brief}/coproducers` `{member}`. The same appointment again is the same place. What
/// waits on the brief is assigned at once.
pub(crate) async fn appoint(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let member = fields.required("member", Field::parse);
    let member: MemberId = fields.finish(|| member)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let place = workflow::brief::roster::appoint(&work, actor, brief, member).await?;
    let view = json!({
        "brief": place.brief,
        "member": place.member,
        "appointed_by": place.appointed_by,
        "appointed_at": place.appointed_at,
    });
    respond::created_unaddressed(&view)
}
