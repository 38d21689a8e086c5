//! Audio that a test makes itself: short, valid, and different for every seed.

use std::num::NonZeroU32;

const RATE_HZ: u32 = 16_000;

/// How long [`wav`] is.
pub const WAV_MS: u64 = 6_000;

/// What [`wav`] is sent as.
pub const WAV_TYPE: &str = "audio/wav";

/// Six seconds of a quiet triangle wave, mono, 16 bits. Another seed is another file.
pub fn wav(seed: u32) -> Vec<u8> {
    wav_of(seed, 6, RATE_HZ)
}

/// The same with another length and sample rate.
pub fn wav_of(seed: u32, seconds: u32, rate_hz: u32) -> Vec<u8> {
    let samples = rate_hz.saturating_mul(seconds);
    let period = NonZeroU32::MIN.saturating_add(29).saturating_add(seed.wrapping_rem(90));
    // Pitches are few: the seed itself stands in the first four samples, too quiet to be heard.
    let named = seed.to_le_bytes().map(i16::from).into_iter();
    let wave = (4..samples).map(|index| triangle(index, period));
    let data: Vec<u8> = named.chain(wave).flat_map(i16::to_le_bytes).collect();
    let mut file = header(u32::try_from(data.len()).expect("a short file"), rate_hz);
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
fn header(data_bytes: u32, rate_hz: u32) -> Vec<u8> {
    let mut header = b"RIFF".to_vec();
    header.extend(data_bytes.saturating_add(36).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    header.extend([1_u16, 1].map(u16::to_le_bytes).concat());
    header.extend(rate_hz.to_le_bytes());
    header.extend(rate_hz.saturating_mul(2).to_le_bytes());
    header.extend([2_u16, 16].map(u16::to_le_bytes).concat());
    header.extend(b"data");
    header.extend(data_bytes.to_le_bytes());
    header
}
