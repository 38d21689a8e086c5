//! Points whose record the stream has lost: it keeps a day. Twice a day everything is derived again of
//! whatever has ended, was chosen or completed within 48 hours, and of the tracks that it was about:
//! entries and observations that are there stay as they are. What is older, `cargo run -- points
//! rebuild` finds.

use std::collections::{BTreeMap, BTreeSet};

use domain::coproducer_standing::Observation;
use domain::id::{BriefId, MemberId, TrackId};
use domain::invitation::Invitation;
use domain::member::Member;
use domain::point_derivation::{self, PointSource};
use domain::points::PointEntry;
use domain::policy::Policy;
use jiff::{SignedDuration, Timestamp};
use store::invitation::UNUSED;
use store::member::COMPLETE;
use store::review::{ENDED, ReviewItem};
use store::standing::ObservationItem;
use store::track::{CHOSEN, TrackItem};
use store::{StoreError, Stored, keys};

use crate::{Sweep, add};

/// How far back one looks.
const LOOKS_BACK: SignedDuration = SignedDuration::from_hours(48);
/// Twice a day, in the first sweep of a half-day.
const EVERY_S: i64 = 12 * 3_600;
const FIRST_SWEEP_S: i64 = 900;

/// Where something may have been earned lately. As hints of an index these may lag; what is decided
/// on is read again.
#[derive(Debug, Default)]
struct Changed {
    tracks: BTreeSet<(BriefId, TrackId)>,
    awarded: BTreeSet<BriefId>,
    people: BTreeSet<MemberId>,
    /// Of those whose profile or whose invitation it was.
    alone: Vec<PointSource>,
}

/// What all of that stands for.
#[derive(Debug, Default)]
struct Derived {
    bases: Vec<PointSource>,
    observed: Vec<ObservationItem>,
}

/// Derives again what may have been lost.
pub(crate) async fn derive_again(sweep: &mut Sweep) {
    if sweep.work.now.as_second().rem_euclid(EVERY_S) >= FIRST_SWEEP_S {
        return;
    }
    let since = sweep.work.now.saturating_sub(LOOKS_BACK).unwrap_or(Timestamp::MIN);
    let changed = changed(sweep, since).await;
    // Entries are read before what they follow from; see `point_derivation::stale`.
    let mut known: BTreeMap<MemberId, Vec<PointEntry>> = BTreeMap::new();
    for member in &changed.people {
        let points = sweep.work.store.points(*member).await;
        known.extend(sweep.noted(member, points).map(|points| (*member, points)));
    }
    let derived = derived(sweep, changed).await;
    let policy = &Policy::CURRENT;
    for (member, entries) in earned(&derived.bases, &known, policy) {
        let added = workflow::standing::add_points(&sweep.work, member, &entries).await;
        let derived = sweep.noted(member, added).is_some();
        add(&mut sweep.swept.members_derived, usize::from(derived));
    }
    for seen in derived.observed {
        let observed = workflow::standing::observe(&sweep.work, &seen).await;
        sweep.noted(&seen.observation.subject, observed);
    }
}

async fn changed(sweep: &mut Sweep, since: Timestamp) -> Changed {
    let mut changed = Changed::default();
    let mut reviews = sweep.since::<ReviewItem>(ENDED, since).await;
    reviews.extend(sweep.all_in::<ReviewItem>(keys::DISPUTES_PARTITION).await);
    for ReviewItem { review, pinned, .. } in reviews.into_iter().map(|stored| stored.item) {
        changed.tracks.insert((review.brief, review.track));
        changed.people.extend([review.reviewer, pinned.item.version.composer]);
    }
    for TrackItem { track, .. } in items(sweep.since(CHOSEN, since).await) {
        changed.tracks.insert((track.brief, track.id));
        changed.people.insert(track.composer);
        changed.awarded.extend(track.selected_at.map(|_| track.brief));
    }
    let members: Vec<Member> = items(sweep.since(COMPLETE, since).await);
    let invitations: Vec<Invitation> = items(sweep.since(UNUSED, since).await);
    changed.alone.extend(members.into_iter().map(|one| PointSource::Member(one.into())));
    changed.alone.extend(invitations.into_iter().map(|one| PointSource::Invitation(one.into())));
    changed
}

fn items<T>(stored: Vec<Stored<T>>) -> Vec<T> {
    stored.into_iter().map(|stored| stored.item).collect()
}

async fn derived(sweep: &mut Sweep, changed: Changed) -> Derived {
    let mut derived = Derived { bases: changed.alone, observed: Vec::new() };
    for (brief, track) in changed.tracks {
        let about = about(sweep, brief, track).await;
        let about = sweep.noted(track, about).unwrap_or_default();
        derived.bases.extend(about.bases);
        derived.observed.extend(about.observed);
    }
    for brief in changed.awarded {
        let taste_alignments = sweep.work.store.taste_alignments(brief).await;
        for Stored { item, revision } in sweep.noted(brief, taste_alignments).unwrap_or_default() {
            let observation = Observation::of_taste_alignment(&item);
            derived.observed.push(ObservationItem { observation, seen_revision: revision });
        }
    }
    derived
}

/// A track with all its versions and reviews. Two round trips.
async fn about(sweep: &Sweep, brief: BriefId, track: TrackId) -> Result<Derived, StoreError> {
    let mut derived = Derived::default();
    let Some(entry) = sweep.work.store.track_entry(brief, track).await? else { return Ok(derived) };
    let seats = entry.versions.iter().flat_map(|version| &version.item.seats);
    let reviews: Vec<_> = seats.map(|seat| seat.review).collect();
    for Stored { item, revision } in sweep.work.store.reviews(&reviews).await? {
        let observation = Observation::of_review(&item.review);
        let seen = |observation| ObservationItem { observation, seen_revision: revision };
        derived.observed.extend(observation.map(seen));
        derived.bases.push(PointSource::Review(item.review.into()));
    }
    derived.bases.push(PointSource::Track(entry.track.item.track.into()));
    let versions = entry.versions.into_iter().map(|stored| stored.item.version);
    derived.bases.extend(versions.map(|version| PointSource::Version(version.into())));
    Ok(derived)
}

/// What these items stand for, and the opposites of what they do not stand for any more, member by
/// member.
fn earned(
    bases: &[PointSource],
    known: &BTreeMap<MemberId, Vec<PointEntry>>,
    policy: &Policy,
) -> BTreeMap<MemberId, Vec<PointEntry>> {
    let mut earned: BTreeMap<MemberId, Vec<PointEntry>> = BTreeMap::new();
    for base in bases {
        let known = known.get(&base.member()).map(Vec::as_slice).unwrap_or_default();
        let entries = point_derivation::entries(base, policy).into_iter();
        let entries: Vec<_> = entries.chain(point_derivation::stale(base, known, policy)).collect();
        if !entries.is_empty() {
            earned.entry(base.member()).or_default().extend(entries);
        }
    }
    earned
}
