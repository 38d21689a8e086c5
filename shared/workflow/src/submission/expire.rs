//! A reservation ends for which no file came.

use domain::change::Change;
use domain::track::{Version, VersionEvent};
use jiff::{SignedDuration, Timestamp};
use store::Stored;
use store::track::VersionItem;

use crate::{Workflow, WorkflowError};

/// How long after its link has ended a file may still land: an upload that began in time goes on.
pub(crate) const GRACE: SignedDuration = SignedDuration::from_mins(15);

/// Whether no file can land any more for a reservation.
pub(crate) fn is_over(version: &Version, now: Timestamp) -> bool {
    now.duration_since(version.expires_at) > GRACE
}

/// Ends a reservation whose file is not there. Whether it ended now: not where a file may still
/// land, or the version has moved on by itself. The maximum is one round trip.
pub async fn expire_reservation(
    work: &Workflow,
    version: Stored<VersionItem>,
) -> Result<bool, WorkflowError> {
    let Stored { item, revision } = version;
    if !is_over(&item.version, work.now) {
        return Ok(false);
    }
    let Ok(Change::Applied(expired)) = item.version.apply(VersionEvent::Expire) else {
        return Ok(false);
    };
    let expired = Stored { item: item.with(expired), revision };
    match work.store.replace(&expired).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}
