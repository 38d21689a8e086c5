//! The sums of one scanner: a hash table made for many million additions to a million groups.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use domain::money::Currency;
use domain::money::revenue_line::RevenueLine;

use super::plain::{PlainKey, PlainLine};
use super::scan::packed;

/// A key of at most `8 · W` bytes, filled up with zeros. No plain key holds a zero byte.
pub(super) type Words<const W: usize> = [u64; W];

/// Lines are looked up so many at a time: the memory that one needs is fetched while the others are
/// worked on.
const BATCH: usize = 64;

/// Names a group of a [`Groups`]; the lowest bit says in which of its tables.
pub(super) type GroupId = u32;

/// A line waiting to be looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting<const W: usize> {
    key: Words<W>,
    hash: u64,
    hundred_millionths: i64,
    currency: u32,
    place: InBlock,
}

/// Where a line stands in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InBlock {
    pub(super) line: u32,
    pub(super) offset: u32,
}

/// One sum, in 10⁻⁸ of the major unit. Aligned so that what a line needs of it comes in one piece
/// from memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Group<const W: usize> {
    key: Words<W>,
    hundred_millionths: i64,
    currency: u32,
    lines: u32,
}

/// The exact sum of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Summed {
    pub(super) hundred_millionths: i128,
    pub(super) lines: u64,
    pub(super) first: u64,
}

#[derive(Debug)]
struct Table<const W: usize> {
    /// 0 or 1: the lowest bit of its groups' ids.
    number: u32,
    /// Some bits of the hash, and one more than the group's number; 0 where nothing is.
    slots: Vec<u32>,
    groups: Vec<Group<W>>,
    /// Of each group, block and line in it of the first line.
    firsts: Vec<u64>,
    waiting: Vec<Waiting<W>>,
    /// The currencies seen.
    currencies: Vec<u32>,
    seeds: [u64; 2],
}

/// All sums of one scanner.
#[derive(Debug)]
pub(super) struct Groups {
    short: Table<3>,
    long: Table<6>,
    /// Keys that no plain line can have: too long, or with a comma or a quote inside.
    unusual: HashMap<Box<[u8]>, u64>,
    /// What does not fit a group's own counters.
    beyond: Beyond,
}

/// Sums in 10⁻⁸ and counts of lines.
type Beyond = HashMap<GroupId, (i128, u64)>;

/// What was added: to which group, from where. Only kept where an index is wanted.
pub(super) type Added = Vec<(GroupId, InBlock)>;

impl Groups {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        let seeds = [random.hash_one(0_u8) | 1, random.hash_one(1_u8)];
        Self {
            short: Table::new(0, seeds),
            long: Table::new(1, seeds),
            unusual: HashMap::new(),
            beyond: HashMap::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.short.groups.len().saturating_add(self.long.groups.len())
    }

    /// Puts a line aside; true if [`Self::flush`] must come next.
    #[inline]
    pub(super) fn push(&mut self, line: &PlainLine, place: InBlock) -> bool {
        match line.key {
            PlainKey::Short(key) => self.short.push(key, line, place),
            PlainKey::Long(key) => self.long.push(key, line, place),
        }
    }

    /// Adds what was put aside. The lines of which it cannot be told at once that they can be booked
    /// are given back, in order.
    pub(super) fn flush(&mut self, block: u32, added: Option<&mut Added>) -> Vec<InBlock> {
        let mut unknown = Vec::new();
        let Self { short, long, beyond, .. } = self;
        if let Some(added) = added {
            let mut note = |id, place| added.push((id, place));
            short.flush(block, beyond, &mut unknown, &mut note);
            long.flush(block, beyond, &mut unknown, &mut note);
        } else {
            short.flush(block, beyond, &mut unknown, &mut |_, _| {});
            long.flush(block, beyond, &mut unknown, &mut |_, _| {});
        }
        unknown.sort_unstable();
        unknown
    }

