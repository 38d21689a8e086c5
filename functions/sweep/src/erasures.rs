//! Members who leave for good: entries are taken back, reviews go to others, briefs end, the money is
//! waited for; then the token is refused, and once nothing can come in any more, everything goes that
//! says who they were.
//!
//! Every step may be cut short anywhere and is done again a quarter of an hour later; it ends the same.
//! What stays: selected tracks with their masters, delivered feedback, points, and the ledger under
//! the account.

mod earnings;
mod forget;
mod open_work;

use domain::change::{Change, Refused};
use domain::erasure::{Erasure, ErasureState};
use domain::id::MemberId;
use domain::money::MonthError;
use domain::text::TextError;
use media::object::ObjectError;
use store::erasure::OPEN;
use store::revoked_member::RevokedMember;
use store::track::TrackItem;
use store::{Item, StoreError, Stored};
use thiserror::Error;
use workflow::WorkflowError;

use crate::{Sweep, add};

/// Items read in one round trip.
const AT_ONCE: u16 = 100;

/// Why a member is not erased yet.
#[derive(Debug, Error)]
enum EraseError {
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    #[error("what is open could not be given to others")]
    Workflow(#[from] WorkflowError),
    #[error("an object could not be deleted")]
    Object(#[from] ObjectError),
    #[error("the erasure is not in order")]
    State(#[from] Refused),
    #[error("a text of our own is not valid")]
    Text(#[from] TextError),
    #[error("no month pays out")]
    Month(#[from] MonthError),
}

/// Goes on with every erasure that is asked for.
pub(crate) async fn proceed(sweep: &mut Sweep) {
    for erasure in sweep.listed::<Erasure>(OPEN).await {
        let member = erasure.item.member;
        let gone = match erasure.item.state {
            ErasureState::Requested => close(sweep, erasure).await.map(|()| false),
            ErasureState::Closing => Box::pin(finish(sweep, erasure)).await,
            ErasureState::Erased => Ok(false),
        };
        let gone = sweep.noted(member, gone);
        add(&mut sweep.swept.members_erased, usize::from(gone == Some(true)));
    }
}

/// Ends what is open; where nothing is waited for any more, the token is refused from now on.
async fn close(sweep: &Sweep, stored: Stored<Erasure>) -> Result<(), EraseError> {
    let Stored { item: erasure, revision } = stored;
    let member = erasure.member;
    let judges = open_work::end(sweep, member).await?;
    let earnings::Settled { is_owed, settles_with } = earnings::settle(sweep, &erasure).await?;
    let waits_for = erasure.waits_for(judges, is_owed, sweep.work.now);
    let waiting = Erasure { waits_for, settles_with, ..erasure.clone() };
    if waits_for.is_some() {
        if waiting != erasure {
            sweep.work.store.replace(&Stored { item: waiting, revision }).await?;
        }
        return Ok(());
    }
    // Not the sweep's own time, which may be minutes old: what runs out is counted from here.
    let at = sweep.runtime.clock.now();
    let Change::Applied(closing) = erasure.close(at)? else { return Ok(()) };
    let departure = RevokedMember { member, at };
    Ok(sweep.work.store.close_erasure(&Stored { item: closing, revision }, &departure).await?)
}

/// Whether the member is gone now. What came in while doors did not know yet is ended once more.
async fn finish(sweep: &Sweep, stored: Stored<Erasure>) -> Result<bool, EraseError> {
    let Stored { item: erasure, revision } = stored;
    if !erasure.has_run_out(sweep.work.now) {
        return Ok(false);
    }
    let member = erasure.member;
    open_work::end(sweep, member).await?;
    forget::everything(sweep, member).await?;
    let Change::Applied(done) = erasure.finish(sweep.work.now)? else { return Ok(false) };
    sweep.work.store.replace(&Stored { item: done, revision }).await?;
    Ok(true)
}

/// Everything of one kind that a member owns.
async fn owned<T: Item>(sweep: &Sweep, member: MemberId) -> Result<Vec<Stored<T>>, StoreError> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let page = sweep.work.store.owned(member, T::KIND, AT_ONCE, cursor).await?;
        let (some, next) = page.parse::<T>()?;
        all.extend(some);
        cursor = next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

/// What a member entered, as an index tells it: whoever decides reads the track itself.
async fn tracks(sweep: &Sweep, member: MemberId) -> Result<Vec<TrackItem>, StoreError> {
    Ok(owned(sweep, member).await?.into_iter().map(|stored| stored.item).collect())
}
