//! The revenue lines that a line of a statement is the sum of, page by page.

use axum::extract::State;
use axum::response::Response;
use domain::id::{MemberId, SuspenseId};
use domain::money::plan::MoveKind;
use domain::money::{Currency, Money, Sha256Hex, Share, TrackKey, YearMonth};
use edge::{
    Caller, CursorError, CursorSeal, Field, Fields, Operator, PageRequest, Path, Problem, Query,
    SealedCursor, respond,
};
use ledger::{Superseded, Trace, TracePoint, TraceRequest, TraceTarget, Traced, TracedLine};
use runtime::Runtime;
use serde::Serialize;
use store::{ComposedList, Cursor};

use crate::ledger;
use crate::problems::OrProblem;

/// Any text may be a track in a file, and what moved may be about anything.
const SUBJECT_CHARACTERS_MAX: usize = 200;

/// What is withheld is no movement of the books, but a line of a statement.
const WITHHOLDING: &str = "withholding";

/// Which trace a cursor goes on with.
const TRACE: &str = "trace";

#[derive(Debug, Serialize)]
struct TraceView {
    month: YearMonth,
    track: TrackKey,
    /// Of what had waited in suspense.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspense: Option<SuspenseId>,
    /// Of what moved otherwise than as a share of the month's own revenue.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    split_number: u32,
    share_ppm: Share,
    /// What the payee had of all this before, where it is corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded: Option<SupersededView>,
    revenue: Money,
    /// The share of the revenue, or what it has changed by.
    earned: Money,
    /// On all pages together.
    line_count: u64,
    items: Vec<TracedLineView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<SealedCursor>,
}

#[derive(Debug, Serialize)]
struct SupersededView {
    split_number: u32,
    share_ppm: Share,
}

