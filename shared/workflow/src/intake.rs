//! A file that has landed: verify and analyse the sound, make preview and waveform, take the
//! version in, find its reviewers.
//!
//! Retry: everything here may run again. The version's own state says whether there is anything
//! left to do, the derived objects are the same bytes every time, and the one write that counts is
//! conditioned on the version being as it was read. Poison: an object whose key or reservation is
//! not ours is quarantined with its reason, and that is an answer, not an error.

mod derive;
mod look_after;
mod outcome;
mod quarantine;
mod reference_medium;
mod verify;

use domain::change::Change;
use domain::duplicate::{AudioClaim, ClaimState, Duplicate};
use domain::erasure::ErasureState;
use domain::likeness::PieceFingerprint;
use domain::notice::Notice;
use domain::track::{TrackRefusal, Version, VersionState};
use media::keys::{self, DerivedKeys, RawKey, Sequencer};
use media::{Analysis, object};
use runtime::Runtime;
use store::track::VersionItem;
use store::{RawItem, Store, Stored, retry_on_conflict};

use self::derive::derive;
use self::verify::Verified;
use crate::assignment::assign;
use crate::likeness::compare_piece;
use crate::{Workflow, WorkflowError};

pub use self::look_after::{LookedAfter, look_after_reference_media};
pub use self::outcome::IntakeOutcome;
pub use self::quarantine::quarantine_object;

/// Takes in the object that stands at `key` (as it is, not as S3 encodes it in events).
///
/// The event's `sequencer` orders the events of one key; the sweep, which looks for files whose
/// event never came, has none.
pub async fn take_in_object(
    work: &Workflow,
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    sequencer: Option<&str>,
) -> Result<IntakeOutcome, WorkflowError> {
    if keys::is_reference(key) {
        return Box::pin(reference_medium::take_in(work, runtime, bucket, key)).await;
    }
    let quarantine = async |reason: &str| quarantine_object(work, bucket, key, reason).await;
    let raw = match key.parse::<RawKey>() {
        Ok(raw) => raw,
        Err(error) => return quarantine(&error.to_string()).await,
    };
    let sequencer = sequencer.map(Sequencer::new);
    retry_on_conflict(|| async {
        let Some(version) =
            work.store.get(store::track::version_key(raw.brief, raw.track, raw.version)).await?
        else {
            return quarantine("nothing was reserved here").await;
        };
        if version.item.had_upload(key) {
            delete_left_over(work, runtime, bucket, key, &version.item).await?;
            return Ok(IntakeOutcome::AlreadyDone);
        }
        if version.item.version.object_key != key {
            return quarantine("another key was reserved for this version").await;
        }
        if let Some(outcome) = settled(&version.item, sequencer.as_ref()) {
            if version.item.state == VersionState::AwaitingReviewer {
                // The event before may have died between taking in and assigning.
                assign(work, raw.brief).await?;
            }
            delete_left_over(work, runtime, bucket, key, &version.item).await?;
            return Ok(outcome);
        }
        take_in(work, runtime, bucket, &raw, version, sequencer.as_ref()).await
    })
    .await
}

/// What is already known about the version without looking at the object.
fn settled(item: &VersionItem, sequencer: Option<&Sequencer>) -> Option<IntakeOutcome> {
    match item.state {
        VersionState::Reserved | VersionState::Received => {
            let taken = item.version.sequencer.as_deref();
            let is_older = sequencer.zip(taken).is_some_and(|(new, old)| new.as_str() <= old);
            is_older.then_some(IntakeOutcome::AlreadyDone)
        }
        VersionState::Expired | VersionState::Withdrawn => Some(IntakeOutcome::TooLate),
        VersionState::Invalid
        | VersionState::AwaitingReviewer
        | VersionState::InReview
        | VersionState::Approved
        | VersionState::ChangesRequested
        | VersionState::OffBrief
        | VersionState::Rejected => Some(IntakeOutcome::AlreadyDone),
    }
}

/// Deletes a file that has no owner any more, in every version: its track was taken back before it
/// landed, or its composer has left for good, and the sweep that took their files away is over.
/// One round trip where that may be so.
async fn delete_left_over(
    work: &Workflow,
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    item: &VersionItem,
) -> Result<(), WorkflowError> {
    let is_left_over = match item.state {
        VersionState::Withdrawn => true,
        VersionState::Expired | VersionState::Invalid => has_left(&work.store, item).await?,
        VersionState::Reserved
        | VersionState::Received
        | VersionState::AwaitingReviewer
        | VersionState::InReview
        | VersionState::Approved
        | VersionState::ChangesRequested
        | VersionState::OffBrief
        | VersionState::Rejected => item.had_upload(key) && has_left(&work.store, item).await?,
    };
    if is_left_over {
        object::delete_every_version(&runtime.s3, bucket, key, |other| other != key).await?;
        tracing::info!(key, "a file that landed too late was deleted");
    }
    Ok(())
}

/// Whether the token of a version's composer is refused.
async fn has_left(store: &Store, item: &VersionItem) -> Result<bool, WorkflowError> {
    let erasure = store.get(store::erasure::key(item.version.composer)).await?;
    let state = erasure.map(|stored| stored.item.state);
    Ok(matches!(state, Some(ErasureState::Closing | ErasureState::Erased)))
}

