//! The books of the house at the end of a month, page by page.

use schemars::JsonSchema;
use std::fmt;
use std::str::FromStr;

use axum::extract::State;
use domain::money::books::BookLine;
use domain::money::{Currency, Money, YearMonth};
use domain::rules::Rule;
use edge::{
    Fields, Found, List, ListFilters, Operator, Path, Problem, Routes, SealedCursor, Tag, answer,
};
use ledger::TrialBalance;
use runtime::Runtime;
use serde::Serialize;

use crate::ledger;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::OperatorsMonths).get("/months/{month}/books", read, |it| {
        it.summary("Read the accounts of the house at the end of a month")
            .text(
                "Every account that holds something or has moved in the month, and the sum of all \
                 accounts, which is nothing in every currency.",
            )
            .who("an operator")
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

/// The last account of a page, as `EUR:outside`: accounts may come and go between two pages, and
/// the others are seen once all the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct AccountPlace {
    currency: Currency,
    account: String,
}

impl AccountPlace {
    fn of_line(line: &BookLine) -> Self {
        Self { currency: line.currency, account: line.account.clone() }
    }
}

impl fmt::Display for AccountPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.currency, self.account)
    }
}

impl FromStr for AccountPlace {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (currency, account) = text.split_once(':').unwrap_or((text, ""));
        let currency = currency.parse().map_err(|_| "is not a cursor of this list")?;
        Ok(Self { currency, account: account.to_owned() })
    }
}

/// `GET /months/{month}/books`: every account of the house that is not empty, page by page, and the
/// sum of all of them, which is zero in every currency.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    List { page, .. }: List<BooksFilters>,
) -> Result<Found<BooksView>, Problem> {
    let after = page.resume_at(|text| text.parse::<AccountPlace>().ok())?;
    let TrialBalance { lines, sums } = ledger(&runtime)?.books(month).await.or_problem()?;
    let sums = sums.into_iter().map(|(currency, sum)| Money::new(currency, sum)).collect();
    let mut items: Vec<BookLine> = lines
        .into_iter()
        .filter(|line| after.as_ref() < Some(&AccountPlace::of_line(line)))
        .collect();
    let is_all = items.len() <= usize::from(page.limit);
    items.truncate(page.limit.into());
    let last = items.last().filter(|_| !is_all).map(|line| AccountPlace::of_line(line).to_string());
    let next = page.next_at(last.as_deref());
    answer::found(&BooksView { month, items, trial_balance: sums, next })
}
