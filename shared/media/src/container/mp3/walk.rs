//! From frame to frame, over tags and junk between them.

use std::ops::Range;

use super::super::tags::leading_tag;
use super::header::Header;

/// Frames in a row that make a place in unknown bytes the start of a stream.
const CHAIN: usize = 4;

/// Frames in a row that take up a known stream again behind junk.
const CHAIN_AGAIN: usize = 2;

/// A frame that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) header: Header,
    /// Where it stands; shorter than the header says where the file ends within it.
    pub(super) bytes: Range<usize>,
}

/// A walk over the frames of a file. It goes forward only, so it ends.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    at: usize,
    last: Option<Header>,
    /// Something that is no frame was stepped over since the last one.
    is_lost: bool,
}

impl Walk {
    pub(super) fn new(at: usize) -> Walk {
        Walk { at, last: None, is_lost: false }
    }

    /// The next frame of `bytes`, whatever stands before it.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<Frame> {
        while self.at < bytes.len() {
            if let Some(header) = self.frame_here(bytes) {
                let end = self.at.saturating_add(header.bytes());
                let frame = Frame { header, bytes: self.at..end.min(bytes.len()) };
                *self = Walk { at: end, last: Some(header), is_lost: false };
                return Some(frame);
            }
            self.at = self.next_place(bytes);
            self.is_lost = true;
        }
        None
    }

    /// The frame that starts here. Behind a frame, another of its kind is one; at any other place
    /// more of the same have to follow.
    fn frame_here(&self, bytes: &[u8]) -> Option<Header> {
        let here = bytes.get(self.at..)?;
        let header = Header::read(here).filter(|header| header.bytes() > 0)?;
        let continues = self.last.is_some_and(|last| header.is_same_stream(&last));
        let is_frame = match (continues, self.is_lost) {
            (true, false) => here.len() >= header.bytes().min(header.bytes_min()),
            (true, true) => is_chain(here, &header, CHAIN_AGAIN),
            (false, _) => is_chain(here, &header, CHAIN),
        };
        is_frame.then_some(header)
    }

    /// The next place at which a frame or a tag may start.
    fn next_place(&self, bytes: &[u8]) -> usize {
        let here = bytes.get(self.at..).unwrap_or_default();
        if let Some(tag) = leading_tag(here).filter(|tag| *tag <= here.len()) {
            return self.at.saturating_add(tag);
        }
        let rest = here.get(1..).unwrap_or_default();
        let skipped = rest.iter().position(|byte| matches!(byte, 0xff | b'I' | b'A'));
        self.at.saturating_add(1).saturating_add(skipped.unwrap_or(rest.len()))
    }
}

/// Whether `length` frames of one stream stand here in a row, or fewer up to the very end.
fn is_chain(here: &[u8], first: &Header, length: usize) -> bool {
    let mut at = first.bytes();
    for _ in 1..length {
        if at == here.len() {
            return true;
        }
        let next = here.get(at..).and_then(Header::read).filter(|next| next.is_same_stream(first));
        let Some(next) = next.filter(|next| next.bytes() > 0) else { return false };
        at = at.saturating_add(next.bytes());
    }
    at <= here.len()
}
