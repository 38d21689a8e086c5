//! Ogg: one stream, or several in a chain, as radio recordings and joined files are. Each link of
//! the chain is opened as the file that it once was.

use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;

use super::bytes::{be16, le32, range_within};
use super::library::Library;
use super::{Block, Blocks, Opened};
use crate::rejection::Rejection;

const HEADER_BYTES: usize = 27;

pub(super) fn open(file: &Arc<Vec<u8>>, sound: Range<usize>) -> Result<Opened, Rejection> {
    let links = links(file.get(..sound.end).unwrap_or_default(), sound.start)?;
    let mut rest = links.into_iter();
    let first = rest.next().ok_or(Rejection::incomplete("Ogg", "first page"))?;
    let (current, mut description) = open_link(file, first)?;
    let rest: Vec<Range<usize>> = rest.collect();
    if !rest.is_empty() {
        // What the first link promises is not the length of the chain.
        description.promise = None;
    }
    let chain = Chain { file: Arc::clone(file), current, rest: rest.into_iter() };
    Ok(Opened::new(Box::new(chain), description))
}

/// The bytes of one link, shared and not copied.
struct Link {
    file: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Link {
    fn as_ref(&self) -> &[u8] {
        self.file.get(self.range.clone()).unwrap_or_default()
    }
}

fn open_link(
    file: &Arc<Vec<u8>>,
    range: Range<usize>,
) -> Result<(Library, super::Description), Rejection> {
    let link = Link { file: Arc::clone(file), range };
    Library::open_as(Cursor::new(link), AudioFormat::Ogg)
}

/// Link after link.
struct Chain {
    file: Arc<Vec<u8>>,
    current: Library,
    rest: std::vec::IntoIter<Range<usize>>,
}

impl Blocks for Chain {
    fn next(&mut self, planes: &mut Vec<Vec<f32>>) -> Result<Option<Block>, Rejection> {
        loop {
            if let Some(block) = self.current.next(planes)? {
                return Ok(Some(block));
            }
            let Some(link) = self.rest.next() else { return Ok(None) };
            self.current = open_link(&self.file, link)?.0;
        }
    }
}

/// Where each link stands. A link begins with the first pages of its streams, all together.
fn links(bytes: &[u8], start: usize) -> Result<Vec<Range<usize>>, Rejection> {
    let (mut links, mut at, mut names) = (Vec::new(), start, Vec::new());
    let (mut link_start, mut was_first) = (start, true);
    while let Some(page) = Page::read(bytes, at) {
        if page.is_first {
            if !was_first {
                check_codecs(&names)?;
                names.clear();
                links.push(link_start..at);
                link_start = at;
            }
            names.push(codec_name(bytes.get(page.body.clone()).unwrap_or_default()));
        }
        was_first = page.is_first;
        at = next_page(bytes, page.body.end);
    }
    check_codecs(&names)?;
    links.push(link_start..at);
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
    is_first: bool,
    body: Range<usize>,
}

impl Page {
    fn read(bytes: &[u8], at: usize) -> Option<Page> {
        const FIRST: u16 = 2;
        let here = bytes.get(at..).filter(|here| here.starts_with(b"OggS"))?;
        let is_first = be16(here, 4)? & FIRST != 0;
        le32(here, 14)?;
        let segments = usize::from(*here.get(HEADER_BYTES.saturating_sub(1))?);
        let lengths = here.get(HEADER_BYTES..HEADER_BYTES.saturating_add(segments))?;
        let length = lengths.iter().map(|length| usize::from(*length)).sum();
        let body = at.saturating_add(HEADER_BYTES).saturating_add(segments);
        Some(Page { is_first, body: range_within(body, length, bytes.len()) })
    }
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
