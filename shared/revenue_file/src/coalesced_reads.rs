//! Several ranges of one object in few reads: what stands close together is read at once.

use crate::line_index::ReadRange;

/// What is read in vain between two ranges costs less than a round trip.
const GAP_BYTES: u64 = 32 * 1024;

/// No read is larger, unless a single range is.
const BYTES_MAX: u64 = 1024 * 1024;

/// One read, and which of the ranges it covers.
#[derive(Debug, PartialEq, Eq)]
pub struct CoalescedRead {
    pub range: ReadRange,
    members: Vec<usize>,
}

/// The bytes of a read from the beginning of a range on.
#[derive(Debug)]
pub struct RangeTail<'a> {
    pub bytes: &'a [u8],
    /// The object goes on behind them.
    pub is_cut: bool,
}

/// The reads that cover all of `ranges`, in their order in the object.
pub fn coalesced_reads(ranges: &[ReadRange]) -> Vec<CoalescedRead> {
    let mut order: Vec<(usize, &ReadRange)> = ranges.iter().enumerate().collect();
    order.sort_by_key(|(_, range)| range.start);
    let mut reads: Vec<CoalescedRead> = Vec::new();
    for (index, range) in order {
        let end = end(range);
        if let Some(read) = reads.last_mut() {
            let reach = self::end(&read.range).max(end).saturating_sub(read.range.start);
            let gap = range.start.saturating_sub(self::end(&read.range));
            if gap <= GAP_BYTES && reach <= BYTES_MAX {
                read.range.length = reach;
                read.members.push(index);
                continue;
            }
        }
        reads.push(CoalescedRead { range: *range, members: vec![index] });
    }
    reads
}

impl CoalescedRead {
    /// Each range that it covers, by its place, with exactly its bytes; fewer where the object
    /// ends.
    pub fn parts<'a>(
        &'a self,
        ranges: &'a [ReadRange],
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (usize, &'a [u8])> {
        self.tails(ranges, bytes).filter_map(|(index, tail)| {
            let length = usize::try_from(ranges.get(index)?.length).ok()?;
            Some((index, tail.bytes.get(..length).unwrap_or(tail.bytes)))
        })
    }

    /// Each range that it covers, by its place, with all bytes of the read from its beginning on.
    pub fn tails<'a>(
        &'a self,
        ranges: &'a [ReadRange],
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (usize, RangeTail<'a>)> {
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let is_cut = read >= self.range.length;
        self.members.iter().filter_map(move |index| {
            let start = ranges.get(*index)?.start.saturating_sub(self.range.start);
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            Some((*index, RangeTail { bytes: bytes.get(start..).unwrap_or(&[]), is_cut }))
        })
    }
}

fn end(range: &ReadRange) -> u64 {
    range.start.saturating_add(range.length)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_together_is_one_read_and_what_is_far_is_another() {
        let ranges = [(500_000, 10), (0, 10), (20, 10), (5, 50)];
        let ranges = ranges.map(|(start, length)| ReadRange { start, length });
        let reads = coalesced_reads(&ranges);
        let read =
            |read: &CoalescedRead| (read.range.start, read.range.length, read.members.clone());
        let read: Vec<_> = reads.iter().map(read).collect();
        assert_eq!(read, [(0, 55, vec![1, 3, 2]), (500_000, 10, vec![0])]);
    }

    proptest! {
        #[test]
        fn every_range_gets_its_own_bytes(
            ranges in prop::collection::vec((0_u64..200_000, 0_u64..40), 0..30),
        ) {
            let object: Vec<u8> = (0_u32..150_000).flat_map(u32::to_le_bytes).take(150_000).collect();
            let ranges: Vec<ReadRange> =
                ranges.into_iter().map(|(start, length)| ReadRange { start, length }).collect();
            let at = |range: &ReadRange| {
                let [start, end] = [range.start, end(range)]
                    .map(|at| usize::try_from(at).unwrap().min(object.len()));
                &object[start..end]
            };
            let mut seen = 0;
            for read in coalesced_reads(&ranges) {
                for (index, bytes) in read.parts(&ranges, at(&read.range)) {
                    prop_assert_eq!(bytes, at(&ranges[index]));
                    seen += 1;
                }
            }
            prop_assert_eq!(seen, ranges.len());
        }
    }
}
