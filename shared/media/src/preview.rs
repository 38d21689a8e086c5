//! The listening copy: MP3, without any tag that a person wrote, of the master's length and
//! loudness, and not larger than a lossy master.
//!
//! It keeps the master private, hides the composer's name, plays in every browser, and is a tenth
//! of the traffic. What the encoder adds in front and behind stands in its first frame, which holds
//! no sound: players leave out as much, and a moment of the master is the same moment of its
//! preview. See `docs/adr/0033-the-preview-is-mp3.md`.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "samples and decibels are floats; a gain is near 1"
)]

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ebur128::{EbuR128, Mode};
use rusty_mp3::encode::lametag;
use rusty_mp3::{Mp3Encoder, Mp3EncoderConfig};

use crate::played::each_played;
use crate::rejection::Rejection;
use crate::resample::{Resampler, resampled};

/// Which of the rates of MPEG-1 a master gets; the first is too low for music and serves what is
/// lower still.
const RATES_HZ: [u32; 3] = [32_000, 44_100, 48_000];

/// What MPEG-1 has, in kb/s.
const BIT_RATES: [u32; 10] = [160, 128, 112, 96, 80, 64, 56, 48, 40, 32];

/// What MPEG-2 and its extension to lower rates have below that.
const LOW_BIT_RATES: [u32; 6] = [48, 40, 32, 24, 16, 8];

/// Nobody hears a twelfth of a decibel, and with the rounding of two meters it stays below a tenth.
const LOUDNESS_TOLERANCE_LU: f64 = 0.08;

/// An encoder takes and adds a little, more where the bits are few. What it did to the loudness is
/// taken back by another pass, of which a long master has fewer.
const PASSES: RangeInclusive<u64> = 4..=12;
/// Of sound, that all passes go over together where that is more than the fewest do.
const SECONDS_HEARD: u64 = 360;

/// What a preview follows from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Master {
    pub(crate) rate_hz: u32,
    pub(crate) channels: u32,
    /// Samples of each channel.
    pub(crate) frames: u64,
    /// In LUFS; nothing for what is too short or too quiet to have one.
    pub(crate) loudness: Option<f64>,
    /// Size of a lossy file.
    pub(crate) size_max: Option<u64>,
}

/// The preview of a file: a function of its bytes.
pub(crate) fn make(
    file: &Arc<Vec<u8>>,
    master: &Master,
    stop: &AtomicBool,
) -> Result<Vec<u8>, Rejection> {
    let encoding = Encoding::of(master);
    let mut search = GainSearch::default();
    let mut best: Option<(f64, Arc<Vec<u8>>)> = None;
    for _ in 0..passes_max(master) {
        let preview = Arc::new(encode(file, master, encoding, search.gain(), stop)?);
        let heard = loudness(&preview, master, encoding, stop)?;
        // Where one of the two has no loudness, none can be compared.
        let off = master.loudness.zip(heard).map_or(0.0, |(right, heard)| heard - right);
        if best.as_ref().is_none_or(|(least, _)| off.abs() < *least) {
            best = Some((off.abs(), preview));
        }
        if off.abs() <= LOUDNESS_TOLERANCE_LU {
            break;
        }
        search.learn(off);
    }
    let preview = best.ok_or(Rejection::DecoderFailed)?.1;
    Ok(Arc::unwrap_or_clone(preview))
}

fn passes_max(master: &Master) -> u64 {
    let seconds = master.frames.checked_div(master.rate_hz.into()).unwrap_or(0).max(1);
    SECONDS_HEARD.div_euclid(seconds).clamp(*PASSES.start(), *PASSES.end())
}

/// Which gain is tried next, all in decibels.
///
/// What came out is taken off what went in, until one gain was too soft and another too loud; from
/// then on the next lies between the two, since an encoder of few bits answers in jumps. Where there
/// is a jump and nothing else, it begins anew.
#[derive(Debug, Default)]
struct GainSearch {
    next: f64,
    /// Gains and how far off they were.
    too_soft: Option<(f64, f64)>,
    too_loud: Option<(f64, f64)>,
}

impl GainSearch {
    fn gain(&self) -> f64 {
        10_f64.powf(self.next / 20.0)
    }

    fn learn(&mut self, off: f64) {
        const JUMP_DB: f64 = 0.02;
        let bound = if off > 0.0 { &mut self.too_loud } else { &mut self.too_soft };
        *bound = Some((self.next, off));
        match (self.too_soft, self.too_loud) {
            (Some((soft, below)), Some((loud, above))) if (loud - soft).abs() > JUMP_DB => {
                let part = (below / (below - above)).clamp(0.1, 0.9);
                self.next = soft + (loud - soft) * part;
            }
            (Some(_), Some(_)) => *self = GainSearch { next: self.next - off, ..Self::default() },
            _ => self.next -= off,
        }
    }
}

