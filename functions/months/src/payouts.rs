//! Payouts as operators see them, and what they know of one that the bank does not answer for.

use axum::extract::State;
use axum::response::Response;
use domain::id::PayoutId;
use domain::money::{HoldReason, PayoutEvent, PayoutState};
use edge::{
    CursorSeal, Field, JsonBody, ListPage, Operator, PageRequest, Path, Problem, RawQuery, respond,
};
use ledger::{OperatorDecision, PayoutWord};
use runtime::Runtime;
use serde::Serialize;
use store::payout::Payout;

use crate::ledger;
use crate::problems::OrProblem;

/// What an operator may say.
const EVENTS: [(&str, PayoutEvent); 5] = [
    ("settle", PayoutEvent::Settle),
    ("return", PayoutEvent::Return),
    ("lose", PayoutEvent::Lose),
    ("reopen", PayoutEvent::Reopen),
    ("settle_by_hand", PayoutEvent::SettleByHand),
];

#[derive(Debug, Serialize)]
struct PayoutView {
    end_to_end_id: String,
    #[serde(flatten)]
    payout: Payout,
    /// Why it would stay due if the caller paid now.
    #[serde(skip_serializing_if = "Option::is_none")]
    hold_reason: Option<HoldReason>,
}

impl PayoutView {
    fn new(payout: Payout, hold_reason: Option<HoldReason>) -> Self {
        Self { end_to_end_id: payout.end_to_end_id().to_string(), payout, hold_reason }
    }
}

/// `GET /payouts?state=`: those of a state, list after list of the eight that a state has; each begins with
/// the oldest; of those that are due with the reason why they would not leave now. Up to eight
/// round trips, one to ask again of the payouts themselves what the lists say, and two for the
/// reasons.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    seal: CursorSeal,
    query: RawQuery,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let state = fields.optional_or("state", PayoutState::Due, Field::word);
    let page = PageRequest::from_fields(&mut fields, seal);
    let (state, page) = fields.finish(|| Some((state?, page?)))?;
    let ledger = ledger(&runtime)?;
    let store = ledger.store();
    let list = store::payout::in_state(state);
    let cursor = page.resume(&list)?;
    let (listed, next) = store.list_page(&list, page.limit, cursor).await?;
    let listed: Vec<PayoutId> = listed.iter().map(|stored| stored.item.payout).collect();
    let payouts = store.payouts(&listed).await?.into_values().map(|stored| stored.item);
    let mut payouts: Vec<Payout> = payouts.filter(|payout| payout.state == state).collect();
    payouts.sort_by_key(|payout| (payout.payable.month, payout.payout));
    let reasons = match state {
        PayoutState::Due => ledger.hold_reasons(&payouts, caller.member).await.or_problem()?,
        PayoutState::Prepared
        | PayoutState::Submitted
        | PayoutState::Settled
        | PayoutState::Returned
        | PayoutState::Unknown => vec![None; payouts.len()],
    };
    let views = payouts.into_iter().zip(reasons);
    let views = views.map(|(payout, hold_reason)| PayoutView::new(payout, hold_reason)).collect();
    respond::ok(&ListPage::new(&page, views, next))
}

/// `POST /payouts/{payout}/decision` `{attempt, event, reason}`: of this attempt, what a look-up has
/// shown (`settle`, `return`) or that it is unknown (`lose`), which two operators have to say: 202
/// for the first; why a returned one is tried again (`reopen`), or how one that no bank file takes
/// was paid (`settle_by_hand`). Nobody decides on their own payment.
pub(crate) async fn decide(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(payout): Path<PayoutId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let attempt = fields.required("attempt", |field| field.integer(0..=u32::MAX));
    let event = fields.required("event", |field| field.one_of(&EVENTS));
    let reason = fields.required("reason", |field| field.text(1..=500));
    let by = caller.member;
    let decision =
        || Some(OperatorDecision { attempt: attempt?, event: event?, reason: reason?, by });
    let decision = fields.finish(decision)?;
    let decided = ledger(&runtime)?.decide_payout(payout, &decision).await;
    let PayoutWord { payout, waits } = decided.or_problem()?;
    let view = PayoutView::new(payout, None);
    if waits { respond::accepted(&view) } else { respond::ok(&view) }
}
