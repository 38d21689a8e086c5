//! Reads blocks of lines: plain lines the fast way, all others the careful way, to the same sums.

use std::io;

use domain::money::YearMonth;
use memchr::memchr;

use super::blocks::Block;
use super::delimiter_bitmap::{ByteClass, DelimiterBitmap, SECTION_BYTES};
use super::fast_path::Layout;
use super::group_id::{InBlock, packed};
use super::groups::{Groups, Pushed};
use super::line_log::LineLog;
use super::runs::Run;
use super::spill::Spilled;
use crate::lines::{LineProblems, LineReader};

/// One reader of blocks, with its own sums. Each gets its blocks in the order of the file.
#[derive(Debug)]
pub(super) struct Scanner {
    reader: LineReader,
    layout: Option<Layout>,
    bitmap: DelimiterBitmap,
    pub(super) groups: Groups,
    /// By block and line in it.
    pub(super) problems: LineProblems,
    /// Revenue lines that were read.
    pub(super) count: u64,
    /// Of each block: its number, how many lines it has, where it begins.
    pub(super) blocks: Vec<ScannedBlock>,
    /// Which lines were added to which groups, if that is wanted.
    pub(super) log: Option<LineLog>,
    /// What was more than memory should hold, as files in order.
    pub(super) spilled: Vec<Spilled>,
    /// Why one of them could not be written.
    pub(super) failed: Option<io::Error>,
    budget: ScannerBudget,
}

/// What a scanner may keep in memory, and whether it is to know where lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScannerBudget {
    pub(super) indexed: bool,
    pub(super) group_bytes: usize,
    pub(super) log_bytes: usize,
}

/// A block that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScannedBlock {
    pub(super) number: u32,
    pub(super) lines: u32,
    pub(super) offset: u64,
    /// How many of the scanner's runs were written to files before it.
    pub(super) run: usize,
    /// How many bytes of log there are.
    pub(super) logged_bytes: usize,
}

impl Scanner {
    pub(super) fn new(reader: LineReader, budget: ScannerBudget) -> Self {
        Self {
            layout: layout(&reader),
            bitmap: DelimiterBitmap::new(),
            reader,
            groups: Groups::new(),
            problems: LineProblems::default(),
            count: 0,
            blocks: Vec::new(),
            log: budget.indexed.then(|| LineLog::new(budget.log_bytes)),
            spilled: Vec::new(),
            failed: None,
            budget,
        }
    }

    /// Another one that reads the same file; None as long as it is not known how.
    pub(super) fn another(&self) -> Option<Self> {
        self.is_known().then(|| Self::new(self.reader.clone(), self.budget))
    }

    pub(super) const fn month(&self) -> Option<YearMonth> {
        self.reader.month
    }

    pub(super) fn scan(&mut self, block: &Block) {
        let mut at = InBlock { line: 0, offset: 0 };
        while self.layout.is_none() && !self.is_known() && is_inside(at, block) {
            at = self.careful(block, at);
            self.layout = layout(&self.reader);
        }
        // Taken out only so that it can be read while sums are written.
        let layout = self.layout.take();
        if let Some(layout) = &layout {
            at = self.scan_plain(layout, block, at);
        }
        self.layout = layout;
        while is_inside(at, block) {
            at = self.careful(block, at);
        }
        let Block { number, offset, .. } = *block;
        let logged_bytes = self.log.as_mut().map_or(Ok(0), LineLog::end_block);
        let logged_bytes = self.noticed(logged_bytes);
        let run = self.spilled.len();
        self.blocks.push(ScannedBlock { number, lines: at.line, offset, run, logged_bytes });
        if self.groups.memory_bytes() > self.budget.group_bytes {
            self.spill();
        }
    }

    /// What came of writing to a file; an error waits until the end.
    fn noticed(&mut self, written: io::Result<usize>) -> usize {
        written.unwrap_or_else(|error| {
            self.failed = Some(error);
            0
        })
    }

    /// Writes what is in memory to a file, in order, and goes on with nothing.
    pub(super) fn spill(&mut self) {
        let groups = std::mem::replace(&mut self.groups, Groups::new());
        match Spilled::write(Run::of(groups)) {
            Ok(spilled) => self.spilled.push(spilled),
            Err(error) => self.failed = Some(error),
        }
    }

