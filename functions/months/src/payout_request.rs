//! A member may ask once a year to be paid what there is, below the currency's minimum too.

use axum::extract::State;
use axum::response::Response;
use domain::money::YearMonth;
use domain::money::input::PayoutReason;
use edge::{Caller, Problem, respond};
use jiff::Timestamp;
use runtime::Runtime;
use serde::Serialize;
use store::payout_request::{PayoutAnswer, PayoutDemand, RequestedPayout};

use crate::ledger;

#[derive(Debug, Serialize)]
struct RequestView {
    /// The month that pays it.
    month: YearMonth,
    reason: PayoutReason,
    asked_at: Timestamp,
}

impl From<RequestedPayout> for RequestView {
    fn from(asked: RequestedPayout) -> Self {
        Self { month: asked.month, reason: asked.reason, asked_at: asked.at }
    }
}

/// `POST /me/payout-request`: any gross from one major unit on is paid by the oldest Open month. A
/// repeat in the same month answers as the first did. Three round trips.
pub(crate) async fn ask(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Response, Problem> {
    let (ledger, now) = (ledger(&runtime)?, runtime.clock.now());
    let (genesis, reason) = (ledger.genesis(), PayoutReason::Yearly);
    let demand = PayoutDemand { member: caller.member, reason, at: now };
    match ledger.store().decide(genesis, &demand).await? {
        PayoutAnswer::New(asked) | PayoutAnswer::Before(asked) => {
            respond::ok(&RequestView::from(asked))
        }
        PayoutAnswer::TooSoon(last) => {
            let detail = format!("the last one was for {}; ask again a year later", last.month);
            Err(Problem::conflict("payout_requested", detail).with("month", last.month.to_string()))
        }
    }
}
