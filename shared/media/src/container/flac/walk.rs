//! From frame to frame, over whatever stands between. No frame says how long it is: it ends where
//! its check sum comes to zero and another begins, or where it comes to zero for the last time.

use std::ops::Range;

use super::header::{Check16, Header};

/// A frame that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) header: Header,
    pub(super) bytes: Range<usize>,
    /// Its check sum is right.
    pub(super) is_whole: bool,
}

/// A walk over the frames of a stream. It looks at each byte once, so it ends soon.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    at: usize,
}

impl Walk {
    pub(super) fn new(at: usize) -> Walk {
        Walk { at }
    }

    /// The next frame of `bytes`, whatever stands before it.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<Frame> {
        loop {
            let here = bytes.get(self.at..)?;
            if let Some(header) = Header::read(here) {
                let found = end_of_frame(here, &header);
                let place = |end: usize| self.at.saturating_add(end);
                let (bytes, next) = (self.at..place(found.end), place(found.next));
                self.at = next;
                return Some(Frame { header, bytes, is_whole: found.is_whole });
            }
            let rest = here.get(1..)?;
            let skipped = rest.iter().position(|byte| *byte == 0xff)?;
            self.at = self.at.saturating_add(1).saturating_add(skipped);
        }
    }
}

struct Found {
    end: usize,
    /// Where the next frame begins, or the stream ends.
    next: usize,
    is_whole: bool,
}

fn end_of_frame(here: &[u8], header: &Header) -> Found {
    let (mut sum, mut last) = (Check16::default(), None);
    let mut next = here.len();
    for (at, byte) in here.iter().enumerate() {
        if *byte == 0xff && at >= header.bytes {
            let following = here.get(at..).and_then(Header::read);
            let is_next = |next: &Header| sum.is_zero() || header.may_precede(next);
            if following.as_ref().is_some_and(is_next) {
                next = at;
                break;
            }
        }
        sum.add(*byte);
        if sum.is_zero() && at >= header.bytes {
            last = Some(at.saturating_add(1));
        }
    }
    // The sum may come to zero within a frame by chance, and stays zero over zeros behind it. What
    // is too long can be decoded, what is too short cannot.
    Found { end: last.unwrap_or(next), next, is_whole: last.is_some() }
}
