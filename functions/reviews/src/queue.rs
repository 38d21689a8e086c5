//! The queue: what a reviewer was ever given, the oldest first.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use domain::review::ReviewState;
use domain::role::Role;
use domain::text::Title;
use domain::track::ReviewingPart;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, Query, respond};
use store::Stored;
use store::brief::BriefItem;
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
    let titles = titles(&studio, &caller, &reviews).await?;
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

/// The titles of the briefs, but for those that an embargo keeps from a reviewer who has left. One
/// round trip, two under an embargo.
async fn titles(
    studio: &Studio,
    caller: &Caller,
    reviews: &[Stored<ReviewItem>],
) -> Result<BTreeMap<BriefId, Title>, Problem> {
    let ids: BTreeSet<BriefId> = reviews.iter().map(|stored| stored.item.review.brief).collect();
    let found = studio.store.get_each(ids.into_iter().map(store::brief::key)).await?;
    let mut briefs: Vec<BriefItem> = found.into_iter().flatten().map(|one| one.item).collect();
    let is_kept = |brief: &BriefItem| {
        let operates = caller.is(Role::Operator);
        let part = brief.part(caller.member, ReviewingPart::Nothing, operates);
        brief.kept_back_until(part, false, studio.now()).is_some()
    };
    let embargoed: BTreeSet<BriefId> =
        briefs.iter().filter(|one| is_kept(one)).map(|one| one.id).collect();
    let places = embargoed.iter().map(|brief| store::roster::key(*brief, caller.member));
    let places = studio.store.get_each(places).await?.into_iter().flatten();
    let held = places.map(|stored| stored.item).filter(|place| place.left_at.is_none());
    let held: BTreeSet<BriefId> = held.map(|place| place.brief).collect();
    briefs.retain(|brief| !embargoed.contains(&brief.id) || held.contains(&brief.id));
    Ok(briefs.into_iter().map(|one| (one.id, one.brief.terms.title)).collect())
}
