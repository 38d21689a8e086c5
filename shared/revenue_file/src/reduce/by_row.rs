//! Puts the logged lines of a file in the order of its rows, and so makes the index. The lines of
//! some neighbouring rows are dealt out together first: so few that they find their places in a
//! processor's own cache. Lines come in the order of the file, so that counting is enough.

use std::io::{self, BufReader, BufWriter, Read, Seek};

use tempfile::SpooledTempFile;

use super::block_offsets::BlockOffsets;
use super::interner::index;
use super::line_log::LineLog;
use super::runs::Merged;
use super::scan::ScannedBlock;
use super::varint::{read_varint, read_varint_u32, write_varint};
use crate::line_index::{IndexWriter, LineIndex, PLACE_LENGTH, place_bytes};
use crate::lines::LinePlace;

/// The number of parts if each is full. Since no two neighbours fit into one together, there are
/// never more than twice as many, each of which may be an open file.
const FULL_PARTS: usize = 64;

/// What one scanner has noted, and of which blocks.
#[derive(Debug)]
pub(super) struct ScannerLog {
    pub(super) log: LineLog,
    pub(super) blocks: Vec<ScannedBlock>,
    /// The first of the scanner's runs among all.
    pub(super) first_run: usize,
}

/// How much memory an index may take while it is made, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IndexMemory {
    /// For the lines of all parts, before they wait in files.
    pub(super) dealt: usize,
    /// For the part that is put in order: what a processor's second cache holds, unless the index
    /// is so large that there would be too many parts.
    pub(super) part: usize,
    /// A row with more is written without being held.
    pub(super) row: usize,
}

/// The index of all lines.
pub(super) fn index_of(
    merged: &Merged,
    logged: Vec<ScannerLog>,
    offsets: &BlockOffsets,
    memory: IndexMemory,
) -> io::Result<LineIndex> {
    let counts: Vec<u64> = merged.rows.line_counts().collect();
    let parts = parts(&counts, memory.part);
    let dealt_bytes = memory.dealt.checked_div(parts.len()).unwrap_or_default();
    let mut dealt: Vec<_> = parts.iter().map(|part| Dealt::new(*part, dealt_bytes)).collect();
    let part_of_row: Vec<u8> =
        (0..).zip(&parts).flat_map(|(number, part)| part.each(number)).collect();
    deal(merged, logged, offsets, (&part_of_row, &mut dealt))?;
    let mut writer = IndexWriter::new();
    for part in dealt {
        part.put_in_order(&mut writer, memory.row)?;
    }
    writer.finish()
}

/// Gives every noted line to the part of its row, in the order of the file.
fn deal(
    merged: &Merged,
    logged: Vec<ScannerLog>,
    offsets: &BlockOffsets,
    (part_of_row, dealt): (&[u8], &mut [Dealt<'_>]),
) -> io::Result<()> {
    let finder = merged.finder();
    let (mut logged, mut lines, mut rows) = (logged, Vec::new(), Vec::new());
    for one in &mut logged {
        one.log.rewind()?;
    }
    let mut next = vec![0_usize; logged.len()];
    loop {
        // Each scanner has its blocks in order.
        let heads = logged.iter_mut().zip(&mut next).filter_map(|(one, next)| {
            let block = *one.blocks.get(*next)?;
            Some((block, one, next))
        });
        let Some((block, one, next)) = heads.min_by_key(|(block, ..)| block.number) else {
            return Ok(());
        };
        *next = next.saturating_add(1);
        let run = one.first_run.saturating_add(block.run);
        one.log.read_block(block.logged_bytes, &mut lines)?;
        // Apart from all else, so that the processor fetches for many lines at the same time.
        rows.clear();
        rows.extend(lines.iter().map(|(group, _)| {
            let row = finder.row(run, *group).unwrap_or(u32::MAX);
            (row, part_of_row.get(index(row)).copied().unwrap_or(u8::MAX))
        }));
        for ((row, part), (_, at)) in rows.iter().zip(&lines) {
            if let Some(part) = dealt.get_mut(usize::from(*part)) {
                part.write(*row, offsets.place(block.number, *at))?;
            }
        }
    }
}

/// Rows one after the other.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    first_row: u32,
    /// Of each row.
    line_counts: &'a [u64],
}

impl Part<'_> {
    /// The number of the part for each of its rows.
    fn each(self, number: u8) -> impl Iterator<Item = u8> {
        std::iter::repeat_n(number, self.line_counts.len())
    }

    fn lines(self) -> u64 {
        self.line_counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }
}

