//! What is measured while a file is decoded. Floats live here and in its neighbours; what leaves
//! is integers.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "samples are floats; they become integers in `to_centi`, which saturates"
)]

use std::num::{NonZeroU8, NonZeroU32};

use domain::fingerprint::Fingerprint;
use ebur128::{EbuR128, Mode};

use crate::fingerprint::FingerprintMeter;
use crate::preview::Master;
use crate::rejection::{Rejection, SoundFormat};
use crate::true_peak::TruePeakMeter;
use crate::waveform::{PeakMeter, Waveform, least, most};

/// The largest 16-bit sample; a converter at its end stop delivers nothing above it.
const FULL_SCALE: f32 = 32_767.0 / 32_768.0;

/// Fewer samples in a row at full scale are a normalised peak, not clipping.
const CLIPPED_RUN: u64 = 3;

/// −60 dBFS: below it a room is quiet.
const SILENCE: f32 = 0.001;

/// All meters of one pass.
pub(crate) struct Meters {
    rate_hz: NonZeroU32,
    channels: NonZeroU8,
    loudness: EbuR128,
    true_peak: TruePeakMeter,
    peaks: PeakMeter,
    /// Nothing where it is not asked for.
    fingerprint: Option<FingerprintMeter>,
    clipping: Vec<ClippingMeter>,
    silence: SilenceMeter,
    range: RangeMeter,
    frames: u64,
    lowest: Vec<f32>,
    highest: Vec<f32>,
}

/// The readings at the end.
pub(crate) struct Measured {
    pub(crate) rate_hz: u32,
    pub(crate) channels: u32,
    pub(crate) frames: u64,
    pub(crate) duration_ms: u64,
    pub(crate) loudness_centi_lufs: Option<i32>,
    pub(crate) true_peak_centi_dbtp: Option<i32>,
    pub(crate) clipped_samples: u64,
    pub(crate) leading_silence_ms: u64,
    pub(crate) trailing_silence_ms: u64,
    pub(crate) total_silence_ms: u64,
    /// Every sample is this one, in thousandths of full scale: nothing is heard.
    pub(crate) constant_milli: Option<i32>,
    pub(crate) waveform: Waveform,
    pub(crate) fingerprint: Fingerprint,
}

impl Meters {
    pub(crate) fn new(
        rate_hz: NonZeroU32,
        channels: NonZeroU8,
        makes_fingerprint: bool,
    ) -> Result<Meters, Rejection> {
        let count = u32::from(channels.get());
        Ok(Meters {
            rate_hz,
            channels,
            loudness: EbuR128::new(count, rate_hz.get(), Mode::I)
                .map_err(|_| Rejection::DecoderFailed)?,
            true_peak: TruePeakMeter::new(rate_hz.get(), usize::from(channels.get())),
            peaks: PeakMeter::new(),
            fingerprint: makes_fingerprint.then(|| FingerprintMeter::new(rate_hz, channels)),
            clipping: vec![ClippingMeter::default(); usize::from(channels.get())],
            silence: SilenceMeter::default(),
            range: RangeMeter::default(),
            frames: 0,
            lowest: Vec::new(),
            highest: Vec::new(),
        })
    }

    /// Refuses a sound that goes on in another rate or with other channels.
    pub(crate) fn check_format(&self, after: SoundFormat) -> Result<(), Rejection> {
        let (rate_hz, channels) = (self.rate_hz.get(), self.channels.get().into());
        let before = SoundFormat { rate_hz, channels };
        let at_ms = self.duration_ms(self.frames);
        if before == after {
            Ok(())
        } else {
            Err(Rejection::FormatChanges { at_ms, before, after })
        }
    }

