//! Is the object what was announced, and is it music?

use domain::track::Version;
use media::object::{self, ObjectHead};
use media::{Analysis, Limits, Rejection, analyse};
use runtime::Runtime;

use crate::{Workflow, WorkflowError};

/// An object that was looked at.
pub(super) struct Verified {
    /// The object's own version: what is served later is what was looked at now.
    pub(super) object_version: Option<String>,
    pub(super) analysis: Result<Analysis, Rejection>,
}

/// Looks at the object that was reserved for `version`; nothing where there is none.
pub(super) async fn verify(
    work: &Workflow,
    runtime: &Runtime,
    bucket: &str,
    version: &Version,
) -> Result<Option<Verified>, WorkflowError> {
    let key = &version.object_key;
    let Some(head) = object::find(&runtime.s3, bucket, key).await? else { return Ok(None) };
    let object_version = head.version_id.clone();
    let analysis = match check_announced(version, &head) {
        Ok(()) => {
            let limit = work.policy.upload_bytes_max;
            let bytes = object::read_all(&runtime.s3, bucket, key, &head, limit).await?;
            analyse(bytes, Limits::default()).await.and_then(|found| check_read(version, found))
        }
        Err(rejection) => Err(rejection),
    };
    Ok(Some(Verified { object_version, analysis }))
}

/// What S3 says of the object, before a byte is read.
fn check_announced(version: &Version, head: &ObjectHead) -> Result<(), Rejection> {
    let announced = version.declared.size_bytes;
    if head.size_bytes != announced {
        return Err(Rejection::WrongSize { actual: head.size_bytes, announced });
    }
    if !head.unasked.is_empty() {
        return Err(Rejection::UnaskedHeaders { headers: head.unasked.clone() });
    }
    match head.sha256 {
        Some(sha256) if sha256 != version.declared.sha256.to_bytes() => {
            Err(Rejection::WrongChecksum)
        }
        // Without a checksum the bytes themselves are compared once they are read.
        Some(_) | None => Ok(()),
    }
}

/// The bytes that were read, compared with what was announced.
fn check_read(version: &Version, analysis: Analysis) -> Result<Analysis, Rejection> {
    if analysis.facts.sha256 == version.declared.sha256 {
        Ok(analysis)
    } else {
        Err(Rejection::WrongChecksum)
    }
}
