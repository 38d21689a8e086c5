//! The queue: what a reviewer was ever given, the oldest first.

use axum::extract::State;
use domain::review::ReviewState;
use edge::{
    Caller, Field, Fields, Found, ListFilters, ListPage, Paged, Problem, Routes, Tag, answer,
};
use workflow::review::queue;

use crate::Studio;
use crate::view::QueuedReview;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).get("/reviews", list, |it| {
        it.summary("List one's own reviews")
            .text("All that the caller was ever given.")
            .who("every member; whoever was given none reads an empty list")
            .ordered("by when they were given, the oldest first")
    })
}

/// `GET /reviews?state=`: a page may be short, since the state is looked at after the page was read.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Paged { filters: QueueFilters { state }, page }: Paged<QueueFilters>,
) -> Result<Found<ListPage<QueuedReview>>, Problem> {
    let queue = store::review::queue(caller.member);
    let cursor = page.resume(&queue)?;
    let (mut reviews, next) = studio.store.list_page(&queue, page.limit, cursor).await?;
    reviews.retain(|stored| state.is_none_or(|state| stored.item.state == state));
    let briefs = reviews.iter().map(|stored| stored.item.review.brief).collect();
    let titles = queue::name_briefs(&studio.workflow(), caller.actor(), briefs).await?;
    let items = reviews.iter().map(|stored| {
        let title = titles.get(&stored.item.review.brief);
        QueuedReview::in_queue(&stored.item, title.cloned())
    });
    answer::found(&ListPage::new(&page, items.collect(), next))
}

/// What narrows the queue.
pub(crate) struct QueueFilters {
    state: Option<ReviewState>,
}

impl ListFilters for QueueFilters {
    fn read(fields: &mut Fields) -> Option<QueueFilters> {
        let state = fields.optional("state", Field::word::<ReviewState>);
        fields.note("state", "Only reviews that have come so far.");
        state.map(|state| QueueFilters { state })
    }
}
