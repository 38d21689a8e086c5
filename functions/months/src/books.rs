//! The books of the house at the end of a month, page by page.

use std::fmt;
use std::str::FromStr;

use axum::extract::State;
use axum::response::Response;
use domain::money::books::BookLine;
use domain::money::{Amount, Currency, YearMonth};
use edge::{CursorSeal, Operator, Path, Problem, Query, SealedCursor, respond};
use ledger::TrialBalance;
use runtime::Runtime;
use serde::Serialize;

use crate::ledger;
use crate::problems::OrProblem;

/// How many accounts of the house a page has: money that waits for a consent has one for each
/// share.
const ACCOUNTS_MAX: usize = 1_000;

#[derive(Debug, Serialize)]
struct BooksView {
    month: YearMonth,
    accounts: Vec<BookLine>,
    /// Of all accounts, whichever of them are on this page.
    trial_balance: Vec<SumView>,
    #[serde(skip_serializing_if = "Option::is_none")]
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

#[derive(Debug, Serialize)]
struct SumView {
    currency: Currency,
    sum: Amount,
}

/// `GET /months/{month}/books`: every account of the house that is not empty, page by page, and the
/// sum of all of them, which is zero in every currency.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let after = fields.optional("cursor", |field| {
        seal.read_text(field, |text| text.parse::<AccountPlace>().ok())
    });
    let most = fields.optional_or("limit", ACCOUNTS_MAX, |one| one.integer(1..=ACCOUNTS_MAX));
    let (after, most) = fields.finish(|| Some((after?, most?)))?;
    let TrialBalance { lines, sums } = ledger(&runtime)?.books(month).await.or_problem()?;
    let sums = sums.into_iter().map(|(currency, sum)| SumView { currency, sum }).collect();
    let mut accounts: Vec<BookLine> = lines
        .into_iter()
        .filter(|line| after.as_ref() < Some(&AccountPlace::of_line(line)))
        .collect();
    let is_all = accounts.len() <= most;
    accounts.truncate(most);
    let last = accounts.last().filter(|_| !is_all).map(AccountPlace::of_line);
    let next = last.map(|last| seal.seal_text(&last.to_string()));
    respond::ok(&BooksView { month, accounts, trial_balance: sums, next })
}
