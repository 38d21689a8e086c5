//! The queue: what a reviewer was ever given, the oldest first.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use domain::review::ReviewState;
use domain::text::Title;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, Query, respond};
use store::Stored;
use store::review::ReviewItem;

use crate::Studio;
use crate::view::QueuedReview;

/// `GET /reviews?state=`: a page may be short, since the state is looked at after the page was read.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let (page, state) = parse_query(query, seal)?;
    let queue = store::review::queue(caller.member);
    let cursor = page.resume(&queue)?;
    let (mut reviews, next) = studio.store.list_page(&queue, page.limit, cursor).await?;
    reviews.retain(|stored| state.is_none_or(|state| stored.item.state == state));
    let titles = titles(&studio, &reviews).await?;
    let items = reviews.iter().map(|stored| {
        let ReviewItem { review, pinned, .. } = &stored.item;
        let entry = Some(pinned.item.version.entry);
        QueuedReview::new(review, titles.get(&review.brief).cloned(), entry)
    });
    respond::ok(&ListPage::new(&page, items.collect(), next))
}

fn parse_query(
    query: Query,
    seal: CursorSeal,
) -> Result<(PageRequest, Option<ReviewState>), Problem> {
    let mut fields = query.fields();
    let page = PageRequest::from_fields(&mut fields, seal);
    let state = fields.optional("state", Field::parse::<ReviewState>);
    fields.finish(|| Some((page?, state?)))
}

async fn titles(
    studio: &Studio,
    reviews: &[Stored<ReviewItem>],
) -> Result<BTreeMap<BriefId, Title>, Problem> {
    let briefs: BTreeSet<BriefId> = reviews.iter().map(|stored| stored.item.review.brief).collect();
    let found = studio.store.get_each(briefs.into_iter().map(store::brief::key)).await?;
    Ok(found
        .into_iter()
        .flatten()
        .map(|stored| (stored.item.id, stored.item.terms.title.clone()))
        .collect())
}
