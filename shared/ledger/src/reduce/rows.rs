//! Sums in order: of one scanner (a run), and of the whole file.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use domain::money::plan::ReducedRow;
use domain::money::revenue_line::LineKey;
use domain::money::{Amount, Currency};

use super::groups::{GroupId, Groups, Summed};

/// The exact sums of a file, one for each (track, source, territory, currency), in order. Kept
/// small: a million rows are some eighty megabytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsOfFile {
    keys: Vec<u8>,
    sums: Vec<Sum>,
}

/// One sum of a file; the text is borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowOfFile<'a> {
    /// Empty if the lines name none.
    pub track_id: &'a str,
    /// Empty if the lines name none, or a track.
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
struct Sum {
    /// Its key ends here in the bytes of all keys, and the next one begins.
    key_end: usize,
    hundred_millionths: i128,
    lines: u64,
    first: u64,
}

/// The sums of one scanner, in order; its first lines are known by block only.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// In no order.
    keys: Vec<u8>,
    rows: Vec<RunRow>,
}

#[derive(Clone, Copy, Debug)]
struct RunRow {
    key_start: usize,
    key_length: u32,
    /// Which group it was.
    id: GroupId,
    hundred_millionths: i128,
    lines: u64,
    first: u64,
}

impl RowsOfFile {
    pub fn len(&self) -> usize {
        self.sums.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = RowOfFile<'_>> {
        let mut start = 0;
        let mut currencies = Currencies::default();
        self.sums.iter().filter_map(move |sum| {
            let key = self.keys.get(start..sum.key_end)?;
            start = sum.key_end;
            row(key, sum, &mut currencies)
        })
    }

    /// The sums by currency, None where one is out of range, and the first lines of the rows whose
    /// own sum is. Looks at no text but the currencies.
    pub(super) fn totals(&self) -> (BTreeMap<Currency, Option<Amount>>, Vec<u64>) {
        let mut totals: Vec<([u8; 3], Option<i128>)> = Vec::new();
        let mut beyond = Vec::new();
        for sum in &self.sums {
            let Some(code) = self.keys.get(..sum.key_end).and_then(|keys| keys.last_chunk()) else {
                continue;
            };
            if sum.amount().is_none() {
                beyond.push(sum.first);
            }
            match totals.iter_mut().find(|(currency, _)| currency == code) {
                Some((_, total)) => {
                    *total = total.and_then(|total| total.checked_add(sum.hundred_millionths));
                }
                None => totals.push((*code, Some(sum.hundred_millionths))),
            }
        }
        let read = |(code, total): ([u8; 3], Option<i128>)| {
            let currency = str::from_utf8(&code).ok()?.parse().ok()?;
            Some((currency, total.and_then(amount)))
        };
        (totals.into_iter().filter_map(read).collect(), beyond)
    }

    /// As a plan takes them. A row whose sum is out of range is left out.
    pub fn to_rows(&self) -> Vec<ReducedRow> {
        self.iter().filter_map(RowOfFile::to_row).collect()
    }

    fn push(&mut self, key: &[u8], sum: Sum) {
        self.keys.extend_from_slice(key);
        self.sums.push(Sum { key_end: self.keys.len(), ..sum });
    }
}

impl RowOfFile<'_> {
    fn to_row(self) -> Option<ReducedRow> {
        let key = match (self.track_id, self.isrc) {
            ("", "") => LineKey::Nothing,
            ("", isrc) => LineKey::Isrc(isrc.to_owned()),
            (track_id, _) => LineKey::Track(track_id.to_owned()),
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

/// Always some: keys are written by `groups::write_key`, of text and of a currency that was read.
fn row<'a>(key: &'a [u8], sum: &Sum, currencies: &mut Currencies) -> Option<RowOfFile<'a>> {
    let (kind, texts) = key.split_first()?;
    let mut texts = str::from_utf8(texts).ok()?.split('\0');
    let (name, source, territory) = (texts.next()?, texts.next()?, texts.next()?);
    let code = texts.next()?;
    let (track_id, isrc) = if *kind == 1 { (name, "") } else { ("", name) };
    Some(RowOfFile {
        track_id,
        isrc,
        source,
        territory,
        currency: currencies.parse(code)?,
        amount: sum.amount(),
        lines: sum.lines,
        first_line: sum.first,
    })
}

/// The few currencies that a file has, so that each is parsed once.
#[derive(Default)]
struct Currencies(Vec<Currency>);

impl Currencies {
    fn parse(&mut self, code: &str) -> Option<Currency> {
        if let Some(known) = self.0.iter().find(|known| known.code() == code) {
            return Some(*known);
        }
        let currency = code.parse().ok()?;
        self.0.push(currency);
        Some(currency)
    }
}

