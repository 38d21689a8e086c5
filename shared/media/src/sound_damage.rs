//! What was damaged, joined or cut on its way: heard where it can be, and refused by its true
//! reason where it cannot.
#![expect(clippy::arithmetic_side_effects, reason = "test files are small")]

use std::ops::Range;

use crate::sound_made::{AGAIN, Flac, crc, measured, mp4_packets, place, sample};

/// Length and warnings, or the words of the refusal.
fn heard(file: Vec<u8>) -> Result<(u64, Vec<String>), String> {
    let found = measured(file).map_err(|refused| refused.to_string())?;
    Ok((found.facts.duration_ms, found.warnings))
}

/// One byte anywhere in a frame, with a length in the header or without.
#[test]
fn a_damaged_flac_is_refused_as_damaged() {
    let words = format!("the file is damaged: 1 of 40 packets cannot be decoded; {AGAIN}");
    for says_length in [true, false] {
        // In the samples, in the header, and in the samples of the first and the last frame.
        for (frame, byte) in [(20, 700), (20, 4), (0, 700), (0, 4), (39, 700)] {
            let mut flac = Flac::new(8_000, 40, says_length);
            assert_eq!(heard(flac.file()), Ok((5_000, Vec::new())));
            flac.frames[frame][byte] ^= 0x10;
            assert_eq!(heard(flac.file()), Err(words.clone()), "frame {frame}, byte {byte}");
        }
    }
}

/// A writer that marks no block of its header as the last.
#[test]
fn a_flac_begins_with_its_first_frame() {
    let mut flac = Flac::new(8_000, 40, true);
    flac.header[4] = 0;
    assert_eq!(heard(flac.file()), Ok((5_000, Vec::new())));
}

#[test]
fn a_cut_flac_is_refused_as_cut() {
    let cut = |says_length| {
        let file = Flac::new(8_000, 40, says_length).file();
        heard(file[..file.len() - 100].to_vec())
    };
    let words = |found: &str| {
        format!("the file ends before its sound does{found}: it was cut short; send the whole file")
    };
    let found = " (the FLAC header says 5000 ms, 4875 ms are there)";
    assert_eq!((cut(true), cut(false)), (Err(words(found)), Err(words(""))));
}

/// Nobody says how long the last frame is, and behind it there may be anything.
#[test]
fn nothing_behind_a_flac_costs_its_last_frame() {
    let file = Flac::new(8_000, 40, true).file();
    let id3v2 =
        [b"ID3\x04\0\x10\0\0\0\x20".as_slice(), &[0; 32], b"3DI\x04\0\x10\0\0\0\x20"].concat();
    let tails: [&[u8]; 5] =
        [&id3v2, &id3v2[..42], &[0; 500], &[0xff; 500], b"some junk and no sound"];
    for tail in tails {
        assert_eq!(heard([&file, tail].concat()), Ok((5_000, Vec::new())), "{:?}", &tail[..4]);
    }
}

#[test]
fn joined_flacs_are_heard_one_behind_the_other() {
    let (first, second) = (Flac::new(8_000, 40, true).file(), Flac::new(8_000, 24, true).file());
    let tag = [b"TAG".as_slice(), &[0; 125]].concat();
    assert_eq!(heard([first.clone(), second.clone()].concat()), Ok((8_000, Vec::new())));
    let tagged = [first.clone(), tag, second, Flac::new(8_000, 8, false).file()].concat();
    assert_eq!(heard(tagged), Ok((9_000, Vec::new())));
    let other = [first, Flac::new(16_000, 40, true).file()].concat();
    let words = format!(
        "the sound changes at 5000 ms from mono at 8000 Hz to mono at 16000 Hz; {AGAIN} with one \
         sample rate and one number of channels"
    );
    assert_eq!(heard(other), Err(words));
}

/// A packet of AAC that the decoder gives up on, in front of the click at 1000 ms.
#[test]
fn what_stands_behind_a_damaged_packet_stays_where_it_is() {
    let right = measured(sample("click_aac.m4a")).unwrap();
    let packets = mp4_packets(&sample("click_aac.m4a")).len();
    // A coupling channel, which the decoder does not know, and a pair of channels in mono.
    for first in [0x40, 0x20] {
        let mut file = sample("click_aac.m4a");
        let packet = mp4_packets(&file).remove(20);
        file[packet][0] = first;
        let found = measured(file).unwrap();
        let words =
            format!("1 of {packets} packets could not be decoded; silence stands in their place");
        assert_eq!((found.facts.duration_ms, found.warnings), (3_000, vec![words]));
        let click = |peaks: &[i8]| peaks.iter().position(|peak| *peak > 60);
        assert_eq!(click(&found.waveform.data), click(&right.waveform.data));
    }
}

