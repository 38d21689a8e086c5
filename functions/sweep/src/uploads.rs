//! Uploads: a file whose event was lost is taken in; a reservation for which none came ends.

use domain::change::Change;
use domain::track::VersionEvent;
use jiff::{SignedDuration, Timestamp};
use store::track::{RESERVED, VersionItem};
use store::{Item, StoreError, Stored};
use workflow::intake::{IntakeOutcome, take_in_object};

use crate::{Sweep, add};

/// How long after its link has ended a file may still land: an upload that began in time goes on.
const GRACE: SignedDuration = SignedDuration::from_mins(15);

/// Looks for the file of every reservation, also where the link still works: the event of a file that
/// has landed may be lost.
pub(crate) async fn rescue_or_expire(sweep: &mut Sweep) {
    for version in sweep.listed::<VersionItem>(RESERVED).await {
        let subject = version.item.key().sk;
        let key = &version.item.version.object_key;
        let bucket = sweep.runtime.config.uploads_bucket.clone();
        // Boxed: the analysis is by far the largest of all futures here.
        let taken = Box::pin(take_in_object(&sweep.work, &sweep.runtime, &bucket, key, None)).await;
        match sweep.noted(&subject, taken) {
            Some(IntakeOutcome::Accepted | IntakeOutcome::Invalid) => {
                add(&mut sweep.swept.uploads_rescued, 1);
            }
            Some(IntakeOutcome::Missing) if is_over(&version.item, sweep.work.now) => {
                let expired = expire(sweep, version).await;
                let expired = sweep.noted(&subject, expired);
                add(&mut sweep.swept.uploads_expired, usize::from(expired == Some(true)));
            }
            Some(
                IntakeOutcome::Missing
                | IntakeOutcome::AlreadyDone
                | IntakeOutcome::TooLate
                | IntakeOutcome::Quarantined,
            )
            | None => {}
        }
    }
}

fn is_over(item: &VersionItem, now: Timestamp) -> bool {
    now.duration_since(item.version.expires_at) > GRACE
}

/// Whether it was expired now; not where it has moved on by itself.
async fn expire(sweep: &Sweep, version: Stored<VersionItem>) -> Result<bool, StoreError> {
    let Stored { item, revision } = version;
    let Ok(Change::Applied(expired)) = item.version.happen(VersionEvent::Expire) else {
        return Ok(false);
    };
    let expired = Stored { item: item.with(expired), revision };
    match sweep.work.store.replace(&expired).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error),
    }
}
