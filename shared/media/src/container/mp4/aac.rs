//! What AAC says of itself, and what it hides: the decoder knows the low-complexity profile, mono
//! or stereo, and would play high-efficiency AAC as its half-rate core without a word.

use super::super::bytes::Bits;
use super::super::library::Library;
use super::super::{Block, Blocks};
use crate::rejection::Rejection;

/// HE-AAC's core runs at half the rate of its sound: 48 kHz at most.
pub(super) const CORE_RATE_MAX_HZ: u32 = 24_000;

const RATES_HZ: [u32; 13] = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
];

const LOW_COMPLEXITY: u32 = 2;
const BAND_REPLICATION: u32 = 5;
const PARAMETRIC_STEREO: u32 = 29;

/// The rate of a sound that can be decoded and may hide replicated bands; nothing where none are
/// hidden. What cannot be decoded is refused by its name. `channels` is what the container says of
/// them.
pub(super) fn check(entry: &[u8], channels: u32) -> Result<Option<u32>, Rejection> {
    let Some(descriptor) = Descriptor::find(entry) else { return Ok(None) };
    match descriptor.object_type {
        0x40 | 0x66..=0x68 => {}
        0x69 | 0x6b => return Err(unsupported("MP3 inside MP4")),
        0xa5 => return Err(unsupported("Dolby Digital (AC-3)")),
        0xa6 => return Err(unsupported("Dolby Digital Plus (E-AC-3)")),
        0xa9..=0xac => return Err(unsupported("DTS")),
        0xdd => return Err(unsupported("Vorbis inside MP4")),
        other => return Err(unsupported(&format!("the MPEG-4 object type 0x{other:02x}"))),
    }
    let Some(config) = descriptor.config.and_then(Config::read) else { return Ok(None) };
    config.check(channels)?;
    Ok((!config.says_core_alone).then_some(config.rate_hz))
}

fn unsupported(codec: &str) -> Rejection {
    Rejection::UnsupportedCodec { codec: codec.to_owned() }
}

/// The refusal of HE-AAC; the rate of its sound is twice that of its core where nobody says.
fn he_aac(core_rate_hz: u32, rate_hz: Option<u32>) -> Rejection {
    let rate_hz = rate_hz.unwrap_or_else(|| core_rate_hz.saturating_mul(2));
    unsupported(&format!(
        "HE-AAC ({rate_hz} Hz by spectral band replication over a core of {core_rate_hz} Hz)"
    ))
}

/// The elementary stream descriptor.
struct Descriptor<'bytes> {
    object_type: u8,
    config: Option<&'bytes [u8]>,
}

