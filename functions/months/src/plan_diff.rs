//! Two plans of one month side by side, for the operator who has to approve the second one.

use axum::extract::State;
use domain::money::YearMonth;
use domain::money::plan::diff::{InputChange, UnitChange};
use edge::{
    Fields, Found, ListFilters, Operator, Paged, Path, Problem, Routes, SealedCursor, Tag, answer,
};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger;
use crate::places::{Places, next_of};
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::OperatorsMonths).get(
        "/months/{month}/plans/{before}/diff/{after}",
        read,
        |it| {
            it.summary("Compare two plans of a month")
                .text(
                    "Both by their number, rejected ones too: first the inputs that only one of them \
                     has, page by page, then the accounts whose numbers differ, with the reasons.",
                )
                .who("operators")
                .ordered("inputs by kind and subject, then accounts by name and currency")
        },
    )
}

/// Nothing narrows the comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DiffFilters;

impl ListFilters for DiffFilters {
    /// An approver reads as much as they can at once; with all their reasons, two hundred accounts
    /// stay below five megabytes.
    const LIMIT: (u16, u16) = (100, 200);

    fn read(_fields: &mut Fields) -> Option<DiffFilters> {
        Some(DiffFilters)
    }
}

/// What differs between two plans; `limit` counts inputs and accounts together.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlanDiffView {
    month: YearMonth,
    /// The number of the one plan …
    before: u32,
    /// … and of the other.
    after: u32,
    /// What only one of them has.
    inputs: Vec<InputChange>,
    /// The accounts whose numbers differ; those of the pages before all inputs are told.
    items: Vec<UnitChange>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// `GET /months/{month}/plans/{before}/diff/{after}`, both by number, rejected ones too: first what they
/// were made of, page by page, then whom it touches.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path((month, before, after)): Path<(YearMonth, u32, u32)>,
    Paged { page, .. }: Paged<DiffFilters>,
) -> Result<Found<PlanDiffView>, Problem> {
    let places = Places::of(&page)?;
    let changes = ledger(&runtime)?.plan_changes(month, [before, after]).await;
    let changes = changes.or_problem()?;
    let (inputs, items, next) = places.cut_both(changes.inputs, changes.units);
    let next = next_of(&page, next);
    answer::found(&PlanDiffView { month, before, after, inputs, items, next })
}
