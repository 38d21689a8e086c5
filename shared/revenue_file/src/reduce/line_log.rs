//! What a scanner logs of the lines that it adds: to which group each one went and where it begins.
//! In the order of the file, a few bytes a line; what is more than memory should hold waits in a
//! file.

use std::io::{self, Read, Seek, Write};

use tempfile::SpooledTempFile;

use super::group_id::{GroupId, InBlock};
use super::varint::{read_varint, read_varint_u32, write_varint};

/// The log of one scanner.
#[derive(Debug)]
pub(super) struct LineLog {
    /// Of the block that is being read, by line; None for what is no revenue line.
    block: Vec<Option<LoggedLine>>,
    bytes: Vec<u8>,
    written: SpooledTempFile,
}

#[derive(Clone, Copy, Debug)]
struct LoggedLine {
    group: GroupId,
    /// In the block, in bytes.
    offset: u32,
}

impl LineLog {
    /// The maximum number of bytes in memory.
    pub(super) fn new(memory_bytes: usize) -> Self {
        let written = SpooledTempFile::new(memory_bytes);
        Self { block: Vec::new(), bytes: Vec::new(), written }
    }

    /// A line of the block was added to a group. Lines may come in any order.
    #[inline]
    pub(super) fn record(&mut self, group: GroupId, at: InBlock) {
        let note = Some(LoggedLine { group, offset: at.offset });
        let line = usize::try_from(at.line).unwrap_or(usize::MAX);
        if line == self.block.len() {
            self.block.push(note);
            return;
        }
        if line > self.block.len() {
            self.block.resize(line.saturating_add(1), None);
        }
        if let Some(to) = self.block.get_mut(line) {
            *to = note;
        }
    }

    /// Ends the block; how many bytes its log became.
    pub(super) fn end_block(&mut self) -> io::Result<usize> {
        let mut before = 0;
        for note in &self.block {
            let Some(LoggedLine { group, offset }) = *note else {
                write_varint(&mut self.bytes, 0)?;
                continue;
            };
            write_varint(&mut self.bytes, u64::from(group.name).saturating_add(1))?;
            write_varint(&mut self.bytes, group.tail.into())?;
            write_varint(&mut self.bytes, offset.wrapping_sub(before).into())?;
            before = offset;
        }
        self.block.clear();
        self.written.write_all(&self.bytes)?;
        let length = self.bytes.len();
        self.bytes.clear();
        Ok(length)
    }

    /// To read them from the first block on.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.written.rewind()
    }

    /// The log of the next block, which are so many bytes, instead of what stands in `lines`.
    pub(super) fn read_block(
        &mut self,
        length: usize,
        lines: &mut Vec<(GroupId, InBlock)>,
    ) -> io::Result<()> {
        lines.clear();
        self.bytes.resize(length, 0);
        self.written.read_exact(&mut self.bytes)?;
        let mut bytes = self.bytes.as_slice();
        let mut at = InBlock { line: 0, offset: 0 };
        while !bytes.is_empty() {
            if let Some(name) = read_varint(&mut bytes)?.checked_sub(1) {
                let name = u32::try_from(name).map_err(io::Error::other)?;
                let tail = read_varint_u32(&mut bytes)?;
                at.offset = at.offset.wrapping_add(read_varint_u32(&mut bytes)?);
                lines.push((GroupId { name, tail }, at));
            }
            at.line = at.line.wrapping_add(1);
        }
        Ok(())
    }
}
