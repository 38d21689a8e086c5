//! Pieces of music by number: chords, bass, a melody that never repeats, drums.

use std::f32::consts::TAU;

pub(super) const RATE_HZ: u32 = 22_050;

/// What a piece is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// What tempo, key, chords and sound follow from.
    family: u64,
    /// What melody and drums follow from.
    own: u64,
}

/// From 0 to 1, another one for every number.
pub(super) fn mixed(number: u64) -> f32 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
}

const SCALE: [f32; 7] = [0.0, 2.0, 4.0, 5.0, 7.0, 9.0, 11.0];

impl Piece {
    /// A piece of its own tempo and key.
    pub(super) fn of(seed: u64) -> Piece {
        Piece { family: seed, own: seed }
    }

    /// One of many pieces with the tempo, the key, the chords and the sound of a family.
    pub(super) fn cousin(family: u64, own: u64) -> Piece {
        Piece { family: family + 1_000_000, own: own + family * 1_000 + 2_000_000 }
    }

    fn choose(number: u64, place: u64) -> f32 {
        mixed(number.wrapping_mul(0x0010_0000_0001).wrapping_add(place))
    }

    fn family(self, place: u64) -> f32 {
        Self::choose(self.family, place)
    }

    fn own(self, place: u64) -> f32 {
        Self::choose(self.own, place)
    }

    /// The frequency of a step of its scale, from its keynote on.
    fn hertz(self, step: i32) -> f32 {
        let key = (self.family(1) * 12.0).floor();
        let octave = step.div_euclid(7) as f32;
        let degree = SCALE[step.rem_euclid(7) as usize];
        220.0 * 2.0_f32.powf((key + degree + 12.0 * octave) / 12.0)
    }

    /// The first seconds of it, mono.
    pub(super) fn play(self, seconds: u32) -> Vec<f32> {
        let mut samples = vec![0.0; (seconds * RATE_HZ) as usize];
        let beat = RATE_HZ as f32 * 60.0 / (70.0 + self.family(0) * 80.0);
        let beats = (samples.len() as f32 / beat) as u64 + 1;
        let tone = [1.0, self.family(2) * 0.6, self.family(3) * 0.5, self.family(4) * 0.3];
        for place in 0..beats {
            let at = place as f32 * beat;
            let chord = (self.family(100 + place.div_euclid(4) % 8) * 6.0) as i32;
            if place % 4 == 0 {
                for third in 0..3 {
                    let hertz = self.hertz(chord + 2 * third);
                    add_tone(&mut samples, at, beat * 4.0, hertz, 0.07, &tone);
                }
            }
            add_tone(&mut samples, at, beat * 0.9, self.hertz(chord - 14), 0.14, &[1.0, 0.4]);
            for half in 0..2 {
                let note = place * 2 + half;
                if self.own(10_000 + note) < 0.75 {
                    let step = chord + (self.own(20_000 + note) * 12.0) as i32 - 2;
                    let begins = at + half as f32 * beat / 2.0;
                    let length = beat * (0.5 + self.own(30_000 + note));
                    add_tone(&mut samples, begins, length, self.hertz(step), 0.16, &tone);
                }
            }
            let loud = 0.1 + 0.15 * self.own(40_000 + place);
            add_noise(&mut samples, at, beat / 5.0, loud, place);
        }
        samples
    }
}

fn add_tone(samples: &mut [f32], at: f32, length: f32, hertz: f32, loud: f32, tone: &[f32]) {
    for (place, sample) in window(samples, at, length) {
        let seconds = place as f32 / RATE_HZ as f32;
        let envelope = (seconds * 200.0).min(1.0) * (1.0 - place as f32 / length).max(0.0);
        let phase = (seconds * hertz).fract() * TAU;
        let harmonics = tone.iter().zip(1_u8..);
        let sound: f32 = harmonics.map(|(part, n)| part * (phase * f32::from(n)).sin()).sum();
        *sample += loud * envelope * sound;
    }
}

fn add_noise(samples: &mut [f32], at: f32, length: f32, loud: f32, seed: u64) {
    for (place, sample) in window(samples, at, length) {
        let envelope = (1.0 - place as f32 / length).max(0.0).powi(2);
        *sample += loud * envelope * (mixed(seed << 32 | place as u64) * 2.0 - 1.0);
    }
}

fn window(samples: &mut [f32], at: f32, length: f32) -> impl Iterator<Item = (usize, &mut f32)> {
    samples.iter_mut().skip(at as usize).take(length as usize).enumerate()
}
