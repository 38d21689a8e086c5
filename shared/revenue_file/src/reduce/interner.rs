//! Numbers for short texts: a hash table made to be asked by many lines at once.

/// What names a track: its id, at most 32 bytes, and its ISRC, at most 16. Texts are filled up with
/// zeros; none of a plain line holds a zero byte.
pub(super) type NameWords = [u64; 6];

#[inline]
pub(super) const fn name_of(track_id: [u64; 4], isrc: [u64; 2]) -> NameWords {
    let [a, b, c, d] = track_id;
    [a, b, c, d, isrc[0], isrc[1]]
}

/// `source,territory`, at most 24 bytes, and in the last word the currency.
pub(super) type TailWords = [u64; 4];

/// Lines are looked up so many at a time: the memory that one needs is fetched while the others are
/// worked on.
pub(super) const BATCH: usize = 16;

/// Texts, numbered in the order in which they came.
#[derive(Debug)]
pub(super) struct Interner<const WORDS: usize, E> {
    /// Some bits of the hash, and one more than the text's number; 0 where nothing is.
    slots: Vec<u32>,
    entries: Vec<E>,
    seeds: [u64; 2],
}

/// A text, and what is kept beside it.
pub(super) trait InternedEntry<const WORDS: usize> {
    fn new(text: [u64; WORDS]) -> Self;

    fn text(&self) -> [u64; WORDS];

    /// Whether there is more in a text than its first two words, which are kept apart then. Long
    /// texts are only ever compared with long ones, and short ones with short ones.
    fn is_long(text: &[u64; WORDS]) -> bool;

    /// Whether this is the text, which is as long or as short.
    fn is(&self, text: &[u64; WORDS]) -> bool;

    /// Has what [`Self::is`] will read brought nearer.
    fn prefetch(&self, is_long: bool);
}

impl<const WORDS: usize, E: InternedEntry<WORDS>> Interner<WORDS, E> {
    /// The seeds differ from file to file, so that a file cannot be written whose texts all meet in
    /// one place.
    pub(super) fn new(seeds: [u64; 2]) -> Self {
        Self { slots: vec![0; 1_024], entries: Vec::new(), seeds }
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> Option<&E> {
        self.entries.get(index(number))
    }

    #[inline]
    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut E> {
        self.entries.get_mut(index(number))
    }

    /// All texts by their numbers.
    pub(super) fn texts(&self) -> impl Iterator<Item = [u64; WORDS]> {
        self.entries.iter().map(E::text)
    }

    pub(super) const fn memory_bytes(&self) -> usize {
        let entries = self.entries.len().saturating_mul(size_of::<E>());
        entries.saturating_add(self.slots.len().saturating_mul(size_of::<u32>()))
    }

    /// Multiplies and folds, pair by pair. The highest bit says whether the text is long.
    #[inline]
    pub(super) fn hash(&self, text: &[u64; WORDS]) -> u64 {
        let [seed, other] = self.seeds;
        let mix = |hash: u64, [a, b]: &[u64; 2]| fold(a ^ hash, b ^ seed);
        let (pairs, _) = text.as_chunks::<2>();
        let [beginning, rest @ ..] = pairs else { return 0 };
        let short = mix(other, beginning);
        if !E::is_long(text) {
            return short.wrapping_shr(1);
        }
        rest.iter().fold(short, mix) | LONG
    }

    /// Has the slots brought nearer in which a hash will be looked for.
    #[inline]
    pub(super) fn prefetch_slot(&self, hash: u64) {
        let mask = self.slots.len().wrapping_sub(1);
        if let Some(slot) = self.slots.get(slot_of(hash) & mask) {
            prefetch(slot);
        }
    }

    /// Where many texts stand, if they are there at all. Has what stands there brought nearer.
    #[inline]
    pub(super) fn guess(&self, hashes: impl Iterator<Item = u64>) -> [u32; BATCH] {
        let mut guesses = [u32::MAX; BATCH];
        let mask = self.slots.len().wrapping_sub(1);
        for (guess, hash) in guesses.iter_mut().zip(hashes) {
            let at = slot_of(hash) & mask;
            let slot = |at: usize| self.slots.get(at & mask).copied().unwrap_or_default();
            let (here, next, third) =
                (slot(at), slot(at.wrapping_add(1)), slot(at.wrapping_add(2)));
            let last = if tag_of_slot(third) == tag(hash) { third } else { 0 };
            let later = if tag_of_slot(next) == tag(hash) { next } else { last };
            let found = if tag_of_slot(here) == tag(hash) { here } else { later };
            *guess = (found & NUMBER_MASK).wrapping_sub(1);
            if let Some(entry) = self.get(*guess) {
                entry.prefetch(hash >= LONG);
            }
        }
        guesses
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
        if self.entries.len().saturating_mul(2) >= self.slots.len() {
            self.grow();
        }
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(E::new(text));
        self.place(hash, number);
        number
    }

    /// Whether that is the text: `number` must be a guess for the text's hash.
    #[inline]
    pub(super) fn is(&self, number: u32, text: &[u64; WORDS]) -> bool {
        self.get(number).is_some_and(|entry| entry.is(text))
    }

    fn grow(&mut self) {
        // Small tables soon, large ones without a waste.
        let factor = if self.slots.len() < 1 << 16 { 4 } else { 2 };
        self.slots = vec![0; self.slots.len().saturating_mul(factor)];
        for number in (0..).take(self.entries.len()) {
            let Some(text) = self.get(number).map(E::text) else { return };
            self.place(self.hash(&text), number);
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

/// A text and nothing else. Aligned so that it comes in one piece from memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct InternedText<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> InternedEntry<WORDS> for InternedText<WORDS> {
    fn new(text: [u64; WORDS]) -> Self {
        Self(text)
    }

    fn text(&self) -> [u64; WORDS] {
        self.0
    }

    fn is_long(_: &[u64; WORDS]) -> bool {
        true
    }

    #[inline]
    fn is(&self, text: &[u64; WORDS]) -> bool {
        is_same(&self.0, text)
    }

    fn prefetch(&self, _: bool) {
        prefetch(self);
    }
}

/// Looks at all of it, instead of stopping where it differs: it hardly ever does.
#[inline]
pub(super) fn is_same<const WORDS: usize>(a: &[u64; WORDS], b: &[u64; WORDS]) -> bool {
    a.iter().zip(b).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Tells an `x86_64` processor that this will soon be read; nothing waits for it. On others it does
/// nothing.
#[inline]
pub(super) fn prefetch<T>(what: &T) {
    #[cfg(target_arch = "x86_64")]
    safe_arch::prefetch_t0(what);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = what;
}

/// The bits of a slot that name a text: there are never more texts in memory at once.
const NUMBER_BITS: u32 = 24;
const NUMBER_MASK: u32 = (1 << NUMBER_BITS) - 1;

/// The bit of a hash that says that its text is long.
const LONG: u64 = 1 << 63;

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
