//! FLAC behind and before whatever stands around it.
//!
//! The decoder is given a header of our own: the stream's rate, channels and bits as they are, and
//! none of what may be wrong there and is not needed (block and frame sizes, the length, tags,
//! pictures, seek tables).

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;

use super::bytes::{Bits, be32, place};
use super::library::Library;
use super::spliced::{Piece, Spliced};
use super::{Opened, Promise};
use crate::rejection::Rejection;

const STREAM_INFO_BYTES: usize = 34;

pub(super) fn open(file: &Arc<Vec<u8>>, sound: Range<usize>) -> Result<Opened, Rejection> {
    let bytes = file.get(sound.clone()).unwrap_or_default();
    let (info, frames) = metadata(bytes)?;
    let first = bytes.get(frames..).unwrap_or_default();
    let start = sound.start.saturating_add(frames);
    let pieces = vec![Piece::Ours(header(info, first)), Piece::File(start..sound.end)];
    let mut opened = Library::open(Spliced::new(file, pieces), AudioFormat::Flac)?;
    let total = total_frames(info);
    opened.description.promise = (total > 0).then(|| Promise::frames("FLAC header", total));
    Ok(opened)
}

/// The stream's own information, and where its frames begin.
fn metadata(bytes: &[u8]) -> Result<(&[u8], usize), Rejection> {
    const LAST: u32 = 1 << 31;
    let (mut at, mut info) = (4_usize, None);
    loop {
        let block = be32(bytes, at).ok_or(Rejection::incomplete("FLAC", "sound"))?;
        let body = at.saturating_add(4);
        let end = body.saturating_add(place(block & 0x00ff_ffff));
        let is_stream_info = block & 0x7f00_0000 == 0;
        if is_stream_info && info.is_none() {
            info = bytes.get(body..body.saturating_add(STREAM_INFO_BYTES));
        }
        at = end;
        if block & LAST != 0 {
            break;
        }
    }
    Ok((info.ok_or(Rejection::incomplete("FLAC", "STREAMINFO block"))?, at))
}

/// The header that the decoder sees.
fn header(info: &[u8], first_frame: &[u8]) -> Vec<u8> {
    let mut header = b"fLaC\x80\0\0\x22".to_vec();
    header.extend(block_sizes(info, first_frame));
    // No limits for the bytes of a frame.
    header.extend([0; 6]);
    // Rate, channels, bits; no length.
    let format = info.get(10..14).unwrap_or_default();
    let last = format.last().map(|last| last & 0xf0);
    header.extend(format.iter().copied().take(3).chain(last));
    // No checksum of the whole.
    header.extend([0; 20]);
    header
}

/// The smallest and the largest block, in samples: the same where the frames count blocks, and
/// different where they count samples, for that is how the decoder tells them apart.
fn block_sizes(info: &[u8], first_frame: &[u8]) -> [u8; 4] {
    let counts_samples = first_frame.starts_with(b"\xff\xf9");
    match (counts_samples, info) {
        (true, _) => [0, 16, 0xff, 0xff],
        (false, [_, _, high, low, ..]) if u16::from_be_bytes([*high, *low]) >= 16 => {
            [*high, *low, *high, *low]
        }
        (false, _) => [0xff; 4],
    }
}

/// The length that the header promises; zero where it does not know.
fn total_frames(info: &[u8]) -> u64 {
    let mut bits = Bits::from(info, 108);
    let (high, low) = (bits.take(4).unwrap_or(0), bits.take(32).unwrap_or(0));
    (u64::from(high) << 32) | u64::from(low)
}
