//! The owner keeps a track in the running. Any track with a delivered review will do, whatever the
//! verdict: the client's taste is the one that counts.

use domain::brief::BriefState;
use domain::id::{BriefId, TrackId};
use domain::notice::Notice;
use domain::rules::Rule;
use domain::track::Track;
use store::brief_aggregate::is_answered;
use store::track::TrackItem;
use store::{Stored, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

pub async fn shortlist(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<Track, WorkflowError> {
    retry_on_conflict(|| shortlist_once(work, actor, brief, track)).await
}

async fn shortlist_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    track: TrackId,
) -> Result<Track, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, id, actor).await?;
    let brief = &aggregate.brief.item.brief;
    let entry = aggregate.entry(track).ok_or(WorkflowError::NotFound)?;
    if entry.track.item.track.shortlisted_at.is_some() {
        return Ok(entry.track.item.track.clone());
    }
    if !matches!(brief.state, BriefState::Open | BriefState::Judging) {
        return Err(WorkflowError::conflict(Rule::State, "a shortlist is made before the award"));
    }
    if !entry.versions.iter().any(|version| is_answered(&version.item)) {
        return Err(WorkflowError::conflict(
            Rule::NotReviewed,
            "the track has no delivered review",
        ));
    }
    let now = work.now;
    let notice = Notice::shortlisted(&entry.track.item.track, now);
    let marked = mark(&entry.track, |track| Track { shortlisted_at: Some(now), ..track });
    work.store.shortlist((id, aggregate.brief.revision), &marked, &notice).await?;
    Ok(marked.item.track)
}

/// The track as stored, with a change of the track itself.
pub(crate) fn mark(
    stored: &Stored<TrackItem>,
    change: impl FnOnce(Track) -> Track,
) -> Stored<TrackItem> {
    let track = change(stored.item.track.clone());
    Stored { item: TrackItem { track, ..stored.item.clone() }, revision: stored.revision }
}
