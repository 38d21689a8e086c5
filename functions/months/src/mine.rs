//! What the caller earned: the list of their statements, and their balances.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use edge::{Caller, Listing, Page, Problem, respond};
use ledger::{LedgerError, StatementTotals, account_of};
use runtime::Runtime;
use store::{Cursor, keys};

use crate::view::{BalanceView, EntryView};
use crate::{ledger, problems};

/// How a cursor names the last one of its page.
const AFTER: &str = "after";

/// `GET /me/statements`: one entry a month and currency in which something was booked or due, the oldest
/// first. Three round trips, and one for 98 payouts.
pub(crate) async fn statements(
    State(runtime): State<Runtime>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    let partition = keys::account_partition(&account_of(caller.member));
    let cursor = page.resume("pk", &partition)?;
    let after = cursor.as_ref().and_then(|cursor| cursor.0.get(AFTER)).cloned();
    let mut all = ledger(&runtime)?.statements(caller.member).await.map_err(problems::of)?;
    all.retain(|one| after.as_ref().is_none_or(|after| place(one) > *after));
    let has_more = all.len() > usize::from(page.limit);
    all.truncate(page.limit.into());
    let last = all.last().filter(|_| has_more).map(place);
    let next = last.map(|last| {
        Cursor(BTreeMap::from([("pk".to_owned(), partition), (AFTER.to_owned(), last)]))
    });
    let items: Result<Vec<_>, _> = all.into_iter().map(EntryView::of).collect();
    respond::ok(&Listing::new(items.map_err(LedgerError::from).map_err(problems::of)?, next))
}

/// Where a statement stands on the list.
fn place(StatementTotals { month, currency, .. }: &StatementTotals) -> String {
    format!("{month}#{}", currency.code())
}

/// `GET /me/balance`: by currency. One round trip.
pub(crate) async fn balance(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Response, Problem> {
    let account = account_of(caller.member);
    let balances = ledger(&runtime)?.store().balances(&account).await?;
    let items: Result<Vec<_>, _> = balances.iter().map(BalanceView::of).collect();
    respond::ok(&Listing::new(items.map_err(LedgerError::from).map_err(problems::of)?, None))
}
