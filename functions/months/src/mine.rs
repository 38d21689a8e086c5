//! What the caller earned: statements and balances of their own account.

use axum::extract::State;
use axum::response::Response;
use domain::money::{Account, AccountError, YearMonth};
use edge::{Caller, Listing, Page, Path, Problem, respond};
use ledger::LedgerError;
use runtime::Runtime;
use store::keys;

use crate::view::{BalanceView, EntryView, StatementView};
use crate::{ledger, problems};

/// `GET /me/statements`: one entry a month and currency, the oldest first. One round trip.
pub(crate) async fn statements(
    State(runtime): State<Runtime>,
    caller: Caller,
    page: Page,
) -> Result<Response, Problem> {
    let account = account(&caller)?;
    let cursor = page.resume("pk", &keys::account_partition(&account))?;
    let store = ledger(&runtime)?;
    let (entries, next) =
        store.store().entries_page(&account, i32::from(page.limit), cursor).await?;
    let items: Result<Vec<_>, _> = entries.iter().map(EntryView::of).collect();
    respond::ok(&Listing::new(items.map_err(LedgerError::from).map_err(problems::of)?, next))
}

/// `GET /me/statements/{month}`: with every track. 404 where nothing was posted for the caller.
pub(crate) async fn statement(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let account = account(&caller)?;
    let statement = ledger(&runtime)?.statement(&account, month).await.map_err(problems::of)?;
    if statement.entries.is_empty() {
        return Err(Problem::not_found());
    }
    respond::ok(&StatementView::of(statement).map_err(problems::of)?)
}

/// `GET /me/balance`: by currency. One round trip.
pub(crate) async fn balance(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Response, Problem> {
    let account = account(&caller)?;
    let balances = ledger(&runtime)?.store().balances(&account).await?;
    let items: Result<Vec<_>, _> = balances.iter().map(BalanceView::of).collect();
    respond::ok(&Listing::new(items.map_err(LedgerError::from).map_err(problems::of)?, None))
}

/// A member's account bears the member's id.
fn account(caller: &Caller) -> Result<Account, Problem> {
    let name = caller.member.to_string();
    name.parse().map_err(|error: AccountError| Problem::internal(&error))
}
