//! Readable money that waits for its track: where every part of it came from, and what it turned
//! out to belong to.

use axum::extract::State;
use axum::response::Response;
use domain::id::{MemberId, SuspenseId, TrackId};
use domain::money::input::SuspenseMatch;
use domain::money::plan::{SuspenseEntry, SuspenseReason};
use domain::money::revenue_line::LineKey;
use domain::money::{Money, Sha256Hex, TrackKey, YearMonth};
use edge::{Field, JsonBody, Operator, Path, Problem, Query, respond};
use jiff::Timestamp;
use runtime::Runtime;
use serde::Serialize;
use store::suspense::{FirstMatch, MatchAnswer, Matched};
use store::{Store, Stored};

use crate::ledger;
use crate::places::Places;
use crate::problems::OrProblem;

const LIMIT_DEFAULT: usize = 20;
const LIMIT_MAX: usize = 100;

#[derive(Debug, Serialize)]
struct EntryView {
    id: SuspenseId,
    /// Of the file.
    month: YearMonth,
    file_sha256: Sha256Hex,
    /// Its place among the reduced rows of the file.
    row: u64,
    first_line: u64,
    lines: u64,
    named: LineKey,
    reason: SuspenseReason,
    money: Money,
    matched: Option<MatchView>,
}

#[derive(Debug, Serialize)]
struct MatchView {
    track: TrackKey,
    /// The month that moves the money.
    month: YearMonth,
}

#[derive(Debug, Serialize)]
struct EntryList {
    items: Vec<EntryView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// `GET /suspense`: what the newest sealed plan leaves waiting, by month, file and row; each entry
/// with the track that it was matched with since. Five round trips.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let places = Places::from_fields(&mut fields, LIMIT_DEFAULT, LIMIT_MAX);
    let places = fields.finish(|| places)?;
    let ledger = ledger(&runtime)?;
    let waiting = ledger.suspense().await.or_problem()?;
    let (page, next) = places.cut(waiting);
    let ids: Vec<SuspenseId> = page.iter().map(SuspenseEntry::id).collect();
    let matches = ledger.store().get_each(ids.into_iter().map(store::suspense::key)).await?;
    let items =
        page.into_iter().zip(matches).map(|(entry, matched)| view(entry, matched)).collect();
    respond::ok(&EntryList { items, next })
}

/// `POST /suspense/{entry}/match` `{track, instead_of?}`: the track must have a split; the oldest Open
/// month moves the money. The same match again answers as the first did; while that month is open,
/// another track takes the place of the one that `instead_of` names. Nine round trips.
pub(crate) async fn match_entry(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(id): Path<SuspenseId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let track = fields.required("track", Field::parse::<TrackId>);
    let instead_of = fields.optional("instead_of", Field::parse::<TrackId>);
    let (track, instead_of) = fields.finish(|| Some((track?, instead_of?)))?;
    let ledger = ledger(&runtime)?;
    let store = ledger.store();
    let now = runtime.clock.now();
    if let Some(before) = store.get(store::suspense::key(id)).await? {
        let known = &before.item.matched.track;
        if *known == track.into() || instead_of.is_none_or(|named| *known != named.into()) {
            return respond_with_match(before.item, track);
        }
        return put_right(store, before, track, (caller.member, now)).await;
    }
    let waiting = ledger.suspense().await.or_problem()?;
    let found = waiting.into_iter().find(|entry| entry.track.is_none() && entry.id() == id);
    let entry = found.ok_or_else(Problem::not_found)?;
    require_award(store, track).await?;
    let matched = Matched {
        matched: SuspenseMatch { id, track: track.into() },
        number: 1,
        file_sha256: entry.file_sha256,
        row: entry.row,
        month: ledger.genesis(),
        matched_by: caller.member,
        matched_at: now,
    };
    match store.decide(ledger.genesis(), &FirstMatch(matched)).await? {
        MatchAnswer::New(matched) | MatchAnswer::Before(matched) => {
            respond_with_match(matched, track)
        }
    }
}

/// Another track takes the place of the one that the entry was matched with before.
async fn put_right(
    store: &Store,
    before: Stored<Matched>,
    track: TrackId,
    (by, at): (MemberId, Timestamp),
) -> Result<Response, Problem> {
    require_award(store, track).await?;
    let id = before.item.matched.id;
    if let Some(matched) = store.rematch_suspense(before, track, by, at).await? {
        return respond_with_match(matched, track);
    }
    // Its month is frozen, or another write was faster.
    let stands = store.get(store::suspense::key(id)).await?;
    respond_with_match(stands.ok_or_else(Problem::not_found)?.item, track)
}

/// The track has a split, and its award stands.
async fn require_award(store: &Store, track: TrackId) -> Result<(), Problem> {
    if store.newest_split(track).await?.is_none() {
        let detail = "only a track that was awarded has a split that money can follow";
        return Err(Problem::conflict("not_awarded", detail));
    }
    if store
        .get(store::award_standing::key(track))
        .await?
        .is_some_and(|stored| stored.item.standing.void)
    {
        let detail = "the award of that track is void: its money waits as well";
        return Err(Problem::conflict("award_void", detail));
    }
    Ok(())
}

fn respond_with_match(matched: Matched, track: TrackId) -> Result<Response, Problem> {
    let Matched { matched, month, .. } = matched;
    if matched.track == track.into() {
        return respond::ok(&MatchView { track: matched.track, month });
    }
    let detail = format!(
        "it was matched with {} in {month}; while that month is open, another track can take its \
         place with `instead_of`",
        matched.track
    );
    Err(Problem::conflict("already_matched_differently", detail))
}

fn view(entry: SuspenseEntry, matched: Option<Stored<Matched>>) -> EntryView {
    EntryView {
        id: entry.id(),
        month: entry.month,
        file_sha256: entry.file_sha256,
        row: entry.row,
        first_line: entry.first_line,
        lines: entry.lines,
        named: entry.key,
        reason: entry.reason,
        money: entry.money,
        matched: matched
            .map(|one| MatchView { track: one.item.matched.track, month: one.item.month }),
    }
}
