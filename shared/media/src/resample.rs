//! Another sample rate for the same sound, each moment where it was: a windowed sine that is as long before a sample as behind it.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "samples are floats; what is converted is small"
)]

use std::f64::consts::PI;

use crate::windowed_sine;

/// Samples on either side that count, going up. So many keep all that stands below 95 % of half
/// the rate.
const REACH_UP: u64 = 64;
/// Going down, where the highest twentieth is given up, in samples of the lower rate.
const REACH_DOWN: u64 = 32;
const KEPT_DOWN: f64 = 0.95;
/// Between two samples so many points have weights of their own; others lie between two of these.
const PHASES_MAX: u64 = 512;
/// How many products are summed side by side; each window is a multiple.
const LANES: usize = 8;

/// Goes through one sound from its beginning to its end.
pub(crate) struct Resampler {
    /// The two rates, divided by what they have in common.
    from: u64,
    to: u64,
    weights: Weights,
    /// What a window may still need, after `reach` zeros before the first sample.
    planes: Vec<Vec<f32>>,
    /// Samples that are no longer in `planes`.
    dropped: u64,
    heard: u64,
    made: u64,
}

struct Weights {
    reach: u64,
    taps: usize,
    phases: u64,
    table: Vec<f32>,
}

impl Resampler {
    pub(crate) fn new(from_hz: u32, to_hz: u32, channels: usize) -> Resampler {
        let common = windowed_sine::common_divisor(from_hz.into(), to_hz.into());
        let divided = |hz: u32| u64::from(hz).checked_div(common).unwrap_or(1).max(1);
        let (from, to) = (divided(from_hz), divided(to_hz));
        let weights = Weights::new(from, to);
        let silence = vec![0.0; if from == to { 0 } else { as_index(weights.reach) }];
        let planes = vec![silence; channels];
        Resampler { from, to, weights, planes, dropped: 0, heard: 0, made: 0 }
    }

    /// Adds samples and writes all that they decide into `into`, whose old contents go.
    pub(crate) fn add(&mut self, planes: &[Vec<f32>], into: &mut Vec<Vec<f32>>) {
        let frames = planes.first().map_or(0, Vec::len);
        self.heard = self.heard.saturating_add(u64::try_from(frames).unwrap_or(u64::MAX));
        into.resize_with(self.planes.len(), Vec::new);
        if self.from == self.to {
            planes.iter().zip(into).for_each(|(plane, into)| into.clone_from(plane));
            return;
        }
        for (kept, plane) in self.planes.iter_mut().zip(planes) {
            kept.extend_from_slice(plane);
        }
        self.make(u64::MAX, into);
    }

    /// The rest, so that as long a sound is made as was heard, to half a sample.
    pub(crate) fn finish(mut self, into: &mut Vec<Vec<f32>>) {
        into.resize_with(self.planes.len(), Vec::new);
        into.iter_mut().for_each(Vec::clear);
        if self.from == self.to {
            return;
        }
        let behind = as_index(self.weights.reach.saturating_mul(2).saturating_add(self.from));
        for kept in &mut self.planes {
            kept.resize(kept.len().saturating_add(behind), 0.0);
        }
        let last = resampled(self.heard, self.from, self.to);
        self.make(last, into);
    }

    /// Makes samples while their windows are whole, `last` in all at most.
    fn make(&mut self, last: u64, into: &mut Vec<Vec<f32>>) {
        into.resize_with(self.planes.len(), Vec::new);
        let available = self.planes.first().map_or(0, Vec::len);
        let (first, taps) = (self.made, self.weights.taps);
        let mut made = first;
        for (kept, into) in self.planes.iter().zip(into.iter_mut()) {
            into.clear();
            made = first;
            while made < last {
                let (start, phase) = self.place(made);
                let end = start.saturating_add(taps);
                if end > available {
                    break;
                }
                let window = kept.get(start..end).unwrap_or_default();
                into.push(self.weights.apply(window, phase, self.to));
                made = made.saturating_add(1);
            }
        }
        self.made = made;
        let unused = self.place(made).0.min(available);
        for kept in &mut self.planes {
            kept.drain(..unused);
        }
        self.dropped = self.dropped.saturating_add(u64::try_from(unused).unwrap_or(0));
    }

    /// Where the window of a sample to be made begins in `planes`, and how far behind a sample it
    /// stands, in `1 / self.to`.
    fn place(&self, made: u64) -> (usize, u64) {
        let at = made.saturating_mul(self.from);
        let whole = at.checked_div(self.to).unwrap_or(0);
        let phase = at.checked_rem(self.to).unwrap_or(0);
        (as_index(whole.saturating_add(1).saturating_sub(self.dropped)), phase)
    }
}

