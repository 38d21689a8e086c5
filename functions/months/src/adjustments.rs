//! Corrections with four eyes: proposed by one operator, approved by another one, booked by the
//! oldest Open month. Nothing posted is ever edited.

use axum::extract::State;
use axum::response::Response;
use domain::id::AdjustmentId;
use domain::money::adjustment::{Adjustment, AdjustmentState};
use domain::money::input::{AdjustmentEntry, check_entries};
use domain::money::{Account, YearMonth};
use edge::{
    Caller, CursorSeal, Failures, Field, IdempotencyKey, JsonBody, ListPage, Operator, PageRequest,
    Path, Problem, RawQuery, respond,
};
use jiff::Timestamp;
use runtime::Runtime;
use store::adjustment::AdjustmentItem;

use crate::ledger;
use crate::problems::OrProblem;

/// The most entries of one adjustment.
const ENTRIES_MAX: usize = 100;

/// `POST /adjustments` `{adjusts, reason, entries: [{account, money}]}`. Two round trips, and one or two a
/// payee.
pub(crate) async fn propose(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    key: IdempotencyKey,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request_sha256 = body.request_sha256();
    let adjustment = read_proposal(&caller, &key, body, runtime.clock.now())?;
    let item = AdjustmentItem { adjustment, request_sha256 };
    let proposed = ledger(&runtime)?.propose_adjustment(item).await.or_problem()?;
    respond::created(&format!("/adjustments/{}", proposed.id), &proposed)
}

/// `GET /adjustments?state=`: those that wait, if nothing else is asked for; the oldest first.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    seal: CursorSeal,
    query: RawQuery,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let state = fields.optional_or("state", AdjustmentState::Proposed, Field::word);
    let page = PageRequest::from_fields(&mut fields, seal);
    let (state, page) = fields.finish(|| Some((state?, page?)))?;
    let list = store::adjustment::in_state(state);
    let cursor = page.resume(&list)?;
    let (items, next) = ledger(&runtime)?.store().list_page(&list, page.limit, cursor).await?;
    let items = items.into_iter().map(|stored| stored.item.adjustment).collect();
    respond::ok(&ListPage::new(&page, items, next))
}

/// `GET /adjustments/{adjustment}`. One round trip.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(id): Path<AdjustmentId>,
) -> Result<Response, Problem> {
    let found = ledger(&runtime)?.store().get(store::adjustment::key(id)).await?;
    respond::ok(&found.ok_or_else(Problem::not_found)?.item.adjustment)
}

/// `POST /adjustments/{adjustment}/approve`, by another operator than the one who proposed it. Three
/// round trips, four more for a party.
pub(crate) async fn approve(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(id): Path<AdjustmentId>,
) -> Result<Response, Problem> {
    let approved = ledger(&runtime)?.approve_adjustment(id, caller.member).await;
    respond::ok(&approved.or_problem()?.ok_or_else(Problem::not_found)?)
}

/// `POST /adjustments/{adjustment}/decline`: it will not happen. Two round trips, three for
/// a party.
pub(crate) async fn decline(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(id): Path<AdjustmentId>,
) -> Result<Response, Problem> {
    let declined = ledger(&runtime)?.decline_adjustment(id, caller.member).await;
    respond::ok(&declined.or_problem()?.ok_or_else(Problem::not_found)?)
}

fn read_proposal(
    caller: &Caller,
    key: &IdempotencyKey,
    body: JsonBody,
    now: Timestamp,
) -> Result<Adjustment, Problem> {
    let mut fields = body.fields()?;
    let adjusts = fields.required("adjusts", Field::parse::<YearMonth>);
    let reason = fields.required("reason", |field| field.text(1..=500));
    let entries = fields.required("entries", |field| {
        let read = |field: Field| field.list(1..=ENTRIES_MAX, entry);
        field.checked(read, |entries| match check_entries(&entries) {
            Ok(()) => Ok(entries),
            Err(error) => Err(("adjustment_entries", error.to_string())),
        })
    });
    let (derive, member) = (AdjustmentId::derive_with, caller.member);
    let id = key.derive(derive, "adjustment", member, "POST /adjustments");
    fields.finish(|| {
        Some(Adjustment {
            id,
            state: AdjustmentState::Proposed,
            adjusts: adjusts?,
            reason: reason?,
            entries: entries?,
            proposed_by: caller.member,
            proposed_at: now,
            decided_by: None,
            decided_at: None,
            month: None,
        })
    })
}

fn entry(field: Field) -> Result<AdjustmentEntry, Failures> {
    field.object(|fields| {
        let account = fields.required("account", Field::parse::<Account>);
        let money = fields.required("money", Field::money);
        Some(AdjustmentEntry { account: account?, money: money? })
    })
}
