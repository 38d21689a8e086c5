//! Money as the tests count it, on their own: whole numbers of 10⁻¹⁴ of the major unit.

#![expect(clippy::arithmetic_side_effects, reason = "sums of a test file are small")]

use serde_json::Value;

const DECIMALS: usize = 14;
pub(crate) const ONE: i128 = 10_i128.pow(14);

/// An exact decimal.
pub(crate) fn atoms(text: &str) -> i128 {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(fraction.len() <= DECIMALS, "{text} has too many decimals");
    let atoms: i128 = format!("{whole}{fraction:0<DECIMALS$}").parse().unwrap();
    if negative { -atoms } else { atoms }
}

/// The amount under this name.
pub(crate) fn amount(of: &Value, name: &str) -> i128 {
    let value = &of[name];
    atoms(value["amount"].as_str().or(value.as_str()).unwrap())
}

#[test]
fn decimals_are_read_exactly() {
    assert_eq!(atoms("12.5"), 1_250_000_000_000_000);
    assert_eq!(atoms("-0.00000000000001"), -1);
    assert_eq!(atoms("3000"), 3_000 * ONE);
}
