//! Versions that lack a reviewer and whose brief is over: they leave the work list.

use std::collections::BTreeMap;

use domain::id::BriefId;
use store::Stored;
use store::track::VersionItem;
use workflow::due;
use workflow::review::rest::rest;

use crate::Sweep;

/// Looks at everything that lacks a listener, brief by brief.
pub(crate) async fn put_to_rest(sweep: &mut Sweep) {
    let mut by_brief: BTreeMap<BriefId, Vec<Stored<VersionItem>>> = BTreeMap::new();
    for version in sweep.read(&due::awaiting_reviewer()).await {
        by_brief.entry(version.item.version.brief).or_default().push(version);
    }
    let ids: Vec<BriefId> = by_brief.keys().copied().collect();
    let briefs = sweep.work.store.get_each(ids.into_iter().map(store::brief::key)).await;
    for brief in sweep.noted("briefs", briefs).unwrap_or_default().into_iter().flatten() {
        if brief.item.end().is_none() {
            continue;
        }
        for version in by_brief.remove(&brief.item.id).unwrap_or_default() {
            let rested = rest(&sweep.work, version).await;
            sweep.noted(brief.item.id, rested);
        }
    }
}
