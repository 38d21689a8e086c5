//! Numbers out of a stranger's bytes: every read may find nothing.

use std::ops::Range;

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|chunk| u16::from_be_bytes(*chunk))
}

pub(super) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_be_bytes(*chunk))
}

pub(super) fn be64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_be_bytes(*chunk))
}

pub(super) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}

pub(super) fn le64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The four letters that name a chunk, a box or a codec.
pub(super) fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Four letters as people read them; what is no letter is a dot.
pub(super) fn letters(name: [u8; 4]) -> String {
    let shown = name.map(|byte| if byte.is_ascii_graphic() { char::from(byte) } else { '.' });
    shown.iter().collect()
}

/// A size as a place in memory; what is larger than memory lies behind the end of every file.
pub(super) fn place(size: impl TryInto<usize>) -> usize {
    size.try_into().unwrap_or(usize::MAX)
}

/// `length` bytes from `start`, as many as there are.
pub(super) fn range_within(start: usize, length: usize, end: usize) -> Range<usize> {
    let start = start.min(end);
    start..start.saturating_add(length).min(end)
}

/// The same in 64 bits, for what is compared with numbers of a header.
pub(super) fn count(size: usize) -> u64 {
    u64::try_from(size).unwrap_or(u64::MAX)
}

/// Behind a chunk of WAV or AIFF and its padding; a writer that forgot the padding is forgiven.
pub(super) fn end_of_chunk(sound: &[u8], body: usize, size: usize) -> usize {
    const KNOWN: [&[u8; 4]; 24] = [
        b"data", b"fmt ", b"LIST", b"fact", b"bext", b"iXML", b"id3 ", b"ID3 ", b"JUNK", b"junk",
        b"PEAK", b"cue ", b"smpl", b"inst", b"acid", b"ds64", b"COMM", b"SSND", b"NAME", b"AUTH",
        b"ANNO", b"MARK", b"INST", b"APPL",
    ];
    let end = body.saturating_add(size);
    let padded = end.saturating_add(size & 1);
    let is_known = |at| four(sound, at).is_some_and(|name| KNOWN.contains(&&name));
    let is_name = |at| four(sound, at).is_some_and(|name| name.into_iter().all(is_name_byte));
    let is_unpadded = match (is_known(end), is_known(padded)) {
        (false, false) => is_name(end) && !is_name(padded),
        (is_here, is_there) => is_here && !is_there,
    };
    if is_unpadded { end } else { padded }
}

/// Whether a byte stands in the names of chunks.
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b' '
}

/// Bits, the highest of each byte first.
pub(super) struct Bits<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
}

impl<'bytes> Bits<'bytes> {
    pub(super) fn new(bytes: &'bytes [u8]) -> Bits<'bytes> {
        Bits { bytes, at: 0 }
    }

    /// At a bit of the bytes.
    pub(super) fn from(bytes: &'bytes [u8], at: usize) -> Bits<'bytes> {
        Bits { bytes, at }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The bytes that were begun.
    pub(super) fn read_so_far(&self) -> &'bytes [u8] {
        self.bytes.get(..self.at.div_ceil(8)).unwrap_or_default()
    }

    pub(super) fn skip(&mut self, bits: usize) {
        self.at = self.at.saturating_add(bits);
    }

    /// Up to 32 bits; nothing where the bytes end before.
    pub(super) fn take(&mut self, bits: u32) -> Option<u32> {
        let mut value = 0_u32;
        for _ in 0..bits {
            let byte = *self.bytes.get(self.at >> 3)?;
            let shift = 7_usize.saturating_sub(self.at & 7);
            value = (value << 1) | u32::from((byte >> shift) & 1);
            self.at = self.at.saturating_add(1);
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_taken_from_the_highest_and_end_with_the_bytes() {
        let mut bits = Bits::new(&[0b1010_0001, 0b1000_0000]);
        assert_eq!((bits.take(3), bits.take(6), bits.take(7)), (Some(5), Some(3), Some(0)));
        assert_eq!((bits.position(), bits.take(1)), (16, None));
    }
}
