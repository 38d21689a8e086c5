//! The months of the books, each with where it stands, for operators.

use std::cmp::Reverse;

use axum::extract::State;
use domain::money::{MonthState, YearMonth};
use edge::{Found, ListPage, Operator, Paged, Problem, Routes, Tag, answer};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::OperatorsMonths).get("/months", list, |it| {
        it.summary("List the months of the books")
            .text("Every month from the first one of the books to the one that runs now.")
            .who("operators")
            .ordered("the newest first")
    })
}

/// A month, and how far it has come.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MonthStanding")]
pub(crate) struct MonthStandingView {
    month: YearMonth,
    state: MonthState,
    /// Whether its last moment has passed: before that it cannot be frozen.
    has_ended: bool,
}

/// `GET /months`: one round trip.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<MonthStandingView>>, Problem> {
    let page = PageAfter::<Reverse<YearMonth>>::of(&page)?;
    let now = runtime.clock.now();
    let months = ledger(&runtime)?.months().await.or_problem()?;
    let view = |(month, state): (YearMonth, _)| MonthStandingView {
        month,
        state,
        has_ended: month.ended(now),
    };
    let months = months.into_iter().map(view).collect();
    answer::found(&page.cut(months, |one: &MonthStandingView| Reverse(one.month)))
}
