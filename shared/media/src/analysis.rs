//! The full analysis of one file: decoded once, every packet feeding loudness, peaks, clipping,
//! and silence; decoded again for the preview, which follows from what was measured.
//!
//! The bytes come from strangers. The decoder runs on a thread of its own, where a panic is a
//! rejection; samples and wall time are capped; memory grows with what is decoded, never with what
//! a header says.

use std::num::{NonZeroU8, NonZeroU32};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::audio::AudioFacts;
use domain::fingerprint::Fingerprint;
use domain::money::Sha256Hex;
use sha2::{Digest, Sha256};

use crate::container::{self, Block, Description, Opened, milliseconds};
use crate::meters::{Measured, Meters};
use crate::rejection::{Rejection, SoundFormat};
use crate::waveform::Waveform;
use crate::{played, preview};

/// What one pass over a file yields.
#[derive(Debug, Clone)]
pub struct Analysis {
    pub facts: AudioFacts,
    /// What the header says and the sound is not, each in one sentence for the composer.
    pub warnings: Vec<String>,
    /// The listening copy: a whole MP3 without tags. The same master gives the same
    /// bytes.
    pub preview: Vec<u8>,
    pub waveform: Waveform,
    pub fingerprint: Fingerprint,
}

/// How much work a stranger's file may cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub max_duration_minutes: u64,
    pub max_wall_time: Duration,
}

impl Default for Limits {
    /// 15 minutes of sound; decoding them takes a few seconds, so two minutes of wall time means
    /// that something is wrong with the file.
    fn default() -> Self {
        Limits { max_duration_minutes: 15, max_wall_time: Duration::from_mins(2) }
    }
}

/// Analyses a file on a blocking thread.
///
/// A panic of the decoder and the time limit are rejections like any other. After the time limit
/// the thread is told to stop and left to it.
pub async fn analyse(bytes: Arc<Vec<u8>>, limits: Limits) -> Result<Analysis, Rejection> {
    let stop = Arc::new(AtomicBool::new(false));
    let stop_inside = Arc::clone(&stop);
    let work = tokio::task::spawn_blocking(move || analyse_here(&bytes, limits, &stop_inside));
    match tokio::time::timeout(limits.max_wall_time, work).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_panicked)) => Err(Rejection::DecoderFailed),
        Err(_elapsed) => {
            stop.store(true, Ordering::Relaxed);
            Err(Rejection::TookTooLong)
        }
    }
}

/// Analyses a file on the caller's thread, until done or told to stop.
pub fn analyse_here(
    bytes: &Arc<Vec<u8>>,
    limits: Limits,
    stop: &AtomicBool,
) -> Result<Analysis, Rejection> {
    run(bytes, limits, stop, true)
}

/// The same without preview and fingerprint, which stay empty: for what only measures.
pub fn measure_here(
    bytes: &Arc<Vec<u8>>,
    limits: Limits,
    stop: &AtomicBool,
) -> Result<Analysis, Rejection> {
    run(bytes, limits, stop, false)
}

fn run(
    bytes: &Arc<Vec<u8>>,
    limits: Limits,
    stop: &AtomicBool,
    makes_copies: bool,
) -> Result<Analysis, Rejection> {
    let sha256: [u8; 32] = Sha256::digest(bytes.as_slice()).into();
    let mut pass = Pass::new(container::open(bytes)?, limits);
    pass.makes_fingerprint = makes_copies;
    pass.bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    while pass.step()? {
        if stop.load(Ordering::Relaxed) {
            return Err(Rejection::TookTooLong);
        }
    }
    let (description, measured, warnings) = pass.finish()?;
    let master = measured.master((!description.is_lossless).then_some(bytes.len()));
    let preview = if makes_copies { preview::make(bytes, &master, stop)? } else { Vec::new() };
    let analysis = conclude(description, measured, warnings, bytes.len(), sha256);
    Ok(Analysis { preview, ..analysis })
}

/// One pass over a file, block by block.
struct Pass {
    opened: Opened,
    meters: Option<Meters>,
    planes: Vec<Vec<f32>>,
    /// What of a block is played, where that is not all of it.
    part: Vec<Vec<f32>>,
    /// Samples of each channel decoded so far, played or not.
    position: u64,
    /// Size of the file.
    bytes: u64,
    makes_fingerprint: bool,
    limits: Limits,
    blocks: u64,
    damaged: u64,
}

impl Pass {
    fn new(opened: Opened, limits: Limits) -> Pass {
        Pass {
            opened,
            meters: None,
            planes: Vec::new(),
            part: Vec::new(),
            position: 0,
            bytes: 0,
            makes_fingerprint: false,
            limits,
            blocks: 0,
            damaged: 0,
        }
    }

