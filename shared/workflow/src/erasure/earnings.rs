//! What a leaving member is owed, or has earned and was not booked yet.

use std::collections::BTreeSet;

use domain::credit::Credit;
use domain::erasure::Erasure;
use domain::id::{BriefId, MemberId};
use domain::money::input::PayoutReason;
use domain::money::{Account, MonthState, YearMonth};
use store::payout_request::{PayoutAnswer, PayoutDemand};
use store::{List, StoreError};

use super::tracks;
use crate::{Workflow, WorkflowError};

/// What money an erasure waits for.
pub(super) struct Settled {
    /// Whether something is owed, or not posted yet.
    pub(super) is_owed: bool,
    /// See [`Erasure::settles_with`].
    pub(super) settles_with: Option<YearMonth>,
}

/// Where the member holds something, or may have earned something that no month has posted, the
/// oldest open month is asked to pay it out, below the minimum too, or to take what is given up;
/// asked again, it has been asked. Four round trips more for a member who has earned nothing.
pub(super) async fn settle(work: &Workflow, erasure: &Erasure) -> Result<Settled, WorkflowError> {
    let balances = work.store.balances(&Account::of_member(erasure.member)).await?;
    let mut settles_with = erasure.settles_with;
    let asks = if settles_with.is_some() {
        balances.iter().any(|one| !one.balance.is_zero())
    } else {
        !balances.is_empty() || may_have_earned(work, erasure.member).await?
    };
    if asks {
        let month = ask(work, erasure).await?;
        settles_with = settles_with.or(Some(month));
    }
    let is_posted = match settles_with {
        Some(month) => work.store.month(month).await?.item.state >= MonthState::Posted,
        None => true,
    };
    let is_owed = balances.iter().any(|one| erasure.awaits(one.balance, one.due));
    Ok(Settled { is_owed: is_owed || !is_posted, settles_with })
}

/// The month that pays it out.
async fn ask(work: &Workflow, erasure: &Erasure) -> Result<YearMonth, WorkflowError> {
    let genesis: YearMonth = work.genesis_month()?;
    let reason =
        if erasure.waives_balance { PayoutReason::LeavingWaived } else { PayoutReason::Leaving };
    let demand = PayoutDemand { member: erasure.member, reason, at: work.now };
    let asked = work.store.decide(genesis, &demand).await?;
    let (PayoutAnswer::New(asked) | PayoutAnswer::Before(asked) | PayoutAnswer::TooSoon(asked)) =
        asked;
    tracing::debug!(member = %erasure.member, month = %asked.month, "asked to pay out who leaves");
    Ok(asked.month)
}

/// Whether money can be on its way to a member who has no balance yet: a winner and a co-producer
/// who listened for one have a credit, every other writer was named in a track that was sold, and
/// the prize of a brief that lapsed is shared among the composers of its tracks.
async fn may_have_earned(work: &Workflow, member: MemberId) -> Result<bool, StoreError> {
    let store = &work.store;
    let credits = List::<Credit>::owned_by(member);
    if !store.list_page(&credits, 1, None).await?.0.is_empty() {
        return Ok(true);
    }
    for named in store.list_all(&store::track::named_writer_of(member)).await? {
        if store.newest_split(named.track).await?.is_some() {
            return Ok(true);
        }
    }
    let entered = tracks(work, member).await?;
    let briefs: BTreeSet<BriefId> = entered.iter().map(|item| item.track.brief).collect();
    let briefs = store.get_each(briefs.into_iter().map(store::brief::key)).await?;
    let mut shares = briefs.iter().flatten().flat_map(|stored| &stored.item.prize_shares);
    Ok(shares.any(|share| share.member == member))
}
