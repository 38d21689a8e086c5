//! WAV with all that stands in for its sizes: pipes that could not go back to write them, RF64 and
//! BW64 for more than 4 GB, a RIFF size that somebody counted wrongly.
//!
//! The size of the whole file is not asked: the chunks tell where everything is.

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;

use super::bytes::{self, end_of_chunk, four, is_name_byte, le32, le64, place, range_within};
use super::pcm::{Encoding, Layout, PcmBlocks};
use super::{Description, Opened, Promise};
use crate::rejection::Rejection;

/// What writers leave where they do not know the size: ffmpeg all ones, sox a little less than
/// 2 GB. No upload is as large as the smallest of them.
const PLACEHOLDER_MIN: u32 = 0x7f00_0000;

const PCM: u16 = 1;
const FLOAT: u16 = 3;
const A_LAW: u16 = 6;
const MU_LAW: u16 = 7;
const EXTENSIBLE: u16 = 0xfffe;

/// Whether the bytes begin as a WAV file of any kind.
pub(super) fn is_wave(sound: &[u8]) -> bool {
    let is_riff = matches!(sound.first_chunk(), Some(b"RIFF" | b"RF64" | b"BW64" | b"RIFX"));
    is_riff && four(sound, 8) == Some(*b"WAVE")
}

pub(super) fn open(file: &Arc<Vec<u8>>, start: usize) -> Result<Opened, Rejection> {
    let sound = file.get(start..).unwrap_or_default();
    let chunks = Chunks::find(sound)?;
    let format =
        Format::read(sound.get(chunks.format.clone()).unwrap_or_default(), chunks.is_little)?;
    let Range { start: first, end: last } = chunks.data.clone();
    let samples = start.saturating_add(first)..start.saturating_add(last);
    let (rate_hz, channels) = (format.rate_hz, format.channels);
    let layout =
        Layout { encoding: format.encoding()?, rate_hz, channels, bits: format.bits, samples };
    let blocks = PcmBlocks::new(file, &layout)?;
    let description = Description {
        format: AudioFormat::Wav,
        codec: blocks.codec(),
        bits_per_sample: layout.encoding.is_lossless().then_some(layout.bits),
        is_lossless: layout.encoding.is_lossless(),
        promise: chunks
            .promised_bytes
            .map(|bytes| Promise::frames("data chunk", layout.frames(bytes))),
    };
    let mut opened = Opened::new(Box::new(blocks), description);
    if let Some(says) = chunks.placeholder {
        let heard_ms = super::milliseconds(layout.frames_held(), rate_hz);
        opened.warnings.push(format!(
            "the data chunk says {says} bytes, as programs write that cannot go back to their \
             header; the file was heard to its end, {heard_ms} ms"
        ));
    }
    Ok(opened)
}

/// Where the two chunks that count are.
struct Chunks {
    is_little: bool,
    format: Range<usize>,
    data: Range<usize>,
    /// Bytes of sound that the header promises, where it knows.
    promised_bytes: Option<u64>,
    /// What stands where the size should be.
    placeholder: Option<u32>,
}

impl Chunks {
    fn find(sound: &[u8]) -> Result<Chunks, Rejection> {
        let is_little = !sound.starts_with(b"RIFX");
        let (mut at, mut format, mut size_64, mut data) = (12_usize, None, None, None);
        while let Some(name) = four(sound, at) {
            let Some(size) = number(sound, at.saturating_add(4), is_little) else { break };
            let body = at.saturating_add(8);
            match &name {
                b"ds64" => size_64 = le64(sound, body.saturating_add(8)),
                b"fmt " => format = Some(range_within(body, place(size), sound.len())),
                b"data" if data.is_none() => data = Some((body, size)),
                _ => {}
            }
            if let Some(((body, size), format)) = data.zip(format.clone()) {
                return Ok(Chunks::with_data(sound, is_little, format, body, size, size_64));
            }
            at = end_of_chunk(sound, body, place(size));
        }
        let missing = if data.is_some() { "fmt chunk" } else { "data chunk" };
        Err(Rejection::incomplete("WAV", missing))
    }

