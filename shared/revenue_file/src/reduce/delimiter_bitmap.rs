//! Where commas, points and line ends stand in a section of bytes, as bits: found for 64 bytes at a
//! time, before any line is looked at, so that no line waits for the one before it.

use wide::u8x32;

/// The bytes of a section, which are marked at once: they and their marks stay in the processor's
/// first cache.
pub(super) const SECTION_BYTES: usize = 8 * 1024;

/// The maximum number of bytes between the end of a section and the end of its last line.
const BEYOND_BYTES: usize = 192;

const CHUNK_BYTES: usize = 64;
const CHUNKS: usize = (SECTION_BYTES + BEYOND_BYTES).div_ceil(CHUNK_BYTES);

/// One bit for each of 64 bytes, the first one lowest.
#[derive(Clone, Copy, Debug, Default)]
struct Chunk {
    commas: u64,
    points: u64,
    ends: u64,
}

/// The marks of one section and of a few bytes after it.
#[derive(Debug)]
pub(super) struct DelimiterBitmap {
    chunks: Box<[Chunk; CHUNKS]>,
    text: ByteClass,
}

/// What a section is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteClass {
    /// ASCII without quotes and NULs.
    Plain,
    /// Other bytes too, but no quotes and NULs.
    Foreign,
    /// Quotes or NULs.
    Odd,
}

/// The marks of up to 64 or 128 bytes from the start of a line on.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineMarks<B> {
    pub(super) commas: B,
    pub(super) points: B,
    pub(super) ends: B,
}

impl DelimiterBitmap {
    pub(super) fn new() -> Self {
        Self { chunks: Box::new([Chunk::default(); CHUNKS]), text: ByteClass::Plain }
    }

    /// Marks a section: the first of `bytes`. After the last of them is nothing but line ends.
    #[inline]
    pub(super) fn mark(&mut self, bytes: &[u8]) -> ByteClass {
        let (chunks, rest) = bytes.as_chunks::<CHUNK_BYTES>();
        let mut seen = Seen::new();
        let mut marked = self.chunks.iter_mut();
        // In this order, so that no chunk is skipped where the bytes end.
        for (bytes, chunk) in chunks.iter().zip(marked.by_ref()) {
            *chunk = seen.chunk(bytes);
        }
        if let Some(chunk) = marked.next() {
            let mut last = [b'\n'; CHUNK_BYTES];
            for (to, from) in last.iter_mut().zip(rest) {
                *to = *from;
            }
            *chunk = seen.chunk(&last);
        }
        self.text = seen.text();
        self.text
    }

    /// The marks of 64 bytes from `at` on.
    #[inline]
    pub(super) fn from(&self, at: usize) -> Option<LineMarks<u64>> {
        let [a, b] = self.chunks.get(at.wrapping_shr(6)..)?.first_chunk::<2>()?;
        Some(joined(a, b, u32::try_from(at & 63).unwrap_or(0)))
    }
}

impl LineMarks<u64> {
    /// Both as one.
    #[inline]
    pub(super) fn followed_by(self, next: Self) -> LineMarks<u128> {
        let both = |low: u64, high: u64| u128::from(high).wrapping_shl(64) | u128::from(low);
        LineMarks {
            commas: both(self.commas, next.commas),
            points: both(self.points, next.points),
            ends: both(self.ends, next.ends),
        }
    }
}

/// The bits of two chunks from a bit of the first one on.
#[inline]
fn joined(a: &Chunk, b: &Chunk, bit: u32) -> LineMarks<u64> {
    let join = |a: u64, b: u64| {
        a.wrapping_shr(bit) | b.wrapping_shl(1).wrapping_shl(63_u32.wrapping_sub(bit))
    };
    LineMarks {
        commas: join(a.commas, b.commas),
        points: join(a.points, b.points),
        ends: join(a.ends, b.ends),
    }
}

/// What was seen so far besides marks.
struct Seen {
    all: u8x32,
    odd: u8x32,
}

impl Seen {
    #[inline]
    fn new() -> Self {
        Self { all: u8x32::splat(0), odd: u8x32::splat(0) }
    }

    #[inline]
    fn chunk(&mut self, bytes: &[u8; CHUNK_BYTES]) -> Chunk {
        let mut chunk = Chunk::default();
        let (parts, _) = bytes.as_chunks::<32>();
        for (shift, part) in [0_u32, 32].into_iter().zip(parts) {
            let part = u8x32::new(*part);
            let bits = |wanted: u8| {
                u64::from(part.simd_eq(u8x32::splat(wanted)).to_bitmask()).wrapping_shl(shift)
            };
            chunk.commas |= bits(b',');
            chunk.points |= bits(b'.');
            chunk.ends |= bits(b'\n');
            self.all |= part;
            self.odd |= part.simd_eq(u8x32::splat(b'"')) | part.simd_eq(u8x32::splat(0));
        }
        chunk
    }

    fn text(&self) -> ByteClass {
        if self.odd.to_bitmask() != 0 {
            ByteClass::Odd
        } else if self.all.to_bitmask() != 0 {
            ByteClass::Foreign
        } else {
            ByteClass::Plain
        }
    }
}
