//! Versions for which no reviewer could be found: labelled once the deadline is long past, so that
//! the client can choose; at rest once their brief is over.

use std::collections::BTreeMap;

use domain::id::BriefId;
use store::Stored;
use store::track::VersionItem;
use workflow::due;
use workflow::review::unanswered::label_unanswered;

use crate::{Sweep, add};

/// Looks at everything that lacks a listener, brief by brief.
pub(crate) async fn label(sweep: &mut Sweep) {
    let mut by_brief: BTreeMap<BriefId, Vec<Stored<VersionItem>>> = BTreeMap::new();
    for version in sweep.read(&due::awaiting_reviewer()).await {
        by_brief.entry(version.item.version.brief).or_default().push(version);
    }
    let ids: Vec<BriefId> = by_brief.keys().copied().collect();
    let briefs = sweep.work.store.get_each(ids.into_iter().map(store::brief::key)).await;
    for brief in sweep.noted("briefs", briefs).unwrap_or_default().into_iter().flatten() {
        let versions = by_brief.remove(&brief.item.id).unwrap_or_default();
        let done = label_unanswered(&sweep.work, &brief.item.brief, versions).await;
        let labelled = sweep.noted(brief.item.id, done).unwrap_or_default();
        add(&mut sweep.report.tracks_unanswered, labelled);
    }
}