/// Verify and analyse → decide → derive → write once → assign → compare.
async fn take_in(
    work: &Workflow,
    runtime: &Runtime,
    bucket: &str,
    raw: &RawKey,
    stored: Stored<VersionItem>,
    sequencer: Option<&Sequencer>,
) -> Result<IntakeOutcome, WorkflowError> {
    let version = &stored.item.version;
    let Some(verified) = verify::verify(work, runtime, bucket, version).await? else {
        return Ok(IntakeOutcome::Missing);
    };
    let Verified { object_version, analysis } = verified;
    let landed = Version {
        object_version,
        sequencer: sequencer.map(|sequencer| sequencer.as_str().to_owned()),
        ..version.clone()
    };
    let analysis = match analysis {
        Ok(analysis) => analysis,
        Err(rejection) => return refuse(work, stored, &landed, &rejection.to_string()).await,
    };
    let (facts, remarks) = (analysis.facts.clone(), analysis.warnings.clone());
    match landed.accept(facts, remarks, work.now, work.policy) {
        Ok(Change::Applied(accepted)) => {
            derive(runtime, &DerivedKeys::of_upload(&raw.upload), &analysis).await?;
            let fingerprint = fingerprint(work, &accepted, analysis);
            let taken = accept(work, &stored, &accepted, fingerprint.as_ref()).await?;
            if let Some(duplicate) = taken {
                return refuse(work, stored, &landed, &duplicate.to_string()).await;
            }
            assign(work, raw.brief).await?;
            if fingerprint.is_some() {
                compare(work, raw).await;
            }
            Ok(IntakeOutcome::Accepted)
        }
        Ok(Change::AlreadyApplied) => Ok(IntakeOutcome::AlreadyDone),
        Err(TrackRefusal::State(_)) => Ok(IntakeOutcome::TooLate),
        Err(refusal) => refuse(work, stored, &landed, &refusal.to_string()).await,
    }
}

/// What the version is found by where somebody else sends it once more; nothing where it has
/// nothing that could be recognised.
fn fingerprint(
    work: &Workflow,
    accepted: &Version,
    analysis: Analysis,
) -> Option<PieceFingerprint> {
    PieceFingerprint::of(accepted, analysis.fingerprint, work.now, work.policy)
}

/// Compares the version with the studio's pieces, last of all. What goes wrong here is no failure of
/// the upload: the fingerprint waits on its list, and the sweep compares it.
async fn compare(work: &Workflow, raw: &RawKey) {
    match Box::pin(compare_piece(work, raw.track, raw.version)).await {
        Ok(likenesses) => {
            tracing::info!(track = %raw.track, likenesses = likenesses.len(), "compared");
        }
        Err(error) => tracing::warn!(track = %raw.track, %error, "not compared yet"),
    }
}

/// Writes the accepted version together with its claim to these bytes and its fingerprint. Where somebody has claimed
/// them since the place was reserved, nothing is written, and the answer is why they bar.
async fn accept(
    work: &Workflow,
    stored: &Stored<VersionItem>,
    accepted: &Version,
    fingerprint: Option<&PieceFingerprint>,
) -> Result<Option<Duplicate>, WorkflowError> {
    let at = work.now;
    let claim = AudioClaim {
        sha256: accepted.declared.sha256.clone(),
        state: ClaimState::Held,
        composer: accepted.composer,
        brief: accepted.brief,
        track: accepted.track,
        version: accepted.version,
        at,
    };
    let upload = stored.item.upload();
    let is_as_asked = accepted.warnings.is_empty();
    let notice = (!is_as_asked).then(|| Notice::upload_accepted(accepted, upload, at));
    let item = stored.item.clone().with(accepted.clone());
    let version = Stored { item, revision: stored.revision };
    let brief = work.store.get(store::brief::key(accepted.brief)).await?;
    let brief = brief.ok_or(WorkflowError::Invariant("a version without its brief"))?;
    let taken = work.store.take_in(&brief, &version, &claim, fingerprint, notice.as_ref()).await;
    let Err(error) = taken else {
        return Ok(None);
    };
    let earlier = error.refusal(1).and_then(|refusal| refusal.now.clone());
    let earlier = earlier.map(RawItem::parse::<AudioClaim>).transpose()?;
    let bars = earlier.and_then(|earlier| earlier.item.bars(accepted.composer, accepted.track));
    // A version that has moved on meanwhile decides again.
    let bars = bars.filter(|_| error.refusal(0).is_none());
    bars.map(Some).ok_or(error.into())
}

/// Marks the version as invalid and tells its composer why, in one transaction.
async fn refuse(
    work: &Workflow,
    stored: Stored<VersionItem>,
    landed: &Version,
    because: &str,
) -> Result<IntakeOutcome, WorkflowError> {
    let at = work.now;
    let refused = match landed.invalidate(verify::told(because)?, at) {
        Ok(Change::Applied(refused)) => refused,
        Ok(Change::AlreadyApplied) => return Ok(IntakeOutcome::AlreadyDone),
        Err(_ended) => return Ok(IntakeOutcome::TooLate),
    };
    let notice = Notice::upload_invalid(&refused, stored.item.upload(), at);
    let item = stored.item.with(refused);
    work.store.refuse_upload(&Stored { item, revision: stored.revision }, &notice).await?;
    Ok(IntakeOutcome::Invalid)
}
