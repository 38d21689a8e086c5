//! The sums of one scanner: for each name its sums by tail, close together in memory.

use super::interner::{InternedEntry, NameWords, index, is_same, prefetch};

/// In the place of the first tail, says that a name's sums stand in a block.
const MOVED: u16 = u16::MAX;

/// Stands nowhere: what a tail is in a bucket that is too large for one.
const TOO_LARGE: u16 = u16::MAX - 1;

/// Four sums. In the place of a tail is one more than its number, or 0 where nothing is; sums are
/// in 10⁻⁸ of the major unit.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
struct InlineSlots<T> {
    sums: [i64; 4],
    tails: [T; 4],
    lines: [T; 4],
}

/// A name and its sums: of a short name, all that an addition needs is the first of two lines of
/// the processor's cache.
#[derive(Debug)]
#[repr(C, align(128))]
pub(super) struct Bucket {
    beginning: [u64; 2],
    slots: InlineSlots<u16>,
    rest: [u64; 4],
    /// Of each sum, block and line in it of its first line.
    firsts: [u64; 4],
}

/// Four sums of a block, in what one access to memory fetches.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct OverflowUnit(InlineSlots<u32>);

/// The sums of names that have more than four, and how many sums there are of all names.
#[derive(Debug)]
pub(super) struct GroupTable {
    blocks: Vec<OverflowUnit>,
    block_firsts: Vec<[u64; 4]>,
    /// The places of freed blocks, by the power of two of their units.
    freed_blocks: Vec<Vec<u32>>,
    count: usize,
    /// Odd, and another one for each file.
    seed: u32,
}

/// Where a name's sums stand if they are more than four: in 2^`bits` units, at most three quarters
/// full.
#[derive(Clone, Copy, Debug)]
struct OverflowBlock {
    start: u32,
    bits: u32,
    count: u32,
}

/// Why a line was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotAdded {
    /// There is no such sum yet.
    Missing,
    /// Sum or count would leave their range; both were taken out: sum and count.
    Beyond(i64, u32),
}

/// One sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroupSum {
    pub(super) tail: u32,
    pub(super) lines: u32,
    pub(super) hundred_millionths: i64,
    pub(super) first: u64,
}

impl InternedEntry<6> for Bucket {
    fn new([a, b, rest @ ..]: NameWords) -> Self {
        Self { beginning: [a, b], slots: InlineSlots::default(), rest, firsts: [0; 4] }
    }

    fn text(&self) -> NameWords {
        let mut text = [0; 6];
        let words = self.beginning.iter().chain(&self.rest);
        for (to, from) in text.iter_mut().zip(words) {
            *to = *from;
        }
        text
    }

    #[inline]
    fn is_long([_, _, rest @ ..]: &NameWords) -> bool {
        !is_same(rest, &[0; 4])
    }

    #[inline]
    fn is(&self, text: &NameWords) -> bool {
        let [a, b, rest @ ..] = text;
        is_same(&self.beginning, &[*a, *b]) && (!Self::is_long(text) || is_same(&self.rest, rest))
    }

    #[inline]
    fn prefetch(&self, is_long: bool) {
        prefetch(&self.beginning);
        if is_long {
            prefetch(&self.rest);
        }
    }
}

impl Bucket {
    #[inline]
    fn block(&self) -> Option<OverflowBlock> {
        let [first, ..] = self.slots.tails;
        let part = |sum: i64| u32::try_from(sum).unwrap_or_default();
        let [start, bits, count, _] = self.slots.sums;
        (first == MOVED).then(|| OverflowBlock {
            start: part(start),
            bits: part(bits),
            count: part(count),
        })
    }

    fn set_block(&mut self, block: OverflowBlock) {
        let OverflowBlock { start, bits, count } = block;
        self.slots = InlineSlots {
            sums: [start.into(), bits.into(), count.into(), 0],
            tails: [MOVED, 0, 0, 0],
            lines: [0; 4],
        };
    }
}

