//! The lines of the operators whom a month pays, and another operator's word that they are right.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::money::{Sha256Hex, YearMonth};
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use ledger::OperatorLines;
use runtime::Runtime;
use serde::Serialize;
use store::month::LinesConfirmation;

use crate::ledger;
use crate::paying::month_view;
use crate::problems::OrProblem;
use crate::view::UnitWithLinesView;

#[derive(Debug, Serialize)]
struct LinesView {
    month: YearMonth,
    plan_sha256: Option<Sha256Hex>,
    items: Vec<OperatorLinesView>,
}

#[derive(Debug, Serialize)]
struct OperatorLinesView {
    member: MemberId,
    units: Vec<UnitWithLinesView>,
    confirmation: Option<LinesConfirmation>,
}

/// `GET /months/{month}/confirmations`: of every operator whom the sealed plan pays, what it pays
/// for, and who has confirmed it; 404 before a plan is sealed.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    let stands = ledger.month(month).await.or_problem()?;
    let mut items = Vec::new();
    for OperatorLines { member, units, confirmation } in
        ledger.operator_lines(&stands).await.or_problem()?
    {
        let units: Result<_, _> = units.into_iter().map(UnitWithLinesView::new).collect();
        items.push(OperatorLinesView { member, units: units.or_problem()?, confirmation });
    }
    respond::ok(&LinesView { month, plan_sha256: stands.plan.map(|plan| plan.sha256), items })
}

/// `POST /months/{month}/confirmations` `{plan_sha256, member}`: the lines of another operator in the
/// sealed plan are right. 412 if that is not the sealed plan.
pub(crate) async fn confirm(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let plan_sha256 = fields.required("plan_sha256", Field::parse::<Sha256Hex>);
    let member = fields.required("member", Field::parse::<MemberId>);
    let (plan_sha256, member) = fields.finish(|| Some((plan_sha256?, member?)))?;
    let ledger = ledger(&runtime)?;
    let confirmed = ledger.confirm_lines(month, &plan_sha256, member, caller.member).await;
    respond::ok(&month_view(&ledger, confirmed.or_problem()?).await?)
}
