//! Sums that memory should not hold any longer: written to a file in their order, with the places of
//! their lines, and read once more when all are merged. The file has no name and goes with its owner.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use super::places::{Added, InFile, by_row};
use super::rows::{RowsOfFile, Sum, Texts};
use super::runs::{Run, merge};

/// The rows of a part of a file, in order.
#[derive(Debug)]
pub(super) struct Spilled(File);

impl Spilled {
    /// `added` is what was noted of the run's groups.
    pub(super) fn write(run: Run, added: Added) -> io::Result<Self> {
        let merged = merge(&[run], &|first| first);
        let places = by_row(&merged, vec![added]);
        let mut out = BufWriter::new(tempfile::tempfile()?);
        let mut name_before = "";
        for (row, (name, tail, sum)) in merged.rows.sums().enumerate() {
            // A name is never empty: nothing says that it is the one before.
            write_text(&mut out, if name == name_before { "" } else { name })?;
            name_before = name;
            write_text(&mut out, tail)?;
            out.write_all(&sum.hundred_millionths.to_le_bytes())?;
            write_number(&mut out, sum.lines)?;
            write_number(&mut out, sum.first)?;
            let places = places.of(row);
            write_number(&mut out, u64::try_from(places.len()).unwrap_or(u64::MAX))?;
            let mut before = InFile::default();
            for place in places {
                write_place(&mut out, *place, before)?;
                before = *place;
            }
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Self(file))
    }
}

/// What is made of spilled rows besides their sums.
pub(super) trait Sink {
    /// The next row begins.
    fn row(&mut self) -> io::Result<()>;
    /// The next line of the row.
    fn place(&mut self, place: InFile) -> io::Result<()>;
}

/// One row for each key of any of them; `line` says which line of the file a first line is. The places
/// of each row go to `sink`, in order. Holds no more than one place of each file at a time.
pub(super) fn merge_spilled(
    spilled: Vec<Spilled>,
    line: &dyn Fn(u64) -> u64,
    sink: &mut dyn Sink,
) -> io::Result<RowsOfFile> {
    let mut readers = spilled.into_iter().map(Reader::new).collect::<io::Result<Vec<_>>>()?;
    let (mut names, mut sums, mut tails) = (Texts::default(), Vec::new(), BTreeMap::new());
    let mut name_before = Vec::new();
    while let Some(least) = readers.iter().filter(|one| !one.at_end).min_by(|a, b| a.cmp(b)) {
        let (name, tail) = (least.name.clone(), least.tail.clone());
        if name != name_before {
            names.push(str::from_utf8(&name).unwrap_or_default());
            name_before.clone_from(&name);
        }
        let next = u32::try_from(tails.len()).unwrap_or(u32::MAX);
        let tail_number = *tails.entry(tail.clone()).or_insert(next);
        let mut same: Vec<&mut Reader> =
            readers.iter_mut().filter(|one| !one.at_end && one.is(&name, &tail)).collect();
        let mut sum = Sum {
            name: u32::try_from(names.len()).unwrap_or(u32::MAX).saturating_sub(1),
            tail: tail_number,
            hundred_millionths: 0,
            lines: 0,
            first: u64::MAX,
        };
        for one in &same {
            sum.hundred_millionths = sum.hundred_millionths.saturating_add(one.hundred_millionths);
            sum.lines = sum.lines.saturating_add(one.lines);
            sum.first = sum.first.min(one.first);
        }
        sums.push(Sum { first: line(sum.first), ..sum });
        sink.row()?;
        while let Some(first) =
            same.iter_mut().filter(|one| one.place.is_some()).min_by_key(|one| one.place)
        {
            if let Some(place) = first.place {
                sink.place(place)?;
            }
            first.next_place()?;
        }
        for one in same {
            one.next_row()?;
        }
    }
    Ok(in_order(names, tails, sums))
}