impl GroupTable {
    pub(super) const fn new(seed: u32) -> Self {
        Self {
            blocks: Vec::new(),
            block_firsts: Vec::new(),
            freed_blocks: Vec::new(),
            count: 0,
            seed: seed | 1,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.count
    }

    pub(super) const fn memory_bytes(&self) -> usize {
        let unit = size_of::<OverflowUnit>().saturating_add(size_of::<[u64; 4]>());
        self.blocks.len().saturating_mul(unit)
    }

    /// Has what [`Self::add`] will read of a block brought nearer.
    #[inline]
    pub(super) fn prefetch_block(&self, bucket: &Bucket, tail: u32) {
        let place = bucket.block().and_then(|block| block.units(tail, self.seed).next());
        if let Some(unit) = place.and_then(|place| self.blocks.get(place)) {
            prefetch(unit);
        }
    }

    /// Adds one line to a sum that is there.
    #[inline]
    pub(super) fn add(
        &mut self,
        bucket: &mut Bucket,
        tail: u32,
        hundred_millionths: i64,
    ) -> Result<(), NotAdded> {
        if let Some(at) = bucket.slots.position(in_bucket(tail)) {
            return bucket.slots.add(at, hundred_millionths);
        }
        let (unit, at) = in_block(&mut self.blocks, bucket.block(), tail, self.seed)?;
        unit.add(at, hundred_millionths)
    }

    /// Makes a sum that is not there, of no lines yet.
    pub(super) fn insert(&mut self, bucket: &mut Bucket, tail: u32, first: u64) {
        self.count = self.count.saturating_add(1);
        let new = GroupSum { tail, lines: 0, hundred_millionths: 0, first };
        if bucket.block().is_none()
            && in_bucket(tail) != TOO_LARGE
            && let Some(at) = bucket.slots.position(0)
        {
            bucket.slots.put(at, &new, Some(&mut bucket.firsts));
            return;
        }
        let mut block = match bucket.block() {
            Some(block) if !block.is_full() => block,
            _ => self.move_out(bucket),
        };
        self.put(block, &new);
        block.count = block.count.saturating_add(1);
        bucket.set_block(block);
    }

    /// If the line is earlier than the first one of its sum, it is the first one.
    pub(super) fn record_first(&mut self, bucket: &mut Bucket, tail: u32, first: u64) {
        let first_of_sum = if let Some(at) = bucket.slots.position(in_bucket(tail)) {
            bucket.firsts.get_mut(at)
        } else {
            let Some(block) = bucket.block() else { return };
            let place = |unit: usize| self.blocks.get(unit)?.0.position(in_unit(tail));
            let found = block.units(tail, self.seed).find_map(|unit| Some((unit, place(unit)?)));
            found.and_then(|(unit, at)| self.block_firsts.get_mut(unit)?.get_mut(at))
        };
        if let Some(earliest) = first_of_sum {
            *earliest = first.min(*earliest);
        }
    }

    /// All sums of a name, in no order.
    pub(super) fn of(&self, bucket: &Bucket) -> impl Iterator<Item = GroupSum> {
        let block = bucket.block();
        let range = block.map_or(0..0, OverflowBlock::range);
        let (units, firsts) = (self.blocks.get(range.clone()), self.block_firsts.get(range));
        let units = units.unwrap_or_default().iter().zip(firsts.unwrap_or_default());
        let in_bucket = block.is_none().then(|| bucket.slots.cells(&bucket.firsts));
        in_bucket.into_iter().flatten().chain(units.flat_map(|(unit, firsts)| unit.0.cells(firsts)))
    }

    /// Moves a name's sums into a block of twice the room.
    #[cold]
    fn move_out(&mut self, bucket: &Bucket) -> OverflowBlock {
        let cells: Vec<GroupSum> = self.of(bucket).collect();
        let old = bucket.block();
        let bits = old.map_or(1, |block| block.bits.saturating_add(1));
        let start = self.take_units(bits);
        let count = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        let block = OverflowBlock { start, bits, count };
        for cell in &cells {
            self.put(block, cell);
        }
        if let Some(old) = old {
            self.give_back(old);
        }
        block
    }

    fn take_units(&mut self, bits: u32) -> u32 {
        if let Some(start) = self.freed_blocks.get_mut(index(bits)).and_then(Vec::pop) {
            let units = OverflowBlock { start, bits, count: 0 }.range();
            self.blocks.get_mut(units).unwrap_or_default().fill(OverflowUnit::default());
            return start;
        }
        let start = self.blocks.len();
        let end = start.saturating_add(1_usize.wrapping_shl(bits));
        self.blocks.resize(end, OverflowUnit::default());
        self.block_firsts.resize(end, [0; 4]);
        u32::try_from(start).unwrap_or(u32::MAX)
    }

    fn give_back(&mut self, block: OverflowBlock) {
        let bits = index(block.bits);
        if self.freed_blocks.len() <= bits {
            self.freed_blocks.resize(bits.saturating_add(1), Vec::new());
        }
        if let Some(freed_blocks) = self.freed_blocks.get_mut(bits) {
            freed_blocks.push(block.start);
        }
    }

    /// Into the first free place of a block, which has one.
    fn put(&mut self, block: OverflowBlock, cell: &GroupSum) {
        for place in block.units(cell.tail, self.seed) {
            let Some(OverflowUnit(slots)) = self.blocks.get_mut(place) else { return };
            if let Some(at) = slots.position(0) {
                slots.put(at, cell, self.block_firsts.get_mut(place));
                return;
            }
        }
    }
}

/// What stands in a bucket in the tail's place.
#[inline]
fn in_bucket(tail: u32) -> u16 {
    u16::try_from(tail).unwrap_or(TOO_LARGE).saturating_add(1).min(TOO_LARGE)
}

/// The same in a unit.
#[inline]
const fn in_unit(tail: u32) -> u32 {
    tail.wrapping_add(1)
}

/// The place of a sum in its name's block.
#[inline]
fn in_block(
    blocks: &mut [OverflowUnit],
    block: Option<OverflowBlock>,
    tail: u32,
    seed: u32,
) -> Result<(&mut InlineSlots<u32>, usize), NotAdded> {
    let block = block.ok_or(NotAdded::Missing)?;
    for place in block.units(tail, seed) {
        let OverflowUnit(slots) = blocks.get(place).ok_or(NotAdded::Missing)?;
        if let Some(at) = slots.position(in_unit(tail)) {
            let OverflowUnit(slots) = blocks.get_mut(place).ok_or(NotAdded::Missing)?;
            return Ok((slots, at));
        }
        if slots.position(0).is_some() {
            break;
        }
    }
    Err(NotAdded::Missing)
}

impl OverflowBlock {
    const fn is_full(self) -> bool {
        self.count >= 3_u32.wrapping_shl(self.bits)
    }

