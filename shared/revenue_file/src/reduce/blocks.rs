//! Cuts the bytes of a file, as they come, into blocks of whole lines.

use memchr::{memchr, memrchr};

use crate::lines::LINE_BYTES_MAX;

/// Small enough for a processor's second cache, large enough that its edges cost nothing.
const BLOCK_BYTES: usize = 256 * 1024;

/// The number of padding bytes after every block, so that the last line as well can be looked
/// at through a window of fixed size.
pub(super) const MARGIN_BYTES: usize = 128;

/// What is kept of a line that is too long: enough to see that it is.
const OVERLONG_KEPT_BYTES: usize = LINE_BYTES_MAX + 3;

/// Whole lines; only the last line of a file may lack its end.
#[derive(Debug)]
pub(super) struct Block {
    /// From 0, in the order of the file.
    pub(super) number: u32,
    /// Of the first byte, in the (decompressed) file.
    pub(super) offset: u64,
    /// The lines, and a margin behind them.
    pub(super) bytes: Vec<u8>,
    /// Without the margin.
    pub(super) length: usize,
}

impl Block {
    /// The lines alone.
    pub(super) fn lines(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Holds the bytes that are not in a block yet: never more than one block, however long a line is.
#[derive(Debug)]
pub(super) struct Cutter {
    bytes: Vec<u8>,
    filled: usize,
    number: u32,
    offset: u64,
    /// How much of the first line was left out, since it is too long.
    dropped: u64,
    /// Bytes of blocks that are done with.
    spare: Vec<Vec<u8>>,
}

impl Cutter {
    pub(super) fn new() -> Self {
        Self {
            bytes: empty_block(),
            filled: 0,
            number: 0,
            offset: 0,
            dropped: 0,
            spare: Vec::new(),
        }
    }

    /// Where the next bytes are to be written; never empty. [`Self::filled`] says how many came.
    pub(super) fn space(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.filled..BLOCK_BYTES).unwrap_or_default()
    }

    /// Takes note of the bytes written to the space and returns the blocks that are complete now.
    pub(super) fn filled(&mut self, count: usize, emit: &mut impl FnMut(Block)) {
        self.filled = self.filled.saturating_add(count).min(BLOCK_BYTES);
        if self.dropped > 0 {
            self.end_overlong(emit);
        }
        if self.filled == BLOCK_BYTES {
            self.cut(emit);
        }
    }

    /// The end of the file: what is left is the last block.
    pub(super) fn finish(&mut self, emit: &mut impl FnMut(Block)) {
        if self.filled > 0 {
            self.emit(self.filled, emit);
        }
    }

    /// Takes back what a block stood in.
    pub(super) fn recycle(&mut self, bytes: Vec<u8>) {
        self.spare.push(bytes);
    }

    fn cut(&mut self, emit: &mut impl FnMut(Block)) {
        match self.bytes.get(..self.filled).and_then(|bytes| memrchr(b'\n', bytes)) {
            Some(end) => self.emit(end.saturating_add(1), emit),
            None => self.drop_overlong(),
        }
    }

    /// No line end in a whole block: the line will be refused for its length alone.
    fn drop_overlong(&mut self) {
        let dropped = self.filled.saturating_sub(OVERLONG_KEPT_BYTES);
        self.dropped = self.dropped.saturating_add(u64::try_from(dropped).unwrap_or(u64::MAX));
        self.filled = OVERLONG_KEPT_BYTES;
    }

    /// Where bytes were left out, the line ends its block, so that the places of all others are
    /// true.
    fn end_overlong(&mut self, emit: &mut impl FnMut(Block)) {
        let rest = self.bytes.get(OVERLONG_KEPT_BYTES..self.filled);
        match rest.and_then(|rest| memchr(b'\n', rest)) {
            Some(end) => {
                let length = end.saturating_add(OVERLONG_KEPT_BYTES).saturating_add(1);
                self.emit(length, emit);
            }
            None => self.drop_overlong(),
        }
    }

    /// Makes a block of the first `length` bytes; the rest begins the next one.
    fn emit(&mut self, length: usize, emit: &mut impl FnMut(Block)) {
        let mut next = self.spare.pop().unwrap_or_else(empty_block);
        let rest = self.bytes.get(length..self.filled).unwrap_or_default();
        if let Some(start) = next.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        self.filled = rest.len();
        let bytes = std::mem::replace(&mut self.bytes, next);
        let block = Block { number: self.number, offset: self.offset, bytes, length };
        self.number = self.number.saturating_add(1);
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let dropped = std::mem::take(&mut self.dropped);
        self.offset = self.offset.saturating_add(length).saturating_add(dropped);
        emit(block);
    }
}

fn empty_block() -> Vec<u8> {
    vec![0; BLOCK_BYTES.saturating_add(MARGIN_BYTES)]
}
