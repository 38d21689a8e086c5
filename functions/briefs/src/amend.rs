//! `PATCH /briefs/{brief}`: the owner changes what they asked for, as they last read it.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use edge::{Caller, ETag, IfMatch, JsonBody, Path, Problem};
use workflow::brief::access;

use crate::lifecycle::respond_with_brief;
use crate::{Studio, terms};

/// Two round trips.
pub(crate) async fn amend(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<BriefId>,
    if_match: IfMatch,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let aggregate = access::load_aggregate_of_owner(&work, id, actor).await?;
    if_match.require(ETag(aggregate.brief.item.edition))?;
    let mut fields = body.fields()?;
    let terms = terms::read_amended(&mut fields, &aggregate.brief.item.terms);
    let terms = fields.finish(|| terms)?;
    let amended = workflow::brief::amend::amend(&work, actor, aggregate, terms);
    respond_with_brief(&Box::pin(amended).await?)
}
