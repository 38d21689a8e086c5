//! `POST` and `DELETE /briefs/{brief}/tracks/{track}/shortlist`: the owner keeps a track in the
//! running, or changes their mind.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::text::Title;
use domain::track::Track;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::AwardAndMaster)
        .post("/briefs/{brief}/tracks/{track}/shortlist", shortlist, |it| {
            it.summary("Put a track on the shortlist")
                .text("Before the award, once it has a delivered review. The composer is told.")
                .who("the client of the brief")
                .refuses(&[Rule::Forbidden, Rule::State, Rule::NotReviewed])
                .without_if_match("only the client shortlists; the same again changes nothing")
        })
        .delete("/briefs/{brief}/tracks/{track}/shortlist", remove, |it| {
            it.summary("Take a track off the shortlist")
                .text("Before the award. The composer is told.")
                .who("the client of the brief")
                .refuses(&[Rule::Forbidden, Rule::State])
                .without_if_match("only the client shortlists; the same again changes nothing")
        })
}

/// A track as its client chooses.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ShortlistedTrackView<'a> {
    brief: BriefId,
    track: TrackId,
    /// Of the track.
    title: &'a Title,
    /// Null where it is not on the shortlist.
    shortlisted_at: Option<Timestamp>,
    /// Null where it has not won.
    selected_at: Option<Timestamp>,
}

pub(crate) async fn shortlist(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<ShortlistedTrackView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_track(&workflow::brief::shortlist::shortlist(&work, actor, brief, track).await?)
}

pub(crate) async fn remove(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<ShortlistedTrackView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let removed = workflow::brief::shortlist::remove_from_shortlist(&work, actor, brief, track);
    respond_with_track(&removed.await?)
}

fn respond_with_track(track: &Track) -> Result<Found<ShortlistedTrackView<'static>>, Problem> {
    answer::found(&ShortlistedTrackView {
        brief: track.brief,
        track: track.id,
        title: &track.title,
        shortlisted_at: track.shortlisted_at,
        selected_at: track.selected_at,
    })
}
