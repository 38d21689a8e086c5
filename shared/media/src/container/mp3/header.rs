//! What the four bytes of a frame say, and the info frame that encoders put in front.

use super::super::bytes::{be16, be32, four};
use crate::rejection::Rejection;

/// Kilobits a second by index: of MPEG 1, layers 1 to 3, and of MPEG 2 with 2.5.
const KILOBITS_1: [[u16; 15]; 3] = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const KILOBITS_2: [[u16; 15]; 3] = [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// One frame's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    is_mpeg_1: bool,
    /// 1, 2 or 3.
    layer: u8,
    pub(super) rate_hz: u32,
    pub(super) channels: u8,
    /// Zero for the free format, in which the size stands nowhere.
    kilobits: u16,
    is_padded: bool,
}

impl Header {
    /// The header at the start of these bytes; nothing where they are no frame.
    pub(super) fn read(bytes: &[u8]) -> Option<Header> {
        let [0xff, second, third, fourth, ..] = *bytes else { return None };
        if second & 0xe0 != 0xe0 {
            return None;
        }
        let version = (second >> 3) & 3;
        let layer = 4_u8.checked_sub((second >> 1) & 3).filter(|layer| *layer < 4)?;
        let base: u32 = match (third >> 2) & 3 {
            0 => 44_100,
            1 => 48_000,
            2 => 32_000,
            _ => return None,
        };
        let (is_mpeg_1, rate_hz) = match version {
            0 => (false, base >> 2),
            2 => (false, base >> 1),
            3 => (true, base),
            _ => return None,
        };
        let tables = if is_mpeg_1 { &KILOBITS_1 } else { &KILOBITS_2 };
        let table = tables.get(usize::from(layer.checked_sub(1)?))?;
        let kilobits = *table.get(usize::from(third >> 4))?;
        if fourth & 3 == 2 {
            return None;
        }
        let (channels, is_padded) = (if fourth >> 6 == 3 { 1 } else { 2 }, third & 2 != 0);
        Some(Header { is_mpeg_1, layer, rate_hz, channels, kilobits, is_padded })
    }

    /// Whether a frame of this kind can be decoded.
    pub(super) fn check(&self) -> Result<(), Rejection> {
        match self.layer {
            3 => Ok(()),
            layer => {
                Err(Rejection::UnsupportedCodec { codec: format!("MPEG audio layer {layer}") })
            }
        }
    }

    /// Samples of one channel in this frame.
    pub(super) fn samples(&self) -> u16 {
        match (self.layer, self.is_mpeg_1) {
            (1, _) => 384,
            (3, false) => 576,
            _ => 1152,
        }
    }

    /// Bytes of the frame with its header; zero in the free format.
    pub(super) fn bytes(&self) -> usize {
        // Layer 1 counts in slots of four bytes.
        let slot = if self.layer == 1 { 4 } else { 1_usize };
        let slots = match (self.layer, self.is_mpeg_1) {
            (1, _) => 12_000,
            (3, false) => 72_000,
            _ => 144_000_u32,
        };
        let slots = slots.saturating_mul(self.kilobits.into()).checked_div(self.rate_hz);
        match usize::try_from(slots.unwrap_or(0)).unwrap_or(0) {
            0 => 0,
            slots => slots.saturating_add(usize::from(self.is_padded)).saturating_mul(slot),
        }
    }

    /// Bytes between the header and the main data, without the checksum.
    fn side_info_bytes(&self) -> usize {
        match (self.is_mpeg_1, self.channels) {
            (true, 1) | (false, 2) => 17,
            (true, _) => 32,
            (false, _) => 9,
        }
    }

    /// So little of a last frame can still be decoded.
    pub(super) fn bytes_min(&self) -> usize {
        self.side_info_bytes().saturating_add(6)
    }

    /// Whether one stream may hold both frames.
    pub(super) fn is_same_stream(&self, other: &Header) -> bool {
        (self.is_mpeg_1, self.layer, self.rate_hz) == (other.is_mpeg_1, other.layer, other.rate_hz)
    }

    /// Whether both sound with the same rate and channels.
    pub(super) fn is_same_sound(&self, other: &Header) -> bool {
        self.is_same_stream(other) && self.channels == other.channels
    }
}

/// What an encoder says about the stream in a silent first frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Info {
    pub(super) name: &'static str,
    /// Frames that follow.
    pub(super) frames: Option<u32>,
    /// Samples that the encoder has put in front.
    pub(super) delay: Option<u16>,
    /// Samples that it has put behind, the decoder's own delay among them.
    pub(super) padding: Option<u16>,
}

impl Info {
    pub(super) fn read(frame: &[u8], header: &Header) -> Option<Info> {
        const CHECKSUM_BYTES: usize = 2;
        let usual = header.side_info_bytes().saturating_add(4);
        let places = [usual, usual.saturating_add(CHECKSUM_BYTES)];
        places.into_iter().find_map(|at| Info::xing(frame, at)).or_else(|| Info::vbri(frame))
    }

    fn xing(frame: &[u8], at: usize) -> Option<Info> {
        let name = match &four(frame, at)? {
            b"Xing" => "Xing header",
            b"Info" => "Info header",
            _ => return None,
        };
        let flags = be32(frame, at.saturating_add(4))?;
        let has = |flag: u32| flags & flag != 0;
        let mut next = at.saturating_add(8);
        let frames = if has(1) { be32(frame, next) } else { None };
        for (flag, bytes) in [(1, 4), (2, 4), (4, 100), (8, 4)] {
            next = next.saturating_add(if has(flag) { bytes } else { 0 });
        }
        let encoder = four(frame, next).unwrap_or_default();
        let is_known = matches!(&encoder, b"LAME" | b"Lavf" | b"Lavc");
        let delays = be32(frame, next.saturating_add(21)).filter(|_| is_known);
        let twelve_bits =
            |shift: u32| delays.and_then(|delays| u16::try_from((delays >> shift) & 0xfff).ok());
        Some(Info { name, frames, delay: twelve_bits(20), padding: twelve_bits(8) })
    }

    fn vbri(frame: &[u8]) -> Option<Info> {
        const PLACE: usize = 36;
        if four(frame, PLACE)? != *b"VBRI" {
            return None;
        }
        be16(frame, PLACE.saturating_add(4))?;
        let frames = be32(frame, PLACE.saturating_add(14));
        Some(Info { name: "VBRI header", frames, delay: None, padding: None })
    }
}
