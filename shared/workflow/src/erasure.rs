//! Members who leave for good: entries are taken back, reviews go to others, briefs end, the money
//! is waited for; then the token is refused, and once nothing can come in any more, everything goes
//! that says who they were.
//!
//! Every step may be cut short anywhere and is done again a quarter of an hour later; it ends the
//! same. What stays: selected tracks with their masters, delivered feedback, points, and the ledger
//! under the account.

mod earnings;
mod forget;
mod open_work;

use domain::change::Change;
use domain::erasure::{Erasure, ErasureReason, ErasureState};
use domain::id::MemberId;
use domain::money::{Account, MonthState};
use runtime::Runtime;
use store::revoked_member::RevokedMember;
use store::track::TrackItem;
use store::{Creation, Item, StoreError, Stored};

use crate::{Workflow, WorkflowError};

/// Items read in one round trip.
const PAGE_ITEMS_MAX: u16 = 100;

/// Asks for a member's erasure, once: whatever comes later finds the first request. One round trip.
pub async fn request_erasure(
    work: &Workflow,
    member: MemberId,
    waives_balance: bool,
) -> Result<Erasure, WorkflowError> {
    let erasure = Erasure::request(member, waives_balance, work.now, work.policy);
    match work.store.create(&erasure).await? {
        Creation::New => Ok(erasure),
        Creation::Existing(known) => Ok(known.item),
    }
}

/// An erasure, and the kinds of what it waits for, for an operator on whom some of it depends. Three
/// round trips at most.
pub async fn explain(
    work: &Workflow,
    member: MemberId,
) -> Result<(Erasure, Vec<ErasureReason>), WorkflowError> {
    let stored = work.store.get(store::erasure::key(member)).await?;
    let erasure = stored.ok_or(WorkflowError::NotFound)?.item;
    let is_posted = match erasure.settles_with {
        Some(month) => work.store.month(month).await?.item.state >= MonthState::Posted,
        None => true,
    };
    let balances = work.store.balances(&Account::of_member(member)).await?;
    let balances: Vec<_> = balances.iter().map(|one| (one.balance, one.due)).collect();
    let reasons = erasure.reasons(is_posted, &balances);
    Ok((erasure, reasons))
}

/// Goes on with an erasure as far as it can go now. Whether the member is gone now.
pub async fn proceed(
    work: &Workflow,
    runtime: &Runtime,
    erasure: Stored<Erasure>,
) -> Result<bool, WorkflowError> {
    match erasure.item.state {
        ErasureState::Requested => Box::pin(close(work, runtime, erasure)).await.map(|()| false),
        ErasureState::Closing => Box::pin(finish(work, runtime, erasure)).await,
        ErasureState::Erased => Ok(false),
    }
}

/// Ends what is open; where nothing is waited for any more, the token is refused from now on.
async fn close(
    work: &Workflow,
    runtime: &Runtime,
    stored: Stored<Erasure>,
) -> Result<(), WorkflowError> {
    let Stored { item: erasure, revision } = stored;
    let member = erasure.member;
    let judges = open_work::end(work, member).await?;
    let earnings::Settled { is_owed, settles_with } = earnings::settle(work, &erasure).await?;
    let waits_for = erasure.waits_for(judges, is_owed, work.now);
    let waiting = Erasure { waits_for, settles_with, ..erasure.clone() };
    if waits_for.is_some() {
        if waiting != erasure {
            work.store.replace(&Stored { item: waiting, revision }).await?;
        }
        return Ok(());
    }
    // Not the time of the run, which may be minutes old: what runs out is counted from here.
    let at = runtime.clock.now();
    let Change::Applied(closing) = erasure.close(at)? else { return Ok(()) };
    let revoked = RevokedMember { member, at };
    Ok(work.store.close_erasure(&Stored { item: closing, revision }, &revoked).await?)
}

/// Whether the member is gone now. What came in before every function knew of it is ended once
/// more.
async fn finish(
    work: &Workflow,
    runtime: &Runtime,
    stored: Stored<Erasure>,
) -> Result<bool, WorkflowError> {
    let Stored { item: erasure, revision } = stored;
    if !erasure.has_run_out(work.now) {
        return Ok(false);
    }
    let member = erasure.member;
    open_work::end(work, member).await?;
    Box::pin(forget::everything(work, runtime, member)).await?;
    let Change::Applied(done) = erasure.finish(work.now)? else { return Ok(false) };
    work.store.replace(&Stored { item: done, revision }).await?;
    Ok(true)
}

/// Everything of one kind that a member owns.
async fn owned<T: Item>(work: &Workflow, member: MemberId) -> Result<Vec<Stored<T>>, StoreError> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let list = store::List::<T>::owned_by(member);
        let (some, next) = work.store.list_page(&list, PAGE_ITEMS_MAX, cursor).await?;
        all.extend(some);
        cursor = next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

/// What a member entered, as an index tells it: whoever decides reads the track itself.
async fn tracks(work: &Workflow, member: MemberId) -> Result<Vec<TrackItem>, StoreError> {
    Ok(owned(work, member).await?.into_iter().map(|stored| stored.item).collect())
}