/// How many samples so many become.
pub(crate) fn resampled(frames: u64, from_hz: u64, to_hz: u64) -> u64 {
    let half = from_hz.div_euclid(2);
    frames.saturating_mul(to_hz).saturating_add(half).checked_div(from_hz).unwrap_or(0)
}

impl Weights {
    fn new(from: u64, to: u64) -> Weights {
        let is_up = to >= from;
        let kept = if is_up { 1.0 } else { KEPT_DOWN * to as f64 / from as f64 };
        let reach = if is_up { REACH_UP } else { REACH_DOWN.saturating_mul(from).div_ceil(to) };
        let reach = reach.next_multiple_of(4);
        let phases = to.min(PHASES_MAX);
        let taps = as_index(reach.saturating_mul(2));
        // One phase more than there are: what lies behind the last stands between two as well.
        let table =
            (0..=phases).flat_map(|phase| window(phase as f64 / phases as f64, reach, kept));
        Weights { reach, taps, phases, table: table.collect() }
    }

    fn apply(&self, window: &[f32], phase: u64, of: u64) -> f32 {
        let scaled = phase.saturating_mul(self.phases);
        let index = scaled.checked_div(of).unwrap_or(0);
        let rest = scaled.checked_rem(of).unwrap_or(0);
        let nearer = dot(window, self.of_phase(index));
        if rest == 0 {
            return nearer;
        }
        let share = rest as f32 / of as f32;
        let next = dot(window, self.of_phase(index.saturating_add(1)));
        nearer + (next - nearer) * share
    }

    fn of_phase(&self, phase: u64) -> &[f32] {
        let start = as_index(phase).saturating_mul(self.taps);
        self.table.get(start..start.saturating_add(self.taps)).unwrap_or_default()
    }
}

/// The weights of the samples around a point that stands `phase` of a sample behind one; their sum
/// is 1.
fn window(phase: f64, reach: u64, kept: f64) -> Vec<f32> {
    let distance = |tap: u64| tap as f64 - (reach as f64 - 1.0) - phase;
    let weight = |tap: u64| {
        let at = distance(tap);
        windowed_sine::weight(PI * kept * at, at / reach as f64)
    };
    let weights: Vec<f64> = (0..reach.saturating_mul(2)).map(weight).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| (weight / sum) as f32).collect()
}

/// The sum of the products, in lanes.
fn dot(samples: &[f32], weights: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (samples, weights) in samples.chunks_exact(LANES).zip(weights.chunks_exact(LANES)) {
        for ((lane, sample), weight) in lanes.iter_mut().zip(samples).zip(weights) {
            *lane += sample * weight;
        }
    }
    lanes.iter().sum()
}

fn as_index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone, as it sounds at a rate.
    fn tone(hz: f64, rate_hz: u32, frames: u64) -> Vec<f32> {
        let step = 2.0 * PI * hz / f64::from(rate_hz);
        (0..frames).map(|n| (0.5 * (step * n as f64).sin()) as f32).collect()
    }

    fn through(from_hz: u32, to_hz: u32, samples: &[f32], block: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from_hz, to_hz, 1);
        let (mut made, mut all) = (Vec::new(), Vec::new());
        for samples in samples.chunks(block) {
            resampler.add(&[samples.to_vec()], &mut made);
            all.extend_from_slice(&made[0]);
        }
        resampler.finish(&mut made);
        all.extend_from_slice(&made[0]);
        all
    }

    #[test]
    fn a_tone_stands_where_it_stood_at_every_rate() {
        for (from_hz, to_hz) in [
            (8_000, 32_000),
            (37_800, 44_100),
            (44_056, 48_000),
            (44_100, 44_100),
            (192_000, 48_000),
        ] {
            let heard = tone(997.0, from_hz, u64::from(from_hz.div_euclid(4)));
            let made = through(from_hz, to_hz, &heard, 1000);
            assert_eq!(made, through(from_hz, to_hz, &heard, 4096), "{from_hz}");
            assert_eq!(made.len(), to_hz.div_euclid(4) as usize, "{from_hz}");
            let right = tone(997.0, to_hz, u64::from(to_hz.div_euclid(4)));
            let inner = 400..made.len() - 400;
            let worst = inner.map(|n| (made[n] - right[n]).abs()).fold(0.0, f32::max);
            assert!(worst < 2e-5, "{from_hz} to {to_hz}: {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        let made = through(96_000, 48_000, &tone(30_000.0, 96_000, 24_000), 4096);
        assert!(made[200..made.len() - 200].iter().all(|sample| sample.abs() < 5e-5));
    }
}
