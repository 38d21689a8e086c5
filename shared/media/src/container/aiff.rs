//! AIFF and AIFF-C, chunk by chunk in any order. The size of the whole file is not asked.

use std::sync::Arc;

use domain::audio::AudioFormat;

use super::bytes::{be16, be32, be64, end_of_chunk, four, letters, place, range_within};
use super::pcm::{Encoding, Layout, PcmBlocks};
use super::{Description, Opened, Promise};
use crate::rejection::Rejection;

/// What writers leave where they do not know a size; no upload is as large.
const PLACEHOLDER_MIN: u32 = 0x7f00_0000;

/// Whether the bytes begin as AIFF or AIFF-C.
pub(super) fn is_aiff(sound: &[u8]) -> bool {
    sound.starts_with(b"FORM") && matches!(four(sound, 8), Some([b'A', b'I', b'F', b'F' | b'C']))
}

pub(super) fn open(file: &Arc<Vec<u8>>, start: usize) -> Result<Opened, Rejection> {
    let sound = file.get(start..).unwrap_or_default();
    let Chunks { common, data, size } = Chunks::find(sound)?;
    let encoding = common.encoding()?;
    let (rate_hz, channels, bits) = (common.rate_hz, common.channels, common.bits(encoding));
    let whole = start.saturating_add(data)..file.len();
    let mut layout = Layout { encoding, rate_hz, channels, bits, samples: whole };
    let promised = Some(size).filter(|size| (1..PLACEHOLDER_MIN).contains(size));
    if let Some(size) = promised {
        layout.samples = range_within(layout.samples.start, place(size), file.len());
    }
    let blocks = PcmBlocks::new(file, &layout)?;
    let description = Description {
        format: AudioFormat::Aiff,
        codec: blocks.codec(),
        bits_per_sample: encoding.is_lossless().then_some(bits),
        is_lossless: encoding.is_lossless(),
        promise: promised.map(|size| Promise::frames("SSND chunk", layout.frames(size.into()))),
    };
    let mut opened = Opened::new(Box::new(blocks), description);
    let (said, held) = (u64::from(common.frames), layout.frames_held());
    if said != held {
        opened.warnings.push(super::disagreement("COMM chunk", said, held, rate_hz));
    }
    Ok(opened)
}

struct Chunks {
    common: Common,
    /// Where the samples begin.
    data: usize,
    /// Bytes of sound that the header promises.
    size: u32,
}

impl Chunks {
    fn find(sound: &[u8]) -> Result<Chunks, Rejection> {
        let is_compressed = four(sound, 8) == Some(*b"AIFC");
        let (mut at, mut common, mut data) = (12_usize, None, None);
        while let (Some(name), Some(size)) = (four(sound, at), be32(sound, at.saturating_add(4))) {
            let body = at.saturating_add(8);
            match &name {
                b"COMM" if common.is_none() => {
                    let range = range_within(body, place(size), sound.len());
                    common = Common::read(sound.get(range).unwrap_or_default(), is_compressed);
                }
                b"SSND" if data.is_none() => {
                    let offset = be32(sound, body).unwrap_or(0);
                    let first = body.saturating_add(8).saturating_add(place(offset));
                    data = Some((first, size.saturating_sub(8).saturating_sub(offset)));
                }
                _ => {}
            }
            at = end_of_chunk(sound, body, place(size));
        }
        let common = common.ok_or(Rejection::incomplete("AIFF", "COMM chunk"))?;
        let (data, size) = data.ok_or(Rejection::incomplete("AIFF", "SSND chunk"))?;
        Ok(Chunks { common, data, size })
    }
}

/// What the `COMM` chunk says.
struct Common {
    channels: u16,
    frames: u32,
    sample_bits: u16,
    rate_hz: u32,
    /// `NONE` for AIFF, and for AIFF-C that does not say.
    compression: [u8; 4],
}

impl Common {
    fn read(chunk: &[u8], is_compressed: bool) -> Option<Common> {
        Some(Common {
            channels: be16(chunk, 0)?,
            frames: be32(chunk, 2)?,
            sample_bits: be16(chunk, 6)?,
            rate_hz: whole_number(be16(chunk, 8)?, be64(chunk, 10)?),
            compression: four(chunk, 18).filter(|_| is_compressed).unwrap_or(*b"NONE"),
        })
    }

    fn encoding(&self) -> Result<Encoding, Rejection> {
        let bytes = u8::try_from(self.sample_bits.div_ceil(8)).unwrap_or(u8::MAX);
        Ok(match &self.compression {
            b"NONE" | b"none" | b"twos" | b"TWOS" => Encoding::Signed { bytes, is_little: false },
            b"sowt" | b"SOWT" => Encoding::Signed { bytes, is_little: true },
            b"raw " | b"RAW " if bytes == 1 => Encoding::Unsigned8,
            b"in24" => Encoding::Signed { bytes: 3, is_little: false },
            b"in32" => Encoding::Signed { bytes: 4, is_little: false },
            b"42ni" => Encoding::Signed { bytes: 3, is_little: true },
            b"23ni" => Encoding::Signed { bytes: 4, is_little: true },
            b"fl32" | b"FL32" => Encoding::Float { bytes: 4, is_little: false },
            b"fl64" | b"FL64" => Encoding::Float { bytes: 8, is_little: false },
            b"alaw" | b"ALAW" => Encoding::ALaw,
            b"ulaw" | b"ULAW" => Encoding::MuLaw,
            other => {
                let codec = format!("AIFF-C compression \"{}\"", letters(*other));
                return Err(Rejection::UnsupportedCodec { codec });
            }
        })
    }

    /// Bits that count. Writers of AIFF-C put 16 or 0 beside a compression that has its own.
    fn bits(&self, encoding: Encoding) -> u32 {
        let whole = u32::from(encoding.bytes()).saturating_mul(8);
        let said = u32::from(self.sample_bits);
        let has_own = !matches!(&self.compression, b"NONE" | b"none" | b"twos" | b"TWOS" | b"sowt");
        if has_own || said == 0 { whole } else { said.min(whole) }
    }
}

/// The rate, an 80-bit float of IEEE 754, as a whole number.
fn whole_number(exponent: u16, mantissa: u64) -> u32 {
    const BIAS_TO_LOWEST_BIT: u32 = 16_383 + 63;
    let shift = BIAS_TO_LOWEST_BIT.checked_sub(u32::from(exponent & 0x7fff));
    let value = shift.and_then(|shift| mantissa.checked_shr(shift)).unwrap_or(0);
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_from_80_bits() {
        assert_eq!(whole_number(0x400e, 0xac44_0000_0000_0000), 44_100);
        assert_eq!(whole_number(0x400d, 0xac44_0000_0000_0000), 22_050);
        assert_eq!(whole_number(0x400f, 0xbb80_0000_0000_0000), 96_000);
        assert_eq!((whole_number(0, 1), whole_number(0x7fff, u64::MAX)), (0, 0));
    }
}
