//! The owner keeps a track in the running, or changes their mind, until the award. Any track with a
//! delivered review will do, whatever the verdict: the client's taste is the one that counts.

use domain::brief::{Brief, BriefState};
use domain::change::Change;
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
    let track = &entry.track.item.track;
    let Change::Applied(shortlisted) = track.shortlist(work.now) else {
        return Ok(track.clone());
    };
    check_not_decided(brief)?;
    if !entry.versions.iter().any(|version| is_answered(&version.item)) {
        return Err(WorkflowError::conflict(
            Rule::NotReviewed,
            "the track has no delivered review",
        ));
    }
    let notice = Notice::shortlisted(&shortlisted, work.now);
    let marked = mark(&entry.track, |_| shortlisted);
    work.store.mark_track((id, aggregate.brief.revision), &marked, &notice).await?;
    Ok(marked.item.track)
}

/// The points that were given for the shortlisting are undone by the track as it then is.
pub async fn remove_from_shortlist(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<Track, WorkflowError> {
    retry_on_conflict(|| remove_from_shortlist_once(work, actor, brief, track)).await
}

async fn remove_from_shortlist_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    track: TrackId,
) -> Result<Track, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, id, actor).await?;
    let entry = aggregate.entry(track).ok_or(WorkflowError::NotFound)?;
    let track = &entry.track.item.track;
    let Change::Applied(removed) = track.remove_from_shortlist(work.now) else {
        return Ok(track.clone());
    };
    check_not_decided(&aggregate.brief.item.brief)?;
    let notice = Notice::shortlist_removed(&removed, work.now);
    let marked = mark(&entry.track, |_| removed);
    work.store.mark_track((id, aggregate.brief.revision), &marked, &notice).await?;
    Ok(marked.item.track)
}

fn check_not_decided(brief: &Brief) -> Result<(), WorkflowError> {
    if matches!(brief.state, BriefState::Open | BriefState::Judging) {
        return Ok(());
    }
    Err(WorkflowError::conflict(Rule::State, "a shortlist changes before the award alone"))
}

/// The track as stored, with a change of the track itself.
pub(crate) fn mark(
    stored: &Stored<TrackItem>,
    change: impl FnOnce(Track) -> Track,
) -> Stored<TrackItem> {
    let track = change(stored.item.track.clone());
    Stored { item: TrackItem { track, ..stored.item.clone() }, revision: stored.revision }
}
