//! What one owns: tracks, points, credits, invitations, notices. Each list is one round trip a page.

use std::cmp::Reverse;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
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

const CSV: &str = "text/csv";

/// Credits read for an export in one round trip.
const EXPORTED_AT_ONCE: u16 = 100;

/// `GET /me/tracks`.
pub(crate) async fn tracks(
    State(studio): State<Studio>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    let view = |item: TrackItem| TrackView::from(item.track);
    respond::ok(&owned(&studio, caller.member, &page, view).await?)
}

/// `GET /me/credits`; all of them in one table where `Accept` asks for `text/csv`.
pub(crate) async fn credits(
    State(studio): State<Studio>,
    caller: Caller,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Problem> {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains(CSV) {
        return credits_table(&studio, caller.member).await;
    }
    respond::ok(&owned::<Credit, _>(&studio, caller.member, &page, CreditView::whole).await?)
}

/// One round trip for a hundred credits.
async fn credits_table(studio: &Studio, member: MemberId) -> Result<Response, Problem> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = ["id", "role", "brief", "brief_title", "track", "track_title", "awarded_at"];
    table.write_record(header).map_err(|error| Problem::internal(&error))?;
    let mut cursor = None;
    loop {
        let page = studio.store.credits(member, EXPORTED_AT_ONCE, cursor).await?;
        let (credits, next) = page.parse::<Credit>()?;
        for credit in credits {
            let row = CreditView::whole(credit.item).row().map(|cell| harmless(&cell));
            table.write_record(row).map_err(|error| Problem::internal(&error))?;
        }
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    let bytes = table.into_inner().map_err(|error| Problem::internal(error.error()))?;
    let name = "attachment; filename=\"credits.csv\"";
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

/// A spreadsheet takes what begins like a formula for one.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell.to_owned()
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
    let person = studio.caller(caller.member).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        assert_eq!(harmless("=SUM(A1)"), "'=SUM(A1)");
        assert_eq!(harmless("Dawn"), "Dawn");
    }
}
