//! The true peak: how high the sound rises between its samples, as a converter would play it.
//!
//! Read at 192 kHz through a windowed sine of 32 taps (Kaiser, β = 9), the resampler of ffmpeg's
//! own meter, so that both read the same. Where neither neighbour comes near to the loudest sample so
//! far, nothing between them exceeds the highest peak in practice, and nothing is computed. The peak
//! itself is no measure for that: noise that was clipped rises between its samples to twice their
//! height, and nothing would come near any more.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "samples are floats; what is converted is small"
)]

use std::f64::consts::PI;
use std::ops::Range;

use crate::waveform::{least, most};
use crate::windowed_sine;

const READ_AT_HZ: u32 = 192_000;
const TAPS: usize = 32;
/// Samples of the window before the point that is read.
const BEFORE: usize = 15;
/// Of a rate with more phases than these, the nearest of so many are taken.
const PHASES_MAX: u32 = 4_096;
/// Only where a neighbour reaches this part of the loudest sample so far, a higher peak is sought.
const NEAR: f32 = 0.6;
/// Samples that are looked at together.
const SKIPPED_AT_ONCE: usize = 16;

/// One meter for each channel, which share their filters.
#[derive(Debug)]
pub(crate) struct TruePeakMeter {
    /// Between two samples there are `denominator / numerator` points; all in `1/denominator`.
    numerator: u32,
    denominator: u32,
    filters: Filters,
    channels: Vec<Channel>,
}

#[derive(Debug, Default)]
struct Channel {
    /// The samples that a window may still need; the first `BEFORE` are history.
    samples: Vec<f32>,
    is_begun: bool,
    /// The first point behind the next sample to be read at.
    phase: u32,
    /// Of the samples alone.
    loudest: f32,
    /// Of what is between them.
    highest: f32,
}

impl TruePeakMeter {
    pub(crate) fn new(rate_hz: u32, channels: usize) -> TruePeakMeter {
        let common = windowed_sine::common_divisor(rate_hz.into(), READ_AT_HZ.into());
        let common = u32::try_from(common).unwrap_or(1);
        let divided = |number: u32| number.checked_div(common).unwrap_or(number);
        let (numerator, denominator) = (divided(rate_hz), divided(READ_AT_HZ));
        let channels = std::iter::repeat_with(Channel::default).take(channels).collect();
        TruePeakMeter { numerator, denominator, filters: Filters::new(denominator), channels }
    }

    /// Adds samples, one plane for each channel.
    pub(crate) fn add(&mut self, planes: &[Vec<f32>]) {
        for (channel, plane) in self.channels.iter_mut().zip(planes) {
            if self.numerator >= self.denominator {
                channel.highest = plane.iter().fold(channel.highest, |high, s| high.max(s.abs()));
                continue;
            }
            channel.samples.extend_from_slice(plane);
            if channel.begin() {
                channel.read(self.numerator, self.denominator, &mut self.filters);
            }
        }
    }

    /// The highest peak of all channels; full scale is 1.
    pub(crate) fn highest(&self) -> f32 {
        self.channels.iter().map(Channel::highest_of_all).fold(0.0, f32::max)
    }
}

impl Channel {
    /// Before its first sample the sound is taken as its mirror image: a step there is no peak.
    fn begin(&mut self) -> bool {
        if !self.is_begun && self.samples.len() >= TAPS {
            let mirrored = self.samples.iter().skip(1).take(BEFORE).rev().copied();
            let mut begun: Vec<f32> = mirrored.collect();
            begun.append(&mut self.samples);
            (self.samples, self.is_begun) = (begun, true);
        }
        self.is_begun
    }

    /// Reads every point for which the whole window is there, and forgets what is done with.
    fn read(&mut self, numerator: u32, denominator: u32, filters: &mut Filters) {
        let windows = self.samples.len().saturating_add(1).saturating_sub(TAPS);
        let mut begin = 0_usize;
        while begin < windows {
            let end = begin.saturating_add(SKIPPED_AT_ONCE).min(windows);
            let between = begin.saturating_add(BEFORE)..=end.saturating_add(BEFORE);
            let between = self.samples.get(between).unwrap_or_default();
            let near = most(between).max(-least(between));
            self.loudest = self.loudest.max(near);
            if near < self.loudest * NEAR {
                self.skip(end.saturating_sub(begin), numerator, denominator);
            } else {
                let last = end.saturating_add(TAPS).saturating_sub(1);
                let part = begin..last;
                self.read_part(part, numerator, denominator, filters);
            }
            begin = end;
        }
        self.samples.drain(..windows);
    }

    fn read_part(
        &mut self,
        part: Range<usize>,
        numerator: u32,
        denominator: u32,
        filters: &mut Filters,
    ) {
        for window in self.samples.get(part).unwrap_or_default().windows(TAPS) {
            let Some(window) = window.first_chunk::<TAPS>() else { break };
            let neighbours = window.iter().skip(BEFORE).take(2);
            let near = neighbours.fold(0.0, |near, sample| sample.abs().max(near));
            let is_near = near >= self.loudest * NEAR;
            while self.phase < denominator {
                if is_near {
                    self.highest = self.highest.max(dot(window, filters.at(self.phase)).abs());
                }
                self.phase = self.phase.saturating_add(numerator);
            }
            self.phase = self.phase.saturating_sub(denominator);
        }
    }

