//! The acoustic fingerprint of what is decoded: chromaprint's values over the whole piece.
//!
//! It is a service beside the analysis and never in its way: where it fails, or its library panics,
//! the piece has none.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "samples are floats; chromaprint takes 16 bits of them"
)]

use std::num::{NonZeroU8, NonZeroU32};
use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::fingerprint::Fingerprint;
use rusty_chromaprint::{Configuration, Fingerprinter};

/// Makes the fingerprint of one pass.
pub(crate) struct FingerprintMeter {
    /// Nothing, once it has failed.
    fingerprinter: Option<Fingerprinter>,
    samples: Vec<i16>,
}

impl FingerprintMeter {
    pub(crate) fn new(rate_hz: NonZeroU32, channels: NonZeroU8) -> Self {
        let make = || {
            let mut fingerprinter = Fingerprinter::new(&Configuration::preset_test2());
            fingerprinter.start(rate_hz.get(), u32::from(channels.get())).ok()?;
            Some(fingerprinter)
        };
        let fingerprinter = catch_unwind(make).ok().flatten();
        Self { fingerprinter, samples: Vec::new() }
    }

    /// Adds decoded samples, one plane per channel, all of the same length.
    pub(crate) fn add(&mut self, planes: &[Vec<f32>]) {
        let Some(fingerprinter) = &mut self.fingerprinter else { return };
        interleave(planes, &mut self.samples);
        let consume = AssertUnwindSafe(|| fingerprinter.consume(&self.samples));
        if catch_unwind(consume).is_err() {
            self.fingerprinter = None;
        }
    }

    /// Empty where the piece is shorter than three seconds.
    pub(crate) fn finish(self) -> Fingerprint {
        let Some(mut fingerprinter) = self.fingerprinter else { return Fingerprint::default() };
        let finish = AssertUnwindSafe(|| {
            fingerprinter.finish();
            Fingerprint::new(fingerprinter.fingerprint().to_vec())
        });
        catch_unwind(finish).unwrap_or_default()
    }
}

/// The frames of all planes one after the other, as 16-bit samples.
fn interleave(planes: &[Vec<f32>], into: &mut Vec<i16>) {
    into.clear();
    let whole = |sample: &f32| (sample * 32_767.0) as i16;
    if let [left, right] = planes {
        into.extend(left.iter().zip(right).flat_map(|(left, right)| [whole(left), whole(right)]));
    } else {
        into.extend(planes.iter().flatten().map(whole));
    }
}
