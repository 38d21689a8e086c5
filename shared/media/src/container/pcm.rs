//! Plain samples, as WAV and AIFF hold them: cut into blocks and decoded, with no header between.

use std::ops::Range;
use std::sync::Arc;

use symphonia::core::audio::layouts;
use symphonia::core::codecs::audio::well_known as codecs;
use symphonia::core::codecs::audio::{
    AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions,
};
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use super::bytes::count;
use super::{Block, Blocks, refusal};
use crate::rejection::Rejection;

const FRAMES_PER_BLOCK: usize = 4096;

/// How one sample is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Signed {
        bytes: u8,
        is_little: bool,
    },
    /// Eight bits around 128, as WAV has them.
    Unsigned8,
    Float {
        bytes: u8,
        is_little: bool,
    },
    ALaw,
    MuLaw,
}

impl Encoding {
    /// Bytes of one sample.
    pub(super) fn bytes(self) -> u8 {
        match self {
            Self::Signed { bytes, .. } | Self::Float { bytes, .. } => bytes,
            Self::Unsigned8 | Self::ALaw | Self::MuLaw => 1,
        }
    }

    pub(super) fn is_lossless(self) -> bool {
        !matches!(self, Self::ALaw | Self::MuLaw)
    }

    /// The decoder's name for it; nothing where a sample is wider than any decoder knows.
    fn codec(self) -> Option<AudioCodecId> {
        Some(match self {
            Self::Signed { bytes: 1, .. } => codecs::CODEC_ID_PCM_S8,
            Self::Signed { bytes: 2, is_little: true } => codecs::CODEC_ID_PCM_S16LE,
            Self::Signed { bytes: 2, is_little: false } => codecs::CODEC_ID_PCM_S16BE,
            Self::Signed { bytes: 3, is_little: true } => codecs::CODEC_ID_PCM_S24LE,
            Self::Signed { bytes: 3, is_little: false } => codecs::CODEC_ID_PCM_S24BE,
            Self::Signed { bytes: 4, is_little: true } => codecs::CODEC_ID_PCM_S32LE,
            Self::Signed { bytes: 4, is_little: false } => codecs::CODEC_ID_PCM_S32BE,
            Self::Float { bytes: 4, is_little: true } => codecs::CODEC_ID_PCM_F32LE,
            Self::Float { bytes: 4, is_little: false } => codecs::CODEC_ID_PCM_F32BE,
            Self::Float { bytes: 8, is_little: true } => codecs::CODEC_ID_PCM_F64LE,
            Self::Float { bytes: 8, is_little: false } => codecs::CODEC_ID_PCM_F64BE,
            Self::Unsigned8 => codecs::CODEC_ID_PCM_U8,
            Self::ALaw => codecs::CODEC_ID_PCM_ALAW,
            Self::MuLaw => codecs::CODEC_ID_PCM_MULAW,
            Self::Signed { .. } | Self::Float { .. } => return None,
        })
    }
}

/// What a header says of plain samples, after it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) encoding: Encoding,
    pub(super) rate_hz: u32,
    pub(super) channels: u16,
    /// Bits that count; the others of a sample are zero.
    pub(super) bits: u32,
    /// Where the samples stand in the file.
    pub(super) samples: Range<usize>,
}

impl Layout {
    /// Bytes of one frame; at least one.
    pub(super) fn frame_bytes(&self) -> usize {
        usize::from(self.encoding.bytes()).saturating_mul(usize::from(self.channels)).max(1)
    }

    /// Whole frames in so many bytes.
    pub(super) fn frames(&self, bytes: u64) -> u64 {
        bytes.checked_div(count(self.frame_bytes())).unwrap_or(0)
    }

    /// Frames that the file really holds.
    pub(super) fn frames_held(&self) -> u64 {
        self.frames(count(self.samples.len()))
    }
}

/// The samples, block by block.
pub(super) struct PcmBlocks {
    file: Arc<Vec<u8>>,
    rest: Range<usize>,
    frame_bytes: usize,
    decoder: Box<dyn AudioDecoder>,
}

impl PcmBlocks {
    pub(super) fn new(file: &Arc<Vec<u8>>, layout: &Layout) -> Result<PcmBlocks, Rejection> {
        let (rate_hz, channels) = (layout.rate_hz, u32::from(layout.channels));
        let positions = match channels {
            1 => layouts::CHANNEL_LAYOUT_MONO,
            2 => layouts::CHANNEL_LAYOUT_STEREO,
            _ => return Err(Rejection::TooManyChannels { channels }),
        };
        let codec = layout.encoding.codec().ok_or_else(|| Rejection::UnsupportedCodec {
            codec: format!(
                "{} bits a sample",
                u32::from(layout.encoding.bytes()).saturating_mul(8)
            ),
        })?;
        if rate_hz == 0 {
            return Err(Rejection::SampleRate { rate_hz });
        }
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(codec).with_sample_rate(rate_hz).with_channels(positions);
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
            .map_err(|error| refusal(&error))?;
        let (rest, frame_bytes) = (layout.samples.clone(), layout.frame_bytes());
        Ok(PcmBlocks { file: Arc::clone(file), rest, frame_bytes, decoder })
    }

    pub(super) fn codec(&self) -> String {
        self.decoder.codec_info().short_name.to_owned()
    }
}

impl Blocks for PcmBlocks {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        let whole = self.rest.len().checked_div(self.frame_bytes).unwrap_or(0);
        let length = whole.min(FRAMES_PER_BLOCK).saturating_mul(self.frame_bytes);
        let end = self.rest.start.saturating_add(length);
        let bytes = self.file.get(self.rest.start..end).filter(|bytes| !bytes.is_empty());
        let Some(bytes) = bytes else { return Ok(None) };
        let packet = PacketRef::new(0, Timestamp::ZERO, Duration::ZERO, bytes);
        let samples = self.decoder.decode_ref(&packet).map_err(|error| refusal(&error))?;
        samples.copy_to_vecs_planar(planes);
        self.rest.start = end;
        Ok(Some(Block::of(&samples)))
    }
}
