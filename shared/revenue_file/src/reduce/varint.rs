//! Numbers in as few bytes as they need, for files that only their writer reads.

use std::io::{self, Read, Write};

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
#[inline]
pub(super) fn write_varint(out: &mut impl Write, number: u64) -> io::Result<()> {
    let mut rest = number;
    while rest > 0x7f {
        out.write_all(&[low_bits(rest) | 0x80])?;
        rest = rest.wrapping_shr(7);
    }
    out.write_all(&[low_bits(rest)])
}

fn low_bits(number: u64) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or_default()
}

/// What [`write_varint`] wrote.
#[inline]
pub(super) fn read_varint(input: &mut impl Read) -> io::Result<u64> {
    let (mut number, mut shift) = (0_u64, 0_u32);
    loop {
        let mut byte = [0];
        input.read_exact(&mut byte)?;
        let [byte] = byte;
        number |= u64::from(byte & 0x7f).wrapping_shl(shift);
        shift = shift.saturating_add(7);
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
}

/// The same, of a number that was no more than four bytes long.
#[inline]
pub(super) fn read_varint_u32(input: &mut impl Read) -> io::Result<u32> {
    u32::try_from(read_varint(input)?).map_err(io::Error::other)
}
