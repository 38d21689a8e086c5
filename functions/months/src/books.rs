//! The books of the house at the end of a month, page by page.

use axum::extract::State;
use domain::money::books::BookLine;
use domain::money::{Currency, Money, YearMonth};
use domain::rules::Rule;
use edge::{
    Fields, Found, ListFilters, ListPage, Operator, Paged, Path, Problem, Routes, SealedCursor,
    Tag, answer,
};
use ledger::TrialBalance;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::OperatorsMonths).get("/months/{month}/books", read, |it| {
        it.summary("Read the accounts of the house at the end of a month")
            .text(
                "Every account that holds something or has moved in the month, and the sum of all \
                 accounts, which is nothing in every currency.",
            )
            .who("operators")
            .refuses(&[Rule::MonthNotStarted])
            .ordered("by currency, then by account")
    })
}

/// Nothing narrows the books.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BooksFilters;

impl ListFilters for BooksFilters {
    /// Books are read whole: only money that waits for a consent, which has an account for each
    /// share, makes them longer than a page.
    const LIMIT: (u16, u16) = (1_000, 1_000);

    fn read(_fields: &mut Fields) -> Option<BooksFilters> {
        Some(BooksFilters)
    }
}

/// The accounts of the house.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BooksView {
    month: YearMonth,
    items: Vec<BookLine>,
    /// The sum of all accounts by currency, whichever of them are on this page.
    trial_balance: Vec<Money>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    next: Option<SealedCursor>,
}

/// `GET /months/{month}/books`: every account of the house that is not empty, page by page, and the
/// sum of all of them, which is zero in every currency.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    Paged { page, .. }: Paged<BooksFilters>,
) -> Result<Found<BooksView>, Problem> {
    let page = PageAfter::<(Currency, String)>::of(&page)?;
    let TrialBalance { lines, sums } = ledger(&runtime)?.books(month).await.or_problem()?;
    let sums = sums.into_iter().map(|(currency, sum)| Money::new(currency, sum)).collect();
    let place = |line: &BookLine| (line.currency, line.account.clone());
    let ListPage { items, next } = page.cut(lines, place);
    answer::found(&BooksView { month, items, trial_balance: sums, next })
}
