//! What one owns: tracks, points, credits, invitations, notices. Each list is one round trip a page.

use std::cmp::Reverse;

use axum::extract::State;
use axum::response::Response;
use domain::credit::Credit;
use domain::id::MemberId;
use domain::invitation::Invitation;
use domain::notice::Notice;
use domain::points::PointEntry;
use edge::{Caller, Listing, Page, Problem, respond};
use serde::Serialize;
use store::track::TrackItem;
use store::{Item, keys};

use crate::Studio;
use crate::view::{CreditView, NoticeView, StandingView, TrackView};

/// `GET /me/tracks`.
pub(crate) async fn tracks(
    State(studio): State<Studio>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    let view = |item: TrackItem| TrackView::from(item.track);
    respond::ok(&owned(&studio, caller.member, &page, view).await?)
}

/// `GET /me/credits`.
pub(crate) async fn credits(
    State(studio): State<Studio>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    respond::ok(&owned::<Credit, _>(&studio, caller.member, &page, CreditView::whole).await?)
}

/// `GET /me/invitations`.
pub(crate) async fn invitations(
    State(studio): State<Studio>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    respond::ok(&owned::<Invitation, _>(&studio, caller.member, &page, |item| item).await?)
}

/// `GET /me/notices`.
pub(crate) async fn notices(
    State(studio): State<Studio>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    respond::ok(&owned::<Notice, _>(&studio, caller.member, &page, NoticeView::from).await?)
}

/// Every entry, so that the sum can be checked by hand.
#[derive(Debug, Serialize)]
struct PointsView {
    standing: StandingView,
    items: Vec<PointView>,
}

/// One entry, explained.
#[derive(Debug, Serialize)]
struct PointView {
    #[serde(flatten)]
    entry: PointEntry,
    because: String,
}

impl From<PointEntry> for PointView {
    fn from(entry: PointEntry) -> PointView {
        let because = entry.rule.because();
        let because = if entry.opposite {
            format!("undone, since it was voided or withdrawn: {because}")
        } else {
            because.to_owned()
        };
        PointView { entry, because }
    }
}

/// `GET /me/points`: the standing and all the entries it rests on, the newest first.
pub(crate) async fn points(
    State(studio): State<Studio>,
    caller: Caller,
) -> Result<Response, Problem> {
    let person = studio.store.person(caller.member, studio.now()).await?;
    let mut items = studio.store.points(caller.member).await?;
    items.sort_by_cached_key(|entry| (Reverse(entry.at), entry.key()));
    let items = items.into_iter().map(PointView::from).collect();
    respond::ok(&PointsView { standing: StandingView::new(&person), items })
}

async fn owned<T: Item, View>(
    studio: &Studio,
    member: MemberId,
    page: &Page,
    view: impl Fn(T) -> View,
) -> Result<Listing<View>, Problem> {
    let cursor = page.resume("gsi1pk", &keys::owner_list_partition(member, T::KIND))?;
    let found = studio.store.owned(member, T::KIND, page.limit, cursor).await?;
    let (items, next) = found.parse::<T>()?;
    Ok(Listing::new(items.into_iter().map(|stored| view(stored.item)).collect(), next))
}
