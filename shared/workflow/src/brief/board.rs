//! The board: open public briefs, as somebody looks for one, and as one is found for a track.

use domain::brief::{BoardFilter, Brief, SimilarBrief, similar_briefs};
use store::brief::BriefItem;
use store::{Cursor, ShownPage};

use crate::{Workflow, WorkflowError};

/// A page of the briefs that take tracks now, the next deadline first. What the filter leaves out,
/// and what ends before the index knows, leaves no gap. One round trip a page that is read.
pub async fn list_board(
    work: &Workflow,
    filter: &BoardFilter,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<BriefItem>, Option<Cursor>), WorkflowError> {
    let board = store::brief::board();
    let mut page = ShownPage::filtered(limit, cursor);
    while let Some((room, from)) = page.wanted() {
        let (found, next) = work.store.list_page(&board, room, from).await?;
        let found = found.into_iter().map(|stored| stored.item);
        page.take(found.filter(|item| filter.finds(&item.brief, work.now)), next);
    }
    Ok(page.finish())
}

/// The briefs on the board that ask for the same genres, the best match first. One round trip.
pub(crate) async fn find_similar(
    work: &Workflow,
    here: &Brief,
) -> Result<Vec<SimilarBrief>, WorkflowError> {
    let (board, _next) = work
        .store
        .list_page(&store::brief::board(), work.policy.similar_briefs_looked_at, None)
        .await?;
    let board = board.into_iter().map(|stored| stored.item.brief);
    Ok(similar_briefs(here, board, work.now, work.policy))
}
