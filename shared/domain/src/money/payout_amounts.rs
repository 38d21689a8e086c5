//! What one payee is paid in one currency at the end of a month: the only place that rounds.

use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::whole_number_schema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A rate in hundredths of a percent, at most 100 %.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u16", into = "u16")]
pub struct BasisPoints(u16);

whole_number_schema!(BasisPoints, 0 => BasisPoints::WHOLE, "A rate in hundredths of a percent, 10000 the whole.");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a rate is at most 10000 basis points, not {0}")]
pub struct BasisPointsError(u16);

impl BasisPoints {
    const WHOLE: u16 = 10_000;

    pub const fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for BasisPoints {
    type Error = BasisPointsError;

    fn try_from(rate: u16) -> Result<Self, BasisPointsError> {
        if rate > Self::WHOLE { Err(BasisPointsError(rate)) } else { Ok(Self(rate)) }
    }
}

impl From<BasisPoints> for u16 {
    fn from(rate: BasisPoints) -> Self {
        rate.0
    }
}

/// `payable = opening + earnings + adjustments = gross + closing`, `gross = withheld + net`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayoutAmounts {
    pub payable: Amount,
    /// Whole minor units: becomes due.
    pub gross: Amount,
    /// Carried into the next month.
    pub closing: Amount,
    /// Whole minor units of tax.
    pub withheld: Amount,
    pub net: Amount,
}

impl PayoutAmounts {
    /// Nothing came, nothing is paid.
    pub const NOTHING: Self = Self {
        payable: Amount::ZERO,
        gross: Amount::ZERO,
        closing: Amount::ZERO,
        withheld: Amount::ZERO,
        net: Amount::ZERO,
    };

    /// Pays the whole minor units of what has reached the currency's minimum, otherwise nothing. A
    /// negative payable pays nothing and is set against coming earnings.
    pub fn compute(
        currency: Currency,
        opening: Amount,
        earnings: Amount,
        adjustments: Amount,
        tax: BasisPoints,
    ) -> Result<Self, AmountError> {
        let minimum = currency.payout_minimum()?;
        Self::compute_from(minimum, currency, [opening, earnings, adjustments], tax)
    }

    /// The same for a payee who wants even small sums: the least that is paid is one major unit.
    pub fn compute_requested(
        currency: Currency,
        parts: [Amount; 3],
        tax: BasisPoints,
    ) -> Result<Self, AmountError> {
        Self::compute_from(Amount::from_minor(1, 0)?, currency, parts, tax)
    }

    fn compute_from(
        minimum: Amount,
        currency: Currency,
        parts: [Amount; 3],
        tax: BasisPoints,
    ) -> Result<Self, AmountError> {
        let exponent = currency.exponent();
        let payable = Amount::sum(parts)?;
        let gross_minor = if payable >= minimum { payable.floor_to_minor(exponent)? } else { 0 };
        let withheld_minor = gross_minor
            .checked_mul(i128::from(tax.get()))
            .and_then(|product| product.checked_div_euclid(i128::from(BasisPoints::WHOLE)))
            .ok_or(AmountError::OutOfRange)?;
        let gross = Amount::from_minor(gross_minor, exponent)?;
        let withheld = Amount::from_minor(withheld_minor, exponent)?;
        Ok(Self {
            payable,
            gross,
            closing: payable.checked_sub(gross)?,
            withheld,
            net: gross.checked_sub(withheld)?,
        })
    }

