//! From a line of a statement to the lines of the revenue files behind it: by the rows of reduced
//! files that it is made of (`source_rows`), the index of each file, and a few bytes of the file
//! itself. No file is read whole.

mod request;
mod source_rows;

use std::collections::BTreeMap;

use domain::money::plan::{EarningLine, MoveLine};
use domain::money::revenue_line::{Columns, LineKey, RevenueLine};
use domain::money::statement::{WITHHELD_HAS_NO_REVENUE, has_no_revenue};
use domain::money::{Amount, Currency, Sha256Hex, YearMonth};
use media::keys::{self, RevenueKey};
use store::revenue_file::RevenueFile;
use store::statement::LedgerEntry;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::revenue::raw_file::RawFile;
use crate::statements::statement::account_of;
pub use request::{Superseded, TracePoint, TraceRequest, TraceTarget};
use revenue_file::coalesced_reads::{RangeTail, coalesced_reads};
use revenue_file::line_index::{self, ReadRange};
use revenue_file::lines::{LINE_BYTES_MAX, LinePlace, LineReader, with_fields};
use source_rows::{KeyedRow, SourceRows};

/// The bytes of a line that are read at first; few are longer.
const LINE_USUAL_BYTES: u64 = 512;

/// A line with its end, and one byte that says whether it is longer than it may be.
const LINE_WHOLE_BYTES: u64 = 64 * 1024 + 3;

/// What a line of a statement leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Traced {
    Revenue(Trace),
    /// No revenue is behind it.
    Nothing {
        amount: Amount,
        because: &'static str,
    },
}

/// Some of the lines that a line of a statement is the sum of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub line: EarningLine,
    /// What had been shared out before, and how, where the line corrects it.
    pub superseded: Option<Superseded>,
    /// How many there are in all.
    pub line_count: u64,
    pub lines: Vec<TracedLine>,
    pub next: Option<TracePoint>,
}

/// One line of a revenue file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedLine {
    /// Of the decompressed bytes.
    pub file_sha256: Sha256Hex,
    /// The upload that brought it.
    pub upload: String,
    /// The header is line 1.
    pub number: u64,
    pub source: String,
    pub territory: String,
    /// As it is written in the file.
    pub raw_amount: String,
    pub amount: Amount,
    /// The payee's share of it; where it is corrected, what that share has changed by.
    pub earned: Amount,
}

/// A part of the lines of one row.
struct Part<'a> {
    row: &'a KeyedRow,
    from: u64,
    count: u64,
}

impl Ledger {
    /// The revenue lines behind a line of a member's statement, or why there are none; nothing
    /// where that line is not on it. Five round trips (six for what had waited; seven for what
    /// earlier months had shared out, and two or three for each of them), and for each file on the
    /// page two and one for every range of it that lines stand in: at most one a line, and few
    /// where they stand together.
    pub async fn trace(&self, of: &TraceRequest) -> Result<Option<Traced>, LedgerError> {
        let entries = self
            .store
            .list_all(&store::statement::entries_in(&account_of(of.member), of.month))
            .await?;
        let is_asked_for = |entry: &LedgerEntry| entry.currency == of.currency;
        let Some(entry) = entries.into_iter().find(is_asked_for) else { return Ok(None) };
        if of.target == TraceTarget::Withheld {
            let amount = entry.payout.withheld;
            let nothing = Traced::Nothing { amount, because: WITHHELD_HAS_NO_REVENUE };
            return Ok((!amount.is_zero()).then_some(nothing));
        }
        let Some(unit) = self.units(std::slice::from_ref(&entry)).await?.pop() else {
            return Ok(None);
        };
        if let TraceTarget::Moved(kind, subject) = &of.target
            && let Some(because) = has_no_revenue(*kind)
        {
            let is_meant = |moved: &&MoveLine| moved.kind == *kind && moved.subject == *subject;
            let mut moved = unit.moves.iter().filter(is_meant).map(|moved| moved.amount).peekable();
            if moved.peek().is_none() {
                return Ok(None);
            }
            return Ok(Some(Traced::Nothing { amount: Amount::sum(moved)?, because }));
        }
        let Some(rows) = self.source_rows(of, &entry, unit).await? else { return Ok(None) };
        Ok(Some(Traced::Revenue(self.read_source_rows(of, rows).await?)))
    }

