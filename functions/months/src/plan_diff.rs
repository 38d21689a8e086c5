//! Two plans of one month side by side, for the operator who has to approve the second one.

use axum::extract::State;
use axum::response::Response;
use domain::money::YearMonth;
use domain::money::plan::diff::{InputChange, UnitChange};
use edge::{CursorSeal, Operator, Path, Problem, Query, SealedCursor, respond};
use runtime::Runtime;
use serde::Serialize;

use crate::ledger;
use crate::places::{Places, seal_next};
use crate::problems::OrProblem;

const LIMIT_DEFAULT: usize = 100;
/// The maximum number of accounts in an answer: with all their reasons it stays below five
/// megabytes.
const LIMIT_MAX: usize = 200;

#[derive(Debug, Serialize)]
struct DiffView {
    month: YearMonth,
    before: u32,
    after: u32,
    /// What only one of them has.
    inputs: Vec<InputChange>,
    items: Vec<UnitChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<SealedCursor>,
}

/// `GET /months/{month}/plans/{before}/diff/{after}`, both by number, rejected ones too: first what they
/// were made of, page by page, then whom it touches.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path((month, before, after)): Path<(YearMonth, u32, u32)>,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let places = Places::from_fields(&mut fields, &seal, LIMIT_DEFAULT, LIMIT_MAX);
    let places = fields.finish(|| places)?;
    let changes = ledger(&runtime)?.plan_changes(month, [before, after]).await;
    let changes = changes.or_problem()?;
    let (inputs, items, next) = places.cut_both(changes.inputs, changes.units);
    let next = seal_next(&seal, next);
    respond::ok(&DiffView { month, before, after, inputs, items, next })
}
