//! The delivery spec of a brief as a client writes it: every part may be left out.

use domain::audio::{DeliverySpec, LoudnessWindow};
use edge::{Failures, Field};

/// Reads the object; a window is two numbers in their order.
pub(crate) fn parse_delivery_spec(field: Field) -> Result<DeliverySpec, Failures> {
    field.object(|fields| {
        let formats =
            fields.optional_or("formats", Vec::new(), |field| field.list(1..=6, Field::word));
        let sample_rate_hz_min =
            fields.optional("sample_rate_hz_min", |field| field.integer(8_000..=192_000));
        let bits_min = fields.optional("bits_min", |field| field.integer(8..=32));
        let channels = fields.optional("channels", |field| field.integer(1..=2));
        let loudness = fields.optional("loudness", window);
        let true_peak_centi_dbtp_max =
            fields.optional("true_peak_centi_dbtp_max", |field| field.integer(-2_000..=300));
        Some(DeliverySpec {
            formats: formats?,
            sample_rate_hz_min: sample_rate_hz_min?,
            bits_min: bits_min?,
            channels: channels?,
            loudness: loudness?,
            true_peak_centi_dbtp_max: true_peak_centi_dbtp_max?,
        })
    })
}

fn window(field: Field) -> Result<LoudnessWindow, Failures> {
    field.object(|fields| {
        let min = fields.required("min_centi_lufs", |field| field.integer(-7_000..=0));
        let max = fields.required("max_centi_lufs", |field| field.integer(-7_000..=0));
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            fields.fail("max_centi_lufs", "range", "must not be less than min_centi_lufs");
        }
        Some(LoudnessWindow { min_centi_lufs: min?, max_centi_lufs: max? })
    })
}
