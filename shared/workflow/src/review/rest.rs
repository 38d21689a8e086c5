//! Versions of a brief that is over: nobody is sought for them any more.

use store::Stored;
use store::track::VersionItem;

use crate::{Workflow, WorkflowError};

/// Takes a version off the work list whose brief is over. The maximum is one round trip.
pub async fn rest(work: &Workflow, version: Stored<VersionItem>) -> Result<(), WorkflowError> {
    let item = VersionItem { at_rest: true, ..version.item };
    match work.store.replace(&Stored { item, revision: version.revision }).await {
        Err(error) if error.is_conflict() => Ok(()),
        other => Ok(other?),
    }
}