/// Of a line without revenue.
#[derive(Debug, Serialize)]
struct NothingView {
    month: YearMonth,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    amount: Money,
    /// Why it has no revenue lines.
    because: &'static str,
    line_count: u64,
    items: [TracedLineView; 0],
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

/// `GET /me/statements/{month}/trace?track=…&currency=…`, or `suspense=…` for what had waited, or
/// `kind=…&subject=…` for anything that moved: 404 where the statement has no such line.
pub(crate) async fn mine(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    respond_with_trace(&runtime, caller.member, month, seal, query).await
}

/// `GET /members/{member}/statements/{month}/trace`: the same of anybody, for operators.
pub(crate) async fn of_member(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path((member, month)): Path<(MemberId, YearMonth)>,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    respond_with_trace(&runtime, member, month, seal, query).await
}

async fn respond_with_trace(
    runtime: &Runtime,
    member: MemberId,
    month: YearMonth,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let of = followed(&mut fields);
    let currency = fields.required("currency", Field::parse::<Currency>);
    let page = PageRequest::from_fields(&mut fields, seal);
    let (of, currency, page) = fields.finish(|| Some((of?, currency?, page?)))?;
    let what = match &of {
        TraceTarget::Track(track) => track.to_string(),
        TraceTarget::FromSuspense(id) => id.to_string(),
        TraceTarget::Moved(kind, subject) => format!("{kind} {subject}"),
        TraceTarget::Withheld => WITHHOLDING.to_owned(),
    };
    let list = format!("{member} {month} {currency} {what}");
    let from = page.resume(&ComposedList::new(TRACE, list.clone()))?;
    let from = from.as_ref().map_or_else(|| Ok(TracePoint::default()), point)?;
    let of = TraceRequest { member, month, target: of, currency, from, limit: page.limit.into() };
    let trace = ledger(runtime)?.trace(&of).await.or_problem()?;
    match trace.ok_or_else(Problem::not_found)? {
        Traced::Revenue(mut trace) => {
            let next = page.next(trace.next.take().map(|next| cursor(next, &list)));
            respond::ok(&view(&of, trace, next))
        }
        Traced::Nothing { amount, because } => {
            let amount = Money::new(currency, amount);
            let (kind, subject) = match of.target {
                TraceTarget::Moved(kind, subject) => (kind.as_str(), Some(subject)),
                TraceTarget::Track(_) | TraceTarget::FromSuspense(_) | TraceTarget::Withheld => {
                    (WITHHOLDING, None)
                }
            };
            let (line_count, items) = (0, []);
            respond::ok(&NothingView { month, kind, subject, amount, because, line_count, items })
        }
    }
}

/// Which line is asked for: in one way.
fn followed(fields: &mut Fields) -> Option<TraceTarget> {
    let text = |field: Field| field.line(1..=SUBJECT_CHARACTERS_MAX);
    let track = fields.optional("track", text);
    let suspense = fields.optional("suspense", Field::parse::<SuspenseId>);
    let kinds = MoveKind::ALL.iter().map(|kind| (kind.as_str(), Some(*kind)));
    let kinds: Vec<_> = kinds.chain([(WITHHOLDING, None)]).collect();
    let kind = fields.optional("kind", |field| field.one_of(&kinds));
    let subject = fields.optional("subject", text);
    match (track?, suspense?, kind?, subject?) {
        // A text of at least one character is a name.
        (Some(track), None, None, None) => track.parse().ok().map(TraceTarget::Track),
        (None, Some(id), None, None) => Some(TraceTarget::FromSuspense(id)),
        (None, None, Some(Some(kind)), Some(subject)) => Some(TraceTarget::Moved(kind, subject)),
        (None, None, Some(None), None) => Some(TraceTarget::Withheld),
        _ => {
            let detail = "a trace needs a track, an entry of suspense, or the kind of what moved with \
                          its subject: one of them";
            fields.fail("track", "missing", detail);
            None
        }
    }
}

fn view(of: &TraceRequest, trace: Trace, next: Option<SealedCursor>) -> TraceView {
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
        suspense: match &of.target {
            TraceTarget::FromSuspense(id) => Some(*id),
            TraceTarget::Moved(_, subject) => subject.parse().ok(),
            TraceTarget::Track(_) | TraceTarget::Withheld => None,
        },
        kind: match &of.target {
            TraceTarget::Moved(kind, _) => Some(kind.as_str()),
            TraceTarget::Track(_) | TraceTarget::FromSuspense(_) | TraceTarget::Withheld => None,
        },
        superseded: trace.superseded.map(|Superseded { split_number, share_ppm }| SupersededView {
            split_number,
            share_ppm,
        }),
        split_number: trace.line.split_number,
        share_ppm: trace.line.share_ppm,
        revenue: money(trace.line.revenue),
        earned: money(trace.line.earned),
        track: trace.line.track,
        line_count: trace.line_count,
        items: trace.lines.into_iter().map(line).collect(),
        next,
    }
}

fn cursor(point: TracePoint, list: &str) -> Cursor {
    Cursor::composed(
        TRACE,
        list,
        [("row", point.row.to_string()), ("line", point.line.to_string())],
    )
}

fn point(cursor: &Cursor) -> Result<TracePoint, CursorError> {
    let number = |name: &str| cursor.part(name)?.parse::<u64>().ok();
    let point = || Some(TracePoint { row: number("row")?, line: number("line")? });
    point().ok_or(CursorError)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_says_where_its_own_list_goes_on() {
        let here = TracePoint { row: 7, line: 20 };
        let made = cursor(here, "mem_a 2026-01 EUR trk_1");
        let list = |of: &str| ComposedList::new(TRACE, of.to_owned());
        let same = made.clone().resume(&list("mem_a 2026-01 EUR trk_1")).unwrap();
        assert_eq!(point(&same).unwrap(), here);
        assert!(made.resume(&list("mem_b 2026-01 EUR trk_1")).is_none());
        let forged = Cursor::composed(TRACE, "", [("row", "-1".to_owned())]);
        assert!(point(&forged).is_err());
    }
}
