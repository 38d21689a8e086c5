//! Ogg: one stream, or several in a chain, as radio recordings and joined files are. Each link of
//! the chain is opened as the file that it once was.

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;

use super::bytes::{le32, range_within};
use super::library::Library;
use super::spliced::{Piece, Spliced};
use super::{Block, Blocks, Opened};
use crate::rejection::Rejection;

const HEADER_BYTES: usize = 27;
const FLAGS: usize = 5;
const LAST: u8 = 4;
const SUM: Range<usize> = 22..26;

pub(super) fn open(file: &Arc<Vec<u8>>, sound: Range<usize>) -> Result<Opened, Rejection> {
    let mut rest = links(file.get(..sound.end).unwrap_or_default(), sound.start)?.into_iter();
    let first = rest.next().ok_or(Rejection::incomplete("Ogg", "first page"))?;
    let (current, mut description) = open_link(file, &first)?;
    if rest.len() > 0 {
        // What the first link promises is not the length of the chain.
        description.promise = None;
    }
    let chain = Chain { file: Arc::clone(file), current, rest };
    Ok(Opened::new(Box::new(chain), description))
}

/// Where the first stream begins that has something else before it; nothing where there is none.
pub(super) fn find(bytes: &[u8]) -> Option<usize> {
    let begins = |window: &[u8]| window.starts_with(b"OggS\0\x02");
    bytes.windows(6).position(begins)
}

/// One of the files that were joined.
struct Link {
    range: Range<usize>,
    /// The last page of the stream that is decoded.
    last: Option<Page>,
}

impl Link {
    /// The link, with the flag of the last page where its program has forgotten it.
    fn pieces(&self, bytes: &[u8]) -> Vec<Piece> {
        let last = self.last.as_ref().and_then(|last| Some((last, last.as_last(bytes)?)));
        let Some((last, header)) = last else { return vec![Piece::File(self.range.clone())] };
        let behind = last.start.saturating_add(header.len());
        vec![
            Piece::File(self.range.start..last.start),
            Piece::Ours(header),
            Piece::File(behind..self.range.end),
        ]
    }
}

fn open_link(file: &Arc<Vec<u8>>, link: &Link) -> Result<(Library, super::Description), Rejection> {
    Library::open(Spliced::new(file, link.pieces(file)), AudioFormat::Ogg)
}

/// Link after link.
struct Chain {
    file: Arc<Vec<u8>>,
    current: Library,
    rest: std::vec::IntoIter<Link>,
}

impl Blocks for Chain {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        loop {
            if let Some(block) = self.current.next(planes)? {
                return Ok(Some(block));
            }
            let Some(link) = self.rest.next() else { return Ok(None) };
            self.current = open_link(&self.file, &link)?.0;
        }
    }
}

/// Where each link stands. A link begins with the first pages of its streams, all together.
fn links(bytes: &[u8], start: usize) -> Result<Vec<Link>, Rejection> {
    let (mut links, mut at, mut names) = (Vec::new(), start, Vec::new());
    let (mut link_start, mut was_first) = (start, true);
    let (mut serial, mut last): (Option<u32>, Option<Page>) = (None, None);
    while let Some(page) = Page::read(bytes, at) {
        if page.is_first {
            if !was_first {
                check_codecs(&names)?;
                names.clear();
                links.push(Link { range: link_start..at, last: last.take() });
                (link_start, serial) = (at, None);
            }
            let name = codec_name(bytes.get(page.body.clone()).unwrap_or_default());
            if name.is_none() && serial.is_none() {
                serial = Some(page.serial);
            }
            names.push(name);
        }
        was_first = page.is_first;
        at = next_page(bytes, page.body.end);
        if serial == Some(page.serial) {
            last = Some(page);
        }
    }
    check_codecs(&names)?;
    links.push(Link { range: link_start..at, last });
    Ok(links)
}

/// One of the streams has to be one that we decode; else the first says what was found.
fn check_codecs(names: &[Option<String>]) -> Result<(), Rejection> {
    match names.first() {
        Some(Some(codec)) if !names.contains(&None) => {
            Err(Rejection::UnsupportedCodec { codec: codec.clone() })
        }
        _ => Ok(()),
    }
}

/// What a stream is that we do not decode, by its first packet.
fn codec_name(packet: &[u8]) -> Option<String> {
    const KNOWN: [(&[u8], &str); 7] = [
        (b"OpusHead", "Opus"),
        (b"Speex", "Speex"),
        (b"\x80theora", "Theora video"),
        (b"BBCD", "Dirac video"),
        (b"fishead", "an Ogg skeleton"),
        (b"PCM     ", "plain samples inside Ogg"),
        (b"CELT", "CELT"),
    ];
    if packet.starts_with(b"\x01vorbis") || packet.starts_with(b"\x7fFLAC") {
        return None;
    }
    let known = KNOWN.iter().find(|(magic, _)| packet.starts_with(magic));
    Some(known.map_or("an unknown codec inside Ogg", |(_, name)| name).to_owned())
}

struct Page {
    start: usize,
    is_first: bool,
    is_last: bool,
    serial: u32,
    body: Range<usize>,
}

impl Page {
    fn read(bytes: &[u8], at: usize) -> Option<Page> {
        const FIRST: u8 = 2;
        let here = bytes.get(at..).filter(|here| here.starts_with(b"OggS"))?;
        let flags = *here.get(FLAGS)?;
        let segments = usize::from(*here.get(HEADER_BYTES.saturating_sub(1))?);
        let lengths = here.get(HEADER_BYTES..HEADER_BYTES.saturating_add(segments))?;
        let length = lengths.iter().map(|length| usize::from(*length)).sum();
        let body = at.saturating_add(HEADER_BYTES).saturating_add(segments);
        Some(Page {
            start: at,
            is_first: flags & FIRST != 0,
            is_last: flags & LAST != 0,
            serial: le32(here, 14)?,
            body: range_within(body, length, bytes.len()),
        })
    }

    /// The header of the page as that of a last one; nothing where it is that already, and where
    /// the page is not whole.
    fn as_last(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let page = bytes.get(self.start..self.body.end)?;
        let mut header = page.get(..HEADER_BYTES)?.to_vec();
        header.get_mut(SUM)?.fill(0);
        let body = page.get(HEADER_BYTES..)?;
        if self.is_last || check_sum(&header, body) != le32(page, SUM.start)? {
            return None;
        }
        *header.get_mut(FLAGS)? |= LAST;
        let sum = check_sum(&header, body).to_le_bytes();
        header.get_mut(SUM)?.copy_from_slice(&sum);
        Some(header)
    }
}

/// The check sum of a page, in which its own place holds zeros.
fn check_sum(header: &[u8], body: &[u8]) -> u32 {
    header.iter().chain(body).fold(0, |sum, byte| {
        (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum: u32, _| {
            (sum << 1) ^ if sum >> 31 == 0 { 0 } else { 0x04c1_1db7 }
        })
    })
}

/// The next page from `at` on, over whatever stands between; the end of the file without one.
fn next_page(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.starts_with(b"OggS") {
        return at;
    }
    let found = rest.windows(4).position(|window| window == b"OggS");
    found.map_or(bytes.len(), |found| at.saturating_add(found))
}