    /// The lines of the rows that a line is the sum of: those of one page.
    async fn read_source_rows(
        &self,
        of: &TraceRequest,
        rows: SourceRows,
    ) -> Result<Trace, LedgerError> {
        let (parts, next) = page(&rows.rows, of.from, of.limit);
        let mut by_file: BTreeMap<u64, Vec<Part<'_>>> = BTreeMap::new();
        for part in parts {
            by_file.entry(part.row.source.file).or_default().push(part);
        }
        let mut lines = Vec::new();
        for (file, parts) in by_file {
            let place = usize::try_from(file).unwrap_or(usize::MAX);
            let (month, sha256) = rows.files.get(place).ok_or(LedgerError::NoUpload)?;
            let file = self.booked_file(*month, sha256).await?;
            lines.extend(self.lines_of(&file, &parts, &rows).await?);
        }
        let counts = rows.rows.iter().map(|row| row.source.lines);
        let line_count = counts.fold(0_u64, u64::saturating_add);
        let SourceRows { line, superseded, .. } = rows;
        Ok(Trace { line, superseded, line_count, lines, next })
    }

    /// In the month in which it was booked: what was matched late is of an earlier one.
    async fn booked_file(
        &self,
        month: YearMonth,
        sha256: &Sha256Hex,
    ) -> Result<RevenueFile, LedgerError> {
        if let Some(file) = self.store.get(store::revenue_file::key(month, sha256)).await? {
            return Ok(file.item);
        }
        let lookup = self
            .store
            .get(store::revenue_file::lookup_key(sha256))
            .await?
            .ok_or(LedgerError::NoUpload)?;
        let file = self.store.get(store::revenue_file::key(lookup.item.month, sha256)).await?;
        Ok(file.ok_or(LedgerError::NoUpload)?.item)
    }

