//! Sound files that the tests make: by construction, or from a good file with something put wrong.
#![expect(clippy::arithmetic_side_effects, reason = "test files are small")]

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::analysis::{Analysis, Limits, measure_here};
use crate::rejection::Rejection;

pub(crate) const AGAIN: &str = "export it again as 24-bit WAV";

pub(crate) fn sample(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/sound").join(file)).unwrap()
}

pub(crate) fn measured(bytes: Vec<u8>) -> Result<Analysis, Rejection> {
    measure_here(&Arc::new(bytes), Limits::default(), &AtomicBool::new(false))
}

/// `sample`, with the bytes at `at` replaced.
pub(crate) fn patched(file: &str, at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = sample(file);
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

pub(crate) fn place(file: &[u8], name: &[u8]) -> usize {
    file.windows(name.len()).position(|window| window == name).unwrap()
}

/// A 16-bit mono WAV of these samples at 8 kHz, under a code of its format chunk.
pub(crate) fn wav(code: u16, samples: &[i16]) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).unwrap();
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0".to_vec();
    file.extend(code.to_le_bytes());
    file.extend(b"\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data");
    file.extend(size.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

pub(crate) fn square(frames: i16, height: i16) -> Vec<i16> {
    (0..frames).map(|n| if n & 16 == 0 { height } else { -height }).collect()
}

/// Frames of MPEG audio with this header, of `bytes` each.
pub(crate) fn mpeg(header: [u8; 4], bytes: usize) -> Vec<u8> {
    let frame: Vec<u8> = header.into_iter().chain(vec![0; bytes - 4]).collect();
    frame.repeat(8)
}

/// A check sum: the polynomial without its highest bit, in as many bits as it has.
pub(crate) fn crc(bytes: &[u8], polynomial: u64, bits: u32) -> u64 {
    let top = 1 << (bits - 1);
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ (u64::from(*byte) << (bits - 8)), |sum, _| {
            ((sum << 1) ^ if sum & top == 0 { 0 } else { polynomial }) & ((top << 1) - 1)
        })
    })
}

/// FLAC at 8 or 16 kHz, mono with 16 bits, in frames of 1,000 samples that are written as they are.
pub(crate) struct Flac {
    pub(crate) header: Vec<u8>,
    pub(crate) frames: Vec<Vec<u8>>,
}

impl Flac {
    pub(crate) fn new(rate_hz: u32, frames: u8, says_length: bool) -> Flac {
        let samples = if says_length { u32::from(frames) * 1_000 } else { 0 };
        let mut header = b"fLaC\x80\0\0\x22\x03\xe8\x03\xe8\0\0\0\0\0\0".to_vec();
        // 20 bits of the rate, one channel, 16 bits.
        header.extend((rate_hz << 12 | 0xf0).to_be_bytes());
        header.extend(samples.to_be_bytes());
        header.extend([0; 16]);
        let rate_code = if rate_hz == 8_000 { 4 } else { 5 };
        let frames = (0..frames).map(|number| Flac::frame(number, rate_code)).collect();
        Flac { header, frames }
    }

    fn frame(number: u8, rate_code: u8) -> Vec<u8> {
        let mut frame = vec![0xff, 0xf8, 0x70 | rate_code, 0x08, number, 0x03, 0xe7];
        frame.push(u8::try_from(crc(&frame, 0x07, 8)).unwrap());
        frame.push(0x02);
        let samples = square(1_000, 8_000 + i16::from(number));
        frame.extend(samples.into_iter().flat_map(i16::to_be_bytes));
        let sum = u16::try_from(crc(&frame, 0x8005, 16)).unwrap();
        frame.extend(sum.to_be_bytes());
        frame
    }

    pub(crate) fn file(&self) -> Vec<u8> {
        [self.header.clone(), self.frames.concat()].concat()
    }
}