/// Sample rate and bit rate of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Encoding {
    rate_hz: u32,
    kbps: u32,
}

impl Encoding {
    /// The usual one, or the best of those that make no lossy file larger.
    fn of(master: &Master) -> Encoding {
        let rate_hz = rate_for(master.rate_hz);
        let is_stereo = master.channels > 1;
        let (usual, least) = match (is_stereo, master.rate_hz >= RATES_HZ[0]) {
            (true, true) => (160, 56),
            (true, false) => (112, 56),
            (false, true) => (96, 32),
            (false, false) => (64, 32),
        };
        let fine = BIT_RATES.iter().filter(|kbps| (least..=usual).contains(*kbps));
        let fine = fine.map(|kbps| Encoding { rate_hz, kbps: *kbps });
        let low_rate_hz = low_rate_for(master.rate_hz, rate_hz);
        let coarse = LOW_BIT_RATES.iter().filter(|kbps| **kbps < least);
        let coarse = coarse.map(|kbps| Encoding { rate_hz: low_rate_hz, kbps: *kbps });
        let smallest = Encoding { rate_hz: low_rate_hz, kbps: 8 };
        fine.chain(coarse)
            .find(|encoding| master.size_max.is_none_or(|max| encoding.size(master) <= max))
            .unwrap_or(smallest)
    }

    /// Every frame has the same size, so the size of the whole is known beforehand.
    fn size(self, master: &Master) -> u64 {
        let channels = u16::try_from(master.channels).unwrap_or(2);
        let Ok(header) = rusty_mp3::encoder_header(self.rate_hz, channels, self.kbps) else {
            return u64::MAX;
        };
        let frames = resampled(master.frames, master.rate_hz.into(), self.rate_hz.into());
        let per_frame = header.version.samples_per_frame();
        let frames = lametag::frames_for(frames, lametag::ENCODER_DELAY, per_frame);
        let size = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
        let first = size(lametag::tag_header(&header).frame_size());
        frames.saturating_mul(size(header.frame_size())).saturating_add(first)
    }
}

/// The rate of MPEG-1 that is a multiple of the master's, or else the next; what is higher than all
/// comes down to the one that divides it.
fn rate_for(master_hz: u32) -> u32 {
    let divides = |whole: u32, part: u32| whole.checked_rem(part) == Some(0);
    let up = RATES_HZ.iter().filter(|rate| **rate >= master_hz);
    let mut multiples = up.clone().filter(|rate| divides(**rate, master_hz));
    if let Some(rate) = multiples.next().or_else(|| up.clone().next()) {
        return *rate;
    }
    if divides(master_hz, 44_100) { 44_100 } else { 48_000 }
}

/// The master's own rate where MPEG-2 has it, or the half of MPEG-1's.
fn low_rate_for(master_hz: u32, rate_hz: u32) -> u32 {
    let quarter = rate_hz.div_euclid(4);
    if master_hz <= quarter { quarter } else { rate_hz.div_euclid(2) }
}

/// One pass over the file. Louder than full scale stays as it is: the player clips it, as it would
/// the master.
fn encode(
    file: &Arc<Vec<u8>>,
    master: &Master,
    encoding: Encoding,
    gain: f64,
    stop: &AtomicBool,
) -> Result<Vec<u8>, Rejection> {
    let Encoding { rate_hz, kbps } = encoding;
    let channels = u16::try_from(master.channels).unwrap_or(2);
    let mut resampler = Resampler::new(master.rate_hz, rate_hz, channels.into());
    let mut encoder = Mp3Encoder::new(Mp3EncoderConfig { bitrate_kbps: kbps, vbr_quality: None });
    let (mut resampled, mut interleaved) = (Vec::new(), Vec::new());
    let mut push = |planes: &[Vec<f32>]| {
        interleave(planes, gain as f32, &mut interleaved);
        let pushed = encoder.push_pcm_f32(&interleaved, channels, rate_hz);
        pushed.map_err(|_| Rejection::DecoderFailed)
    };
    each_played(file, stop, |planes| {
        resampler.add(planes, &mut resampled);
        push(&resampled)
    })?;
    resampler.finish(&mut resampled);
    push(&resampled)?;
    encoder.finish();
    let mut preview = Vec::new();
    while let Ok(frame) = encoder.next_packet() {
        preview.extend_from_slice(&frame);
    }
    Ok(preview)
}

