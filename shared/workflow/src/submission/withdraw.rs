//! Taking a track back: no reviewer listens any more, and its audio is free for its composer.

use domain::brief::BriefState;
use domain::change::Change;
use domain::duplicate::{AudioClaim, ClaimState};
use domain::id::{BriefId, MemberId, TrackId};
use domain::notice::Notice;
use domain::review::ReviewEvent;
use domain::track::{Track, Version, VersionEvent};
use domain::version::slot::{ReviewSlot, SlotState};
use jiff::Timestamp;
use store::review::ReviewItem;
use store::submission::TrackWithdrawal;
use store::track::{TrackEntry, TrackItem, VersionItem};
use store::{Stored, retry_on_conflict};

use super::writers::own_track;
use crate::assignment::assign;
use crate::{Workflow, WorkflowError};

/// Withdraws the composer's own track, before it is selected, and finds other work for the
/// reviewers who are free now. Withdrawing again changes nothing, but finds that work where it
/// failed before.
pub async fn withdraw_track(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    let entry = take_back(work, composer, brief, track).await?;
    assign(work, brief).await?;
    Ok(entry)
}

/// The withdrawal itself. An erasure takes back many tracks and assigns once for each brief.
pub async fn take_back(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    retry_on_conflict(async || {
        let entry = own_track(work, composer, brief, track).await?;
        take_back_once(work, entry).await
    })
    .await
}

async fn take_back_once(work: &Workflow, entry: TrackEntry) -> Result<TrackEntry, WorkflowError> {
    let Workflow { store, now, .. } = work;
    let now = *now;
    let track = match entry.track.item.track.withdraw(now)? {
        Change::AlreadyApplied => return Ok(entry),
        Change::Applied(track) => track,
    };
    let open = entry.versions.iter().flat_map(|version| &version.item.version.slots);
    let open: Vec<_> = open.filter(|slot| is_open(slot)).map(|slot| slot.review).collect();
    let (reviews, brief) = tokio::try_join!(
        store.get_each(open.into_iter().map(store::review::key)),
        store.get(store::brief::key(track.brief)),
    )?;
    let reviews = reviews.into_iter().flatten().collect();
    let brief = brief.filter(|stored| stored.item.state == BriefState::Judging);
    let withdrawal = TrackWithdrawal { brief, ..decide(&entry, track, reviews, now)? };
    store.withdraw_track(&withdrawal).await?;
    let versions = entry.versions.iter().map(|stored| taken_back(stored).unwrap_or(stored.clone()));
    Ok(TrackEntry { versions: versions.collect(), track: withdrawal.track })
}

fn decide(
    entry: &TrackEntry,
    track: Track,
    reviews: Vec<Stored<ReviewItem>>,
    now: Timestamp,
) -> Result<TrackWithdrawal, WorkflowError> {
    let notice = |stored: &Stored<ReviewItem>| Notice::track_withdrawn(&stored.item.review, now);
    let notices = reviews.iter().map(notice).collect();
    let mut released_reviews = Vec::with_capacity(reviews.len());
    for Stored { item, revision } in reviews {
        let review = item.review.apply(ReviewEvent::Release)?.or(item.review.clone());
        released_reviews.push(Stored { item: item.with(review), revision });
    }
    let accepted = entry.versions.iter().filter(|stored| stored.item.state.is_taken_in());
    Ok(TrackWithdrawal {
        brief: None,
        track: Stored {
            item: TrackItem { track, ..entry.track.item.clone() },
            revision: entry.track.revision,
        },
        versions: entry.versions.iter().filter_map(taken_back).collect(),
        reviews: released_reviews,
        released: accepted.map(|stored| release(&stored.item.version, now)).collect(),
        notices,
    })
}

/// The version, Withdrawn, without the reviewers who were still listening; nothing where it never
/// became music.
fn taken_back(stored: &Stored<VersionItem>) -> Option<Stored<VersionItem>> {
    let Ok(Change::Applied(version)) = stored.item.version.apply(VersionEvent::Withdraw) else {
        return None;
    };
    let mut item = stored.item.clone().with(version);
    for slot in item.version.slots.iter_mut().filter(|slot| is_open(slot)) {
        slot.state = SlotState::Relinquished;
    }
    Some(Stored { item, revision: stored.revision })
}

fn is_open(slot: &ReviewSlot) -> bool {
    matches!(slot.state, SlotState::Queued | SlotState::Assigned)
}

fn release(version: &Version, at: Timestamp) -> AudioClaim {
    AudioClaim {
        sha256: version.declared.sha256.clone(),
        state: ClaimState::Released,
        composer: version.composer,
        brief: version.brief,
        track: version.track,
        version: version.version,
        at,
    }
}