/// Two seconds of Vorbis whose sound stands in three pages, of 30, 30 and 28 packets.
fn vorbis() -> Vec<u8> {
    let file = sample("ogg_chained_same.ogg");
    let pages = ogg_pages(&file);
    let (page, block_sizes) = (&file[pages[2].clone()], file[28 + 28]);
    let (lengths, mut body) = page[27..].split_at(88);
    let (mut packets, mut granules, mut before) = (Vec::new(), vec![0_u64], None);
    for length in lengths {
        assert!(*length < 255);
        let (packet, rest) = body.split_at(usize::from(*length));
        body = rest;
        packets.push(packet);
        // Behind the bit that all packets of sound have, the size of the block.
        let bits = if packet[0] & 2 == 0 { block_sizes & 0xf } else { block_sizes >> 4 };
        let samples = before.map_or(0, |before: u64| ((1 << bits) + before) >> 2);
        granules.push(granules.last().unwrap() + samples);
        before = Some(1 << bits);
    }
    let part = |packets: &[&[u8]], is_last: bool, number: u8, granule: u64| {
        let mut part = page[..26].to_vec();
        part[5] = if is_last { 4 } else { 0 };
        part[6..14].copy_from_slice(&granule.to_le_bytes());
        part[18] = number;
        part.push(u8::try_from(packets.len()).unwrap());
        part.extend(packets.iter().map(|packet| u8::try_from(packet.len()).unwrap()));
        part.extend(packets.concat());
        sign(&mut part);
        part
    };
    let parts = [
        part(&packets[..30], false, 2, granules[30]),
        part(&packets[30..60], false, 3, granules[60]),
        part(&packets[60..], true, 4, 44_100),
    ];
    [&file[..pages[2].start], &parts.concat()].concat()
}

/// A packet that is none, before the last page and in it.
#[test]
fn a_damaged_packet_of_vorbis_leaves_silence() {
    assert_eq!(heard(vorbis()), Ok((2_000, Vec::new())));
    for number in [3, 4] {
        let mut file = vorbis();
        let page = ogg_pages(&file).remove(number);
        let lengths = page.start + 27..page.start + 27 + usize::from(file[page.start + 26]);
        let before: usize = file[lengths.clone()][..20].iter().map(|byte| usize::from(*byte)).sum();
        // No packet of sound begins with this bit.
        file[lengths.end + before] |= 1;
        sign(&mut file[page]);
        let (duration_ms, warnings) = heard(file).unwrap();
        assert_eq!((duration_ms, warnings.len()), (2_000, 1), "page {number}: {warnings:?}");
        let words = "packets could not be decoded; silence stands in their place";
        assert!(warnings[0].starts_with("1 of ") && warnings[0].ends_with(words), "{warnings:?}");
    }
}

pub(crate) fn ogg_pages(file: &[u8]) -> Vec<Range<usize>> {
    let (mut pages, mut at) = (Vec::new(), 0);
    while file[at..].starts_with(b"OggS") {
        let segments = usize::from(file[at + 26]);
        let body: usize =
            file[at + 27..at + 27 + segments].iter().map(|byte| usize::from(*byte)).sum();
        pages.push(at..at + 27 + segments + body);
        at += 27 + segments + body;
    }
    pages
}

/// Puts the right check sum into a page.
pub(crate) fn sign(page: &mut [u8]) {
    page[22..26].fill(0);
    let sum = u32::try_from(crc(page, 0x04c1_1db7, 32)).unwrap();
    page[22..26].copy_from_slice(&sum.to_le_bytes());
}

/// Frames whose side information makes no sense.
#[test]
fn a_damaged_frame_of_an_mp3_is_told_to_the_composer() {
    let mut file = sample("mp3_vbr_noxing_dense_start.mp3");
    let right = heard(file.clone()).unwrap().0;
    let frame = place(&file[20_000..], &file[..2]) + 20_000;
    file[frame + 4..frame + 60].fill(0xff);
    let words = "1 of 1557 packets could not be decoded; silence stands in their place";
    assert_eq!(heard(file), Ok((right, vec![words.to_owned()])));
}