    /// Decodes one block; `false` at the end of the file.
    fn step(&mut self) -> Result<bool, Rejection> {
        let is_over = self.opened.keep.last().is_none_or(|last| last.end <= self.position);
        let block = if is_over { None } else { self.opened.blocks.next(&mut self.planes)? };
        let Some(block) = block else { return Ok(false) };
        self.blocks = self.blocks.saturating_add(1);
        if block.is_damaged {
            self.damaged = self.damaged.saturating_add(1);
            self.check_damage()?;
        }
        if block.channels > 0 {
            self.play(block)?;
        }
        Ok(true)
    }

    /// Feeds the meters with what of the block is to be heard.
    fn play(&mut self, block: Block) -> Result<(), Rejection> {
        let frames = self.planes.first().map_or(0, Vec::len);
        // The first packet of Vorbis decodes to nothing.
        if frames == 0 && !block.is_damaged && self.meters.is_none() {
            return Ok(());
        }
        let meters = meters_for(&mut self.meters, block, self.makes_fingerprint)?;
        self.position = played::each_kept(
            &self.opened.keep,
            self.position,
            &self.planes,
            &mut self.part,
            |planes| meters.add(planes),
        )?;
        meters.check_duration(self.limits.max_duration_minutes)?;
        self.check_size(block.channels)
    }

    /// A few bytes can stand for hours of nothing. FLAC's blocks of silence, the most that a real
    /// encoder saves, have 350 samples a byte.
    fn check_size(&self, channels: u32) -> Result<(), Rejection> {
        const ALWAYS: u64 = 2_000_000;
        const SAMPLES_PER_BYTE: u64 = 1_000;
        let samples = self.bytes.saturating_mul(SAMPLES_PER_BYTE).saturating_add(ALWAYS);
        if self.position.saturating_mul(channels.into()) > samples {
            return Err(Rejection::Unfolds { bytes: self.bytes, samples });
        }
        Ok(())
    }

    /// Lossy streams cut from a broadcast or an edit may start with a few packets that refer to
    /// what is no longer there. A lossless file is whole or it is not: it is judged at its end,
    /// where all of the damage is known.
    fn check_damage(&self) -> Result<(), Rejection> {
        const PACKETS_PER_TOLERATED: u64 = 100;
        const ALWAYS_TOLERATED: u64 = 4;
        let tolerated =
            self.blocks.div_euclid(PACKETS_PER_TOLERATED).saturating_add(ALWAYS_TOLERATED);
        if self.damaged > tolerated && !self.opened.description.is_lossless {
            return Err(Rejection::Damaged { damaged: self.damaged, packets: self.blocks });
        }
        Ok(())
    }

    fn finish(self) -> Result<(Description, Measured, Vec<String>), Rejection> {
        let Opened { description, mut warnings, .. } = self.opened;
        let (damaged, packets) = (self.damaged, self.blocks);
        if damaged > 0 && description.is_lossless {
            return Err(Rejection::Damaged { damaged, packets });
        }
        let nothing = match description.promise {
            Some(promise) if promise.frames > 0 => Rejection::Truncated { found: None },
            _ => Rejection::NoSamples,
        };
        let measured = self.meters.ok_or(nothing)?.finish()?;
        if let Some(promise) = description.promise {
            let (said, heard) = (promise.frames, measured.frames);
            if description.is_lossless && is_cut(said, heard) {
                let ms = |frames| milliseconds(frames, measured.rate_hz);
                let found = Some((ms(heard), ms(said), promise.by));
                return Err(Rejection::Truncated { found });
            }
            // Less than a millisecond is not heard.
            if said.abs_diff(heard).saturating_mul(1000) >= u64::from(measured.rate_hz) {
                let found = container::disagreement(promise.by, said, heard, measured.rate_hz);
                warnings.push(found);
            }
        }
        if damaged > 0 {
            warnings.push(format!(
                "{damaged} of {packets} packets could not be decoded; silence stands in their place"
            ));
        }
        warnings.extend(measured.constant_offset_warning());
        Ok((description, measured, warnings))
    }
}

