//! `POST /briefs/{brief}/selection` `{track, version}`: the award.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use edge::{Caller, Deployment, Field, JsonBody, Path, Problem};

use crate::Studio;
use crate::lifecycle::respond_with_brief;

pub(crate) async fn select(
    State(studio): State<Studio>,
    caller: Caller,
    Deployment(secret): Deployment,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let track = fields.required("track", Field::parse::<TrackId>);
    let version = fields.required("version", |field| field.integer(1..=u8::MAX));
    let (track, version) = fields.finish(|| Some((track?, version?)))?;
    let work = studio.workflow();
    let actor = caller.actor();
    respond_with_brief(
        &workflow::brief::selection::select(&work, &secret, actor, brief, track, version).await?,
    )
}
