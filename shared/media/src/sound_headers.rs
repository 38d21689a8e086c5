//! Headers of MP4, Ogg, WAV and AIFF that say less than they should, or what is not so: the sound
//! is heard all the same, or refused by its true reason. `sound_words.rs` has the wrong sizes.

use crate::sound_made::{
    AGAIN, Flac, aac, measured, mp4_box, mpeg, patched, place, sample, square, wav, with_box,
    with_moov_first, with_packets,
};

const AAC: &str = "../tone-aac.m4a";
const ALAC: &str = "../tone-alac.m4a";
const EDITS: [&[u8; 4]; 4] = [b"moov", b"trak", b"edts", b"elst"];

/// Length and warnings, or the words of the refusal.
fn heard(file: Vec<u8>) -> Result<(u64, Vec<String>), String> {
    let found = measured(file).map_err(|refused| refused.to_string())?;
    Ok((found.facts.duration_ms, found.warnings))
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with what was heard")]
fn whole(duration_ms: u64) -> Result<(u64, Vec<String>), String> {
    Ok((duration_ms, Vec::new()))
}

/// By chance, the silent packet of one encoder looks as if it ended with replicated bands.
#[test]
fn silence_at_a_low_rate_is_no_high_efficiency_aac() {
    const SILENT: &[u8] = b"\x21\x10\x04\x60\x8c\x1c";
    let silence = format!(
        "the file holds no sound at all: every one of its samples is zero, for 768 ms; {AGAIN} and \
         listen to it before you send it"
    );
    let high = format!(
        "the sound inside this file is HE-AAC (32000 Hz by spectral band replication over a core \
         of 16000 Hz), which is not taken; {AGAIN}, or as MP3 or AAC-LC"
    );
    assert_eq!(heard(with_packets(&aac(true, false), &[SILENT; 12])), Err(silence.clone()));
    // Nothing but FIL with bands and END, and not twice the same; a header may say that it is not
    // so.
    let packets: [&[u8]; 2] = [b"\xc3\xa1\xc0", b"\xc3\xa3\xc0"];
    let packets: Vec<&[u8]> = packets.into_iter().cycle().take(12).collect();
    assert_eq!(heard(with_packets(&aac(true, false), &packets)), Err(high));
    assert_eq!(heard(with_packets(&aac(true, true), &packets)), Err(silence));
}

#[test]
fn quicktime_is_refused_by_its_name() {
    let codec = |codec: &str| {
        format!(
            "the sound inside this file is {codec}, which is not taken; {AGAIN}, or as MP3 or AAC-LC"
        )
    };
    let entry = place(&sample(ALAC), b"stsd") + 16;
    let cases = [
        (
            patched(ALAC, 8, b"qt  "),
            format!(
                "this is a QuickTime file and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}"
            ),
        ),
        (patched(ALAC, entry, b"in24"), codec("plain samples inside MP4 (\"in24\")")),
        (
            patched(ALAC, entry + 4 + 8, &[0, 1]),
            codec("described in the manner of QuickTime (version 1)"),
        ),
    ];
    for (file, words) in cases {
        assert_eq!(heard(file), Err(words));
    }
}

/// The field has 16 bits, and programs put half a rate or the rest of a large one there.
#[test]
fn the_rate_beside_the_sound_is_not_believed() {
    let rate = place(&sample(AAC), b"stsd") + 16 + 4 + 24;
    assert_eq!(heard(sample(AAC)), whole(1_000));
    for wrong in [8_000_u16, 22_050, 65_535, 0] {
        assert_eq!(heard(patched(AAC, rate, &wrong.to_be_bytes())), whole(1_000), "{wrong}");
    }
}

#[test]
fn the_size_of_a_box_is_put_right() {
    let first = with_moov_first(&sample(AAC));
    let mdat = place(&first, b"mdat") - 4;
    let sized = |size: u32| {
        let mut file = first.clone();
        file[mdat..mdat + 4].copy_from_slice(&size.to_be_bytes());
        file
    };
    let said = u32::from_be_bytes(*first[mdat..].first_chunk().unwrap());
    let moov = place(&sample(AAC), b"moov") - 4;
    assert_eq!(heard(first.clone()), whole(1_000));
    let wrong = [0, 8, u32::MAX, said + 1_000].map(sized);
    for file in wrong.into_iter().chain([patched(AAC, moov, &[0; 4])]) {
        assert_eq!(heard(file), whole(1_000));
    }
}

#[test]
fn a_cut_m4a_is_refused_as_cut() {
    let first = with_moov_first(&sample(AAC));
    let fragmented = sample("m4a_fragmented.m4a");
    let moof = place(&fragmented, b"moof");
    let cuts = [
        &first[..first.len() - 100],
        &first[..first.len() >> 1],
        &fragmented[..fragmented.len() - 5_000],
        &fragmented[..moof + 300],
    ];
    for cut in cuts {
        let words = "the file ends before its sound does: it was cut short; send the whole file";
        assert_eq!(heard(cut.to_vec()), Err(words.to_owned()), "{} bytes", cut.len());
    }
}

/// An edit list: milliseconds, and the sample with which each edit begins.
fn edits(edits: &[(u32, i32)]) -> Vec<u8> {
    let mut list = vec![0; 4];
    list.extend(u32::try_from(edits.len()).unwrap().to_be_bytes());
    for (length_ms, start) in edits {
        list.extend(length_ms.to_be_bytes());
        list.extend(start.to_be_bytes());
        list.extend([0, 1, 0, 0]);
    }
    list
}

#[test]
fn edit_lists_are_read_as_they_are_meant() {
    let edited = |list: &[u8]| heard(with_box(&sample(AAC), &EDITS, list));
    // One behind the other, in milliseconds that were rounded up, or down.
    assert_eq!(edited(&edits(&[(501, 1_024), (499, 1_024 + 8_003)])), whole(1_000));
    assert_eq!(edited(&edits(&[(500, 1_024), (500, 1_024 + 8_003)])), whole(1_000));
    // What stands behind the last of them is none.
    assert_eq!(edited(&[edits(&[(1_000, 1_024)]), vec![0; 12]].concat()), whole(1_000));
    assert_eq!(edited(&edits(&[(500, -1), (1_000, 1_024)])), whole(1_000));
    let pause = edits(&[(500, 1_024), (250, -1), (500, 1_024 + 8_000)]);
    let words =
        format!("the file's edit list puts a pause into the sound; {AGAIN} without an edit list");
    assert_eq!(edited(&pause), Err(words));
    let again = edits(&[(500, 1_024), (500, 1_024 + 4_000)]);
    let words = format!(
        "the file's edit list plays parts of the sound more than once or out of order; {AGAIN} \
         without an edit list"
    );
    assert_eq!(edited(&again), Err(words));
}

/// An edit list that plays everything says nothing; Apple's tag does.
#[test]
fn a_trivial_edit_list_hides_no_gapless_tag() {
    let all = [1_064, 1_100].map(|ms| with_box(&sample(AAC), &EDITS, &edits(&[(ms, 0)])));
    let text = b"\0\0\0\x01\0\0\0\0 00000000 00000400 00000280 0000000000003E80";
    let name = mp4_box(*b"name", b"\0\0\0\0iTunSMPB");
    let tag = mp4_box(*b"----", &[name, mp4_box(*b"data", text)].concat());
    let meta = mp4_box(*b"meta", &[vec![0; 4], mp4_box(*b"ilst", &tag)].concat());
    for all in all {
        assert_eq!(heard(with_box(&all, &[b"moov", b"udta"], &meta)), whole(1_000));
        assert_eq!(heard(all), whole(1_064));
    }
}

/// Some programs do not say of the last page that it is the last.
#[test]
fn an_ogg_is_whole_with_its_last_page() {
    let mut file = sample("ogg_chained_same.ogg");
    for page in crate::sound_damage::ogg_pages(&file) {
        file[page.start + 5] &= !4;
        crate::sound_damage::sign(&mut file[page]);
    }
    assert_eq!(heard(file.clone()), whole(4_000));
    let words = "the file ends before its sound does: it was cut short; send the whole file";
    assert_eq!(heard(file[..file.len() - 50].to_vec()), Err(words.to_owned()));
}

#[test]
fn a_wav_is_read_as_its_chunks_mean_it() {
    let samples = square(8_000, 9_000);
    let good = wav(1, &samples);
    let (format, data) = (&good[12..36], &good[36..]);
    let joined = |chunks: &[&[u8]]| [&good[..12], &chunks.concat()].concat();
    let (mut wide, mut bare) = (good.clone(), good.clone());
    (wide[32], bare[34]) = (8, 0);
    // A size of which the lowest byte is a letter, behind a chunk of five bytes without a sixth.
    let letter = wav(1, &samples[..0x1830]);
    assert_eq!(letter[40], b'`');
    let digit = wav(1, &samples[..0x1818]);
    assert_eq!(digit[40], b'0');
    let unpadded: &[u8] = b"LIST\x05\0\0\0abcde";
    assert_eq!(heard(wide), whole(1_000), "a block of eight bytes");
    assert_eq!(heard(bare), whole(1_000), "no bits");
    assert_eq!(heard(joined(&[data, format])), whole(1_000), "the format behind the data");
    assert_eq!(heard(joined(&[format, unpadded, data])), whole(1_000), "no padding");
    assert_eq!(heard(joined(&[format, unpadded, &digit[36..]])), whole(771), "no padding, a digit");
    assert_eq!(heard(joined(&[format, unpadded, b"\0", &digit[36..]])), whole(771), "padding");
}

#[test]
fn an_aifc_without_a_compression_has_none_and_one_without_padding_is_read() {
    let common = b"COMM\0\0\0\x12\0\x01\0\0\x1f\x40\0\x10\x40\x0b\xfa\0\0\0\0\0\0\0";
    let samples: Vec<u8> = square(8_000, 9_000).into_iter().flat_map(i16::to_be_bytes).collect();
    let size = u32::try_from(samples.len() + 8).unwrap().to_be_bytes();
    for name in [b"".as_slice(), b"NAME\0\0\0\x03Ada", b"NAME\0\0\0\x03Ada\0"] {
        let sound = [b"SSND", size.as_slice(), &[0; 8], &samples].concat();
        let file = [b"FORM\0\0\0\0AIFC", common.as_slice(), name, &sound].concat();
        assert_eq!(heard(file), whole(1_000), "{name:?}");
    }
}

#[test]
fn junk_in_front_of_flac_and_ogg_is_stepped_over() {
    let flac = Flac::new(8_000, 40, true).file();
    for junk in [&[0; 100], b"ID3\x04\0\0\0\0\0\x02\0\0\0\0".as_slice(), b"who knows what this is"]
    {
        assert_eq!(heard([junk, &flac].concat()), whole(5_000));
        assert_eq!(heard([junk, &sample("ogg_chained_same.ogg")].concat()), whole(4_000));
    }
}

#[test]
fn what_is_no_sound_file_is_told_by_its_true_name() {
    let words = |found: &str| {
        format!("this is {found} and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}")
    };
    let free = "MP3 of the free format, whose frames do not say how long they are";
    let free = format!(
        "the sound inside this file is {free}, which is not taken; {AGAIN}, or as MP3 or AAC-LC"
    );
    let nothing = format!("the file has no samples; {AGAIN} and listen to it before you send it");
    let cut = "the file ends before its sound does: it was cut short; send the whole file";
    let cases = [
        (wav(1, &square(99, 9))[..44].to_vec(), cut.to_owned()),
        (mpeg([0xff, 0xfb, 0x00, 0xc4], 417), free),
        (wav(1, &[]), nothing),
        (Flac::new(8_000, 9, true).frames.concat(), words("FLAC without its header")),
        (b"\0\0\0\x08wide\0\0\0\x08mdat".to_vec(), words("a QuickTime file without a file type")),
    ];
    for (file, words) in cases {
        assert_eq!(heard(file), Err(words));
    }
}
