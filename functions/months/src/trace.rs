//! The revenue lines behind a line of a statement, page by page.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::id::{MemberId, SuspenseId};
use domain::money::{Currency, Money, Sha256Hex, Share, YearMonth};
use edge::{Caller, Cursor, Failure, Field, Group, Page, Path, Problem, Query, respond};
use ledger::{Followed, Trace, TraceOf, TracePoint, TracedLine};
use runtime::Runtime;
use serde::Serialize;

use crate::{ledger, problems};

/// Any text may be a track in a file.
const TRACK_MOST_CHARACTERS: usize = 200;

/// Which trace a cursor goes on with.
const TRACE: &str = "trace";

#[derive(Debug, Serialize)]
struct TraceView {
    month: YearMonth,
    track: String,
    /// Of what had waited in suspense.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspense: Option<SuspenseId>,
    split_number: u32,
    share_ppm: Share,
    revenue: Money,
    earned: Money,
    /// On all pages together.
    line_count: u64,
    items: Vec<TracedLineView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Cursor>,
}

#[derive(Debug, Serialize)]
struct TracedLineView {
    file_sha256: Sha256Hex,
    upload_id: String,
    /// The header is line 1.
    line: u64,
    source: String,
    territory: String,
    /// As it is written in the file.
    raw_amount: String,
    amount: Money,
    earned: Money,
}

/// `GET /me/statements/{month}/trace?track=…&currency=…`, or `suspense=…` for what had waited: 404
/// where the caller earned nothing with it.
pub(crate) async fn mine(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
    query: Query,
) -> Result<Response, Problem> {
    answer(&runtime, caller.member, month, query).await
}

/// `GET /members/{member}/statements/{month}/trace`: the same of anybody, for operators.
pub(crate) async fn of_member(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((member, month)): Path<(MemberId, YearMonth)>,
    query: Query,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    answer(&runtime, member, month, query).await
}

async fn answer(
    runtime: &Runtime,
    member: MemberId,
    month: YearMonth,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let track = fields.optional("track", |field| field.text(1..=TRACK_MOST_CHARACTERS));
    let suspense = fields.optional("suspense", Field::parse::<SuspenseId>);
    if matches!((&track, &suspense), (Some(None), Some(None)) | (Some(Some(_)), Some(Some(_)))) {
        fields.fail("track", "missing", "a trace needs a track or an entry of suspense");
    }
    let currency = fields.required("currency", Field::parse::<Currency>);
    let page = Page::read(&mut fields);
    let of = || track?.map(Followed::Track).or(suspense?.map(Followed::Waited));
    let (of, currency, page) = fields.finish(|| Some((of()?, currency?, page?)))?;
    let list = match &of {
        Followed::Track(track) => format!("{member} {month} {currency} {track}"),
        Followed::Waited(id) => format!("{member} {month} {currency} {id}"),
    };
    let from = page.resume(TRACE, &list)?;
    let from = from.as_ref().map_or_else(|| Ok(TracePoint::default()), point)?;
    let of = TraceOf { member, month, of, currency, from, limit: page.limit.into() };
    let trace = ledger(runtime)?.trace(&of).await.map_err(problems::of)?;
    let trace = trace.ok_or_else(Problem::not_found)?;
    respond::ok(&view(&of, trace, &list))
}

fn view(of: &TraceOf, trace: Trace, list: &str) -> TraceView {
    let money = |amount| Money::new(of.currency, amount);
    let line = |line: TracedLine| TracedLineView {
        file_sha256: line.file_sha256,
        upload_id: line.upload,
        line: line.number,
        source: line.source,
        territory: line.territory,
        raw_amount: line.raw_amount,
        amount: money(line.amount),
        earned: money(line.earned),
    };
    TraceView {
        month: of.month,
        suspense: match of.of {
            Followed::Track(_) => None,
            Followed::Waited(id) => Some(id),
        },
        split_number: trace.line.split_number,
        share_ppm: trace.line.share_ppm,
        revenue: money(trace.line.revenue),
        earned: money(trace.line.earned),
        track: trace.line.track,
        line_count: trace.line_count,
        items: trace.lines.into_iter().map(line).collect(),
        next: trace.next.map(|next| cursor(next, list)),
    }
}

fn cursor(point: TracePoint, list: &str) -> Cursor {
    let part = |name: &str, value: String| (name.to_owned(), value);
    Cursor::from(store::Cursor(BTreeMap::from([
        part(TRACE, list.to_owned()),
        part("row", point.row.to_string()),
        part("line", point.line.to_string()),
    ])))
}

fn point(cursor: &store::Cursor) -> Result<TracePoint, Problem> {
    let number = |name: &str| cursor.0.get(name)?.parse::<u64>().ok();
    let point = || Some(TracePoint { row: number("row")?, line: number("line")? });
    point().ok_or_else(|| {
        Problem::bad_query(vec![Failure {
            pointer: "?cursor".to_owned(),
            rule: "format",
            detail: "is not a cursor of this list".to_owned(),
        }])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;

    #[test]
    fn a_cursor_says_where_its_own_list_goes_on() {
        let here = TracePoint { row: 7, line: 20 };
        let text = cursor(here, "mem_a 2026-01 EUR trk_1").to_string();
        let read: Cursor = text.parse().unwrap();
        let same = read.within(TRACE, "mem_a 2026-01 EUR trk_1").unwrap();
        assert_eq!(point(&same).unwrap(), here);
        assert!(read.within(TRACE, "mem_b 2026-01 EUR trk_1").is_err());
        let forged = store::Cursor(BTreeMap::from([("row".to_owned(), "-1".to_owned())]));
        assert_eq!(point(&forged).unwrap_err().status(), StatusCode::BAD_REQUEST);
    }
}
