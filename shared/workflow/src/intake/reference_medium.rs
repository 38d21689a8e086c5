//! The file of a reference medium has landed: verified, analysed, and made into preview and waveform as
//! a track's is. Nobody reviews it, and it claims no recording.
//!
//! Retry: everything here may run again. What is known of the medium says whether anything is left to
//! do; the derived objects are the same bytes every time.

use domain::audio::AudioFacts;
use domain::change::Change;
use domain::reference_media::ReferenceMedium;
use domain::text::Text;
use media::keys::ReferenceKey;
use media::object::{self, ObjectHead};
use runtime::Runtime;
use store::{Stored, retry_on_conflict};

use super::derive::derive;
use super::outcome::IntakeOutcome;
use super::quarantine::quarantine_object;
use super::verify;
use crate::reference_media::change;
use crate::{Workflow, WorkflowError};

/// Takes in the object that stands at `key`. One read where nothing is left to do; else two writes of
/// its own, each after a read.
pub(super) async fn take_in(
    work: &Workflow,
    runtime: &Runtime,
    bucket: &str,
    key: &str,
) -> Result<IntakeOutcome, WorkflowError> {
    let quarantine = async |reason: &str| quarantine_object(work, bucket, key, reason).await;
    let parsed = match key.parse::<ReferenceKey>() {
        Ok(parsed) => parsed,
        Err(error) => return quarantine(&error.to_string()).await,
    };
    let found = work.store.get(store::reference_media::key(parsed.brief)).await?;
    let media = found.map(|stored| stored.item);
    let medium = media.as_ref().and_then(|media| media.find(parsed.medium));
    let Some(medium) = medium.filter(|medium| medium.object_key == key) else {
        if media.is_some_and(|media| media.has_removed(parsed.medium)) {
            // Its files go with it, and once more when nothing can land for it.
            return Ok(IntakeOutcome::TooLate);
        }
        return quarantine("no reference medium was announced here").await;
    };
    if !medium.is_pending() {
        return Ok(IntakeOutcome::AlreadyDone);
    }
    let Some(head) = object::find(&runtime.s3, bucket, key).await? else {
        return Ok(IntakeOutcome::Missing);
    };
    announce_analysis(work, &parsed).await?;
    let found = look_into(work, runtime, bucket, (&parsed, medium), &head).await?;
    decide(work, &parsed, &found).await
}

/// The client reads that the file has landed while it is looked at.
async fn announce_analysis(work: &Workflow, key: &ReferenceKey) -> Result<(), WorkflowError> {
    let landed = change(work, key.brief, |media| {
        let medium = media.find(key.medium)?;
        Some(media.with(&medium.land().or(medium.clone())))
    });
    landed.await.map(|_changed| ())
}

/// What was measured, with preview and waveform made of it, or why the file is not taken.
async fn look_into(
    work: &Workflow,
    runtime: &Runtime,
    bucket: &str,
    (key, medium): (&ReferenceKey, &ReferenceMedium),
    head: &ObjectHead,
) -> Result<Result<AudioFacts, Text>, WorkflowError> {
    let place = (bucket, medium.object_key.as_str());
    let analysis = match verify::examine(work, runtime, place, head, &medium.declared).await? {
        Ok(analysis) => analysis,
        Err(rejection) => return verify::told(&rejection.to_string()).map(Err),
    };
    if let Some(fault) = medium.fault(&analysis.facts, work.policy) {
        return verify::told(&fault).map(Err);
    }
    derive(runtime, &key.derived(), &analysis).await?;
    Ok(Ok(analysis.facts))
}

async fn decide(
    work: &Workflow,
    key: &ReferenceKey,
    found: &Result<AudioFacts, Text>,
) -> Result<IntakeOutcome, WorkflowError> {
    retry_on_conflict(async || {
        let stored = work.store.get(store::reference_media::key(key.brief)).await?;
        let Some(Stored { item: media, revision }) = stored else {
            return Ok(IntakeOutcome::TooLate);
        };
        let Some(medium) = media.find(key.medium) else { return Ok(IntakeOutcome::TooLate) };
        let Change::Applied(decided) = medium.decide(found.clone(), work.now) else {
            return Ok(IntakeOutcome::AlreadyDone);
        };
        work.store.replace(&Stored { item: media.with(&decided), revision }).await?;
        Ok(if found.is_ok() { IntakeOutcome::Accepted } else { IntakeOutcome::Invalid })
    })
    .await
}
