//! Late reviews: the reviewer's time is over, the slot is free for another reviewer.

use std::collections::BTreeSet;

use domain::id::BriefId;
use workflow::due;

use crate::{Sweep, add};

/// Ends every review that is due, and says in which briefs another reviewer is to be found.
pub(crate) async fn expire_reviews(sweep: &mut Sweep) -> BTreeSet<BriefId> {
    let mut briefs = BTreeSet::new();
    for review in sweep.read(&due::late_reviews(sweep.work.now)).await {
        let (subject, brief) = (review.item.review.id, review.item.review.brief);
        let expired = workflow::review::relinquish::expire(&sweep.work, review).await;
        if sweep.noted(subject, expired) == Some(true) {
            add(&mut sweep.report.reviews_expired, 1);
            briefs.insert(brief);
        }
    }
    briefs
}
