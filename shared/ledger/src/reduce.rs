//! A revenue file, plain or gzip, reduced in one pass to exact sums per (track, source, territory,
//! currency), with an index from each sum back to its lines.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use domain::money::plan::ReducedRow;
use domain::money::revenue_line::RevenueLine;
use domain::money::{Amount, Currency, Money, Sha256Hex, YearMonth};
use flate2::write::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::lines::{LinePlace, Lines, Problems};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A file that decompresses to more than this is not a month's report.
const FILE_MOST_BYTES: u64 = 16 * 1024 * 1024 * 1024;

/// A readable file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    pub month: YearMonth,
    /// Of the decompressed bytes: the file's identity, however it came.
    pub sha256: Sha256Hex,
    /// Without the header and blank lines.
    pub lines: u64,
    /// In order, each key once.
    pub rows: Vec<ReducedRow>,
    /// The lines of each row, in the order of `rows`.
    pub index: Vec<Vec<LinePlace>>,
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
    pub problems: Vec<store::revenue_file::LineProblem>,
    pub problem_count: u64,
}

/// What a plan reads of a file: content-addressed in the derived bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Partial {
    pub(crate) month: YearMonth,
    pub(crate) file_sha256: Sha256Hex,
    pub(crate) rows: Vec<ReducedRow>,
}

/// From each row of a partial to its lines: `[line, offset]` in the decompressed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LineIndex {
    pub(crate) month: YearMonth,
    pub(crate) file_sha256: Sha256Hex,
    pub(crate) rows: Vec<Vec<(u64, u64)>>,
}

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
}

impl Reducer {
    /// A file whose lines must all be of `month`; without one, of the month of the first line.
    pub fn new(month: Option<YearMonth>) -> Self {
        Self(Input::Unknown(Vec::new(), Sums::new(month)))
    }

    pub fn push(&mut self, bytes: &[u8]) {
        let input = std::mem::replace(&mut self.0, Input::Damaged(Sums::new(None)));
        self.0 = input.push(bytes);
    }

    pub fn finish(self) -> Result<Reduced, Unreadable> {
        match self.0 {
            Input::Unknown(first, mut sums) => {
                sums.take(&first);
                sums.finish()
            }
            Input::Plain(sums) => sums.finish(),
            Input::Gzip(mut decoder) => match decoder.try_finish() {
                Ok(()) => std::mem::take(decoder.get_mut()).finish(),
                Err(_) => std::mem::take(decoder.get_mut()).damaged(),
            },
            Input::Damaged(sums) => sums.damaged(),
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
                Err(_) => Self::Damaged(std::mem::take(decoder.get_mut())),
            },
            Self::Damaged(sums) => Self::Damaged(sums),
        }
    }
}

/// The sums so far.
#[derive(Debug)]
struct Sums {
    lines: Lines,
    hash: Sha256,
    bytes: u64,
    table: Table,
}

/// One entry per (key, source, territory, currency), found by all of them in one byte string.
#[derive(Debug, Default)]
struct Table {
    places: HashMap<Vec<u8>, usize>,
    rows: Vec<(ReducedRow, Vec<LinePlace>)>,
    scratch: Vec<u8>,
    overflow: Option<u64>,
}

impl Default for Sums {
    fn default() -> Self {
        Self::new(None)
    }
}

impl Sums {
    fn new(month: Option<YearMonth>) -> Self {
        Self { lines: Lines::new(month), hash: Sha256::new(), bytes: 0, table: Table::default() }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let table = &mut self.table;
        self.lines.push(bytes, &mut |place, line| table.add(place, line));
    }

    fn finish(mut self) -> Result<Reduced, Unreadable> {
        let table = &mut self.table;
        self.lines.finish(&mut |place, line| table.add(place, line));
        let sha256 = Sha256Hex::from_bytes(&self.hash.finalize());
        let mut problems = self.lines.problems;
        if let Some(line) = self.table.overflow {
            problems.add(line, "sum_too_large", "the sum of the lines up to here is out of range");
        }
        let (mut rows, lines) = (self.table.rows, self.lines.count);
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        let (rows, index): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        match (totals(&rows), self.lines.month) {
            (Some(totals), Some(month)) if problems.count == 0 => {
                Ok(Reduced { month, sha256, lines, rows, index, totals })
            }
            (totals, month) => {
                if totals.is_none() {
                    problems.add(0, "sum_too_large", "the sum of the file is out of range");
                }
                if month.is_none() && problems.count == 0 {
                    problems.add(0, "no_period", "no line says which month this is");
                }
                Err(unreadable(Some(sha256), lines, problems))
            }
        }
    }

    fn damaged(self) -> Result<Reduced, Unreadable> {
        let mut problems = self.lines.problems;
        let detail = if self.bytes > FILE_MOST_BYTES {
            "the file is too large"
        } else {
            "the gzip stream is damaged or cut off"
        };
        problems.add(0, "gzip", detail);
        Err(unreadable(None, self.lines.count, problems))
    }
}

