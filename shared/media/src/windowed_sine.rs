//! What reading a sound between its samples is made of: a sine under a Kaiser window (β = 9).
#![expect(clippy::float_arithmetic, reason = "weights of samples are floats")]

const KAISER_BETA: f64 = 9.0;

/// The weight of a sample whose distance from the point that is read is `angle`, in radians of half
/// the rate, and `place` in widths of half the window, either way. Weights are to be divided by
/// their sum.
pub(crate) fn weight(angle: f64, place: f64) -> f64 {
    let sine = if angle.abs() < 1e-9 { 1.0 } else { angle.sin() / angle };
    sine * bessel(KAISER_BETA * (1.0 - place * place).max(0.0).sqrt())
}

/// The modified Bessel function of order zero, by its series.
fn bessel(at: f64) -> f64 {
    let quarter = at * at / 4.0;
    let (mut sum, mut term) = (1.0, 1.0);
    for step in 1..40_u32 {
        term *= quarter / f64::from(step).powi(2);
        sum += term;
    }
    sum
}

/// At least 1.
pub(crate) fn common_divisor(left: u64, right: u64) -> u64 {
    let (mut left, mut right) = (left, right);
    while let Some(rest) = left.checked_rem(right) {
        (left, right) = (right, rest);
    }
    left.max(1)
}
