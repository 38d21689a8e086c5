//! The fast way through a line: one that is written as nearly all are. Whatever is unusual about a
//! line makes it take the careful way, so nothing is judged here but that a line is plain.

use domain::money::YearMonth;
use domain::money::revenue_line::Columns;
use wide::u8x16;

use super::blocks::MARGIN_BYTES;
use super::groups::Words;

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
            columns: columns.count,
            currency: columns.currency,
            amount: columns.amount,
        })
    }

    /// The line that begins where the window does; None if it is not plain. The window must hold no
    /// quote and no NUL.
    #[inline]
    pub(super) fn read(&self, window: &[u8; MARGIN_BYTES]) -> Option<PlainLine> {
        // Nearly all files have the eight columns and no others: known numbers make faster code.
        if (self.columns, self.currency, self.amount) == (8, 6, 7) {
            read(window, self.period, 8, 6, 7)
        } else {
            read(window, self.period, self.columns, self.currency, self.amount)
        }
    }
}

#[inline]
fn read(
    window: &[u8; MARGIN_BYTES],
    period: u64,
    columns: usize,
    currency_column: usize,
    amount_column: usize,
) -> Option<PlainLine> {
    if word(window, 0)? != period {
        return None;
    }
    let marks = Marks::of(window)?;
    let (ends, newline) = (marks.ends(columns)?, marks.newline);
    let before = newline.wrapping_sub(1);
    let amount = field(&ends, amount_column)?;
    let amount = match window.get(before) {
        Some(b'\r') => (amount.0, amount.1.min(before)),
        _ => amount,
    };
    let &[_, track_end, isrc_end, _, key_end, ..] = &ends;
    Some(PlainLine {
        key: key(window, track_end.into(), isrc_end.into(), key_end.into())?,
        currency: currency(window, field(&ends, currency_column)?, before)?,
        hundred_millionths: amount_of(window, amount, marks.points)?,
        length: newline.wrapping_add(1),
    })
}

/// The three letters of a currency.
#[inline]
fn currency(window: &[u8], (start, end): (usize, usize), before: usize) -> Option<u32> {
    // In the last column, a carriage return is no part of it.
    let end = if window.get(before) == Some(&b'\r') { end.min(before) } else { end };
    if end.wrapping_sub(start) != 3 {
        return None;
    }
    let letters = window.get(start..)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*letters) & 0x00ff_ffff)
}

/// `-12.34567891` as 10⁻⁸: at most eight digits before the point and eight behind it.
#[inline]
fn amount_of(
    window: &[u8; MARGIN_BYTES],
    (start, end): (usize, usize),
    points: Points,
) -> Option<i64> {
    let negative = window.get(start) == Some(&b'-');
    let start = start.wrapping_add(usize::from(negative));
    let point = points.first_from(start).min(end);
    let (whole_digits, decimals) = match end.wrapping_sub(point) {
        0 => (point.wrapping_sub(start), 0),
        // A point with nothing behind it.
        1 => return None,
        decimals => (point.wrapping_sub(start), decimals.wrapping_sub(1)),
    };
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

/// Where each field of a line ends.
type Ends = [u8; MOST_COLUMNS];

/// Start and end of a field that is not the first.
#[inline]
fn field(ends: &Ends, column: usize) -> Option<(usize, usize)> {
    let before = usize::from(*ends.get(column.wrapping_sub(1))?);
    Some((before.wrapping_add(1), usize::from(*ends.get(column)?)))
}

/// Where commas, points and the line end stand in a window, as bits.
struct Marks {
    /// Of the first 64 bytes, up to the line end.
    commas: u64,
    /// Of the rest, up to the line end.
    upper_commas: u64,
    points: Points,
    newline: usize,
}

#[derive(Clone, Copy)]
struct Points {
    lower: u64,
    upper: u64,
}

impl Marks {
    /// None if the line does not end in the window.
    #[inline]
    fn of(window: &[u8; MARGIN_BYTES]) -> Option<Self> {
        let (lower, upper) = window.split_at(64);
        let (lower, upper) = (lower.first_chunk::<64>()?, upper.first_chunk::<64>()?);
        let ends = bits(lower, b'\n');
        let commas = bits(lower, b',');
        let mut points = Points { lower: bits(lower, b'.'), upper: 0 };
        if ends != 0 {
            let below = ends.wrapping_sub(1) & !ends;
            let newline = trailing_zeros(ends);
            return Some(Self { commas: commas & below, upper_commas: 0, points, newline });
        }
        let ends = bits(upper, b'\n');
        if ends == 0 {
            return None;
        }
        let below = ends.wrapping_sub(1) & !ends;
        points.upper = bits(upper, b'.');
        let newline = trailing_zeros(ends).wrapping_add(64);
        Some(Self { commas, upper_commas: bits(upper, b',') & below, points, newline })
    }

    /// Where each of so many fields ends; None if there are not exactly so many.
    #[inline]
    fn ends(&self, columns: usize) -> Option<Ends> {
        let mut ends = [0_u8; MOST_COLUMNS];
        let (mut commas, mut upper, mut base) = (self.commas, self.upper_commas, 0_u8);
        let last = columns.wrapping_sub(1);
        for end in ends.get_mut(..last)? {
            if commas == 0 {
                (commas, upper, base) = (upper, 0, 64);
                if commas == 0 {
                    return None;
                }
            }
            *end = base.wrapping_add(u8::try_from(commas.trailing_zeros()).ok()?);
            commas &= commas.wrapping_sub(1);
        }
        *ends.get_mut(last)? = u8::try_from(self.newline).ok()?;
        (commas | upper == 0).then_some(ends)
    }
}

impl Points {
    /// The first point from there on; 128 if there is none.
    #[inline]
    fn first_from(self, start: usize) -> usize {
        let from = u32::try_from(start).unwrap_or(u32::MAX);
        let lower = self.lower.checked_shr(from).unwrap_or(0);
        if lower != 0 {
            return start.wrapping_add(trailing_zeros(lower));
        }
        if self.upper == 0 {
            return MARGIN_BYTES;
        }
        let upper = if from < 64 { self.upper } else { self.upper.wrapping_shr(from) };
        start.max(64).wrapping_add(trailing_zeros(upper))
    }
}

/// One bit for each of 64 bytes: whether it is `wanted`.
#[inline]
fn bits(bytes: &[u8; 64], wanted: u8) -> u64 {
    let wanted = u8x16::splat(wanted);
    let (parts, _) = bytes.as_chunks::<16>();
    let mut bits = 0_u64;
    for (at, part) in (0_u32..).zip(parts) {
        let part = u64::from(u8x16::new(*part).simd_eq(wanted).to_bitmask());
        bits |= part.wrapping_shl(at.wrapping_mul(16));
    }
    bits
}

#[inline]
fn trailing_zeros(bits: u64) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or(64)
}

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