fn unreadable(sha256: Option<Sha256Hex>, lines: u64, problems: Problems) -> Unreadable {
    let Problems { listed, count } = problems;
    Unreadable { sha256, lines, problems: listed, problem_count: count }
}

/// Where the decompressor writes to.
impl Write for Sums {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes > FILE_MOST_BYTES {
            return Err(io::Error::other("the file is too large"));
        }
        self.take(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Table {
    fn add(&mut self, place: LinePlace, line: &RevenueLine<'_>) {
        self.write_key(line);
        let at = match self.places.get(self.scratch.as_slice()) {
            Some(at) => *at,
            None => self.insert(place, line),
        };
        let Some((row, places)) = self.rows.get_mut(at) else { return };
        match row.amount.checked_add(line.money.amount) {
            Ok(sum) => row.amount = sum,
            Err(_) => self.overflow = self.overflow.or(Some(place.number)),
        }
        row.lines = row.lines.saturating_add(1);
        places.push(place);
    }

    /// No line holds a NUL, so it can stand between the parts.
    fn write_key(&mut self, line: &RevenueLine<'_>) {
        // Where a line has both, the track's id wins.
        let isrc = if line.track_id.is_empty() { line.isrc } else { "" };
        self.scratch.clear();
        for part in [line.track_id, isrc, line.source, line.territory, line.money.currency.code()] {
            self.scratch.extend_from_slice(part.as_bytes());
            self.scratch.push(0);
        }
    }

    fn insert(&mut self, place: LinePlace, line: &RevenueLine<'_>) -> usize {
        let at = self.rows.len();
        self.places.insert(self.scratch.clone(), at);
        let row = ReducedRow {
            key: line.key(),
            source: line.source.to_owned(),
            territory: line.territory.to_owned(),
            currency: line.money.currency,
            amount: Amount::ZERO,
            lines: 0,
            first_line: place.number,
        };
        self.rows.push((row, Vec::new()));
        at
    }
}

fn totals(rows: &[ReducedRow]) -> Option<Vec<Money>> {
    let mut sums: BTreeMap<Currency, Amount> = BTreeMap::new();
    for row in rows {
        let sum = sums.entry(row.currency).or_default();
        *sum = sum.checked_add(row.amount).ok()?;
    }
    Some(sums.into_iter().map(|(currency, amount)| Money::new(currency, amount)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    const FILE: &str = "period,track_id,isrc,source,territory,units,currency,amount\n\
        2026-01,t2,,radio,DE,1,EUR,0.00000001\n\
        2026-01,t1,,radio,DE,1,EUR,1.5\n\
        2026-01,t2,X,radio,DE,1,EUR,-0.5\n\
        2026-01,t2,,radio,DE,1,JPY,7\n\
        2026-01,,X,radio,DE,1,EUR,2\n";

    fn reduce(bytes: &[u8], size: usize) -> Result<Reduced, Unreadable> {
        let mut reducer = Reducer::new("2026-01".parse().ok());
        for piece in bytes.chunks(size) {
            reducer.push(piece);
        }
        reducer.finish()
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
            reduced.rows.iter().map(|row| (row.amount.to_string(), row.lines)).collect();
        let expected = [("1.5", 1), ("-0.49999999", 2), ("7", 1), ("2", 1)];
        assert_eq!(rows, expected.map(|(amount, lines)| (amount.to_owned(), lines)));
        let totals: Vec<_> = reduced.totals.iter().map(Money::to_string).collect();
        assert_eq!(totals, ["3.00000001 EUR", "7 JPY"]);
        assert_eq!((reduced.lines, reduced.rows[1].first_line), (5, 2));
        let lines: Vec<_> = reduced.index[1].iter().map(|place| place.number).collect();
        assert_eq!(lines, [2, 4]);
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
        assert_eq!((refused.problem_count, refused.problems[0].line), (1, 7));
        assert_eq!(refused.problems[0].rule, "unknown_currency");
        assert_eq!(refused.sha256, Some(Sha256Hex::of(file.as_bytes())));
    }

    #[test]
    fn without_a_given_month_the_first_line_says_it() {
        let mut reducer = Reducer::new(None);
        reducer.push(FILE.as_bytes());
        assert_eq!(reducer.finish().unwrap().month.to_string(), "2026-01");
        let mut reducer = Reducer::new(None);
        reducer.push(FILE.as_bytes());
        reducer.push(b"2026-02,t1,,radio,DE,1,EUR,1\n");
        assert_eq!(reducer.finish().unwrap_err().problems[0].rule, "other_period");
    }

    #[test]
    fn a_file_with_nothing_but_a_header_is_an_empty_month() {
        let header = FILE.lines().next().unwrap();
        let reduced = reduce(header.as_bytes(), 3).unwrap();
        assert_eq!((reduced.lines, reduced.rows.len(), reduced.totals.len()), (0, 0, 0));
    }
}
