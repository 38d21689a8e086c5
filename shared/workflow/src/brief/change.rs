//! A brief with another content, before and after it is written.

use domain::brief::Brief;
use domain::id::MemberId;
use domain::money::input::MonthInput;
use store::Stored;
use store::brief::BriefItem;

use crate::{Workflow, WorkflowError};

/// What of this change belongs into the books. One round trip where something does.
pub(super) async fn prize_booking(
    work: &Workflow,
    before: &Stored<BriefItem>,
    after: &Stored<BriefItem>,
    by: MemberId,
) -> Result<Option<MonthInput>, WorkflowError> {
    let genesis = work.genesis_month()?;
    Ok(work.store.prize_booking(genesis, before, &after.item.brief, by, work.now).await?)
}

/// The stored brief with another content, ready to replace what was read.
pub(crate) fn moved(before: &Stored<BriefItem>, brief: Brief) -> Stored<BriefItem> {
    Stored { item: before.item.with(brief), revision: before.revision }
}

/// What stands in the table once the replacement is written.
pub(super) fn written(stored: Stored<BriefItem>) -> Stored<BriefItem> {
    Stored { revision: stored.revision.saturating_add(1), ..stored }
}
