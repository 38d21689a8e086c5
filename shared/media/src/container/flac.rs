//! FLAC behind and before whatever stands around it: one stream, or several joined into one file.
//!
//! The decoder is given a header of our own: the stream's rate, channels and bits as they are, and
//! none of what may be wrong there and is not needed (block and frame sizes, the length, tags,
//! pictures, seek tables).

mod header;
mod walk;

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as DecodeError;
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use self::header::Header;
use self::walk::{Frame, Walk};
use super::bytes::{Bits, be32, place};
use super::{Block, Blocks, Description, Opened, Promise, refusal};
use crate::rejection::Rejection;

const STREAM_INFO_BYTES: usize = 34;

/// How a stream begins: its mark and the head of its first block, the last or not.
const BEGINNINGS: [&[u8]; 2] = [b"fLaC\0\0\0\x22", b"fLaC\x80\0\0\x22"];

pub(super) fn open(file: &Arc<Vec<u8>>, sound: Range<usize>) -> Result<Opened, Rejection> {
    let links = links(file.get(..sound.end).unwrap_or_default(), sound.start)?;
    let totals: Option<Vec<u64>> = links.iter().map(Link::total_frames).collect();
    let total = totals.map(|totals| totals.into_iter().fold(0, u64::saturating_add));
    let first = links.first().ok_or(Rejection::incomplete("FLAC", "STREAMINFO block"))?;
    let description = Description {
        format: AudioFormat::Flac,
        codec: "flac".to_owned(),
        bits_per_sample: Some(first.bits()),
        is_lossless: true,
        promise: total.map(|total| Promise::frames("FLAC header", total)),
    };
    let blocks = Joined {
        file: Arc::clone(file),
        current: None,
        rest: links.into_iter(),
        is_promised: total.is_some(),
    };
    Ok(Opened::new(Box::new(blocks), description))
}

/// Where the first stream begins that has something else before it; nothing where there is none.
pub(super) fn find(bytes: &[u8]) -> Option<usize> {
    let begins = |window: &[u8]| window.starts_with(b"f") && BEGINNINGS.contains(&window);
    bytes.windows(8).position(begins)
}

/// Whether the bytes begin with a frame.
pub(super) fn is_frame(bytes: &[u8]) -> bool {
    Header::read(bytes).is_some()
}

/// One stream of those that are joined: its own information, and where its frames stand.
struct Link {
    info: [u8; STREAM_INFO_BYTES],
    frames: Range<usize>,
}

impl Link {
    /// The length that the header promises; nothing where it does not know.
    fn total_frames(&self) -> Option<u64> {
        let mut bits = Bits::from(&self.info, 108);
        let total = (u64::from(bits.take(4)?) << 32) | u64::from(bits.take(32)?);
        (total > 0).then_some(total)
    }

    fn rate_hz(&self) -> u32 {
        Bits::from(&self.info, 80).take(20).unwrap_or(0)
    }

    fn bits(&self) -> u32 {
        Bits::from(&self.info, 103).take(5).unwrap_or(0).saturating_add(1)
    }

    /// What the decoder is told: any size of a block, rate, channels and bits.
    fn header(&self) -> Box<[u8]> {
        let mut header = vec![0, 16, 0xff, 0xff];
        // No limits for the bytes of a frame.
        header.extend([0; 6]);
        let format = self.info.get(10..14).unwrap_or_default();
        let last = format.last().map(|last| last & 0xf0);
        header.extend(format.iter().copied().take(3).chain(last));
        // No length, and no checksum of the whole.
        header.resize(STREAM_INFO_BYTES, 0);
        header.into_boxed_slice()
    }
}

/// The streams of a file, one behind the other.
fn links(bytes: &[u8], start: usize) -> Result<Vec<Link>, Rejection> {
    let (mut links, mut at) = (Vec::new(), start);
    loop {
        let (info, frames) = metadata(bytes, at)?;
        let next = find(bytes.get(frames..).unwrap_or_default());
        let end = next.map_or(bytes.len(), |next| frames.saturating_add(next));
        links.push(Link { info, frames: frames..end });
        if next.is_none() {
            return Ok(links);
        }
        at = end;
    }
}

/// The stream's own information, and where its frames begin.
fn metadata(bytes: &[u8], start: usize) -> Result<([u8; STREAM_INFO_BYTES], usize), Rejection> {
    const LAST: u32 = 1 << 31;
    let (mut at, mut info) = (start.saturating_add(4), None);
    // A writer that marks no block as the last is forgiven: no block begins as a frame does.
    while !bytes.get(at..).is_some_and(is_frame) {
        let block = be32(bytes, at).ok_or(Rejection::incomplete("FLAC", "sound"))?;
        let body = at.saturating_add(4);
        let is_stream_info = block & 0x7f00_0000 == 0;
        if is_stream_info && info.is_none() {
            info = bytes.get(body..).and_then(|body| body.first_chunk().copied());
        }
        at = body.saturating_add(place(block & 0x00ff_ffff));
        if block & LAST != 0 {
            break;
        }
    }
    Ok((info.ok_or(Rejection::incomplete("FLAC", "STREAMINFO block"))?, at))
}

