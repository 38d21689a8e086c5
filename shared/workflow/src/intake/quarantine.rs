//! Objects that are not ours: quarantined with the reason, looked at by an operator, never
//! processed.

use media::keys::UploadName;
use store::Creation;
use store::standing::Poison;

use super::outcome::IntakeOutcome;
use crate::{Workflow, WorkflowError};

/// Notes the object under `POISON#`, once. `key` is as the event or the caller names it.
pub async fn quarantine_object(
    work: &Workflow,
    bucket: &str,
    key: &str,
    reason: &str,
) -> Result<IntakeOutcome, WorkflowError> {
    let poison = Poison {
        // A name of fixed length, since the key may be as long as S3 allows.
        sequence: UploadName::derive(&[bucket.as_bytes(), key.as_bytes()]).to_string(),
        reason: reason.to_owned(),
        image: format!("s3://{bucket}/{key}"),
        at: work.now,
    };
    match work.store.create(&poison).await? {
        Creation::New => tracing::warn!(bucket, key, reason, "an object was quarantined"),
        Creation::Existing(_) => {}
    }
    Ok(IntakeOutcome::Quarantined)
}
