//! The currencies that the studio pays in, with the policy of each.

use crate::money::amount::{Amount, AmountError};
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use thiserror::Error;

use iso_currency::Currency as Iso;

/// A currency of the policy; there is no value for any other.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(&'static CurrencyPolicy);

/// What the policy says of one currency. The smallest payout stands in minor units.
struct CurrencyPolicy {
    iso: Iso,
    code: &'static str,
    /// Decimals of the minor unit, by ISO 4217 (a test compares).
    exponent: u8,
    payout_minimum_minor: i64,
}

const fn policy(
    iso: Iso,
    code: &'static str,
    exponent: u8,
    payout_minimum_minor: i64,
) -> CurrencyPolicy {
    CurrencyPolicy { iso, code, exponent, payout_minimum_minor }
}

/// Ordered by code. A currency that is not here is refused when a file is loaded.
static POLICY: [CurrencyPolicy; 13] = [
    policy(Iso::AUD, "AUD", 2, 4_000),
    policy(Iso::BRL, "BRL", 2, 12_000),
    policy(Iso::CAD, "CAD", 2, 3_500),
    policy(Iso::CHF, "CHF", 2, 2_500),
    policy(Iso::DKK, "DKK", 2, 18_000),
    policy(Iso::EUR, "EUR", 2, 2_500),
    policy(Iso::GBP, "GBP", 2, 2_500),
    policy(Iso::JPY, "JPY", 0, 3_000),
    policy(Iso::KWD, "KWD", 3, 8_000),
    policy(Iso::NOK, "NOK", 2, 25_000),
    policy(Iso::PLN, "PLN", 2, 10_000),
    policy(Iso::SEK, "SEK", 2, 25_000),
    policy(Iso::USD, "USD", 2, 2_500),
];

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CurrencyError {
    #[error("{0:?} is not an ISO 4217 currency code")]
    Unknown(String),
    #[error("the currency {0} is not in the policy")]
    NotInPolicy(String),
}

impl Currency {
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    pub const fn exponent(self) -> u8 {
        self.0.exponent
    }

    /// What a payee must have at least before anything is paid out.
    pub fn payout_minimum(self) -> Result<Amount, AmountError> {
        Amount::from_minor(i128::from(self.0.payout_minimum_minor), self.0.exponent)
    }

    /// Every currency of the policy, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        POLICY.iter().map(Self)
    }
}

impl Shaped for Currency {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Currency",
        about: "A currency that the studio pays in, by its code of ISO 4217.",
        pattern: None,
        length: (3, 3),
        format: None,
        words: &[
            ("AUD", ""),
            ("BRL", ""),
            ("CAD", ""),
            ("CHF", ""),
            ("DKK", ""),
            ("EUR", ""),
            ("GBP", ""),
            ("JPY", ""),
            ("KWD", ""),
            ("NOK", ""),
            ("PLN", ""),
            ("SEK", ""),
            ("USD", ""),
        ],
        examples: &["EUR", "JPY"],
    };
}

shaped_schema!(Currency);

/// Codes are upper case, as ISO 4217 writes them.
impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Self, CurrencyError> {
        if let Some(policy) = POLICY.iter().find(|policy| policy.code == code) {
            return Ok(Self(policy));
        }
        match Iso::from_code(code) {
            Some(_) => Err(CurrencyError::NotInPolicy(code.to_owned())),
            None => Err(CurrencyError::Unknown(code.chars().take(16).collect())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = CurrencyError;

    fn try_from(code: String) -> Result<Self, CurrencyError> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for CurrencyPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.iso.name())
    }
}

impl PartialEq for Currency {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Currency {}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl Hash for Currency {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exponent_and_code_is_the_one_of_iso_4217() {
        for entry in &POLICY {
            assert_eq!(entry.iso.code(), entry.code);
            assert_eq!(entry.iso.exponent(), Some(u16::from(entry.exponent)), "{}", entry.code);
        }
        assert!(POLICY.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn the_smallest_payouts_are_those_of_the_policy() {
        let minimum = |code: &str| {
            let currency: Currency = code.parse().unwrap();
            currency.payout_minimum().unwrap().fixed(currency.exponent()).unwrap()
        };
        assert_eq!(["EUR", "USD", "GBP"].map(minimum), ["25.00", "25.00", "25.00"]);
        assert_eq!(minimum("JPY"), "3000");
        assert_eq!(minimum("KWD"), "8.000");
    }

    #[test]
    fn a_currency_outside_the_policy_is_refused() {
        assert_eq!("XAU".parse::<Currency>(), Err(CurrencyError::NotInPolicy("XAU".to_owned())));
        assert_eq!("EURO".parse::<Currency>(), Err(CurrencyError::Unknown("EURO".to_owned())));
        assert!("eur".parse::<Currency>().is_err());
        assert!(serde_json::from_str::<Currency>("\"\"").is_err());
    }
}