/// The rows per part: as many as fit into the given bytes, or more if that would be too many parts.
fn parts(line_counts: &[u64], part_bytes: usize) -> Vec<Part<'_>> {
    let whole = Part { first_row: 0, line_counts };
    let least = index_bytes(whole.lines()).div_ceil(FULL_PARTS);
    let part_bytes = part_bytes.max(least);
    let mut parts = Vec::new();
    let (mut first_row, mut rest) = (0_u32, line_counts);
    while !rest.is_empty() {
        let mut length = 0_usize;
        let fits = |count: &&u64| {
            length = length.saturating_add(index_bytes(**count));
            length <= part_bytes
        };
        let rows = rest.iter().take_while(fits).count().max(1);
        let (line_counts, later) = rest.split_at_checked(rows).unwrap_or((rest, &[]));
        parts.push(Part { first_row, line_counts });
        first_row = first_row.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        rest = later;
    }
    parts
}

/// How many bytes of the index so many lines are.
fn index_bytes(lines: u64) -> usize {
    usize::try_from(lines).unwrap_or(usize::MAX).saturating_mul(PLACE_LENGTH)
}

/// The places of a part's lines, on their way into order.
struct Window<'a> {
    part: Part<'a>,
    /// Of each row, which one of the part's places comes next.
    next: Vec<u32>,
    places: Vec<u8>,
}

impl<'a> Window<'a> {
    fn new(part: &Part<'a>) -> Self {
        let mut lines = 0_u64;
        let mut next = Vec::with_capacity(part.line_counts.len());
        for count in part.line_counts {
            next.push(u32::try_from(lines).unwrap_or(u32::MAX));
            lines = lines.saturating_add(*count);
        }
        Self { part: *part, next, places: vec![0; index_bytes(lines)] }
    }

    /// `row` is counted from the part's first one.
    #[inline]
    fn place(&mut self, row: u32, place: LinePlace) {
        let Some(next) = self.next.get_mut(index(row)) else { return };
        let (places, _) = self.places.as_chunks_mut::<PLACE_LENGTH>();
        if let Some(to) = places.get_mut(index(*next)) {
            *to = place_bytes(place);
        }
        *next = next.wrapping_add(1);
    }

    fn write(&self, writer: &mut IndexWriter) -> io::Result<()> {
        for count in self.part.line_counts {
            writer.row(*count);
        }
        writer.write(&self.places)
    }
}

/// The lines of a part, in the order of the file.
struct Dealt<'a> {
    part: Part<'a>,
    out: BufWriter<SpooledTempFile>,
    before: LinePlace,
}

impl<'a> Dealt<'a> {
    fn new(part: Part<'a>, memory_bytes: usize) -> Self {
        let out = BufWriter::new(SpooledTempFile::new(memory_bytes));
        Self { part, out, before: LinePlace { number: 0, offset: 0 } }
    }

    #[inline]
    fn write(&mut self, row: u32, place: LinePlace) -> io::Result<()> {
        let before = std::mem::replace(&mut self.before, place);
        write_varint(&mut self.out, row.wrapping_sub(self.part.first_row).into())?;
        write_varint(&mut self.out, place.number.wrapping_sub(before.number))?;
        write_varint(&mut self.out, place.offset.wrapping_sub(before.offset))
    }

    /// The lines of a single row are in order already, and may be more than memory should hold.
    fn put_in_order(self, writer: &mut IndexWriter, row_bytes: usize) -> io::Result<()> {
        let Self { part, out, .. } = self;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        if let [lines] = *part.line_counts
            && index_bytes(lines) > row_bytes
        {
            writer.row(lines);
            return read_dealt(file, lines, &mut |_, place| writer.write(&place_bytes(place)));
        }
        let mut window = Window::new(&part);
        read_dealt(file, part.lines(), &mut |row, place| {
            window.place(row, place);
            Ok(())
        })?;
        window.write(writer)
    }
}

/// A run of lines, each with the number of its row in the part.
fn read_dealt(
    file: impl Read,
    lines: u64,
    each: &mut impl FnMut(u32, LinePlace) -> io::Result<()>,
) -> io::Result<()> {
    let mut input = BufReader::with_capacity(64 * 1024, file);
    let mut place = LinePlace { number: 0, offset: 0 };
    for _ in 0..lines {
        let row = read_varint_u32(&mut input)?;
        place.number = place.number.wrapping_add(read_varint(&mut input)?);
        place.offset = place.offset.wrapping_add(read_varint(&mut input)?);
        each(row, place)?;
    }
    Ok(())
}
