//! The picture of the sound: peaks in the JSON format of the BBC's audiowaveform, version 2, 8 bit.
//!
//! All channels are drawn as one. The number of points is bounded for every length: whenever
//! there are too many, neighbours are merged and each point covers twice the samples.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "samples are floats; `to_i8` saturates"
)]

use serde::Serialize;

/// Keeps the JSON below about 40 KB and still finer than any screen.
const MAX_POINTS: usize = 4096;

/// The finest resolution, used while the piece is short.
const FINEST_SAMPLES_PER_PIXEL: u32 = 64;

/// The document, field by field as the format wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waveform {
    pub version: u8,
    pub channels: u8,
    pub sample_rate: u32,
    pub samples_per_pixel: u32,
    pub bits: u8,
    /// Number of points, each a minimum and a maximum in `data`.
    pub length: usize,
    pub data: Vec<i8>,
}

impl Waveform {
    /// The document's bytes.
    pub fn to_json(&self) -> Vec<u8> {
        // Numbers under fixed names always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// Collects peaks while the file is decoded.
#[derive(Debug)]
pub(crate) struct PeakMeter {
    samples_per_pixel: u32,
    points: Vec<Peak>,
    open: Option<(Peak, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Peak {
    lowest: f32,
    highest: f32,
}

impl PeakMeter {
    pub(crate) fn new() -> PeakMeter {
        PeakMeter { samples_per_pixel: FINEST_SAMPLES_PER_PIXEL, points: Vec::new(), open: None }
    }

    /// Adds frames by their lowest and highest samples over all channels.
    pub(crate) fn add(&mut self, mut lowest: &[f32], mut highest: &[f32]) {
        while !lowest.is_empty() {
            let (open, count) = self.open.map_or((None, 0), |(peak, count)| (Some(peak), count));
            let missing = self.samples_per_pixel.saturating_sub(count);
            let taken = lowest.len().min(usize::try_from(missing).unwrap_or(usize::MAX)).max(1);
            let (low, low_rest) = lowest.split_at(taken);
            let (high, high_rest) = highest.split_at(taken.min(highest.len()));
            let part = Peak { lowest: least(low), highest: most(high) };
            let peak = open.map_or(part, |open| open.merge(part));
            self.close(peak, count.saturating_add(u32::try_from(taken).unwrap_or(u32::MAX)));
            (lowest, highest) = (low_rest, high_rest);
        }
    }

    fn close(&mut self, peak: Peak, count: u32) {
        if count < self.samples_per_pixel {
            self.open = Some((peak, count));
            return;
        }
        self.open = None;
        self.points.push(peak);
        if self.points.len() >= MAX_POINTS {
            self.halve();
        }
    }

    pub(crate) fn finish(mut self, sample_rate: u32) -> Waveform {
        if let Some((peak, _)) = self.open.take() {
            self.points.push(peak);
        }
        let data =
            self.points.iter().flat_map(|peak| [to_i8(peak.lowest), to_i8(peak.highest)]).collect();
        Waveform {
            version: 2,
            channels: 1,
            sample_rate,
            samples_per_pixel: self.samples_per_pixel,
            bits: 8,
            length: self.points.len(),
            data,
        }
    }

    fn halve(&mut self) {
        self.points = self
            .points
            .chunks(2)
            .filter_map(|pair| pair.iter().copied().reduce(Peak::merge))
            .collect();
        self.samples_per_pixel = self.samples_per_pixel.saturating_mul(2);
    }
}

/// The lowest of these samples; eight at once, as processors like it.
pub(crate) fn least(samples: &[f32]) -> f32 {
    fold(samples, f32::INFINITY, f32::min)
}

/// The highest of these samples.
pub(crate) fn most(samples: &[f32]) -> f32 {
    fold(samples, f32::NEG_INFINITY, f32::max)
}

fn fold(samples: &[f32], start: f32, choose: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; 8];
    let chunks = samples.chunks_exact(8);
    let rest = chunks.remainder().iter().copied().fold(start, &choose);
    for chunk in chunks {
        for (lane, sample) in lanes.iter_mut().zip(chunk) {
            *lane = choose(*lane, *sample);
        }
    }
    lanes.into_iter().fold(rest, &choose)
}

impl Peak {
    fn merge(self, other: Peak) -> Peak {
        Peak { lowest: self.lowest.min(other.lowest), highest: self.highest.max(other.highest) }
    }
}

/// A float conversion saturates, so anything louder than full scale is drawn at full scale.
fn to_i8(sample: f32) -> i8 {
    (sample * 128.0).round() as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_piece_is_drawn_finely_and_a_long_one_stays_bounded() {
        let mut short = PeakMeter::new();
        short.add(&[-0.5; 640], &[0.5; 640]);
        let short = short.finish(48_000);
        assert_eq!((short.length, short.samples_per_pixel), (10, 64));
        assert_eq!(short.data[..4], [-64, 64, -64, 64]);

        let mut long = PeakMeter::new();
        (0..5_000).for_each(|_| long.add(&[-1.0; 1_000], &[1.0; 1_000]));
        let long = long.finish(48_000);
        assert!(long.length <= MAX_POINTS && long.length * 2 == long.data.len());
        assert!(serde_json::to_vec(&long).unwrap().len() < 40_000);
        assert_eq!(long.data[..2], [-128, 127]);
    }

    #[test]
    fn every_point_covers_the_samples_it_says() {
        let mut meter = PeakMeter::new();
        let frames = 1_000_001_u32;
        (0..frames).for_each(|_| meter.add(&[0.0], &[0.25]));
        let waveform = meter.finish(44_100);
        assert_eq!(
            u32::try_from(waveform.length).unwrap(),
            frames.div_ceil(waveform.samples_per_pixel)
        );
    }
}
