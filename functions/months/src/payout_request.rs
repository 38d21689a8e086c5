//! A member may ask once a year to be paid what there is, below the currency's minimum too.

use axum::extract::State;
use axum::response::Response;
use domain::money::YearMonth;
use domain::money::input::PayoutReason;
use edge::{Caller, Problem, respond};
use jiff::Timestamp;
use runtime::Runtime;
use serde::Serialize;
use store::payout_request::RequestedPayout;

use crate::ledger;
use crate::problems::OrProblem;

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
    let asked = ledger(&runtime)?.request_payout(caller.member).await.or_problem()?;
    respond::ok(&RequestView::from(asked))
}
