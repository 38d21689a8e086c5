//! What a composer declares about a file before uploading it.

use crate::audio::AudioFormat;
use crate::digest::Sha256Hex;
use crate::policy::Policy;
use crate::track::refusal::TrackRefusal;
use serde::{Deserialize, Serialize};

/// What the composer declares about a file before uploading it; the upload link signs all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredFile {
    pub format: AudioFormat,
    /// Exact size in bytes.
    pub size_bytes: u64,
    pub sha256: Sha256Hex,
}

impl DeclaredFile {
    /// Checks what can be known before the upload.
    ///
    /// # Errors
    /// Where it is empty or too large.
    pub fn check(&self, policy: &Policy) -> Result<(), TrackRefusal> {
        let (size_bytes, bytes_max) = (self.size_bytes, policy.upload_bytes_max);
        if size_bytes == 0 {
            return Err(TrackRefusal::EmptyFile);
        }
        if size_bytes > bytes_max {
            return Err(TrackRefusal::TooLarge { size_bytes, bytes_max });
        }
        Ok(())
    }

    /// Why a file of another format is not the one that was announced: under the announced type it
    /// would be delivered as what it is not.
    pub fn format_fault(&self, found: AudioFormat) -> Option<String> {
        let announced = self.format;
        (found != announced).then(|| {
            format!(
                "the file is {found}, but was announced as {announced} ({}): announce it as {}",
                announced.content_type(),
                found.content_type()
            )
        })
    }
}
