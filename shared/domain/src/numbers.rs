//! The few divisions and time sums of the creative half, each total: nothing here can panic.

use jiff::{SignedDuration, Timestamp};

/// Whole basis points of one.
pub(crate) const BASIS_POINTS: u64 = 10_000;

/// `numerator / denominator`, rounded down; nothing divided by nothing is nothing.
pub(crate) fn floor_div(numerator: u64, denominator: u64) -> u64 {
    numerator.checked_div(denominator).unwrap_or(0)
}

/// `part` of `whole` in basis points, rounded down and at most 10 000.
pub(crate) fn basis_points(part: u64, whole: u64) -> u32 {
    let exact = floor_div(part.saturating_mul(BASIS_POINTS), whole).min(BASIS_POINTS);
    u32::try_from(exact).unwrap_or(u32::MAX)
}

/// A collection's size as a count of the domain.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The time `duration` after `at`, at most the end of time.
pub(crate) fn after(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.saturating_add(duration).unwrap_or(Timestamp::MAX)
}

/// Milliseconds from `start` to `end`; 0 where the end is earlier.
pub(crate) fn elapsed_ms(start: Timestamp, end: Timestamp) -> u64 {
    u64::try_from(end.as_millisecond().saturating_sub(start.as_millisecond())).unwrap_or(0)
}
