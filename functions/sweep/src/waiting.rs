//! Whoever waits for a reviewer, and whoever waits in a reviewer's queue for a free clock. A brief that
//! has lost all its co-producers gets others.

use std::collections::BTreeSet;

use domain::brief::BriefState;
use domain::id::BriefId;
use domain::review::ReviewState;
use domain::roster;
use domain::text::TextError;
use store::StoreError;
use store::review::ReviewItem;
use store::roster::RosterItem;
use store::track::{AWAITING_REVIEWER, VersionItem};
use thiserror::Error;
use workflow::WorkflowError;

use crate::{Sweep, add};

/// Why nobody was appointed.
#[derive(Debug, Error)]
enum SuccessionError {
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    #[error("nobody could be chosen")]
    Workflow(#[from] WorkflowError),
    #[error("a text of our own is not valid")]
    Text(#[from] TextError),
}

/// Runs the assignment of every brief that has something waiting, once; also of `given_up`, where a
/// seat has just become free.
pub(crate) async fn assign(sweep: &mut Sweep, given_up: BTreeSet<BriefId>) {
    let versions = sweep.listed::<VersionItem>(AWAITING_REVIEWER).await;
    let waiting: BTreeSet<BriefId> = versions.iter().map(|one| one.item.version.brief).collect();
    let queued = sweep.listed::<ReviewItem>(ReviewState::Queued.as_str()).await;
    let queued = queued.iter().map(|stored| stored.item.review.brief);
    let briefs: BTreeSet<BriefId> = waiting.iter().copied().chain(queued).chain(given_up).collect();
    for brief in briefs {
        let is_done = assign_one(sweep, brief).await > 0 || !waiting.contains(&brief);
        if !is_done {
            let appointed = appoint_successors(sweep, brief).await;
            if sweep.noted(brief, appointed) == Some(true) {
                assign_one(sweep, brief).await;
            }
        }
    }
}

/// How many reviews it gave to somebody.
async fn assign_one(sweep: &mut Sweep, brief: BriefId) -> usize {
    let assigned = workflow::assignment::assign(&sweep.work, brief).await;
    let assigned = sweep.noted(brief, assigned).unwrap_or_default().len();
    add(&mut sweep.swept.reviews_assigned, assigned);
    assigned
}

/// Where nobody of the roster may review any more, since they were suspended or have left the studio,
/// and where nobody could be found when the brief opened, others are appointed, chosen as at the
/// opening. Whether anybody was. One round trip and one for each co-producer of the brief where
/// somebody still may.
async fn appoint_successors(sweep: &Sweep, brief: BriefId) -> Result<bool, SuccessionError> {
    let store = &sweep.work.store;
    let Some(aggregate) = store.brief_aggregate(brief).await? else { return Ok(false) };
    if !matches!(aggregate.brief.item.state, BriefState::Open | BriefState::Judging) {
        return Ok(false);
    }
    for member in aggregate.coproducers() {
        if store.coproducer(member).await?.is_some_and(|one| one.item.may_review()) {
            return Ok(false);
        }
    }
    let mut is_anybody = false;
    for member in workflow::roster::choose_coproducers(&sweep.work, &aggregate).await? {
        let Some(coproducer) = store.coproducer(member).await? else { continue };
        let place = RosterItem::new(brief, member, None, sweep.work.now);
        let notice = roster::appointment(&aggregate.brief.item, member, sweep.work.now)?;
        store.appoint(aggregate.brief.revision, &coproducer, &place, &notice).await?;
        is_anybody = true;
    }
    Ok(is_anybody)
}
