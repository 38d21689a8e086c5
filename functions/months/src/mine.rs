//! What the caller earned: the list of their statements, and their balances.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::money::waiting::WaitsFor;
use domain::money::{Currency, Money};
use domain::text::Title;
use edge::{Caller, Fields, Found, ListFilters, ListPage, Paged, Problem, Routes, Tag, answer};
use ledger::{StatementTotals, WaitingShare, account_of};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::{ComposedList, Cursor};

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::OrProblem;
use crate::view::{BalanceView, StatementTotalsView};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::MyMoney)
        .get("/me/statements", statements, |it| {
            it.summary("List one's statements")
                .text("One for each month and currency in which something was booked or due.")
                .who("every member")
                .ordered("by month, the earliest first, then by currency")
        })
        .get("/me/suspense", suspense, |it| {
            it.summary("List what waits in suspense of one's shares")
                .text("By track and currency, with what would free it.")
                .who("every member")
                .ordered("by brief and track")
        })
        .get("/me/balance", balance, |it| {
            it.summary("Read one's balances")
                .text("The whole list: one for each currency, of which the studio has 13.")
                .who("every member")
                .ordered("by currency")
        })
}

/// The list that a cursor is of, and how the cursor names the last one of its page.
const STATEMENTS: &str = "statements";
const AFTER: &str = "after";

/// `GET /me/statements`: one entry a month and currency in which something was booked or due, the oldest
/// first. Three round trips, and one for 98 payouts.
pub(crate) async fn statements(
    State(runtime): State<Runtime>,
    caller: Caller,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<StatementTotalsView>>, Problem> {
    let of = caller.member.to_string();
    let cursor = page.resume(&ComposedList::new(STATEMENTS, of.clone()))?;
    let after = cursor.as_ref().and_then(|cursor| cursor.part(AFTER));
    let mut all = ledger(&runtime)?.statements(caller.member).await.or_problem()?;
    all.retain(|one| after.is_none_or(|after| place(one).as_str() > after));
    let has_more = all.len() > usize::from(page.limit);
    all.truncate(page.limit.into());
    let last = all.last().filter(|_| has_more).map(place);
    let next = last.map(|last| Cursor::composed(STATEMENTS, &of, [(AFTER, last)]));
    let items: Result<Vec<_>, _> = all.into_iter().map(StatementTotalsView::new).collect();
    answer::found(&ListPage::new(&page, items.or_problem()?, next))
}

/// Where a statement stands on the list.
fn place(StatementTotals { month, currency, .. }: &StatementTotals) -> String {
    format!("{month}#{}", currency.code())
}

/// Each page looks at every track of the caller again: there are few of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WaitingPage;

impl ListFilters for WaitingPage {
    const LIMIT: (u16, u16) = (1_000, 1_000);

    fn read(_fields: &mut Fields) -> Option<WaitingPage> {
        Some(WaitingPage)
    }
}

/// Money that would be the caller's.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WaitingShareView {
    brief: BriefId,
    track: TrackId,
    title: Title,
    /// The part of what waits that would be the caller's.
    money: Money,
    waits_for: WaitsFor,
    /// What would free it, in a sentence.
    freed_by: &'static str,
}

/// `GET /me/suspense`: what waits of the caller's shares, and what would free it.
pub(crate) async fn suspense(
    State(runtime): State<Runtime>,
    caller: Caller,
    Paged { page, .. }: Paged<WaitingPage>,
) -> Result<Found<ListPage<WaitingShareView>>, Problem> {
    let page = PageAfter::<(BriefId, TrackId, u8, Currency)>::of(&page)?;
    let waiting = ledger(&runtime)?.waiting_shares(caller.member).await.or_problem()?;
    let view = |one: WaitingShare| WaitingShareView {
        brief: one.brief,
        track: one.track,
        title: one.title,
        money: one.money,
        waits_for: one.waits_for,
        freed_by: one.waits_for.freed_by(),
    };
    let place = |one: &WaitingShare| (one.brief, one.track, one.place, one.money.currency);
    let ListPage { items, next } = page.cut(waiting, place);
    answer::found(&ListPage { items: items.into_iter().map(view).collect(), next })
}

/// `GET /me/balance`: by currency. One round trip.
pub(crate) async fn balance(
    State(runtime): State<Runtime>,
    caller: Caller,
) -> Result<Found<ListPage<BalanceView>>, Problem> {
    let account = account_of(caller.member);
    let balances = ledger(&runtime)?.store().balances(&account).await?;
    let items: Result<Vec<_>, _> = balances.iter().map(BalanceView::new).collect();
    answer::found(&ListPage::whole(items.or_problem()?))
}
