//! The boxes of an MP4, in the bytes where they are: nothing is copied, nothing is recursive.

use super::super::bytes::{be32, be64, count, four, place};

/// Size and name.
const SHORT_HEADER: usize = 8;

/// A box by its four letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Box4<'bytes> {
    pub(super) name: [u8; 4],
    /// Behind size and name.
    pub(super) body: &'bytes [u8],
    /// Where it starts in what it was found in.
    pub(super) start: usize,
    header: usize,
    /// The length that it says, zero where it runs to the end of the file.
    pub(super) said: u64,
}

impl Box4<'_> {
    /// Bytes with size and name.
    pub(super) fn length(&self) -> usize {
        self.header.saturating_add(self.body.len())
    }

    /// Whether the file ends before the box does.
    pub(super) fn is_cut(&self) -> bool {
        self.said > count(self.length())
    }

    /// Its length as it stands in its header, and how far behind its start: what the header should
    /// say. Nothing where the length does not fit there.
    pub(super) fn true_size(&self) -> Option<(usize, Vec<u8>)> {
        if self.header > SHORT_HEADER {
            return Some((SHORT_HEADER, count(self.length()).to_be_bytes().to_vec()));
        }
        u32::try_from(self.length()).ok().map(|size| (0, size.to_be_bytes().to_vec()))
    }
}

/// The boxes in a row, up to the first that makes no sense.
pub(super) fn boxes(bytes: &[u8]) -> impl Iterator<Item = Box4<'_>> {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..)?;
        let (size, name) = (be32(rest, 0)?, four(rest, 4)?);
        let (header, said) = match size {
            1 => (SHORT_HEADER * 2, be64(rest, 8)?),
            size => (SHORT_HEADER, u64::from(size)),
        };
        let size = if size == 0 { rest.len() } else { place(said).min(rest.len()) };
        let body = rest.get(header..size)?;
        let found = Box4 { name, body, start: at, header, said };
        at = at.saturating_add(size);
        Some(found)
    })
}

/// The body of the first box of this name.
pub(super) fn child(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    boxes(bytes).find(|found| found.name == name).map(|found| found.body)
}

/// From box to box down to the body of the last.
pub(super) fn descend<'bytes>(bytes: &'bytes [u8], path: &[[u8; 4]]) -> Option<&'bytes [u8]> {
    path.iter().try_fold(bytes, |bytes, name| child(bytes, *name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_read_in_a_row_and_lies_end_the_row() {
        let bytes = b"\0\0\0\x0aabcdxy\0\0\0\x01long\0\0\0\0\0\0\0\x11z\0\0\0\0mdat123";
        let found: Vec<Box4<'_>> = boxes(bytes).collect();
        let names: Vec<(&[u8; 4], &[u8])> =
            found.iter().map(|found| (&found.name, found.body)).collect();
        assert_eq!(names, [(b"abcd", &b"xy"[..]), (b"long", b"z"), (b"mdat", b"123")]);
        assert_eq!(found.last().map(|last| (last.said, last.length())), Some((0, 11)));
        assert_eq!(boxes(b"\0\0\0\x07abcdefg").count(), 0);
        assert_eq!(boxes(b"\0\0\0\x01abcd\0\0\0\0\0\0\0\x02").count(), 0);
    }
}
