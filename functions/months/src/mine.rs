//! What the caller earned: the list of their statements, and their balances.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::money::Money;
use domain::money::waiting::WaitsFor;
use domain::text::Title;
use edge::{Caller, ListPage, PageRequest, Problem, respond};
use ledger::{StatementTotals, WaitingShare, account_of};
use runtime::Runtime;
use serde::Serialize;
use store::{ComposedList, Cursor};

use crate::ledger;
use crate::problems::OrProblem;
use crate::view::{BalanceView, EntryView};

/// The list that a cursor is of, and how the cursor names the last one of its page.
const STATEMENTS: &str = "statements";
const AFTER: &str = "after";

/// `GET /me/statements`: one entry a month and currency in which something was booked or due, the oldest
/// first. Three round trips, and one for 98 payouts.
pub(crate) async fn statements(
    State(runtime): State<Runtime>,
    caller: Caller,
    page: PageRequest,
) -> Result<Response, Problem> {
    let of = caller.member.to_string();
    let cursor = page.resume(&ComposedList::new(STATEMENTS, of.clone()))?;
    let after = cursor.as_ref().and_then(|cursor| cursor.part(AFTER));
    let mut all = ledger(&runtime)?.statements(caller.member).await.or_problem()?;
    all.retain(|one| after.is_none_or(|after| place(one).as_str() > after));
    let has_more = all.len() > usize::from(page.limit);
    all.truncate(page.limit.into());
    let last = all.last().filter(|_| has_more).map(place);
    let next = last.map(|last| Cursor::composed(STATEMENTS, &of, [(AFTER, last)]));
    let items: Result<Vec<_>, _> = all.into_iter().map(EntryView::new).collect();
    respond::ok(&ListPage::new(&page, items.or_problem()?, next))
}

/// Where a statement stands on the list.
fn place(StatementTotals { month, currency, .. }: &StatementTotals) -> String {
    format!("{month}#{}", currency.code())
}

/// Money that would be the caller's.
#[derive(Debug, Serialize)]
struct WaitingView {
    brief: BriefId,
    track: TrackId,
    title: Title,
    money: Money,
    waits_for: WaitsFor,
    /// The same in words.
    freed_by: &'static str,
}

/// `GET /me/suspense`: what waits of the caller's shares, and what would free it.
pub(crate) async fn suspense(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Response, Problem> {
    let waiting = ledger(&runtime)?.waiting_shares(caller.member).await.or_problem()?;
    let view = |one: WaitingShare| WaitingView {
        brief: one.brief,
        track: one.track,
        title: one.title,
        money: one.money,
        waits_for: one.waits_for,
        freed_by: one.waits_for.freed_by(),
    };
    respond::ok(&ListPage::whole(waiting.into_iter().map(view).collect()))
}

/// `GET /me/balance`: by currency. One round trip.
pub(crate) async fn balance(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Response, Problem> {
    let account = account_of(caller.member);
    let balances = ledger(&runtime)?.store().balances(&account).await?;
    let items: Result<Vec<_>, _> = balances.iter().map(BalanceView::new).collect();
    respond::ok(&ListPage::whole(items.or_problem()?))
}
