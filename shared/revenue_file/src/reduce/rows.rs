//! The sums of a whole file, in order.

use std::collections::BTreeMap;

use domain::money::plan::ReducedRow;
use domain::money::revenue_line::LineKey;
use domain::money::{Amount, Currency};

use super::interner::index;

/// The exact sums of a file, one for each (track, source, territory, currency), in order. Kept
/// small: a million rows are some fifty megabytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsOfFile {
    /// A digit and what names the track: see [`name_text`].
    names: NameTexts,
    /// Source, territory and currency, with NULs between them, each once.
    tails: NameTexts,
    sums: Vec<RowSum>,
}

/// One sum of a file; the text is borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowOfFile<'a> {
    /// Empty if the lines name none.
    pub track_id: &'a str,
    /// Empty if the lines name none.
    pub isrc: &'a str,
    pub source: &'a str,
    pub territory: &'a str,
    pub currency: Currency,
    /// None where the sum is out of range; a file with such a sum is refused.
    pub amount: Option<Amount>,
    pub lines: u64,
    /// The header is line 1.
    pub first_line: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowSum {
    /// Its place in the order of the file's names.
    pub(super) name: u32,
    /// Its place in the order of the file's tails.
    pub(super) tail: u32,
    pub(super) hundred_millionths: i128,
    pub(super) lines: u64,
    pub(super) first: u64,
}

/// Many short texts in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameTexts {
    all: String,
    ends: Vec<usize>,
}

impl NameTexts {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            all: String::with_capacity(count.saturating_mul(32)),
            ends: Vec::with_capacity(count),
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    pub(super) fn append(&mut self, texts: &Self) {
        let before = self.all.len();
        self.all.push_str(&texts.all);
        self.ends.extend(texts.ends.iter().map(|end| end.saturating_add(before)));
    }

    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, number: u32) -> &str {
        let number = index(number);
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(number).copied().unwrap_or_default();
        self.all.get(before.copied().unwrap_or_default()..end).unwrap_or_default()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..).take(self.len()).map(|number| self.get(number))
    }
}

/// A count as the number of the next item.
pub(super) fn count_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// What names the track, behind a digit for the order: tracks, tracks with an ISRC, ISRCs, nothing.
/// Both are separated by a NUL, which stands in no text.
pub(super) fn name_text(track_id: &str, isrc: &str) -> String {
    match (track_id, isrc) {
        ("", "") => "4".to_owned(),
        ("", isrc) => ["3", isrc].concat(),
        (track_id, "") => ["1", track_id].concat(),
        (track_id, isrc) => ["2", track_id, "\0", isrc].concat(),
    }
}

impl RowsOfFile {
    /// Texts in their order, each once; sums in the order of their names, then of their tails.
    pub(super) const fn new(names: NameTexts, tails: NameTexts, sums: Vec<RowSum>) -> Self {
        Self { names, tails, sums }
    }

    pub fn len(&self) -> usize {
        self.sums.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = RowOfFile<'_>> {
        let tails: Vec<_> = self.tails.iter().map(tail_of).collect();
        self.sums.iter().filter_map(move |sum| {
            let (track_id, isrc) = match self.names.get(sum.name).split_at_checked(1)? {
                ("1", track_id) => (track_id, ""),
                ("2", both) => both.split_once('\0')?,
                (_, isrc) => ("", isrc),
            };
            let (source, territory, currency) = (*tails.get(index(sum.tail))?)?;
            Some(RowOfFile {
                track_id,
                isrc,
                source,
                territory,
                currency,
                amount: sum.amount(),
                lines: sum.lines,
                first_line: sum.first,
            })
        })
    }

    /// The sums by currency, None where one is out of range, and the first lines of the rows whose
    /// own sum is.
    pub(super) fn totals(&self) -> (BTreeMap<Currency, Option<Amount>>, Vec<u64>) {
        let by_tail: Vec<_> = self.tails.iter().map(tail_of).collect();
        let mut currencies: Vec<Currency> =
            by_tail.iter().flatten().map(|(_, _, currency)| *currency).collect();
        currencies.sort_unstable();
        currencies.dedup();
        let place = |tail: &Option<(&str, &str, Currency)>| {
            let (_, _, currency) = (*tail)?;
            currencies.binary_search(&currency).ok()
        };
        let places: Vec<Option<usize>> = by_tail.iter().map(place).collect();
        let mut totals: Vec<Option<i128>> = vec![Some(0); currencies.len()];
        let mut beyond = Vec::new();
        for sum in &self.sums {
            if sum.amount().is_none() {
                beyond.push(sum.first);
            }
            let place = places.get(index(sum.tail)).copied().flatten();
            if let Some(total) = place.and_then(|place| totals.get_mut(place)) {
                *total = total.and_then(|total| total.checked_add(sum.hundred_millionths));
            }
        }
        let totals = totals.into_iter().map(|total| total.and_then(amount));
        (currencies.into_iter().zip(totals).collect(), beyond)
    }

    /// As a plan takes them. A row whose sum is out of range is left out.
    pub fn to_rows(&self) -> Vec<ReducedRow> {
        self.iter().filter_map(RowOfFile::to_row).collect()
    }

    pub(super) fn line_counts(&self) -> impl Iterator<Item = u64> {
        self.sums.iter().map(|sum| sum.lines)
    }

    /// Of each row, the place of its tail in the order of all.
    pub(super) fn tails(&self) -> impl Iterator<Item = u32> {
        self.sums.iter().map(|sum| sum.tail)
    }
}

impl RowOfFile<'_> {
    fn to_row(self) -> Option<ReducedRow> {
        let key = match (self.track_id, self.isrc) {
            ("", "") => LineKey::Nothing,
            ("", isrc) => LineKey::Isrc(isrc.to_owned()),
            (track_id, "") => LineKey::Track(track_id.to_owned()),
            (track_id, isrc) => {
                LineKey::Both { track_id: track_id.to_owned(), isrc: isrc.to_owned() }
            }
        };
        Some(ReducedRow {
            key,
            source: self.source.to_owned(),
            territory: self.territory.to_owned(),
            currency: self.currency,
            amount: self.amount?,
            lines: self.lines,
            first_line: self.first_line,
        })
    }
}

/// Always some: tails are written of lines that were read.
fn tail_of(text: &str) -> Option<(&str, &str, Currency)> {
    let mut parts = text.split('\0');
    let (source, territory) = (parts.next()?, parts.next()?);
    Some((source, territory, parts.next()?.parse().ok()?))
}

/// None if it is out of range.
fn amount(hundred_millionths: i128) -> Option<Amount> {
    Amount::from_atoms(hundred_millionths.checked_mul(1_000_000)?).ok()
}

impl RowSum {
    fn amount(&self) -> Option<Amount> {
        amount(self.hundred_millionths)
    }
}
