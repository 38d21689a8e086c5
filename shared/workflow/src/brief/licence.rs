//! What a client was granted with an award, for its parties.

use domain::id::{BriefId, TrackId};
use domain::licence::Licence;

use crate::{Actor, Workflow, WorkflowError};

/// A track that never was: asked for where there is no licence, so that somebody else's is refused
/// by as many calls as none.
const NO_TRACK: TrackId = TrackId::from_bytes([0; 16]);

/// For the client, the writers who have agreed to their shares, and operators; for everybody else
/// there is none. Two round trips.
pub async fn load(work: &Workflow, actor: Actor, brief: BriefId) -> Result<Licence, WorkflowError> {
    let stored = work.store.get(store::licence::key(brief)).await?;
    let licence = stored.map(|stored| stored.item);
    let winner = licence.as_ref().map_or(NO_TRACK, |licence| licence.track);
    let entry = work.store.track_entry(brief, winner).await?;
    let (Some(licence), Some(entry)) = (licence, entry) else {
        return Err(WorkflowError::NotFound);
    };
    let track = entry.track.item.track;
    if actor.is_operator || licence.has_party(actor.member, &track) {
        return Ok(licence);
    }
    Err(WorkflowError::NotFound)
}
