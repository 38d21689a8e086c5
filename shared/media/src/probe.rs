//! What kind of sound file the bytes are: the container, the codec, and a decoder for it.
//!
//! Headers lie. Nothing here allocates by what a header says, and tags are stepped over, not read.

use std::io::Cursor;
use std::sync::Arc;

use domain::audio::AudioFormat;
use symphonia::core::codecs::audio::{
    AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known,
};
use symphonia::core::errors::Error as DecodeError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known as containers;
use symphonia::core::formats::{FormatId, FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use crate::rejection::Rejection;

/// A file opened for decoding.
pub(crate) struct Opened {
    pub(crate) reader: Box<dyn FormatReader>,
    pub(crate) decoder: Box<dyn AudioDecoder>,
    pub(crate) track_id: u32,
    pub(crate) description: Description,
}

/// What the container says about its sound; checked against the decoded samples later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Description {
    pub(crate) format: AudioFormat,
    pub(crate) codec: String,
    /// Bits of one sample; `None` for lossy codecs, where it means nothing.
    pub(crate) bits_per_sample: Option<u32>,
    /// Frames the header promises. A hint to notice a cut file, never a size to allocate.
    pub(crate) promised_frames: Option<u64>,
    /// A lossless file has no excuse for a packet that cannot be decoded.
    pub(crate) is_lossless: bool,
}

/// Recognises the file and makes its decoder.
pub(crate) fn open(bytes: &Arc<Vec<u8>>) -> Result<Opened, Rejection> {
    if bytes.is_empty() {
        return Err(Rejection::Empty);
    }
    let start = end_of_leading_tags(bytes);
    let source = Tail { bytes: Arc::clone(bytes), start };
    let stream =
        MediaSourceStream::new(Box::new(Cursor::new(source)), MediaSourceStreamOptions::default());
    let reader = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|error| refusal(&error))?;
    let format = container(reader.format_info().format).ok_or(Rejection::NotAudio)?;
    let track = reader.default_track(TrackType::Audio).ok_or(Rejection::NotAudio)?;
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio())
        .ok_or(Rejection::UnsupportedCodec)?;
    let decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|_| Rejection::UnsupportedCodec)?;
    let is_lossless = is_lossless(parameters.codec);
    let description = Description {
        format,
        codec: decoder.codec_info().short_name.to_owned(),
        bits_per_sample: if is_lossless { bits_per_sample(parameters) } else { None },
        promised_frames: track.num_frames,
        is_lossless,
    };
    let track_id = track.id;
    Ok(Opened { reader, decoder, track_id, description })
}

/// Turns what the library says while opening or reading into a reason for the composer.
pub(crate) fn refusal(error: &DecodeError) -> Rejection {
    match error {
        DecodeError::IoError(_) => Rejection::Truncated,
        DecodeError::ResetRequired => Rejection::FormatChanges,
        DecodeError::DecodeError(_)
        | DecodeError::SeekError(_)
        | DecodeError::Unsupported(_)
        | DecodeError::LimitError(_)
        // The library's error may grow; what it cannot name is not a readable file.
        | _ => Rejection::NotAudio,
    }
}

/// The bytes after the leading tags, shared and not copied.
struct Tail {
    bytes: Arc<Vec<u8>>,
    start: usize,
}

impl AsRef<[u8]> for Tail {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }
}

/// Where the sound starts: `ID3v2` tags in front are jumped over by their stated length, unread,
/// so that a cover picture of any size is no obstacle and a hostile tag is never parsed.
fn end_of_leading_tags(bytes: &[u8]) -> usize {
    const HEADER: usize = 10;
    const FOOTER_FLAG: u8 = 0x10;
    let mut start = 0_usize;
    loop {
        let rest = bytes.get(start..).unwrap_or_default();
        let [b'I', b'D', b'3', _, _, flags, s3, s2, s1, s0, ..] = *rest else { return start };
        let size = [s3, s2, s1, s0]
            .into_iter()
            .fold(0_usize, |size, byte| (size << 7) | usize::from(byte & 0x7f));
        let footer = if flags & FOOTER_FLAG == 0 { 0 } else { HEADER };
        let next = start.saturating_add(HEADER).saturating_add(size).saturating_add(footer);
        if next >= bytes.len() {
            return start;
        }
        start = next;
    }
}

fn container(format: FormatId) -> Option<AudioFormat> {
    match format {
        containers::FORMAT_ID_WAVE => Some(AudioFormat::Wav),
        containers::FORMAT_ID_AIFF => Some(AudioFormat::Aiff),
        containers::FORMAT_ID_FLAC => Some(AudioFormat::Flac),
        containers::FORMAT_ID_MP3 => Some(AudioFormat::Mp3),
        containers::FORMAT_ID_ISOMP4 => Some(AudioFormat::M4a),
        containers::FORMAT_ID_OGG => Some(AudioFormat::Ogg),
        _ => None,
    }
}

fn is_lossless(codec: AudioCodecId) -> bool {
    ![
        well_known::CODEC_ID_VORBIS,
        well_known::CODEC_ID_MP3,
        well_known::CODEC_ID_AAC,
        well_known::CODEC_ID_PCM_ALAW,
        well_known::CODEC_ID_PCM_MULAW,
    ]
    .contains(&codec)
}

fn bits_per_sample(parameters: &AudioCodecParameters) -> Option<u32> {
    parameters
        .bits_per_coded_sample
        .or(parameters.bits_per_sample)
        .or_else(|| alac_bits(parameters))
}

/// The reader of MP4 leaves ALAC's depth where ALAC itself writes it: the sixth byte of its
/// configuration.
fn alac_bits(parameters: &AudioCodecParameters) -> Option<u32> {
    let is_alac = parameters.codec == well_known::CODEC_ID_ALAC;
    let configuration = parameters.extra_data.as_ref().filter(|_| is_alac)?;
    configuration.get(5).copied().map(u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_front_are_stepped_over_by_their_length() {
        let mut bytes = b"ID3\x04\x00\x00\x00\x00\x00\x05hello".to_vec();
        bytes.extend_from_slice(b"fLaC and more");
        assert_eq!(end_of_leading_tags(&bytes), 15);
    }

    #[test]
    fn a_tag_longer_than_the_file_is_not_believed() {
        assert_eq!(end_of_leading_tags(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7fabc"), 0);
    }

    #[test]
    fn bytes_without_sound_are_refused() {
        for bytes in [b"hello".to_vec(), vec![0; 4096], b"RIFF\xff\xff\xff\xffWAVE".to_vec()] {
            assert!(open(&Arc::new(bytes)).is_err());
        }
        assert_eq!(open(&Arc::new(Vec::new())).err(), Some(Rejection::Empty));
    }
}
