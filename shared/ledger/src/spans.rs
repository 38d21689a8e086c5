//! Several extents of one object in few reads: what stands close together is read at once.

use crate::line_index::Extent;

/// What is read in vain between two extents costs less than a round trip.
const GAP_BYTES: u64 = 32 * 1024;

/// No read is larger, unless a single extent is.
const BYTES_MAX: u64 = 1024 * 1024;

/// One read, and which of the extents it covers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) extent: Extent,
    members: Vec<usize>,
}

/// The bytes of a span from the beginning of an extent on.
pub(crate) struct Within<'a> {
    pub(crate) bytes: &'a [u8],
    /// The object goes on behind them.
    pub(crate) is_cut: bool,
}

/// The reads that cover all of `extents`, in their order in the object.
pub(crate) fn spans(extents: &[Extent]) -> Vec<Span> {
    let mut order: Vec<(usize, &Extent)> = extents.iter().enumerate().collect();
    order.sort_by_key(|(_, extent)| extent.start);
    let mut spans: Vec<Span> = Vec::new();
    for (index, extent) in order {
        let end = end(extent);
        if let Some(span) = spans.last_mut() {
            let reach = self::end(&span.extent).max(end).saturating_sub(span.extent.start);
            let gap = extent.start.saturating_sub(self::end(&span.extent));
            if gap <= GAP_BYTES && reach <= BYTES_MAX {
                span.extent.length = reach;
                span.members.push(index);
                continue;
            }
        }
        spans.push(Span { extent: *extent, members: vec![index] });
    }
    spans
}

impl Span {
    /// Each extent that it covers, by its place, with exactly its bytes; fewer where the object ends.
    pub(crate) fn parts<'a>(
        &'a self,
        extents: &'a [Extent],
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (usize, &'a [u8])> {
        self.tails(extents, bytes).filter_map(|(index, tail)| {
            let length = usize::try_from(extents.get(index)?.length).ok()?;
            Some((index, tail.bytes.get(..length).unwrap_or(tail.bytes)))
        })
    }

    /// Each extent that it covers, by its place, with all bytes of the span from its beginning on.
    pub(crate) fn tails<'a>(
        &'a self,
        extents: &'a [Extent],
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (usize, Within<'a>)> {
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let is_cut = read >= self.extent.length;
        self.members.iter().filter_map(move |index| {
            let start = extents.get(*index)?.start.saturating_sub(self.extent.start);
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            Some((*index, Within { bytes: bytes.get(start..).unwrap_or(&[]), is_cut }))
        })
    }
}

fn end(extent: &Extent) -> u64 {
    extent.start.saturating_add(extent.length)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_together_is_one_read_and_what_is_far_is_another() {
        let extents = [(500_000, 10), (0, 10), (20, 10), (5, 50)];
        let extents = extents.map(|(start, length)| Extent { start, length });
        let spans = spans(&extents);
        let read = |span: &Span| (span.extent.start, span.extent.length, span.members.clone());
        let read: Vec<_> = spans.iter().map(read).collect();
        assert_eq!(read, [(0, 55, vec![1, 3, 2]), (500_000, 10, vec![0])]);
    }

    proptest! {
        #[test]
        fn every_extent_gets_its_own_bytes(
            extents in prop::collection::vec((0_u64..200_000, 0_u64..40), 0..30),
        ) {
            let object: Vec<u8> = (0_u32..150_000).flat_map(u32::to_le_bytes).take(150_000).collect();
            let extents: Vec<Extent> =
                extents.into_iter().map(|(start, length)| Extent { start, length }).collect();
            let at = |extent: &Extent| {
                let [start, end] = [extent.start, end(extent)]
                    .map(|at| usize::try_from(at).unwrap().min(object.len()));
                &object[start..end]
            };
            let mut seen = 0;
            for span in spans(&extents) {
                for (index, bytes) in span.parts(&extents, at(&span.extent)) {
                    prop_assert_eq!(bytes, at(&extents[index]));
                    seen += 1;
                }
            }
            prop_assert_eq!(seen, extents.len());
        }
    }
}
