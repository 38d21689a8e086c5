//! Readable money that waits for its track: where every part of it came from, and what it turned
//! out to belong to.

use axum::extract::State;
use domain::id::{MemberId, SuspenseId, TrackId};
use domain::money::plan::{SuspenseEntry, SuspenseReason};
use domain::money::revenue_line::LineKey;
use domain::money::{Money, Sha256Hex, TrackKey, YearMonth};
use domain::operator_word::OperatorWord;
use domain::rules::Rule;
use edge::{
    Body, Field, Fields, Found, ListPage, Now, Operator, Paged, Path, Problem, ReadFields, Routes,
    Tag, answer,
};
use jiff::Timestamp;
use ledger::{EntryDecision, WordAnswer};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::suspense::Matched;

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::OrProblem;
use crate::view::FirstWordView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .get("/suspense", list, |it| {
            it.summary("List the money that waits for its track")
                .text(
                    "What the newest sealed plan leaves waiting; each entry with the track that \
                     it was matched with since.",
                )
                .who("operators")
                .ordered("by month, file and row")
        })
        .post("/suspense/{entry}/match", match_entry, |it| {
            it.summary("Say which track the money of an entry belongs to")
                .text(
                    "The track must have a split; the oldest open month moves the money. While \
                     that month is open, another track takes the place of the one that \
                     `instead_of` names.",
                )
                .who("operators; nobody who is paid by it")
                .refuses(&[
                    Rule::AlreadyMatchedDifferently,
                    Rule::AwardVoid,
                    Rule::NotAwarded,
                    Rule::OwnMatter,
                ])
                .without_if_match("`instead_of` in the body is the match that was read")
        })
}

/// The track that the money of an entry belongs to.
#[derive(Debug)]
pub(crate) struct NewMatch {
    track: TrackId,
    instead_of: Option<TrackId>,
}

impl ReadFields for NewMatch {
    const NAME: &'static str = "NewMatch";
    const ABOUT: &'static str = "The track that the money of an entry belongs to.";

    fn read(fields: &mut Fields) -> Option<NewMatch> {
        let track = fields.required("track", Field::parse::<TrackId>);
        let instead_of = fields.optional("instead_of", Field::parse::<TrackId>);
        fields.note("instead_of", "The track of the match that this one takes the place of.");
        Some(NewMatch { track: track?, instead_of: instead_of? })
    }
}

/// Revenue whose track is not known from the file.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SuspenseEntryView {
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
    /// The track that it was matched with; null until it is.
    matched: Option<SuspenseMatchView>,
    /// Words of operators on its match that wait for another one's.
    first_words: Vec<OperatorWord>,
}

/// The track that an entry of suspense was matched with.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SuspenseMatchView {
    track: TrackKey,
    /// The month that moves the money.
    month: YearMonth,
    matched_by: MemberId,
    matched_at: Timestamp,
    /// What other operators had said, where every one was a party.
    first_words: Vec<OperatorWord>,
}

impl From<Matched> for SuspenseMatchView {
    fn from(matched: Matched) -> SuspenseMatchView {
        let Matched { matched, month, matched_by, matched_at, first_words, .. } = matched;
        SuspenseMatchView { track: matched.track, month, matched_by, matched_at, first_words }
    }
}

/// `GET /suspense`: what the newest sealed plan leaves waiting, by month, file and row; each entry
/// with the track that it was matched with since. Five round trips.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Paged { page: asked, .. }: Paged,
) -> Result<Found<ListPage<SuspenseEntryView>>, Problem> {
    let asked = PageAfter::<(YearMonth, Sha256Hex, u64)>::of(&asked)?;
    let ledger = ledger(&runtime)?;
    let waiting = ledger.suspense().await.or_problem()?;
    let place = |entry: &SuspenseEntry| (entry.month, entry.file_sha256.clone(), entry.row);
    let ListPage { items: page, next } = asked.cut(waiting, place);
    let ids: Vec<SuspenseId> = page.iter().map(SuspenseEntry::id).collect();
    let decisions = ledger.entry_decisions(&ids).await.or_problem()?;
    let items =
        page.into_iter().zip(decisions).map(|(entry, decision)| view(entry, decision)).collect();
    answer::found(&ListPage { items, next })
}

/// `POST /suspense/{entry}/match` `{track, instead_of?}`: the track must have a split; the oldest Open
/// month moves the money. The same match again answers as the first did; while that month is open,
/// another track takes the place of the one that `instead_of` names. Nine round trips, three more for
/// a party. 202 for the first word where every operator is a party.
pub(crate) async fn match_entry(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(id): Path<SuspenseId>,
    Body(NewMatch { track, instead_of }): Body<NewMatch>,
) -> Result<Now<SuspenseMatchView, FirstWordView>, Problem> {
    let matched = ledger(&runtime)?.match_suspense(id, (track, instead_of), caller.member).await;
    match matched.or_problem()?.ok_or_else(Problem::not_found)? {
        WordAnswer::Stands(matched) => {
            answer::found(&SuspenseMatchView::from(matched)).map(Now::Done)
        }
        WordAnswer::Waits(words) => {
            let view = FirstWordView::new(&caller, words);
            answer::accepted("/operator-words", &view).map(Now::Waits)
        }
    }
}

fn view(entry: SuspenseEntry, decision: EntryDecision) -> SuspenseEntryView {
    SuspenseEntryView {
        id: entry.id(),
        month: entry.month,
        file_sha256: entry.file_sha256,
        row: entry.row,
        first_line: entry.first_line,
        lines: entry.lines,
        named: entry.key,
        reason: entry.reason,
        money: entry.money,
        matched: decision.matched.map(SuspenseMatchView::from),
        first_words: decision.first_words,
    }
}
