//! A file as the library reads it: pieces of the stranger's bytes, which are shared and never
//! copied, and between them the few bytes that were put right.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use symphonia::core::io::MediaSource;

use super::bytes;

pub(super) enum Piece {
    /// What stands in the file.
    File(Range<usize>),
    /// What should stand there.
    Ours(Vec<u8>),
}

/// The pieces as one seekable source.
pub(super) struct Spliced {
    file: Arc<Vec<u8>>,
    pieces: Vec<Piece>,
    at: u64,
}

impl Spliced {
    pub(super) fn new(file: &Arc<Vec<u8>>, pieces: Vec<Piece>) -> Spliced {
        Spliced { file: Arc::clone(file), pieces, at: 0 }
    }

    fn bytes_of<'pieces>(&'pieces self, piece: &'pieces Piece) -> &'pieces [u8] {
        match piece {
            Piece::File(range) => self.file.get(range.clone()).unwrap_or_default(),
            Piece::Ours(bytes) => bytes,
        }
    }

    fn length(&self) -> u64 {
        let lengths = self.pieces.iter().map(|piece| bytes::count(self.bytes_of(piece).len()));
        lengths.fold(0, u64::saturating_add)
    }

    /// What is left of the piece in which the source stands.
    fn rest(&self) -> &[u8] {
        let mut at = bytes::place(self.at);
        for piece in &self.pieces {
            let bytes = self.bytes_of(piece);
            if let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
                return rest;
            }
            at = at.saturating_sub(bytes.len());
        }
        &[]
    }
}

impl Read for Spliced {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.rest().read(into)?;
        self.at = self.at.saturating_add(bytes::count(read));
        Ok(read)
    }
}

impl Seek for Spliced {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => self.length().checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl MediaSource for Spliced {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.length())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_read_as_one_file() {
        let file = Arc::new(b"0123456789".to_vec());
        let pieces = vec![Piece::File(0..3), Piece::Ours(b"ab".to_vec()), Piece::File(5..10)];
        let mut spliced = Spliced::new(&file, pieces);
        let mut read = String::new();
        spliced.read_to_string(&mut read).unwrap();
        assert_eq!((read.as_str(), spliced.byte_len()), ("012ab56789", Some(10)));
        spliced.seek(SeekFrom::End(-6)).unwrap();
        let mut part = [0; 3];
        spliced.read_exact(&mut part).unwrap();
        assert_eq!(&part, b"b56");
        assert!(spliced.seek(SeekFrom::Current(-20)).is_err());
    }
}
