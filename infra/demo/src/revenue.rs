//! The month's revenue file of the story: 10,000 lines in three currencies, with refunds and lines
//! that match nothing, the same for the same track and month, and its exact totals, counted here
//! independently of the ledger.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Amounts have at most eight decimals, so this counts 10⁻⁸ of the major unit.
const DECIMALS: usize = 8;
const LINES: u32 = 10_000;

/// A CSV file and what it adds up to.
#[derive(Debug, Clone)]
pub(crate) struct RevenueFile {
    pub(crate) csv: String,
    /// Per currency, in 10⁻⁸ of the major unit.
    pub(crate) totals: BTreeMap<&'static str, Totals>,
    pub(crate) refunds: u32,
    pub(crate) unmatched: u32,
}

/// What one currency adds up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) matched: i128,
    pub(crate) unmatched: i128,
}

/// A small linear congruential generator (Knuth's MMIX constants): the story needs the same file
/// every time, not a good one.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).checked_rem(sides).unwrap_or(0)
    }

    fn pick<'choices>(&mut self, choices: &[&'choices str]) -> &'choices str {
        let sides = u64::try_from(choices.len()).unwrap_or(1);
        let index = usize::try_from(self.below(sides)).unwrap_or(0);
        choices.get(index).copied().unwrap_or_default()
    }
}

/// The file of `month` (`YYYY-MM`) for one track.
pub(crate) fn revenue_file(month: &str, track: &str) -> RevenueFile {
    let mut dice = Dice(20_260_101);
    let mut csv = String::from("period,track_id,isrc,source,territory,units,currency,amount\n");
    let mut totals: BTreeMap<&'static str, Totals> = BTreeMap::new();
    let (mut refunds, mut unmatched) = (0_u32, 0_u32);
    for _line in 0..LINES {
        let currency = ["EUR", "USD", "JPY"]
            .into_iter()
            .nth(usize::try_from(dice.below(3)).unwrap_or(0))
            .unwrap_or("EUR");
        let units = dice.below(4_000).saturating_add(1);
        // A stream earns a fraction of a cent; a yen is worth about a cent.
        let per_unit = dice.below(900_000).saturating_add(100_000);
        let scale: u64 = if currency == "JPY" { 100 } else { 1 };
        let earned = i128::from(units.saturating_mul(per_unit).saturating_mul(scale));
        let is_refund = dice.below(200) == 0;
        let amount = if is_refund { earned.saturating_neg() } else { earned };
        let is_matched = dice.below(100) != 0;
        let entry = totals.entry(currency).or_default();
        if is_matched {
            entry.matched = entry.matched.saturating_add(amount);
        } else {
            entry.unmatched = entry.unmatched.saturating_add(amount);
            unmatched = unmatched.saturating_add(1);
        }
        refunds = refunds.saturating_add(u32::from(is_refund));
        let named = if is_matched { track } else { "trk_00000000000000000000000000" };
        let source = dice.pick(&["streaming", "download", "broadcast", "sync"]);
        let territory = dice.pick(&["DE", "FI", "JP", "US", "NG", "BR"]);
        let amount = decimal(amount);
        let _infallible =
            writeln!(csv, "{month},{named},,{source},{territory},{units},{currency},{amount}");
    }
    RevenueFile { csv, totals, refunds, unmatched }
}

/// 10⁻⁸ units as an exact decimal.
pub(crate) fn decimal(units: i128) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = DECIMALS.saturating_add(1));
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(DECIMALS));
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// An exact decimal with at most 14 decimals, in 10⁻¹⁴ of the major unit.
pub(crate) fn parse_decimal(text: &str) -> Option<i128> {
    const PLACES: usize = 14;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > PLACES {
        return None;
    }
    let padded = format!("{whole}{fraction:0<PLACES$}");
    padded.parse::<i128>().ok()?.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_same_every_time_and_has_everything_in_it() {
        let one = revenue_file("2026-11", "trk_x");
        assert_eq!(one.csv, revenue_file("2026-11", "trk_x").csv);
        assert_eq!(one.csv.lines().count(), 10_001);
        assert_eq!(one.totals.len(), 3);
        assert!(one.refunds > 0 && one.unmatched > 0);
    }

    #[test]
    fn decimals_are_exact_both_ways() {
        assert_eq!(decimal(-5), "-0.00000005");
        assert_eq!(decimal(1_250_000_000), "12.5");
        assert_eq!(parse_decimal("12.5"), Some(1_250_000_000_000_000));
        assert_eq!(parse_decimal("-0.00000005"), Some(-5_000_000));
        assert_eq!(parse_decimal("1.000000000000001"), None);
    }
}
