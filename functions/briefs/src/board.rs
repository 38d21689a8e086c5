//! `GET /briefs?genre=&prize=`, the board of open public briefs, and `GET /me/briefs`, one's own with
//! the drafts.

use axum::extract::State;
use domain::brief::{BoardFilter, BriefState};
use edge::{
    Caller, Field, Fields, Found, ListFilters, ListPage, Paged, Problem, Routes, Tag, answer,
};
use store::brief::BriefItem;

use crate::Studio;
use crate::view::BriefView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Briefs)
        .get("/briefs", board, |it| {
            it.summary("List the briefs on the board")
                .text("Public briefs that take tracks now.")
                .who("every member")
                .ordered("by deadline, the next one first")
        })
        .get("/me/briefs", mine, |it| {
            it.summary("List one's own briefs")
                .text("In every state, with the drafts.")
                .who("every member; whoever has posted none reads an empty list")
                .ordered("by when they were written, the newest first")
        })
}

/// What narrows the board.
pub(crate) struct OnTheBoard(BoardFilter);

impl ListFilters for OnTheBoard {
    fn read(fields: &mut Fields) -> Option<OnTheBoard> {
        let state = fields.optional_or("state", BriefState::Open, |field| {
            field.one_of(&[("open", BriefState::Open)])
        });
        fields.note("state", "The board has no others.");
        let genre = fields.optional("genre", Field::parse);
        fields.note("genre", "Only briefs with this genre among theirs.");
        let prize = fields.optional("prize", Field::flag);
        fields.note("prize", "Only briefs that offer a prize, or only those that offer none.");
        state.and_then(|_open| Some(OnTheBoard(BoardFilter { genre: genre?, prize: prize? })))
    }
}

/// Briefs that take tracks now, the next deadline first. What the filters leave out, and what ends
/// before the index knows, leaves no gap. One round trip a page that is read.
pub(crate) async fn board(
    State(studio): State<Studio>,
    _caller: Caller,
    Paged { filters: OnTheBoard(filter), page }: Paged<OnTheBoard>,
) -> Result<Found<ListPage<BriefView<'static>>>, Problem> {
    let cursor = page.resume(&store::brief::board())?;
    let work = studio.workflow();
    let (items, next) =
        workflow::brief::board::list_board(&work, &filter, page.limit, cursor).await?;
    let views = items.iter().map(|item| BriefView::new(&item.brief)).collect();
    answer::found(&ListPage::new(&page, views, next))
}

/// The caller's own briefs, the newest first.
pub(crate) async fn mine(
    State(studio): State<Studio>,
    caller: Caller,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<BriefView<'static>>>, Problem> {
    let owned = store::List::<BriefItem>::owned_by(caller.member);
    let cursor = page.resume(&owned)?;
    let (items, next) = studio.store.list_page(&owned, page.limit, cursor).await?;
    let items: Vec<BriefItem> = items.into_iter().map(|stored| stored.item).collect();
    let views = items.iter().map(|item| BriefView::new(&item.brief)).collect();
    answer::found(&ListPage::new(&page, views, next))
}
