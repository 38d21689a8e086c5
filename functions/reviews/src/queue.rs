//! The queue: what a reviewer was ever given, the oldest first.

use axum::extract::State;
use axum::response::Response;
use domain::review::ReviewState;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, RawQuery, respond};
use store::review::ReviewItem;
use workflow::review::queue;

use crate::Studio;
use crate::view::QueuedReview;

/// `GET /reviews?state=`: a page may be short, since the state is looked at after the page was read.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    seal: CursorSeal,
    query: RawQuery,
) -> Result<Response, Problem> {
    let (page, state) = parse_query(query, seal)?;
    let queue = store::review::queue(caller.member);
    let cursor = page.resume(&queue)?;
    let (mut reviews, next) = studio.store.list_page(&queue, page.limit, cursor).await?;
    reviews.retain(|stored| state.is_none_or(|state| stored.item.state == state));
    let briefs = reviews.iter().map(|stored| stored.item.review.brief).collect();
    let titles = queue::name_briefs(&studio.workflow(), caller.actor(), briefs).await?;
    let items = reviews.iter().map(|stored| {
        let ReviewItem { review, pinned, .. } = &stored.item;
        let entry = Some(pinned.item.version.entry);
        QueuedReview::new(review, titles.get(&review.brief).cloned(), entry)
    });
    respond::ok(&ListPage::new(&page, items.collect(), next))
}

fn parse_query(
    query: RawQuery,
    seal: CursorSeal,
) -> Result<(PageRequest, Option<ReviewState>), Problem> {
    let mut fields = query.fields();
    let page = PageRequest::from_fields(&mut fields, seal);
    let state = fields.optional("state", Field::parse::<ReviewState>);
    fields.finish(|| Some((page?, state?)))
}