    fn range(self) -> std::ops::Range<usize> {
        let start = index(self.start);
        start..start.saturating_add(1_usize.wrapping_shl(self.bits))
    }

    /// The units in which a tail may stand, the likeliest first.
    #[inline]
    fn units(self, tail: u32, seed: u32) -> impl Iterator<Item = usize> {
        let count = 1_u64.wrapping_shl(self.bits);
        let spread = u64::from(tail.wrapping_mul(seed));
        let bucket = spread.wrapping_shl(self.bits).wrapping_shr(32);
        let start = u64::from(self.start);
        (0..count).map(move |step| {
            let unit = bucket.wrapping_add(step) & count.wrapping_sub(1);
            usize::try_from(start.wrapping_add(unit)).unwrap_or(usize::MAX)
        })
    }
}

impl<T: Copy + Default + Eq + Into<u32> + TryFrom<u32>> InlineSlots<T> {
    /// Where such a tail stands. All four are compared, which costs less than a wrong guess.
    #[inline]
    fn position(&self, wanted: T) -> Option<usize> {
        let mut found = 4;
        for (at, tail) in [3, 2, 1, 0].into_iter().zip(self.tails.iter().rev()) {
            found = if *tail == wanted { at } else { found };
        }
        (found < 4).then_some(found)
    }

    #[inline]
    fn add(&mut self, at: usize, hundred_millionths: i64) -> Result<(), NotAdded> {
        let (Some(own_sum), Some(own_lines)) = (self.sums.get_mut(at), self.lines.get_mut(at))
        else {
            return Err(NotAdded::Missing);
        };
        let lines = (*own_lines).into().checked_add(1).and_then(|lines| T::try_from(lines).ok());
        let (Some(sum), Some(lines)) = (own_sum.checked_add(hundred_millionths), lines) else {
            let before = NotAdded::Beyond(*own_sum, (*own_lines).into());
            (*own_sum, *own_lines) = (0, T::default());
            return Err(before);
        };
        (*own_sum, *own_lines) = (sum, lines);
        Ok(())
    }

    /// Tail and count must be in range.
    fn put(&mut self, at: usize, cell: &GroupSum, firsts: Option<&mut [u64; 4]>) {
        let Self { sums, tails, lines } = self;
        let places = (tails.get_mut(at), lines.get_mut(at), sums.get_mut(at));
        let first = firsts.and_then(|firsts| firsts.get_mut(at));
        if let ((Some(tail), Some(own_lines), Some(sum)), Some(first)) = (places, first) {
            *tail = T::try_from(in_unit(cell.tail)).unwrap_or_default();
            *own_lines = T::try_from(cell.lines).unwrap_or_default();
            (*sum, *first) = (cell.hundred_millionths, cell.first);
        }
    }

    fn cells(&self, firsts: &[u64; 4]) -> impl Iterator<Item = GroupSum> {
        let Self { sums, tails, lines } = *self;
        let sums = tails.into_iter().zip(lines).zip(sums.into_iter().zip(*firsts));
        sums.filter(|((tail, _), _)| *tail != T::default()).map(|((tail, lines), (sum, first))| {
            GroupSum {
                tail: tail.into().wrapping_sub(1),
                lines: lines.into(),
                hundred_millionths: sum,
                first,
            }
        })
    }
}
