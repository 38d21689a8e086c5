//! The owner keeps a track in the running, or changes their mind, until the award. Any track with a
//! delivered review will do, whatever the verdict: the client's taste is the one that counts.

use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, TrackId};
use domain::notice::Notice;
use domain::rules::Rule;
use domain::track::Track;
use store::brief_aggregate::is_answered;
use store::track::TrackEntry;

use super::mark::mark_track;
use crate::{Actor, Workflow, WorkflowError};

pub async fn shortlist(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<Track, WorkflowError> {
    mark_track(work, actor, brief, track, |brief, entry| {
        let Change::Applied(shortlisted) = entry.track.item.track.shortlist(work.now) else {
            return Ok(Change::AlreadyApplied);
        };
        check_not_decided(brief)?;
        check_answered(entry)?;
        let notice = Notice::shortlisted(&shortlisted, work.now);
        Ok(Change::Applied((shortlisted, notice)))
    })
    .await
}

/// The points that were given for the shortlisting are undone by the track as it then is.
pub async fn remove_from_shortlist(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<Track, WorkflowError> {
    mark_track(work, actor, brief, track, |brief, entry| {
        let Change::Applied(removed) = entry.track.item.track.remove_from_shortlist(work.now)
        else {
            return Ok(Change::AlreadyApplied);
        };
        check_not_decided(brief)?;
        let notice = Notice::shortlist_removed(&removed, work.now);
        Ok(Change::Applied((removed, notice)))
    })
    .await
}

fn check_not_decided(brief: &Brief) -> Result<(), WorkflowError> {
    if matches!(brief.state, BriefState::Open | BriefState::Judging) {
        return Ok(());
    }
    Err(WorkflowError::conflict(Rule::State, "a shortlist changes before the award alone"))
}

fn check_answered(entry: &TrackEntry) -> Result<(), WorkflowError> {
    if entry.versions.iter().any(|version| is_answered(&version.item)) {
        return Ok(());
    }
    Err(WorkflowError::conflict(Rule::NotReviewed, "the track has no delivered review"))
}
