//! Every payee of a month, for operators: the sealed plan's units with the proof per currency.

use axum::extract::State;
use axum::response::Response;
use domain::money::{MonthState, Sha256Hex, YearMonth};
use edge::{CursorSeal, Operator, Path, Problem, Query, SealedCursor, respond};
use ledger::PlannedUnits;
use runtime::Runtime;
use serde::Serialize;

use crate::ledger;
use crate::places::seal_next;
use crate::problems::OrProblem;
use crate::view::{ProofView, UnitView};

/// How many chunks of 48 units one page reads: half a megabyte of JSON.
const CHUNKS_A_PAGE: usize = 16;

#[derive(Debug, Serialize)]
struct MonthStatements {
    month: YearMonth,
    state: MonthState,
    plan_sha256: Sha256Hex,
    proofs: Vec<ProofView>,
    items: Vec<UnitView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<SealedCursor>,
}

/// `GET /months/{month}/statements`: 409 before a plan is sealed. One round trip for the month, one
/// for the plan, one a chunk.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let first = fields
        .optional_or("cursor", 0_usize, |field| seal.read_text(field, |place| place.parse().ok()));
    let first = fields.finish(|| first)?;
    let planned = ledger(&runtime)?.planned_units(month, first, CHUNKS_A_PAGE).await;
    let PlannedUnits { state, plan_sha256, proofs, units, next } = planned.or_problem()?;
    let items: Result<Vec<UnitView>, _> = units.into_iter().map(UnitView::new).collect();
    respond::ok(&MonthStatements {
        month,
        state,
        plan_sha256,
        proofs: proofs.into_iter().map(ProofView::from).collect(),
        items: items.or_problem()?,
        next: seal_next(&seal, next),
    })
}
