//! The sums of one scanner: for each name its sums by tail, close together in memory.

use super::dictionary::index;

/// In the place of the first tail, says that a name's sums stand in a block.
const MOVED: u32 = u32::MAX;

/// Four sums in what one access to memory fetches.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Unit {
    /// One more than the tail's number; 0 where nothing is.
    tails: [u32; 4],
    lines: [u32; 4],
    /// In 10⁻⁸ of the major unit.
    sums: [i64; 4],
}

/// The sums of all names.
#[derive(Debug)]
pub(super) struct Cells {
    /// One a name, by its number: its sums, or, if it has more than four, where they stand.
    homes: Vec<Unit>,
    /// Of each sum, block and line in it of its first line.
    home_firsts: Vec<[u64; 4]>,
    blocks: Vec<Unit>,
    block_firsts: Vec<[u64; 4]>,
    /// Where blocks stood that were outgrown, by the power of two that they have units.
    outgrown: Vec<Vec<u32>>,
    count: usize,
    /// Odd, and another one for each file.
    seed: u32,
}

/// Where a name's sums stand if they are more than four: in 2^`bits` units, at most three quarters
/// full.
#[derive(Clone, Copy, Debug)]
struct Block {
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
pub(super) struct Cell {
    pub(super) tail: u32,
    pub(super) lines: u32,
    pub(super) hundred_millionths: i64,
    pub(super) first: u64,
}

impl Cells {
    pub(super) fn new(seed: u32) -> Self {
        Self {
            homes: Vec::new(),
            home_firsts: Vec::new(),
            blocks: Vec::new(),
            block_firsts: Vec::new(),
            outgrown: Vec::new(),
            count: 0,
            seed: seed | 1,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.count
    }

    pub(super) const fn memory_bytes(&self) -> usize {
        let units = self.homes.len().saturating_add(self.blocks.len());
        units.saturating_mul(size_of::<Unit>().saturating_add(size_of::<[u64; 4]>()))
    }

    /// Makes room for the next name.
    pub(super) fn add_name(&mut self) {
        self.homes.push(Unit::default());
        self.home_firsts.push([0; 4]);
    }

    /// Reads what [`Self::add`] will read first, so that it need not wait.
    #[inline]
    pub(super) fn touch(&self, name: u32) -> u32 {
        self.homes.get(index(name)).map_or(0, |home| {
            let [lines, ..] = home.lines;
            lines
        })
    }

    /// Reads what [`Self::add`] will read of a block.
    #[inline]
    pub(super) fn touch_block(&self, name: u32, tail: u32) -> u32 {
        let block = self.homes.get(index(name)).and_then(Unit::block);
        let place = block.and_then(|block| block.units(tail, self.seed).next());
        let unit = place.and_then(|place| self.blocks.get(place));
        unit.map_or(0, |unit| {
            let [lines, ..] = unit.lines;
            lines
        })
    }

    /// Adds one line to a sum that is there.
    #[inline]
    pub(super) fn add(
        &mut self,
        name: u32,
        tail: u32,
        hundred_millionths: i64,
    ) -> Result<(), NotAdded> {
        let wanted = tail.wrapping_add(1);
        let home = self.homes.get_mut(index(name)).ok_or(NotAdded::Missing)?;
        let (unit, at) = match home.position(wanted) {
            Some(at) => (home, at),
            None => in_block(&mut self.blocks, home.block(), wanted, self.seed)?,
        };
        unit.add(at, hundred_millionths)
    }

    /// Makes a sum that is not there, of no lines yet.
    pub(super) fn insert(&mut self, name: u32, tail: u32, first: u64) {
        let Some(home) = self.homes.get_mut(index(name)) else { return };
        self.count = self.count.saturating_add(1);
        let new = Cell { tail, lines: 0, hundred_millionths: 0, first };
        if home.block().is_none()
            && let Some(at) = home.position(0)
        {
            let firsts = self.home_firsts.get_mut(index(name));
            home.put(at, &new, firsts);
            return;
        }
        let mut block = match home.block() {
            Some(block) if !block.is_full() => block,
            _ => self.move_out(name),
        };
        self.put(block, &new);
        block.count = block.count.saturating_add(1);
        self.set_block(name, block);
    }

    /// If the line is earlier than the first one of its sum, it is the first one.
    pub(super) fn note_first(&mut self, name: u32, tail: u32, first: u64) {
        let wanted = tail.wrapping_add(1);
        let Some(home) = self.homes.get(index(name)) else { return };
        let first_of_sum = if let Some(at) = home.position(wanted) {
            self.home_firsts.get_mut(index(name)).and_then(|firsts| firsts.get_mut(at))
        } else {
            let Some(block) = home.block() else { return };
            let found = block
                .units(tail, self.seed)
                .find_map(|unit| Some((unit, self.blocks.get(unit)?.position(wanted)?)));
            found.and_then(|(unit, at)| self.block_firsts.get_mut(unit)?.get_mut(at))
        };
        if let Some(earliest) = first_of_sum {
            *earliest = first.min(*earliest);
        }
    }

    /// All sums of a name, in no order.
    pub(super) fn of(&self, name: u32) -> impl Iterator<Item = Cell> {
        let place = index(name);
        let block = self.homes.get(place).and_then(Unit::block);
        let (units, firsts) = if let Some(block) = block {
            let range = block.range();
            (self.blocks.get(range.clone()), self.block_firsts.get(range))
        } else {
            let end = place.saturating_add(1);
            (self.homes.get(place..end), self.home_firsts.get(place..end))
        };
        let units = units.unwrap_or_default().iter().zip(firsts.unwrap_or_default());
        units.flat_map(|(unit, firsts)| unit.cells(firsts))
    }

    /// Moves a name's sums into a block of twice the room.
    #[cold]
    fn move_out(&mut self, name: u32) -> Block {
        let cells: Vec<Cell> = self.of(name).collect();
        let old = self.homes.get(index(name)).and_then(Unit::block);
        let bits = old.map_or(1, |block| block.bits.saturating_add(1));
        let start = self.take_units(bits);
        let count = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        let block = Block { start, bits, count };
        for cell in &cells {
            self.put(block, cell);
        }
        if let Some(old) = old {
            self.give_back(old);
        }
        block
    }

    fn take_units(&mut self, bits: u32) -> u32 {
        if let Some(start) = self.outgrown.get_mut(index(bits)).and_then(Vec::pop) {
            let units = Block { start, bits, count: 0 }.range();
            self.blocks.get_mut(units).unwrap_or_default().fill(Unit::default());
            return start;
        }
        let start = self.blocks.len();
        let end = start.saturating_add(1_usize.wrapping_shl(bits));
        self.blocks.resize(end, Unit::default());
        self.block_firsts.resize(end, [0; 4]);
        u32::try_from(start).unwrap_or(u32::MAX)
    }

    fn give_back(&mut self, block: Block) {
        let bits = index(block.bits);
        if self.outgrown.len() <= bits {
            self.outgrown.resize(bits.saturating_add(1), Vec::new());
        }
        if let Some(outgrown) = self.outgrown.get_mut(bits) {
            outgrown.push(block.start);
        }
    }

    /// Into the first free place of a block, which has one.
    fn put(&mut self, block: Block, cell: &Cell) {
        for place in block.units(cell.tail, self.seed) {
            let Some(unit) = self.blocks.get_mut(place) else { return };
            if let Some(at) = unit.position(0) {
                unit.put(at, cell, self.block_firsts.get_mut(place));
                return;
            }
        }
    }

    fn set_block(&mut self, name: u32, block: Block) {
        if let Some(home) = self.homes.get_mut(index(name)) {
            *home = Unit {
                tails: [MOVED, 0, 0, 0],
                lines: [block.start, block.bits, block.count, 0],
                sums: [0; 4],
            };
        }
    }
}

/// The place of a sum in its name's block.
#[inline]
fn in_block(
    blocks: &mut [Unit],
    block: Option<Block>,
    wanted: u32,
    seed: u32,
) -> Result<(&mut Unit, usize), NotAdded> {
    let block = block.ok_or(NotAdded::Missing)?;
    for place in block.units(wanted.wrapping_sub(1), seed) {
        let unit = blocks.get(place).ok_or(NotAdded::Missing)?;
        if let Some(at) = unit.position(wanted) {
            let unit = blocks.get_mut(place).ok_or(NotAdded::Missing)?;
            return Ok((unit, at));
        }
        if unit.position(0).is_some() {
            break;
        }
    }
    Err(NotAdded::Missing)
}

impl Block {
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
        let home = spread.wrapping_shl(self.bits).wrapping_shr(32);
        let start = u64::from(self.start);
        (0..count).map(move |step| {
            let unit = home.wrapping_add(step) & count.wrapping_sub(1);
            usize::try_from(start.wrapping_add(unit)).unwrap_or(usize::MAX)
        })
    }
}

impl Unit {
    /// Where such a tail stands. All four are compared, which costs less than a wrong guess.
    #[inline]
    fn position(&self, wanted: u32) -> Option<usize> {
        let mut found = 4;
        for (at, tail) in [3, 2, 1, 0].into_iter().zip(self.tails.iter().rev()) {
            found = if *tail == wanted { at } else { found };
        }
        (found < 4).then_some(found)
    }