    /// Adds a line that took the careful way; makes its group if there is none. `first` is its block
    /// and line.
    pub(super) fn add(&mut self, line: &RevenueLine<'_>, first: u64) -> GroupId {
        // At most 8 decimals, so this is exact.
        let value = line.money.amount.atoms().checked_div(1_000_000).unwrap_or_default();
        let currency = currency_letters(line.money.currency.code());
        let isrc = if line.track_id.is_empty() { line.isrc } else { "" };
        let parts = [line.track_id, isrc, line.source, line.territory];
        let key = match plain_key(parts) {
            Some(key) => key,
            None => [self.unusual_number(parts).wrapping_shl(8), 0, 0, 0, 0, 0],
        };
        let &[a, b, c, d, ..] = &key;
        if d == 0 {
            let number = self.short.find_or_insert([a, b, c], currency, first);
            self.short.add(number, value, &mut self.beyond)
        } else {
            let number = self.long.find_or_insert(key, currency, first);
            self.long.add(number, value, &mut self.beyond)
        }
    }

    fn unusual_number(&mut self, parts: [&str; 4]) -> u64 {
        let key = parts.join("\0").into_bytes().into_boxed_slice();
        let next = u64::try_from(self.unusual.len()).unwrap_or(u64::MAX);
        *self.unusual.entry(key).or_insert(next)
    }

    /// The keys of all groups, in the order of rows once they are sorted.
    pub(super) fn keys(&self) -> Keys<'_> {
        let mut unusual: Vec<&[u8]> = vec![&[]; self.unusual.len()];
        for (name, number) in &self.unusual {
            if let Some(place) = usize::try_from(*number).ok().and_then(|at| unusual.get_mut(at)) {
                *place = name;
            }
        }
        Keys { groups: self, unusual }
    }

    /// The names of all groups, in no order.
    pub(super) fn ids(&self) -> impl Iterator<Item = GroupId> {
        let ids = |table: u32, count: usize| (0..count).map(move |number| id_of(number, table));
        ids(0, self.short.groups.len()).chain(ids(1, self.long.groups.len()))
    }

    pub(super) fn summed(&self, id: GroupId) -> Option<Summed> {
        // Nearly always empty, and then not even asked.
        let more = if self.beyond.is_empty() { None } else { self.beyond.get(&id) };
        let (more, more_lines) = more.copied().unwrap_or_default();
        let number = usize::try_from(id.wrapping_shr(1)).ok()?;
        let (hundred_millionths, lines, first) =
            if id & 1 == 0 { self.short.summed(number)? } else { self.long.summed(number)? };
        let hundred_millionths = i128::from(hundred_millionths).saturating_add(more);
        let lines = u64::from(lines).saturating_add(more_lines);
        Some(Summed { hundred_millionths, lines, first })
    }
}

/// Writes keys as bytes that are in the order of rows.
#[derive(Debug)]
pub(super) struct Keys<'a> {
    groups: &'a Groups,
    /// The keys that no plain line has, by number.
    unusual: Vec<&'a [u8]>,
}

impl Keys<'_> {
    /// Appends the key of a group.
    pub(super) fn write(&self, id: GroupId, key: &mut Vec<u8>) {
        let Ok(number) = usize::try_from(id.wrapping_shr(1)) else { return };
        let Groups { short, long, .. } = self.groups;
        if id & 1 == 0 {
            if let Some(group) = short.groups.get(number) {
                write_key(&group.key, group.currency, &self.unusual, key);
            }
        } else if let Some(group) = long.groups.get(number) {
            write_key(&group.key, group.currency, &self.unusual, key);
        }
    }
}

impl<const W: usize> Table<W> {
    fn new(table: u32, seeds: [u64; 2]) -> Self {
        Self {
            number: table,
            slots: vec![0; 1_024],
            groups: Vec::new(),
            firsts: Vec::new(),
            waiting: Vec::with_capacity(BATCH),
            currencies: Vec::new(),
            seeds,
        }
    }

