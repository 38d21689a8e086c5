//! The sums of one scanner: many million additions to a million groups. A group is a name (what
//! names the track) and a tail (source, territory, currency); both are numbered, and sums are found
//! by their numbers, so that little memory is touched for a line.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use domain::money::Currency;
use domain::money::revenue_line::RevenueLine;

use super::fast_path::PlainLine;
use super::group_id::{GroupId, InBlock, packed};
use super::group_table::{Bucket, GroupTable, NotAdded};
use super::interner::{
    BATCH, InternedEntry, InternedText, Interner, NameWords, TailWords, name_of,
};
use super::line_log::LineLog;

/// A line waiting to be looked up.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Waiting {
    name: NameWords,
    hash: u64,
    hundred_millionths: i64,
    place: InBlock,
    tail: u32,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pushed {
    Waits,
    /// It waits, and [`Groups::flush`] must come next.
    Full,
    /// It was not taken, since it must be read carefully.
    Refused,
}

/// The exact sum of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Summed {
    pub(super) tail: u32,
    pub(super) hundred_millionths: i128,
    pub(super) lines: u64,
    pub(super) first: u64,
}

/// All sums of one scanner.
#[derive(Debug)]
pub(super) struct Groups {
    names: Interner<6, Bucket>,
    tails: Interner<4, InternedText<4>>,
    table: GroupTable,
    waiting: Vec<Waiting>,
    /// Lines that waited before those, and where their names stand, which is on its way from
    /// memory.
    located: (Vec<Waiting>, [u32; BATCH]),
    /// The currencies seen.
    currencies: Vec<u32>,
    /// Texts that no plain line can have: too long, or with a comma or a quote inside.
    unusual: Unusual,
    unusual_bytes: usize,
    /// What does not fit a group's own counters.
    beyond: Beyond,
}

/// About what an unusual text takes besides its bytes.
const UNUSUAL_BYTES: usize = 64;

/// Numbered: what stands in their place among the words of plain texts.
type Unusual = HashMap<Box<str>, u64>;

/// Sums in 10⁻⁸ and counts of lines.
type Beyond = HashMap<GroupId, (i128, u64)>;

impl Groups {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        let seeds = [random.hash_one(0_u8) | 1, random.hash_one(1_u8)];
        let [_, _, _, _, seed @ ..] = random.hash_one(2_u8).to_le_bytes();
        Self {
            names: Interner::new(seeds),
            tails: Interner::new(seeds),
            table: GroupTable::new(u32::from_le_bytes(seed)),
            waiting: Vec::with_capacity(BATCH),
            located: (Vec::with_capacity(BATCH), [u32::MAX; BATCH]),
            currencies: Vec::new(),
            unusual: HashMap::new(),
            unusual_bytes: 0,
            beyond: HashMap::new(),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.table.len()
    }

    /// About how much memory is in use.
    pub(super) const fn memory_bytes(&self) -> usize {
        let texts = self.names.memory_bytes().saturating_add(self.tails.memory_bytes());
        texts.saturating_add(self.unusual_bytes).saturating_add(self.table.memory_bytes())
    }

    /// Puts a line aside.
    #[inline]
    pub(super) fn push(&mut self, line: &PlainLine, place: InBlock) -> Pushed {
        let PlainLine { name, tail, hundred_millionths, .. } = *line;
        let tail = self.tails.find(&tail, self.tails.hash(&tail)).or_else(|| self.new_tail(tail));
        let Some(tail) = tail else { return Pushed::Refused };
        let hash = self.names.hash(&name);
        self.names.prefetch_slot(hash);
        self.waiting.push(Waiting { name, hash, hundred_millionths, place, tail });
        if self.waiting.len() >= BATCH { Pushed::Full } else { Pushed::Waits }
    }

    /// Adds all that was put aside. The lines of which it cannot be told at once that they can be
    /// booked are given back, in order.
    pub(super) fn flush(&mut self, block: u32, mut log: Option<&mut LineLog>) -> Vec<InBlock> {
        let mut unknown = self.advance(block, log.as_deref_mut());
        unknown.extend(self.advance(block, log));
        unknown
    }

    /// Adds the lines that were located, and locates those that wait.
    #[inline]
    pub(super) fn advance(&mut self, block: u32, log: Option<&mut LineLog>) -> Vec<InBlock> {
        match log {
            Some(log) => self.advance_with(block, &mut |id, at| log.record(id, at)),
            None => self.advance_with(block, &mut |_, _| {}),
        }
    }

