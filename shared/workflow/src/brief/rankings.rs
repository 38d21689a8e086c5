//! The rankings of a brief's co-producers, frozen with the award: made of the totals that each had
//! given before the client chose.

use std::collections::BTreeMap;

use domain::brief::Selection;
use domain::id::{MemberId, ReviewId, TrackId};
use domain::taste_alignment::{RankedTrack, TasteAlignment};
use domain::version::slot::SlotState;
use store::brief_aggregate::BriefAggregate;
use store::track::TrackEntry;

use crate::{Workflow, WorkflowError};

/// Those of everybody who scored a track, however small the brief is. No round trip where no
/// co-producer did, else one for up to 100 reviews.
pub(crate) async fn freeze(
    work: &Workflow,
    aggregate: &BriefAggregate,
    selection: Selection,
) -> Result<Vec<TasteAlignment>, WorkflowError> {
    let policy = work.policy;
    let scored = scored(aggregate, selection);
    let wanted: Vec<ReviewId> =
        scored.values().flat_map(|tracks| tracks.values().copied()).collect();
    let mut totals = BTreeMap::new();
    let found = work.store.get_each(wanted.into_iter().map(store::review::key)).await?;
    for stored in found.into_iter().flatten() {
        let review = stored.item.review;
        totals.extend(review.delivery.map(|delivery| (review.id, delivery.total_centistars)));
    }
    let taste_alignment = |(member, tracks): (MemberId, BTreeMap<TrackId, ReviewId>)| {
        let ranked = |(track, review): (TrackId, ReviewId)| {
            totals.get(&review).map(|total| RankedTrack { track, total_centistars: *total })
        };
        let ranking = tracks.into_iter().filter_map(ranked).collect();
        let (brief, winner) = (aggregate.brief.item.id, selection.track);
        TasteAlignment::freeze(brief, member, ranking, winner, selection.at, policy)
    };
    Ok(scored.into_iter().filter_map(taste_alignment).collect())
}

/// For each co-producer the review that counts of each track: of its newest version that they
/// answered; of the winner, of the selected one if they did.
fn scored(
    aggregate: &BriefAggregate,
    selection: Selection,
) -> BTreeMap<MemberId, BTreeMap<TrackId, ReviewId>> {
    let mut scored: BTreeMap<MemberId, BTreeMap<TrackId, ReviewId>> = BTreeMap::new();
    for entry in &aggregate.entries {
        let track = entry.track.item.track.id;
        for (member, review) in of_entry(entry, (selection.track == track).then_some(selection)) {
            scored.entry(member).or_default().insert(track, review);
        }
    }
    scored
}

fn of_entry(entry: &TrackEntry, selection: Option<Selection>) -> BTreeMap<MemberId, ReviewId> {
    let mut versions: Vec<_> = entry.versions.iter().map(|stored| &stored.item).collect();
    // What comes last counts.
    versions.sort_by_key(|item| {
        let is_selected = selection.is_some_and(|one| one.version == item.version.version);
        (is_selected, item.version.version)
    });
    let slots = versions.into_iter().flat_map(|item| &item.version.slots);
    let delivered = slots.filter(|slot| slot.state == SlotState::Delivered);
    delivered.map(|slot| (slot.reviewer, slot.review)).collect()
}
