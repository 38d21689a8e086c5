//! What is taken away of a member who is gone: audio in every version, words, drafts, notices,
//! profile.

use domain::forgotten;
use domain::id::{BriefId, MemberId, TrackId};
use domain::question::Question;
use media::keys::{self, DerivedKeys};
use media::object::delete_every_version;
use runtime::Runtime;
use store::review::ReviewItem;
use store::track::{TrackEntry, TrackItem, VersionItem};
use store::{Stored, brief::BriefItem};

use super::{owned, tracks};
use crate::likeness::forget_pieces;
use crate::{Workflow, WorkflowError, reference_media};

/// All of it, once nothing of theirs is open and nothing can come in. It may be cut short anywhere.
pub(super) async fn everything(
    work: &Workflow,
    runtime: &Runtime,
    member: MemberId,
) -> Result<(), WorkflowError> {
    for item in tracks(work, member).await? {
        let found = work.store.track_entry(item.track.brief, item.track.id).await?;
        if let Some(entry) = found {
            forget_entry(work, runtime, entry).await?;
        }
    }
    for stored in owned::<ReviewItem>(work, member).await? {
        forget_own_review(work, stored).await?;
    }
    for Stored { item, revision } in owned::<Question>(work, member).await? {
        work.store.replace(&Stored { item: item.without_author(), revision }).await?;
    }
    for Stored { item, revision } in owned::<BriefItem>(work, member).await? {
        let forgotten = item
            .clone()
            .with(forgotten::brief(item.brief.clone()).map_err(WorkflowError::internal)?);
        forget_ratings(work, item.brief.id).await?;
        reference_media::remove_all(work, runtime, item.brief.id).await?;
        if forgotten != item {
            work.store.replace(&Stored { item: forgotten, revision }).await?;
        }
    }
    Ok(work.store.delete_personal(member).await?)
}

/// What a client said of the tracks of their brief: the stars stay.
async fn forget_ratings(work: &Workflow, brief: BriefId) -> Result<(), WorkflowError> {
    for entry in work.store.brief_entries(brief).await? {
        let Stored { item, revision } = entry.track;
        let track = forgotten::rated(item.track.clone());
        if track != item.track {
            work.store.replace(&Stored { item: TrackItem { track, ..item }, revision }).await?;
        }
    }
    Ok(())
}

/// An entry: its audio, its composer's words, and what was said to others about it.
async fn forget_entry(
    work: &Workflow,
    runtime: &Runtime,
    entry: TrackEntry,
) -> Result<(), WorkflowError> {
    let track = &entry.track.item.track;
    let (brief, id) = (track.brief, track.id);
    let sold = track.selected_at.is_some();
    delete_audio(runtime, &entry, bought(work, brief, id).await?.filter(|_| sold)).await?;
    forget_pieces(work, brief, id).await?;
    let slots = entry.versions.iter().flat_map(|version| &version.item.version.slots);
    let reviews: Vec<_> = slots.map(|slot| slot.review).collect();
    for some in reviews.chunks(AT_ONCE) {
        let reviews = work.store.get_each(some.iter().copied().map(store::review::key)).await?;
        for stored in reviews.into_iter().flatten() {
            forget_reply(work, stored).await?;
        }
    }
    for Stored { item, revision } in entry.versions {
        let forgotten = VersionItem { file_name: None, ..item.clone() };
        if forgotten != item {
            work.store.replace(&Stored { item: forgotten, revision }).await?;
        }
    }
    let Stored { item, revision } = entry.track;
    let forgotten = TrackItem {
        track: forgotten::track(item.track.clone()).map_err(WorkflowError::internal)?,
        ..item.clone()
    };
    if forgotten != item {
        work.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}

/// Reviews read in one round trip.
const AT_ONCE: usize = 100;

/// The number of the version that the client bought.
async fn bought(
    work: &Workflow,
    brief: BriefId,
    track: TrackId,
) -> Result<Option<u8>, WorkflowError> {
    let stored = work.store.get(store::brief::key(brief)).await?;
    let selected = stored.and_then(|stored| stored.item.brief.selected);
    Ok(selected.filter(|selected| selected.track == track).map(|selected| selected.version))
}

/// Whatever was ever uploaded for it, and what was made of that, but for what was bought.
async fn delete_audio(
    runtime: &Runtime,
    entry: &TrackEntry,
    bought: Option<u8>,
) -> Result<(), WorkflowError> {
    let track = &entry.track.item.track;
    let versions = entry.versions.iter().map(|stored| &stored.item.version);
    let kept: Vec<String> = versions
        .filter(|version| Some(version.version) == bought)
        .map(|version| version.object_key.clone())
        .collect();
    let keeps = |key: &str| kept.iter().any(|kept| kept == key);
    let config = &runtime.config;
    let raw = (&config.uploads_bucket, keys::raw_of_track(track.brief, track.id));
    let derived = derived_of(entry, &kept)?;
    let derived = derived.into_iter().map(|key| (&config.derived_bucket, key));
    for (bucket, prefix) in [raw].into_iter().chain(derived) {
        delete_every_version(&runtime.s3, bucket, &prefix, keeps).await?;
    }
    Ok(())
}

/// The keys of what was made of every file of a track, but for those that are kept.
fn derived_of(entry: &TrackEntry, kept: &[String]) -> Result<Vec<String>, WorkflowError> {
    let of_version = |item: &VersionItem| {
        let earlier = item.earlier_uploads.iter().map(|upload| upload.object_key.clone());
        earlier.chain([item.version.object_key.clone()]).collect::<Vec<_>>()
    };
    let uploads = entry.versions.iter().flat_map(|stored| of_version(&stored.item));
    let mut derived = Vec::new();
    for upload in uploads.filter(|key| !kept.contains(key)) {
        let keys = DerivedKeys::of_object(&upload).map_err(WorkflowError::internal)?;
        derived.extend([keys.preview, keys.waveform]);
    }
    Ok(derived)
}

/// A review of a track of theirs. The version as it was assigned stands in it once more.
async fn forget_reply(work: &Workflow, stored: Stored<ReviewItem>) -> Result<(), WorkflowError> {
    let Stored { item, revision } = stored;
    let mut forgotten =
        item.clone().with(forgotten::reply(item.review.clone()).map_err(WorkflowError::internal)?);
    forgotten.pinned.item.file_name = None;
    if forgotten != item {
        work.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}

/// A review that was theirs: what they delivered stays, what they began or refused with goes.
async fn forget_own_review(
    work: &Workflow,
    stored: Stored<ReviewItem>,
) -> Result<(), WorkflowError> {
    let Stored { item, revision } = stored;
    let declined_because = item.declined_because.as_ref().map(forgotten::refusal);
    let review = forgotten::own_review(item.review.clone()).map_err(WorkflowError::internal)?;
    let forgotten = ReviewItem { draft: None, declined_because, ..item.clone() }.with(review);
    if forgotten != item {
        work.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}
