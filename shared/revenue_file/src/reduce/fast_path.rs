//! The fast way through a line: one that is written as nearly all are. Whatever is unusual about a
//! line makes it take the careful way, so nothing is judged here but that a line is plain.

use domain::money::YearMonth;
use domain::money::revenue_line::Columns;

use super::bits::Bits;
use super::blocks::MARGIN_BYTES;
use super::delimiter_bitmap::LineMarks;
use super::interner::{NameWords, TailWords, name_of};

/// A plain line has no more columns.
const COLUMNS_MAX: usize = 24;

/// `2026-01,`: what stands before the first field that is part of a key.
const PERIOD_BYTES: usize = 8;

/// Eight times the digit zero.
const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// Added to a byte, sets its high bit if it is more than 9.
const ABOVE_NINE: u64 = 0x7676_7676_7676_7676;

/// What the fast way needs to know of a file whose first five columns stand in the usual order.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The period with its comma, as eight bytes.
    period: u64,
    /// Nearly all files have the eight columns, in this order, and no others.
    is_usual: bool,
    columns: usize,
    currency: usize,
    amount: usize,
}

/// A line whose key and amount were read. Whether its key names a currency and all that is found
/// out when the key is seen for the first time.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlainLine {
    pub(super) name: NameWords,
    pub(super) tail: TailWords,
    pub(super) hundred_millionths: i64,
    /// With its line end.
    pub(super) length: usize,
}

impl Layout {
    /// None where the columns stand otherwise; such a file takes the careful way.
    pub(super) fn of(columns: &Columns, month: YearMonth) -> Option<Self> {
        let usual = columns.period == 0
            && columns.track_id == Some(1)
            && columns.isrc == Some(2)
            && columns.source == 3
            && columns.territory == 4;
        if !usual || columns.count > COLUMNS_MAX {
            return None;
        }
        let period = *format!("{month},").as_bytes().first_chunk::<PERIOD_BYTES>()?;
        Some(Self {
            period: u64::from_le_bytes(period),
            is_usual: (columns.count, columns.currency, columns.amount) == (8, 6, 7),
            columns: columns.count,
            currency: columns.currency,
            amount: columns.amount,
        })
    }

    /// The line that begins where window and marks do; `further` marks the 64 bytes behind them.
    /// None if it is not plain. The window must hold no quote and no NUL.
    #[inline]
    pub(super) fn read(
        &self,
        window: &[u8; MARGIN_BYTES],
        marks: LineMarks<u64>,
        further: impl FnOnce() -> Option<LineMarks<u64>>,
    ) -> Option<PlainLine> {
        if word(window, 0)? != self.period {
            return None;
        }
        let places = match (self.is_usual, marks.ends) {
            (true, 0) => usual(marks.followed_by(further()?)),
            (true, _) => usual(marks),
            (false, _) => self.any(marks.followed_by(further()?)),
        };
        read(window, &places?)
    }

    /// The places in a line of any layout.
    fn any(&self, marks: LineMarks<u128>) -> Option<DelimiterPlaces> {
        let (within, newline) = marks.commas.until(marks.ends)?;
        if within.count() != self.columns.wrapping_sub(1) {
            return None;
        }
        let mut ends = [0_usize; COLUMNS_MAX];
        let mut commas = within;
        for end in ends.get_mut(..self.columns.wrapping_sub(1))? {
            *end = commas.first();
            commas = commas.without_first();
        }
        *ends.get_mut(self.columns.wrapping_sub(1))? = newline;
        let start = |column: usize| Some(ends.get(column.wrapping_sub(1))?.wrapping_add(1));
        let &[_, track_end, isrc_end, _, key_end, ..] = &ends;
        let amount_start = start(self.amount)?;
        Some(DelimiterPlaces {
            track_end,
            isrc_end,
            key_end,
            currency: (start(self.currency)?, *ends.get(self.currency)?),
            amount: (amount_start, *ends.get(self.amount)?),
            point: marks.points.first_from(amount_start),
            newline,
        })
    }
}

/// Where the parts of a line begin and end.
struct DelimiterPlaces {
    track_end: usize,
    isrc_end: usize,
    key_end: usize,
    currency: (usize, usize),
    amount: (usize, usize),
    /// Of the first point from the amount's start on.
    point: usize,
    newline: usize,
}

/// The places in a line of the eight columns in the usual order: those behind the key are found
/// from the end.
#[inline]
fn usual<B: Bits>(marks: LineMarks<B>) -> Option<DelimiterPlaces> {
    let (commas, newline) = marks.commas.until(marks.ends)?;
    let after_period = commas.without_first();
    let after_track = after_period.without_first();
    let after_source = after_track.without_first().without_first();
    let after_territory = after_source.without_first();
    let last = after_territory.without_first();
    // Seven commas.
    if !last.is_one() {
        return None;
    }
    let currency_end = last.first();
    Some(DelimiterPlaces {
        track_end: after_period.first(),
        isrc_end: after_track.first(),
        key_end: after_source.first(),
        currency: (after_territory.first().wrapping_add(1), currency_end),
        amount: (currency_end.wrapping_add(1), newline),
        point: marks.points.first_after(last),
        newline,
    })
}

