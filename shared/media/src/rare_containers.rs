//! Containers that are rarer than WAV: that each decodes to the sound that was put in.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::audio::{AudioFacts, AudioFormat};

use crate::analysis::{Analysis, Limits, analyse_here};

const ALAC: &[u8] = include_bytes!("../samples/tone-alac.m4a");
const AAC: &[u8] = include_bytes!("../samples/tone-aac.m4a");

/// Whom the samples are tagged with.
const ARTIST: &[u8] = b"Adelheid";

/// 16 000 as an 80-bit float of IEEE 754, which is how AIFF writes a rate.
const RATE_80_BITS: [u8; 10] = [0x40, 0x0c, 0xfa, 0, 0, 0, 0, 0, 0, 0];

fn analysed(bytes: &[u8]) -> Analysis {
    let bytes = Arc::new(bytes.to_vec());
    analyse_here(&bytes, Limits::default(), &AtomicBool::new(false)).unwrap()
}

/// One second of a square wave of 500 Hz at a quarter of full scale, mono, 16 bits, big end first,
/// with the artist in a chunk of its own.
fn aiff() -> Vec<u8> {
    let samples = (0..16_000_u32).map(|index| if index & 16 == 0 { 8_192_i16 } else { -8_192 });
    let data: Vec<u8> = samples.flat_map(i16::to_be_bytes).collect();
    let mut common = 1_u16.to_be_bytes().to_vec();
    common.extend(16_000_u32.to_be_bytes());
    common.extend(16_u16.to_be_bytes());
    common.extend(RATE_80_BITS);
    let sound = [&[0; 8], data.as_slice()].concat();
    let chunks = [chunk(*b"COMM", &common), chunk(*b"AUTH", ARTIST), chunk(*b"SSND", &sound)];
    chunk(*b"FORM", &[b"AIFF".as_slice(), &chunks.concat()].concat())
}

fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len()).unwrap();
    [name.as_slice(), &size.to_be_bytes(), body].concat()
}

fn assert_one_second_of_sound(facts: &AudioFacts) {
    assert_eq!((facts.sample_rate_hz, facts.channels), (16_000, 1));
    assert!(facts.duration_ms.abs_diff(1_000) <= 100, "{facts:?}");
    assert!(facts.loudness_centi_lufs.is_some_and(|loudness| loudness > -4_000), "{facts:?}");
    assert_eq!(facts.clipped_samples, 0);
}

#[test]
fn aiff_is_taken() {
    let facts = analysed(&aiff()).facts;
    assert_eq!((facts.format, facts.codec.as_str()), (AudioFormat::Aiff, "pcm_s16be"));
    assert_eq!((facts.duration_ms, facts.bits_per_sample), (1_000, Some(16)));
    assert!(facts.true_peak_centi_dbtp.is_some_and(|peak| peak > -1_250), "{facts:?}");
    assert_one_second_of_sound(&facts);
}

#[test]
fn lossless_m4a_is_taken_with_its_bits() {
    let facts = analysed(ALAC).facts;
    assert_eq!((facts.format, facts.codec.as_str()), (AudioFormat::M4a, "alac"));
    assert_eq!(facts.bits_per_sample, Some(16));
    assert_one_second_of_sound(&facts);
}

#[test]
fn lossy_m4a_is_taken_without_bits() {
    let facts = analysed(AAC).facts;
    assert_eq!((facts.format, facts.codec.as_str()), (AudioFormat::M4a, "aac"));
    assert_eq!(facts.bits_per_sample, None);
    assert_one_second_of_sound(&facts);
}

#[test]
fn no_preview_names_the_artist_of_its_container() {
    for file in [aiff().as_slice(), ALAC, AAC] {
        let names = |bytes: &[u8]| bytes.windows(ARTIST.len()).any(|window| window == ARTIST);
        assert!(names(file));
        assert!(!names(&analysed(file).preview));
    }
}
