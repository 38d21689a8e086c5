//! What a decision left to be done and its own operation did not do: notices beyond one
//! transaction, reviews of a brief that is over or that their co-producer has left.

use std::collections::BTreeSet;

use domain::id::BriefId;
use store::{Item, LostARace};
use workflow::due;

use crate::{Sweep, add};

/// Does all of it, and says in which briefs a slot may have become free.
pub(crate) async fn finish(sweep: &mut Sweep) -> BTreeSet<BriefId> {
    let mut briefs = BTreeSet::new();
    for stored in sweep.read(&due::follow_ups(sweep.work.now)).await {
        let (subject, brief) = (stored.item.key().sk, stored.item.brief);
        let done = match workflow::follow_up::finish(&sweep.work, stored).await {
            // The operation that decided is still at it.
            Err(error) if error.is_conflict() => continue,
            other => other,
        };
        if sweep.noted(subject, done).is_some() {
            add(&mut sweep.report.follow_ups_done, 1);
            briefs.insert(brief);
        }
    }
    briefs
}
