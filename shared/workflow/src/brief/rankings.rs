//! How the tracks of a brief rank: by all answers together, for its client; and for each co-producer
//! by the totals that they had given before the client chose, frozen with the award.

use std::collections::BTreeMap;

use domain::brief::Selection;
use domain::calibration::{self, Ranking, Total};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::review::Review;
use domain::taste_alignment::{RankedTrack, TasteAlignment};
use domain::text::Title;
use domain::version::slot::SlotState;
use store::brief::BriefFor;
use store::brief_aggregate::{BriefAggregate, is_answered};
use store::track::{TrackEntry, VersionItem};
use store::{RawItem, keys, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

/// How the tracks rank, with what each is called.
#[derive(Debug)]
pub struct RankedBrief {
    pub ranking: Ranking,
    /// Of each track the title and the version that ranks: its newest one with an answer.
    pub versions: BTreeMap<TrackId, (Title, u8)>,
}

/// The ranking of a brief by its answers, for its client and for operators who oversee it; for
/// everybody else there is none. Two round trips, three for an operator.
pub async fn rank_tracks(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<RankedBrief, WorkflowError> {
    retry_on_conflict(|| rank_once(work, actor, brief)).await
}

async fn rank_once(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<RankedBrief, WorkflowError> {
    let aggregate = work.store.brief_aggregate(brief).await?.ok_or(WorkflowError::NotFound)?;
    let part = access::part_in(work, &aggregate, actor).await?;
    if !part.sees_everything() {
        return Err(WorkflowError::NotFound);
    }
    let answered: Vec<(&TrackEntry, &VersionItem)> =
        aggregate.entries.iter().filter_map(newest_answered).collect();
    let delivered = answered.iter().flat_map(|(_, version)| version.version.delivered_slots());
    let ids: Vec<ReviewId> = delivered.map(|slot| slot.review).collect();
    let reviews = work.store.get_each(ids.into_iter().map(store::review::key)).await?;
    let reviews = reviews.into_iter().flatten().map(|stored| stored.item.review);
    let total = |review: Review| {
        let centistars = review.delivery?.total_centistars;
        Some(Total { reviewer: review.reviewer, track: review.track, centistars })
    };
    let totals: Vec<Total> = reviews.filter(Review::counts).filter_map(total).collect();
    let promised = aggregate.brief.item.terms.reviews_per_track;
    let ranking = calibration::rank(&totals, promised, work.policy);
    let named = answered.into_iter().map(|(entry, version)| {
        let track = &entry.track.item.track;
        (track.id, (track.title.clone(), version.version.version))
    });
    Ok(RankedBrief { ranking, versions: named.collect() })
}

/// How the actor's own ranking compares with what the client chose, as if there was none while an
/// embargo keeps the winner from them because they have left the brief. One round trip.
pub async fn compare_outcome(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<TasteAlignment, WorkflowError> {
    let mut wanted = BriefFor::keys(brief, actor.member).to_vec();
    wanted.push(keys::taste_alignment(brief, actor.member));
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let brief = BriefFor::parse(&mut found)?.ok_or(WorkflowError::NotFound)?;
    let ranking = found.next().flatten().map(RawItem::parse::<TasteAlignment>).transpose()?;
    let part = brief.part(actor.member, actor.is_operator);
    if brief.brief.item.is_embargoed_for(part, false, work.now) {
        return Err(WorkflowError::NotFound);
    }
    Ok(ranking.ok_or(WorkflowError::NotFound)?.item)
}

fn newest_answered(entry: &TrackEntry) -> Option<(&TrackEntry, &VersionItem)> {
    let mut newest_first = entry.versions.iter().rev().map(|stored| &stored.item);
    Some((entry, newest_first.find(|version| is_answered(version))?))
}

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