/// Where each packet of an MP4 of one track and one chunk in a row stands.
pub(crate) fn mp4_packets(file: &[u8]) -> Vec<Range<usize>> {
    let number = |at: usize| {
        usize::try_from(u32::from_be_bytes(*file[at..].first_chunk().unwrap())).unwrap()
    };
    let (sizes, mut at) = (place(file, b"stsz") + 12, number(place(file, b"stco") + 12));
    let sizes = (0..number(sizes)).map(|index| number(sizes + 4 + index * 4));
    sizes
        .map(|size| {
            at += size;
            at - size..at
        })
        .collect()
}

/// A box of an MP4.
pub(crate) fn mp4_box(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len() + 8).unwrap();
    [size.to_be_bytes().as_slice(), &name, body].concat()
}

/// The boxes in a row, whole.
fn mp4_boxes(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut found, mut rest) = (Vec::new(), bytes);
    while let Some(size) = rest.first_chunk() {
        let (first, behind) = rest.split_at(usize::try_from(u32::from_be_bytes(*size)).unwrap());
        found.push(first);
        rest = behind;
    }
    found
}

/// The MP4 with another body in one of its boxes. Its chunk has to stand before the box.
pub(crate) fn with_box(file: &[u8], path: &[&[u8; 4]], body: &[u8]) -> Vec<u8> {
    let (name, below) = path.split_first().unwrap();
    let boxes = mp4_boxes(file).into_iter().map(|whole| {
        if whole[4..8] != name[..] {
            whole.to_vec()
        } else if below.is_empty() {
            mp4_box(**name, body)
        } else {
            mp4_box(**name, &with_box(&whole[8..], below, body))
        }
    });
    boxes.collect::<Vec<_>>().concat()
}

/// The MP4 with these packets alone, all in one chunk.
pub(crate) fn with_packets(file: &[u8], packets: &[&[u8]]) -> Vec<u8> {
    const TABLE: [&[u8; 4]; 5] = [b"moov", b"trak", b"mdia", b"minf", b"stbl"];
    let numbers = |numbers: &[usize]| -> Vec<u8> {
        numbers.iter().flat_map(|number| u32::try_from(*number).unwrap().to_be_bytes()).collect()
    };
    let at = |name| [TABLE.as_slice(), &[name]].concat();
    let sizes: Vec<usize> = packets.iter().map(|packet| packet.len()).collect();
    let count = packets.len();
    let file = with_box(file, &[b"mdat"], &packets.concat());
    let file =
        with_box(&file, &at(b"stsz"), &numbers(&[[0, 0, count].as_slice(), &sizes].concat()));
    let file = with_box(&file, &at(b"stts"), &numbers(&[0, 1, count, 1_024]));
    let file = with_box(&file, &at(b"stsc"), &numbers(&[0, 1, 1, count, 1]));
    with_box(&file, &[b"moov", b"trak", b"edts"], &[])
}

/// The MP4 with its `moov` in front of what it describes.
pub(crate) fn with_moov_first(file: &[u8]) -> Vec<u8> {
    let mut boxes = mp4_boxes(file);
    let mut movie = boxes.pop().unwrap().to_vec();
    let offset = place(&movie, b"stco") + 12;
    let before = u32::from_be_bytes(*movie[offset..].first_chunk().unwrap());
    let moved = before + u32::try_from(movie.len()).unwrap();
    movie[offset..offset + 4].copy_from_slice(&moved.to_be_bytes());
    [boxes[0], &movie, &boxes[1..].concat()].concat()
}

/// Our second of AAC at 16 kHz, stereo where it is asked, with the word on replicated bands or not.
pub(crate) fn aac(is_stereo: bool, says_core_alone: bool) -> Vec<u8> {
    let mut file = sample("../tone-aac.m4a");
    let config = place(&file, b"\x14\x08\x56\xe5\x00");
    file[config + 1] = if is_stereo { 0x10 } else { 0x08 };
    if !says_core_alone {
        file[config + 2..config + 4].fill(0);
    }
    file
}