    /// Goes on by so many samples without reading a point.
    fn skip(&mut self, samples: usize, numerator: u32, denominator: u32) {
        let way = (samples as u64).saturating_mul(denominator.into());
        let points = way.saturating_sub(self.phase.into()).div_ceil(numerator.max(1).into());
        let reached = points.saturating_mul(numerator.into()).saturating_add(self.phase.into());
        self.phase = u32::try_from(reached.saturating_sub(way)).unwrap_or(0);
    }

    /// A sound shorter than a window is taken as it is. The last 16 samples of a longer one are in
    /// the middle of no window: a sound cut off at its height would seem to jump there.
    fn highest_of_all(&self) -> f32 {
        let unread = if self.is_begun { &[] } else { self.samples.as_slice() };
        unread.iter().fold(self.highest, |highest, sample| highest.max(sample.abs()))
    }
}

/// Eight sums at once, as processors like it.
fn dot(window: &[f32; TAPS], filter: &[f32; TAPS]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (samples, taps) in window.chunks_exact(8).zip(filter.chunks_exact(8)) {
        for ((sum, sample), tap) in sums.iter_mut().zip(samples).zip(taps) {
            *sum += sample * tap;
        }
    }
    sums.iter().sum()
}

/// The filter of each phase, made when it is first used.
#[derive(Debug)]
struct Filters {
    denominator: u32,
    phases: u32,
    made: Vec<Option<Box<[f32; TAPS]>>>,
}

impl Filters {
    fn new(denominator: u32) -> Filters {
        let phases = denominator.min(PHASES_MAX);
        let made = std::iter::repeat_with(|| None).take(phases as usize).collect();
        Filters { denominator, phases, made }
    }

    /// For the point at `phase / denominator` behind a sample.
    fn at(&mut self, phase: u32) -> &[f32; TAPS] {
        const NOTHING: &[f32; TAPS] = &[0.0; TAPS];
        let exact = u64::from(phase).saturating_mul(u64::from(self.phases));
        let index = exact.checked_div(u64::from(self.denominator)).unwrap_or(0);
        let fraction = index as f64 / f64::from(self.phases);
        let place = self.made.get_mut(index as usize);
        place.map_or(NOTHING, |place| place.get_or_insert_with(|| Box::new(filter(fraction))))
    }
}

/// A sine of the sample rate's own width under a Kaiser window, its sum one.
fn filter(fraction: f64) -> [f32; TAPS] {
    let tap = |index: usize| {
        let x = PI * (index as f64 - BEFORE as f64 - fraction);
        windowed_sine::weight(x, 2.0 * x / (TAPS as f64 * PI))
    };
    let taps: [f64; TAPS] = std::array::from_fn(tap);
    let sum: f64 = taps.iter().sum();
    taps.map(|tap| (tap / sum) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peak_of(rate_hz: u32, block: usize, samples: &[f32]) -> f32 {
        let mut meter = TruePeakMeter::new(rate_hz, 1);
        for part in samples.chunks(block) {
            meter.add(&[part.to_vec()]);
        }
        meter.highest()
    }

    #[test]
    fn a_sine_between_its_samples_is_read_at_its_height() {
        // A quarter of the rate, an eighth of a turn late: no sample is above 0.7071 of the height.
        let height = |n: u32| 0.9 * (f64::from(n) / 400.0).min(1.0);
        let sine = |n: u32| (f64::from(n).mul_add(PI / 2.0, PI / 4.0).sin() * height(n)) as f32;
        let samples: Vec<f32> = (0..4_000).map(sine).collect();
        for rate_hz in [8_000, 22_050, 44_056, 44_100, 48_000, 88_200] {
            let whole = peak_of(rate_hz, 4_000, &samples);
            assert!((whole - 0.9).abs() < 0.004, "{rate_hz}: {whole}");
            let in_parts = peak_of(rate_hz, 7, &samples);
            assert!((whole - in_parts).abs() < 1e-6, "{rate_hz}: {in_parts}");
        }
        assert!(peak_of(192_000, 100, &samples) < 0.65);
    }

    #[test]
    fn the_peak_of_clipped_noise_is_the_highest_of_all_points() {
        let mut random = 1_u32;
        let samples: Vec<f32> = std::iter::repeat_with(|| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if random >> 31 == 0 { 0.5 } else { -0.5 }
        })
        .take(40_000)
        .collect();
        for (rate_hz, denominator) in [(22_050, 1_280_u32), (48_000, 4), (96_000, 2)] {
            let mut filters = Filters::new(denominator);
            let mut highest = 0.0_f32;
            for window in samples.windows(TAPS) {
                let window = window.first_chunk::<TAPS>().unwrap();
                for phase in (0..denominator).step_by(denominator.div_ceil(8) as usize) {
                    let point = filters.at(phase);
                    highest = highest.max(dot(window, point).abs());
                }
            }
            let found = peak_of(rate_hz, 1_000, &samples);
            assert!(found > 1.0 && found >= highest * 0.99, "{rate_hz}: {found}, {highest}");
        }
    }

    #[test]
    fn a_step_at_the_start_and_a_very_short_sound_are_no_peaks() {
        assert!((peak_of(22_050, 100, &[0.5; 4_000]) - 0.5).abs() < 1e-5);
        assert!((peak_of(22_050, 100, &[0.5; 20]) - 0.5).abs() < 1e-5);
        assert!(peak_of(44_100, 1, &[]) < f32::EPSILON);
    }
}