#[inline]
fn read(window: &[u8; MARGIN_BYTES], places: &DelimiterPlaces) -> Option<PlainLine> {
    let &DelimiterPlaces { track_end, isrc_end, key_end, currency, amount, point, newline } =
        places;
    let before = newline.wrapping_sub(1);
    let is_return = window.get(before) == Some(&b'\r');
    // In the last column, a carriage return is no part of it.
    let last = if is_return { before } else { newline };
    let track = words(window, PERIOD_BYTES, track_end.wrapping_sub(PERIOD_BYTES))?;
    let isrc_start = track_end.wrapping_add(1);
    let isrc = match isrc_end.wrapping_sub(isrc_start) {
        0 => [0; 2],
        length => half(words(window, isrc_start, length)?)?,
    };
    let tail_start = isrc_end.wrapping_add(1);
    let mut tail = words(window, tail_start, key_end.wrapping_sub(tail_start))?;
    let [.., last_of_tail] = &mut tail;
    // The tail's last word is the currency's.
    (*last_of_tail == 0).then_some(())?;
    *last_of_tail = letters(window, currency.0, currency.1.min(last))?.into();
    Some(PlainLine {
        name: name_of(track, isrc),
        tail,
        hundred_millionths: amount_of(window, amount.0, amount.1.min(last), point)?,
        length: newline.wrapping_add(1),
    })
}

/// The three letters of a currency.
#[inline]
fn letters(window: &[u8; MARGIN_BYTES], start: usize, end: usize) -> Option<u32> {
    if end.wrapping_sub(start) != 3 {
        return None;
    }
    let letters = window.get(start..)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*letters) & 0x00ff_ffff)
}

/// `-12.34567891` as 10⁻⁸: at most eight digits before the point and eight behind it.
#[inline]
fn amount_of(window: &[u8; MARGIN_BYTES], start: usize, end: usize, point: usize) -> Option<i64> {
    let negative = window.get(start) == Some(&b'-');
    let start = start.wrapping_add(usize::from(negative));
    let point = point.min(end);
    let whole = digits(word(window, start)?, point.wrapping_sub(start))?;
    let part = match end.wrapping_sub(point) {
        0 => 0,
        length => {
            let count = length.wrapping_sub(1);
            // In front, where they count as what they are.
            digits(word(window, point.wrapping_add(1))?, count)?.wrapping_shr(unused_bits(count))
        }
    };
    if (not_digits(whole) | not_digits(part)) != 0 {
        return None;
    }
    // Below 10¹⁶.
    let value = number(whole).wrapping_mul(100_000_000).wrapping_add(number(part)).cast_signed();
    Some(if negative { value.wrapping_neg() } else { value })
}

#[inline]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk::<8>()?))
}

/// The given number of bytes from `start` on, filled up with zeros; None if they are too many.
#[inline]
fn words(window: &[u8; MARGIN_BYTES], start: usize, length: usize) -> Option<[u64; 4]> {
    let (parts, _) = window.get(start..)?.as_chunks::<8>();
    let parts = parts.first_chunk::<4>()?;
    let masks = MASKS.get(length)?;
    let mut words = [0_u64; 4];
    for (word, (part, mask)) in words.iter_mut().zip(parts.iter().zip(masks)) {
        *word = u64::from_le_bytes(*part) & mask;
    }
    Some(words)
}

/// None if there is more than that.
const fn half(words: [u64; 4]) -> Option<[u64; 2]> {
    match words {
        [a, b, 0, 0] => Some([a, b]),
        _ => None,
    }
}

/// By length: a mask over four words for the first bytes of that number.
static MASKS: [[u64; 4]; 33] = masks();

const fn masks() -> [[u64; 4]; 33] {
    let mut masks = [[0; 4]; 33];
    let mut bits = 0_u32;
    let mut rest: &mut [[u64; 4]] = &mut masks;
    while let [mask, later @ ..] = rest {
        *mask = [low(bits, 0), low(bits, 64), low(bits, 128), low(bits, 192)];
        bits = bits.saturating_add(8);
        rest = later;
    }
    masks
}

/// The lowest bits of a word before which `before` of the `bits` stand.
const fn low(bits: u32, before: u32) -> u64 {
    match bits.saturating_sub(before) {
        0 => 0,
        64.. => u64::MAX,
        bits => u64::MAX.wrapping_shr(64_u32.wrapping_sub(bits)),
    }
}

/// The values of the first `count` characters of eight, moved behind zeros to the end; None if they
/// are none or more than eight.
#[inline]
fn digits(text: u64, count: usize) -> Option<u64> {
    if count.wrapping_sub(1) > 7 {
        return None;
    }
    Some((text ^ ZEROS).wrapping_shl(unused_bits(count)))
}

/// How many bits of a word `count` characters leave.
#[inline]
fn unused_bits(count: usize) -> u32 {
    64_u32.wrapping_sub(u32::try_from(count).unwrap_or(8).wrapping_mul(8))
}

#[inline]
fn not_digits(values: u64) -> u64 {
    (values.wrapping_add(ABOVE_NINE) | values) & HIGH_BITS
}

/// Eight digits, the first in the lowest byte, as a number: pairs, then fours, then all.
#[inline]
fn number(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(2_561).wrapping_shr(8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(6_553_601).wrapping_shr(16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(42_949_672_960_001).wrapping_shr(32)
}
