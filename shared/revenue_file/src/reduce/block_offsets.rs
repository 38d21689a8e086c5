//! Where the blocks of a file begin: known once all of them were read, since only then it is known
//! how many lines are before each.

use super::group_id::InBlock;
use super::scan::ScannedBlock;
use crate::lines::LinePlace;

/// Of each block, the place of its first line.
#[derive(Debug)]
pub(super) struct BlockOffsets(Vec<LinePlace>);

impl BlockOffsets {
    /// Of all blocks, in the order of the file.
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a ScannedBlock>) -> Self {
        let mut next = 1_u64;
        let start = |block: &ScannedBlock| {
            let start = LinePlace { number: next, offset: block.offset };
            next = next.saturating_add(u64::from(block.lines));
            start
        };
        Self(blocks.map(start).collect())
    }

    #[inline]
    pub(super) fn place(&self, block: u32, at: InBlock) -> LinePlace {
        let block = usize::try_from(block).ok().and_then(|block| self.0.get(block));
        let LinePlace { number, offset } =
            block.copied().unwrap_or(LinePlace { number: 0, offset: 0 });
        LinePlace {
            number: number.saturating_add(u64::from(at.line)),
            offset: offset.saturating_add(u64::from(at.offset)),
        }
    }

    /// The number in the file of what is known by block and line in it.
    pub(super) fn line(&self, packed: u64) -> u64 {
        let block = u32::try_from(packed.wrapping_shr(32)).unwrap_or(u32::MAX);
        let line = u32::try_from(packed & 0xffff_ffff).unwrap_or(u32::MAX);
        self.place(block, InBlock { line, offset: 0 }).number
    }
}
