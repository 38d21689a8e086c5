//! The revenue lines that a line of a statement is the sum of, page by page.

use axum::extract::State;
use domain::id::{MemberId, SuspenseId};
use domain::money::plan::MoveKind;
use domain::money::{Amount, Currency, Money, Sha256Hex, Share, TrackKey, YearMonth};
use domain::rules::Rule;
use edge::{
    Caller, CursorError, Failures, Field, Fields, Found, ListFilters, Operator, Paged, Path,
    Problem, Routes, SealedCursor, Tag, Variant, answer,
};
use ledger::{Superseded, Trace, TracePoint, TraceRequest, TraceTarget, Traced, TracedLine};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::{ComposedList, Cursor};

use crate::ledger;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    let text = "The revenue lines that a line of the statement is the sum of: of a track, of an entry \
                of suspense, or of anything that moved by its kind and subject; of what has no \
                revenue behind it (`kind=withholding` too), the reason why. Not found where the \
                statement has no such line.";
    let order = "by file and line, as the month has them";
    routes
        .under(Tag::MyMoney)
        .get("/me/statements/{month}/trace", mine, |it| {
            let it = it.summary("Follow a line of one's statement to its revenue").text(text);
            it.who("every member").ordered(order)
        })
        .under(Tag::OperatorsMonths)
        .get("/members/{member}/statements/{month}/trace", of_member, |it| {
            let it = it.summary("Follow a line of a member's statement to its revenue").text(text);
            it.who("operators").ordered(order)
        })
}

/// Any text may be a track in a file, and what moved may be about anything.
const SUBJECT_CHARACTERS_MAX: usize = 200;

/// The word of [`Withholding`].
const WITHHOLDING: &str = "withholding";

/// What a request says wrong that names no line, or names one in two ways.
const ONE_WAY: &str = "a trace needs a track, an entry of suspense, or the kind of what moved with \
                       its subject: one of them";

/// Which trace a cursor goes on with.
const TRACE: &str = "trace";

/// What a line of a statement leads to: revenue lines, or why there are none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum FollowedLineView {
    Revenue(Box<TraceView>),
    Nothing(UntracedView),
}

/// The revenue lines that a line of a statement is the sum of.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TraceView {
    month: YearMonth,
    track: TrackKey,
    /// The entry that had waited in suspense; null where it is of none.
    suspense: Option<SuspenseId>,
    /// What has moved, otherwise than as a share of the month's own revenue; null where nothing of
    /// the kind is asked for.
    kind: Option<MoveKind>,
    split_number: u32,
    /// The payee's share of what the track earned.
    share_ppm: Share,
    /// What the payee had of all this before; null where nothing is corrected.
    superseded: Option<SupersededView>,
    /// All of it, before it is shared.
    revenue: Money,
    /// The share of the revenue, or what it has changed by.
    earned: Money,
    /// On all pages together.
    line_count: u64,
    items: Vec<TracedLineView>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// What a payee had before a correction.
#[derive(Debug, Serialize, JsonSchema)]
struct SupersededView {
    split_number: u32,
    share_ppm: Share,
}

/// A line without revenue.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UntracedView {
    month: YearMonth,
    kind: UntracedKind,
    /// What it is about; null where it is withheld.
    subject: Option<String>,
    amount: Money,
    /// Why it has no revenue lines, in a sentence.
    because: &'static str,
    /// None: 0.
    line_count: u64,
    items: [TracedLineView; 0],
    /// There is no further page: null.
    next: Option<SealedCursor>,
}

/// What a line without revenue is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
enum UntracedKind {
    Moved(MoveKind),
    Withheld(Withholding),
}

/// What is withheld is no movement of the books, but a line of a statement.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Withholding {
    Withholding,
}

/// One line of a revenue file.
#[derive(Debug, Serialize, JsonSchema)]
struct TracedLineView {
    /// Of the file's bytes, decompressed.
    file_sha256: Sha256Hex,
    /// The upload that brought the file.
    upload_id: String,
    /// The header is line 1.
    line: u64,
    /// Where the music was used, in the word of the file.
    source: String,
    /// In which country, in the word of the file.
    territory: String,
    /// As it is written in the file.
    raw_amount: String,
    amount: Money,
    /// The share of it.
    earned: Money,
}

/// Which line is followed, in which currency.
pub(crate) struct TraceFilters {
    target: TraceTarget,
    currency: Currency,
}

impl ListFilters for TraceFilters {
    fn read(fields: &mut Fields) -> Option<TraceFilters> {
        let target = fields.one_of(Rule::Missing, ONE_WAY, &WAYS);
        let currency = fields.required("currency", Field::parse);
        fields.note("currency", "Of the line: a statement has lines in several.");
        Some(TraceFilters { target: target?, currency: currency? })
    }
}

/// The ways in which a line is asked for.
const WAYS: [Variant<TraceTarget>; 4] = [
    Variant { name: "track", marks: &["track"], read: of_track },
    Variant { name: "suspense", marks: &["suspense"], read: of_suspense },
    Variant { name: "moved", marks: &["kind", "subject"], read: of_moved },
    Variant { name: WITHHOLDING, marks: &["kind"], read: of_withheld },
];

fn of_track(fields: &mut Fields) -> Option<TraceTarget> {
    let track = fields.required("track", subject);
    fields
        .note("track", "As the statement names it: the share of what the month's files say of it.");
    // A text of at least one character is a name.
    track?.parse().ok().map(TraceTarget::Track)
}

