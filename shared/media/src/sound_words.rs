//! What a composer is told about a file, kind by kind: made here from a good file or from nothing,
//! with the words of each refusal and each warning. `sound_cases.rs` has the files of the world,
//! `sound_damage.rs` what was damaged or cut on its way.

use crate::sound_made::{AGAIN, crc, measured, mpeg, patched, place, sample, square, wav};

#[test]
fn every_refusal_says_what_was_found_and_what_to_do() {
    let half = |file: &str| sample(file).split_at(sample(file).len() >> 1).0.to_vec();
    let mut changing = sample("mp3_junk_between_id3_and_sound.mp3");
    changing.extend(sample("mp3_mono_then_stereo.mp3"));
    let cases: [(&str, Vec<u8>, String); 19] = [
        ("nothing", Vec::new(), "the file is empty; send it again".to_owned()),
        ("text", b"hello, this is no sound".repeat(9), format!("this is a file that begins with the bytes 68 65 6c 6c 6f 2c 20 74 and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}")),
        ("zeros", vec![0; 4096], format!("this is 4096 bytes of zero and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}")),
        ("archive", b"PK\x03\x04 and more".to_vec(), format!("this is a ZIP archive and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}")),
        ("MIDI", b"MThd\0\0\0\x06".to_vec(), format!("this is a MIDI file, which holds notes and no sound and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}")),
        ("ADTS", b"\xff\xf1\x50\x80".repeat(99), format!("this is AAC without a container (ADTS) and no WAV, AIFF, FLAC, MP3, M4A or Ogg file; {AGAIN}")),
        ("ADPCM", wav(2, &square(99, 9)), format!("the sound inside this file is Microsoft ADPCM (WAV code 0x0002), which is not taken; {AGAIN}, or as MP3 or AAC-LC")),
        ("layer 2", mpeg([0xff, 0xfd, 0x80, 0xc4], 417), format!("the sound inside this file is MPEG audio layer 2, which is not taken; {AGAIN}, or as MP3 or AAC-LC")),
        ("Opus", sample("ogg_opus.opus"), format!("the sound inside this file is Opus, which is not taken; {AGAIN}, or as MP3 or AAC-LC")),
        ("5.1", sample("m4a_aac_51.m4a"), format!("the file has 6 channels; {AGAIN} with one or two channels")),
        ("slow", patched("wav_riff_size_8_too_small.wav", 24, &4_000_u32.to_le_bytes()), format!("the sample rate is 4000 Hz; {AGAIN} with a rate of 8000 to 192000 Hz")),
        ("no header", b"RIFF\0\0\0\0WAVEdata\x04\0\0\0abcd".to_vec(), format!("the WAV file has no fmt chunk: it was not finished or was cut short; {AGAIN}")),
        ("no sound in it", sample("wav_rf64.wav")[..72].to_vec(), format!("the WAV file has no data chunk: it was not finished or was cut short; {AGAIN}")),
        ("half a WAV", half("wav_dc_only.wav"), "the file ends before its sound does (the data chunk says 2000 ms, 999 ms are there): it was cut short; send the whole file".to_owned()),
        ("half a FLAC", half("flac_id3v2_in_front.flac"), "the file ends before its sound does (the FLAC header says 2000 ms, 371 ms are there): it was cut short; send the whole file".to_owned()),
        ("half an M4A", half("m4a_cover.m4a"), format!("the MP4 file has no moov box: it was not finished or was cut short; {AGAIN}")),
        ("silence", wav(1, &[0; 8_000]), format!("the file holds no sound at all: every one of its samples is zero, for 1000 ms; {AGAIN} and listen to it before you send it")),
        ("two rates", changing, format!("the sound changes at 2013 ms from mono at 22050 Hz to mono at 44100 Hz; {AGAIN} with one sample rate and one number of channels")),
        ("not a number", patched("f32_plainfmt.wav", 2_000, &f32::NAN.to_le_bytes()), format!("the file holds samples that are not numbers; {AGAIN}, without floating point")),
    ];
    let wrong = cases.into_iter().filter_map(|(name, file, words)| {
        let found = measured(file).map(|found| found.facts).map_err(|refused| refused.to_string());
        (found.as_ref().err() != Some(&words)).then(|| format!("{name}: {found:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What others write and every player plays: the same sound as in the good file.
#[test]
fn a_header_that_is_wrong_in_a_known_way_changes_nothing() {
    let rf64 = "wav_rf64.wav";
    let riff = "wav_riff_size_8_too_small.wav";
    let flac = "flac_id3v2_in_front.flac";
    let aiff = "aiff_ssnd_before_comm.aiff";
    let fragmented = "m4a_fragmented.m4a";
    let behind = |file: &str, tag: &[u8]| [sample(file).as_slice(), tag].concat();
    let id3v1 = [b"TAG".as_slice(), &[0; 125]].concat();
    let ape = b"APETAGEX\xd0\x07\0\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let riff_size = |size: u32| patched(riff, 4, &size.to_le_bytes());
    let data_size = |size: u32| patched(riff, 40, &size.to_le_bytes());
    let mdat = place(&sample(fragmented), b"mdat") - 4;
    let big = sample(aiff);
    let form_size = u32::from_be_bytes(*big[4..].first_chunk().unwrap());
    let cases: [(&str, Vec<u8>, &str); 14] = [
        ("BW64", patched(rf64, 0, b"BW64"), rf64),
        ("RIFF too large", riff_size(88_236 + 8), riff),
        ("RIFF zero", riff_size(0), riff),
        ("data of a pipe, ffmpeg", data_size(u32::MAX), riff),
        ("data of a pipe, sox", data_size(0x7fff_f000), riff),
        ("data of a pipe, zero", data_size(0), riff),
        ("FORM too small", patched(aiff, 4, &(form_size - 8).to_be_bytes()), aiff),
        ("FORM too large", patched(aiff, 4, &(form_size + 8).to_be_bytes()), aiff),
        ("FLAC before ID3v1", behind(flac, &id3v1), flac),
        ("FLAC before APE", behind(flac, &ape), flac),
        ("FLAC before both", behind(flac, &[ape, id3v1.clone()].concat()), flac),
        ("mdat to the end", patched(fragmented, mdat, &[0; 4]), fragmented),
        ("ID3v1 behind WAV", behind(riff, &id3v1), riff),
        ("junk behind Ogg", behind("ogg_chained_same.ogg", b"junk"), "ogg_chained_same.ogg"),
    ];
    for (name, file, like) in cases {
        let right = measured(sample(like)).unwrap().facts;
        let found = measured(file).unwrap_or_else(|refused| panic!("{name}: {refused}")).facts;
        let what = |facts: &domain::audio::AudioFacts| {
            let levels = (facts.loudness_centi_lufs, facts.true_peak_centi_dbtp);
            (facts.codec.clone(), facts.duration_ms, facts.bits_per_sample, levels)
        };
        assert_eq!(what(&found), what(&right), "{name}");
    }
}

/// The last frame of a stream without any header is played, and half a frame says so.
#[test]
fn no_frame_of_an_mp3_is_lost_at_its_end() {
    let whole = sample("mp3_vbr_noxing_dense_start.mp3");
    let short = whole[..20_000].to_vec();
    let found = measured(short).unwrap();
    assert_eq!(found.warnings, ["the last frame of the MP3 is incomplete: its end is cut off"]);
    // 1557 frames of 576 samples are 40,672 ms.
    assert_eq!(measured(whole).unwrap().facts.duration_ms, 40_672);
}

/// The length is the one that was heard, and the composer reads what the header says.
#[test]
fn a_header_that_disagrees_is_a_warning_in_words() {
    let xing = sample("mp3_vbr_xing_dense_start.mp3");
    let frames = place(&xing, b"Xing") + 8;
    let lying = patched("mp3_vbr_xing_dense_start.mp3", frames, &600_u32.to_be_bytes());
    // The whole stream is 1557 frames; the delay of the encoder is cut off in front all the same.
    let flac = sample("flac_min_block_0.flac");
    let total = place(&flac, b"fLaC") + 8 + 14;
    let short = patched("flac_min_block_0.flac", total, &40_000_u32.to_be_bytes());
    let frames_of_aiff = place(&sample("aiff_s8_mono_odd.aiff"), b"COMM") + 10;
    let aiff = patched("aiff_s8_mono_odd.aiff", frames_of_aiff, &22_050_u32.to_be_bytes());
    let cases = [
        (
            lying,
            40_622,
            "the Xing header says 344495 samples (15623 ms); 895727 (40622 ms) were heard, and they count",
        ),
        (
            short,
            2_000,
            "the FLAC header says 40000 samples (1814 ms); 44100 (2000 ms) were heard, and they count",
        ),
        (
            aiff,
            2_000,
            "the COMM chunk says 22050 samples (1000 ms); 44101 (2000 ms) were heard, and they count",
        ),
    ];
    for (file, duration_ms, words) in cases {
        let found = measured(file).unwrap();
        assert_eq!(
            (found.facts.duration_ms, found.warnings),
            (duration_ms, vec![words.to_owned()])
        );
    }
}

/// Quieter than any silence of a room, and still a piece.
#[test]
fn a_quiet_piece_is_no_silence() {
    let found = measured(wav(1, &square(8_000, 1))).unwrap();
    assert_eq!((found.facts.loudness_centi_lufs, found.facts.leading_silence_ms), (None, 0));
    assert_eq!(found.facts.true_peak_centi_dbtp.map(|peak| peak < -8_500), Some(true));
}

/// A kilobyte of FLAC whose frames are one value each, 65,535 times.
fn bomb() -> Vec<u8> {
    let mut file = b"fLaC\x80\0\0\x22\xff\xff\xff\xff\0\0\0\0\0\0\x0b\xb8\x00\x70".to_vec();
    file.resize(42, 0);
    for number in 0..80_u8 {
        let mut frame = vec![0xff, 0xf8, 0x70, 0x02, number, 0xff, 0xfe];
        frame.push(u8::try_from(crc(&frame, 0x07, 8)).unwrap());
        frame.extend([0, number]);
        let sum = u16::try_from(crc(&frame, 0x8005, 16)).unwrap();
        frame.extend(sum.to_be_bytes());
        file.extend(frame);
    }
    file
}

#[test]
fn a_bomb_ends_soon_and_is_told_what_it_is() {
    let begun = std::time::Instant::now();
    let bytes = bomb().len();
    assert!(bytes <= 1_024);
    let refused = measured(bomb()).unwrap_err().to_string();
    assert!(begun.elapsed() < std::time::Duration::from_secs(2));
    let words = format!(
        "the file's {bytes} bytes unfold to more than {} samples, as those of no recording do; {AGAIN}",
        2_000_000 + bytes * 1_000
    );
    assert_eq!(refused, words);
}
