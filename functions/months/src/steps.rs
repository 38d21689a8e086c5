//! The month itself and its steps, for operators.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::money::{MonthState, Sha256Hex, YearMonth};
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use ledger::{Ledger, LedgerError};
use runtime::Runtime;
use store::month::Month;

use crate::ledger;
use crate::paying::month_view;
use crate::problems::OrProblem;

/// `GET /months/{month}`, with what is due: as it was closed, or one round trip for the month and one
/// for what moved, for each month since the last closed one.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    let found = ledger.month(month).await.or_problem()?;
    respond::ok(&month_view(&ledger, found).await?)
}

/// `POST /months/{month}/freeze`.
pub(crate) async fn freeze(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.freeze(month).await).await
}

/// `POST /months/{month}/plan`: plan and seal.
pub(crate) async fn plan(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.plan(month).await).await
}

/// `POST /months/{month}/approve` `{plan_sha256}`: 412 if that is not the sealed plan. Starts the
/// posting; a repeat starts it if the first approval broke off in between.
pub(crate) async fn approve(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let plan_sha256 = fields.required("plan_sha256", Field::parse::<Sha256Hex>);
    let plan_sha256 = fields.finish(|| plan_sha256)?;
    let ledger = ledger(&runtime)?;
    let approved = ledger.approve(month, &plan_sha256, caller.member).await;
    let approved = approved.or_problem()?;
    if approved.state == MonthState::Approved {
        let started = ledger.start_posting(month, approved.plan_no).await;
        // Whether this was the first time changes nothing for the caller.
        let (Change::Applied(()) | Change::AlreadyApplied) = started.or_problem()?;
    }
    respond_with_month(&ledger, Ok(approved)).await
}

/// `POST /months/{month}/reject` `{reason}`.
pub(crate) async fn reject(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", |field| field.text(1..=500));
    let reason = fields.finish(|| reason)?;
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.reject(month, &reason, caller.member).await).await
}

/// `POST /months/{month}/post`.
pub(crate) async fn post(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    respond_with_month(&ledger, ledger.post(month, Some(caller.member)).await).await
}

async fn respond_with_month(
    ledger: &Ledger,
    month: Result<Month, LedgerError>,
) -> Result<Response, Problem> {
    respond::ok(&month_view(ledger, month.or_problem()?).await?)
}
