//! `POST /briefs/{brief}/selection` `{track, version, why}`: the award, and why this one.

use axum::extract::State;
use axum::response::Response;
use domain::brief::Choice;
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
    let why = fields.required("why", Field::parse);
    let choice = fields.finish(|| Some(Choice { track: track?, version: version?, why: why? }))?;
    let work = studio.workflow();
    let actor = caller.actor();
    let selected = workflow::brief::selection::select(&work, &secret, actor, brief, &choice);
    respond_with_brief(&selected.await?)
}
