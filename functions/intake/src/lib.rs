//! S3 `ObjectCreated` under `raw/`: verify and analyse the sound, make preview and waveform, take
//! the version in, find its reviewers.
//!
//! Retry: everything here may run again. The version's own state says whether there is anything left
//! to do, the derived objects are the same bytes every time, and the one write that counts is
//! conditioned on the version being as it was read. Events come at least once and out of order.
//! Poison: an object whose key or reservation is not ours is put aside with its reason, and the
//! event is acknowledged.

mod quarantine;
mod verify;

use aws_lambda_events::event::s3::{S3Event, S3EventRecord};
use domain::change::Change;
use domain::duplicate::{AudioClaim, ClaimState, Duplicate};
use domain::erasure::ErasureState;
use domain::notice::{Notice, NoticeKind};
use domain::policy::Policy;
use domain::text::{Text, TextError};
use domain::track::{TrackRefusal, Version, VersionState};
use jiff::Timestamp;
use media::keys::{self, RawKey, Sequencer};
use media::object::ObjectError;
use media::{Analysis, object};
use runtime::Runtime;
use serde::Serialize;
use store::track::VersionItem;
use store::{LostARace, RawItem, Store, StoreError, Stored, retry_on_conflict};
use thiserror::Error;
use workflow::{Workflow, WorkflowError};

use crate::verify::Verified;

const POLICY: Policy = Policy::CURRENT;

