//! Versions that wait for a reviewer, and reviews that wait in a reviewer's queue for a free clock.
//! A brief that has lost all its co-producers gets others; for what its roster cannot answer the
//! platform is asked.

use std::collections::BTreeSet;

use domain::id::BriefId;
use workflow::brief::roster::appoint_successors;
use workflow::due;

use crate::{Sweep, add};

/// Runs the assignment of every brief that has something waiting, once; also of `relinquished`,
/// where a slot has just become free.
pub(crate) async fn assign(sweep: &mut Sweep, relinquished: BTreeSet<BriefId>) {
    let versions = sweep.read(&due::awaiting_reviewer()).await;
    let waiting: BTreeSet<BriefId> = versions.iter().map(|one| one.item.version.brief).collect();
    let queued = sweep.read(&due::queued_reviews()).await;
    let queued = queued.iter().map(|stored| stored.item.review.brief);
    let briefs: BTreeSet<BriefId> =
        waiting.iter().copied().chain(queued).chain(relinquished).collect();
    for brief in briefs {
        let is_done = assign_one(sweep, brief).await > 0 || !waiting.contains(&brief);
        if !is_done {
            let appointed = appoint_successors(&sweep.work, brief).await;
            if sweep.noted(brief, appointed) == Some(true) {
                assign_one(sweep, brief).await;
            }
        }
        search(sweep, brief).await;
    }
}

/// Asks others for what the roster cannot answer, and gives up what nobody can.
async fn search(sweep: &mut Sweep, brief: BriefId) {
    let found = workflow::assignment::search::search(&sweep.work, brief).await;
    let found = sweep.noted(brief, found).unwrap_or_default();
    add(&mut sweep.report.reviewers_asked, found.asked);
    add(&mut sweep.report.slots_given_up, found.given_up);
}

/// How many reviews it gave to a reviewer.
async fn assign_one(sweep: &mut Sweep, brief: BriefId) -> usize {
    let assigned = workflow::assignment::assign(&sweep.work, brief).await;
    let assigned = sweep.noted(brief, assigned).unwrap_or_default().len();
    add(&mut sweep.report.reviews_assigned, assigned);
    assigned
}