/// Tails were numbered as they came.
fn in_order(names: Texts, tails: BTreeMap<Vec<u8>, u32>, mut sums: Vec<Sum>) -> RowsOfFile {
    let mut texts = Texts::default();
    let mut numbers = vec![0; tails.len()];
    for ((text, came), number) in tails.into_iter().zip(0_u32..) {
        texts.push(str::from_utf8(&text).unwrap_or_default());
        if let Some(place) = numbers.get_mut(super::dictionary::index(came)) {
            *place = number;
        }
    }
    for sum in &mut sums {
        sum.tail = numbers.get(super::dictionary::index(sum.tail)).copied().unwrap_or_default();
    }
    RowsOfFile::new(names, texts, sums)
}

/// Reads what [`Spilled::write`] has written: one row, and of its places one after the other.
#[derive(Debug)]
struct Reader {
    input: BufReader<File>,
    name: Vec<u8>,
    tail: Vec<u8>,
    hundred_millionths: i128,
    lines: u64,
    first: u64,
    places_left: u64,
    place: Option<InFile>,
    at_end: bool,
}

impl Reader {
    fn new(Spilled(file): Spilled) -> io::Result<Self> {
        let mut reader = Self {
            input: BufReader::new(file),
            name: Vec::new(),
            tail: Vec::new(),
            hundred_millionths: 0,
            lines: 0,
            first: 0,
            places_left: 0,
            place: None,
            at_end: false,
        };
        reader.next_row()?;
        Ok(reader)
    }

    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name).then_with(|| self.tail.cmp(&other.tail))
    }

    fn is(&self, name: &[u8], tail: &[u8]) -> bool {
        self.name == name && self.tail == tail
    }

    fn next_row(&mut self) -> io::Result<()> {
        let name = match read_text(&mut self.input) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.at_end = true;
                return Ok(());
            }
            name => name?,
        };
        if !name.is_empty() {
            self.name = name;
        }
        self.tail = read_text(&mut self.input)?;
        let mut bytes = [0; 16];
        self.input.read_exact(&mut bytes)?;
        self.hundred_millionths = i128::from_le_bytes(bytes);
        self.lines = read_number(&mut self.input)?;
        self.first = read_number(&mut self.input)?;
        self.places_left = read_number(&mut self.input)?;
        self.place = Some(InFile::default());
        self.next_place()
    }

    fn next_place(&mut self) -> io::Result<()> {
        let before = self.place.unwrap_or_default();
        self.place = None;
        if let Some(left) = self.places_left.checked_sub(1) {
            self.places_left = left;
            self.place = Some(read_place(&mut self.input, before)?);
        }
        Ok(())
    }
}

fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    write_number(out, u64::try_from(text.len()).unwrap_or(u64::MAX))?;
    out.write_all(text.as_bytes())
}

fn read_text(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let length = read_number(input)?;
    let mut text = vec![0; usize::try_from(length).unwrap_or_default()];
    input.read_exact(&mut text)?;
    Ok(text)
}

/// The block as the distance from the one before.
fn write_place(out: &mut impl Write, place: InFile, before: InFile) -> io::Result<()> {
    let blocks = place.block.wrapping_sub(before.block);
    for number in [blocks, place.line, place.offset] {
        write_number(out, number.into())?;
    }
    Ok(())
}

fn read_place(input: &mut impl Read, before: InFile) -> io::Result<InFile> {
    let mut next = || Ok::<_, io::Error>(u32::try_from(read_number(input)?).unwrap_or_default());
    let (blocks, line, offset) = (next()?, next()?, next()?);
    Ok(InFile { block: before.block.wrapping_add(blocks), line, offset })
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn write_number(out: &mut impl Write, number: u64) -> io::Result<()> {
    let mut rest = number;
    while rest > 0x7f {
        out.write_all(&[low_bits(rest) | 0x80])?;
        rest = rest.wrapping_shr(7);
    }
    out.write_all(&[low_bits(rest)])
}

fn low_bits(number: u64) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or_default()
}

fn read_number(input: &mut impl Read) -> io::Result<u64> {
    let (mut number, mut shift) = (0_u64, 0_u32);
    loop {
        let mut byte = [0];
        input.read_exact(&mut byte)?;
        let [byte] = byte;
        number |= u64::from(byte & 0x7f).wrapping_shl(shift);
        shift = shift.saturating_add(7);
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
}
