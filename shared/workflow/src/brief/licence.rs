//! What a client was granted with an award, for its parties.

use domain::id::BriefId;
use domain::licence::Licence;

use crate::{Actor, Workflow, WorkflowError};

/// For the client, the writers who have agreed to their shares, and operators; for everybody else
/// there is none. Two round trips.
pub async fn load(work: &Workflow, actor: Actor, brief: BriefId) -> Result<Licence, WorkflowError> {
    let stored = work.store.get(store::licence::key(brief)).await?;
    let licence = stored.ok_or(WorkflowError::NotFound)?.item;
    let entry = work.store.track_entry(brief, licence.track).await?;
    let track = entry.ok_or(WorkflowError::NotFound)?.track.item.track;
    if actor.is_operator || licence.has_party(actor.member, &track) {
        return Ok(licence);
    }
    Err(WorkflowError::NotFound)
}