    async fn lines_of(
        &self,
        file: &RevenueFile,
        parts: &[Part<'_>],
        rows: &SourceRows,
    ) -> Result<Vec<TracedLine>, LedgerError> {
        let raw = raw_file(file)?;
        let places = self.places(file, parts).await?;
        let mut ranges = vec![ReadRange { start: 0, length: LINE_USUAL_BYTES }];
        let usual = |place: &LinePlace| ReadRange { start: place.offset, length: LINE_USUAL_BYTES };
        ranges.extend(places.iter().map(|(place, _)| usual(place)));
        let mut texts = self.whole_lines(&raw, &ranges).await?.into_iter();
        let changed = || LedgerError::ObjectChanged { key: raw.describe() };
        let columns = texts.next().as_deref().and_then(columns).ok_or_else(changed)?;
        let mut traced = Vec::with_capacity(places.len());
        for ((place, row), text) in places.into_iter().zip(texts) {
            let read = read_line(&text, &columns, file.month).ok_or_else(changed)?;
            // What the index points to must be what was summed up.
            let source = &row.source;
            let is_same = match &row.key {
                Some(key) => read.key == *key,
                None => read.source == source.source && read.territory == source.territory,
            };
            if !is_same || read.currency != source.currency {
                return Err(changed());
            }
            traced.push(TracedLine {
                file_sha256: file.sha256.clone(),
                upload: file.upload.clone(),
                number: place.number,
                earned: rows.earned(read.amount)?,
                source: read.source,
                territory: read.territory,
                raw_amount: read.raw_amount,
                amount: read.amount,
            });
        }
        Ok(traced)
    }

    /// Where the lines of these parts stand in the file.
    async fn places<'a>(
        &self,
        file: &RevenueFile,
        parts: &[Part<'a>],
    ) -> Result<Vec<(LinePlace, &'a KeyedRow)>, LedgerError> {
        let key = keys::line_index(file.month, &file.index_sha256);
        let read = async |range: ReadRange| {
            self.get_range(&self.runtime.config.derived_bucket, &key, range).await
        };
        let numbers = parts.iter().map(|part| part.row.source.row);
        let first = numbers.clone().min().unwrap_or_default();
        let last = numbers.max().unwrap_or_default();
        let starts =
            line_index::starts(&read(line_index::starts_range(file.lines, first, last)).await?);
        let range = |part: &Part<'_>| {
            let place = usize::try_from(part.row.source.row.saturating_sub(first)).ok()?;
            let (start, end) = (starts.get(place)?, starts.get(place.saturating_add(1))?);
            // What the index has of a row must be what was counted.
            (line_index::place_count(*start, *end) == part.row.source.lines)
                .then(|| line_index::places_range(*start, part.from, part.count))
        };
        let ranges: Option<Vec<ReadRange>> = parts.iter().map(range).collect();
        let changed = || LedgerError::ObjectChanged { key: key.clone() };
        let ranges = ranges.ok_or_else(changed)?;
        let mut found = vec![Vec::new(); parts.len()];
        for planned in coalesced_reads(&ranges) {
            let bytes = read(planned.range).await?;
            for (index, bytes) in planned.parts(&ranges, &bytes) {
                if let Some(found) = found.get_mut(index) {
                    *found = line_index::places(bytes);
                }
            }
        }
        let of_part = |(part, places): (&Part<'a>, Vec<LinePlace>)| {
            let row = part.row;
            places.into_iter().map(move |place| (place, row)).collect::<Vec<_>>()
        };
        Ok(parts.iter().zip(found).flat_map(of_part).collect())
    }

    /// The line that each of these ranges begins with, without its end.
    async fn whole_lines(
        &self,
        raw: &RawFile,
        ranges: &[ReadRange],
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let mut lines = vec![Vec::new(); ranges.len()];
        for planned in coalesced_reads(ranges) {
            let bytes = self.read_raw(raw, planned.range).await?;
            for (index, RangeTail { bytes, is_cut }) in planned.tails(ranges, &bytes) {
                let line = match bytes.iter().position(|byte| *byte == b'\n') {
                    Some(end) => bytes.iter().take(end).copied().collect(),
                    None if is_cut => self.long_line(raw, ranges.get(index)).await?,
                    None => bytes.to_vec(),
                };
                if let Some(place) = lines.get_mut(index) {
                    *place = line;
                }
            }
        }
        Ok(lines)
    }

    async fn long_line(
        &self,
        raw: &RawFile,
        begins: Option<&ReadRange>,
    ) -> Result<Vec<u8>, LedgerError> {
        let start = begins.map(|range| range.start).unwrap_or_default();
        let mut bytes = self.read_raw(raw, ReadRange { start, length: LINE_WHOLE_BYTES }).await?;
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        bytes.truncate(end.min(LINE_BYTES_MAX.saturating_add(1)));
        Ok(bytes)
    }
}

/// The lines of a page, and where the next one begins.
fn page(rows: &[KeyedRow], from: TracePoint, limit: u64) -> (Vec<Part<'_>>, Option<TracePoint>) {
    let mut parts = Vec::new();
    let mut left = limit;
    for (row, place) in rows.iter().zip(0_u64..) {
        if place < from.row {
            continue;
        }
        let first = if place == from.row { from.line } else { 0 };
        let there = row.source.lines.saturating_sub(first);
        if left == 0 && there > 0 {
            return (parts, Some(TracePoint { row: place, line: first }));
        }
        let count = there.min(left);
        if count > 0 {
            parts.push(Part { row, from: first, count });
        }
        left = left.saturating_sub(count);
        if count < there {
            let line = first.saturating_add(count);
            return (parts, Some(TracePoint { row: place, line }));
        }
    }
    (parts, None)
}

