//! How well fingerprints tell copies from other pieces: music that is made here, changed as people
//! change it, and compared. `make likeness` measures it over real encoders and hundreds of pairs.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "samples are made here, of pieces that are known"
)]

mod encoded;
mod music;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::fingerprint::Fingerprint;
use domain::policy::Policy;

use self::music::{Piece, RATE_HZ};
use crate::analysis::{Limits, analyse_here};

const POLICY: &Policy = &Policy::CURRENT;

fn fingerprint(file: Vec<u8>) -> Fingerprint {
    let analysis = analyse_here(&Arc::new(file), Limits::default(), &AtomicBool::new(false));
    analysis.expect("it is sound").fingerprint
}

/// A 16-bit mono WAV.
fn wav(samples: &[f32]) -> Vec<u8> {
    let data_bytes = samples.len() as u32 * 2;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + data_bytes).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(RATE_HZ.to_le_bytes());
    file.extend((RATE_HZ * 2).to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(data_bytes.to_le_bytes());
    let whole = |sample: &f32| ((sample * 32_767.0) as i16).to_le_bytes();
    file.extend(samples.iter().flat_map(whole));
    file
}

/// What people do to a piece without an encoder: by name.
fn changed(samples: &[f32]) -> Vec<(&'static str, Vec<f32>)> {
    let second = RATE_HZ as usize;
    let scaled = |by: f32| samples.iter().map(|sample| sample * by).collect::<Vec<f32>>();
    let faded = |samples: &[f32]| {
        let length = samples.len();
        let fade = |place: usize| (place.min(length - place) as f32 / second as f32).min(1.0);
        samples.iter().enumerate().map(|(place, sample)| sample * fade(place)).collect::<Vec<f32>>()
    };
    // A shelf: more treble, as a one-pole filter's difference.
    let mut low = 0.0;
    let mut bright = |sample: &f32| {
        low += 0.15 * (sample - low);
        0.5 * sample + 0.5 * (sample - low)
    };
    let dithered = |place: usize, sample: &f32| sample + (music::mixed(place as u64) - 0.5) * 0.01;
    vec![
        ("softer", scaled(0.4)),
        ("clipped", scaled(2.0).iter().map(|sample| sample.clamp(-1.0, 1.0)).collect()),
        ("start cut", samples[second * 2 + 777..].to_vec()),
        ("end cut", samples[..samples.len() - second * 5].to_vec()),
        ("both cut and faded", faded(&samples[second + 1234..samples.len() - second * 2])),
        ("brighter", samples.iter().map(&mut bright).collect()),
        ("noisy", samples.iter().enumerate().map(|(n, sample)| dithered(n, sample)).collect()),
        ("silence in front", [vec![0.0; second * 3 + 55], samples.to_vec()].concat()),
    ]
}

/// Landmarks that two pieces share.
fn shared(one: &Fingerprint, two: &Fingerprint) -> usize {
    let landmarks = one.landmarks(POLICY.landmarks_max);
    landmarks.intersection(&two.landmarks(POLICY.landmarks_max)).count()
}

#[test]
fn a_changed_copy_is_found_and_compared_and_another_piece_of_the_same_tempo_and_key_is_not() {
    let pieces: Vec<Vec<f32>> = (0..4).map(|seed| Piece::cousin(0, seed).play(24)).collect();
    let fingerprints: Vec<Fingerprint> =
        pieces.iter().map(|samples| fingerprint(wav(samples))).collect();
    for (name, copy) in changed(&pieces[0]) {
        let copy = fingerprint(wav(&copy));
        let overlap = copy.compare(&fingerprints[0], POLICY);
        assert!(overlap.is_some(), "{name}: {:?}", copy.best_overlap(&fingerprints[0]));
        assert!(shared(&copy, &fingerprints[0]) >= 3, "{name} is not found by its landmarks");
        for stranger in &fingerprints[1..] {
            assert_eq!(copy.compare(stranger, POLICY), None, "{name}");
        }
    }
}