/// Why an event has to come again.
#[derive(Debug, Error)]
pub enum Error {
    /// The table did not take it.
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    /// The version is taken in and could not be assigned.
    #[error("no reviewer could be given the version")]
    Assignment(#[from] WorkflowError),
    /// A bucket did not answer.
    #[error("a bucket did not answer")]
    Object(#[from] ObjectError),
    /// A sentence of our own is no text; a mistake in this function.
    #[error("a text of our own is not valid")]
    Text(#[from] TextError),
}

impl LostARace for Error {
    fn is_conflict(&self) -> bool {
        matches!(self, Error::Store(error) if error.is_conflict())
    }
}

/// What became of one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is music, and waits for its reviewers or has them.
    Accepted,
    /// It is no music that we take; its composer has been told why.
    Invalid,
    /// An event for this version has been taken before.
    AlreadyDone,
    /// The reservation had ended before the file was taken in.
    TooLate,
    /// There is no object: it was never uploaded, or is gone again.
    Missing,
    /// The object is not ours; it was put aside.
    Quarantined,
}

/// Takes in every object of the event, and says what became of each.
///
/// # Errors
/// When table or bucket did not answer; AWS sends the event twice more, then to the dead letters.
pub async fn handle(runtime: Runtime, event: S3Event) -> Result<Vec<Outcome>, Error> {
    let mut outcomes = Vec::with_capacity(event.records.len());
    for record in event.records {
        outcomes.push(take_record(&runtime, record).await?);
    }
    Ok(outcomes)
}

async fn take_record(runtime: &Runtime, record: S3EventRecord) -> Result<Outcome, Error> {
    let bucket = record.s3.bucket.name.unwrap_or_default();
    let notified = record.s3.object.key.unwrap_or_default();
    let sequencer = record.s3.object.sequencer;
    match keys::decode(&notified) {
        Ok(key) => process(runtime, &bucket, &key, sequencer.as_deref()).await,
        Err(error) => {
            let reason = error.to_string();
            quarantine::put_aside(runtime, &bucket, &notified, &reason).await
        }
    }
}

/// Takes in the object that stands at `key` (as it is, not as S3 encodes it in events).
///
/// The sweep calls this, without a sequencer, for a reservation whose event never came.
///
/// # Errors
/// When table or bucket did not answer; calling again is always safe.
pub async fn process(
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    sequencer: Option<&str>,
) -> Result<Outcome, Error> {
    let raw = match key.parse::<RawKey>() {
        Ok(raw) => raw,
        Err(error) => {
            return quarantine::put_aside(runtime, bucket, key, &error.to_string()).await;
        }
    };
    let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
    let sequencer = sequencer.map(Sequencer::new);
    retry_on_conflict(|| async {
        let Some(version) = store.version(raw.brief, raw.track, raw.version).await? else {
            return quarantine::put_aside(runtime, bucket, key, "nothing was reserved here").await;
        };
        if version.item.had_upload(key) {
            delete_left_over(runtime, &store, bucket, key, &version.item).await?;
            return Ok(Outcome::AlreadyDone);
        }
        if version.item.version.object_key != key {
            let reason = "another key was reserved for this version";
            return quarantine::put_aside(runtime, bucket, key, reason).await;
        }
        if let Some(outcome) = settled(&version.item, sequencer.as_ref()) {
            if version.item.state == VersionState::AwaitingReviewer {
                // The event before may have died between taking in and assigning.
                workflow::assignment::assign(&Workflow::of(runtime), raw.brief).await?;
            }
            delete_left_over(runtime, &store, bucket, key, &version.item).await?;
            return Ok(outcome);
        }
        take_in(runtime, &store, bucket, &raw, version, sequencer.as_ref()).await
    })
    .await
}

/// What is already known about the version without looking at the object.
fn settled(item: &VersionItem, sequencer: Option<&Sequencer>) -> Option<Outcome> {
    match item.state {
        VersionState::Reserved | VersionState::Received => {
            let taken = item.version.sequencer.as_deref();
            let is_older = sequencer.zip(taken).is_some_and(|(new, old)| new.as_str() <= old);
            is_older.then_some(Outcome::AlreadyDone)
        }
        VersionState::Expired | VersionState::Withdrawn => Some(Outcome::TooLate),
        VersionState::Invalid
        | VersionState::AwaitingReviewer
        | VersionState::InReview
        | VersionState::Approved
        | VersionState::ChangesRequested
        | VersionState::OffBrief
        | VersionState::Rejected => Some(Outcome::AlreadyDone),
    }
}

/// Deletes a file that is nobody's any more, in every version: its track was taken back before it
/// landed, or whoever sent it has left for good, and the sweep that took their files away is over.
/// One round trip where that may be so.
async fn delete_left_over(
    runtime: &Runtime,
    store: &Store,
    bucket: &str,
    key: &str,
    item: &VersionItem,
) -> Result<(), Error> {
    let is_left_over = match item.state {
        VersionState::Withdrawn => true,
        VersionState::Expired | VersionState::Invalid => has_left(store, item).await?,
        VersionState::Reserved
        | VersionState::Received
        | VersionState::AwaitingReviewer
        | VersionState::InReview
        | VersionState::Approved
        | VersionState::ChangesRequested
        | VersionState::OffBrief
        | VersionState::Rejected => item.had_upload(key) && has_left(store, item).await?,
    };
    if is_left_over {
        object::delete_every_version(&runtime.s3, bucket, key, |other| other != key).await?;
        tracing::info!(key, "a file that landed too late was deleted");
    }
    Ok(())
}

/// Whether the token of a version's composer is refused.
async fn has_left(store: &Store, item: &VersionItem) -> Result<bool, Error> {
    let erasure = store.erasure(item.version.composer).await?;
    let state = erasure.map(|stored| stored.item.state);
    Ok(matches!(state, Some(ErasureState::Closing | ErasureState::Erased)))
}

/// Verify and analyse → decide → derive → write once → assign.
async fn take_in(
    runtime: &Runtime,
    store: &Store,
    bucket: &str,
    raw: &RawKey,
    stored: Stored<VersionItem>,
    sequencer: Option<&Sequencer>,
) -> Result<Outcome, Error> {
    let version = &stored.item.version;
    let Some(verified) = verify::verify(runtime, bucket, version).await? else {
        return Ok(Outcome::Missing);
    };
    let Verified { object_version, analysis } = verified;
    let now = runtime.clock.now();
    let landed = Version {
        object_version,
        sequencer: sequencer.map(|sequencer| sequencer.as_str().to_owned()),
        ..version.clone()
    };
    let analysis = match analysis {
        Ok(analysis) => analysis,
        Err(rejection) => return refuse(store, stored, &landed, &rejection.to_string(), now).await,
    };
    match landed.accept(analysis.facts.clone(), now, &POLICY) {
        Ok(Change::Applied(accepted)) => {
            derive(runtime, raw, &analysis).await?;
            if let Some(duplicate) = accept(store, &stored, &accepted, now).await? {
                return refuse(store, stored, &landed, &duplicate.to_string(), now).await;
            }
            workflow::assignment::assign(&Workflow::of(runtime), raw.brief).await?;
            Ok(Outcome::Accepted)
        }
        Ok(Change::AlreadyApplied) => Ok(Outcome::AlreadyDone),
        Err(TrackRefusal::State(_)) => Ok(Outcome::TooLate),
        Err(refusal) => refuse(store, stored, &landed, &refusal.to_string(), now).await,
    }
}

/// Writes the accepted version together with its claim to these bytes. Where somebody has claimed them
/// since the place was reserved, nothing is written, and the answer is why they bar.
async fn accept(
    store: &Store,
    stored: &Stored<VersionItem>,
    accepted: &Version,
    at: Timestamp,
) -> Result<Option<Duplicate>, Error> {
    let claim = AudioClaim {
        sha256: accepted.declared.sha256.clone(),
        state: ClaimState::Held,
        composer: accepted.composer,
        brief: accepted.brief,
        track: accepted.track,
        version: accepted.version,
        at,
    };
    let notice = warn(&stored.item, accepted, at)?;
    let item = stored.item.clone().with(accepted.clone());
    let version = Stored { item, revision: stored.revision };
    let Err(error) = store.take_in(&version, &claim, notice.as_ref()).await else {
        return Ok(None);
    };
    let earlier = error.refusal(1).and_then(|refusal| refusal.now.clone());
    let earlier = earlier.map(RawItem::parse::<AudioClaim>).transpose()?;
    let bars = earlier.and_then(|earlier| earlier.item.bars(accepted.composer, accepted.track));
    // A version that has moved on meanwhile decides again.
    let bars = bars.filter(|_| error.refusal(0).is_none());
    bars.map(Some).ok_or(Error::Store(error))
}

/// What the composer is told where the file is taken, but is not quite as asked.
fn warn(
    item: &VersionItem,
    accepted: &Version,
    at: Timestamp,
) -> Result<Option<Notice>, TextError> {
    if accepted.warnings.is_empty() {
        return Ok(None);
    }
    let warnings = accepted.warnings.join("; ");
    let text = Text::new(&format!("Your file was taken, but mind the brief: {warnings}."))?;
    let kind = NoticeKind::UploadAccepted;
    Ok(Some(Notice { member: accepted.composer, kind, subject: subject(item), at, text }))
}

/// One subject for each file that was announced under a version's number.
fn subject(item: &VersionItem) -> String {
    let Version { track, version, .. } = item.version;
    match item.earlier_uploads.len() {
        0 => format!("{track}/{version}"),
        earlier => format!("{track}/{version}#{}", earlier.saturating_add(1)),
    }
}

/// Writes the listening copy and its peaks. Doing it twice writes the same bytes.
async fn derive(runtime: &Runtime, raw: &RawKey, analysis: &Analysis) -> Result<(), Error> {
    let bucket = &runtime.config.derived_bucket;
    let preview = keys::preview(raw.track, raw.version);
    let waveform = keys::waveform(raw.track, raw.version);
    let peaks = analysis.waveform.to_json();
    let sound = analysis.preview.clone();
    tokio::try_join!(
        Box::pin(object::write(&runtime.s3, bucket, &preview, "audio/ogg", sound)),
        Box::pin(object::write(&runtime.s3, bucket, &waveform, "application/json", peaks)),
    )?;
    Ok(())
}

/// Marks the version as invalid and tells its composer why, in one transaction.
async fn refuse(
    store: &Store,
    stored: Stored<VersionItem>,
    landed: &Version,
    because: &str,
    at: Timestamp,
) -> Result<Outcome, Error> {
    let refused = match landed.invalidate(Text::new(because)?, at) {
        Ok(Change::Applied(refused)) => refused,
        Ok(Change::AlreadyApplied) => return Ok(Outcome::AlreadyDone),
        Err(_ended) => return Ok(Outcome::TooLate),
    };
    let notice = Notice {
        member: refused.composer,
        kind: NoticeKind::UploadInvalid,
        subject: subject(&stored.item),
        at,
        text: Text::new(&format!("Your file was not taken: {because}."))?,
    };
    let item = stored.item.with(refused);
    store.refuse_upload(&Stored { item, revision: stored.revision }, &notice).await?;
    Ok(Outcome::Invalid)
}
