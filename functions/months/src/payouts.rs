//! Payouts as operators see them, and what they know of one that the bank does not answer for.

use axum::extract::State;
use domain::id::PayoutId;
use domain::money::{HoldReason, PayoutEvent, PayoutState};
use domain::rules::Rule;
use edge::{
    Body, Field, Fields, Found, ListFilters, ListPage, Now, Operator, Paged, Path, Problem,
    ReadFields, Routes, Tag, answer,
};
use ledger::{OperatorDecision, PayoutWord};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::payout::Payout;

use crate::ledger;
use crate::problems::OrProblem;
use crate::reason::reason;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .get("/payouts", list, |it| {
            it.summary("List the payouts of a state")
                .text(
                    "Of those that are due with the reason why they would not leave now. A page \
                     can be short, even empty; only `next` says whether there is more.",
                )
                .who("operators")
                .ordered(
                    "not sorted as a whole: in eight runs, each page of which has the oldest month \
                     first; read all pages and sort",
                )
        })
        .post("/payouts/{payout}/decision", decide, |it| {
            it.summary("Say what became of an attempt that the bank does not answer for")
                .text(
                    "What a look-up has shown (`settle`, `return`), or that it is unknown \
                     (`lose`), which two operators have to say; why a returned one is tried again \
                     (`reopen`), or how one that no bank file takes was paid (`settle_by_hand`).",
                )
                .who("operators; nobody on their own payment")
                .refuses(&[
                    Rule::BankFileRequired,
                    Rule::BatchUnderWay,
                    Rule::OwnMatter,
                    Rule::State,
                    Rule::SupersededAttempt,
                ])
                .without_if_match("`attempt` in the body is the one that was looked at")
        })
}

/// Which payouts are listed.
#[derive(Debug)]
pub(crate) struct PayoutFilters {
    state: PayoutState,
}

impl ListFilters for PayoutFilters {
    fn read(fields: &mut Fields) -> Option<PayoutFilters> {
        let state = fields.optional_or("state", PayoutState::Due, Field::word);
        Some(PayoutFilters { state: state? })
    }
}

/// What an operator says of one attempt.
#[derive(Debug)]
pub(crate) struct PayoutDecision {
    attempt: u32,
    event: PayoutEvent,
    reason: String,
}

impl ReadFields for PayoutDecision {
    const NAME: &'static str = "PayoutDecision";
    const ABOUT: &'static str = "What an operator says of one attempt.";

    fn read(fields: &mut Fields) -> Option<PayoutDecision> {
        let attempt = fields.required("attempt", |field| field.integer(0..=u32::MAX));
        fields.note(
            "attempt",
            "The attempt that was looked at, 0 before the first; another one is not decided.",
        );
        let event = fields.required("event", |field| field.one_of(&EVENTS));
        let reason = fields.required("reason", reason);
        fields.note("reason", "What a look-up has shown, or why it is tried again.");
        Some(PayoutDecision { attempt: attempt?, event: event?, reason: reason? })
    }
}

/// What an operator may say.
const EVENTS: [(&str, PayoutEvent); 5] = [
    ("settle", PayoutEvent::Settle),
    ("return", PayoutEvent::Return),
    ("lose", PayoutEvent::Lose),
    ("reopen", PayoutEvent::Reopen),
    ("settle_by_hand", PayoutEvent::SettleByHand),
];

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PayoutView {
    end_to_end_id: String,
    #[serde(flatten)]
    payout: Payout,
    /// Why it would stay due if the caller paid now; null where it would not, and of one that is
    /// not due.
    hold_reason: Option<HoldReason>,
}

impl PayoutView {
    fn new(payout: Payout, hold_reason: Option<HoldReason>) -> Self {
        Self { end_to_end_id: payout.end_to_end_id().to_string(), payout, hold_reason }
    }
}

/// `GET /payouts?state=`: those of a state, list after list of the eight that a state has; each page has
/// the oldest month first; of those that are due with the reason why they would not leave now. Up to eight
/// round trips, one to ask again of the payouts themselves what the lists say, and two for the
/// reasons.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Paged { filters: PayoutFilters { state }, page }: Paged<PayoutFilters>,
) -> Result<Found<ListPage<PayoutView>>, Problem> {
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
    answer::found(&ListPage::new(&page, views, next))
}

/// `POST /payouts/{payout}/decision` `{attempt, event, reason}`: of this attempt, what a look-up has
/// shown (`settle`, `return`) or that it is unknown (`lose`), which two operators have to say: 202
/// for the first; why a returned one is tried again (`reopen`), or how one that no bank file takes
/// was paid (`settle_by_hand`). Nobody decides on their own payment.
pub(crate) async fn decide(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(payout): Path<PayoutId>,
    Body(decision): Body<PayoutDecision>,
) -> Result<Now<PayoutView>, Problem> {
    let PayoutDecision { attempt, event, reason } = decision;
    let decision = OperatorDecision { attempt, event, reason, by: caller.member };
    let decided = ledger(&runtime)?.decide_payout(payout, &decision).await;
    let PayoutWord { payout, waits } = decided.or_problem()?;
    let place = format!("/payouts?state={}", payout.state.as_str());
    let view = PayoutView::new(payout, None);
    if waits {
        return answer::accepted(&place, &view).map(Now::Waits);
    }
    answer::found(&view).map(Now::Done)
}
