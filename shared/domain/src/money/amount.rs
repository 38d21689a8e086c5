//! The amount: an exact signed count of 10⁻¹⁴ of a currency's major unit, and its arithmetic.

use crate::money::share::Share;
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

pub use capsule::Amount;

/// How many decimals of the major unit an amount holds: 8 of a revenue line and 6 of a share.
pub const DECIMALS: u8 = 14;

/// Digits before the point, leading zeros included: as many as the largest amount has.
const WHOLE_DIGITS_MAX: usize = 23;

/// Nothing but the checked constructor can make an amount; the field is private to this module.
mod capsule {
    use crate::money::amount::AmountError;

    /// A signed count of 10⁻¹⁴ of the major unit, at most 10³⁶ of them either way.
    #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Amount(i128);

    impl Amount {
        pub const ZERO: Self = Self(0);

        /// 10³⁶ atoms, 10²² major units: a hundred such amounts still add up inside the 38 digits
        /// of a `DynamoDB` number.
        pub const ATOMS_MAX: i128 = 10_i128.pow(36);

        /// The only constructor: `atoms` counts 10⁻¹⁴ of the major unit.
        pub const fn from_atoms(atoms: i128) -> Result<Self, AmountError> {
            if atoms > Self::ATOMS_MAX || atoms < -Self::ATOMS_MAX {
                return Err(AmountError::OutOfRange);
            }
            Ok(Self(atoms))
        }

        /// The count of 10⁻¹⁴ of the major unit.
        pub const fn atoms(self) -> i128 {
            self.0
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    #[error("the amount is out of range")]
    OutOfRange,
    #[error("the result would not be exact")]
    Inexact,
    #[error("not a decimal number")]
    NotDecimal,
    #[error("too many decimals")]
    TooManyDecimals,
}

impl Amount {
    /// The exact amount that a plain decimal (`-12.34`) says: no sign but `-`, no exponent, no
    /// grouping, a digit on both sides of the point, at most `decimals_max` decimals (≤ 14).
    pub fn parse(text: &str, decimals_max: u8) -> Result<Self, AmountError> {
        let (negative, digits) =
            text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, decimals) = match digits.split_once('.') {
            Some((_, "")) => return Err(AmountError::NotDecimal),
            Some((whole, decimals)) => (whole, decimals),
            None => (digits, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(AmountError::NotDecimal);
        }
        let given = u8::try_from(decimals.len()).map_err(|_| AmountError::TooManyDecimals)?;
        if given > decimals_max {
            return Err(AmountError::TooManyDecimals);
        }
        let mut atoms: i128 = 0;
        for digit in whole.bytes().chain(decimals.bytes()) {
            atoms = atoms
                .checked_mul(10)
                .and_then(|atoms| atoms.checked_add(i128::from(digit.saturating_sub(b'0'))))
                .ok_or(AmountError::OutOfRange)?;
        }
        let scale = power_of_ten(DECIMALS.checked_sub(given).ok_or(AmountError::TooManyDecimals)?)?;
        let atoms = atoms.checked_mul(scale).ok_or(AmountError::OutOfRange)?;
        Self::from_atoms(if negative { atoms.saturating_neg() } else { atoms })
    }

    /// The amount from a count of minor units (cents for an exponent of 2).
    pub fn from_minor(minor_units: i128, exponent: u8) -> Result<Self, AmountError> {
        let scale = atoms_per_minor(exponent)?;
        Self::from_atoms(minor_units.checked_mul(scale).ok_or(AmountError::OutOfRange)?)
    }

    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        let sum = self.atoms().checked_add(other.atoms()).ok_or(AmountError::OutOfRange)?;
        Self::from_atoms(sum)
    }

    pub fn checked_sub(self, other: Self) -> Result<Self, AmountError> {
        let difference = self.atoms().checked_sub(other.atoms()).ok_or(AmountError::OutOfRange)?;
        Self::from_atoms(difference)
    }

    /// The sum of all of them.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, AmountError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The exact share of this amount. `Inexact` if it has more than 8 decimals, which no sum of
    /// revenue lines has.
    pub fn share(self, share: Share) -> Result<Self, AmountError> {
        let whole = i128::from(Share::WHOLE_PPM);
        if self.atoms().checked_rem(whole) != Some(0) {
            return Err(AmountError::Inexact);
        }
        let millionth = self.atoms().checked_div(whole).ok_or(AmountError::OutOfRange)?;
        let part = millionth.checked_mul(i128::from(share.ppm())).ok_or(AmountError::OutOfRange)?;
        Self::from_atoms(part)
    }

    /// The whole minor units in it, rounded towards minus infinity.
    pub fn floor_to_minor(self, exponent: u8) -> Result<i128, AmountError> {
        self.atoms().checked_div_euclid(atoms_per_minor(exponent)?).ok_or(AmountError::OutOfRange)
    }

    pub const fn is_zero(self) -> bool {
        self.atoms() == 0
    }

    pub const fn is_negative(self) -> bool {
        self.atoms() < 0
    }

    /// The decimal with exactly `exponent` decimals; `Inexact` if that would drop something.
    pub fn fixed(self, exponent: u8) -> Result<String, AmountError> {
        let (sign, whole, decimals) = self.parts();
        let kept = usize::from(exponent.min(DECIMALS));
        match decimals.split_at_checked(kept) {
            Some((_, dropped)) if dropped.bytes().any(|digit| digit != b'0') => {
                Err(AmountError::Inexact)
            }
            Some(("", _)) | None => Ok(format!("{sign}{whole}")),
            Some((kept, _)) => Ok(format!("{sign}{whole}.{kept}")),
        }
    }

