//! Readable money that waits for its track: where every part of it came from, and what it turned
//! out to belong to.

use axum::extract::State;
use axum::response::Response;
use domain::id::{MemberId, SuspenseId, TrackId};
use domain::money::plan::{SuspenseEntry, SuspenseReason};
use domain::money::revenue_line::LineKey;
use domain::money::{Money, Sha256Hex, TrackKey, YearMonth};
use domain::operator_word::OperatorWord;
use edge::{CursorSeal, Field, JsonBody, Operator, Path, Problem, RawQuery, SealedCursor, respond};
use jiff::Timestamp;
use ledger::{EntryDecision, WordAnswer};
use runtime::Runtime;
use serde::Serialize;
use store::suspense::Matched;

use crate::ledger;
use crate::places::{Places, seal_next};
use crate::problems::OrProblem;
use crate::view::FirstWordView;

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
    /// Words of operators on its match that wait for another one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first_words: Vec<OperatorWord>,
}

#[derive(Debug, Serialize)]
struct MatchView {
    track: TrackKey,
    /// The month that moves the money.
    month: YearMonth,
    matched_by: MemberId,
    matched_at: Timestamp,
    /// What other operators had said, where every one was a party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first_words: Vec<OperatorWord>,
}

impl From<Matched> for MatchView {
    fn from(matched: Matched) -> MatchView {
        let Matched { matched, month, matched_by, matched_at, first_words, .. } = matched;
        MatchView { track: matched.track, month, matched_by, matched_at, first_words }
    }
}

#[derive(Debug, Serialize)]
struct EntryList {
    items: Vec<EntryView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<SealedCursor>,
}

/// `GET /suspense`: what the newest sealed plan leaves waiting, by month, file and row; each entry
/// with the track that it was matched with since. Five round trips.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    seal: CursorSeal,
    query: RawQuery,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let places = Places::from_fields(&mut fields, &seal, LIMIT_DEFAULT, LIMIT_MAX);
    let places = fields.finish(|| places)?;
    let ledger = ledger(&runtime)?;
    let waiting = ledger.suspense().await.or_problem()?;
    let (page, next) = places.cut(waiting);
    let ids: Vec<SuspenseId> = page.iter().map(SuspenseEntry::id).collect();
    let decisions = ledger.entry_decisions(&ids).await.or_problem()?;
    let items =
        page.into_iter().zip(decisions).map(|(entry, decision)| view(entry, decision)).collect();
    respond::ok(&EntryList { items, next: seal_next(&seal, next) })
}

/// `POST /suspense/{entry}/match` `{track, instead_of?}`: the track must have a split; the oldest Open
/// month moves the money. The same match again answers as the first did; while that month is open,
/// another track takes the place of the one that `instead_of` names. Nine round trips, three more for
/// a party. 202 for the first word where every operator is a party.
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
    let matched = ledger(&runtime)?.match_suspense(id, (track, instead_of), caller.member).await;
    match matched.or_problem()?.ok_or_else(Problem::not_found)? {
        WordAnswer::Stands(matched) => respond::ok(&MatchView::from(matched)),
        WordAnswer::Waits(words) => respond::accepted(&FirstWordView::new(&caller, words)),
    }
}

fn view(entry: SuspenseEntry, decision: EntryDecision) -> EntryView {
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
        matched: decision.matched.map(MatchView::from),
        first_words: decision.first_words,
    }
}
