//! Every payee of a month, for operators: the sealed plan's units with the proof per currency.

use axum::extract::State;
use domain::money::plan::UNITS_PER_CHUNK;
use domain::money::{MonthState, Sha256Hex, YearMonth};
use domain::rules::Rule;
use edge::{
    Fields, Found, ListFilters, Operator, Paged, Path, Problem, Routes, SealedCursor, Tag, answer,
};
use ledger::PlannedUnits;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger;
use crate::places::next_of;
use crate::problems::OrProblem;
use crate::view::{ProofView, UnitView};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::OperatorsMonths).get("/months/{month}/statements", list, |it| {
        it.summary("List every account of the sealed plan of a month")
            .text(
                "The payees, and with them the platform, suspense and prizes; with the proof of each \
                 currency.",
            )
            .who("operators")
            .refuses(&[Rule::NotPlanned])
            .ordered("by account and currency, as the plan has them")
    })
}

/// Nothing narrows the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlannedFilters;

impl ListFilters for PlannedFilters {
    /// A plan is read in its chunks of 48: sixteen of them are half a megabyte.
    const LIMIT: (u16, u16) = (768, 768);

    fn read(_fields: &mut Fields) -> Option<PlannedFilters> {
        Some(PlannedFilters)
    }
}

/// Every account of a month's plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MonthStatementsView {
    month: YearMonth,
    state: MonthState,
    plan_sha256: Sha256Hex,
    /// That the plan makes nothing and loses nothing, by currency.
    proofs: Vec<ProofView>,
    items: Vec<UnitView>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// The chunks of a plan that a page stands in, and which of their units it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PlannedPlaces {
    /// The number of the first chunk.
    chunk: usize,
    chunk_count: usize,
    /// How many units of the first chunk were on the page before.
    skipped: usize,
    limit: usize,
    first: usize,
}

impl PlannedPlaces {
    /// Every chunk but the last has [`UNITS_PER_CHUNK`] units.
    fn new(first: usize, limit: usize) -> Self {
        let chunk = first.checked_div(UNITS_PER_CHUNK).unwrap_or_default();
        let skipped = first.saturating_sub(chunk.saturating_mul(UNITS_PER_CHUNK));
        let chunk_count = skipped.saturating_add(limit).div_ceil(UNITS_PER_CHUNK);
        Self { chunk, chunk_count, skipped, limit, first }
    }

    /// The units of the page, and where the next one begins, of those of its chunks.
    fn cut<T>(self, read: Vec<T>, has_more_chunks: bool) -> (Vec<T>, Option<usize>) {
        let has_more = has_more_chunks || read.len() > self.skipped.saturating_add(self.limit);
        let units: Vec<T> = read.into_iter().skip(self.skipped).take(self.limit).collect();
        (units, has_more.then(|| self.first.saturating_add(self.limit)))
    }
}

/// `GET /months/{month}/statements`: 409 before a plan is sealed. One round trip for the month, one
/// for the plan, one a chunk.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    Paged { page, .. }: Paged<PlannedFilters>,
) -> Result<Found<MonthStatementsView>, Problem> {
    let first = page.resume_at(|text| text.parse().ok())?.unwrap_or_default();
    let places = PlannedPlaces::new(first, page.limit.into());
    let planned = ledger(&runtime)?.planned_units(month, places.chunk, places.chunk_count).await;
    let PlannedUnits { state, plan_sha256, proofs, units, next } = planned.or_problem()?;
    let (units, next) = places.cut(units, next.is_some());
    let items: Result<Vec<UnitView>, _> = units.into_iter().map(UnitView::new).collect();
    answer::found(&MonthStatementsView {
        month,
        state,
        plan_sha256,
        proofs: proofs.into_iter().map(ProofView::from).collect(),
        items: items.or_problem()?,
        next: next_of(&page, next),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_any_length_hold_every_unit_of_the_chunks_once_and_in_order() {
        let all: Vec<usize> = (0..2 * UNITS_PER_CHUNK + 7).collect();
        let chunks: Vec<&[usize]> = all.chunks(UNITS_PER_CHUNK).collect();
        for limit in [1, 7, UNITS_PER_CHUNK, UNITS_PER_CHUNK + 1, 500] {
            let (mut seen, mut first) = (Vec::new(), 0);
            loop {
                let places = PlannedPlaces::new(first, limit);
                let end = places.chunk + places.chunk_count;
                let read = chunks[places.chunk..end.min(chunks.len())].concat();
                let (units, next) = places.cut(read, end < chunks.len());
                assert!(units.len() <= limit);
                seen.extend(units);
                let Some(next) = next else { break };
                first = next;
            }
            assert_eq!(seen, all, "{limit} a page");
        }
    }
}