impl<'bytes> Descriptor<'bytes> {
    fn find(entry: &'bytes [u8]) -> Option<Descriptor<'bytes>> {
        const ES: u8 = 3;
        const DECODER: u8 = 4;
        const SPECIFIC: u8 = 5;
        let at = entry.windows(4).position(|name| name == b"esds")?;
        let stream = tagged(entry.get(at.saturating_add(8)..)?, ES)?;
        let flags = *stream.get(2)?;
        let mut next = 3_usize;
        if flags & 0x80 != 0 {
            next = next.saturating_add(2);
        }
        if flags & 0x40 != 0 {
            let url = usize::from(*stream.get(next)?);
            next = next.saturating_add(1).saturating_add(url);
        }
        if flags & 0x20 != 0 {
            next = next.saturating_add(2);
        }
        let decoder = tagged(stream.get(next..)?, DECODER)?;
        let config = decoder.get(13..).and_then(|specific| tagged(specific, SPECIFIC));
        Some(Descriptor { object_type: *decoder.first()?, config })
    }
}

/// The body of a descriptor with this tag; its length takes one to four bytes.
fn tagged(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let (_, rest) = bytes.split_first().filter(|(first, _)| **first == tag)?;
    let (mut length, mut taken) = (0_usize, 0_usize);
    for byte in rest.iter().take(4) {
        length = (length << 7) | usize::from(byte & 0x7f);
        taken = taken.saturating_add(1);
        if byte & 0x80 == 0 {
            break;
        }
    }
    let body = rest.get(taken..)?;
    body.get(..length.min(body.len()))
}

/// MPEG-4's audio specific configuration.
#[derive(Debug, PartialEq, Eq)]
struct Config {
    object_type: u32,
    rate_hz: u32,
    channel_configuration: u32,
    has_short_frames: bool,
    /// The rate of the sound where bands are replicated.
    replicated_rate_hz: Option<u32>,
    /// It says that no bands are replicated.
    says_core_alone: bool,
}

impl Config {
    fn read(bytes: &[u8]) -> Option<Config> {
        /// What old players do not see: it stands behind the configuration that they know.
        const MARK: u32 = 0x2b7;
        let mut bits = Bits::new(bytes);
        let mut object_type = object_type(&mut bits)?;
        let rate_hz = rate(&mut bits)?;
        let channel_configuration = bits.take(4)?;
        let (mut replicated_rate_hz, mut says_core_alone) = (None, false);
        if matches!(object_type, BAND_REPLICATION | PARAMETRIC_STEREO) {
            replicated_rate_hz = Some(rate(&mut bits)?);
            object_type = self::object_type(&mut bits)?;
        }
        let has_short_frames = bits.take(1) == Some(1);
        if bits.take(1) == Some(1) {
            bits.skip(14);
        }
        bits.skip(1);
        if replicated_rate_hz.is_none() && bits.take(11) == Some(MARK) {
            let is_about_bands = self::object_type(&mut bits) == Some(BAND_REPLICATION);
            match bits.take(1).filter(|_| is_about_bands) {
                Some(1) => replicated_rate_hz = rate(&mut bits),
                flag => says_core_alone = flag == Some(0),
            }
        }
        Some(Config {
            object_type,
            rate_hz,
            channel_configuration,
            has_short_frames,
            replicated_rate_hz,
            says_core_alone,
        })
    }

    fn check(&self, said_channels: u32) -> Result<(), Rejection> {
        if let Some(rate_hz) = self.replicated_rate_hz {
            return Err(he_aac(self.rate_hz, Some(rate_hz)));
        }
        let profile = match self.object_type {
            LOW_COMPLEXITY => None,
            1 => Some("AAC of the main profile"),
            3 => Some("AAC with a scalable sample rate"),
            4 => Some("AAC with long-term prediction"),
            23 | 39 => Some("low-delay AAC"),
            42 => Some("xHE-AAC"),
            _ => Some("AAC of an unknown profile"),
        };
        if let Some(profile) = profile {
            return Err(unsupported(profile));
        }
        match self.channel_configuration {
            1 | 2 => {}
            7 => return Err(Rejection::TooManyChannels { channels: 8 }),
            channels @ 3..=6 => return Err(Rejection::TooManyChannels { channels }),
            _ if said_channels > 2 => {
                return Err(Rejection::TooManyChannels { channels: said_channels });
            }
            _ => return Err(unsupported("AAC with a channel layout of its own")),
        }
        if self.has_short_frames {
            return Err(unsupported("AAC with 960 samples a frame"));
        }
        Ok(())
    }
}

fn object_type(bits: &mut Bits<'_>) -> Option<u32> {
    const ESCAPE: u32 = 31;
    let short = bits.take(5)?;
    if short == ESCAPE { bits.take(6).map(|more| more.saturating_add(32)) } else { Some(short) }
}

fn rate(bits: &mut Bits<'_>) -> Option<u32> {
    const ESCAPE: u32 = 15;
    let index = bits.take(4)?;
    if index == ESCAPE {
        return bits.take(24);
    }
    RATES_HZ.get(usize::try_from(index).ok()?).copied()
}

/// A core of a low rate that is watched: where each of its first packets carries replicated bands,
/// the file is HE-AAC, whatever its header says.
pub(super) struct Watched {
    pub(super) library: Library,
    pub(super) core_rate_hz: u32,
    seen: u32,
    last: Box<[u8]>,
}

impl Watched {
    pub(super) fn new(library: Library, core_rate_hz: u32) -> Watched {
        Watched { library, core_rate_hz, seen: 0, last: Box::default() }
    }

