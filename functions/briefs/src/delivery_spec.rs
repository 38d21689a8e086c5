//! The delivery spec of a brief as a client writes it: every part may be left out.

use domain::audio::{DeliverySpec, LoudnessWindow};
use edge::{Failures, Field};

/// Reads the object; a window is two numbers in their order.
pub(crate) fn parse_delivery_spec(field: Field) -> Result<DeliverySpec, Failures> {
    field.object(|fields| {
        let formats = fields.optional("formats", |field| field.list(1..=6, Field::word));
        fields.note("formats", "The containers that are taken; every one where none is named.");
        let min_sample_rate_hz =
            fields.optional("min_sample_rate_hz", |field| field.integer(8_000..=192_000));
        fields.note("min_sample_rate_hz", "Of each channel, at least.");
        let min_bits = fields.optional("min_bits", |field| field.integer(8..=32));
        fields.note("min_bits", "Of one sample, at least.");
        let channels = fields.optional("channels", |field| field.integer(1..=2));
        fields.note("channels", "Exactly so many.");
        let loudness = fields.optional("loudness", window);
        fields.note("loudness", "Integrated; both ends included.");
        let max_true_peak_centi_dbtp =
            fields.optional("max_true_peak_centi_dbtp", |field| field.integer(-2_000..=300));
        fields.note("max_true_peak_centi_dbtp", "Hundredths of a dBTP, at most.");
        Some(DeliverySpec {
            formats: formats?.unwrap_or_default(),
            min_sample_rate_hz: min_sample_rate_hz?,
            min_bits: min_bits?,
            channels: channels?,
            loudness: loudness?,
            max_true_peak_centi_dbtp: max_true_peak_centi_dbtp?,
        })
    })
}

fn window(field: Field) -> Result<LoudnessWindow, Failures> {
    field.object(|fields| {
        let min = fields.required("min_centi_lufs", |field| field.integer(-7_000..=0));
        fields.note("min_centi_lufs", "Hundredths of a LUFS, at least.");
        let max = fields.required("max_centi_lufs", |field| field.integer(-7_000..=0));
        fields.note("max_centi_lufs", "Hundredths of a LUFS, at most.");
        fields.ordered("min_centi_lufs", min, "max_centi_lufs", max);
        Some(LoudnessWindow { min_centi_lufs: min?, max_centi_lufs: max? })
    })
}