    #[inline]
    fn advance_with(
        &mut self,
        block: u32,
        note: &mut impl FnMut(GroupId, InBlock),
    ) -> Vec<InBlock> {
        let names = self.names.guess(self.waiting.iter().map(|line| line.hash));
        let waiting = std::mem::take(&mut self.waiting);
        let (mut located, mut names) = std::mem::replace(&mut self.located, (waiting, names));
        for (guess, line) in names.iter_mut().zip(&located) {
            match self.names.get(*guess) {
                Some(bucket) if bucket.is(&line.name) => {
                    self.table.prefetch_block(bucket, line.tail);
                }
                _ => *guess = u32::MAX,
            }
        }
        let mut unknown = Vec::new();
        for (name, line) in names.iter().zip(&located) {
            let id = GroupId { name: *name, tail: line.tail };
            let bucket = self.names.get_mut(id.name).ok_or(NotAdded::Missing);
            let added =
                bucket.and_then(|bucket| self.table.add(bucket, id.tail, line.hundred_millionths));
            let id = match added {
                Ok(()) => Some(id),
                Err(why) => self.add_again(line, (*name, why), packed(block, line.place.line)),
            };
            match id {
                Some(id) => note(id, line.place),
                None => unknown.push(line.place),
            }
        }
        located.clear();
        self.waiting = located;
        unknown
    }

    /// Adds a line of which name or sum were not found at once, or whose sum has grown large; makes
    /// what is missing. None for a line that must be read again.
    #[cold]
    fn add_again(
        &mut self,
        line: &Waiting,
        (guess, why): (u32, NotAdded),
        first: u64,
    ) -> Option<GroupId> {
        let name = if self.names.get(guess).is_some() { Some(guess) } else { self.name_of(line) };
        let id = GroupId { name: name?, tail: line.tail };
        if let NotAdded::Beyond(sum, lines) = why {
            self.add_beyond(id, sum.into(), lines.into());
        }
        self.add_to(id, line.hundred_millionths.into(), first);
        Some(id)
    }

    /// None where the careful way must say whether there can be such a name.
    fn name_of(&mut self, line: &Waiting) -> Option<u32> {
        let known = self.names.find(&line.name, line.hash);
        // The one may end where the other begins.
        let [track_id @ .., a, b] = &line.name;
        let is_name = || is_trimmed(track_id) && is_trimmed(&[*a, *b]);
        known.or_else(|| is_name().then(|| self.names.insert(line.name, line.hash)))
    }

    /// Adds a line that took the careful way; makes its group if there is none. `first` is its
    /// block and line.
    pub(super) fn add(&mut self, line: &RevenueLine<'_>, first: u64) -> GroupId {
        // At most 8 decimals, so this is exact.
        let value = line.money.amount.atoms().checked_div(1_000_000).unwrap_or_default();
        let (name, tail) = (self.careful_name(line), self.careful_tail(line));
        let hash = self.names.hash(&name);
        let name = self.names.find(&name, hash).unwrap_or_else(|| self.names.insert(name, hash));
        let hash = self.tails.hash(&tail);
        let tail = self.tails.find(&tail, hash).unwrap_or_else(|| self.tails.insert(tail, hash));
        let id = GroupId { name, tail };
        self.add_to(id, value, first);
        // A later plain line may have made the group already.
        if let Some(bucket) = self.names.get_mut(name) {
            self.table.record_first(bucket, tail, first);
        }
        id
    }

    /// What names the track, as a plain line would write it.
    fn careful_name(&mut self, line: &RevenueLine<'_>) -> NameWords {
        let is_plain = !has_separator(line.track_id) && !has_separator(line.isrc);
        match (words(line.track_id), words(line.isrc)) {
            (Some(track_id), Some([a, b, 0, 0])) if is_plain => name_of(track_id, [a, b]),
            _ => name_of(self.unusual([line.track_id, line.isrc].join("\0")), [0; 2]),
        }
    }

    fn careful_tail(&mut self, line: &RevenueLine<'_>) -> TailWords {
        let currency = u64::from(currency_letters(line.money.currency.code()));
        let texts = [line.source, ",", line.territory].concat();
        let is_plain = !has_separator(line.source) && !has_separator(line.territory);
        let [a, b, c, d] = match words(&texts) {
            Some([a, b, c, 0]) if is_plain => [a, b, c, 0],
            _ => self.unusual([line.source, line.territory].join("\0")),
        };
        [a, b, c, d | currency]
    }

    /// The words that stand for a text that no plain line has.
    fn unusual(&mut self, text: String) -> [u64; 4] {
        let next = u64::try_from(self.unusual.len()).unwrap_or(u64::MAX);
        let bytes = text.len().saturating_add(UNUSUAL_BYTES);
        let number = *self.unusual.entry(text.into_boxed_str()).or_insert(next);
        if number == next {
            self.unusual_bytes = self.unusual_bytes.saturating_add(bytes);
        }
        // The lowest byte zero, which is the first one, and not all of them.
        [number.wrapping_add(1).wrapping_shl(8), 0, 0, 0]
    }

    /// None where the careful way must say whether it can be booked.
    #[cold]
    fn new_tail(&mut self, tail: TailWords) -> Option<u32> {
        let [a, b, c, currency] = tail;
        let currency = u32::try_from(currency).ok()?;
        let bookable = is_trimmed(&[a, b, c]) && self.is_currency(currency);
        bookable.then(|| self.tails.insert(tail, self.tails.hash(&tail)))
    }