    /// Adds decoded samples, one plane per channel, all of the same length.
    pub(crate) fn add(&mut self, planes: &[Vec<f32>]) -> Result<(), Rejection> {
        if !planes.iter().all(|plane| all_are_finite(plane)) {
            return Err(Rejection::NotFinite);
        }
        let slices: Vec<&[f32]> = planes.iter().map(Vec::as_slice).collect();
        self.loudness.add_frames_planar_f32(&slices).map_err(|_| Rejection::DecoderFailed)?;
        self.true_peak.add(planes);
        if let Some(fingerprint) = &mut self.fingerprint {
            fingerprint.add(planes);
        }
        for (meter, plane) in self.clipping.iter_mut().zip(planes) {
            meter.add(plane);
        }
        self.merge_channels(planes);
        self.peaks.add(&self.lowest, &self.highest);
        self.range.add(least(&self.lowest), most(&self.highest));
        // What is left of the lowest is the distance from zero.
        for (lowest, highest) in self.lowest.iter_mut().zip(&self.highest) {
            *lowest = lowest.abs().max(highest.abs());
        }
        self.silence.add(&self.lowest);
        let frames = u64::try_from(self.lowest.len()).unwrap_or(u64::MAX);
        self.frames = self.frames.saturating_add(frames);
        Ok(())
    }