impl Run {
    pub(super) fn of(groups: &Groups) -> Self {
        let writer = groups.keys();
        let mut keys = Vec::new();
        let mut order: Vec<Unsorted> = Vec::with_capacity(groups.len());
        for id in groups.ids() {
            let start = keys.len();
            writer.write(id, &mut keys);
            let key = keys.get(start..).unwrap_or_default();
            let length = u32::try_from(key.len()).unwrap_or(u32::MAX);
            order.push(Unsorted { beginning: beginning(key), start, length, id });
        }
        order.sort_unstable_by(|a, b| {
            let beginning = a.beginning.cmp(&b.beginning);
            beginning.then_with(|| {
                key_at(&keys, a.start, a.length).cmp(key_at(&keys, b.start, b.length))
            })
        });
        let row = |unsorted: Unsorted| {
            let Unsorted { start: key_start, length: key_length, id, .. } = unsorted;
            let Summed { hundred_millionths, lines, first } = groups.summed(id)?;
            Some(RunRow { key_start, key_length, id, hundred_millionths, lines, first })
        };
        let rows = order.into_iter().filter_map(row).collect();
        Self { keys, rows }
    }

    fn key(&self, at: usize) -> Option<&[u8]> {
        let row = self.rows.get(at)?;
        Some(key_at(&self.keys, row.key_start, row.key_length))
    }

    /// Of each group, which row it is.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let most = self.rows.iter().filter_map(|row| usize::try_from(row.id).ok()).max();
        let mut ranks = vec![0; most.map_or(0, |most| most.saturating_add(1))];
        for (rank, row) in (0_u32..).zip(&self.rows) {
            let place = usize::try_from(row.id).ok().and_then(|id| ranks.get_mut(id));
            if let Some(place) = place {
                *place = rank;
            }
        }
        ranks
    }
}

/// A group on its way to its row.
#[derive(Clone, Copy)]
struct Unsorted {
    beginning: [u64; 4],
    start: usize,
    length: u32,
    id: GroupId,
}

fn key_at(keys: &[u8], start: usize, length: u32) -> &[u8] {
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    keys.get(start..start.saturating_add(length)).unwrap_or_default()
}

/// The first bytes of a key, so that most comparisons need nothing else.
fn beginning(key: &[u8]) -> [u64; 4] {
    let mut bytes = [0_u8; 32];
    let length = key.len().min(bytes.len());
    if let (Some(start), Some(of_key)) = (bytes.get_mut(..length), key.get(..length)) {
        start.copy_from_slice(of_key);
    }
    let mut words = [0; 4];
    let (chunks, _) = bytes.as_chunks::<8>();
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_be_bytes(*chunk);
    }
    words
}

/// One row for each key of any run; `line` says which line of the file a first line is. With
/// `places`, also says for each run which row of the file each of its rows became.
pub(super) fn merge(
    runs: &[Run],
    places: bool,
    line: &dyn Fn(u64) -> u64,
) -> (RowsOfFile, Vec<Vec<u32>>) {
    let mut rows = RowsOfFile::default();
    let most = runs.iter().max_by_key(|run| run.rows.len());
    rows.sums.reserve(most.map_or(0, |run| run.rows.len()));
    rows.keys.reserve(most.map_or(0, |run| run.keys.len()));
    let mut next = vec![0_usize; runs.len()];
    let mut rows_of_runs = vec![Vec::new(); runs.len()];
    let mut least = Vec::with_capacity(runs.len());
    while let Some(key) = find_least(runs, &next, &mut least) {
        let number = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut all = Sum::default();
        for which in &least {
            let (Some(run), Some(next)) = (runs.get(*which), next.get_mut(*which)) else {
                continue;
            };
            if let Some(row) = run.rows.get(*next) {
                all = all.and(row);
            }
            *next = next.saturating_add(1);
            if let Some(rows_of_run) = rows_of_runs.get_mut(*which).filter(|_| places) {
                rows_of_run.push(number);
            }
        }
        rows.push(key, Sum { first: line(all.first), ..all });
    }
    (rows, rows_of_runs)
}

/// The least of the next keys; `which` becomes the runs that have it.
fn find_least<'a>(runs: &'a [Run], next: &[usize], which: &mut Vec<usize>) -> Option<&'a [u8]> {
    let mut least: Option<&[u8]> = None;
    which.clear();
    for (at, (run, next)) in runs.iter().zip(next).enumerate() {
        let Some(key) = run.key(*next) else { continue };
        let order = least.map_or(Ordering::Less, |least| key.cmp(least));
        if order == Ordering::Less {
            least = Some(key);
            which.clear();
        }
        if order != Ordering::Greater {
            which.push(at);
        }
    }
    least
}

impl Default for Sum {
    /// Of no lines: whatever is added has an earlier first line.
    fn default() -> Self {
        Self { key_end: 0, hundred_millionths: 0, lines: 0, first: u64::MAX }
    }
}

/// None if it is out of range.
fn amount(hundred_millionths: i128) -> Option<Amount> {
    Amount::from_atoms(hundred_millionths.checked_mul(1_000_000)?).ok()
}

impl Sum {
    fn amount(&self) -> Option<Amount> {
        amount(self.hundred_millionths)
    }

    fn and(self, other: &RunRow) -> Self {
        Self {
            key_end: 0,
            hundred_millionths: self.hundred_millionths.saturating_add(other.hundred_millionths),
            lines: self.lines.saturating_add(other.lines),
            first: self.first.min(other.first),
        }
    }
}
