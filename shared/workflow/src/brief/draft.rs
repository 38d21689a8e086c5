//! A client writes a draft.

use domain::brief::{Brief, BriefTerms};
use domain::id::{BriefId, MemberId};
use domain::money::Sha256Hex;
use store::Creation;
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
) -> Result<BriefItem, WorkflowError> {
    let draft = Brief::draft(brief, client, terms, work.now);
    let item = BriefItem::new(draft, request_sha256);
    match work.store.create(&item).await? {
        Creation::New => Ok(item),
        Creation::Existing(stored) if stored.item.request_sha256 == item.request_sha256 => {
            Ok(stored.item)
        }
        Creation::Existing(_) => Err(WorkflowError::KeyReused),
    }
}
