//! Puts the noted lines of a file in the order of its rows, and so makes the index. Lines come in
//! the order of the file, so that each finds its place by counting. What is more than memory should
//! hold is first dealt out to files, one for so many rows as do fit.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek};

use super::dictionary::index;
use super::notes::Notes;
use super::numbers::{read_number, read_short, write_number};
use super::runs::Merged;
use super::scan::Scanned;
use super::starts::Starts;
use crate::line_index::{IndexWriter, LineIndex, PLACE_LENGTH, place_bytes};
use crate::lines::LinePlace;

/// What one scanner has noted, and of which blocks.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) notes: Notes,
    pub(super) blocks: Vec<Scanned>,
    /// The first of the scanner's runs among all.
    pub(super) first_run: usize,
}

/// The index of all lines. At most `memory_bytes` of it are put in order at a time.
pub(super) fn index_of(
    merged: &Merged,
    noted: Vec<Noted>,
    starts: &Starts,
    memory_bytes: usize,
) -> io::Result<LineIndex> {
    let counts: Vec<u64> = merged.rows.line_counts().collect();
    let parts = parts(&counts, memory_bytes);
    let mut writer = IndexWriter::new();
    if let [part] = parts.as_slice() {
        let mut window = Window::new(part);
        each_line(merged, noted, starts, &mut |row, place| {
            window.place(row, place);
            Ok(())
        })?;
        window.write(&mut writer)?;
        return writer.finish();
    }
    let mut files = parts.iter().map(Dealt::new).collect::<io::Result<Vec<_>>>()?;
    each_line(merged, noted, starts, &mut |row, place| {
        let which = parts.partition_point(|part| part.first_row <= row).saturating_sub(1);
        files.get_mut(which).map_or(Ok(()), |file| file.write(row, place))
    })?;
    for file in files {
        file.put_in_order(&mut writer, memory_bytes)?;
    }
    writer.finish()
}

/// Every noted line with its row, in the order of the file.
fn each_line(
    merged: &Merged,
    noted: Vec<Noted>,
    starts: &Starts,
    each: &mut impl FnMut(u32, LinePlace) -> io::Result<()>,
) -> io::Result<()> {
    let finder = merged.finder();
    let mut noted = noted;
    for one in &mut noted {
        one.notes.rewind()?;
    }
    let mut next = vec![0_usize; noted.len()];
    loop {
        // Each scanner has its blocks in order.
        let heads = noted.iter_mut().zip(&mut next).filter_map(|(one, next)| {
            let block = *one.blocks.get(*next)?;
            Some((block, one, next))
        });
        let Some((block, one, next)) = heads.min_by_key(|(block, ..)| block.number) else {
            return Ok(());
        };
        *next = next.saturating_add(1);
        let run = one.first_run.saturating_add(block.run);
        one.notes.read_block(block.noted_bytes, &mut |group, at| {
            let row = finder.row(run, group);
            row.map_or(Ok(()), |row| each(row, starts.place(block.number, at)))
        })?;
    }
}

/// Rows one after the other.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    first_row: u32,
    /// Of each row.
    line_counts: &'a [u64],
}

/// As many rows a part as fit into memory, but at least one.
fn parts(line_counts: &[u64], memory_bytes: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut first_row, mut rest) = (0_u32, line_counts);
    while !rest.is_empty() {
        let mut length = 0_usize;
        let fits = |count: &&u64| {
            length = length.saturating_add(index_bytes(**count));
            length <= memory_bytes
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

    #[inline]
    fn place(&mut self, row: u32, place: LinePlace) {
        let row = index(row.wrapping_sub(self.part.first_row));
        let Some(next) = self.next.get_mut(row) else { return };
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

/// The lines of a part, dealt out to a file without a name.
struct Dealt<'a> {
    part: Part<'a>,
    out: BufWriter<File>,
    before: LinePlace,
}

impl<'a> Dealt<'a> {
    fn new(part: &Part<'a>) -> io::Result<Self> {
        let out = BufWriter::new(tempfile::tempfile()?);
        Ok(Self { part: *part, out, before: LinePlace { number: 0, offset: 0 } })
    }

    fn write(&mut self, row: u32, place: LinePlace) -> io::Result<()> {
        let before = std::mem::replace(&mut self.before, place);
        write_number(&mut self.out, row.wrapping_sub(self.part.first_row).into())?;
        write_number(&mut self.out, place.number.wrapping_sub(before.number))?;
        write_number(&mut self.out, place.offset.wrapping_sub(before.offset))
    }

    /// The lines of a single row are in order already, and may be more than memory should hold.
    fn put_in_order(self, writer: &mut IndexWriter, memory_bytes: usize) -> io::Result<()> {
        let Self { part, out, .. } = self;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let lines = part.line_counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        if index_bytes(lines) > memory_bytes {
            writer.row(lines);
            return read_dealt(file, lines, &mut |_, place| writer.write(&place_bytes(place)));
        }
        let mut window = Window::new(&part);
        read_dealt(file, lines, &mut |row, place| {
            window.place(part.first_row.wrapping_add(row), place);
            Ok(())
        })?;
        window.write(writer)
    }
}

/// So many lines, each with the number of its row in the part.
fn read_dealt(
    file: File,
    lines: u64,
    each: &mut impl FnMut(u32, LinePlace) -> io::Result<()>,
) -> io::Result<()> {
    let mut input = BufReader::with_capacity(256 * 1024, file);
    let mut place = LinePlace { number: 0, offset: 0 };
    for _ in 0..lines {
        let row = read_short(&mut input)?;
        place.number = place.number.wrapping_add(read_number(&mut input)?);
        place.offset = place.offset.wrapping_add(read_number(&mut input)?);
        each(row, place)?;
    }
    Ok(())
}
