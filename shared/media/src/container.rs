//! What kind of sound file the bytes are: the container, the codec, and blocks of decoded samples.
//!
//! Headers lie, and good files come from programs that could not go back to theirs. So the
//! containers are read by us as far as the library would believe or refuse too much; one file here
//! is one container. Nothing is allocated by what a header says, and tags are stepped over, not
//! read.

mod aiff;
mod bytes;
mod flac;
mod foreign;
mod library;
mod mp3;
mod mp4;
mod ogg;
mod pcm;
mod spliced;
mod tags;
mod wave;

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;
use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::errors::Error as DecodeError;

use crate::rejection::Rejection;

/// Decoded sound, block by block. A source goes forward only and ends.
pub(crate) trait Blocks: Send {
    /// The next block into `planes`, one plane for each channel; nothing at the end.
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection>;
}

/// What a block says of its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) rate_hz: u32,
    pub(crate) channels: u32,
    /// It could not be decoded; the planes hold silence in its place, or nothing.
    pub(crate) is_damaged: bool,
}

impl Block {
    fn of(samples: &GenericAudioBufferRef<'_>) -> Block {
        let channels = u32::try_from(samples.num_planes()).unwrap_or(u32::MAX);
        Block { rate_hz: samples.spec().rate(), channels, is_damaged: false }
    }
}

/// A file opened for decoding.
pub(crate) struct Opened {
    pub(crate) blocks: Box<dyn Blocks>,
    pub(crate) description: Description,
    /// The parts of the decoded sound that are played, in samples, in their order.
    pub(crate) keep: Vec<Range<u64>>,
    /// What the header says and the file is not, in sentences.
    pub(crate) warnings: Vec<String>,
}

impl Opened {
    /// All of the sound is played.
    fn new(blocks: Box<dyn Blocks>, description: Description) -> Opened {
        Opened { blocks, description, keep: only(0..u64::MAX), warnings: Vec::new() }
    }
}

/// What the container says about its sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Description {
    pub(crate) format: AudioFormat,
    pub(crate) codec: String,
    /// Bits of one sample; `None` for lossy codecs, where it means nothing.
    pub(crate) bits_per_sample: Option<u32>,
    /// A lossless file has no excuse for a packet that cannot be decoded.
    pub(crate) is_lossless: bool,
    /// The length that the header promises. It is compared with what was decoded, never a size to
    /// allocate.
    pub(crate) promise: Option<Promise>,
}

/// A length in samples, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Promise {
    pub(crate) by: &'static str,
    pub(crate) frames: u64,
}

impl Promise {
    fn frames(by: &'static str, frames: u64) -> Promise {
        Promise { by, frames }
    }
}

/// So much of what nobody knows may stand in front of FLAC and Ogg. MP3 looks for its frames itself.
const JUNK_BYTES_MAX: usize = 64 * 1024;

/// Recognises the file and makes its decoder.
pub(crate) fn open(file: &Arc<Vec<u8>>) -> Result<Opened, Rejection> {
    if file.is_empty() {
        return Err(Rejection::Empty);
    }
    let start = tags::start_of_sound(file);
    let sound = start..tags::end_of_sound(file).max(start);
    let bytes = file.get(start..).unwrap_or_default();
    let near = bytes.get(..bytes.len().min(JUNK_BYTES_MAX)).unwrap_or_default();
    if wave::is_wave(bytes) {
        wave::open(file, start)
    } else if aiff::is_aiff(bytes) {
        aiff::open(file, start)
    } else if bytes.starts_with(b"fLaC") {
        flac::open(file, sound)
    } else if bytes.starts_with(b"OggS") {
        ogg::open(file, sound)
    } else if mp4::is_mp4(bytes) {
        mp4::open(file, start..file.len())
    } else if let Some(found) = foreign::name(bytes) {
        Err(Rejection::NotAudio { found })
    } else if let Some(junk) = flac::find(near) {
        flac::open(file, start.saturating_add(junk)..sound.end)
    } else if let Some(junk) = ogg::find(near) {
        ogg::open(file, start.saturating_add(junk)..sound.end)
    } else {
        mp3::open(file, sound)?
            .ok_or_else(|| Rejection::NotAudio { found: foreign::first_bytes(bytes) })
    }
}

/// One part, from here to there.
fn only(part: Range<u64>) -> Vec<Range<u64>> {
    std::iter::once(part).collect()
}

/// A header's length beside the one that was heard, in a sentence.
pub(crate) fn disagreement(by: &str, said_frames: u64, heard_frames: u64, rate_hz: u32) -> String {
    let (said, heard) = (milliseconds(said_frames, rate_hz), milliseconds(heard_frames, rate_hz));
    format!(
        "the {by} says {said_frames} samples ({said} ms); {heard_frames} ({heard} ms) were heard, \
         and they count"
    )
}

/// Whole milliseconds of so many samples.
pub(crate) fn milliseconds(frames: u64, rate_hz: u32) -> u64 {
    frames.saturating_mul(1000).checked_div(rate_hz.into()).unwrap_or(0)
}

/// Turns what the library says while opening or reading into a reason for the composer.
fn refusal(error: &DecodeError) -> Rejection {
    if matches!(error, DecodeError::IoError(_)) {
        return Rejection::Truncated { found: None };
    }
    // The library's words are for who knows its source.
    tracing::info!(%error, "the decoder refuses a file");
    Rejection::Unreadable { reason: "its parts contradict each other".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_without_sound_are_refused() {
        for bytes in [b"hello".to_vec(), vec![0; 4096], b"RIFF\xff\xff\xff\xffWAVE".to_vec()] {
            assert!(open(&Arc::new(bytes)).is_err());
        }
        assert_eq!(open(&Arc::new(Vec::new())).err(), Some(Rejection::Empty));
    }
}
