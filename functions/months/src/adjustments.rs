//! Corrections with four eyes: proposed by one operator, approved by another one, booked by the
//! oldest Open month. Nothing posted is ever edited.

use axum::extract::State;
use domain::id::{AdjustmentId, MemberId};
use domain::money::adjustment::{Adjustment, AdjustmentState};
use domain::money::input::{AdjustmentEntry, check_entries};
use domain::money::{Account, YearMonth};
use domain::rules::Rule;
use edge::{
    Created, Failures, Field, Fields, Found, HashedBody, IdempotencyKey, ListFilters, ListPage,
    Operator, Paged, Path, Problem, ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use runtime::Runtime;
use store::adjustment::AdjustmentItem;

use crate::ledger;
use crate::problems::OrProblem;
use crate::reason::reason;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .post("/adjustments", propose, |it| {
            it.summary("Propose a correction of a posted month")
                .text("Another operator approves it; the oldest open month books it.")
                .who("operators")
                .refuses(&[Rule::AdjustmentEntries, Rule::AdjustsPosted, Rule::NotFound])
        })
        .get("/adjustments", list, |it| {
            it.summary("List the adjustments of a state")
                .text("Those that wait, where nothing else is asked for.")
                .who("operators")
                .ordered("the oldest first")
        })
        .get("/adjustments/{adjustment}", read, |it| {
            it.summary("Read an adjustment").who("operators")
        })
        .post("/adjustments/{adjustment}/approve", approve, |it| {
            it.summary("Approve an adjustment")
                .who("operators who neither proposed it nor are a party of it")
                .refuses(&[Rule::OwnAdjustment, Rule::OwnMatter, Rule::State])
                .without_if_match("nobody amends a proposal, so what was read is what is approved")
        })
        .post("/adjustments/{adjustment}/decline", decline, |it| {
            it.summary("Decline an adjustment")
                .who("operators who are no party of it")
                .refuses(&[Rule::OwnMatter, Rule::State])
                .without_if_match("nobody amends a proposal, so what was read is what is declined")
        })
}

/// The most entries of one adjustment.
const ENTRIES_MAX: usize = 100;

/// `POST /adjustments` `{adjusts, reason, entries: [{account, money}]}`. Two round trips, and one or two a
/// payee.
pub(crate) async fn propose(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    key: IdempotencyKey,
    body: HashedBody<NewAdjustment>,
) -> Result<Created<Adjustment>, Problem> {
    let HashedBody { value, request_sha256 } = body;
    let (derive, by) = (AdjustmentId::derive_with, caller.member);
    let id = key.derive(derive, "adjustment", by, "POST /adjustments");
    let adjustment = value.proposed(id, by, runtime.clock.now());
    let item = AdjustmentItem { adjustment, request_sha256 };
    let proposed = ledger(&runtime)?.propose_adjustment(item).await.or_problem()?;
    answer::created(&format!("/adjustments/{}", proposed.id), &proposed)
}

/// `GET /adjustments?state=`: those that wait, if nothing else is asked for; the oldest first.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Paged { filters: AdjustmentFilters { state }, page }: Paged<AdjustmentFilters>,
) -> Result<Found<ListPage<Adjustment>>, Problem> {
    let list = store::adjustment::in_state(state);
    let cursor = page.resume(&list)?;
    let (items, next) = ledger(&runtime)?.store().list_page(&list, page.limit, cursor).await?;
    let items = items.into_iter().map(|stored| stored.item.adjustment).collect();
    answer::found(&ListPage::new(&page, items, next))
}

/// `GET /adjustments/{adjustment}`. One round trip.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(id): Path<AdjustmentId>,
) -> Result<Found<Adjustment>, Problem> {
    let found = ledger(&runtime)?.store().get(store::adjustment::key(id)).await?;
    answer::found(&found.ok_or_else(Problem::not_found)?.item.adjustment)
}

/// `POST /adjustments/{adjustment}/approve`, by another operator than the one who proposed it. Three
/// round trips, four more for a party.
pub(crate) async fn approve(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(id): Path<AdjustmentId>,
) -> Result<Found<Adjustment>, Problem> {
    let approved = ledger(&runtime)?.approve_adjustment(id, caller.member).await;
    answer::found(&approved.or_problem()?.ok_or_else(Problem::not_found)?)
}

/// `POST /adjustments/{adjustment}/decline`: it will not happen. Two round trips, three for
/// a party.
pub(crate) async fn decline(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(id): Path<AdjustmentId>,
) -> Result<Found<Adjustment>, Problem> {
    let declined = ledger(&runtime)?.decline_adjustment(id, caller.member).await;
    answer::found(&declined.or_problem()?.ok_or_else(Problem::not_found)?)
}

/// A correction as it is proposed.
#[derive(Debug)]
pub(crate) struct NewAdjustment {
    adjusts: YearMonth,
    reason: String,
    entries: Vec<AdjustmentEntry>,
}

impl ReadFields for NewAdjustment {
    const NAME: &'static str = "NewAdjustment";
    const ABOUT: &'static str = "A correction as it is proposed.";

    fn read(fields: &mut Fields) -> Option<NewAdjustment> {
        let adjusts = fields.required("adjusts", Field::parse::<YearMonth>);
        fields.note("adjusts", "The posted month that it corrects.");
        let reason = fields.required("reason", reason);
        fields.note("reason", "What it puts right, and how the mistake came about.");
        let entries = fields.required("entries", |field| {
            let read = |field: Field| field.list(1..=ENTRIES_MAX, entry);
            let balanced = |entries: Vec<_>| check_entries(&entries).map(|()| entries);
            field.ruled(Rule::AdjustmentEntries, read, balanced)
        });
        Some(NewAdjustment { adjusts: adjusts?, reason: reason?, entries: entries? })
    }
}

impl NewAdjustment {
    fn proposed(self, id: AdjustmentId, by: MemberId, at: Timestamp) -> Adjustment {
        let NewAdjustment { adjusts, reason, entries } = self;
        Adjustment {
            id,
            state: AdjustmentState::Proposed,
            adjusts,
            reason,
            entries,
            proposed_by: by,
            proposed_at: at,
            decided_by: None,
            decided_at: None,
            month: None,
        }
    }
}

/// Which adjustments are listed.
#[derive(Debug)]
pub(crate) struct AdjustmentFilters {
    state: AdjustmentState,
}

impl ListFilters for AdjustmentFilters {
    fn read(fields: &mut Fields) -> Option<AdjustmentFilters> {
        let state = fields.optional_or("state", AdjustmentState::Proposed, Field::word);
        Some(AdjustmentFilters { state: state? })
    }
}

fn entry(field: Field) -> Result<AdjustmentEntry, Failures> {
    field.object(|fields| {
        let account = fields.required("account", Field::parse::<Account>);
        let money = fields.required("money", Field::money);
        Some(AdjustmentEntry { account: account?, money: money? })
    })
}
