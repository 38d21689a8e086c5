//! What the caller owns: tracks, points, credits, invitations, notices. Each list is one round trip
//! a page, unless it says otherwise.

use schemars::JsonSchema;
use std::cmp::Reverse;

use axum::extract::State;
use domain::credit::Credit;
use domain::id::MemberId;
use domain::invitation::Invitation;
use domain::notice::Notice;
use domain::points::PointEntry;
use domain::track::Track;
use edge::{
    Accept, Caller, Deployment, Fields, Found, JsonOrCsv, ListFilters, ListPage, PageRequest,
    Paged, Problem, Routes, SealedCursor, Tag, answer,
};
use jiff::Timestamp;
use serde::Serialize;
use store::Item;
use store::track::TrackItem;
use workflow::credit::{self, with_states};

use crate::Studio;
use crate::table::{self, Form};
use crate::view::{CreditView, NoticeView, OwnTrackView, StandingView};

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Me)
        .get("/me/invitations", invitations, |it| {
            it.summary("List one's invitations").who("every member").ordered("the newest first")
        })
        .get("/me/tracks", tracks, |it| {
            it.summary("List one's own tracks").who("every member").ordered("the newest first")
        })
        .get("/me/points", points, |it| {
            it.summary("List one's points, with the standing that rests on them")
                .text("The sum of all entries is the sum in the standing.")
                .who("every member")
                .ordered("the newest first")
        })
        .get("/me/notices", notices, |it| {
            it.summary("List one's notices")
                .text("Each in words, and with the facts for links and translation.")
                .who("every member")
                .ordered("the newest first")
        })
        .under(Tag::CreditsAndPortfolio)
        .get("/me/credits", credits, |it| {
            it.summary("List one's credits")
                .text("All of them in one table where `Accept` asks for `text/csv`.")
                .who("every member")
                .ordered("the newest first")
        })
}

/// The entries are read whole, so that their sum can be checked by hand on few pages.
#[derive(Debug)]
pub(crate) struct PointsPage;

impl ListFilters for PointsPage {
    const LIMIT: (u16, u16) = (100, 1_000);

    fn read(_fields: &mut Fields) -> Option<PointsPage> {
        Some(PointsPage)
    }
}

/// `GET /me/tracks`. Two round trips a page, one for the newest versions of its tracks; one where it is
/// empty.
pub(crate) async fn tracks(
    State(studio): State<Studio>,
    caller: Caller,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<OwnTrackView>>, Problem> {
    let ListPage { items, next } =
        owned::<TrackItem, _>(&studio, caller.member, &page, |item| item.track).await?;
    let newest = |track: &Track| store::track::version_key(track.brief, track.id, track.newest);
    let versions = studio.store.get_each(items.iter().map(newest)).await?;
    // The index lags: where the version is gone, its track is too.
    let items = items.into_iter().zip(versions).filter_map(|(track, newest)| {
        newest.map(|newest| OwnTrackView::new(track, &newest.item.version))
    });
    answer::found(&ListPage { items: items.collect(), next })
}

/// `GET /me/credits`; all of them in one table where `Accept` asks for `text/csv`.
pub(crate) async fn credits(
    State(studio): State<Studio>,
    caller: Caller,
    Deployment(secret): Deployment,
    accept: Accept,
    Paged { page, .. }: Paged,
) -> Result<JsonOrCsv<ListPage<CreditView>>, Problem> {
    let work = studio.workflow();
    let form = table::wanted_form(&accept)?;
    let cursor = page.resume(&store::List::<Credit>::owned_by(caller.member))?;
    match form {
        Form::Json => {
            let (credits, next) =
                credit::list_own_credits(&work, caller.member, page.limit, cursor).await?;
            let credits = with_states(&work, credits).await?;
            let with_link = |credit| CreditView::with_link(credit, &secret);
            let items = credits.into_iter().map(with_link).collect();
            answer::found(&ListPage::new(&page, items, next)).map(JsonOrCsv::Json)
        }
        Form::Csv => {
            let credits = credit::load_own_credits(&work, caller.member).await?;
            let credits = with_states(&work, credits).await?;
            table::csv_file(credits.into_iter().map(CreditView::whole)).map(JsonOrCsv::Csv)
        }
    }
}

/// `GET /me/invitations`.
pub(crate) async fn invitations(
    State(studio): State<Studio>,
    caller: Caller,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<Invitation>>, Problem> {
    answer::found(&owned::<Invitation, _>(&studio, caller.member, &page, |item| item).await?)
}

/// `GET /me/notices`: put into words as they are read, with the facts beside. Two round trips a page,
/// three where a brief of it is under an embargo.
pub(crate) async fn notices(
    State(studio): State<Studio>,
    caller: Caller,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<NoticeView>>, Problem> {
    let ListPage { items, next } =
        owned::<Notice, _>(&studio, caller.member, &page, |notice| notice).await?;
    let contexts =
        studio.store.notice_contexts(&items, caller.actor().is_operator, studio.now()).await?;
    let read = items.iter().zip(&contexts);
    let items = read.map(|(notice, context)| NoticeView::new(notice, context)).collect();
    answer::found(&ListPage { items, next })
}

/// Every entry, so that the sum can be checked by hand.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PointsView {
    standing: StandingView,
    items: Vec<PointView>,
    /// Where the entries go on, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// One entry, explained.
#[derive(Debug, Serialize, JsonSchema)]
struct PointView {
    #[serde(flatten)]
    entry: PointEntry,
    /// What the points are for, in a sentence.
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

/// Where an entry stands, the newest first: new ones come before the cursor, and none is told twice.
type PointPlace = (Reverse<Timestamp>, String);

fn place(entry: &PointEntry) -> PointPlace {
    (Reverse(entry.at), entry.key())
}

/// `GET /me/points`: the standing and all the entries it rests on, the newest first.
pub(crate) async fn points(
    State(studio): State<Studio>,
    caller: Caller,
    Paged { page, .. }: Paged<PointsPage>,
) -> Result<Found<PointsView>, Problem> {
    let after: Option<PointPlace> = page.resume_at(|text| serde_json::from_str(text).ok())?;
    let person = studio.caller(caller.member).await?;
    let mut items = studio.store.list_all(&store::standing::points_of(caller.member)).await?;
    items.retain(|entry| after.as_ref().is_none_or(|after| place(entry) > *after));
    items.sort_by_cached_key(place);
    let has_more = items.len() > usize::from(page.limit);
    items.truncate(page.limit.into());
    let last = items.last().filter(|_| has_more).map(place);
    // A moment and a text always have their JSON.
    let next = page.next_at(last.and_then(|last| serde_json::to_string(&last).ok()).as_deref());
    let items = items.into_iter().map(PointView::from).collect();
    answer::found(&PointsView { standing: StandingView::new(&person), items, next })
}

async fn owned<T: Item, View>(
    studio: &Studio,
    member: MemberId,
    page: &PageRequest,
    view: impl Fn(T) -> View,
) -> Result<ListPage<View>, Problem> {
    let list = store::List::<T>::owned_by(member);
    let cursor = page.resume(&list)?;
    let (items, next) = studio.store.list_page(&list, page.limit, cursor).await?;
    Ok(ListPage::new(page, items.into_iter().map(|stored| view(stored.item)).collect(), next))
}
