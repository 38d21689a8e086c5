//! What the library's own readers do: MP4 and Ogg, packet by packet.

use domain::audio::AudioFormat;
use symphonia::core::audio::{Channels, GenericAudioBufferRef};
use symphonia::core::codecs::audio::{
    AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known,
};
use symphonia::core::errors::Error as DecodeError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::TimeBase;

use super::{Block, Blocks, Description, Promise, refusal};
use crate::rejection::Rejection;

/// So many packets may be empty in any file.
const PACKETS_ALWAYS: u64 = 1_000;

/// No packet of any codec holds more samples; no silence in the place of one is longer.
const FRAMES_MAX: u64 = 65_536;

/// What is missing for longer was not lost: the clock of the stream was set anew.
const MISSING_SECONDS_MAX: u64 = 10;

/// A reader with its decoder, and one packet in advance, so that the last one is known.
pub(super) struct Library {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    next: Option<Packet>,
    /// Packets of all tracks that may still come: a header can promise billions of nothing.
    packets_left: u64,
    is_begun: bool,
    /// Where packets say how long they last in samples: the last is cut to it.
    last_is_cut: bool,
    time_base: Option<TimeBase>,
    /// Where packets say when they begin, and may be missing: where the next has to begin.
    expected: Option<i64>,
    may_miss: bool,
    /// Where the sound ends, as its last page says.
    end: Option<i64>,
    /// What the sound is, as far as it was decoded, and the samples of the longest packet so far.
    sound: Option<Block>,
    longest: u64,
}

impl Library {
    /// Opens a source of a known container.
    pub(super) fn open(
        source: impl MediaSource + 'static,
        format: AudioFormat,
    ) -> Result<(Library, Description), Rejection> {
        let packets_left = source.byte_len().unwrap_or(0).saturating_add(PACKETS_ALWAYS);
        let stream = MediaSourceStream::new(Box::new(source), MediaSourceStreamOptions::default());
        let reader = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
            .map_err(|error| refusal(&error))?;
        let track = reader.default_track(TrackType::Audio).ok_or(Rejection::no_track(format))?;
        let parameters = track
            .codec_params
            .as_ref()
            .and_then(|parameters| parameters.audio())
            .ok_or_else(|| Rejection::unknown_codec(format))?;
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(parameters, &AudioDecoderOptions::default())
            .map_err(|_| Rejection::unknown_codec(format))?;
        let is_lossless = is_lossless(parameters.codec);
        // The decoder knows rates that do not fit into the container's own field.
        let rate_hz = decoder.codec_params().sample_rate.or(parameters.sample_rate);
        let last_is_cut = track
            .time_base
            .is_some_and(|base| base.numer.get() == 1 && Some(base.denom.get()) == rate_hz);
        let description = Description {
            format,
            codec: decoder.codec_info().short_name.to_owned(),
            bits_per_sample: if is_lossless { bits_per_sample(parameters) } else { None },
            is_lossless,
            promise: track.num_frames.map(|frames| Promise::frames("header", frames)),
        };
        let may_miss = last_is_cut && format == AudioFormat::Ogg;
        let frames = track.num_frames.filter(|_| may_miss && !is_lossless);
        let end = frames.and_then(|frames| i64::try_from(frames).ok());
        let (time_base, track) = (track.time_base, track.id);
        let library = Library {
            reader,
            decoder,
            track,
            next: None,
            packets_left,
            is_begun: false,
            last_is_cut,
            time_base,
            expected: None,
            may_miss,
            end,
            sound: None,
            longest: 0,
        };
        Ok((library, description))
    }

    /// The rate that the decoder has; zero where it does not know.
    pub(super) fn rate_hz(&self) -> u32 {
        self.decoder.codec_params().sample_rate.unwrap_or(0)
    }

    /// The next packet of the track, before it is due.
    pub(super) fn peek(&mut self) -> Result<Option<&Packet>, Rejection> {
        if !self.is_begun {
            self.is_begun = true;
            self.next = self.read()?;
        }
        Ok(self.next.as_ref())
    }

    fn read(&mut self) -> Result<Option<Packet>, Rejection> {
        loop {
            self.packets_left = self.packets_left.checked_sub(1).ok_or_else(|| {
                let reason = "it promises more packets than it has bytes".to_owned();
                Rejection::Unreadable { reason }
            })?;
            match self.reader.next_packet() {
                Ok(Some(packet)) if packet.track_id != self.track => {}
                Ok(packet) => return Ok(packet),
                Err(error) => return Err(refusal(&error)),
            }
        }
    }
}

