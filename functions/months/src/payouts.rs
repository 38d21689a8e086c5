//! Payouts as operators see them, and what they know of one that the bank does not answer for.

use axum::extract::State;
use axum::response::Response;
use domain::id::PayoutId;
use domain::money::{PayoutEvent, PayoutState};
use edge::{Caller, Field, Group, JsonBody, Path, Problem, Query, respond};
use ledger::Verdict;
use runtime::Runtime;
use serde::Serialize;
use store::payout::Payout;

use crate::{ledger, problems};

/// A state has eight lists, so a page is one of them; together they are everything.
const LISTS: usize = 8;
const PAGE: i32 = 100;

/// What an operator may say.
const EVENTS: [(&str, PayoutEvent); 4] = [
    ("settle", PayoutEvent::Settle),
    ("return", PayoutEvent::Return),
    ("lose", PayoutEvent::Lose),
    ("reopen", PayoutEvent::Reopen),
];

#[derive(Debug, Serialize)]
struct PayoutView {
    end_to_end_id: String,
    #[serde(flatten)]
    payout: Payout,
}

#[derive(Debug, Serialize)]
struct PayoutsView {
    items: Vec<PayoutView>,
}

impl PayoutView {
    fn new(payout: Payout) -> Self {
        Self { end_to_end_id: payout.end_to_end_id().to_string(), payout }
    }
}

/// `GET /payouts?state=`: those of a state, up to 100 from each of eight lists. Eight round trips, and
/// what the lists say is asked again of the payouts themselves.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let mut fields = query.fields();
    let state = fields.optional_or("state", PayoutState::Due, Field::word);
    let state = fields.finish(|| state)?;
    let ledger = ledger(&runtime)?;
    let store = ledger.store();
    let mut listed = Vec::new();
    for list in 0..LISTS {
        let page = store.payouts_page(state, list, PAGE, None).await?;
        let (payouts, _) = page.parse::<Payout>()?;
        listed.extend(payouts.into_iter().map(|stored| stored.item.payout));
    }
    let payouts = store.payouts(&listed).await?.into_values().map(|stored| stored.item);
    let mut payouts: Vec<Payout> = payouts.filter(|payout| payout.state == state).collect();
    payouts.sort_by_key(|payout| (payout.owed.month, payout.payout));
    respond::ok(&PayoutsView { items: payouts.into_iter().map(PayoutView::new).collect() })
}

/// `POST /payouts/{payout}/decision` `{event, reason}`: what a look-up has shown (`settle`, `return`),
/// that nobody can say (`lose`), or why a returned one is tried again (`reopen`).
pub(crate) async fn decide(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(payout): Path<PayoutId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let mut fields = body.fields()?;
    let event = fields.required("event", |field| field.one_of(&EVENTS));
    let reason = fields.required("reason", |field| field.text(1..=500));
    let by = caller.member;
    let verdict = fields.finish(|| Some(Verdict { event: event?, reason: reason?, by }))?;
    let decided = ledger(&runtime)?.decide_payout(payout, &verdict).await;
    respond::ok(&PayoutView::new(decided.map_err(problems::of)?))
}
