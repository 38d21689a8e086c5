//! Numbers for short texts: a hash table made to be asked by many lines at once.

/// What names a track: its id, at most 32 bytes, and its ISRC, at most 16. Texts are filled up with
/// zeros; none of a plain line holds a zero byte.
pub(super) type Name = [u64; 6];

#[inline]
pub(super) const fn name_of(track_id: [u64; 4], isrc: [u64; 2]) -> Name {
    let [a, b, c, d] = track_id;
    [a, b, c, d, isrc[0], isrc[1]]
}

/// `source,territory`, at most 24 bytes, and in the last word the currency.
pub(super) type Tail = [u64; 4];

/// Lines are looked up so many at a time: the memory that one needs is fetched while the others are
/// worked on.
pub(super) const BATCH: usize = 64;

/// Texts, numbered in the order in which they came.
#[derive(Debug)]
pub(super) struct Dictionary<const WORDS: usize> {
    /// Some bits of the hash, and one more than the text's number; 0 where nothing is.
    slots: Vec<u32>,
    texts: Vec<Text<WORDS>>,
    seeds: [u64; 2],
}

/// Aligned so that it comes in one piece from memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Text<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Dictionary<WORDS> {
    /// The seeds differ from file to file, so that nobody can write a file whose texts all meet in
    /// one place.
    pub(super) fn new(seeds: [u64; 2]) -> Self {
        Self { slots: vec![0; 1_024], texts: Vec::new(), seeds }
    }

    pub(super) fn get(&self, number: u32) -> [u64; WORDS] {
        self.texts.get(index(number)).map_or([0; WORDS], |text| text.0)
    }

    /// All texts by their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u64; WORDS]> {
        self.texts.iter().map(|text| &text.0)
    }

    pub(super) const fn memory_bytes(&self) -> usize {
        let texts = self.texts.len().saturating_mul(size_of::<Text<WORDS>>());
        texts.saturating_add(self.slots.len().saturating_mul(size_of::<u32>()))
    }

    /// Multiplies and folds, pair by pair.
    #[inline]
    pub(super) fn hash(&self, text: &[u64; WORDS]) -> u64 {
        let [seed, other] = self.seeds;
        let (pairs, _) = text.as_chunks::<2>();
        pairs.iter().fold(other, |hash, [a, b]| fold(a ^ hash, b ^ seed))
    }

    /// The slots of many hashes. Nothing here depends on the line before, so that the processor
    /// fetches many of them at the same time.
    #[inline]
    pub(super) fn guess(&self, hashes: impl Iterator<Item = u64> + Clone) -> [u32; BATCH] {
        let mut guesses = [0_u32; BATCH];
        let mask = self.slots.len().wrapping_sub(1);
        let mut touched = 0_u32;
        for hash in hashes.clone() {
            touched ^= self.slots.get(slot_of(hash) & mask).copied().unwrap_or_default();
        }
        std::hint::black_box(touched);
        for (guess, hash) in guesses.iter_mut().zip(hashes) {
            let at = slot_of(hash) & mask;
            let slot = |at: usize| self.slots.get(at & mask).copied().unwrap_or_default();
            let (here, next, third) =
                (slot(at), slot(at.wrapping_add(1)), slot(at.wrapping_add(2)));
            let later = if tag_of_slot(next) == tag(hash) { next } else { third };
            let found = if tag_of_slot(here) == tag(hash) { here } else { later };
            *guess = (found & NUMBER_MASK).wrapping_sub(1);
        }
        guesses
    }

    /// Reads what [`Self::is`] will read, so that it need not wait.
    #[inline]
    pub(super) fn touch(&self, number: u32) -> u64 {
        self.texts.get(index(number)).and_then(|text| text.0.first()).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn find(&self, text: &[u64; WORDS], hash: u64) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = slot_of(hash) & mask;
        loop {
            let slot = *self.slots.get(at)?;
            let number = number_in(slot)?;
            if tag_of_slot(slot) == tag(hash) && self.is(number, text) {
                return Some(number);
            }
            at = at.wrapping_add(1) & mask;
        }
    }

    /// Numbers a text that is not there yet.
    pub(super) fn insert(&mut self, text: [u64; WORDS], hash: u64) -> u32 {
        // At most half full, so that a search ends soon.
        if self.texts.len().saturating_mul(2) >= self.slots.len() {
            self.grow();
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(Text(text));
        self.place(hash, number);
        number
    }

    /// Looks at all of it, instead of stopping where it differs: it hardly ever does.
    #[inline]
    pub(super) fn is(&self, number: u32, text: &[u64; WORDS]) -> bool {
        let Some(Text(own)) = self.texts.get(index(number)) else { return false };
        own.iter().zip(text).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
    }

    fn grow(&mut self) {
        // Small tables soon, large ones without a waste.
        let factor = if self.slots.len() < 1 << 16 { 4 } else { 2 };
        self.slots = vec![0; self.slots.len().saturating_mul(factor)];
        for number in (0..).take(self.texts.len()) {
            let Some(Text(text)) = self.texts.get(index(number)) else { return };
            self.place(self.hash(text), number);
        }
    }

    fn place(&mut self, hash: u64, number: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = slot_of(hash) & mask;
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = at.wrapping_add(1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = tag(hash).wrapping_shl(NUMBER_BITS) | (number.wrapping_add(1) & NUMBER_MASK);
        }
    }
}

/// So many bits of a slot name a text: there are never more in memory at once.
const NUMBER_BITS: u32 = 24;
const NUMBER_MASK: u32 = (1 << NUMBER_BITS) - 1;

pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn number_in(slot: u32) -> Option<u32> {
    (slot & NUMBER_MASK).checked_sub(1)
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

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let (low, high) = a.carrying_mul(b, 0);
    low ^ high
}
