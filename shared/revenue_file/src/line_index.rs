//! The index of a revenue file: from each of its reduced rows to its lines. In fixed widths, so
//! that a few lines of a large file are found by reading a few bytes of it.
//!
//! First the places, row by row: number and offset of the line, 5 bytes big-endian each, which is
//! more than a file may have. After them, since they are known last, the block offsets, one a row
//! and one more: where the places of the row begin, in bytes from the start of the index, 8 bytes
//! big-endian. Every line of the file has one place, so that their number says where the starts
//! begin.

use std::io::{self, Write};
use std::sync::Arc;

use domain::money::Sha256Hex;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::lines::LinePlace;

pub const CONTENT_TYPE: &str = "application/octet-stream";

const START_BYTES: u64 = 8;
const PLACE_BYTES: u64 = 10;
const HALF: usize = 5;

/// How long [`place_bytes`] are.
pub(crate) const PLACE_LENGTH: usize = 2 * HALF;

/// The bytes of an index that are held in memory; the rest is spilled to a file.
const MEMORY_BYTES: usize = 512 * 1024;

/// Bytes of an object or of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadRange {
    pub start: u64,
    pub length: u64,
}

/// The index of a file as it is stored, under its own hash.
#[derive(Clone, Debug)]
pub struct LineIndex {
    pub sha256: Sha256Hex,
    pub bytes: IndexBytes,
}

/// Where it is until it is stored.
#[derive(Clone, Debug)]
pub enum IndexBytes {
    Memory(Arc<Vec<u8>>),
    /// Goes with the last of its owners.
    File(Arc<NamedTempFile>),
}

/// Two of the same bytes are the same.
impl PartialEq for LineIndex {
    fn eq(&self, other: &Self) -> bool {
        self.sha256 == other.sha256
    }
}

impl Eq for LineIndex {}

/// Writes an index as it comes, row by row. Its memory grows with the rows, not with the lines.
#[derive(Debug)]
pub(crate) struct IndexWriter {
    pending: Vec<u8>,
    file: Option<NamedTempFile>,
    hash: Sha256,
    starts: Vec<u64>,
    end: u64,
    bytes_max: usize,
}

impl IndexWriter {
    pub(crate) fn new() -> Self {
        Self::with_memory(MEMORY_BYTES)
    }

    fn with_memory(bytes_max: usize) -> Self {
        Self {
            pending: Vec::new(),
            file: None,
            hash: Sha256::new(),
            starts: Vec::new(),
            end: 0,
            bytes_max,
        }
    }

    /// The next row has so many lines.
    pub(crate) fn row(&mut self, lines: u64) {
        self.starts.push(self.end);
        self.end = self.end.saturating_add(lines.saturating_mul(PLACE_BYTES));
    }

    /// The places of the next lines: of each the [`place_bytes`], row by row.
    pub(crate) fn write(&mut self, places: &[u8]) -> io::Result<()> {
        if self.pending.len().saturating_add(places.len()) < self.bytes_max {
            self.pending.extend_from_slice(places);
            return Ok(());
        }
        let pending = std::mem::take(&mut self.pending);
        self.write_out(&pending)?;
        self.write_out(places)?;
        self.pending = pending;
        self.pending.clear();
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<LineIndex> {
        self.row(0);
        for start in &self.starts {
            self.pending.extend_from_slice(&start.to_be_bytes());
        }
        if self.file.is_none() {
            let sha256 = Sha256Hex::of(&self.pending);
            return Ok(LineIndex { sha256, bytes: IndexBytes::Memory(Arc::new(self.pending)) });
        }
        let pending = std::mem::take(&mut self.pending);
        self.write_out(&pending)?;
        let sha256 = Sha256Hex::from_bytes(&self.hash.finalize());
        let file = self.file.map_or_else(NamedTempFile::new, Ok)?;
        Ok(LineIndex { sha256, bytes: IndexBytes::File(Arc::new(file)) })
    }

    fn write_out(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(NamedTempFile::new()?),
        };
        file.write_all(bytes)
    }
}

/// A place as it stands in an index.
#[inline]
pub(crate) fn place_bytes(place: LinePlace) -> [u8; PLACE_LENGTH] {
    let both = u128::from(place.number).wrapping_shl(40) | u128::from(place.offset);
    let [_, _, _, _, _, _, low @ ..] = both.to_be_bytes();
    low
}

