//! Audio that a test makes itself: short, valid, and different for every seed.

use std::num::NonZeroU32;

const RATE_HZ: u32 = 16_000;

/// How long [`wav`] is.
pub const WAV_MS: u64 = 6_000;

/// What [`wav`] is sent as.
pub const WAV_TYPE: &str = "audio/wav";

/// Six seconds of a quiet triangle wave, mono, 16 bits. Another seed is another pitch, and so
/// another file.
pub fn wav(seed: u32) -> Vec<u8> {
    let samples = RATE_HZ.saturating_mul(6);
    let period = NonZeroU32::MIN.saturating_add(29).saturating_add(seed.wrapping_rem(90));
    let data: Vec<u8> =
        (0..samples).flat_map(|index| triangle(index, period).to_le_bytes()).collect();
    let mut file = header(u32::try_from(data.len()).expect("a short file"));
    file.extend(data);
    file
}

/// From −7,500 to 7,500 and back in one period.
fn triangle(index: u32, period: NonZeroU32) -> i16 {
    let phase = (index % period).saturating_mul(30_000).div_euclid(period.get());
    let height = phase.min(30_000_u32.saturating_sub(phase));
    i16::try_from(height).expect("at most 15,000").saturating_sub(7_500)
}

/// The 44 bytes before the samples of a PCM file.
fn header(data_bytes: u32) -> Vec<u8> {
    let mut header = b"RIFF".to_vec();
    header.extend(data_bytes.saturating_add(36).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    header.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    header.extend(RATE_HZ.to_le_bytes());
    header.extend(RATE_HZ.saturating_mul(2).to_le_bytes());
    header.extend([2_u16, 16].map(u16::to_le_bytes).concat());
    header.extend(b"data");
    header.extend(data_bytes.to_le_bytes());
    header
}
