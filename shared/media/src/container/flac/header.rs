//! What the first bytes of a frame say, and the two check sums by which a frame is known.

use super::super::bytes::Bits;

/// One frame's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// Samples of one channel in this frame.
    pub(super) samples: u32,
    pub(super) channels: u8,
    /// Nothing where only the stream's header says it.
    pub(super) rate_hz: Option<u32>,
    /// Of the frame, or of its first sample.
    pub(super) number: u64,
    counts_samples: bool,
    /// As written, for all frames of a stream write it alike.
    bits_code: u32,
    /// Bytes of the header with its check sum.
    pub(super) bytes: usize,
}

impl Header {
    /// The header at the start of these bytes; nothing where they are no frame.
    pub(super) fn read(bytes: &[u8]) -> Option<Header> {
        // 14 bits of synchronisation, and a bit that is zero.
        if !matches!(*bytes, [0xff, second, ..] if second & 0xfe == 0xf8) {
            return None;
        }
        let mut bits = Bits::from(bytes, 15);
        let counts_samples = bits.take(1)? == 1;
        let (size_code, rate_code) = (bits.take(4)?, bits.take(4)?);
        let (channel_code, bits_code, zero) = (bits.take(4)?, bits.take(3)?, bits.take(1)?);
        let channels = match channel_code {
            0..=7 => channel_code.saturating_add(1),
            8..=10 => 2,
            _ => return None,
        };
        if zero != 0 || bits_code == 3 {
            return None;
        }
        let number = number(&mut bits)?;
        let samples = match size_code {
            1 => 192,
            2..=5 => 144 << size_code,
            6 => bits.take(8)?.saturating_add(1),
            7 => bits.take(16)?.saturating_add(1),
            8.. => 1 << size_code,
            0 => return None,
        };
        let rate_hz = rate_hz(rate_code, &mut bits)?;
        let end = bits.position() >> 3;
        let bytes = end.saturating_add(1);
        let channels = u8::try_from(channels).ok()?;
        let header =
            Header { samples, channels, rate_hz, number, counts_samples, bits_code, bytes };
        (check_8(bits.read_so_far()) == bits.take(8)?).then_some(header)
    }

    /// The place of the first sample, where all frames but the last have `block` samples.
    pub(super) fn begins_at(&self, block: u64) -> u64 {
        if self.counts_samples { self.number } else { self.number.saturating_mul(block) }
    }

    /// Whether one stream may hold both, the other behind this one.
    pub(super) fn may_precede(&self, other: &Header) -> bool {
        let format = |header: &Header| {
            (header.counts_samples, header.channels, header.rate_hz, header.bits_code)
        };
        format(self) == format(other) && self.number < other.number
    }
}

/// A number in the manner of UTF-8, of up to 36 bits.
fn number(bits: &mut Bits<'_>) -> Option<u64> {
    let first = bits.take(8)?;
    let more = match first {
        0..=0x7f => return Some(first.into()),
        0xc0..=0xdf => 1_u32,
        0xe0..=0xef => 2,
        0xf0..=0xf7 => 3,
        0xf8..=0xfb => 4,
        0xfc..=0xfd => 5,
        0xfe => 6,
        _ => return None,
    };
    let mut number = u64::from(first & (0x3f >> more));
    for _ in 0..more {
        let next = bits.take(8).filter(|next| next & 0xc0 == 0x80)?;
        number = (number << 6) | u64::from(next & 0x3f);
    }
    Some(number)
}

/// The rate, which may stand behind the number; nothing inside where the stream's header has it.
#[expect(clippy::option_option, reason = "no header at all, and a header without a rate")]
fn rate_hz(code: u32, bits: &mut Bits<'_>) -> Option<Option<u32>> {
    const RATES_HZ: [u32; 11] =
        [88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
    Some(match code {
        0 => None,
        12 => Some(bits.take(8)?.saturating_mul(1_000)),
        13 => Some(bits.take(16)?),
        14 => Some(bits.take(16)?.saturating_mul(10)),
        15 => return None,
        _ => RATES_HZ.get(usize::try_from(code).ok()?.checked_sub(1)?).copied(),
    })
}

/// The check sum of a header.
fn check_8(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum: u32, _| {
            ((sum << 1) ^ if sum & 0x80 == 0 { 0 } else { 7 }) & 0xff
        })
    })
}

/// The check sum of a frame, byte by byte: zero behind its last one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Check16(u16);

impl Check16 {
    const TABLE: [u16; 256] = Check16::table();

    #[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "built by the compiler")]
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        reason = "see above"
    )]
    const fn table() -> [u16; 256] {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let (mut sum, mut bit) = ((byte as u16) << 8, 0);
            while bit < 8 {
                sum = (sum << 1) ^ if sum & 0x8000 == 0 { 0 } else { 0x8005 };
                bit += 1;
            }
            table[byte] = sum;
            byte += 1;
        }
        table
    }

    pub(super) fn add(&mut self, byte: u8) {
        let [high, low] = self.0.to_be_bytes();
        let changed = Check16::TABLE.get(usize::from(high ^ byte)).copied().unwrap_or(0);
        self.0 = (u16::from(low) << 8) ^ changed;
    }

    pub(super) fn is_zero(self) -> bool {
        self.0 == 0
    }
}