fn interleave(planes: &[Vec<f32>], gain: f32, into: &mut Vec<f32>) {
    let frames = planes.first().map_or(0, Vec::len);
    into.clear();
    into.resize(frames.saturating_mul(planes.len()), 0.0);
    for (channel, plane) in planes.iter().enumerate() {
        let own = into.iter_mut().skip(channel).step_by(planes.len().max(1));
        own.zip(plane).for_each(|(to, sample)| *to = sample * gain);
    }
}

/// In LUFS, as it is played.
fn loudness(
    preview: &Arc<Vec<u8>>,
    master: &Master,
    encoding: Encoding,
    stop: &AtomicBool,
) -> Result<Option<f64>, Rejection> {
    if master.loudness.is_none() {
        return Ok(None);
    }
    let mut meter = EbuR128::new(master.channels, encoding.rate_hz, Mode::I)
        .map_err(|_| Rejection::DecoderFailed)?;
    each_played(preview, stop, |planes| {
        let planes: Vec<&[f32]> = planes.iter().map(Vec::as_slice).collect();
        meter.add_frames_planar_f32(&planes).map_err(|_| Rejection::DecoderFailed)
    })?;
    Ok(meter.loudness_global().ok().filter(|loudness| loudness.is_finite()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, clippy::integer_division, reason = "small files")]

    use std::f64::consts::TAU;

    use super::*;
    use crate::analysis::{Analysis, Limits, analyse_here, measure_here};

    const RATES_HZ: [u32; 12] = [
        8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400,
        192_000,
    ];

    /// A quarter of a second of nothing, a bell, and noise that dies away, in each half second; the
    /// right side is softer.
    fn music(rate_hz: u32, channels: u16) -> Vec<u8> {
        let rate = f64::from(rate_hz);
        let mut noise = 1_u32;
        let mut samples = Vec::new();
        for n in 0..rate_hz {
            let after = f64::from(n) / rate - 0.25;
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = f64::from(noise) / f64::from(u32::MAX) - 0.5;
            let since = after.rem_euclid(0.25);
            let bell = [440.0, 1_320.0, 3_100.0].map(|hz: f64| (hz * since * TAU).sin());
            let sound = bell.iter().sum::<f64>() * 0.15 * (-4.0 * since).exp()
                + hiss * 0.3 * (-30.0 * since).exp();
            let sound = if after < 0.0 { 0.0 } else { sound };
            samples.extend((0..channels).map(|side| sound / f64::from(1 + side)));
        }
        wav(&samples, rate_hz, channels)
    }

    /// 32-bit samples in a WAV.
    fn wav(samples: &[f64], rate_hz: u32, channels: u16) -> Vec<u8> {
        let data = u32::try_from(samples.len() * 4).unwrap();
        let mut file = b"RIFF".to_vec();
        file.extend((36 + data).to_le_bytes());
        file.extend(b"WAVEfmt \x10\0\0\0\x03\0");
        file.extend(channels.to_le_bytes());
        file.extend(rate_hz.to_le_bytes());
        file.extend((rate_hz * u32::from(channels) * 4).to_le_bytes());
        file.extend((channels * 4).to_le_bytes());
        file.extend(32_u16.to_le_bytes());
        file.extend(b"data");
        file.extend(data.to_le_bytes());
        file.extend(samples.iter().flat_map(|sample| (*sample as f32).to_le_bytes()));
        file
    }

    fn analysed(file: Vec<u8>) -> Analysis {
        analyse_here(&Arc::new(file), Limits::default(), &AtomicBool::new(false)).unwrap()
    }

    fn measured(file: Vec<u8>) -> Analysis {
        measure_here(&Arc::new(file), Limits::default(), &AtomicBool::new(false)).unwrap()
    }

    /// The first channel, as it is played.
    fn heard(file: Vec<u8>) -> Vec<f32> {
        let mut all = Vec::new();
        each_played(&Arc::new(file), &AtomicBool::new(false), |planes| {
            all.extend_from_slice(&planes[0]);
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn a_preview_lasts_and_sounds_as_long_and_as_loud_as_its_master_at_every_rate() {
        for (rate_hz, channels) in RATES_HZ.into_iter().flat_map(|rate| [(rate, 1), (rate, 2)]) {
            let master = analysed(music(rate_hz, channels));
            let preview = measured(master.preview.clone());
            let case = format!("{rate_hz} Hz, {channels}: {:?}", preview.facts);
            assert_eq!(preview.facts.codec, "mp3", "{case}");
            assert_eq!(preview.warnings, Vec::<String>::new(), "{case}");
            assert_eq!(preview.facts.channels, u32::from(channels), "{case}");
            assert!(preview.facts.sample_rate_hz >= rate_hz.min(44_100), "{case}");
            let samples = heard(master.preview);
            let rate = preview.facts.sample_rate_hz as usize;
            assert_eq!(samples.len(), rate, "{case}");
            let right = master.facts.loudness_centi_lufs.unwrap();
            assert!((preview.facts.loudness_centi_lufs.unwrap() - right).abs() <= 9, "{case}");
            // A block of the encoder is 13 ms, and it starts at most one early.
            let before = &samples[..rate * 21 / 100];
            let loudest = before.iter().fold(0.0_f32, |high, sample| high.max(sample.abs()));
            assert!(loudest < 0.001, "{case}: {loudest} before the first sound");
        }
    }

    #[test]
    fn an_encoder_that_answers_too_much_or_too_little_is_brought_to_the_right_gain() {
        for slope in [0.4, 1.0, 1.6, 2.5, 6.0] {
            let mut search = GainSearch::default();
            let off = |search: &GainSearch| slope * 20.0 * search.gain().log10() - 3.0;
            for _ in 1..*PASSES.end() {
                let found = off(&search);
                if found.abs() > LOUDNESS_TOLERANCE_LU {
                    search.learn(found);
                }
            }
            let found = off(&search);
            assert!(found.abs() <= LOUDNESS_TOLERANCE_LU, "{slope}: {found} LU off");
        }
    }

    #[test]
    fn a_long_master_has_fewer_passes_than_a_short_one() {
        let passes = |frames| {
            passes_max(&Master {
                rate_hz: 8_000,
                channels: 1,
                frames,
                loudness: None,
                size_max: None,
            })
        };
        assert_eq!([passes(1), passes(240_000), passes(8_000 * 900)], [12, 12, 4]);
    }

    #[test]
    fn a_click_stands_where_it_stands_in_the_master() {
        for rate_hz in [8_000, 22_050, 44_100, 48_000, 96_000] {
            let mut samples = vec![0.0; rate_hz as usize];
            let at = rate_hz as usize / 2;
            samples[at] = 0.9;
            let file = Arc::new(wav(&samples, rate_hz, 1));
            let frames = u64::from(rate_hz);
            let master = Master { rate_hz, channels: 1, frames, loudness: None, size_max: None };
            let preview = make(&file, &master, &AtomicBool::new(false)).unwrap();
            let samples = heard(preview);
            let loudest = samples.iter().map(|sample| sample.abs()).fold(0.0, f32::max);
            let found = samples.iter().position(|sample| sample.abs() >= loudest).unwrap();
            let off = found.abs_diff(samples.len() / 2);
            assert!(off <= 1, "{rate_hz} Hz: {off} samples away");
        }
    }

    #[test]
    fn no_preview_is_larger_than_a_lossy_master() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/sound");
        let mut tried = 0;
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let file = std::fs::read(&path).unwrap();
            let size = file.len();
            let lossy = ["m4a", "mp3", "ogg"].map(|suffix| path.extension().unwrap() == suffix);
            let master = Arc::new(file);
            let Ok(analysis) = analyse_here(&master, Limits::default(), &AtomicBool::new(false))
            else {
                continue;
            };
            if lossy.contains(&true) {
                tried += 1;
                assert!(analysis.preview.len() <= size, "{path:?}: {}", analysis.preview.len());
                assert!(measured(analysis.preview).facts.duration_ms > 0);
            }
        }
        assert!(tried > 5, "{tried}");
    }

    #[test]
    fn the_bit_rate_falls_until_the_preview_fits() {
        let of = |rate_hz, channels, kbps: u64| {
            let size_max = (kbps > 0).then_some(kbps * 1_000 / 8 * 180);
            let frames = u64::from(rate_hz) * 180;
            let Encoding { rate_hz, kbps } =
                Encoding::of(&Master { rate_hz, channels, frames, loudness: None, size_max });
            (rate_hz, kbps)
        };
        assert_eq!(of(44_100, 2, 0), (44_100, 160));
        assert_eq!(of(44_100, 2, 130), (44_100, 128));
        assert_eq!(of(48_000, 2, 60), (48_000, 56));
        assert_eq!(of(48_000, 2, 50), (24_000, 48));
        assert_eq!(of(22_050, 1, 39), (44_100, 32));
        assert_eq!(of(22_050, 1, 25), (22_050, 24));
        assert_eq!(of(8_000, 1, 9), (8_000, 8));
        assert_eq!(of(8_000, 1, 1), (8_000, 8));
        assert_eq!(of(37_800, 2, 0), (44_100, 160));
        assert_eq!(of(64_000, 2, 0), (48_000, 160));
        assert_eq!(of(176_400, 1, 0), (44_100, 96));
    }
}