/// Stream after stream.
struct Joined {
    file: Arc<Vec<u8>>,
    current: Option<Stream>,
    rest: std::vec::IntoIter<Link>,
    /// Whether a length is known with which the sound is compared at its end.
    is_promised: bool,
}

impl Blocks for Joined {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        loop {
            if let Some(current) = &mut self.current {
                let bytes = self.file.get(..current.end).unwrap_or_default();
                if let Some(block) = current.next(bytes, planes)? {
                    return Ok(Some(block));
                }
                if current.is_cut && !self.is_promised {
                    return Err(Rejection::Truncated { found: None });
                }
            }
            let Some(link) = self.rest.next() else { return Ok(None) };
            self.current = Stream::open(&self.file, &link)?;
        }
    }
}

/// The frames of one stream and their decoder.
struct Stream {
    walk: Walk,
    end: usize,
    decoder: Box<dyn AudioDecoder>,
    rate_hz: u32,
    /// A frame that waits behind what is missing before it.
    waiting: Option<Frame>,
    /// Samples of each block but the last, where the frames count blocks.
    block: u64,
    /// Where the next frame has to begin, in samples.
    expected: Option<u64>,
    /// The file ends within the last frame.
    is_cut: bool,
}

impl Stream {
    /// Nothing for a stream without a frame, for which no decoder is made.
    fn open(file: &[u8], link: &Link) -> Result<Option<Stream>, Rejection> {
        let walk = Walk::new(link.frames.start);
        let Some(first) = walk.clone().next(file.get(..link.frames.end).unwrap_or_default()) else {
            return Ok(None);
        };
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(CODEC_ID_FLAC).with_extra_data(link.header());
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
            .map_err(|error| refusal(&error))?;
        // What begins late has lost its beginning only where something else stands there.
        let block = u64::from(first.header.samples);
        let begins = first.bytes.start == link.frames.start;
        Ok(Some(Stream {
            walk,
            end: link.frames.end,
            decoder,
            rate_hz: link.rate_hz(),
            waiting: None,
            block,
            expected: Some(if begins { first.header.begins_at(block) } else { 0 }),
            is_cut: false,
        }))
    }

    fn next(
        &mut self,
        bytes: &[u8],
        planes: &mut Vec<Vec<f32>>,
    ) -> Result<Option<Block>, Rejection> {
        let waiting = self.waiting.take();
        let Some(frame) = waiting.or_else(|| self.walk.next(bytes)) else { return Ok(None) };
        let begins_at = frame.header.begins_at(self.block);
        if self.expected.take().is_some_and(|expected| begins_at > expected) {
            self.waiting = Some(frame);
            return Ok(Some(Self::damaged(planes)));
        }
        self.expected = Some(begins_at.saturating_add(frame.header.samples.into()));
        self.decode(&frame, bytes, planes)
    }

    fn decode(
        &mut self,
        frame: &Frame,
        bytes: &[u8],
        planes: &mut Vec<Vec<f32>>,
    ) -> Result<Option<Block>, Rejection> {
        let is_last = frame.bytes.end == self.end;
        if !frame.is_whole && !is_last {
            return Ok(Some(Self::damaged(planes)));
        }
        let data = bytes.get(frame.bytes.clone()).unwrap_or_default();
        let packet = PacketRef::new(0, Timestamp::ZERO, Duration::ZERO, data);
        let Header { rate_hz, channels, .. } = frame.header;
        match self.decoder.decode_ref(&packet) {
            Ok(samples) if frame.is_whole => {
                if samples.num_planes() != usize::from(channels) {
                    return Ok(Some(Self::damaged(planes)));
                }
                samples.copy_to_vecs_planar(planes);
                let rate_hz = rate_hz.unwrap_or(self.rate_hz);
                Ok(Some(Block { rate_hz, channels: channels.into(), is_damaged: false }))
            }
            Err(DecodeError::IoError(_)) if !frame.is_whole => {
                self.is_cut = true;
                Ok(None)
            }
            Ok(_) | Err(DecodeError::DecodeError(_) | DecodeError::IoError(_)) => {
                Ok(Some(Self::damaged(planes)))
            }
            Err(error) => Err(refusal(&error)),
        }
    }

    /// What is damaged is refused, whatever stands in its place.
    fn damaged(planes: &mut [Vec<f32>]) -> Block {
        planes.iter_mut().for_each(Vec::clear);
        Block { rate_hz: 0, channels: 0, is_damaged: true }
    }
}
