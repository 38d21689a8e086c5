//! What is known about a piece of audio. The measuring itself is the media crate's.

use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// The containers that are taken.
    pub enum AudioFormat {
        /// RIFF WAVE.
        Wav => "wav",
        /// Audio Interchange File Format.
        Aiff => "aiff",
        /// Free Lossless Audio Codec.
        Flac => "flac",
        /// MPEG-1/2 layer III.
        Mp3 => "mp3",
        /// MPEG-4 audio: AAC or ALAC.
        M4a => "m4a",
        /// Ogg with Vorbis.
        Ogg => "ogg",
    }
}

impl AudioFormat {
    /// The one content type under which a file of this format is uploaded and served.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Aiff => "audio/aiff",
            Self::Flac => "audio/flac",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
        }
    }

    /// The format of a content type.
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.content_type() == content_type)
    }
}

/// The measured facts of one file; loudness and peak are unknown where there is only silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioFacts {
    /// The container that was found, whatever the name said.
    pub format: AudioFormat,
    /// The codec inside, in the decoder's words.
    pub codec: String,
    /// Length in milliseconds.
    pub duration_ms: u64,
    /// Samples per second and channel.
    pub sample_rate_hz: u32,
    /// Bits of one sample, where the codec has a fixed number.
    pub bits_per_sample: Option<u32>,
    /// Channels.
    pub channels: u32,
    /// Integrated loudness in hundredths of a LUFS.
    pub loudness_centi_lufs: Option<i32>,
    /// True peak in hundredths of a dBTP.
    pub true_peak_centi_dbtp: Option<i32>,
    /// Samples at full scale.
    pub clipped_samples: u64,
    /// Silence before the first sound, in milliseconds.
    pub leading_silence_ms: u64,
    /// Silence after the last sound, in milliseconds.
    pub trailing_silence_ms: u64,
    /// All silence, in milliseconds.
    pub total_silence_ms: u64,
    /// Size of the file in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the file, 64 lower-case hexadecimal characters.
    pub sha256: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_content_type() {
        for format in AudioFormat::ALL {
            assert_eq!(AudioFormat::of_content_type(format.content_type()), Some(*format));
        }
        assert_eq!(AudioFormat::of_content_type("audio/midi"), None);
    }
}