    fn with_data(
        sound: &[u8],
        is_little: bool,
        format: Range<usize>,
        body: usize,
        size: u32,
        size_64: Option<u64>,
    ) -> Chunks {
        let rest = sound.len().saturating_sub(body);
        let is_unknown = size >= PLACEHOLDER_MIN || (size == 0 && !is_chain(sound, body));
        // A writer of RF64 that was cut off leaves a zero there, too.
        let known_64 = size_64.filter(|size_64| size == u32::MAX && *size_64 != 0);
        let (promised_bytes, placeholder) = match known_64 {
            Some(size_64) => (Some(size_64), None),
            None if is_unknown => (None, Some(size)),
            None => (Some(u64::from(size)), None),
        };
        let length = promised_bytes.map_or(rest, place);
        let data = range_within(body, length, sound.len());
        Chunks { is_little, format, data, promised_bytes, placeholder }
    }
}

/// What the `fmt ` chunk says.
struct Format {
    is_little: bool,
    tag: u16,
    channels: u16,
    rate_hz: u32,
    /// Bytes of one frame.
    align: u16,
    /// Bits that count in each sample.
    bits: u32,
    /// Bits that a sample takes.
    container_bits: u16,
}

impl Format {
    fn read(chunk: &[u8], is_little: bool) -> Result<Format, Rejection> {
        let fields = || {
            let half = |at| half(chunk, at, is_little);
            let (tag, channels, align, bits) = (half(0)?, half(2)?, half(12)?, half(14)?);
            let rate_hz = number(chunk, 4, is_little)?;
            let extensible = (tag == EXTENSIBLE).then(|| Some((half(18)?, half(24)?))).flatten();
            let (valid, tag) = extensible.unwrap_or((bits, tag));
            let valid = if (1..=bits).contains(&valid) { valid } else { bits };
            let (bits, container_bits) = (u32::from(valid), bits);
            Some(Format { is_little, tag, channels, rate_hz, align, bits, container_bits })
        };
        fields().ok_or(Rejection::incomplete("WAV", "fmt chunk"))
    }

    fn encoding(&self) -> Result<Encoding, Rejection> {
        let is_little = self.is_little;
        let rounded = self.container_bits.div_ceil(8);
        // Some writers put 20 or 24 bits into four bytes, or no bits at all, and say so only here.
        let aligned = self.align.checked_div(self.channels).unwrap_or(0);
        let is_aligned = rounded == 0 || (rounded == 3 && aligned == 4);
        let bytes = u8::try_from(if is_aligned { aligned } else { rounded }).unwrap_or(u8::MAX);
        match self.tag {
            PCM if bytes == 1 => Ok(Encoding::Unsigned8),
            PCM => Ok(Encoding::Signed { bytes, is_little }),
            FLOAT => Ok(Encoding::Float { bytes, is_little }),
            A_LAW => Ok(Encoding::ALaw),
            MU_LAW => Ok(Encoding::MuLaw),
            tag => Err(Rejection::UnsupportedCodec { codec: name_of(tag) }),
        }
    }
}

/// What people call a codec that WAV knows by a number.
fn name_of(tag: u16) -> String {
    let name = match tag {
        0x02 => "Microsoft ADPCM",
        0x11 => "IMA ADPCM",
        0x31 => "GSM 6.10",
        0x50 => "MPEG layer 2",
        0x55 => "MP3 inside WAV",
        0xff | 0x1600 | 0x1610 => "AAC inside WAV",
        0x160..=0x163 => "Windows Media Audio",
        0x2000 => "Dolby AC-3",
        0x2001 => "DTS",
        0x674f..=0x6771 => "Vorbis inside WAV",
        0xf1ac => "FLAC inside WAV",
        _ => "an unknown codec",
    };
    format!("{name} (WAV code 0x{tag:04x})")
}

/// Whether from `at` to the end of the file there is nothing but chunks: then a size of zero means
/// that there is no sound, not that it is unknown.
fn is_chain(sound: &[u8], mut at: usize) -> bool {
    while at < sound.len() {
        let Some(name) = four(sound, at) else { return false };
        let Some(size) = le32(sound, at.saturating_add(4)) else { return false };
        let end = at.saturating_add(8).saturating_add(place(size));
        if !name.into_iter().all(is_name_byte) || end > sound.len() {
            return false;
        }
        at = end_of_chunk(sound, at.saturating_add(8), place(size));
    }
    true
}

fn number(bytes: &[u8], at: usize, is_little: bool) -> Option<u32> {
    if is_little { le32(bytes, at) } else { bytes::be32(bytes, at) }
}

fn half(bytes: &[u8], at: usize, is_little: bool) -> Option<u16> {
    let big = bytes::be16(bytes, at)?;
    Some(if is_little { big.swap_bytes() } else { big })
}
