//! What the library's own readers do: FLAC, MP4 and Ogg, packet by packet.

use domain::audio::AudioFormat;
use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::{
    AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions, well_known,
};
use symphonia::core::errors::Error as DecodeError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use super::{Block, Blocks, Description, Opened, Promise, refusal};
use crate::rejection::Rejection;

/// So many packets may be empty in any file.
const PACKETS_ALWAYS: u64 = 1_000;

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
}

impl Library {
    /// Opens a source of a known container.
    pub(super) fn open(
        source: impl MediaSource + 'static,
        format: AudioFormat,
    ) -> Result<Opened, Rejection> {
        let (library, description) = Library::open_as(source, format)?;
        Ok(Opened::new(Box::new(library), description))
    }

    pub(super) fn open_as(
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
        let track = track.id;
        let (next, is_begun) = (None, false);
        let library = Library { reader, decoder, track, next, packets_left, is_begun, last_is_cut };
        Ok((library, description))
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

impl Blocks for Library {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        self.peek()?;
        let Some(packet) = self.next.take() else { return Ok(None) };
        self.next = self.read()?;
        match self.decoder.decode(&packet) {
            Ok(samples) => {
                copy(&samples, planes);
                let block = Block::of(&samples);
                if self.last_is_cut && self.next.is_none() {
                    let frames = super::bytes::place(packet.dur.get());
                    for plane in planes.iter_mut() {
                        plane.truncate(frames);
                    }
                }
                Ok(Some(block))
            }
            Err(DecodeError::DecodeError(_) | DecodeError::IoError(_)) => {
                planes.iter_mut().for_each(Vec::clear);
                Ok(Some(Block { rate_hz: 0, channels: 0, is_damaged: true }))
            }
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
