//! What the caller owns: tracks, points, credits, invitations, notices. Each list is one round trip
//! a page, unless it says otherwise.

use std::cmp::Reverse;

use axum::extract::State;
use axum::response::Response;
use domain::credit::Credit;
use domain::id::MemberId;
use domain::invitation::Invitation;
use domain::notice::Notice;
use domain::points::PointEntry;
use edge::{Accept, Caller, Deployment, ListPage, PageRequest, Problem, respond};
use serde::Serialize;
use store::track::TrackItem;
use store::{Item, List};
use workflow::credit::{self, with_states};

use crate::Studio;
use crate::table::{self, Form};
use crate::view::{CreditView, NoticeView, StandingView, TrackView};

/// `GET /me/tracks`.
pub(crate) async fn tracks(
    State(studio): State<Studio>,
    caller: Caller,
    page: PageRequest,
) -> Result<Response, Problem> {
    let view = |item: TrackItem| TrackView::from(item.track);
    respond::ok(&owned(&studio, caller.member, &page, view).await?)
}

/// `GET /me/credits`; all of them in one table where `Accept` asks for `text/csv`.
pub(crate) async fn credits(
    State(studio): State<Studio>,
    caller: Caller,
    Deployment(secret): Deployment,
    accept: Accept,
    page: PageRequest,
) -> Result<Response, Problem> {
    let work = studio.workflow();
    match table::wanted_form(&accept)? {
        Form::Json => {
            let cursor = page.resume(&List::<Credit>::owned_by(caller.member))?;
            let (credits, next) =
                credit::list_own_credits(&work, caller.member, page.limit, cursor).await?;
            let credits = with_states(&work, credits).await?;
            let with_link = |credit| CreditView::with_link(credit, &secret);
            let items = credits.into_iter().map(with_link).collect();
            respond::ok(&ListPage::new(&page, items, next))
        }
        Form::Csv => {
            let credits = credit::load_own_credits(&work, caller.member).await?;
            let credits = with_states(&work, credits).await?;
            table::csv_response(credits.into_iter().map(CreditView::whole))
        }
    }
}

/// `GET /me/invitations`.
pub(crate) async fn invitations(
    State(studio): State<Studio>,
    caller: Caller,
    page: PageRequest,
) -> Result<Response, Problem> {
    respond::ok(&owned::<Invitation, _>(&studio, caller.member, &page, |item| item).await?)
}

/// `GET /me/notices`: put into words as they are read, with the facts beside. Two round trips a page,
/// three where a brief of it is under an embargo.
pub(crate) async fn notices(
    State(studio): State<Studio>,
    caller: Caller,
    page: PageRequest,
) -> Result<Response, Problem> {
    let ListPage { items, next } =
        owned::<Notice, _>(&studio, caller.member, &page, |notice| notice).await?;
    let contexts =
        studio.store.notice_contexts(&items, caller.actor().is_operator, studio.now()).await?;
    let read = items.iter().zip(&contexts);
    let items: Result<Vec<NoticeView>, Problem> =
        read.map(|(notice, context)| NoticeView::new(notice, context)).collect();
    respond::ok(&ListPage { items: items?, next })
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
    let person = studio.caller(caller.member).await?;
    let mut items = studio.store.list_all(&store::standing::points_of(caller.member)).await?;
    items.sort_by_cached_key(|entry| (Reverse(entry.at), entry.key()));
    let items = items.into_iter().map(PointView::from).collect();
    respond::ok(&PointsView { standing: StandingView::new(&person), items })
}

async fn owned<T: Item, View>(
    studio: &Studio,
    member: MemberId,
    page: &PageRequest,
    view: impl Fn(T) -> View,
) -> Result<ListPage<View>, Problem> {
    let list = List::<T>::owned_by(member);
    let cursor = page.resume(&list)?;
    let (items, next) = studio.store.list_page(&list, page.limit, cursor).await?;
    Ok(ListPage::new(page, items.into_iter().map(|stored| view(stored.item)).collect(), next))
}
