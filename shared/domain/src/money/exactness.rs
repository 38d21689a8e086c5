//! The exactness ring: a million random cases of sharing, ten years of tiny postings, and every
//! product at the edge of the range. No case may be off by 10⁻¹⁴, and none may panic or wrap.

#![expect(clippy::arithmetic_side_effects, reason = "the cases' own small numbers")]

use super::{
    Account, Amount, AmountError, BasisPoints, Currency, PayoutAmounts, Share, Split, SplitBasis,
};
use crate::money::amount::DECIMALS;
use crate::money::split::PoolShare;

/// As many as the ring promises; a few seconds without optimisation.
const CASES: u64 = 1_000_000;
const MONTHS: u32 = 120;

/// `SplitMix64`: the same cases every time, a new one for every seed.
struct Cases(u64);

impl Cases {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// An amount of a revenue line: up to 10¹² with up to 8 decimals, one in 8 of them negative;
    /// one in 16 stands at the very edge.
    fn line(&mut self) -> Amount {
        let most = 10_u64.pow(12);
        let (whole, decimals) = match self.between(0, 15) {
            0 => (most - 1, 99_999_999),
            1..=7 => (0, self.between(0, 99_999_999)),
            _ => (self.between(0, most - 1), self.between(0, 99_999_999)),
        };
        let sign = if self.between(0, 7) == 0 { "-" } else { "" };
        Amount::parse(&format!("{sign}{whole}.{decimals:08}"), 8).unwrap()
    }

    /// Shares of the whole for 1 to 6 payees, none of them nothing.
    fn shares(&mut self) -> Vec<u32> {
        let count = self.between(1, 6);
        let mut left = Share::WHOLE_PPM;
        let mut shares = Vec::new();
        for more in (1..count).rev() {
            let most = u64::from(left) - more;
            let share = u32::try_from(self.between(1, most)).unwrap();
            left -= share;
            shares.push(share);
        }
        shares.push(left);
        shares
    }
}

fn share(ppm: u32) -> Share {
    Share::from_ppm(ppm).unwrap()
}

fn negated(amount: Amount) -> Amount {
    Amount::ZERO.checked_sub(amount).unwrap()
}

#[test]
fn in_a_million_cases_what_is_shared_out_is_what_came_in() {
    let mut cases = Cases(1);
    for case in 0..CASES {
        let (line, shares) = (cases.line(), cases.shares());
        let parts = shares.iter().map(|ppm| line.share(share(*ppm)).unwrap());
        assert_eq!(Amount::sum(parts).unwrap(), line, "case {case}: {line} by {shares:?}");
        // A refund takes back exactly what the line has given.
        let one = share(shares[0]);
        assert_eq!(negated(line).share(one).unwrap(), negated(line.share(one).unwrap()));
    }
}

#[test]
fn in_every_split_the_rows_are_the_whole() {
    let mut cases = Cases(2);
    for _ in 0..20_000 {
        let writers = cases.shares();
        let name = |kind: &str, number: usize| format!("mem_{kind}{number}").parse().unwrap();
        let writers: Vec<(Account, Share)> =
            writers.iter().enumerate().map(|(n, ppm)| (name("writer", n), share(*ppm))).collect();
        let reviewers = usize::try_from(cases.between(0, 4)).unwrap();
        let reviews: Vec<(Account, u32)> = (0..reviewers)
            .map(|n| (name("ear", n), u32::try_from(cases.between(0, 40)).unwrap()))
            .collect();
        let pool = share(u32::try_from(cases.between(10_000, 50_000)).unwrap());
        let basis = SplitBasis {
            platform: share(u32::try_from(cases.between(0, 100_000)).unwrap()),
            pool: PoolShare::new(pool).unwrap(),
            writers,
            reviews,
        };
        let split = Split::build(&basis).unwrap();
        let sum: u32 = split.rows().iter().map(|row| row.share_ppm.ppm()).sum();
        assert_eq!(sum, Share::WHOLE_PPM, "{basis:?}");
        let line = cases.line();
        let parts = split.rows().iter().map(|row| line.share(row.share_ppm).unwrap());
        assert_eq!(Amount::sum(parts).unwrap(), line, "{basis:?}");
    }
}

