//! A member may ask once a year to be paid what there is, below the currency's minimum too.

use axum::extract::State;
use domain::money::YearMonth;
use domain::money::input::PayoutReason;
use domain::rules::Rule;
use edge::{Caller, Found, Problem, Routes, Tag, answer};
use jiff::Timestamp;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::payout_request::RequestedPayout;

use crate::ledger;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::MyMoney).post("/me/payout-request", ask, |it| {
        it.summary("Ask to be paid below the minimum")
            .text(
                "Once a year: the oldest open month pays any gross from one major unit on. A repeat \
                 in the same month answers as the first did.",
            )
            .who("every member")
            .refuses(&[Rule::PayoutRequested])
            .without_if_match("it overwrites nothing, and is made once a year")
    })
}

/// A payout that was asked for.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PayoutRequestView {
    /// The month that pays it.
    month: YearMonth,
    reason: PayoutReason,
    asked_at: Timestamp,
}

impl From<RequestedPayout> for PayoutRequestView {
    fn from(asked: RequestedPayout) -> Self {
        Self { month: asked.month, reason: asked.reason, asked_at: asked.at }
    }
}

/// `POST /me/payout-request`: any gross from one major unit on is paid by the oldest Open month. A
/// repeat in the same month answers as the first did. Three round trips.
pub(crate) async fn ask(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Found<PayoutRequestView>, Problem> {
    let asked = ledger(&runtime)?.request_payout(caller.member).await.or_problem()?;
    answer::found(&PayoutRequestView::from(asked))
}
