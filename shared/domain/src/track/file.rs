//! What a composer declares about a file before uploading it.

use crate::audio::AudioFormat;
use crate::policy::Policy;
use crate::track::refusal::TrackRefusal;
use serde::{Deserialize, Serialize};

/// What the composer declares about a file before uploading it; the upload link signs all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredFile {
    pub format: AudioFormat,
    /// Exact size in bytes.
    pub size_bytes: u64,
    /// SHA-256, 64 lower-case hexadecimal characters.
    pub sha256: String,
}

impl DeclaredFile {
    /// Checks what can be known before the upload.
    ///
    /// # Errors
    /// Where it is empty, too large, or its checksum is malformed.
    pub fn check(&self, policy: &Policy) -> Result<(), TrackRefusal> {
        let (size_bytes, bytes_max) = (self.size_bytes, policy.upload_bytes_max);
        if size_bytes == 0 {
            return Err(TrackRefusal::EmptyFile);
        }
        if size_bytes > bytes_max {
            return Err(TrackRefusal::TooLarge { size_bytes, bytes_max });
        }
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if self.sha256.len() == 64 && self.sha256.bytes().all(is_hex) {
            Ok(())
        } else {
            Err(TrackRefusal::Checksum)
        }
    }
}