/// Ten years of cents and fractions of cents: what has been paid is never a whole minor unit away
/// from what was earned, once it was enough to be paid at all.
#[test]
fn over_ten_years_of_tiny_postings_nobody_is_off_by_a_whole_minor_unit() {
    let mut cases = Cases(3);
    for payee in 0..2_000_u64 {
        let count = u64::try_from(Currency::all().count()).unwrap();
        let at = usize::try_from(payee % count).unwrap();
        let currency = Currency::all().nth(at).unwrap();
        let minor = Amount::from_minor(1, currency.exponent()).unwrap();
        let (mut earned, mut paid, mut carried) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
        for month in 0..MONTHS {
            let tiny = Amount::from_atoms(i128::from(cases.between(0, 300)) * 10_i128.pow(6));
            let large = cases.between(0, 9) == 0;
            let revenue = if large { cases.line() } else { tiny.unwrap() };
            let ppm = u32::try_from(cases.between(1, 1_000_000)).unwrap();
            let earnings = revenue.share(share(ppm)).unwrap();
            let zero = Amount::ZERO;
            let none = BasisPoints::default();
            let payout = PayoutAmounts::compute(currency, carried, earnings, zero, none).unwrap();
            earned = earned.checked_add(earnings).unwrap();
            paid = paid.checked_add(payout.gross).unwrap();
            carried = payout.closing;
            let payable = earned.checked_sub(paid).unwrap();
            assert_eq!(payable, carried, "payee {payee}, month {month}");
            assert!(payable < currency.payout_minimum().unwrap(), "payee {payee}, month {month}");
            assert!(payout.gross.is_zero() || (payable >= Amount::ZERO && payable < minor));
        }
    }
}

/// At the edge of the range each operation says so, by its type.
#[test]
fn every_product_at_the_edge_is_exact_or_a_typed_error() {
    let most = Amount::from_atoms(Amount::ATOMS_MAX).unwrap();
    let edges = [1, 999_999, 1_000_000, 1_000_001, Amount::ATOMS_MAX - 1, Amount::ATOMS_MAX];
    let amounts: Vec<Amount> = edges
        .into_iter()
        .flat_map(|atoms| [atoms, -atoms])
        .map(|atoms| Amount::from_atoms(atoms).unwrap())
        .collect();
    for amount in &amounts {
        for ppm in [0, 1, 499_999, 999_999, Share::WHOLE_PPM] {
            match amount.share(share(ppm)) {
                Ok(part) => {
                    let rest = amount.share(share(Share::WHOLE_PPM - ppm)).unwrap();
                    assert_eq!(part.checked_add(rest), Ok(*amount));
                }
                Err(error) => {
                    assert_eq!(error, AmountError::Inexact);
                    assert_ne!(amount.atoms() % 1_000_000, 0);
                }
            }
        }
        for other in &amounts {
            let sum = amount.atoms() + other.atoms();
            let expected =
                if sum.abs() > Amount::ATOMS_MAX { Err(AmountError::OutOfRange) } else { Ok(sum) };
            assert_eq!(amount.checked_add(*other).map(Amount::atoms), expected);
            assert_eq!(other.checked_sub(negated(*amount)).map(Amount::atoms), expected);
        }
        for exponent in 0..=DECIMALS {
            let minor = amount.floor_to_minor(exponent).unwrap();
            // Below the lowest amount there is none: the floor of the edge itself may be beyond it.
            match Amount::from_minor(minor, exponent) {
                Ok(floor) => assert!(floor <= *amount),
                Err(error) => {
                    assert_eq!(error, AmountError::OutOfRange);
                    assert!(amount.is_negative());
                }
            }
        }
    }
    assert_eq!(Amount::from_atoms(i128::MAX), Err(AmountError::OutOfRange));
    assert_eq!(Amount::from_atoms(i128::MIN), Err(AmountError::OutOfRange));
    assert_eq!(Amount::from_minor(i128::MAX, 2), Err(AmountError::OutOfRange));
    assert_eq!(Amount::from_minor(1, DECIMALS + 1), Err(AmountError::TooManyDecimals));
    assert_eq!(most.checked_add(Amount::from_atoms(1).unwrap()), Err(AmountError::OutOfRange));
    let all = BasisPoints::try_from(10_000).unwrap();
    for currency in Currency::all() {
        let payout = PayoutAmounts::compute(currency, most, Amount::ZERO, Amount::ZERO, all);
        assert!(payout.is_ok_and(|payout| payout.net.is_zero()), "{currency}");
        let beyond = PayoutAmounts::compute(currency, most, most, Amount::ZERO, all);
        assert_eq!(beyond, Err(AmountError::OutOfRange), "{currency}");
    }
}
