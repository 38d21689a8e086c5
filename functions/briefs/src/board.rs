//! `GET /briefs?genre=&prize=`, the board of open public briefs, and `GET /me/briefs`, one's own with
//! the drafts.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{BoardFilter, BriefState};
use domain::text::Tag;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, Query, respond};
use store::List;
use store::brief::BriefItem;

use crate::Studio;
use crate::view::BriefView;

/// Briefs that take tracks now, the next deadline first. What the filters leave out, and what ends
/// before the index knows, leaves no gap. One round trip a page that is read.
pub(crate) async fn board(
    State(studio): State<Studio>,
    _caller: Caller,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let page = PageRequest::from_fields(&mut fields, seal);
    let state = fields.optional_or("state", BriefState::Open, |field| {
        field.one_of(&[("open", BriefState::Open)])
    });
    let genre = fields.optional("genre", Field::parse::<Tag>);
    let prize = fields.optional("prize", |field| field.one_of(&[("true", true), ("false", false)]));
    let (page, genre, prize, _open) = fields.finish(|| Some((page?, genre?, prize?, state?)))?;

    let cursor = page.resume(&store::brief::board())?;
    let work = studio.workflow();
    let filter = BoardFilter { genre, prize };
    let (items, next) =
        workflow::brief::board::list_board(&work, &filter, page.limit, cursor).await?;
    let views = items.iter().map(|item| BriefView::new(&item.brief)).collect();
    respond::ok(&ListPage::new(&page, views, next))
}

/// The caller's own briefs, the newest first.
pub(crate) async fn mine(
    State(studio): State<Studio>,
    caller: Caller,
    page: PageRequest,
) -> Result<Response, Problem> {
    let owned = List::<BriefItem>::owned_by(caller.member);
    let cursor = page.resume(&owned)?;
    let (items, next) = studio.store.list_page(&owned, page.limit, cursor).await?;
    let items: Vec<BriefItem> = items.into_iter().map(|stored| stored.item).collect();
    let views = items.iter().map(|item| BriefView::new(&item.brief)).collect();
    respond::ok(&ListPage::new(&page, views, next))
}
