//! What happens to a brief, from the draft to the award.

pub mod access;
pub mod amend;
mod automatic;
pub mod board;
pub(crate) mod change;
pub mod draft;
pub mod invitations;
pub mod leave;
pub mod lexicon;
pub mod licence;
pub mod lifecycle;
mod mark;
pub mod prize;
pub mod questions;
pub mod rankings;
pub mod rating;
pub mod read;
pub mod roster;
pub mod selection;
pub mod shortlist;
pub mod silence;

use std::collections::{BTreeMap, BTreeSet};

use domain::id::BriefId;
use store::brief::BriefItem;

use crate::{Workflow, WorkflowError};

/// Those of these briefs that are there. One round trip for a hundred.
pub(crate) async fn load_briefs(
    work: &Workflow,
    ids: impl Iterator<Item = BriefId>,
) -> Result<BTreeMap<BriefId, BriefItem>, WorkflowError> {
    let ids: BTreeSet<BriefId> = ids.collect();
    let briefs = work.store.get_each(ids.into_iter().map(store::brief::key)).await?;
    let briefs = briefs.into_iter().flatten().map(|stored| (stored.item.id, stored.item));
    Ok(briefs.collect())
}
