//! A client writes a draft.

use domain::brief::{Brief, BriefTerms};
use domain::id::{BriefId, MemberId};
use domain::money::Sha256Hex;
use store::Created;
use store::brief::BriefItem;

use crate::{Workflow, WorkflowError};

/// Writes a draft under an id that follows from its request: the same request again finds the draft
/// that the first one made. One round trip.
pub async fn create_draft(
    work: &Workflow,
    client: MemberId,
    brief: BriefId,
    terms: BriefTerms,
    request_sha256: Sha256Hex,
) -> Result<Brief, WorkflowError> {
    let draft = Brief::draft(brief, client, terms, work.now);
    let item = BriefItem::new(draft, request_sha256);
    let stored = match work.store.create(&item).await? {
        Created::New => item,
        Created::Existing(stored) if stored.item.request_sha256 == item.request_sha256 => {
            stored.item
        }
        Created::Existing(_) => return Err(WorkflowError::KeyReused),
    };
    Ok(stored.brief)
}
