//! Members who leave for good: entries are taken back, reviews go to others, the money is waited for,
//! then everything goes that says who they were.
//!
//! Every step may be cut short and is done again a quarter of an hour later. What stays: selected
//! tracks with their masters, delivered feedback, points, and the ledger under the account.

use domain::change::Change;
use domain::erasure::{Erasure, ErasureState, ErasureWait};
use domain::id::{BriefId, MemberId};
use domain::money::Account;
use domain::review::ReviewState;
use domain::text::Title;
use edge::Problem;
use std::collections::BTreeSet;
use store::follow_up::{FollowUpItem, Task};
use store::review::ReviewItem;
use store::track::{Entry, TrackItem, VersionItem};
use store::{Created, StoreError, Stored};
use thiserror::Error;

use crate::{Sweep, add};

/// Items read in one round trip.
const AT_ONCE: u16 = 100;

/// What is left of the title of a track that was taken back.
const NO_TITLE: &str = "Withdrawn";

/// Why a member is not erased yet.
#[derive(Debug, Error)]
enum EraseError {
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    #[error("an entry could not be taken back")]
    Entry(#[from] Problem),
    #[error("an object could not be deleted")]
    Object(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a text or an account of our own is not valid")]
    Ours,
}

/// Goes on with every erasure that is asked for.
pub(crate) async fn proceed(sweep: &mut Sweep) {
    for erasure in sweep.listed::<Erasure>(ErasureState::Requested.as_str()).await {
        let member = erasure.item.member;
        let erased = erase(sweep, erasure).await;
        let erased = sweep.noted(member, erased);
        add(&mut sweep.swept.members_erased, usize::from(erased == Some(true)));
    }
}

/// Whether the member is gone now.
async fn erase(sweep: &Sweep, stored: Stored<Erasure>) -> Result<bool, EraseError> {
    let Stored { item: erasure, revision } = stored;
    let member = erasure.member;
    release_reviews(sweep, member).await?;
    let tracks = tracks(sweep, member).await?;
    for track in &tracks {
        let (brief, track) = (track.track.brief, track.track.id);
        uploads::withdraw_for_erasure(&sweep.store, member, brief, track, sweep.now).await?;
    }
    if erasure.waits_for_money(is_owed(sweep, member).await?, sweep.now) {
        let waits_for = Some(ErasureWait::Balance);
        if erasure.waits_for != waits_for {
            let waiting = Erasure { waits_for, ..erasure };
            sweep.store.replace(&Stored { item: waiting, revision }).await?;
        }
        return Ok(false);
    }
    for track in &tracks {
        let entry = sweep.store.track_entry(track.track.brief, track.track.id).await?;
        if let Some(entry) = entry.filter(|entry| entry.track.item.track.selected_at.is_none()) {
            forget_entry(sweep, entry).await?;
        }
    }
    sweep.store.delete_drafts(member).await?;
    sweep.store.delete_personal(member).await?;
    let Ok(Change::Applied(done)) = erasure.finish(sweep.now) else { return Ok(false) };
    sweep.store.replace(&Stored { item: done, revision }).await?;
    Ok(true)
}

async fn tracks(sweep: &Sweep, member: MemberId) -> Result<Vec<TrackItem>, StoreError> {
    let mut tracks = Vec::new();
    let mut cursor = None;
    loop {
        let page = sweep.store.owned(member, <TrackItem as store::Item>::KIND, AT_ONCE, cursor);
        let (some, next) = page.await?.parse::<TrackItem>()?;
        tracks.extend(some.into_iter().map(|stored| stored.item));
        cursor = next;
        if cursor.is_none() {
            return Ok(tracks);
        }
    }
}

/// What the member had been given to hear goes to others.
async fn release_reviews(sweep: &Sweep, member: MemberId) -> Result<(), StoreError> {
    let mut briefs: BTreeSet<BriefId> = BTreeSet::new();
    let mut cursor = None;
    loop {
        let page = sweep.store.queue(member, AT_ONCE, cursor).await?;
        let (reviews, next) = page.parse::<ReviewItem>()?;
        let open = reviews
            .into_iter()
            .filter(|one| matches!(one.item.state, ReviewState::Queued | ReviewState::Assigned));
        briefs.extend(open.map(|one| one.item.review.brief));
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    for brief in briefs {
        let name = format!("erase#{member}#{}", sweep.now);
        let item = FollowUpItem::new(brief, name, Task::Release(Some(member)), sweep.now);
        match sweep.store.create(&item).await? {
            Created::New => sweep.store.follow_up_new(vec![item], sweep.now).await,
            Created::Existing(known) => sweep.store.follow_up(known, sweep.now).await?,
        }
    }
    Ok(())
}

/// Whether the studio still holds or owes something of theirs.
async fn is_owed(sweep: &Sweep, member: MemberId) -> Result<bool, EraseError> {
    let account: Account = member.to_string().parse().map_err(|_| EraseError::Ours)?;
    let balances = sweep.store.balances(&account).await?;
    Ok(balances.iter().any(|one| !one.balance.is_zero() || !one.due.is_zero()))
}

/// The audio in every version, and every word about it, of an entry that was not selected.
async fn forget_entry(sweep: &Sweep, entry: Entry) -> Result<(), EraseError> {
    for Stored { item, revision } in entry.versions {
        delete_audio(sweep, &item).await?;
        let forgotten = VersionItem { file_name: None, ..item.clone() };
        if forgotten != item {
            sweep.store.replace(&Stored { item: forgotten, revision }).await?;
        }
    }
    let Stored { item, revision } = entry.track;
    let mut forgotten = item.clone();
    forgotten.track.title = Title::new(NO_TITLE).map_err(|_| EraseError::Ours)?;
    forgotten.track.note = None;
    if forgotten != item {
        sweep.store.replace(&Stored { item: forgotten, revision }).await?;
    }
    Ok(())
}

async fn delete_audio(sweep: &Sweep, item: &VersionItem) -> Result<(), EraseError> {
    let version = &item.version;
    let config = &sweep.runtime.config;
    let raw = (config.uploads_bucket.as_str(), version.object_key.clone());
    let preview = media::keys::preview(version.track, version.version);
    let waveform = media::keys::waveform(version.track, version.version);
    let derived = [preview, waveform].map(|key| (config.derived_bucket.as_str(), key));
    for (bucket, key) in [raw].into_iter().chain(derived) {
        let failed = |error| EraseError::Object(Box::new(error));
        let object_version = version.object_version.clone();
        let is_raw = bucket == config.uploads_bucket;
        let delete = sweep.runtime.s3.delete_object().bucket(bucket).key(key);
        let delete = delete.set_version_id(object_version.filter(|_| is_raw));
        delete.send().await.map(drop).map_err(|error| failed(error.into_service_error()))?;
    }
    Ok(())
}
