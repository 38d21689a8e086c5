//! `POST` and `DELETE /briefs/{brief}/tracks/{track}/shortlist`: the owner keeps a track in the
//! running, or changes their mind.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::track::Track;
use edge::{Caller, Path, Problem, respond};
use serde_json::json;

use crate::Studio;

pub(crate) async fn shortlist(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_track(&workflow::brief::shortlist::shortlist(&work, actor, brief, track).await?)
}

pub(crate) async fn remove(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let removed = workflow::brief::shortlist::remove_from_shortlist(&work, actor, brief, track);
    respond_with_track(&removed.await?)
}

fn respond_with_track(track: &Track) -> Result<Response, Problem> {
    let view = json!({
        "brief": track.brief,
        "track": track.id,
        "title": track.title,
        "shortlisted_at": track.shortlisted_at,
        "selected_at": track.selected_at,
    });
    respond::ok(&view)
}
