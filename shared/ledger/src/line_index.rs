//! The index of a revenue file: from each of its reduced rows to its lines. In fixed widths, so that
//! a few lines of a large file are found by reading a few bytes of it.
//!
//! First the starts, one a row and one more: where the places of the row begin, in bytes from the
//! start of the index, 8 bytes big-endian. Then the places, row by row: number and offset of the
//! line, 5 bytes big-endian each, which is more than a file may have.

use crate::lines::LinePlace;

pub(crate) const CONTENT_TYPE: &str = "application/octet-stream";

const START_BYTES: u64 = 8;
const PLACE_BYTES: u64 = 10;
const HALF: usize = 5;

/// Bytes of an object or of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) start: u64,
    pub(crate) length: u64,
}

/// The index as it is stored; `index` has the lines of each row.
pub(crate) fn encode(index: &[Vec<LinePlace>]) -> Vec<u8> {
    let rows = u64::try_from(index.len()).unwrap_or(u64::MAX);
    let mut start = rows.saturating_add(1).saturating_mul(START_BYTES);
    let mut bytes = Vec::new();
    bytes.extend_from_slice(&start.to_be_bytes());
    for places in index {
        let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
        start = start.saturating_add(count.saturating_mul(PLACE_BYTES));
        bytes.extend_from_slice(&start.to_be_bytes());
    }
    for place in index.iter().flatten() {
        for number in [place.number, place.offset] {
            let [_, _, _, low @ ..] = number.to_be_bytes();
            bytes.extend_from_slice(&low);
        }
    }
    bytes
}

/// Where the starts of these rows stand, and the one behind the last of them.
pub(crate) fn starts_extent(first_row: u64, last_row: u64) -> Extent {
    let rows = last_row.saturating_sub(first_row).saturating_add(2);
    Extent {
        start: first_row.saturating_mul(START_BYTES),
        length: rows.saturating_mul(START_BYTES),
    }
}

/// What stood at [`starts_extent`].
pub(crate) fn starts(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(number).collect()
}

/// Where the places of a row that begins at `start` stand: `count` of them from number `from` on.
pub(crate) fn places_extent(start: u64, from: u64, count: u64) -> Extent {
    Extent {
        start: start.saturating_add(from.saturating_mul(PLACE_BYTES)),
        length: count.saturating_mul(PLACE_BYTES),
    }
}

/// How many places a row has that begins at `start`, if the next one begins at `end`.
pub(crate) fn place_count(start: u64, end: u64) -> u64 {
    end.saturating_sub(start).checked_div(PLACE_BYTES).unwrap_or(0)
}

/// What stood at [`places_extent`].
pub(crate) fn places(bytes: &[u8]) -> Vec<LinePlace> {
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
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    fn at(bytes: &[u8], extent: Extent) -> &[u8] {
        let start = usize::try_from(extent.start).unwrap();
        &bytes[start..start + usize::try_from(extent.length).unwrap()]
    }

    proptest! {
        #[test]
        fn every_line_of_every_row_is_found_by_its_bytes(
            index in prop::collection::vec(
                prop::collection::vec((0_u64..1 << 40, 0_u64..1 << 40), 0..5), 1..6,
            ),
        ) {
            let place = |(number, offset)| LinePlace { number, offset };
            let index: Vec<Vec<LinePlace>> =
                index.into_iter().map(|row| row.into_iter().map(place).collect()).collect();
            let bytes = encode(&index);
            let last = u64::try_from(index.len()).unwrap() - 1;
            let starts = starts(at(&bytes, starts_extent(0, last)));
            prop_assert_eq!(starts.len(), index.len() + 1);
            for (row, bounds) in index.iter().zip(starts.windows(2)) {
                let count = place_count(bounds[0], bounds[1]);
                let whole = at(&bytes, places_extent(bounds[0], 0, count));
                prop_assert_eq!(&places(whole), row);
                if count > 1 {
                    let second = at(&bytes, places_extent(bounds[0], 1, 1));
                    prop_assert_eq!(places(second), &row[1..2]);
                }
            }
        }
    }
}