/// The meters, made when the first samples tell rate and channels; the header is not asked.
fn meters_for(
    meters: &mut Option<Meters>,
    block: Block,
    makes_fingerprint: bool,
) -> Result<&mut Meters, Rejection> {
    let Block { rate_hz, channels, .. } = block;
    let meters = match meters {
        Some(meters) => meters,
        empty @ None => {
            let rate = NonZeroU32::new(rate_hz)
                .filter(|rate| (8_000..=192_000).contains(&rate.get()))
                .ok_or(Rejection::SampleRate { rate_hz })?;
            let channel_count = u8::try_from(channels)
                .ok()
                .and_then(NonZeroU8::new)
                .filter(|count| count.get() <= 2)
                .ok_or(Rejection::TooManyChannels { channels })?;
            empty.insert(Meters::new(rate, channel_count, makes_fingerprint)?)
        }
    };
    meters.check_format(SoundFormat { rate_hz, channels })?;
    Ok(meters)
}

/// Less than 99 % of the promised frames arrived.
fn is_cut(promised: u64, frames: u64) -> bool {
    frames.saturating_mul(100) < promised.saturating_mul(99)
}

fn conclude(
    description: Description,
    measured: Measured,
    warnings: Vec<String>,
    size: usize,
    sha256: [u8; 32],
) -> Analysis {
    let facts = AudioFacts {
        format: description.format,
        codec: description.codec,
        duration_ms: measured.duration_ms,
        sample_rate_hz: measured.rate_hz,
        bits_per_sample: description.bits_per_sample,
        channels: measured.channels,
        loudness_centi_lufs: measured.loudness_centi_lufs,
        true_peak_centi_dbtp: measured.true_peak_centi_dbtp,
        clipped_samples: measured.clipped_samples,
        leading_silence_ms: measured.leading_silence_ms,
        trailing_silence_ms: measured.trailing_silence_ms,
        total_silence_ms: measured.total_silence_ms,
        size_bytes: u64::try_from(size).unwrap_or(u64::MAX),
        sha256: Sha256Hex::from_bytes(&sha256),
    };
    let Measured { waveform, fingerprint, .. } = measured;
    Analysis { facts, warnings, preview: Vec::new(), waveform, fingerprint }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_arithmetic, clippy::as_conversions, reason = "samples are made here")]
    #![expect(clippy::arithmetic_side_effects, reason = "test files are small")]
    #![expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "see above")]

    use std::f32::consts::TAU;

    use domain::audio::AudioFormat;

    use super::*;

    const RATE: u32 = 44_100;

    /// A sine of 997 Hz, the loudness standard's own test tone.
    fn sine(frames: u32, amplitude: f32) -> Vec<f32> {
        (0..frames).map(|n| amplitude * (n as f32 * 997.0 * TAU / RATE as f32).sin()).collect()
    }

    /// A 16-bit WAV whose channels all play `samples`, with `extra` chunks before the data.
    fn wav(samples: &[f32], channels: u16, extra: &[u8]) -> Vec<u8> {
        let data_bytes = samples.len() as u32 * u32::from(channels) * 2;
        let mut file = b"RIFF".to_vec();
        file.extend((36 + extra.len() as u32 + data_bytes).to_le_bytes());
        file.extend(b"WAVEfmt \x10\0\0\0\x01\0");
        file.extend(channels.to_le_bytes());
        file.extend(RATE.to_le_bytes());
        file.extend((RATE * u32::from(channels) * 2).to_le_bytes());
        file.extend((channels * 2).to_le_bytes());
        file.extend(16_u16.to_le_bytes());
        file.extend(extra);
        file.extend(b"data");
        file.extend(data_bytes.to_le_bytes());
        for sample in samples {
            let bytes = ((sample * 32_767.0) as i16).to_le_bytes();
            (0..channels).for_each(|_| file.extend(bytes));
        }
        file
    }

    /// A `LIST INFO` chunk that names the artist.
    fn artist_chunk(artist: &str) -> Vec<u8> {
        let padded = format!("{artist:\0<20}");
        let mut chunk = b"LIST".to_vec();
        chunk.extend((4 + 8 + 20_u32).to_le_bytes());
        chunk.extend(b"INFOIART");
        chunk.extend(20_u32.to_le_bytes());
        chunk.extend(padded.as_bytes());
        chunk
    }

    fn analysed(bytes: Vec<u8>) -> Result<Analysis, Rejection> {
        analyse_here(&Arc::new(bytes), Limits::default(), &AtomicBool::new(false))
    }

    #[test]
    fn a_test_tone_measures_what_the_standard_says() {
        let facts = analysed(wav(&sine(RATE * 5, 0.1), 2, &[])).unwrap().facts;
        assert_eq!((facts.format, facts.codec.as_str()), (AudioFormat::Wav, "pcm_s16le"));
        assert_eq!((facts.duration_ms, facts.sample_rate_hz), (5000, RATE));
        assert_eq!((facts.bits_per_sample, facts.channels), (Some(16), 2));
        // −20 dBFS in both channels of a stereo file is −20 LUFS.
        assert!((facts.loudness_centi_lufs.unwrap() + 2000).abs() < 20, "{facts:?}");
        assert!((facts.true_peak_centi_dbtp.unwrap() + 2000).abs() < 20, "{facts:?}");
        assert_eq!((facts.clipped_samples, facts.sha256.as_str().len()), (0, 64));
    }

    #[test]
    fn silence_and_clipping_are_found() {
        let mut samples = vec![0.0; RATE as usize];
        samples.extend(sine(RATE, 2.0).iter().map(|sample| sample.clamp(-1.0, 1.0)));
        samples.extend(vec![0.0; 22_050]);
        let facts = analysed(wav(&samples, 1, &[])).unwrap().facts;
        assert!(facts.leading_silence_ms.abs_diff(1000) <= 1, "{facts:?}");
        assert!(facts.trailing_silence_ms.abs_diff(500) <= 1, "{facts:?}");
        assert!(facts.total_silence_ms >= 1499 && facts.clipped_samples > 20_000, "{facts:?}");
    }

    #[test]
    fn the_preview_of_a_tagged_file_names_nobody() {
        let tagged = wav(&sine(RATE, 0.5), 2, &artist_chunk("Ada Lovelace"));
        assert!(contains(&tagged, b"Ada Lovelace"));
        let analysis = analysed(tagged).unwrap();
        assert!(!contains(&analysis.preview, b"Ada"));
        assert!(!contains(&analysis.preview, b"ARTIST") && !contains(&analysis.preview, b"IART"));
        let preview = analysed(analysis.preview.clone()).unwrap().facts;
        assert_eq!((preview.format, preview.codec.as_str()), (AudioFormat::Mp3, "mp3"));
        assert_eq!((preview.duration_ms, preview.bits_per_sample), (1000, None));
    }

    #[test]
    fn an_id3_tag_in_front_is_no_obstacle() {
        let mut tagged = b"ID3\x04\0\0\0\0\x10\x00".to_vec();
        tagged.extend(vec![0xff; 2048]);
        tagged.extend(wav(&sine(RATE, 0.5), 1, &[]));
        assert_eq!(analysed(tagged).unwrap().facts.duration_ms, 1000);
    }

    #[test]
    fn the_same_master_gives_the_same_preview() {
        let file = wav(&sine(RATE, 0.5), 2, &[]);
        assert_eq!(analysed(file.clone()).unwrap().preview, analysed(file).unwrap().preview);
    }

    #[test]
    fn a_cut_file_is_refused() {
        let file = wav(&sine(RATE, 0.5), 2, &[]);
        for keep in [0, 10, 44, 1000, file.len() >> 1, file.len() - 9000] {
            assert!(analysed(file[..keep].to_vec()).is_err(), "the first {keep} bytes");
        }
        let preview = analysed(file).unwrap().preview;
        assert!(analysed(preview[..60].to_vec()).is_err());
    }

    #[test]
    fn a_header_that_promises_gigabytes_allocates_nothing() {
        let mut file = wav(&sine(4410, 0.5), 2, &[]);
        file[40..44].copy_from_slice(&0x7eff_fff0_u32.to_le_bytes());
        assert!(matches!(analysed(file), Err(Rejection::Truncated { found: Some(_) })));
    }

    #[test]
    fn silence_many_channels_and_long_pieces_are_refused() {
        let silent = analysed(wav(&vec![0.0; 44_100], 2, &[])).err();
        assert_eq!(silent, Some(Rejection::NoSound { duration_ms: 1000 }));
        let six = analysed(wav(&sine(4410, 0.5), 6, &[])).err();
        assert_eq!(six, Some(Rejection::TooManyChannels { channels: 6 }));
        let limits = Limits { max_duration_minutes: 1, ..Limits::default() };
        let long = Arc::new(wav(&sine(RATE * 61, 0.5), 1, &[]));
        let refused = analyse_here(&long, limits, &AtomicBool::new(false)).err();
        assert_eq!(refused, Some(Rejection::TooLong { minutes_max: 1 }));
    }

    #[tokio::test]
    async fn a_file_that_takes_too_long_is_refused() {
        let limits = Limits { max_wall_time: Duration::ZERO, ..Limits::default() };
        let file = Arc::new(wav(&sine(RATE * 60, 0.5), 2, &[]));
        assert_eq!(analyse(file, limits).await.err(), Some(Rejection::TookTooLong));
    }

    fn contains(haystack: &[u8], needle: &[u8]) -> bool {
        haystack.windows(needle.len()).any(|window| window == needle)
    }
}