    #[inline]
    fn push(&mut self, key: Words<W>, line: &PlainLine, place: InBlock) -> bool {
        let hash = hash(&key, line.currency, self.seeds);
        let (hundred_millionths, currency) = (line.hundred_millionths, line.currency);
        self.waiting.push(Waiting { key, hash, hundred_millionths, currency, place });
        self.waiting.len() >= BATCH
    }

    #[inline]
    fn flush(
        &mut self,
        block: u32,
        beyond: &mut Beyond,
        unknown: &mut Vec<InBlock>,
        note: &mut impl FnMut(GroupId, InBlock),
    ) {
        let found = self.look_up();
        let waiting = std::mem::take(&mut self.waiting);
        for (slot, line) in found.iter().zip(&waiting) {
            let number = self.check(*slot, line).or_else(|| self.find_or_make(line, block));
            let Some(number) = number else {
                unknown.push(line.place);
                continue;
            };
            let id = id_of(number, self.number);
            let Some(group) = self.groups.get_mut(number) else { continue };
            group.add(line.hundred_millionths, id, beyond);
            note(id, line.place);
        }
        self.waiting = waiting;
        self.waiting.clear();
    }

    /// The slots of all that wait. Nothing here depends on the line before, so that the processor
    /// fetches slots and groups of many lines at the same time.
    #[inline]
    fn look_up(&self) -> [u32; BATCH] {
        let mut found = [0_u32; BATCH];
        let mask = self.slots.len().wrapping_sub(1);
        for (found, line) in found.iter_mut().zip(&self.waiting) {
            let at = slot_of(line.hash) & mask;
            let slot = |at: usize| self.slots.get(at & mask).copied().unwrap_or_default();
            let (here, next, third) =
                (slot(at), slot(at.wrapping_add(1)), slot(at.wrapping_add(2)));
            let later = if tag_of_slot(next) == tag(line.hash) { next } else { third };
            *found = if tag_of_slot(here) == tag(line.hash) { here } else { later };
        }
        let mut touched = 0_u32;
        for found in &found {
            let group = group_in(*found).and_then(|number| self.groups.get(number));
            touched ^= group.map_or(0, |group| group.lines);
        }
        std::hint::black_box(touched);
        found
    }

    /// The group that a slot names, if it is the line's.
    #[inline]
    fn check(&self, slot: u32, line: &Waiting<W>) -> Option<usize> {
        let number = group_in(slot)?;
        let group = self.groups.get(number)?;
        group.is(&line.key, line.currency).then_some(number)
    }

    /// The line's group from another slot, or a new one; none for a line that must be read again.
    #[cold]
    fn find_or_make(&mut self, line: &Waiting<W>, block: u32) -> Option<usize> {
        if let Some(number) = self.find(&line.key, line.currency, line.hash) {
            return Some(number);
        }
        let bookable = is_trimmed(&line.key) && self.is_currency(line.currency);
        let first = packed(block, line.place.line);
        bookable.then(|| self.insert(line.key, line.currency, line.hash, first))
    }

    /// Remembers those that are.
    fn is_currency(&mut self, letters: u32) -> bool {
        let known = self.currencies.contains(&letters) || is_currency(letters);
        if known && !self.currencies.contains(&letters) {
            self.currencies.push(letters);
        }
        known
    }

