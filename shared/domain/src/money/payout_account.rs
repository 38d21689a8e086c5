//! Where a member is paid: an IBAN for euros, the bank's own fields for every other currency. Never
//! shown whole.

use crate::money::currency::Currency;
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// How long a changed account is not paid to: time for who did not change it to say so.
pub const CHANGE_WAIT: SignedDuration = SignedDuration::from_hours(72);

/// An IBAN whose check digits, country and national structure are right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "this is not an IBAN: its country, its length, its structure or its check digits are wrong"
)]
pub struct IbanError;

/// Why euros cannot be paid to an IBAN.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("euros are paid within SEPA ({reached}), and {country} is not in it")]
pub struct OutsideSepa {
    country: String,
    /// The codes of the countries that are.
    reached: String,
}

impl OutsideSepa {
    fn of_country(country: &str) -> Self {
        Self { country: country.to_owned(), reached: sepa_countries().join(", ") }
    }
}

/// Why an account is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an account needs an IBAN, or the fields of a bank")]
pub struct NoPayoutAccount;

impl Iban {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two letters of ISO 3166, or one of those that IBANs have beside them.
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// Whether euros get there by a SEPA credit transfer: a bank refuses a whole file for one
    /// payment that cannot (EPC409-09).
    pub fn is_sepa(&self) -> bool {
        sepa::iban::is_sepa_country(self.country())
    }

    /// Refuses an IBAN that euros do not reach.
    pub fn within_sepa(self) -> Result<Self, OutsideSepa> {
        if self.is_sepa() { Ok(self) } else { Err(OutsideSepa::of_country(self.country())) }
    }

    pub fn masked(&self) -> String {
        let country = self.country();
        format!("{country}•• •••• {}", last_two(&self.0))
    }
}

impl Shaped for Iban {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Iban",
        about: "An IBAN (ISO 13616), with single spaces between its groups or without, in either case. Its country, length, structure and check digits belong together.",
        pattern: Some("^[A-Za-z]{2}[0-9]{2}( ?[0-9A-Za-z]){11,30}$"),
        length: (15, 64),
        format: None,
        words: &[],
        examples: &["FI2112345600000785", "FI21 1234 5600 0007 85"],
    };
}

shaped_schema!(Iban);

/// Country and check digits in one, and after them no other space than single ones.
fn is_written_as_iban(text: &str) -> bool {
    let has_first = text.split(' ').next().is_some_and(|first| first.len() >= 4);
    let is_group =
        |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_alphanumeric());
    has_first && text.split(' ').all(is_group)
}

impl FromStr for Iban {
    type Err = IbanError;

    fn from_str(text: &str) -> Result<Self, IbanError> {
        let text = text.trim();
        if !is_written_as_iban(text) {
            return Err(IbanError);
        }
        sepa::validate_iban(text).map(|iban| Self(iban.as_str().to_owned())).map_err(|_| IbanError)
    }
}

impl TryFrom<String> for Iban {
    type Error = IbanError;

    fn try_from(text: String) -> Result<Self, IbanError> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

/// Masked: an account stands in no log.
impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// A bank account outside the euro, in the bank's own words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankDetails {
    pub account_number: String,
    /// A BIC, a routing number, a sort code: whatever the bank's country uses.
    pub bank_code: String,
    pub bank_name: String,
    /// Two letters of ISO 3166.
    pub country: String,
}

impl BankDetails {
    pub fn masked(&self) -> String {
        format!("{} •••• {}", self.country, last_two(&self.account_number))
    }
}

/// Masked: an account stands in no log.
impl fmt::Debug for BankDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Where a member is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayoutAccount {
    /// Whose account it is, as the bank has it.
    pub holder: String,
    pub iban: Option<Iban>,
    pub bank: Option<BankDetails>,
}

impl PayoutAccount {
    /// Where money of this currency goes, masked; nothing where it cannot go anywhere.
    pub fn masked(&self, currency: Currency) -> Option<String> {
        if currency.code() == EURO {
            self.iban.as_ref().map(Iban::masked)
        } else {
            self.bank.as_ref().map(BankDetails::masked)
        }
    }

    /// Every account in it, as its owner recognises it.
    pub fn all_masked(&self) -> Vec<MaskedAccount> {
        let iban = self.iban.as_ref().map(Iban::masked);
        let bank = self.bank.as_ref().map(BankDetails::masked);
        [iban, bank].into_iter().flatten().map(MaskedAccount).collect()
    }

    /// From when on it is paid to: at once where it is the first one.
    pub fn usable_at(changed_at: Timestamp, is_first: bool) -> Timestamp {
        if is_first {
            changed_at
        } else {
            changed_at.saturating_add(CHANGE_WAIT).unwrap_or(changed_at)
        }
    }
}

/// An account that its owner recognises and nobody can pay to: `FI•• •••• 85`.
#[derive(Clone, Debug, PartialEq, Eq, schemars::JsonSchema, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MaskedAccount(String);

impl fmt::Display for MaskedAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The countries whose IBANs are within SEPA, by code.
pub fn sepa_countries() -> Vec<String> {
    let letters = 'A'..='Z';
    let codes =
        letters.clone().flat_map(|first| letters.clone().map(move |second| (first, second)));
    let codes = codes.map(|(first, second)| format!("{first}{second}"));
    codes.filter(|code| sepa::iban::is_sepa_country(code)).collect()
}

/// The currency that is paid by ISO 20022.
pub const EURO: &str = "EUR";

fn last_two(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    characters.iter().skip(characters.len().saturating_sub(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_checked_and_shown_masked() {
        let iban: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
        assert_eq!(iban.as_str(), "FI2112345600000785");
        assert_eq!(iban.masked(), "FI•• •••• 85");
        assert_eq!(format!("{iban:?}"), "FI•• •••• 85");
        for wrong in ["", "FI2112345600000786", "XX2112345600000785", "FI21123456000007850"] {
            assert_eq!(wrong.parse::<Iban>(), Err(IbanError), "{wrong}");
        }
    }

    #[test]
    fn outside_sepa_is_brazil_and_within_it_is_serbia() {
        let reached = |iban: &str| iban.parse::<Iban>().unwrap().is_sepa();
        assert!(reached("FI2112345600000785") && reached("RS35260005601001611379"));
        assert!(!reached("BR1800360305000010009795493C1"));
        let outside = "BR1800360305000010009795493C1".parse::<Iban>().unwrap().within_sepa();
        let said = outside.unwrap_err().to_string();
        assert!(said.contains("AD, AL, ") && said.ends_with("and BR is not in it"), "{said}");
        let countries = sepa_countries();
        assert_eq!((countries.len(), countries[0].as_str()), (42, "AD"));
    }

    #[test]
    fn euros_go_to_the_iban_and_everything_else_to_the_bank() {
        let account = PayoutAccount {
            holder: "Ada".to_owned(),
            iban: Some("FI2112345600000785".parse().unwrap()),
            bank: None,
        };
        assert_eq!(account.masked("EUR".parse().unwrap()).unwrap(), "FI•• •••• 85");
        assert_eq!(account.masked("JPY".parse().unwrap()), None);
    }

    #[test]
    fn a_changed_account_waits_three_days_and_the_first_one_does_not() {
        let at: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(PayoutAccount::usable_at(at, true), at);
        let later = PayoutAccount::usable_at(at, false);
        assert_eq!(later.to_string(), "2026-01-04T00:00:00Z");
    }
}
