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
    file_of(named.chain(wave), rate_hz)
}

/// The samples of a tune of two voices that never repeats, by which it can be told from another one:
/// five notes a second.
pub fn tune(seed: u32, seconds: u32) -> Vec<i16> {
    let samples = RATE_HZ.saturating_mul(seconds);
    let voice = |index: u32, length: u32, number: u32| {
        let note = index.div_euclid(length).wrapping_mul(8).wrapping_add(number);
        let mixed = note.wrapping_add(seed.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
        let mixed = (mixed ^ mixed.wrapping_shr(13)).wrapping_mul(0xc2b2_ae35);
        let steps = PERIODS.len().saturating_sub(1);
        let step = usize::try_from(mixed.wrapping_shr(8)).unwrap_or(0) & steps;
        triangle(index, PERIODS.get(step).copied().unwrap_or(NonZeroU32::MIN)).div_euclid(2)
    };
    let both = |index| voice(index, 3_200, 0).saturating_add(voice(index, 4_800, 1));
    (0..samples).map(both).collect()
}

/// Samples of a semitone each, from C4 upwards, at [`RATE_HZ`].
const PERIODS: [NonZeroU32; 16] = {
    let samples = [61_u32, 58, 54, 51, 48, 46, 43, 41, 38, 36, 34, 32, 31, 29, 27, 26];
    let mut periods = [NonZeroU32::MIN; 16];
    let mut step = 0;
    while step < periods.len() {
        periods[step] = NonZeroU32::new(samples[step]).expect("there are some");
        step += 1;
    }
    periods
};

/// A file with these samples.
pub fn wav_with(samples: &[i16]) -> Vec<u8> {
    file_of(samples.iter().copied(), RATE_HZ)
}

/// The same piece under another coat: its first milliseconds cut away, and softer.
pub fn softer_from(samples: &[i16], from_ms: u32) -> Vec<u8> {
    let cut = usize::try_from(from_ms.saturating_mul(RATE_HZ).div_euclid(1_000)).unwrap_or(0);
    file_of(samples.iter().skip(cut).map(|sample| sample.div_euclid(2)), RATE_HZ)
}

fn file_of(samples: impl Iterator<Item = i16>, rate_hz: u32) -> Vec<u8> {
    let data: Vec<u8> = samples.flat_map(i16::to_le_bytes).collect();
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
