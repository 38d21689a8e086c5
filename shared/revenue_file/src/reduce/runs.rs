//! The sums of one scanner in the order of their names, and where they are among the rows of a
//! file.

use std::cmp::Ordering;

use super::group_id::GroupId;
use super::groups::{Groups, Summed};
use super::interner::{NameWords, TailWords, index};
use super::rows::{RowsOfFile, count_of, name_text};

/// The sums of one scanner, its names in order; its first lines are known by block only.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) groups: Groups,
    pub(super) names: Vec<RunName>,
    /// By their numbers.
    pub(super) tails: Vec<String>,
    /// The texts that no plain line has.
    unusual: Vec<Box<str>>,
}

/// A name on its way into the order.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunName {
    /// The text's first bytes and whether that is all, so that most comparisons need nothing else.
    beginning: [u64; 4],
    pub(super) number: u32,
}

impl RunName {
    /// Whether its beginning is all of its text.
    const fn is_whole(&self) -> bool {
        let [.., last] = self.beginning;
        last.trailing_zeros() >= 8
    }
}

/// Rows, and for each run where its groups are among them.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) rows: RowsOfFile,
    places: Vec<RunPlaces>,
}

/// Where the groups of one run are.
#[derive(Debug, Default)]
pub(super) struct RunPlaces {
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
            RunName { beginning: beginning(&text), number }
        };
        let mut names: Vec<RunName> = (0..).zip(groups.names()).map(name).collect();
        let text = |name: &RunName| {
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

    /// How many of its names come before another run's.
    pub(super) fn names_before(&self, other: (&Self, &RunName)) -> usize {
        self.names.partition_point(|name| self.compare(name, other) == Ordering::Less)
    }

    pub(super) fn compare(&self, name: &RunName, other: (&Self, &RunName)) -> Ordering {
        let by_text = || {
            let (mut a, mut b) = (Vec::new(), Vec::new());
            self.text(name.number, &mut a);
            other.0.text(other.1.number, &mut b);
            a.cmp(&b)
        };
        match name.beginning.cmp(&other.1.beginning) {
            Ordering::Equal if name.is_whole() => Ordering::Equal,
            Ordering::Equal => by_text(),
            order @ (Ordering::Less | Ordering::Greater) => order,
        }
    }
}

impl RunPlaces {
    /// Room for a number of names whose first rows are not known yet.
    pub(super) fn new(names: usize, tails: Vec<u32>) -> Self {
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
    pub(super) const fn new(rows: RowsOfFile, places: Vec<RunPlaces>) -> Self {
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
    places: &'a [RunPlaces],
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
fn tail_text(words: &TailWords, unusual: &[Box<str>]) -> String {
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

/// The first 31 bytes of a text, filled up with zeros, and whether there are more.
fn beginning(text: &[u8]) -> [u64; 4] {
    let mut bytes = [0_u8; 32];
    let [first @ .., more] = &mut bytes;
    *more = u8::from(text.len() > first.len());
    for (to, from) in first.iter_mut().zip(text) {
        *to = *from;
    }
    let mut words = [0; 4];
    let (chunks, _) = bytes.as_chunks::<8>();
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_be_bytes(*chunk);
    }
    words
}
