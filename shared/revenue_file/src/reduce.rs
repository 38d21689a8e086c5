//! A revenue file, plain or gzip, reduced in one pass to exact sums per (track, source, territory,
//! currency), with an index from each sum back to its lines.
//!
//! The bytes are cut into blocks of whole lines (`blocks`), which several threads scan
//! (`worker_pool`,
//! `scan`): plain lines the fast way (`fast_path`), all others the careful way of [`crate::lines`].
//! Each thread sums for itself (`groups`); their sorted sums (`runs`) are merged (`merge`). How the
//! bytes come and how many threads there are changes nothing of what comes out.

mod bits;
mod block_offsets;
mod blocks;
mod by_row;
mod delimiter_bitmap;
mod fast_path;
mod group_id;
mod group_table;
mod groups;
mod interner;
mod line_log;
mod merge;
#[cfg(test)]
mod reference;
mod rows;
mod runs;
mod scan;
mod spill;
mod varint;
mod worker_pool;

use std::io::{self, Read, Write};

use domain::money::plan::ReducedRow;
use domain::money::{Money, Sha256Hex, YearMonth};
use flate2::write::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::blocks::Cutter;
use self::by_row::IndexMemory;
use self::scan::ScannerBudget;
use self::worker_pool::{Scans, WorkerPool};
use crate::line_index::LineIndex;
use crate::lines::{LineFault, LineProblems, empty_file};

pub use self::rows::{RowOfFile, RowsOfFile};

pub const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A file that decompresses to more than this is not a month's report.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024 * 1024;

/// A readable file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    pub month: YearMonth,
    /// Of the decompressed bytes: the file's identity, however it came.
    pub sha256: Sha256Hex,
    /// Without the header and blank lines.
    pub lines: u64,
    /// In order, each key once.
    pub rows: RowsOfFile,
    /// The lines of each row, in the order of `rows`; None where no index was wanted.
    pub index: Option<LineIndex>,
    /// By currency code.
    pub totals: Vec<Money>,
}

/// A file that is refused whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// None where the bytes could not be decompressed to the end.
    pub sha256: Option<Sha256Hex>,
    pub lines: u64,
    /// The first 100.
    pub problems: Vec<domain::money::revenue_line::LineProblem>,
    pub problem_count: u64,
}

/// What a plan reads of a file: content-addressed in the derived bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReducedFile {
    pub month: YearMonth,
    pub file_sha256: Sha256Hex,
    pub rows: Vec<ReducedRow>,
}

/// What is made of a file besides its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    identity: bool,
    index: bool,
    memory: Memory,
}

/// What all threads together hold in memory before they write it to files, and merge those at the
/// end. More than a million groups fit, on two threads that both see all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Memory {
    group_bytes: usize,
    log_bytes: usize,
    index: IndexMemory,
}

const MEMORY: Memory = Memory {
    group_bytes: 200 * 1024 * 1024,
    log_bytes: 32 * 1024 * 1024,
    index: IndexMemory { dealt: 32 * 1024 * 1024, part: 512 * 1024, row: 64 * 1024 * 1024 },
};

/// Takes the bytes of one file as they come, in pieces cut anywhere.
#[derive(Debug)]
pub struct Reducer(Input);

#[derive(Debug)]
enum Input {
    /// The first bytes, until they say whether the file is gzip.
    Unknown(Vec<u8>, Sums),
    Plain(Sums),
    Gzip(Box<MultiGzDecoder<Sums>>),
    /// The gzip stream is damaged; the rest is not looked at.
    Damaged(Sums),
    /// Only while another one is made.
    Nothing,
}