    fn find(&self, key: &Words<W>, currency: u32, hash: u64) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = slot_of(hash) & mask;
        loop {
            let slot = *self.slots.get(at)?;
            let number = group_in(slot)?;
            if tag_of_slot(slot) == tag(hash) {
                let group = self.groups.get(number)?;
                if group.is(key, currency) {
                    return Some(number);
                }
            }
            at = at.wrapping_add(1) & mask;
        }
    }

    fn find_or_insert(&mut self, key: Words<W>, currency: u32, first: u64) -> usize {
        let hash = hash(&key, currency, self.seeds);
        let Some(number) = self.find(&key, currency, hash) else {
            return self.insert(key, currency, hash, first);
        };
        // A plain line behind this one may have made the group already.
        if let Some(earliest) = self.firsts.get_mut(number) {
            *earliest = first.min(*earliest);
        }
        number
    }

    fn insert(&mut self, key: Words<W>, currency: u32, hash: u64, first: u64) -> usize {
        // At most half full, so that a search ends soon.
        if self.groups.len().saturating_mul(2) >= self.slots.len() {
            self.grow();
        }
        let number = self.groups.len();
        self.groups.push(Group { key, hundred_millionths: 0, currency, lines: 0 });
        self.firsts.push(first);
        self.place(hash, number);
        number
    }

    fn grow(&mut self) {
        // Small tables soon, large ones without a waste.
        let factor = if self.slots.len() < 1 << 16 { 4 } else { 2 };
        self.slots = vec![0; self.slots.len().saturating_mul(factor)];
        for number in 0..self.groups.len() {
            let Some(group) = self.groups.get(number) else { return };
            let hash = hash(&group.key, group.currency, self.seeds);
            self.place(hash, number);
        }
    }

    fn place(&mut self, hash: u64, number: usize) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = slot_of(hash) & mask;
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = at.wrapping_add(1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = slot_for(hash, number);
        }
    }

    fn add(&mut self, number: usize, hundred_millionths: i128, beyond: &mut Beyond) -> GroupId {
        let id = id_of(number, self.number);
        match (self.groups.get_mut(number), i64::try_from(hundred_millionths)) {
            (Some(group), Ok(small)) => group.add(small, id, beyond),
            _ => beyond_add(beyond, id, hundred_millionths, 1),
        }
        id
    }

    fn summed(&self, number: usize) -> Option<(i64, u32, u64)> {
        let (group, first) = (self.groups.get(number)?, self.firsts.get(number)?);
        Some((group.hundred_millionths, group.lines, *first))
    }
}

impl<const W: usize> Group<W> {
    /// Looks at all of it, instead of stopping where it differs: it hardly ever does.
    #[inline]
    fn is(&self, key: &Words<W>, currency: u32) -> bool {
        let differ = self.key.iter().zip(key).fold(0, |differ, (a, b)| differ | (a ^ b));
        differ | u64::from(self.currency ^ currency) == 0
    }

    #[inline]
    fn add(&mut self, hundred_millionths: i64, id: GroupId, beyond: &mut Beyond) {
        let (sum, over) = self.hundred_millionths.overflowing_add(hundred_millionths);
        let (lines, many) = self.lines.overflowing_add(1);
        if over || many {
            beyond_add(beyond, id, self.hundred_millionths.into(), self.lines.into());
            (self.hundred_millionths, self.lines) = (hundred_millionths, 1);
        } else {
            (self.hundred_millionths, self.lines) = (sum, lines);
        }
    }
}

#[cold]
fn beyond_add(beyond: &mut Beyond, id: GroupId, hundred_millionths: i128, lines: u64) {
    let more = beyond.entry(id).or_default();
    more.0 = more.0.saturating_add(hundred_millionths);
    more.1 = more.1.saturating_add(lines);
}

/// Whether no part of a key has anything around it that trimming would take away. May say no where
/// the careful way says yes.
fn is_trimmed<const W: usize>(key: &Words<W>) -> bool {
    let mut without_space = true;
    for byte in key.iter().flat_map(|word| word.to_le_bytes()) {
        without_space &= matches!(byte, 0 | b'!'..=b'~');
    }
    without_space || is_trimmed_inside(key)
}

/// The same of a key with other characters than the graphic ones of ASCII.
fn is_trimmed_inside<const W: usize>(key: &Words<W>) -> bool {
    let mut before = b',';
    for byte in key.iter().flat_map(|word| word.to_le_bytes()).chain([0]) {
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

/// The parts as a plain line would write them; None if no plain line could.
fn plain_key(parts: [&str; 4]) -> Option<Words<6>> {
    let mut bytes = [0_u8; 48];
    let mut length = 0_usize;
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            *bytes.get_mut(length)? = b',';
            length = length.saturating_add(1);
        }
        if part.contains([',', '"', '\r', '\n']) {
            return None;
        }
        let end = length.saturating_add(part.len());
        bytes.get_mut(length..end)?.copy_from_slice(part.as_bytes());
        length = end;
    }
    let (chunks, _) = bytes.as_chunks::<8>();
    let mut words = [0; 6];
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_le_bytes(*chunk);
    }
    Some(words)
}

