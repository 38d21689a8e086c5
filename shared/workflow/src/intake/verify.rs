//! Is the object what was announced, and is it music?

use domain::text::Text;
use domain::track::{DeclaredFile, Version};
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
    let analysis = examine(work, runtime, (bucket, key), &head, &version.declared).await?;
    Ok(Some(Verified { object_version, analysis }))
}

/// Looks into the object of a bucket and a key that `head` described and `declared` announced.
pub(super) async fn examine(
    work: &Workflow,
    runtime: &Runtime,
    (bucket, key): (&str, &str),
    head: &ObjectHead,
    declared: &DeclaredFile,
) -> Result<Result<Analysis, Rejection>, WorkflowError> {
    if let Err(rejection) = check_announced(declared, head) {
        return Ok(Err(rejection));
    }
    let limit = work.policy.upload_bytes_max;
    let bytes = object::read_all(&runtime.s3, bucket, key, head, limit).await?;
    let analysis = analyse(bytes, Limits::default()).await;
    Ok(analysis.and_then(|found| check_read(declared, found)))
}

/// A reason as it is stored: one that is too long to be told would be tried for ever.
pub(super) fn told(because: &str) -> Result<Text, WorkflowError> {
    let because: String = because.chars().take(Text::CHARACTERS_MAX).collect();
    Text::new(&because).map_err(WorkflowError::internal)
}

/// What S3 says of the object, before a byte is read.
fn check_announced(declared: &DeclaredFile, head: &ObjectHead) -> Result<(), Rejection> {
    let announced = declared.size_bytes;
    if head.size_bytes != announced {
        return Err(Rejection::WrongSize { actual: head.size_bytes, announced });
    }
    if !head.unasked.is_empty() {
        return Err(Rejection::UnaskedHeaders { headers: head.unasked.clone() });
    }
    match head.sha256 {
        Some(sha256) if sha256 != declared.sha256.to_bytes() => Err(Rejection::WrongChecksum),
        // Without a checksum the bytes themselves are compared once they are read.
        Some(_) | None => Ok(()),
    }
}

/// The bytes that were read, compared with what was announced.
fn check_read(declared: &DeclaredFile, analysis: Analysis) -> Result<Analysis, Rejection> {
    if analysis.facts.sha256 == declared.sha256 {
        Ok(analysis)
    } else {
        Err(Rejection::WrongChecksum)
    }
}
