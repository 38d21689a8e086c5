//! What is taken away of a member who is gone: audio in every version, words, drafts, notices, profile.

use domain::forgotten;
use domain::id::{BriefId, MemberId, TrackId};
use media::keys;
use media::object::delete_every_version;
use store::review::ReviewItem;
use store::track::{Entry, TrackItem, VersionItem};
use store::{Stored, brief::BriefItem};

use super::{EraseError, owned, tracks};
use crate::Sweep;

/// All of it, once nothing of theirs is open and nothing can come in. It may be cut short anywhere.
pub(super) async fn everything(sweep: &Sweep, member: MemberId) -> Result<(), EraseError> {
    for item in tracks(sweep, member).await? {
        let found = sweep.work.store.track_entry(item.track.brief, item.track.id).await?;
        if let Some(entry) = found {
            forget_entry(sweep, entry).await?;
        }
    }
    for stored in owned::<ReviewItem>(sweep, member).await? {
        forget_own_review(sweep, stored).await?;
    }
    for Stored { item, revision } in owned::<BriefItem>(sweep, member).await? {
        let forgotten = item.clone().with(forgotten::brief(item.brief.clone())?);
        if forgotten != item {
            sweep.work.store.replace(&Stored { item: forgotten, revision }).await?;
        }
    }
    Ok(sweep.work.store.delete_personal(member).await?)
}

/// An entry: its audio, its composer's words, and what was said to others about it.
async fn forget_entry(sweep: &Sweep, entry: Entry) -> Result<(), EraseError> {
    let track = &entry.track.item.track;
    let (brief, id, title) = (track.brief, track.id, track.title.clone());
    let sold = track.selected_at.is_some();
    delete_audio(sweep, &entry, bought(sweep, brief, id).await?.filter(|_| sold)).await?;
    let slots = entry.versions.iter().flat_map(|version| &version.item.version.slots);
    let reviews: Vec<_> = slots.map(|slot| slot.review).collect();
    for some in reviews.chunks(AT_ONCE) {
        for stored in sweep.work.store.reviews(some).await? {
            forget_reply(sweep, stored).await?;
        }
    }
    for Stored { item, revision } in entry.versions {
        let forgotten = VersionItem { file_name: None, ..item.clone() };
        if forgotten != item {
            sweep.work.store.replace(&Stored { item: forgotten, revision }).await?;
        }
    }
    if !sold {
        let composer = track.composer;
        let told = track.authors().into_iter().chain(track.former_writers.iter().copied());
        let others = told.filter(|author| *author != composer);
        sweep.work.store.delete_news_of(others, id, &title).await?;
    }
    // Last: its title is what the notices are found by.
    let Stored { item, revision } = entry.track;
    let forgotten = TrackItem { track: forgotten::track(item.track.clone())?, ..item.clone() };
    if forgotten != item {
        sweep.work.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}

/// Reviews read in one round trip.
const AT_ONCE: usize = 100;

/// The number of the version that the client bought.
async fn bought(sweep: &Sweep, brief: BriefId, track: TrackId) -> Result<Option<u8>, EraseError> {
    let stored = sweep.work.store.brief(brief).await?;
    let selected = stored.and_then(|stored| stored.item.brief.selected);
    Ok(selected.filter(|selected| selected.track == track).map(|selected| selected.version))
}

/// Whatever was ever uploaded for it, and what was made of that, but for what was bought.
async fn delete_audio(sweep: &Sweep, entry: &Entry, bought: Option<u8>) -> Result<(), EraseError> {
    let track = &entry.track.item.track;
    let versions = entry.versions.iter().map(|stored| &stored.item.version);
    let kept: Vec<String> = versions
        .filter(|version| Some(version.version) == bought)
        .flat_map(|version| {
            let preview = keys::preview(version.track, version.version);
            [version.object_key.clone(), preview, keys::waveform(version.track, version.version)]
        })
        .collect();
    let keeps = |key: &str| kept.iter().any(|kept| kept == key);
    let config = &sweep.runtime.config;
    let raw = (&config.uploads_bucket, keys::raw_of_track(track.brief, track.id));
    let derived = keys::derived_of_track(track.id).map(|prefix| (&config.derived_bucket, prefix));
    for (bucket, prefix) in [raw].into_iter().chain(derived) {
        delete_every_version(&sweep.runtime.s3, bucket, &prefix, keeps).await?;
    }
    Ok(())
}

/// A review of a track of theirs. The version as it was assigned stands in it once more.
async fn forget_reply(sweep: &Sweep, stored: Stored<ReviewItem>) -> Result<(), EraseError> {
    let Stored { item, revision } = stored;
    let mut forgotten = item.clone().with(forgotten::reply(item.review.clone())?);
    forgotten.pinned.item.file_name = None;
    if forgotten != item {
        sweep.work.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}

/// A review that was theirs: what they delivered stays, what they began or refused with goes.
async fn forget_own_review(sweep: &Sweep, stored: Stored<ReviewItem>) -> Result<(), EraseError> {
    let Stored { item, revision } = stored;
    let declined_because = item.declined_because.as_ref().map(forgotten::refusal);
    let forgotten = ReviewItem { draft: None, declined_because, ..item.clone() };
    if forgotten != item {
        sweep.work.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}
