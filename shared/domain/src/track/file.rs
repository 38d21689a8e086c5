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
}