impl Reducer {
    /// A file whose lines must all be of `month`; without one, of the month of the first line.
    /// Large files are worked on by as many threads as there are processors.
    pub fn new(month: Option<YearMonth>) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self::with_threads(month, threads)
    }

    /// On so many threads, the caller's included. Their number changes nothing of what comes out.
    pub fn with_threads(month: Option<YearMonth>, threads: usize) -> Self {
        Self::with(month, threads, Wanted { identity: true, index: true, memory: MEMORY })
    }

    /// Without the index of lines.
    pub fn without_index(month: Option<YearMonth>, threads: usize) -> Self {
        Self::with(month, threads, Wanted { identity: true, index: false, memory: MEMORY })
    }

    /// Neither index nor identity: every check and every sum, but nothing that could be booked. The
    /// hash of a file takes longer than its sums do; this is for those who measure.
    pub fn sums_only(month: Option<YearMonth>, threads: usize) -> Self {
        Self::with(month, threads, Wanted { identity: false, index: false, memory: MEMORY })
    }

    fn with(month: Option<YearMonth>, threads: usize, wanted: Wanted) -> Self {
        Self(Input::Unknown(Vec::new(), Sums::new(month, threads, wanted)))
    }

    pub fn push(&mut self, bytes: &[u8]) {
        let input = std::mem::replace(&mut self.0, Input::Nothing);
        self.0 = input.push(bytes);
    }

    /// Reads once from `source`, and takes what came; 0 at its end. Spares the copy that
    /// [`Self::push`] makes of plain bytes.
    pub fn read_from(&mut self, source: &mut impl Read) -> io::Result<usize> {
        if let Input::Plain(sums) = &mut self.0 {
            return sums.read_from(source);
        }
        let mut piece = vec![0; 64 * 1024];
        let read = source.read(&mut piece)?;
        self.push(piece.get(..read).unwrap_or_default());
        Ok(read)
    }

    /// An error is one of the files that hold what memory does not.
    pub fn finish(self) -> io::Result<Result<Reduced, Unreadable>> {
        match self.0 {
            Input::Unknown(first, mut sums) => {
                sums.take(&first);
                sums.finish()
            }
            Input::Plain(sums) => sums.finish(),
            Input::Gzip(mut decoder) => match decoder.try_finish() {
                Ok(()) => decoder.get_mut().replaced().finish(),
                Err(_) => decoder.get_mut().replaced().damaged(),
            },
            Input::Damaged(sums) => sums.damaged(),
            Input::Nothing => Sums::nothing().damaged(),
        }
    }
}

impl Input {
    fn push(self, bytes: &[u8]) -> Self {
        match self {
            Self::Unknown(mut first, mut sums) => {
                first.extend_from_slice(bytes);
                if first.len() < GZIP_MAGIC.len() {
                    return Self::Unknown(first, sums);
                }
                if first.starts_with(&GZIP_MAGIC) {
                    return Self::Gzip(Box::new(MultiGzDecoder::new(sums))).push(&first);
                }
                sums.take(&first);
                Self::Plain(sums)
            }
            Self::Plain(mut sums) => {
                sums.take(bytes);
                Self::Plain(sums)
            }
            Self::Gzip(mut decoder) => match decoder.write_all(bytes) {
                Ok(()) => Self::Gzip(decoder),
                Err(_) => Self::Damaged(decoder.get_mut().replaced()),
            },
            Self::Damaged(sums) => Self::Damaged(sums),
            Self::Nothing => Self::Nothing,
        }
    }
}

/// The sums so far.
#[derive(Debug)]
struct Sums {
    cutter: Cutter,
    /// None where the caller did not ask for it.
    hash: Option<Sha256>,
    bytes: u64,
    pool: WorkerPool,
}

impl Sums {
    fn new(month: Option<YearMonth>, threads: usize, wanted: Wanted) -> Self {
        let of_each = |all: usize| all.checked_div(threads).unwrap_or(all);
        let budget = ScannerBudget {
            indexed: wanted.index,
            group_bytes: of_each(wanted.memory.group_bytes),
            log_bytes: of_each(wanted.memory.log_bytes),
        };
        Self {
            cutter: Cutter::new(),
            hash: wanted.identity.then(Sha256::new),
            bytes: 0,
            pool: WorkerPool::new(month, threads, budget, wanted.memory.index),
        }
    }

    fn nothing() -> Self {
        Self::new(None, 1, Wanted { identity: false, index: false, memory: MEMORY })
    }

