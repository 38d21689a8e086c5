//! What the client of a brief does with one of its tracks: loaded with its brief, decided, and written
//! once with the notice to its composer.

use domain::brief::Brief;
use domain::change::Change;
use domain::id::{BriefId, TrackId};
use domain::notice::Notice;
use domain::track::Track;
use store::track::{TrackEntry, TrackItem};
use store::{Stored, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

/// The track as `decide` leaves it. What changes nothing writes nothing.
pub(super) async fn mark_track(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
    decide: impl Fn(&Brief, &TrackEntry) -> Result<Change<(Track, Notice)>, WorkflowError>,
) -> Result<Track, WorkflowError> {
    retry_on_conflict(async || {
        let aggregate = access::load_aggregate_of_owner(work, brief, actor).await?;
        let entry = aggregate.entry(track).ok_or(WorkflowError::NotFound)?;
        let Change::Applied((changed, notice)) = decide(&aggregate.brief.item.brief, entry)? else {
            return Ok(entry.track.item.track.clone());
        };
        let marked = mark(&entry.track, |_| changed);
        work.store.mark_track(&aggregate.brief, &marked, &notice).await?;
        Ok(marked.item.track)
    })
    .await
}

/// The track as stored, with a change of the track itself.
pub(super) fn mark(
    stored: &Stored<TrackItem>,
    change: impl FnOnce(Track) -> Track,
) -> Stored<TrackItem> {
    let track = change(stored.item.track.clone());
    Stored { item: TrackItem { track, ..stored.item.clone() }, revision: stored.revision }
}
