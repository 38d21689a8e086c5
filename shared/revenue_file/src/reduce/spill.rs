//! Sums that memory should not hold any longer: written to a file in their order, and read once
//! more when all are merged. The file has no name and goes with its owner.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use super::groups::Summed;
use super::merge::{add_sums, merge_tails};
use super::rows::{NameTexts, RowsOfFile, count_of};
use super::runs::{Merged, Run};
use super::varint::{read_varint, read_varint_u32, write_varint};

/// A run in a file.
#[derive(Debug)]
pub(super) struct Spilled {
    file: File,
    names: usize,
    /// By their numbers.
    tails: Vec<String>,
}

impl Spilled {
    pub(super) fn write(run: Run) -> io::Result<Self> {
        let mut out = BufWriter::new(tempfile::tempfile()?);
        let (mut names, mut text) = (0_usize, Vec::new());
        for number in run.names() {
            run.text(number, &mut text);
            write_varint(&mut out, u64::try_from(text.len()).unwrap_or(u64::MAX))?;
            out.write_all(&text)?;
            write_varint(&mut out, number.into())?;
            write_varint(&mut out, u64::try_from(run.sums_of(number).count()).unwrap_or(u64::MAX))?;
            for Summed { tail, hundred_millionths, lines, first } in run.sums_of(number) {
                write_varint(&mut out, tail.into())?;
                out.write_all(&hundred_millionths.to_le_bytes())?;
                write_varint(&mut out, lines)?;
                write_varint(&mut out, first)?;
            }
            names = names.saturating_add(1);
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Self { file, names, tails: run.into_tails() })
    }
}

/// One row for each key of any of them; `line` says which line of the file a first line is. Holds
/// no more than the sums of one name of each file, besides what it makes.
pub(super) fn merge_spilled(
    spilled: Vec<Spilled>,
    line: &dyn Fn(u64) -> u64,
) -> io::Result<Merged> {
    let runs = spilled.iter().map(|one| (one.names, one.tails.as_slice()));
    let (tails, mut places) = merge_tails(runs);
    let mut readers = spilled.into_iter().map(Reader::new).collect::<io::Result<Vec<_>>>()?;
    let (mut names, mut sums, mut of_name) = (NameTexts::default(), Vec::new(), Vec::new());
    let mut least = Vec::new();
    while let Some(name) = readers.iter().filter_map(Reader::name).min() {
        least.clear();
        least.extend_from_slice(name);
        of_name.clear();
        let first_row = count_of(sums.len());
        for (reader, places) in readers.iter_mut().zip(&mut places) {
            if reader.name() == Some(&least) {
                places.begins(reader.number, first_row);
                reader.take(|summed| of_name.extend(places.summed(summed)))?;
            }
        }
        let number = count_of(names.len());
        names.push(str::from_utf8(&least).map_err(io::Error::other)?);
        add_sums(&mut of_name, number, line, &mut sums);
    }
    Ok(Merged::new(RowsOfFile::new(names, tails, sums), places))
}

/// Reads what [`Spilled::write`] has written, name by name.
#[derive(Debug)]
struct Reader {
    input: BufReader<File>,
    names_left: usize,
    at_end: bool,
    name: Vec<u8>,
    number: u32,
    sums: u64,
}

impl Reader {
    fn new(Spilled { file, names, .. }: Spilled) -> io::Result<Self> {
        let mut reader = Self {
            input: BufReader::new(file),
            names_left: names,
            at_end: false,
            name: Vec::new(),
            number: 0,
            sums: 0,
        };
        reader.next_name()?;
        Ok(reader)
    }

    /// None at the end.
    fn name(&self) -> Option<&[u8]> {
        (!self.at_end).then_some(self.name.as_slice())
    }

    fn next_name(&mut self) -> io::Result<()> {
        let Some(left) = self.names_left.checked_sub(1) else {
            self.at_end = true;
            return Ok(());
        };
        self.names_left = left;
        let length = read_varint(&mut self.input)?;
        self.name.resize(usize::try_from(length).map_err(io::Error::other)?, 0);
        self.input.read_exact(&mut self.name)?;
        self.number = read_varint_u32(&mut self.input)?;
        self.sums = read_varint(&mut self.input)?;
        Ok(())
    }

    /// All sums of the name; then comes the next name.
    fn take(&mut self, mut each: impl FnMut(Summed)) -> io::Result<()> {
        for _ in 0..self.sums {
            let tail = read_varint_u32(&mut self.input)?;
            let mut bytes = [0; 16];
            self.input.read_exact(&mut bytes)?;
            let hundred_millionths = i128::from_le_bytes(bytes);
            let (lines, first) = (read_varint(&mut self.input)?, read_varint(&mut self.input)?);
            each(Summed { tail, hundred_millionths, lines, first });
        }
        self.next_name()
    }
}