fn raw_file(file: &RevenueFile) -> Result<RawFile, LedgerError> {
    if let Some(block_bytes) = file.plain_block_bytes {
        let (month, file_sha256) = (file.month, file.sha256.clone());
        return Ok(RawFile::Blocks { month, file_sha256, block_bytes });
    }
    let upload = file.upload.parse().map_err(|_| LedgerError::NoUpload)?;
    Ok(RawFile::Uploaded(RevenueKey { month: file.month, upload }))
}

/// The columns that a header names.
fn columns(header: &[u8]) -> Option<Columns> {
    let mut reader = LineReader { month: None, columns: None };
    reader.read(true, header, |_| ()).ok()?;
    reader.columns
}

/// What is told of a line.
struct Read {
    key: LineKey,
    currency: Currency,
    source: String,
    territory: String,
    raw_amount: String,
    amount: Amount,
}

fn read_line(bytes: &[u8], columns: &Columns, month: YearMonth) -> Option<Read> {
    let text = str::from_utf8(bytes).ok()?;
    let text = text.strip_suffix('\r').unwrap_or(text);
    let read = with_fields(text, |fields| {
        let line = RevenueLine::parse(fields, columns, month).ok()?;
        Some(Read {
            key: line.key(),
            currency: line.money.currency,
            source: line.source.to_owned(),
            territory: line.territory.to_owned(),
            raw_amount: fields.get(columns.amount)?.trim().to_owned(),
            amount: line.money.amount,
        })
    });
    read.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::plan::SourceRow;

    fn rows(lines: &[u64]) -> Vec<KeyedRow> {
        let row = |(lines, row): (&u64, u64)| SourceRow {
            file: 0,
            row,
            lines: *lines,
            source: String::new(),
            territory: String::new(),
            currency: "EUR".parse().unwrap(),
            amount: Amount::ZERO,
        };
        let row = |numbered| KeyedRow { source: row(numbered), key: None };
        lines.iter().zip(0_u64..).map(row).collect()
    }

    #[test]
    fn the_pages_of_a_trace_are_every_line_once_and_in_order() {
        let rows = rows(&[3, 1, 5, 2]);
        for limit in 1..=12 {
            let mut seen = Vec::new();
            let mut from = TracePoint::default();
            loop {
                let (parts, next) = page(&rows, from, limit);
                let before = seen.len();
                for part in parts {
                    seen.extend(
                        (part.from..part.from + part.count).map(|at| (part.row.source.row, at)),
                    );
                }
                let Some(next) = next else { break };
                assert_eq!(u64::try_from(seen.len() - before).unwrap(), limit);
                from = next;
            }
            let all = rows.iter().map(|row| &row.source);
            let all = all.flat_map(|row| (0..row.lines).map(|at| (row.row, at)));
            assert_eq!(seen, all.collect::<Vec<_>>(), "{limit} a page");
        }
        let (parts, next) = page(&rows, TracePoint { row: 9, line: 0 }, 5);
        assert!(parts.is_empty() && next.is_none(), "a forged point is rows the end");
    }

    #[test]
    fn the_amount_is_told_as_it_is_written() {
        let columns =
            columns(b"period,track_id,isrc,source,territory,units,currency,amount\r").unwrap();
        let line = b"2026-01,trk_1,,\"Radio, \"\"One\"\"\",DE,3,EUR, 1.50 \r";
        let read = read_line(line, &columns, "2026-01".parse().unwrap()).unwrap();
        assert_eq!((read.source.as_str(), read.raw_amount.as_str()), ("Radio, \"One\"", "1.50"));
        assert_eq!(read.amount.to_string(), "1.5");
        assert!(read_line(b"2026-02,trk_1", &columns, "2026-01".parse().unwrap()).is_none());
    }
}