    /// Sign, whole major units, and always 14 decimals.
    fn parts(self) -> (&'static str, u128, String) {
        const ONE: u128 = 10_u128.pow(14);
        let atoms = self.atoms().unsigned_abs();
        let whole = atoms.checked_div(ONE).unwrap_or_default();
        let rest = atoms.checked_rem(ONE).unwrap_or_default();
        (if self.is_negative() { "-" } else { "" }, whole, format!("{rest:014}"))
    }
}

fn power_of_ten(exponent: u8) -> Result<i128, AmountError> {
    10_i128.checked_pow(u32::from(exponent)).ok_or(AmountError::OutOfRange)
}

fn atoms_per_minor(exponent: u8) -> Result<i128, AmountError> {
    power_of_ten(DECIMALS.checked_sub(exponent).ok_or(AmountError::TooManyDecimals)?)
}

/// The shortest exact decimal: `12.34`, `0`, `-0.00000000000001`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, whole, decimals) = self.parts();
        match decimals.trim_end_matches('0') {
            "" => f.pad(&format!("{sign}{whole}")),
            decimals => f.pad(&format!("{sign}{whole}.{decimals}")),
        }
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({self})")
    }
}

impl Shaped for Amount {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Amount",
        about: "An exact decimal of the major unit of its currency: no sign but `-`, a digit on both sides of the point, and at most 14 decimals. Never a JSON number.",
        pattern: Some(r"^-?[0-9]{1,23}(\.[0-9]{1,14})?$"),
        length: (1, 39),
        format: None,
        words: &[],
        examples: &["12.34", "0", "-0.00000000000001"],
    };
}

shaped_schema!(Amount);

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let digits = text.trim_start_matches('-').split('.').next().unwrap_or_default();
        if digits.len() > WHOLE_DIGITS_MAX {
            return Err(AmountError::OutOfRange);
        }
        Self::parse(text, DECIMALS)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Never a JSON number: a float on the way would not be exact.
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn a_plain_decimal_parses_and_prints_exactly() {
        for text in ["0", "12.34", "-0.00000000000001", "10000000000000000000000", "0.5"] {
            assert_eq!(amount(text).to_string(), text);
        }
        assert_eq!(amount("-0.00"), Amount::ZERO);
        assert_eq!(amount("1.500"), amount("1.5"));
    }

    #[test]
    fn anything_but_a_plain_decimal_is_refused() {
        for text in ["", "-", ".5", "5.", "+1", "1e3", "1,000", " 1", "١", "1.2.3", "--1", "NaN"] {
            assert_eq!(text.parse::<Amount>(), Err(AmountError::NotDecimal), "{text:?}");
        }
        assert_eq!("0.000000000000001".parse::<Amount>(), Err(AmountError::TooManyDecimals));
        assert_eq!(Amount::parse("0.123456789", 8), Err(AmountError::TooManyDecimals));
        assert_eq!("10000000000000000000001".parse::<Amount>(), Err(AmountError::OutOfRange));
        assert_eq!("9".repeat(400).parse::<Amount>(), Err(AmountError::OutOfRange));
    }

    #[test]
    fn every_product_at_the_edge_is_a_typed_error_not_a_wrap() {
        let most = Amount::from_atoms(Amount::ATOMS_MAX).unwrap();
        let atom = Amount::from_atoms(1).unwrap();
        assert_eq!(most.checked_add(atom), Err(AmountError::OutOfRange));
        assert_eq!(Amount::ZERO.checked_sub(most).unwrap().atoms(), -Amount::ATOMS_MAX);
        assert_eq!(Amount::from_atoms(i128::MAX), Err(AmountError::OutOfRange));
        assert_eq!(Amount::from_atoms(i128::MIN), Err(AmountError::OutOfRange));
        assert_eq!(Amount::from_minor(i128::MAX, 2), Err(AmountError::OutOfRange));
        assert_eq!(Amount::from_minor(1, 15), Err(AmountError::TooManyDecimals));
        assert_eq!(most.share(Share::WHOLE), Ok(most));
        assert_eq!(atom.share(Share::WHOLE), Err(AmountError::Inexact));
    }

    #[test]
    fn fixed_decimals_never_drop_a_digit() {
        assert_eq!(amount("25").fixed(2).unwrap(), "25.00");
        assert_eq!(amount("-3000").fixed(0).unwrap(), "-3000");
        assert_eq!(amount("0.005").fixed(2), Err(AmountError::Inexact));
    }

    #[test]
    fn flooring_goes_down_for_negative_amounts_too() {
        assert_eq!(amount("1.239").floor_to_minor(2), Ok(123));
        assert_eq!(amount("-0.001").floor_to_minor(2), Ok(-1));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back_as_the_same_amount(
            atoms in -Amount::ATOMS_MAX..=Amount::ATOMS_MAX,
        ) {
            let amount = Amount::from_atoms(atoms).unwrap();
            prop_assert_eq!(amount.to_string().parse(), Ok(amount));
            let json = serde_json::to_string(&amount).unwrap();
            prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        }

        #[test]
        fn the_shares_of_a_line_add_up_to_the_line(
            hundred_millionths in -10_i128.pow(20)..10_i128.pow(20),
            cut in 0_u32..=1_000_000,
        ) {
            let line = Amount::from_minor(hundred_millionths, 8).unwrap();
            let one = line.share(Share::from_ppm(cut).unwrap()).unwrap();
            let other = line.share(Share::from_ppm(1_000_000 - cut).unwrap()).unwrap();
            prop_assert_eq!(one.checked_add(other).unwrap(), line);
        }
    }
}
