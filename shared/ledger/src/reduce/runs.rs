//! The sums of several scanners as those of one file.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::dictionary::{Name as NameWords, Tail, index};
use super::groups::{GroupId, Groups, Summed};
use super::rows::{RowsOfFile, Sum, Texts, count_of, name_text};

/// The sums of one scanner, its names in order; its first lines are known by block only.
#[derive(Debug)]
pub(super) struct Run {
    groups: Groups,
    names: Vec<Name>,
    /// By their numbers.
    tails: Vec<String>,
    /// The texts that no plain line has.
    unusual: Vec<Box<str>>,
}

/// A name on its way into the order.
#[derive(Clone, Copy, Debug)]
struct Name {
    /// The text's first bytes, so that most comparisons need nothing else.
    beginning: [u64; 4],
    number: u32,
}

/// Rows, and for each run where its groups are among them.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) rows: RowsOfFile,
    places: Vec<Places>,
}

/// Where the groups of one run are.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By the number of the name: its first row.
    first_rows: Vec<u32>,
    /// By the number of the tail: its place among all tails.
    tails: Vec<u32>,
}

impl Run {
    pub(super) fn of(groups: Groups) -> Self {
        let unusual = groups.unusual_texts();
        let mut text = Vec::new();
        let name = |(number, words): (u32, NameWords)| {
            write_name(&words, &unusual, &mut text);
            Name { beginning: beginning(&text), number }
        };
        let mut names: Vec<Name> = (0..).zip(groups.names()).map(name).collect();
        let text = |name: &Name| {
            let mut text = Vec::new();
            write_name(&groups.name(name.number), &unusual, &mut text);
            text
        };
        names.sort_unstable_by(|a, b| {
            a.beginning.cmp(&b.beginning).then_with(|| text(a).cmp(&text(b)))
        });
        let tails = groups.tails().map(|words| tail_text(&words, &unusual)).collect();
        Self { groups, names, tails, unusual }
    }

    /// The numbers of its names, in the order of their texts.
    pub(super) fn names(&self) -> impl Iterator<Item = u32> {
        self.names.iter().map(|name| name.number)
    }

    pub(super) fn text(&self, name: u32, text: &mut Vec<u8>) {
        write_name(&self.groups.name(name), &self.unusual, text);
    }

    /// All sums of a name.
    pub(super) fn sums_of(&self, name: u32) -> impl Iterator<Item = Summed> {
        self.groups.of(name)
    }

    pub(super) fn into_tails(self) -> Vec<String> {
        self.tails
    }

    fn compare(&self, name: &Name, other: (&Self, &Name)) -> Ordering {
        let by_text = || {
            let (mut a, mut b) = (Vec::new(), Vec::new());
            self.text(name.number, &mut a);
            other.0.text(other.1.number, &mut b);
            a.cmp(&b)
        };
        match name.beginning.cmp(&other.1.beginning) {
            // Then it is the whole text.
            Ordering::Equal if last_byte(name) == 0 => Ordering::Equal,
            Ordering::Equal => by_text(),
            order @ (Ordering::Less | Ordering::Greater) => order,
        }
    }
}

impl Places {
    /// So many names, whose first rows are not known yet.
    fn new(names: usize, tails: Vec<u32>) -> Self {
        Self { first_rows: vec![0; names], tails }
    }

    /// The rows of a name begin there.
    pub(super) fn begins(&mut self, name: u32, first_row: u32) {
        if let Some(first) = self.first_rows.get_mut(index(name)) {
            *first = first_row;
        }
    }

    /// A sum of the run, by the place of its tail among all.
    pub(super) fn summed(&self, summed: Summed) -> Option<Summed> {
        let tail = *self.tails.get(index(summed.tail))?;
        Some(Summed { tail, ..summed })
    }
}

impl Merged {
    pub(super) const fn new(rows: RowsOfFile, places: Vec<Places>) -> Self {
        Self { rows, places }
    }