    /// Looks at the next packet before it is decoded.
    fn watch(&mut self) -> Result<(), Rejection> {
        /// One packet may look so by chance, in one of forty.
        const ENOUGH: u32 = 8;
        let Some(packet) = self.library.peek()? else { return Ok(()) };
        // Silence is the same packet again and again, and one chance for all of them.
        if packet.data == self.last {
            return Ok(());
        }
        self.last = packet.data.clone();
        self.seen = self.seen.saturating_add(1);
        if !ends_with_replication(&self.last) {
            self.core_rate_hz = u32::MAX;
        } else if self.seen == ENOUGH {
            return Err(he_aac(self.core_rate_hz, None));
        }
        Ok(())
    }
}

impl Blocks for Watched {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        if self.core_rate_hz <= CORE_RATE_MAX_HZ {
            self.watch()?;
        }
        self.library.next(planes)
    }
}

/// Fill elements in a row at the end of a packet: one with the bands, and what pads it.
const FILLS_MAX: usize = 4;

/// Whether a packet ends with a fill element that holds replicated bands.
fn ends_with_replication(packet: &[u8]) -> bool {
    const FILL_BITS_MAX: usize = 3 + 4 + 8 + 269 * 8;
    let length = packet.len().saturating_mul(8);
    let from = length.saturating_sub(FILL_BITS_MAX * FILLS_MAX);
    (from..length).any(|at| fill_element(packet, at, true).is_some_and(|at| is_end(packet, at)))
}

/// Where the fill element at `at` ends; nothing where there is none.
fn fill_element(packet: &[u8], at: usize, with_bands: bool) -> Option<usize> {
    const FILL: u32 = 6;
    let mut bits = Bits::from(packet, at);
    if bits.take(3)? != FILL {
        return None;
    }
    let mut bytes = bits.take(4)?;
    if bytes == 15 {
        bytes = bits.take(8)?.saturating_add(14);
    }
    let end = bits.position().saturating_add(usize::try_from(bytes).ok()?.saturating_mul(8));
    let is_bands = matches!(bits.take(4)?, 13 | 14);
    (is_bands || !with_bands).then_some(end)
}

/// Whether at `at` there is the end of the packet, with no more than filling before it.
fn is_end(packet: &[u8], mut at: usize) -> bool {
    const END: u32 = 7;
    for _ in 1..FILLS_MAX {
        let Some(end) = fill_element(packet, at, false) else { break };
        at = end;
    }
    let mut bits = Bits::from(packet, at);
    if bits.take(3) != Some(END) {
        return false;
    }
    let rest = packet.len().saturating_mul(8).saturating_sub(bits.position());
    rest < 8 && bits.take(u32::try_from(rest).unwrap_or(0)) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(config: &[u8]) -> String {
        Config::read(config).unwrap().check(2).err().map_or(String::new(), |e| e.to_string())
    }

    #[test]
    fn profiles_are_told_by_their_names() {
        // Low complexity at 44.1 kHz, mono, with and without the mark that nothing is replicated.
        assert_eq!(
            (refused(&[0x12, 0x08, 0x56, 0xe5, 0x00]), refused(&[0x12, 0x10])),
            Default::default()
        );
        assert!(refused(&[0x12, 0x30]).contains("6 channels"));
        // Replication said behind the configuration, and in front of it.
        for config in [&[0x13, 0x88, 0x56, 0xe5, 0xa0][..], &[0x2b, 0x8a, 0x08, 0x00]] {
            let words = refused(config);
            assert!(words.contains("HE-AAC (44100 Hz") && words.contains("22050 Hz"), "{words}");
        }
    }

    #[test]
    fn replicated_bands_are_seen_at_the_end_of_a_packet() {
        // Some bits, FIL of two bytes with bands, FIL of one byte without, END, alignment.
        let bits = "1010011".to_owned()
            + "110"
            + "0010"
            + "1101010101010101"
            + "110"
            + "0001"
            + "00000000"
            + "111";
        let padded = format!("{bits:0<48}");
        let bytes: Vec<u8> = padded
            .as_bytes()
            .chunks(8)
            .map(|byte| byte.iter().fold(0, |sum, bit| (sum << 1) | (bit & 1)))
            .collect();
        assert_eq!(bytes.len() * 8, padded.len());
        assert!(ends_with_replication(&bytes), "{padded}");
        assert!(!ends_with_replication(&bytes[..4]));
        assert!(!ends_with_replication(&[]));
    }
}