    #[inline]
    fn block(&self) -> Option<Block> {
        let [first, ..] = self.tails;
        let [start, bits, count, _] = self.lines;
        (first == MOVED).then_some(Block { start, bits, count })
    }

    #[inline]
    fn add(&mut self, at: usize, hundred_millionths: i64) -> Result<(), NotAdded> {
        let (Some(own_sum), Some(own_lines)) = (self.sums.get_mut(at), self.lines.get_mut(at))
        else {
            return Err(NotAdded::Missing);
        };
        let (sum, over) = own_sum.overflowing_add(hundred_millionths);
        let (lines, many) = own_lines.overflowing_add(1);
        if over || many {
            let before = NotAdded::Beyond(*own_sum, *own_lines);
            (*own_sum, *own_lines) = (0, 0);
            return Err(before);
        }
        (*own_sum, *own_lines) = (sum, lines);
        Ok(())
    }

    fn put(&mut self, at: usize, cell: &Cell, firsts: Option<&mut [u64; 4]>) {
        let Self { tails, lines, sums } = self;
        let places = (tails.get_mut(at), lines.get_mut(at), sums.get_mut(at));
        let first = firsts.and_then(|firsts| firsts.get_mut(at));
        if let ((Some(tail), Some(own_lines), Some(sum)), Some(first)) = (places, first) {
            *tail = cell.tail.wrapping_add(1);
            (*own_lines, *sum, *first) = (cell.lines, cell.hundred_millionths, cell.first);
        }
    }

    fn cells(&self, firsts: &[u64; 4]) -> impl Iterator<Item = Cell> {
        let Self { tails, lines, sums } = *self;
        let sums = tails.into_iter().zip(lines).zip(sums.into_iter().zip(*firsts));
        sums.filter(|((tail, _), _)| *tail != 0).map(|((tail, lines), (sum, first))| Cell {
            tail: tail.wrapping_sub(1),
            lines,
            hundred_millionths: sum,
            first,
        })
    }
}