/// Where the starts of these rows stand, and the one behind the last of them; `lines` are those of
/// the file.
pub fn starts_range(lines: u64, first_row: u64, last_row: u64) -> ReadRange {
    let rows = last_row.saturating_sub(first_row).saturating_add(2);
    let begin = lines.saturating_mul(PLACE_BYTES);
    ReadRange {
        start: begin.saturating_add(first_row.saturating_mul(START_BYTES)),
        length: rows.saturating_mul(START_BYTES),
    }
}

/// What stood at [`starts_range`].
pub fn starts(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(number).collect()
}

/// Where the places of a row that begins at `start` stand: `count` of them from number `from` on.
pub fn places_range(start: u64, from: u64, count: u64) -> ReadRange {
    ReadRange {
        start: start.saturating_add(from.saturating_mul(PLACE_BYTES)),
        length: count.saturating_mul(PLACE_BYTES),
    }
}

/// How many places a row has that begins at `start`, if the next one begins at `end`.
pub fn place_count(start: u64, end: u64) -> u64 {
    end.saturating_sub(start).checked_div(PLACE_BYTES).unwrap_or(0)
}

/// What stood at [`places_range`].
pub fn places(bytes: &[u8]) -> Vec<LinePlace> {
    let halves = bytes.chunks_exact(HALF).map(number).collect::<Vec<_>>();
    let place = |pair: &[u64]| match *pair {
        [number, offset] => Some(LinePlace { number, offset }),
        _ => None,
    };
    halves.chunks_exact(2).filter_map(place).collect()
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
impl LineIndex {
    pub(crate) fn all(&self) -> Vec<u8> {
        match &self.bytes {
            IndexBytes::Memory(bytes) => bytes.to_vec(),
            IndexBytes::File(file) => std::fs::read(file.path()).unwrap(),
        }
    }

    /// The lines of each row.
    pub(crate) fn rows(&self, lines: u64) -> Vec<Vec<LinePlace>> {
        let bytes = self.all();
        let length = usize::try_from(lines.checked_mul(PLACE_BYTES).unwrap()).unwrap();
        let (of_places, of_starts) = bytes.split_at(length);
        let row = |bounds: &[u64]| {
            let at = |bound: u64| usize::try_from(bound).unwrap();
            places(&of_places[at(bounds[0])..at(bounds[1])])
        };
        starts(of_starts).windows(2).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    fn at(bytes: &[u8], range: ReadRange) -> &[u8] {
        let start = usize::try_from(range.start).unwrap();
        &bytes[start..start + usize::try_from(range.length).unwrap()]
    }

    proptest! {
        #[test]
        fn every_line_of_every_row_is_found_by_its_bytes(
            index in prop::collection::vec(
                prop::collection::vec((0_u64..1 << 40, 0_u64..1 << 40), 0..5), 1..6,
            ),
            bytes_max in 1_usize..200,
        ) {
            let place = |(number, offset)| LinePlace { number, offset };
            let index: Vec<Vec<LinePlace>> =
                index.into_iter().map(|row| row.into_iter().map(place).collect()).collect();
            let mut writer = IndexWriter::with_memory(bytes_max);
            for row in &index {
                writer.row(u64::try_from(row.len()).unwrap());
                for place in row {
                    writer.write(&place_bytes(*place)).unwrap();
                }
            }
            let written = writer.finish().unwrap();
            let bytes = written.all();
            prop_assert_eq!(&written.sha256, &Sha256Hex::of(&bytes));
            let lines = u64::try_from(index.iter().flatten().count()).unwrap();
            let last = u64::try_from(index.len()).unwrap() - 1;
            prop_assert_eq!(&written.rows(lines), &index);
            let starts = starts(at(&bytes, starts_range(lines, 0, last)));
            prop_assert_eq!(starts.len(), index.len() + 1);
            for (row, bounds) in index.iter().zip(starts.windows(2)) {
                let count = place_count(bounds[0], bounds[1]);
                let whole = at(&bytes, places_range(bounds[0], 0, count));
                prop_assert_eq!(&places(whole), row);
                if count > 1 {
                    let second = at(&bytes, places_range(bounds[0], 1, 1));
                    prop_assert_eq!(places(second), &row[1..2]);
                }
            }
        }
    }
}