    /// What an account that is never paid carries on.
    pub fn carry(
        opening: Amount,
        earnings: Amount,
        adjustments: Amount,
    ) -> Result<Self, AmountError> {
        let payable = Amount::sum([opening, earnings, adjustments])?;
        let zero = Amount::ZERO;
        Ok(Self { payable, gross: zero, closing: payable, withheld: zero, net: zero })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOUND: i128 = 10_i128.pow(30);

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    fn pay(currency: &str, earnings: &str, tax: u16) -> [String; 4] {
        let zero = Amount::ZERO;
        let tax = BasisPoints::try_from(tax).unwrap();
        let currency = currency.parse().unwrap();
        let paid = PayoutAmounts::compute(currency, zero, amount(earnings), zero, tax).unwrap();
        [paid.gross, paid.closing, paid.withheld, paid.net].map(|amount| amount.to_string())
    }

    #[test]
    fn below_the_minimum_nothing_is_paid_and_all_is_carried() {
        assert_eq!(pay("EUR", "24.99999999999999", 0), ["0", "24.99999999999999", "0", "0"]);
        assert_eq!(pay("JPY", "2999.9", 0), ["0", "2999.9", "0", "0"]);
    }

    #[test]
    fn from_the_minimum_on_the_whole_minor_units_are_paid() {
        assert_eq!(pay("EUR", "25", 0), ["25", "0", "0", "25"]);
        assert_eq!(pay("EUR", "31.23999999999999", 0), ["31.23", "0.00999999999999", "0", "31.23"]);
        assert_eq!(pay("KWD", "8.0009", 0), ["8", "0.0009", "0", "8"]);
    }

    #[test]
    fn yen_and_dinars_have_their_own_minimum_and_their_own_minor_unit() {
        assert_eq!(pay("JPY", "2999.99999999999999", 0), ["0", "2999.99999999999999", "0", "0"]);
        assert_eq!(pay("JPY", "3000", 0), ["3000", "0", "0", "3000"]);
        assert_eq!(pay("JPY", "3000.99999999999999", 1_500)[..2], ["3000", "0.99999999999999"]);
        assert_eq!(pay("KWD", "7.99999999999999", 0), ["0", "7.99999999999999", "0", "0"]);
        assert_eq!(pay("KWD", "8", 0), ["8", "0", "0", "8"]);
        // A thousandth of a dinar is paid, and no part of one is withheld.
        assert_eq!(
            pay("KWD", "8.12399999999999", 1_500),
            ["8.123", "0.00099999999999", "1.218", "6.905"]
        );
    }

    #[test]
    fn who_asks_is_paid_from_one_major_unit_on() {
        let pay = |currency: &str, earnings: &str| {
            let parts = [Amount::ZERO, amount(earnings), Amount::ZERO];
            let currency = currency.parse().unwrap();
            let paid =
                PayoutAmounts::compute_requested(currency, parts, BasisPoints::default()).unwrap();
            [paid.gross, paid.closing].map(|amount| amount.to_string())
        };
        assert_eq!(pay("EUR", "0.99999999999999"), ["0", "0.99999999999999"]);
        assert_eq!(pay("EUR", "1.009"), ["1", "0.009"]);
        assert_eq!(pay("JPY", "1.5"), ["1", "0.5"]);
        assert_eq!(pay("KWD", "-3"), ["0", "-3"]);
    }

    #[test]
    fn fifteen_percent_of_a_hundred_and_a_bit_are_fifteen() {
        let paid = pay("EUR", "100.00999999999999", 1_500);
        assert_eq!(paid, ["100", "0.00999999999999", "15", "85"]);
    }

    #[test]
    fn tax_is_withheld_in_whole_minor_units_rounded_down() {
        assert_eq!(pay("EUR", "33.33", 1_500), ["33.33", "0", "4.99", "28.34"]);
    }

    #[test]
    fn a_negative_payable_pays_nothing_and_is_carried() {
        assert_eq!(pay("EUR", "-40.5", 0), ["0", "-40.5", "0", "0"]);
    }

    proptest! {
        #[test]
        fn a_payable_is_never_off(
            opening in -BOUND..BOUND,
            earnings in -BOUND..BOUND,
            adjustments in -BOUND..BOUND,
            tax in 0_u16..=10_000,
            index in 0_usize..13,
        ) {
            let currency = Currency::all().nth(index).unwrap();
            let [opening, earnings, adjustments] =
                [opening, earnings, adjustments].map(|atoms| Amount::from_atoms(atoms).unwrap());
            let tax = BasisPoints::try_from(tax).unwrap();
            let paid = PayoutAmounts::compute(currency, opening, earnings, adjustments, tax).unwrap();
            prop_assert_eq!(paid.gross.checked_add(paid.closing).unwrap(), paid.payable);
            prop_assert_eq!(paid.net.checked_add(paid.withheld).unwrap(), paid.gross);
            prop_assert!(paid.gross.fixed(currency.exponent()).is_ok());
            prop_assert!(paid.withheld.fixed(currency.exponent()).is_ok());
            prop_assert!(!paid.net.is_negative() && !paid.withheld.is_negative());
            let minimum = currency.payout_minimum().unwrap();
            prop_assert_eq!(paid.gross.is_zero(), paid.payable < minimum);
            let minor = Amount::from_minor(1, currency.exponent()).unwrap();
            prop_assert!(paid.gross.is_zero() || (paid.closing >= Amount::ZERO && paid.closing < minor));
        }
    }
}
