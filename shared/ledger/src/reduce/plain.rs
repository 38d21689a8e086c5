//! The fast way through a line: one that is written as nearly all are. Whatever is unusual about a
//! line makes it take the careful way, so nothing is judged here but that a line is plain.

use domain::money::YearMonth;
use domain::money::revenue_line::Columns;

use super::blocks::MARGIN_BYTES;
use super::groups::Words;
use super::marks::LineMarks;

/// A plain line has no more columns.
const MOST_COLUMNS: usize = 24;

/// `2026-01,`: what stands before the first field that is part of a key.
const PERIOD_BYTES: usize = 8;

/// Eight times the digit zero.
const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// Added to a byte, sets its high bit if it is more than 9.
const ABOVE_NINE: u64 = 0x7676_7676_7676_7676;

const POWERS_OF_TEN: [u64; 9] =
    [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

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
    pub(super) key: PlainKey,
    /// The three letters.
    pub(super) currency: u32,
    pub(super) hundred_millionths: i64,
    /// With its line end.
    pub(super) length: usize,
}

/// `track_id,isrc,source,territory`, filled up with zeros; the ISRC is left out beside a track.
#[derive(Clone, Copy, Debug)]
pub(super) enum PlainKey {
    Short(Words<3>),
    Long(Words<6>),
}

