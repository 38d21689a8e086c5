//! What the sweep does about reference media: a file whose event was lost is taken in, one that never
//! came makes room, and what lands after its medium was taken away is deleted.

use domain::id::ReferenceMediumId;
use domain::reference_media::ReferenceMedia;
use media::keys;
use runtime::Runtime;

use super::outcome::IntakeOutcome;
use super::reference_medium::take_in;
use crate::reference_media::{change, delete_files};
use crate::submission::GRACE;
use crate::{Workflow, WorkflowError};

/// What was done about the reference media of one brief.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LookedAfter {
    /// Files whose event had been lost, taken in or refused now.
    pub rescued: usize,
    /// Announcements for which no file came.
    pub expired: usize,
    /// Media whose files are gone for good.
    pub cleared: usize,
}

/// Looks after everything of a brief that waits. It may be cut short anywhere and done again.
pub async fn look_after_reference_media(
    work: &Workflow,
    runtime: &Runtime,
    media: &ReferenceMedia,
) -> Result<LookedAfter, WorkflowError> {
    let mut done = LookedAfter::default();
    let bucket = &runtime.config.uploads_bucket;
    for medium in media.media.iter().filter(|one| one.is_pending()) {
        match Box::pin(take_in(work, runtime, bucket, &medium.object_key)).await? {
            IntakeOutcome::Accepted | IntakeOutcome::Invalid => add(&mut done.rescued),
            IntakeOutcome::Missing if expire(work, media, medium.id).await? => {
                add(&mut done.expired);
            }
            IntakeOutcome::Missing
            | IntakeOutcome::AlreadyDone
            | IntakeOutcome::TooLate
            | IntakeOutcome::Quarantined => {}
        }
    }
    for id in media.cleared_by(work.now) {
        delete_files(runtime, &keys::references_of_medium(media.brief, id)).await?;
        if change(work, media.brief, |media| Some(media.without_trace(id))).await? {
            add(&mut done.cleared);
        }
    }
    Ok(done)
}

/// Whether the one for which no file came has made room.
async fn expire(
    work: &Workflow,
    media: &ReferenceMedia,
    id: ReferenceMediumId,
) -> Result<bool, WorkflowError> {
    if !media.find(id).is_some_and(|one| one.is_lost(work.now, GRACE)) {
        return Ok(false);
    }
    change(work, media.brief, |media| media.without_lost(id, work.now, GRACE)).await
}

fn add(count: &mut usize) {
    *count = count.saturating_add(1);
}
