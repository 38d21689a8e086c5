//! Points whose record the stream has lost: it keeps a day. Twice a day everything is derived again
//! of whatever has ended, was chosen or completed within 48 hours, and of the tracks that it was
//! about: entries and observations that are there stay as they are. What is older, `cargo run --
//! points rebuild` finds.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{BriefId, MemberId, TrackId};
use domain::invitation::Invitation;
use domain::member::Member;
use domain::point_derivation::PointSource;
use domain::points::PointEntry;
use jiff::{SignedDuration, Timestamp};
use store::invitation::UNUSED;
use store::member::COMPLETE;
use store::review::{ENDED, ReviewItem};
use store::track::{CHOSEN, TrackItem};
use store::{Stored, keys};
use workflow::due::{self, Reach, WorkList};
use workflow::standing::{self, Derived};

use crate::{Sweep, add};

/// How far back one looks.
const LOOKS_BACK: SignedDuration = SignedDuration::from_hours(48);

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

/// Derives again what may have been lost.
pub(crate) async fn derive_again(sweep: &mut Sweep) {
    if !due::derives_points(sweep.work.now) {
        return;
    }
    let since = sweep.work.now.saturating_sub(LOOKS_BACK).unwrap_or(Timestamp::MIN);
    let changed = changed(sweep, since).await;
    // Entries are read before what they follow from; see `point_derivation::stale`.
    let mut known: BTreeMap<MemberId, Vec<PointEntry>> = BTreeMap::new();
    for member in &changed.people {
        let points = sweep.work.store.list_all(&store::standing::points_of(*member)).await;
        known.extend(sweep.noted(member, points).map(|points| (*member, points)));
    }
    let derived = derived(sweep, changed).await;
    let earned = standing::earned_by_member(&derived.sources, &known, sweep.work.policy);
    for (member, entries) in earned {
        let added = standing::add_points(&sweep.work, member, &entries).await;
        let derived = sweep.noted(member, added).is_some();
        add(&mut sweep.report.members_derived, usize::from(derived));
    }
    for seen in derived.observed {
        let observed = standing::observe(&sweep.work, &seen).await;
        sweep.noted(&seen.observation.subject, observed);
    }
}

async fn changed(sweep: &mut Sweep, since: Timestamp) -> Changed {
    let mut changed = Changed::default();
    let since = Reach::Since(since);
    let disputes = [keys::DISPUTES_PARTITION.to_owned()];
    let mut reviews: Vec<Stored<ReviewItem>> = sweep.read(&WorkList::new(ENDED, since)).await;
    reviews.extend(sweep.read(&WorkList::within(disputes, Reach::All)).await);
    for ReviewItem { review, pinned, .. } in reviews.into_iter().map(|stored| stored.item) {
        changed.tracks.insert((review.brief, review.track));
        changed.people.extend([review.reviewer, pinned.item.version.composer]);
    }
    for TrackItem { track, .. } in items(sweep.read(&WorkList::new(CHOSEN, since)).await) {
        changed.tracks.insert((track.brief, track.id));
        changed.people.insert(track.composer);
        changed.awarded.extend(track.selected_at.map(|_| track.brief));
    }
    let members: Vec<Member> = items(sweep.read(&WorkList::new(COMPLETE, since)).await);
    let invitations: Vec<Invitation> = items(sweep.read(&WorkList::new(UNUSED, since)).await);
    changed.alone.extend(members.into_iter().map(|one| PointSource::Member(one.into())));
    changed.alone.extend(invitations.into_iter().map(|one| PointSource::Invitation(one.into())));
    changed
}

fn items<T>(stored: Vec<Stored<T>>) -> Vec<T> {
    stored.into_iter().map(|stored| stored.item).collect()
}

async fn derived(sweep: &mut Sweep, changed: Changed) -> Derived {
    let mut derived = Derived { sources: changed.alone, observed: Vec::new() };
    for (brief, track) in changed.tracks {
        let about = standing::sources_of_track(&sweep.work, brief, track).await;
        let about = sweep.noted(track, about).unwrap_or_default();
        derived.sources.extend(about.sources);
        derived.observed.extend(about.observed);
    }
    for brief in changed.awarded {
        let rankings = standing::rankings_of_brief(&sweep.work, brief).await;
        derived.observed.extend(sweep.noted(brief, rankings).unwrap_or_default());
    }
    derived
}
