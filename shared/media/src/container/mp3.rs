//! MP3, frame by frame to its end.
//!
//! A stream of frames has no header of its own: what a first frame named Xing, Info or VBRI says of
//! the length is compared with the frames that are there and believed where it agrees.

mod header;
mod walk;

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;
use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as DecodeError;
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use self::header::{Header, Info};
use self::walk::{Frame, Walk};
use super::{Block, Blocks, Description, Opened, refusal};
use crate::rejection::Rejection;

/// What every decoder of layer 3 adds in front, beside what the encoder says it has added.
const DECODER_DELAY: u64 = 529;

/// Opens the stream whose first frame is found anywhere behind `sound.start`; nothing where there
/// is none.
pub(super) fn open(file: &Arc<Vec<u8>>, sound: Range<usize>) -> Result<Option<Opened>, Rejection> {
    let bytes = file.get(..sound.end).unwrap_or_default();
    let mut walk = Walk::new(sound.start);
    let Some(first) = walk.next(bytes) else {
        return check_free_format(bytes.get(sound.start..).unwrap_or_default()).map(|()| None);
    };
    first.header.check()?;
    let info = Info::read(bytes.get(first.bytes.clone()).unwrap_or_default(), &first.header);
    if info.is_none() {
        walk = Walk::new(first.bytes.start);
    }
    let counted = count_frames(bytes, walk.clone());
    let frames = Mp3Frames::new(file, sound.end, walk)?;
    let description = Description {
        format: AudioFormat::Mp3,
        codec: "mp3".to_owned(),
        bits_per_sample: None,
        is_lossless: false,
        promise: None,
    };
    let mut opened = Opened::new(Box::new(frames), description);
    let samples = u64::from(first.header.samples());
    let total = counted.frames.saturating_mul(samples);
    let start = info.as_ref().and_then(|info| info.delay);
    let start = start.map_or(0, |delay| u64::from(delay).saturating_add(DECODER_DELAY));
    let mut end = u64::MAX;
    if let Some((said, info)) = info.as_ref().and_then(|info| Some((info.frames?, info))) {
        if u64::from(said) == counted.frames {
            let padding = u64::from(info.padding.unwrap_or(0)).saturating_sub(DECODER_DELAY);
            end = total.saturating_sub(padding);
        } else {
            let (said, rate_hz) = (u64::from(said).saturating_mul(samples), first.header.rate_hz);
            let [said, heard] = [said, total].map(|frames| frames.saturating_sub(start));
            opened.warnings.push(super::disagreement(info.name, said, heard, rate_hz));
        }
    }
    if counted.is_cut {
        opened
            .warnings
            .push("the last frame of the MP3 is incomplete: its end is cut off".to_owned());
    }
    opened.keep = super::only(start.min(end)..end);
    Ok(Some(opened))
}

/// Refuses by its name a stream whose frames do not say how long they are.
fn check_free_format(bytes: &[u8]) -> Result<(), Rejection> {
    /// A frame of 640 kilobits a second, and more than that.
    const FRAME_BYTES_MAX: usize = 6_000;
    let Some(first) = Header::read(bytes).filter(|first| first.bytes() == 0) else {
        return Ok(());
    };
    let is_next = |bytes: &[u8]| {
        Header::read(bytes).is_some_and(|next| next.bytes() == 0 && next.is_same_stream(&first))
    };
    let near = bytes.get(4..bytes.len().min(FRAME_BYTES_MAX)).unwrap_or_default();
    if near.windows(4).any(is_next) {
        let codec = "MP3 of the free format, whose frames do not say how long they are".to_owned();
        return Err(Rejection::UnsupportedCodec { codec });
    }
    Ok(())
}

struct Counted {
    frames: u64,
    is_cut: bool,
}

/// All frames behind the info frame, whatever they are.
fn count_frames(bytes: &[u8], mut walk: Walk) -> Counted {
    let mut counted = Counted { frames: 0, is_cut: false };
    while let Some(frame) = walk.next(bytes) {
        counted.frames = counted.frames.saturating_add(1);
        counted.is_cut |= frame.bytes.len() < frame.header.bytes();
    }
    counted
}

/// The frames and their decoder.
struct Mp3Frames {
    file: Arc<Vec<u8>>,
    end: usize,
    walk: Walk,
    decoder: Box<dyn AudioDecoder>,
    /// The rate and channels for which the decoder was made.
    sound: Option<Header>,
}

impl Mp3Frames {
    fn new(file: &Arc<Vec<u8>>, end: usize, walk: Walk) -> Result<Mp3Frames, Rejection> {
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(CODEC_ID_MP3);
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
            .map_err(|error| refusal(&error))?;
        Ok(Mp3Frames { file: Arc::clone(file), end, walk, decoder, sound: None })
    }

    fn decode(&mut self, frame: &Frame, planes: &mut Vec<Vec<f32>>) -> Result<Block, Rejection> {
        let stored = self.file.get(frame.bytes.clone()).unwrap_or_default();
        // The last frame of a cut file: what is missing is silence.
        let mut whole = Vec::new();
        let bytes = if stored.len() < frame.header.bytes() {
            whole.extend_from_slice(stored);
            whole.resize(frame.header.bytes(), 0);
            whole.as_slice()
        } else {
            stored
        };
        let packet = PacketRef::new(0, Timestamp::ZERO, Duration::ZERO, bytes);
        match self.decoder.decode_ref(&packet) {
            Ok(samples) => {
                samples.copy_to_vecs_planar(planes);
                Ok(Block::of(&samples))
            }
            Err(DecodeError::DecodeError(_) | DecodeError::IoError(_)) => {
                // Its time passes in silence, so that what follows stays where it is.
                let (channels, frames) =
                    (frame.header.channels, usize::from(frame.header.samples()));
                planes.resize_with(usize::from(channels), Vec::new);
                for plane in planes.iter_mut() {
                    plane.clear();
                    plane.resize(frames, 0.0);
                }
                let rate_hz = frame.header.rate_hz;
                Ok(Block { rate_hz, channels: channels.into(), is_damaged: true })
            }
            Err(error) => Err(refusal(&error)),
        }
    }
}

impl Blocks for Mp3Frames {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        let Some(frame) = self.walk.next(self.file.get(..self.end).unwrap_or_default()) else {
            return Ok(None);
        };
        let is_same = |sound: &Header| frame.header.is_same_sound(sound);
        if self.sound.as_ref().is_none_or(is_same) {
            self.sound = Some(frame.header);
            return self.decode(&frame, planes).map(Some);
        }
        // Another sound: the decoder is not asked, the change is for the caller to judge.
        planes.clear();
        let (rate_hz, channels) = (frame.header.rate_hz, frame.header.channels.into());
        Ok(Some(Block { rate_hz, channels, is_damaged: false }))
    }
}