    /// To ask for the rows of many groups.
    pub(super) fn finder(&self) -> Finder<'_> {
        let tails = self.rows.tails().chain([NO_TAIL; ROWS_AT_ONCE]);
        Finder { places: &self.places, tails: tails.collect() }
    }
}

/// Which rows the groups of all runs became.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    places: &'a [Places],
    /// Of each row, and some that are none behind the last one.
    tails: Vec<u32>,
}

/// Nearly all names have no more rows.
const ROWS_AT_ONCE: usize = 4;

const NO_TAIL: u32 = u32::MAX;

impl Finder<'_> {
    /// The row of a group of a run.
    #[inline]
    pub(super) fn row(&self, run: usize, group: GroupId) -> Option<u32> {
        let places = self.places.get(run)?;
        let first = *places.first_rows.get(index(group.name))?;
        let tail = *places.tails.get(index(group.tail))?;
        let rows = self.tails.get(index(first)..)?;
        // All of them are compared, which costs less than a wrong guess.
        let mut at = ROWS_AT_ONCE;
        for (place, own) in rows.first_chunk::<ROWS_AT_ONCE>()?.iter().enumerate().rev() {
            at = if *own == tail { place } else { at };
        }
        if at == ROWS_AT_ONCE {
            // A name's rows are one after the other, and the group is one of them.
            at = rows.iter().position(|own| *own == tail)?;
        }
        Some(first.wrapping_add(count_of(at)))
    }
}

/// One row for each group of any run; `line` says which line of the file a first line is.
pub(super) fn merge(runs: &[Run], line: &dyn Fn(u64) -> u64) -> Merged {
    let (tails, mut places) =
        merge_tails(runs.iter().map(|run| (run.names.len(), run.tails.as_slice())));
    let most = |count: &dyn Fn(&Run) -> usize| runs.iter().map(count).max().unwrap_or_default();
    let mut sums = Vec::with_capacity(most(&|run| run.groups.len()));
    let mut names = Texts::with_capacity(most(&|run| run.names.len()));
    let mut next = vec![0_usize; runs.len()];
    let mut least = Vec::with_capacity(runs.len());
    let (mut of_name, mut text) = (Vec::new(), Vec::new());
    while find_least(runs, &next, &mut least) {
        let (number, first_row) = (count_of(names.len()), count_of(sums.len()));
        of_name.clear();
        for which in &least {
            let (Some(run), Some(next)) = (runs.get(*which), next.get_mut(*which)) else {
                continue;
            };
            let (Some(name), Some(places)) = (run.names.get(*next), places.get_mut(*which)) else {
                continue;
            };
            *next = next.saturating_add(1);
            places.begins(name.number, first_row);
            of_name.extend(run.sums_of(name.number).filter_map(|summed| places.summed(summed)));
            run.text(name.number, &mut text);
        }
        names.push(str::from_utf8(&text).unwrap_or_default());
        add_sums(&mut of_name, number, line, &mut sums);
    }
    Merged::new(RowsOfFile::new(names, tails, sums), places)
}

/// One sum for each tail, in order.
pub(super) fn add_sums(
    of_name: &mut [Summed],
    name: u32,
    line: &dyn Fn(u64) -> u64,
    sums: &mut Vec<Sum>,
) {
    of_name.sort_unstable_by_key(|summed| summed.tail);
    for same in of_name.chunk_by(|a, b| a.tail == b.tail) {
        let all = same.iter().copied().reduce(|all, more| Summed {
            tail: all.tail,
            hundred_millionths: all.hundred_millionths.saturating_add(more.hundred_millionths),
            lines: all.lines.saturating_add(more.lines),
            first: all.first.min(more.first),
        });
        if let Some(Summed { tail, hundred_millionths, lines, first }) = all {
            sums.push(Sum { name, tail, hundred_millionths, lines, first: line(first) });
        }
    }
}