    /// Remembers those that are.
    fn is_currency(&mut self, letters: u32) -> bool {
        let known = self.currencies.contains(&letters) || is_currency(letters);
        if known && !self.currencies.contains(&letters) {
            self.currencies.push(letters);
        }
        known
    }

    fn add_to(&mut self, id: GroupId, hundred_millionths: i128, first: u64) {
        let small = i64::try_from(hundred_millionths).ok();
        let Some(bucket) = self.names.get_mut(id.name) else { return };
        match self.table.add(bucket, id.tail, small.unwrap_or_default()) {
            Ok(()) => {}
            Err(NotAdded::Missing) => {
                self.table.insert(bucket, id.tail, first);
                return self.add_to(id, hundred_millionths, first);
            }
            Err(NotAdded::Beyond(sum, lines)) => {
                self.add_beyond(id, sum.into(), lines.into());
                return self.add_to(id, hundred_millionths, first);
            }
        }
        if small.is_none() {
            self.add_beyond(id, hundred_millionths, 0);
        }
    }

    fn add_beyond(&mut self, id: GroupId, hundred_millionths: i128, lines: u64) {
        let more = self.beyond.entry(id).or_default();
        more.0 = more.0.saturating_add(hundred_millionths);
        more.1 = more.1.saturating_add(lines);
    }

    /// Has what [`Self::of`] will read brought nearer.
    pub(super) fn prefetch(&self, name: u32) {
        if let Some(bucket) = self.names.get(name) {
            bucket.prefetch(true);
        }
    }

    /// All sums of a name, in no order.
    pub(super) fn of(&self, name: u32) -> impl Iterator<Item = Summed> {
        let table = self.names.get(name).into_iter().flat_map(|bucket| self.table.of(bucket));
        table.map(move |cell| {
            // Nearly always empty, and then not even asked.
            let id = GroupId { name, tail: cell.tail };
            let more = if self.beyond.is_empty() { None } else { self.beyond.get(&id) };
            let (more, more_lines) = more.copied().unwrap_or_default();
            Summed {
                tail: cell.tail,
                hundred_millionths: i128::from(cell.hundred_millionths).saturating_add(more),
                lines: u64::from(cell.lines).saturating_add(more_lines),
                first: cell.first,
            }
        })
    }

    /// The words of all names, by number.
    pub(super) fn names(&self) -> impl Iterator<Item = NameWords> {
        self.names.texts()
    }

    pub(super) fn name(&self, number: u32) -> NameWords {
        self.names.get(number).map_or([0; 6], Bucket::text)
    }

    /// The words of all tails, by number.
    pub(super) fn tails(&self) -> impl Iterator<Item = TailWords> {
        self.tails.texts()
    }

    /// The texts that no plain line has, by number; their parts are separated by NULs.
    pub(super) fn unusual_texts(&self) -> Vec<Box<str>> {
        let mut texts: Vec<_> = self.unusual.iter().collect();
        texts.sort_unstable_by_key(|(_, number)| **number);
        texts.into_iter().map(|(text, _)| text.clone()).collect()
    }
}

/// Whether no part of a text has anything around it that trimming would take away. May say no where
/// the careful way says yes.
fn is_trimmed(text: &[u64]) -> bool {
    let mut without_space = true;
    for byte in text.iter().flat_map(|word| word.to_le_bytes()) {
        without_space &= matches!(byte, 0 | b'!'..=b'~');
    }
    without_space || is_trimmed_inside(text)
}

/// The same of a text with other characters than the graphic ones of ASCII.
fn is_trimmed_inside(text: &[u64]) -> bool {
    let mut before = b',';
    for byte in text.iter().flat_map(|word| word.to_le_bytes()).chain([0]) {
        let byte = if byte == 0 { b',' } else { byte };
        let at_edge = before == b',' || byte == b',';
        if at_edge && !(before.is_ascii_graphic() && byte.is_ascii_graphic()) {
            return false;
        }
        before = byte;
    }
    true
}

fn is_currency(letters: u32) -> bool {
    let [a, b, c, _] = letters.to_le_bytes();
    str::from_utf8(&[a, b, c]).is_ok_and(|code| code.parse::<Currency>().is_ok())
}

fn has_separator(text: &str) -> bool {
    text.contains([',', '"'])
}

/// None if it is too long.
fn words(text: &str) -> Option<[u64; 4]> {
    let mut bytes = [0_u8; 32];
    bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    let (chunks, _) = bytes.as_chunks::<8>();
    let mut words = [0; 4];
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_le_bytes(*chunk);
    }
    Some(words)
}

fn currency_letters(code: &str) -> u32 {
    match code.as_bytes() {
        &[a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_plain_line_has_takes_memory_once() {
        let mut groups = Groups::new();
        let before = groups.memory_bytes();
        let _words = groups.unusual("x".repeat(1_000));
        let with_one = groups.memory_bytes();
        assert!(with_one >= before.saturating_add(1_000), "{before} bytes became {with_one}");
        let _words = groups.unusual("x".repeat(1_000));
        assert_eq!(groups.memory_bytes(), with_one);
    }
}