    /// Whether header and month were seen, so that it is clear how a line is read.
    const fn is_known(&self) -> bool {
        self.reader.columns.is_some() && self.reader.month.is_some()
    }

    /// From `at` to the end of the block.
    fn scan_plain(&mut self, layout: &Layout, block: &Block, at: InBlock) -> InBlock {
        let mut at = at;
        // Asked for only where there is anything but ASCII.
        let mut is_text = None;
        while is_inside(at, block) {
            let start = usize::try_from(at.offset).unwrap_or(usize::MAX) & !63;
            let is_plain = match self.bitmap.mark(block.lines().get(start..).unwrap_or_default()) {
                ByteClass::Plain => true,
                ByteClass::Odd => false,
                ByteClass::Foreign => {
                    *is_text.get_or_insert_with(|| str::from_utf8(block.lines()).is_ok())
                }
            };
            let end = start.wrapping_add(SECTION_BYTES).min(block.length);
            at = self.scan_section(layout, block, at, (start, end, is_plain));
        }
        self.flush(block);
        at
    }

    /// The lines that begin in a section that was marked.
    fn scan_section(
        &mut self,
        layout: &Layout,
        block: &Block,
        at: InBlock,
        (section, end, is_plain): (usize, usize, bool),
    ) -> InBlock {
        let mut at = at;
        let mut start = usize::try_from(at.offset).unwrap_or(usize::MAX);
        while start < end {
            let bitmap = &self.bitmap;
            let read = |start: usize| {
                let window = block.bytes.get(start..)?.first_chunk()?;
                let from = |at: usize| bitmap.from(at.wrapping_sub(section));
                let plain = layout.read(window, from(start)?, || from(start.wrapping_add(64)))?;
                // Behind the lines stand bytes of older blocks.
                (start.wrapping_add(plain.length) <= block.length).then_some(plain)
            };
            if let Some(plain) = is_plain.then(|| read(start)).flatten() {
                let pushed = self.groups.push(&plain, at);
                if pushed != Pushed::Refused {
                    self.count = self.count.wrapping_add(1);
                    start = start.wrapping_add(plain.length);
                    at.line = at.line.wrapping_add(1);
                    at.offset = u32::try_from(start).unwrap_or(u32::MAX);
                    if pushed == Pushed::Full {
                        let unknown = self.groups.advance(block.number, self.log.as_mut());
                        self.careful_again(block, unknown);
                    }
                    continue;
                }
            }
            self.flush(block);
            at = self.careful(block, at);
            start = usize::try_from(at.offset).unwrap_or(usize::MAX);
        }
        at
    }

    /// Adds the plain lines that were put aside.
    fn flush(&mut self, block: &Block) {
        let unknown = self.groups.flush(block.number, self.log.as_mut());
        self.careful_again(block, unknown);
    }

    /// Reads lines again of which it is not clear that they can be booked.
    fn careful_again(&mut self, block: &Block, unknown: Vec<InBlock>) {
        for place in unknown {
            // It is counted again there.
            self.count = self.count.wrapping_sub(1);
            self.careful(block, place);
        }
    }

    /// Reads one line; gives the place of the next one.
    fn careful(&mut self, block: &Block, at: InBlock) -> InBlock {
        let start = usize::try_from(at.offset).unwrap_or(usize::MAX);
        let rest = block.lines().get(start..).unwrap_or_default();
        let length = memchr(b'\n', rest).map_or(rest.len(), |end| end.saturating_add(1));
        let line = rest.get(..length).unwrap_or_default();
        let place = packed(block.number, at.line);
        let groups = &mut self.groups;
        match self.reader.read(place == 0, line, |line| groups.add(line, place)) {
            Ok(Some(id)) => {
                self.count = self.count.saturating_add(1);
                if let Some(log) = &mut self.log {
                    log.record(id, at);
                }
            }
            Ok(None) => {}
            Err(problem) => self.problems.add(place, problem),
        }
        let next = u32::try_from(start.saturating_add(length)).unwrap_or(u32::MAX);
        InBlock { line: at.line.saturating_add(1), offset: next }
    }
}

fn is_inside(at: InBlock, block: &Block) -> bool {
    usize::try_from(at.offset).is_ok_and(|offset| offset < block.length)
}

fn layout(reader: &LineReader) -> Option<Layout> {
    Layout::of(reader.columns.as_ref()?, reader.month?)
}