impl Library {
    /// Samples of a packet that is missing before the next, or before the end. A page tells where it
    /// ends, so what was lost in one page is missed at the beginning of the next.
    fn missing(&self) -> Option<u64> {
        let expected = self.expected.filter(|_| self.may_miss)?;
        let next = self.next.as_ref().map_or(self.end, |next| Some(next.pts.get()))?;
        let missing = u64::try_from(next.saturating_sub(expected)).ok()?;
        let rate_hz = self.sound?.rate_hz;
        let most = u64::from(rate_hz).saturating_mul(MISSING_SECONDS_MAX);
        (1..=most).contains(&missing).then_some(missing.min(self.longest.max(1)))
    }

    /// Silence in the place of what could not be decoded, so that what follows stays where it is.
    fn silence(&self, frames: u64, planes: &mut Vec<Vec<f32>>) -> Block {
        let parameters = self.decoder.codec_params();
        let channels = parameters.channels.as_ref().map_or(0, Channels::count);
        let said = Block {
            rate_hz: parameters.sample_rate.unwrap_or(0),
            channels: u32::try_from(channels).unwrap_or(0),
            is_damaged: true,
        };
        let sound = self.sound.unwrap_or(said);
        let frames = if sound.rate_hz == 0 { 0 } else { frames.min(FRAMES_MAX) };
        planes.resize_with(super::bytes::place(sound.channels), Vec::new);
        for plane in planes.iter_mut() {
            plane.clear();
            plane.resize(super::bytes::place(frames), 0.0);
        }
        let channels = if frames == 0 { 0 } else { sound.channels };
        Block { channels, is_damaged: true, ..sound }
    }

    /// How many samples a packet says that it has.
    fn frames_of(&self, packet: &Packet) -> u64 {
        let Some(base) = self.time_base else { return 0 };
        let rate_hz = self.sound.map(|sound| sound.rate_hz);
        let rate_hz = rate_hz.or(self.decoder.codec_params().sample_rate).unwrap_or(0);
        let seconds = u128::from(packet.dur.get()).saturating_mul(base.numer.get().into());
        let frames = seconds.saturating_mul(rate_hz.into()).checked_div(base.denom.get().into());
        frames.and_then(|frames| u64::try_from(frames).ok()).unwrap_or(0)
    }
}

impl Blocks for Library {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        self.peek()?;
        if let Some(missing) = self.missing() {
            let filled = i64::try_from(missing).unwrap_or(0);
            self.expected = self.expected.map(|expected| expected.saturating_add(filled));
            return Ok(Some(self.silence(missing, planes)));
        }
        let Some(packet) = self.next.take() else { return Ok(None) };
        let whole = packet.dur.get().saturating_add(packet.trim_start.get());
        let whole = i64::try_from(whole.saturating_add(packet.trim_end.get())).unwrap_or(i64::MAX);
        self.expected = Some(packet.pts.get().saturating_add(whole));
        self.next = self.read()?;
        match self.decoder.decode(&packet) {
            Ok(samples) => {
                copy(&samples, planes);
                let block = Block::of(&samples);
                self.sound = Some(block);
                let frames = planes.first().map_or(0, |plane| super::bytes::count(plane.len()));
                self.longest = self.longest.max(frames);
                if self.last_is_cut && self.next.is_none() {
                    let frames = super::bytes::place(packet.dur.get());
                    for plane in planes.iter_mut() {
                        plane.truncate(frames);
                    }
                }
                Ok(Some(block))
            }
            // What a decoder does not know was no obstacle at the start: it is damage, too.
            Err(
                DecodeError::DecodeError(_) | DecodeError::IoError(_) | DecodeError::Unsupported(_),
            ) => Ok(Some(self.silence(self.frames_of(&packet), planes))),
            Err(error) => Err(refusal(&error)),
        }
    }
}

fn copy(samples: &GenericAudioBufferRef<'_>, planes: &mut Vec<Vec<f32>>) {
    if samples.is_empty() {
        planes.iter_mut().for_each(Vec::clear);
    } else {
        samples.copy_to_vecs_planar(planes);
    }
}

fn is_lossless(codec: AudioCodecId) -> bool {
    ![
        well_known::CODEC_ID_VORBIS,
        well_known::CODEC_ID_MP3,
        well_known::CODEC_ID_AAC,
        well_known::CODEC_ID_PCM_ALAW,
        well_known::CODEC_ID_PCM_MULAW,
    ]
    .contains(&codec)
}

fn bits_per_sample(parameters: &AudioCodecParameters) -> Option<u32> {
    parameters
        .bits_per_coded_sample
        .or(parameters.bits_per_sample)
        .or_else(|| alac_bits(parameters))
}

/// The reader of MP4 leaves ALAC's depth where ALAC itself writes it: the sixth byte of its
/// configuration.
fn alac_bits(parameters: &AudioCodecParameters) -> Option<u32> {
    let is_alac = parameters.codec == well_known::CODEC_ID_ALAC;
    let configuration = parameters.extra_data.as_ref().filter(|_| is_alac)?;
    configuration.get(5).copied().map(u32::from)
}
