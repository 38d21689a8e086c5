//! What follows from base items: the points that they earn or do not stand for any more, and what
//! is observed of co-producers. The stream derives it from one change, the sweep from what changed
//! lately.

use std::collections::BTreeMap;

use domain::coproducer_standing::Observation;
use domain::id::{BriefId, MemberId, TrackId};
use domain::point_derivation::{self, PointSource};
use domain::points::PointEntry;
use domain::policy::Policy;
use domain::taste_alignment::TasteAlignment;
use store::Stored;
use store::standing::ObservationItem;

use super::fold::{add_points, observe};
use crate::{Workflow, WorkflowError};

/// A base item as it is now.
#[derive(Debug, Clone, PartialEq)]
pub enum BaseItem {
    PointSource(PointSource),
    /// A co-producer's frozen ranking: it earns nothing and is observed.
    TasteAlignment(Box<TasteAlignment>),
}

/// What follows from several base items.
#[derive(Debug, Default)]
pub struct Derived {
    pub sources: Vec<PointSource>,
    pub observed: Vec<ObservationItem>,
}

/// Takes in one change of a base item: its points and what is observed of it at `revision`. What it
/// stood for before and does not any more is undone.
pub async fn take_change(
    work: &Workflow,
    before: Option<&PointSource>,
    now: &BaseItem,
    revision: u64,
) -> Result<(), WorkflowError> {
    for observation in observations(now) {
        observe(work, &ObservationItem { observation, seen_revision: revision }).await?;
    }
    let BaseItem::PointSource(now) = now else { return Ok(()) };
    let earned = point_derivation::changes(before, now, work.policy);
    match earned.first() {
        Some(first) => add_points(work, first.member, &earned).await,
        None => Ok(()),
    }
}

fn observations(item: &BaseItem) -> Vec<Observation> {
    match item {
        BaseItem::TasteAlignment(alignment) => {
            Observation::of_taste_alignment(alignment).into_iter().collect()
        }
        BaseItem::PointSource(PointSource::Review(review)) => {
            Observation::of_review(review).into_iter().collect()
        }
        BaseItem::PointSource(PointSource::Version(version)) => Observation::of_version(version),
        BaseItem::PointSource(
            PointSource::Member(_) | PointSource::Track(_) | PointSource::Invitation(_),
        ) => Vec::new(),
    }
}

/// A track with all its versions and reviews; nothing where there is no such track. Two round
/// trips.
pub async fn sources_of_track(
    work: &Workflow,
    brief: BriefId,
    track: TrackId,
) -> Result<Derived, WorkflowError> {
    let mut derived = Derived::default();
    let Some(entry) = work.store.track_entry(brief, track).await? else { return Ok(derived) };
    let slots = entry.versions.iter().flat_map(|version| &version.item.version.slots);
    let reviews: Vec<_> = slots.map(|slot| slot.review).collect();
    let found = work.store.get_each(reviews.into_iter().map(store::review::key)).await?;
    for Stored { item, revision } in found.into_iter().flatten() {
        let observation = Observation::of_review(&item.review);
        let seen = |observation| ObservationItem { observation, seen_revision: revision };
        derived.observed.extend(observation.map(seen));
        derived.sources.push(PointSource::Review(item.review.into()));
    }
    derived.sources.push(PointSource::Track(entry.track.item.track.into()));
    for Stored { item, revision } in entry.versions {
        let observed = Observation::of_version(&item.version).into_iter();
        let seen = |observation| ObservationItem { observation, seen_revision: revision };
        derived.observed.extend(observed.map(seen));
        derived.sources.push(PointSource::Version(item.version.into()));
    }
    Ok(derived)
}

/// What the frozen rankings of an awarded brief show of its co-producers. One round trip.
pub async fn rankings_of_brief(
    work: &Workflow,
    brief: BriefId,
) -> Result<Vec<ObservationItem>, WorkflowError> {
    let alignments =
        work.store.list_stored(&store::taste_alignment::of_brief(brief)).await?.into_iter();
    let seen = alignments.filter_map(|Stored { item, revision }| {
        let observation = Observation::of_taste_alignment(&item)?;
        Some(ObservationItem { observation, seen_revision: revision })
    });
    Ok(seen.collect())
}

/// The entries that these items stand for, and the reversals of those among `known` that they do
/// not stand for any more, by member.
pub fn earned_by_member(
    sources: &[PointSource],
    known: &BTreeMap<MemberId, Vec<PointEntry>>,
    policy: &Policy,
) -> BTreeMap<MemberId, Vec<PointEntry>> {
    let mut earned: BTreeMap<MemberId, Vec<PointEntry>> = BTreeMap::new();
    for source in sources {
        let known = known.get(&source.member()).map(Vec::as_slice).unwrap_or_default();
        let entries = point_derivation::entries(source, policy).into_iter();
        let stale = point_derivation::stale(source, known, policy);
        let entries: Vec<_> = entries.chain(stale).collect();
        if !entries.is_empty() {
            earned.entry(source.member()).or_default().extend(entries);
        }
    }
    earned
}