    /// These, and none in their place.
    fn replaced(&mut self) -> Self {
        std::mem::replace(self, Self::nothing())
    }

    fn take(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let space = self.cutter.space();
            let length = space.len().min(rest.len());
            let (now, later) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            if let Some(space) = space.get_mut(..length) {
                space.copy_from_slice(now);
            }
            self.taken(length);
            rest = later;
        }
    }

    fn read_from(&mut self, source: &mut impl Read) -> io::Result<usize> {
        let read = source.read(self.cutter.space())?;
        self.taken(read);
        Ok(read)
    }

    /// The number of bytes in the cutter's space.
    fn taken(&mut self, length: usize) {
        if let Some(hash) = &mut self.hash {
            hash.update(self.cutter.space().get(..length).unwrap_or_default());
        }
        self.bytes = self.bytes.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        let pool = &mut self.pool;
        self.cutter.filled(length, &mut |block| pool.take(block));
        while let Some(bytes) = self.pool.returned() {
            self.cutter.recycle(bytes);
        }
    }

    fn finish(mut self) -> io::Result<Result<Reduced, Unreadable>> {
        let pool = &mut self.pool;
        self.cutter.finish(&mut |block| pool.take(block));
        let sha256 = self.hash.map(|hash| Sha256Hex::from_bytes(&hash.finalize()));
        let scans = self.pool.finish()?;
        let Scans { month, lines, rows, index, mut problems } = scans;
        if self.bytes == 0 {
            problems.add(0, empty_file());
        }
        let totals = totals(&rows, &mut problems);
        Ok(match month {
            Some(month) if problems.count == 0 => {
                let sha256 = sha256.unwrap_or_else(|| Sha256Hex::of(b""));
                Ok(Reduced { month, sha256, lines, rows, index, totals })
            }
            month => {
                if month.is_none() && problems.count == 0 {
                    problems
                        .add(0, LineFault::new("no_period", "no line says which month this is"));
                }
                Err(unreadable(sha256, lines, problems))
            }
        })
    }

    fn damaged(self) -> io::Result<Result<Reduced, Unreadable>> {
        let scans = self.pool.finish()?;
        let mut problems = scans.problems;
        let detail = if self.bytes > FILE_BYTES_MAX {
            "the file is too large"
        } else {
            "the gzip stream is damaged or cut off"
        };
        problems.add(0, LineFault::new("gzip", detail));
        Ok(Err(unreadable(None, scans.lines, problems)))
    }
}

fn unreadable(sha256: Option<Sha256Hex>, lines: u64, problems: LineProblems) -> Unreadable {
    let LineProblems { listed, count } = problems;
    Unreadable { sha256, lines, problems: listed, problem_count: count }
}

