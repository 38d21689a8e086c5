//! What operators have in a month themselves, their inputs and their lines, and another operator's
//! word that it is right.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::money::plan::Contributed;
use domain::money::{Sha256Hex, YearMonth};
use edge::{Field, JsonBody, Operator, Path, Problem, respond};
use ledger::OwnPart;
use runtime::Runtime;
use serde::Serialize;
use store::month::MonthConfirmation;

use crate::ledger;
use crate::paying::month_view;
use crate::problems::OrProblem;
use crate::view::UnitWithLinesView;

#[derive(Debug, Serialize)]
struct PartsView {
    month: YearMonth,
    plan_sha256: Option<Sha256Hex>,
    items: Vec<OwnPartView>,
}

#[derive(Debug, Serialize)]
struct OwnPartView {
    member: MemberId,
    units: Vec<UnitWithLinesView>,
    /// What they put in, as the plan has it.
    inputs: Vec<Contributed>,
    confirmation: Option<MonthConfirmation>,
}

/// `GET /months/{month}/confirmations`: of everybody who put something in, and of every operator
/// whom the sealed plan pays, what they put in, what it pays for, and who has confirmed it; 404
/// before a plan is sealed.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    let stands = ledger.month(month).await.or_problem()?;
    let mut items = Vec::new();
    for OwnPart { member, units, put_in, confirmation } in
        ledger.own_parts(&stands).await.or_problem()?
    {
        let units: Result<_, _> = units.into_iter().map(UnitWithLinesView::new).collect();
        let units = units.or_problem()?;
        items.push(OwnPartView { member, units, inputs: put_in, confirmation });
    }
    respond::ok(&PartsView { month, plan_sha256: stands.plan.map(|plan| plan.sha256), items })
}

/// `POST /months/{month}/confirmations` `{plan_sha256, member}`: what another member put into the
/// sealed plan and what it pays them is right. 412 if that is not the sealed plan.
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
    let confirmed = ledger.confirm_part(month, &plan_sha256, member, caller.member).await;
    respond::ok(&month_view(&ledger, confirmed.or_problem()?).await?)
}