/// A key in the order of rows: what names the track, then source, territory and currency, each ended
/// by the least of all bytes. Tracks stand before ISRCs, and what names neither stands last.
fn write_key<const W: usize>(words: &Words<W>, currency: u32, names: &[&[u8]], key: &mut Vec<u8>) {
    let mut bytes = [0_u8; 48];
    let (chunks, _) = bytes.as_chunks_mut::<8>();
    for (chunk, word) in chunks.iter_mut().zip(words) {
        *chunk = word.to_le_bytes();
    }
    let unusual = words.first().filter(|word| word.trailing_zeros() >= 8);
    let unusual = unusual.and_then(|word| usize::try_from(word.wrapping_shr(8)).ok());
    let plain_length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let plain = bytes.get(..plain_length).unwrap_or_default();
    let name = unusual.and_then(|number| names.get(number));
    let (text, separator) = name.map_or((plain, b','), |name| (*name, 0));
    let mut parts = text.split(|byte| *byte == separator);
    let mut next = || parts.next().unwrap_or_default();
    let (track_id, isrc, source, territory) = (next(), next(), next(), next());
    let (kind, name) = match (track_id, isrc) {
        ([], []) => (3, track_id),
        ([], isrc) => (2, isrc),
        (track_id, _) => (1, track_id),
    };
    key.push(kind);
    for part in [name, source, territory] {
        key.extend_from_slice(part);
        key.push(0);
    }
    let [a, b, c, _] = currency.to_le_bytes();
    key.extend_from_slice(&[a, b, c]);
}

fn currency_letters(code: &str) -> u32 {
    match code.as_bytes() {
        &[a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        _ => 0,
    }
}

fn id_of(number: usize, table: u32) -> GroupId {
    u32::try_from(number).unwrap_or(u32::MAX).wrapping_shl(1) | table
}

/// So many bits of a slot name a group: there are never more groups in memory at once.
const NUMBER_BITS: u32 = 24;
const NUMBER_MASK: u32 = (1 << NUMBER_BITS) - 1;

fn group_in(slot: u32) -> Option<usize> {
    usize::try_from(slot & NUMBER_MASK).ok()?.checked_sub(1)
}

fn slot_for(hash: u64, number: usize) -> u32 {
    let number = u32::try_from(number).unwrap_or(u32::MAX).wrapping_add(1);
    tag(hash).wrapping_shl(NUMBER_BITS) | (number & NUMBER_MASK)
}

fn tag(hash: u64) -> u32 {
    u32::try_from(hash.wrapping_shr(56)).unwrap_or_default()
}

const fn tag_of_slot(slot: u32) -> u32 {
    slot.wrapping_shr(NUMBER_BITS)
}

fn slot_of(hash: u64) -> usize {
    usize::try_from(hash & 0xffff_ffff).unwrap_or(0)
}

/// Multiplies and folds, word by word. The seeds differ from file to file, so that nobody can write
/// a file whose keys all meet in one place.
#[inline]
fn hash<const W: usize>(key: &Words<W>, currency: u32, seeds: [u64; 2]) -> u64 {
    let [seed, other] = seeds;
    let mut state = u64::from(currency) ^ other;
    let (pairs, rest) = key.as_chunks::<2>();
    for [a, b] in pairs {
        state = fold(a ^ state, b ^ seed);
    }
    for word in rest {
        state = fold(word ^ state, seed);
    }
    fold(state, 0x9e37_79b9_7f4a_7c15)
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let (low, high) = a.carrying_mul(b, 0);
    low ^ high
}
