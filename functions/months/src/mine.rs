//! What the caller earned: the list of their statements, and their balances.

use axum::extract::State;
use axum::response::Response;
use edge::{Caller, Listing, Page, Problem, respond};
use ledger::{LedgerError, account_of};
use runtime::Runtime;
use store::keys;

use crate::view::{BalanceView, EntryView};
use crate::{ledger, problems};

/// `GET /me/statements`: one entry a month and currency, the oldest first. One round trip.
pub(crate) async fn statements(
    State(runtime): State<Runtime>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    let account = account_of(caller.member);
    let cursor = page.resume("pk", &keys::account_partition(&account))?;
    let store = ledger(&runtime)?;
    let (entries, next) =
        store.store().entries_page(&account, i32::from(page.limit), cursor).await?;
    let items: Result<Vec<_>, _> = entries.iter().map(EntryView::of).collect();
    respond::ok(&Listing::new(items.map_err(LedgerError::from).map_err(problems::of)?, next))
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
