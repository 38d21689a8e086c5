//! Every payee of a month, for operators: the sealed plan's units with the proof per currency.

use axum::extract::State;
use axum::response::Response;
use domain::money::{MonthState, Sha256Hex, YearMonth};
use edge::{CursorSeal, Operator, Path, Problem, Query, SealedCursor, respond};
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
    let ledger = ledger(&runtime)?;
    let stands = ledger.month(month).await.or_problem()?;
    let sealed = stands.plan.ok_or_else(|| {
        Problem::conflict("not_planned", format!("{month} has no sealed plan yet"))
    })?;
    let plan = ledger.plan_head(month, &sealed.sha256).await.or_problem()?;
    let mut items = Vec::new();
    for sha256 in plan.chunks.iter().skip(first).take(CHUNKS_A_PAGE) {
        let chunk = ledger.plan_chunk(month, sha256).await.or_problem()?;
        for unit in chunk.units {
            items.push(UnitView::new(unit).or_problem()?);
        }
    }
    let next = first.saturating_add(CHUNKS_A_PAGE);
    respond::ok(&MonthStatements {
        month,
        state: stands.state,
        plan_sha256: sealed.sha256,
        proofs: plan.proofs.into_iter().map(ProofView::from).collect(),
        items,
        next: seal_next(&seal, (next < plan.chunks.len()).then_some(next)),
    })
}