/// Where the decompressor writes to.
impl Write for Sums {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes > FILE_BYTES_MAX {
            return Err(io::Error::other("the file is too large"));
        }
        self.take(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The sum of all rows by currency; a sum that is out of range is a problem.
fn totals(rows: &RowsOfFile, problems: &mut LineProblems) -> Vec<Money> {
    let (sums, beyond) = rows.totals();
    for line in beyond {
        let detail = "the sum of the lines like this one is out of range";
        problems.add(line, LineFault::new("sum_too_large", detail));
    }
    let mut totals = Vec::new();
    for (currency, sum) in sums {
        if let Some(sum) = sum {
            totals.push(Money::new(currency, sum));
        } else {
            let detail = "the sum of the file is out of range";
            problems.add(0, LineFault::new("sum_too_large", detail));
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    const FILE: &str = "period,track_id,isrc,source,territory,units,currency,amount\n\
        2026-01,t2,,radio,DE,1,EUR,0.00000001\n\
        2026-01,t1,,radio,DE,1,EUR,1.5\n\
        2026-01,t2,X,radio,DE,1,EUR,-0.25\n\
        2026-01,t2,,radio,DE,1,JPY,7\n\
        2026-01,,X,radio,DE,1,EUR,2\n\
        2026-01,t2,X,radio,DE,1,EUR,-0.25\n";

    fn reduce(bytes: &[u8], size: usize) -> Result<Reduced, Unreadable> {
        let mut reducer = Reducer::new("2026-01".parse().ok());
        for piece in bytes.chunks(size) {
            reducer.push(piece);
        }
        reducer.finish().unwrap()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn lines_of_one_key_become_one_exact_sum() {
        let reduced = reduce(FILE.as_bytes(), usize::MAX).unwrap();
        let rows: Vec<_> =
            reduced.rows.to_rows().iter().map(|row| (row.amount.to_string(), row.lines)).collect();
        // A line that names its track by both names is not the same as one that does not.
        let expected = [("1.5", 1), ("0.00000001", 1), ("7", 1), ("-0.5", 2), ("2", 1)];
        assert_eq!(rows, expected.map(|(amount, lines)| (amount.to_owned(), lines)));
        let totals: Vec<_> = reduced.totals.iter().map(Money::to_string).collect();
        assert_eq!(totals, ["3.00000001 EUR", "7 JPY"]);
        assert_eq!((reduced.lines, reduced.rows.to_rows()[3].first_line), (6, 4));
        let index = reduced.index.unwrap().rows(reduced.lines);
        let lines: Vec<_> = index[3].iter().map(|place| place.number).collect();
        assert_eq!(lines, [4, 7]);
    }

    #[test]
    fn a_compressed_file_is_the_same_file() {
        let plain = reduce(FILE.as_bytes(), 11).unwrap();
        assert_eq!(plain.sha256, Sha256Hex::of(FILE.as_bytes()));
        let compressed = gzip(FILE.as_bytes());
        for size in [1, 7, usize::MAX] {
            assert_eq!(reduce(&compressed, size).as_ref(), Ok(&plain));
        }
        let (first, second) = FILE.split_at(100);
        let members = [gzip(first.as_bytes()), gzip(second.as_bytes())].concat();
        assert_eq!(reduce(&members, 9), Ok(plain), "several gzip members are one file");
    }

    #[test]
    fn a_damaged_or_cut_gzip_file_is_refused() {
        let whole = gzip(FILE.as_bytes());
        let mut damaged = whole.clone();
        let last = damaged.len() - 6;
        damaged[last] ^= 0xff;
        let garbage = [whole.as_slice(), b"garbage behind the end"].concat();
        for bytes in [&whole[..whole.len() - 9], &whole[..12], &damaged, &garbage] {
            let refused = reduce(bytes, 13).unwrap_err();
            assert_eq!(refused.problems.last().unwrap().rule, "gzip");
            assert_eq!(refused.sha256, None);
        }
    }

    #[test]
    fn one_bad_line_refuses_the_whole_file() {
        let file = format!("{FILE}2026-01,t1,,radio,DE,1,EURO,1\n");
        let refused = reduce(file.as_bytes(), 64).unwrap_err();
        assert_eq!((refused.problem_count, refused.problems[0].line), (1, 8));
        assert_eq!(refused.problems[0].rule, "unknown_currency");
        assert_eq!(refused.sha256, Some(Sha256Hex::of(file.as_bytes())));
    }

    #[test]
    fn without_a_given_month_the_first_line_says_it() {
        let mut reducer = Reducer::new(None);
        reducer.push(FILE.as_bytes());
        assert_eq!(reducer.finish().unwrap().unwrap().month.to_string(), "2026-01");
        let mut reducer = Reducer::new(None);
        reducer.push(FILE.as_bytes());
        reducer.push(b"2026-02,t1,,radio,DE,1,EUR,1\n");
        assert_eq!(reducer.finish().unwrap().unwrap_err().problems[0].rule, "other_period");
    }

    #[test]
    fn a_file_with_nothing_but_a_header_is_an_empty_month() {
        let header = FILE.lines().next().unwrap();
        let reduced = reduce(header.as_bytes(), 3).unwrap();
        assert_eq!((reduced.lines, reduced.rows.len(), reduced.totals.len()), (0, 0, 0));
    }
}
