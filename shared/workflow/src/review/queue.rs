//! What a reviewer's queue names of the briefs of their reviews.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::BriefId;
use domain::text::Title;
use domain::track::ReviewingPart;
use store::brief::BriefItem;

use crate::{Actor, Workflow, WorkflowError};

/// The titles of the briefs, but for those that an embargo keeps from a reviewer who has left. One
/// round trip, two under an embargo.
pub async fn name_briefs(
    work: &Workflow,
    actor: Actor,
    briefs: BTreeSet<BriefId>,
) -> Result<BTreeMap<BriefId, Title>, WorkflowError> {
    let found = work.store.get_each(briefs.into_iter().map(store::brief::key)).await?;
    let mut briefs: Vec<BriefItem> = found.into_iter().flatten().map(|one| one.item).collect();
    let is_kept = |brief: &BriefItem| {
        let part = brief.part(actor.member, ReviewingPart::Nothing, actor.is_operator);
        brief.kept_back_until(part, false, work.now).is_some()
    };
    let embargoed: BTreeSet<BriefId> =
        briefs.iter().filter(|one| is_kept(one)).map(|one| one.id).collect();
    let places = embargoed.iter().map(|brief| store::roster::key(*brief, actor.member));
    let places = work.store.get_each(places).await?.into_iter().flatten();
    let held = places.map(|stored| stored.item).filter(|place| place.left_at.is_none());
    let held: BTreeSet<BriefId> = held.map(|place| place.brief).collect();
    briefs.retain(|brief| !embargoed.contains(&brief.id) || held.contains(&brief.id));
    Ok(briefs.into_iter().map(|one| (one.id, one.brief.terms.title)).collect())
}