fn of_suspense(fields: &mut Fields) -> Option<TraceTarget> {
    let entry = fields.required("suspense", Field::parse);
    fields.note("suspense", "The entry: what had waited and moved.");
    entry.map(TraceTarget::FromSuspense)
}

fn of_moved(fields: &mut Fields) -> Option<TraceTarget> {
    let kind = fields.required("kind", |field| field.ruled(Rule::Missing, kind, with_subject));
    fields.note("kind", "What moved, as the statement names it; what is withheld has no subject.");
    let about = fields.required("subject", subject);
    fields.note("subject", "What it is about, as the statement names it.");
    Some(TraceTarget::Moved(kind?, about?))
}

fn of_withheld(fields: &mut Fields) -> Option<TraceTarget> {
    let kind = fields.required("kind", |field| field.ruled(Rule::Missing, kind, without_subject));
    kind.map(|()| TraceTarget::Withheld)
}

/// Every kind of line that has a subject, and the one that has none.
const KINDS: [(&str, Option<MoveKind>); 8] = [
    (MoveKind::Adjustment.as_str(), Some(MoveKind::Adjustment)),
    (MoveKind::Correction.as_str(), Some(MoveKind::Correction)),
    (MoveKind::Match.as_str(), Some(MoveKind::Match)),
    (MoveKind::Consent.as_str(), Some(MoveKind::Consent)),
    (MoveKind::AwardRestored.as_str(), Some(MoveKind::AwardRestored)),
    (MoveKind::Prize.as_str(), Some(MoveKind::Prize)),
    (MoveKind::Waiver.as_str(), Some(MoveKind::Waiver)),
    (WITHHOLDING, None),
];

fn kind(field: Field) -> Result<Option<MoveKind>, Failures> {
    field.one_of(&KINDS)
}

/// Beside a subject stands what moved.
fn with_subject(kind: Option<MoveKind>) -> Result<MoveKind, &'static str> {
    kind.ok_or(ONE_WAY)
}

/// Without a subject stands what is withheld.
fn without_subject(kind: Option<MoveKind>) -> Result<(), &'static str> {
    kind.map_or(Ok(()), |_| Err(ONE_WAY))
}

fn subject(field: Field) -> Result<String, Failures> {
    field.line(1..=SUBJECT_CHARACTERS_MAX)
}

/// `GET /me/statements/{month}/trace?track=…&currency=…`, or `suspense=…` for what had waited, or
/// `kind=…&subject=…` for anything that moved: 404 where the statement has no such line.
pub(crate) async fn mine(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
    list: Paged<TraceFilters>,
) -> Result<Found<FollowedLineView>, Problem> {
    respond_with_trace(&runtime, caller.member, month, list).await
}

/// `GET /members/{member}/statements/{month}/trace`: the same of anybody, for operators.
pub(crate) async fn of_member(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path((member, month)): Path<(MemberId, YearMonth)>,
    list: Paged<TraceFilters>,
) -> Result<Found<FollowedLineView>, Problem> {
    respond_with_trace(&runtime, member, month, list).await
}

async fn respond_with_trace(
    runtime: &Runtime,
    member: MemberId,
    month: YearMonth,
    Paged { filters, page }: Paged<TraceFilters>,
) -> Result<Found<FollowedLineView>, Problem> {
    let TraceFilters { target, currency } = filters;
    let what = match &target {
        TraceTarget::Track(track) => track.to_string(),
        TraceTarget::FromSuspense(id) => id.to_string(),
        TraceTarget::Moved(kind, subject) => format!("{kind} {subject}"),
        TraceTarget::Withheld => WITHHOLDING.to_owned(),
    };
    let list = format!("{member} {month} {currency} {what}");
    let from = page.resume(&ComposedList::new(TRACE, list.clone()))?;
    let from = from.as_ref().map_or_else(|| Ok(TracePoint::default()), point)?;
    let of = TraceRequest { member, month, target, currency, from, limit: page.limit.into() };
    let trace = ledger(runtime)?.trace(&of).await.or_problem()?;
    answer::found(&match trace.ok_or_else(Problem::not_found)? {
        Traced::Revenue(mut trace) => {
            let next = page.next(trace.next.take().map(|next| cursor(next, &list)));
            FollowedLineView::Revenue(Box::new(view(&of, trace, next)))
        }
        Traced::Nothing { amount, because } => {
            FollowedLineView::Nothing(nothing(of, amount, because))
        }
    })
}

fn nothing(of: TraceRequest, amount: Amount, because: &'static str) -> UntracedView {
    let TraceRequest { month, target, currency, .. } = of;
    let (kind, subject) = match target {
        TraceTarget::Moved(kind, subject) => (UntracedKind::Moved(kind), Some(subject)),
        TraceTarget::Track(_) | TraceTarget::FromSuspense(_) | TraceTarget::Withheld => {
            (UntracedKind::Withheld(Withholding::Withholding), None)
        }
    };
    let amount = Money::new(currency, amount);
    UntracedView { month, kind, subject, amount, because, line_count: 0, items: [], next: None }
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
            TraceTarget::Moved(kind, _) => Some(*kind),
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
    fn every_kind_of_what_moved_can_be_followed() {
        let known: Vec<MoveKind> = KINDS.iter().filter_map(|(_, kind)| *kind).collect();
        assert_eq!(known, MoveKind::ALL);
    }

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
