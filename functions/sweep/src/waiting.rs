//! Whoever waits for a reviewer, and whoever waits in a reviewer's queue for a free clock.

use std::collections::BTreeSet;

use domain::id::BriefId;
use domain::policy::Policy;
use domain::review::ReviewState;
use store::review::ReviewItem;
use store::track::{AWAITING_REVIEWER, VersionItem};

use crate::{Sweep, add};

/// Runs the assignment of every brief that has something waiting, once; also of `given_up`, where a
/// seat has just become free.
pub(crate) async fn assign(sweep: &mut Sweep, given_up: BTreeSet<BriefId>) {
    let versions = sweep.listed::<VersionItem>(AWAITING_REVIEWER).await;
    let queued = sweep.listed::<ReviewItem>(ReviewState::Queued.as_str()).await;
    let briefs: BTreeSet<BriefId> = versions
        .iter()
        .map(|stored| stored.item.version.brief)
        .chain(queued.iter().map(|stored| stored.item.review.brief))
        .chain(given_up)
        .collect();
    for brief in briefs {
        let assigned = sweep.store.assign(brief, sweep.now, &Policy::CURRENT).await;
        let assigned = sweep.noted(brief, assigned).unwrap_or_default();
        add(&mut sweep.swept.reviews_assigned, assigned.len());
    }
}
