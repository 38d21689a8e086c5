//! `POST /briefs/{brief}/tracks/{track}/shortlist`: the owner keeps a track in the running. Any track
//! with a delivered review will do, whatever the verdict: the client's taste is the one that counts.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, TrackId};
use domain::notice::{Notice, NoticeKind};
use domain::track::Track;
use edge::{Caller, Path, Problem, respond};
use jiff::Timestamp;
use serde_json::json;
use store::brief_aggregate::is_answered;
use store::track::TrackItem;
use store::{Stored, retry_on_conflict};

use crate::{Studio, access, notices};

pub(crate) async fn shortlist(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    retry_on_conflict(|| shortlist_once(&studio, &caller, brief, track)).await
}

async fn shortlist_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    track: TrackId,
) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(studio, id, caller).await?;
    let brief = &aggregate.brief.item.brief;
    let entry = aggregate.entry(track).ok_or_else(Problem::not_found)?;
    if entry.track.item.track.shortlisted_at.is_some() {
        return answer(&entry.track.item.track);
    }
    if !matches!(brief.state, BriefState::Open | BriefState::Judging) {
        return Err(Problem::conflict("state", "a shortlist is made before the award"));
    }
    if !entry.versions.iter().any(|version| is_answered(&version.item)) {
        return Err(Problem::conflict("not_reviewed", "the track has no delivered review"));
    }
    let now = studio.now();
    let notice = notice(brief, &entry.track.item.track, now)?;
    let marked = mark(&entry.track, |track| Track { shortlisted_at: Some(now), ..track });
    studio.store.shortlist((id, aggregate.brief.revision), &marked, &notice).await?;
    answer(&marked.item.track)
}

fn notice(brief: &Brief, track: &Track, now: Timestamp) -> Result<Notice, Problem> {
    let (title, brief_title) = (&track.title, &brief.terms.title);
    let text = format!("\"{title}\" is on the shortlist of \"{brief_title}\".");
    let (kind, part) = (NoticeKind::Shortlisted, track.id.to_string());
    notices::about(brief, track.composer, kind, &part, &text, now)
}

/// The track as stored, with a change of the track itself.
pub(crate) fn mark(
    stored: &Stored<TrackItem>,
    change: impl FnOnce(Track) -> Track,
) -> Stored<TrackItem> {
    let track = change(stored.item.track.clone());
    Stored { item: TrackItem { track, ..stored.item.clone() }, revision: stored.revision }
}

fn answer(track: &Track) -> Result<Response, Problem> {
    let view = json!({
        "brief": track.brief,
        "track": track.id,
        "title": track.title,
        "shortlisted_at": track.shortlisted_at,
        "selected_at": track.selected_at,
    });
    respond::ok(&view)
}