impl Layout {
    /// None where the columns stand otherwise; such a file takes the careful way.
    pub(super) fn of(columns: &Columns, month: YearMonth) -> Option<Self> {
        let usual = columns.period == 0
            && columns.track_id == Some(1)
            && columns.isrc == Some(2)
            && columns.source == 3
            && columns.territory == 4;
        if !usual || columns.count > MOST_COLUMNS {
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

    /// The line that begins where window and marks do, both up to 128 bytes behind it; None if it is
    /// not plain. The window must hold no quote and no NUL.
    #[inline]
    pub(super) fn read(
        &self,
        window: &[u8; MARGIN_BYTES],
        (marks, further): (LineMarks<u64>, LineMarks<u64>),
    ) -> Option<PlainLine> {
        if word(window, 0)? != self.period {
            return None;
        }
        let places = match (self.is_usual, marks.ends) {
            (true, 0) => usual(marks.followed_by(further)),
            (true, _) => usual(marks),
            (false, _) => self.any(marks.followed_by(further)),
        };
        read(window, &places?)
    }

    /// The places in a line of any layout.
    fn any(&self, marks: LineMarks<u128>) -> Option<Places> {
        let (within, newline) = marks.commas.until(marks.ends)?;
        if within.count() != self.columns.wrapping_sub(1) {
            return None;
        }
        let mut ends = [0_usize; MOST_COLUMNS];
        let mut commas = within;
        for end in ends.get_mut(..self.columns.wrapping_sub(1))? {
            *end = commas.first();
            commas = commas.without_first();
        }
        *ends.get_mut(self.columns.wrapping_sub(1))? = newline;
        let start = |column: usize| Some(ends.get(column.wrapping_sub(1))?.wrapping_add(1));
        let &[_, track_end, isrc_end, _, key_end, ..] = &ends;
        let amount_start = start(self.amount)?;
        Some(Places {
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
struct Places {
    track_end: usize,
    isrc_end: usize,
    key_end: usize,
    currency: (usize, usize),
    amount: (usize, usize),
    /// Of the first point from the amount's start on.
    point: usize,
    newline: usize,
}

/// The places in a line of the eight columns in the usual order: those behind the key are found from
/// the end.
#[inline]
fn usual<B: Bits>(marks: LineMarks<B>) -> Option<Places> {
    let (commas, newline) = marks.commas.until(marks.ends)?;
    if commas.count() != 7 {
        return None;
    }
    let after_period = commas.without_first();
    let after_track = after_period.without_first();
    let after_source = after_track.without_first().without_first();
    let currency_end = commas.last();
    let amount_start = currency_end.wrapping_add(1);
    // Any other distance is no currency.
    let currency_start = currency_end.wrapping_sub(3);
    let comma = commas.bits_from(currency_start.wrapping_sub(1)) & 0b1111;
    (comma == 1).then(|| Places {
        track_end: after_period.first(),
        isrc_end: after_track.first(),
        key_end: after_source.first(),
        currency: (currency_start, currency_end),
        amount: (amount_start, newline),
        point: marks.points.first_from(amount_start),
        newline,
    })
}

#[inline]
fn read(window: &[u8; MARGIN_BYTES], places: &Places) -> Option<PlainLine> {
    let &Places { track_end, isrc_end, key_end, currency, amount, point, newline } = places;
    let before = newline.wrapping_sub(1);
    let is_return = window.get(before) == Some(&b'\r');
    // In the last column, a carriage return is no part of it.
    let last = if is_return { before } else { newline };
    Some(PlainLine {
        key: key(window, track_end, isrc_end, key_end)?,
        currency: letters(window, currency.0, currency.1.min(last))?,
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
    // A point with nothing behind it is no plain amount.
    let decimals = end.wrapping_sub(point);
    let decimals = if decimals == 1 { return None } else { decimals.saturating_sub(1) };
    let whole_digits = point.wrapping_sub(start);
    let whole = last_digits(word(window, point.wrapping_sub(8))?, whole_digits)?;
    let part = last_digits(word(window, end.wrapping_sub(8))?, decimals)?;
    if whole_digits == 0 || (not_digits(whole) | not_digits(part)) != 0 {
        return None;
    }
    let scale = POWERS_OF_TEN.get(8_usize.wrapping_sub(decimals))?;
    let value = number(whole).wrapping_mul(100_000_000);
    let value = value.wrapping_add(number(part).wrapping_mul(*scale));
    // Below 10¹⁶.
    let value = i64::try_from(value).ok()?;
    Some(if negative { value.wrapping_neg() } else { value })
}

/// The marks of 64 or of 128 bytes.
trait Bits: Copy {
    /// Those before the first one of `ends`, and where that stands; None if there is none.
    fn until(self, ends: Self) -> Option<(Self, usize)>;
    fn count(self) -> usize;
    fn first(self) -> usize;
    fn last(self) -> usize;
    fn without_first(self) -> Self;
    /// The first one from there on, or a place behind all of them.
    fn first_from(self, start: usize) -> usize;
    /// The lowest ones from there on.
    fn bits_from(self, start: usize) -> u8;
}

macro_rules! bits {
    ($bits:ty) => {
        impl Bits for $bits {
            #[inline]
            fn until(self, ends: Self) -> Option<(Self, usize)> {
                let below = ends.wrapping_sub(1) & !ends;
                (ends != 0).then(|| (self & below, ends.first()))
            }

            #[inline]
            fn count(self) -> usize {
                usize::try_from(self.count_ones()).unwrap_or(0)
            }

            #[inline]
            fn first(self) -> usize {
                usize::try_from(self.trailing_zeros()).unwrap_or(0)
            }

            #[inline]
            fn last(self) -> usize {
                let above = self.leading_zeros().wrapping_add(1);
                usize::try_from(Self::BITS.wrapping_sub(above)).unwrap_or(0)
            }

            #[inline]
            fn without_first(self) -> Self {
                self & self.wrapping_sub(1)
            }

            #[inline]
            fn first_from(self, start: usize) -> usize {
                let shift = u32::try_from(start).unwrap_or(0);
                start.wrapping_add(self.checked_shr(shift).unwrap_or(0).first())
            }

            #[inline]
            fn bits_from(self, start: usize) -> u8 {
                let [lowest, ..] =
                    self.wrapping_shr(u32::try_from(start).unwrap_or(0)).to_le_bytes();
                lowest
            }
        }
    };
}

bits!(u64);
bits!(u128);

#[inline]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk::<8>()?))
}

/// The low bytes of a word that are its first `count` characters; all of them from 8 on.
#[inline]
fn first_bytes(count: usize) -> u64 {
    let bits = u32::try_from(count.min(8)).unwrap_or(8).wrapping_mul(8);
    u64::MAX.checked_shr(64_u32.wrapping_sub(bits)).unwrap_or(0)
}

/// The key's bytes. A line that names a track by both names is grouped by the track's id alone.
#[inline]
fn key(
    window: &[u8; MARGIN_BYTES],
    track_end: usize,
    isrc_end: usize,
    key_end: usize,
) -> Option<PlainKey> {
    let isrc = isrc_end.wrapping_sub(track_end).wrapping_sub(1);
    if isrc == 0 || track_end == PERIOD_BYTES {
        return plain_key(window.get(PERIOD_BYTES..)?, key_end.wrapping_sub(PERIOD_BYTES));
    }
    let mut joined = [0_u8; MARGIN_BYTES];
    let track = window.get(PERIOD_BYTES..=track_end)?;
    let rest = window.get(isrc_end..key_end)?;
    let length = track.len().wrapping_add(rest.len());
    joined.get_mut(..track.len())?.copy_from_slice(track);
    joined.get_mut(track.len()..length)?.copy_from_slice(rest);
    plain_key(&joined, length)
}

#[inline]
fn plain_key(bytes: &[u8], length: usize) -> Option<PlainKey> {
    if length <= 24 {
        Some(PlainKey::Short(words(bytes, length)?))
    } else if length <= 48 {
        Some(PlainKey::Long(words(bytes, length)?))
    } else {
        None
    }
}

#[inline]
fn words<const W: usize>(bytes: &[u8], length: usize) -> Option<Words<W>> {
    let (parts, _) = bytes.as_chunks::<8>();
    let parts = parts.first_chunk::<W>()?;
    let mut words = [0_u64; W];
    let mut left = length;
    for (word, part) in words.iter_mut().zip(parts) {
        *word = u64::from_le_bytes(*part) & first_bytes(left);
        left = left.saturating_sub(8);
    }
    Some(words)
}

/// The values of the last `count` (at most 8) characters of eight; zero in place of the others.
#[inline]
fn last_digits(text: u64, count: usize) -> Option<u64> {
    if count > 8 {
        return None;
    }
    Some((text ^ ZEROS) & !first_bytes(8_usize.wrapping_sub(count)))
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