/// Of runs with so many names and with these tails: all tails in order, each once, and for each run
/// which of its own became which.
pub(super) fn merge_tails<'a>(
    runs: impl Iterator<Item = (usize, &'a [String])> + Clone,
) -> (Texts, Vec<Places>) {
    let mut all: BTreeMap<&str, u32> = BTreeMap::new();
    for tail in runs.clone().flat_map(|(_, tails)| tails) {
        all.insert(tail, 0);
    }
    let mut texts = Texts::default();
    for ((text, place), number) in all.iter_mut().zip(0..) {
        texts.push(text);
        *place = number;
    }
    let place = |tail: &String| all.get(tail.as_str()).copied().unwrap_or_default();
    let places =
        runs.map(|(names, tails)| Places::new(names, tails.iter().map(place).collect())).collect();
    (texts, places)
}

/// Finds the runs that have the least of the next names; false at the end.
fn find_least(runs: &[Run], next: &[usize], which: &mut Vec<usize>) -> bool {
    let mut least: Option<(&Run, &Name)> = None;
    which.clear();
    for (at, (run, next)) in runs.iter().zip(next).enumerate() {
        let Some(name) = run.names.get(*next) else { continue };
        let order = least.map_or(Ordering::Less, |least| run.compare(name, least));
        if order == Ordering::Less {
            least = Some((run, name));
            which.clear();
        }
        if order != Ordering::Greater {
            which.push(at);
        }
    }
    least.is_some()
}

/// A name's text: see [`name_text`].
fn write_name(words: &NameWords, unusual: &[Box<str>], text: &mut Vec<u8>) {
    text.clear();
    if let Some(unusual) = unusual_text(words, unusual) {
        let (track_id, isrc) = unusual.split_once('\0').unwrap_or((unusual, ""));
        text.extend_from_slice(name_text(track_id, isrc).as_bytes());
        return;
    }
    let [track_id @ .., a, b] = words;
    let digit = match (track_id, [*a, *b]) {
        ([0, ..], [0, ..]) => b'4',
        ([0, ..], _) => b'3',
        (_, [0, ..]) => b'1',
        _ => b'2',
    };
    text.push(digit);
    write_words(track_id, text);
    if digit == b'2' {
        text.push(0);
    }
    write_words(&[*a, *b], text);
}

/// Source, territory and currency, with NULs between them.
fn tail_text(words: &Tail, unusual: &[Box<str>]) -> String {
    let &[a, b, c, last] = words;
    let currency = last & 0x00ff_ffff;
    let mut text = Vec::new();
    if let Some(unusual) = unusual_text(words, unusual) {
        text.extend_from_slice(unusual.as_bytes());
    } else {
        write_words(&[a, b, c], &mut text);
        for byte in text.iter_mut().filter(|byte| **byte == b',') {
            *byte = 0;
        }
    }
    text.push(0);
    write_words(&[currency], &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// The text that the words stand for, if no plain line has it.
fn unusual_text<'a>(words: &[u64], unusual: &'a [Box<str>]) -> Option<&'a str> {
    let number = words.first()?;
    // Its first byte is a zero.
    let number = (number.trailing_zeros() >= 8).then(|| number.wrapping_shr(8))?;
    unusual.get(usize::try_from(number).ok()?.checked_sub(1)?).map(AsRef::as_ref)
}

fn write_words(words: &[u64], text: &mut Vec<u8>) {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    text.extend(bytes.take_while(|byte| *byte != 0));
}

/// The first bytes of a text, filled up with zeros.
fn beginning(text: &[u8]) -> [u64; 4] {
    let mut bytes = [0_u8; 32];
    for (to, from) in bytes.iter_mut().zip(text) {
        *to = *from;
    }
    let mut words = [0; 4];
    let (chunks, _) = bytes.as_chunks::<8>();
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_be_bytes(*chunk);
    }
    words
}

fn last_byte(name: &Name) -> u64 {
    let [.., last] = name.beginning;
    last & 0xff
}