    /// Stops a piece that plays longer than allowed as soon as it does.
    pub(crate) fn check_duration(&self, minutes_max: u64) -> Result<(), Rejection> {
        let ms_max = minutes_max.saturating_mul(60_000);
        if self.duration_ms(self.frames) > ms_max {
            return Err(Rejection::TooLong { minutes_max });
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Measured, Rejection> {
        if self.range.is_silent() {
            return Err(Rejection::NoSound { duration_ms: self.duration_ms(self.frames) });
        }
        let true_peak = f64::from(self.true_peak.highest());
        Ok(Measured {
            rate_hz: self.rate_hz.get(),
            channels: u32::from(self.channels.get()),
            frames: self.frames,
            duration_ms: self.duration_ms(self.frames),
            loudness_centi_lufs: self.loudness.loudness_global().ok().and_then(to_centi),
            true_peak_centi_dbtp: to_centi(20.0 * true_peak.log10()),
            clipped_samples: self
                .clipping
                .iter()
                .fold(0, |sum, meter| meter.clipped.saturating_add(sum)),
            leading_silence_ms: self.duration_ms(self.silence.before_sound()),
            trailing_silence_ms: self.duration_ms(self.silence.trailing),
            total_silence_ms: self.duration_ms(self.silence.total),
            constant_milli: self.range.constant_milli(),
            waveform: self.peaks.finish(self.rate_hz.get()),
            fingerprint: self.fingerprint.map(FingerprintMeter::finish).unwrap_or_default(),
        })
    }

    fn duration_ms(&self, frames: u64) -> u64 {
        frames.saturating_mul(1000).div_euclid(u64::from(self.rate_hz.get()))
    }

    /// The lowest and highest sample of each frame over all channels.
    fn merge_channels(&mut self, planes: &[Vec<f32>]) {
        let Some((first, rest)) = planes.split_first() else { return };
        self.lowest.clone_from(first);
        self.highest.clone_from(first);
        for plane in rest {
            for ((lowest, highest), sample) in
                self.lowest.iter_mut().zip(&mut self.highest).zip(plane)
            {
                *lowest = lowest.min(*sample);
                *highest = highest.max(*sample);
            }
        }
    }
}

impl Measured {
    /// What the preview follows from; the size is a lossy file's.
    pub(crate) fn master(&self, lossy_size: Option<usize>) -> Master {
        Master {
            rate_hz: self.rate_hz,
            channels: self.channels,
            frames: self.frames,
            loudness: self.loudness_centi_lufs.map(|centi| f64::from(centi) / 100.0),
            size_max: lossy_size.and_then(|bytes| u64::try_from(bytes).ok()),
        }
    }

    /// A sentence for a file of one and the same sample, of which nothing is heard.
    pub(crate) fn constant_offset_warning(&self) -> Option<String> {
        let milli = self.constant_milli?;
        Some(format!(
            "every sample of the file has the same value ({milli} thousandths of full scale): a \
             constant offset is not heard"
        ))
    }
}

/// The lowest and the highest sample of all.
#[derive(Debug, Default)]
struct RangeMeter {
    ends: Option<(f32, f32)>,
}

impl RangeMeter {
    /// Adds frames by the lowest and the highest of their samples; none by infinities.
    fn add(&mut self, lowest: f32, highest: f32) {
        if lowest > highest {
            return;
        }
        let (low, high) = self.ends.unwrap_or((lowest, highest));
        self.ends = Some((low.min(lowest), high.max(highest)));
    }

    /// Nothing but zeros, or nothing at all.
    fn is_silent(&self) -> bool {
        self.ends.is_none_or(|(low, high)| low == 0.0 && high == 0.0)
    }

    fn constant_milli(&self) -> Option<i32> {
        let (low, high) = self.ends?;
        (high - low <= 0.0).then(|| (high * 1000.0).round() as i32)
    }
}

/// Counts samples that stand at full scale in runs.
#[derive(Debug, Clone, Default)]
struct ClippingMeter {
    run: u64,
    clipped: u64,
}

impl ClippingMeter {
    fn add(&mut self, samples: &[f32]) {
        if self.run == 0 && least(samples) > -FULL_SCALE && most(samples) < FULL_SCALE {
            return;
        }
        for sample in samples {
            self.add_one(*sample);
        }
    }

    fn add_one(&mut self, sample: f32) {
        if sample.abs() < FULL_SCALE {
            self.run = 0;
            return;
        }
        self.run = self.run.saturating_add(1);
        if self.run == CLIPPED_RUN {
            self.clipped = self.clipped.saturating_add(CLIPPED_RUN);
        } else if self.run > CLIPPED_RUN {
            self.clipped = self.clipped.saturating_add(1);
        }
    }
}

/// Counts the quiet frames: before the first sound, after the last, and all of them.
#[derive(Debug, Default)]
struct SilenceMeter {
    heard: bool,
    leading: u64,
    trailing: u64,
    total: u64,
}

impl SilenceMeter {
    /// What nothing follows is before nothing.
    fn before_sound(&self) -> u64 {
        if self.heard { self.leading } else { 0 }
    }

    /// Adds frames by their distance from zero.
    fn add(&mut self, peaks: &[f32]) {
        let length = |frames: usize| u64::try_from(frames).unwrap_or(u64::MAX);
        let quiet = peaks.iter().map(|peak| u32::from(*peak <= SILENCE)).fold(0, u32::wrapping_add);
        self.total = self.total.saturating_add(u64::from(quiet));
        let is_loud = |peak: &f32| *peak > SILENCE;
        let Some(last) = peaks.iter().rposition(is_loud) else {
            let length = length(peaks.len());
            let since = if self.heard { &mut self.trailing } else { &mut self.leading };
            *since = since.saturating_add(length);
            return;
        };
        if !self.heard {
            let before = peaks.iter().position(is_loud).unwrap_or(0);
            self.leading = self.leading.saturating_add(length(before));
        }
        self.heard = true;
        self.trailing = length(peaks.len().saturating_sub(last).saturating_sub(1));
    }
}

/// Neither infinite nor undefined; without a branch for each, as processors like it.
fn all_are_finite(samples: &[f32]) -> bool {
    samples.iter().fold(true, |all, sample| all & sample.is_finite())
}

/// Hundredths of a decibel. `None` for minus infinity: too short or too quiet to have a loudness.
fn to_centi(decibels: f64) -> Option<i32> {
    decibels.is_finite().then(|| (decibels * 100.0).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_peak_at_full_scale_is_not_clipping_and_a_run_is() {
        let mut meter = ClippingMeter::default();
        meter.add(&[0.5, 1.0, 1.0, 0.5]);
        assert_eq!(meter.clipped, 0);
        meter.add(&[1.0, 1.0]);
        meter.add(&[-1.0, 1.0, 0.0]);
        assert_eq!(meter.clipped, 4);
    }

    #[test]
    fn decibels_become_hundredths_and_minus_infinity_becomes_nothing() {
        assert_eq!(to_centi(-14.236), Some(-1424));
        assert_eq!(to_centi(f64::NEG_INFINITY), None);
    }
}
