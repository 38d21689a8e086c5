//! What a group and a line of a block are called between the files of the engine.

/// Names a group of one scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct GroupId {
    pub(super) name: u32,
    pub(super) tail: u32,
}

/// Where a line stands in its block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InBlock {
    pub(super) line: u32,
    pub(super) offset: u32,
}

/// Block and line in it as one number, in the order of the file.
pub(super) fn packed(block: u32, line: u32) -> u64 {
    u64::from(block).wrapping_shl(32) | u64::from(line)
}
