//! The decisions that change what a month pays: each is made once, belongs to the month that was
//! the oldest Open one then, and stays readable for ever.

use crate::change::Change;
use crate::digest::Sha256Hex;
use crate::id::{AdjustmentId, BriefId, MemberId, SuspenseId};
use crate::money::account::Account;
use crate::money::isrc::Isrc;
use crate::money::month::YearMonth;
use crate::money::payout_amounts::BasisPoints;
use crate::money::track_key::TrackKey;
use crate::money::value::Money;
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use crate::string_enum::string_enum;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// One decision, in its month.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct MonthInput {
    /// The oldest Open month when it was made.
    pub month: YearMonth,
    /// What was decided.
    pub input: Input,
    /// Who decided it.
    pub by: MemberId,
    /// When it was decided.
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "MonthDecision")]
pub enum Input {
    Adjustment(AgreedAdjustment),
    Match(NumberedMatch),
    Consent(Consent),
    TaxRate(NumberedTaxRate),
    Award(AwardStanding),
    Isrc(IsrcOfTrack),
    Payout(PayoutRequest),
    Withdrawal(Withdrawal),
    Prize(PrizeMoney),
}

/// A correction that a second operator has agreed with.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct AgreedAdjustment {
    /// Under which operators have decided on it.
    pub id: AdjustmentId,
    /// The posted month that it corrects.
    pub adjusts: YearMonth,
    /// What it puts right, in the words of who proposed it.
    pub reason: String,
    /// Each account once a currency.
    pub entries: Vec<AdjustmentEntry>,
}

/// What an adjustment gives an account, or takes from it.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct AdjustmentEntry {
    /// A payee's, or the platform's.
    pub account: Account,
    /// What the account gets; what it loses where the amount is below zero.
    pub money: Money,
}

/// Money in suspense belongs to this track.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspenseMatch {
    /// The money that has waited.
    pub id: SuspenseId,
    /// Whose revenue it is.
    pub track: TrackKey,
}

/// Why money in suspense is not matched with another track.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "it was matched with {track} in {month}; while that month is open, another track can take its place with `instead_of`"
)]
pub struct MatchedDifferently {
    track: TrackKey,
    month: YearMonth,
}

impl SuspenseMatch {
    /// What stands since `month` is this very match.
    pub fn require(&self, track: &TrackKey, month: YearMonth) -> Result<(), MatchedDifferently> {
        if self.track == *track {
            return Ok(());
        }
        Err(MatchedDifferently { track: self.track.clone(), month })
    }
}

/// Which track an entry in suspense belongs to.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberedMatch {
    /// The money and its track.
    pub matched: SuspenseMatch,
    /// From 1; the highest number counts, so that a slip of the pen can be put right.
    pub number: u32,
}

/// A writer agrees with their share of a track that has a split already.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// What the split is of.
    pub track: TrackKey,
    /// The writer's.
    pub account: Account,
}

/// What is withheld of an account's payouts, and for which country.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberedTaxRate {
    /// Whose payouts it is withheld of.
    pub account: Account,
    /// From 1; the highest number counts.
    pub number: u32,
    /// For whose tax office.
    pub country: Country,
    /// What is withheld of a gross payout.
    pub rate_bp: BasisPoints,
}

impl NumberedTaxRate {
    /// The rate that follows upon the last one; nothing where that says the same.
    pub fn after(
        last: Option<&Self>,
        account: Account,
        country: Country,
        rate_bp: BasisPoints,
    ) -> Change<Self> {
        let is_same = |last: &Self| last.country == country && last.rate_bp == rate_bp;
        if last.is_some_and(is_same) {
            return Change::AlreadyApplied;
        }
        let number = next_number(last.map(|last| last.number));
        Change::Applied(Self { account, number, country, rate_bp })
    }
}

/// Decisions about one subject are numbered from 1.
fn next_number(last: Option<u32>) -> u32 {
    last.unwrap_or(0).saturating_add(1)
}

/// Whether the award of a track stands: while it is void, what the track earns waits.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardStanding {
    /// The awarded one.
    pub track: TrackKey,
    /// From 1; the highest number counts.
    pub number: u32,
    /// Whether the award does not stand.
    pub void: bool,
    /// In the words of the operator.
    pub reason: String,
}

impl AwardStanding {
    /// How the award stands after the last decision; nothing where it stands so already. An award
    /// that nobody has decided about is not void.
    pub fn after(last: Option<&Self>, track: TrackKey, void: bool, reason: String) -> Change<Self> {
        if last.is_some_and(|last| last.void) == void {
            return Change::AlreadyApplied;
        }
        let number = next_number(last.map(|last| last.number));
        Change::Applied(Self { track, number, void, reason })
    }
}

/// Which recording a track is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IsrcOfTrack {
    /// The track in the books.
    pub track: TrackKey,
    /// From 1; the highest number counts, so that a slip of the pen can be put right.
    pub number: u32,
    /// The code of its recording.
    pub isrc: Isrc,
}

impl IsrcOfTrack {
    /// The code that follows upon the last one; nothing where that is the same.
    pub fn after(last: Option<&Self>, track: TrackKey, isrc: Isrc) -> Change<Self> {
        if last.is_some_and(|last| last.isrc == isrc) {
            return Change::AlreadyApplied;
        }
        let number = next_number(last.map(|last| last.number));
        Change::Applied(Self { track, number, isrc })
    }
}

/// A payee wants what there is, below the currency's minimum too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayoutRequest {
    /// Who is to be paid.
    pub account: Account,
    /// Why before the minimum is reached.
    pub reason: PayoutReason,
}

string_enum! {
    /// Why a payout below the minimum is asked for.
    pub enum PayoutReason {
        /// Once a year, because the payee wants it.
        Yearly => "yearly",
        /// The payee leaves.
        Leaving => "leaving",
        /// The payee leaves, and what cannot be paid out goes to the platform.
        LeavingWaived => "leaving_waived",
    }
}

/// A file was taken out of its month again.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// Of the file's decompressed bytes.
    pub sha256: Sha256Hex,
    /// The upload that had brought it.
    pub upload: String,
}

string_enum! {
    /// Which way the money of a prize goes.
    pub enum PrizeMoneyKind {
        /// The client has paid it in.
        Received => "received",
        /// The client gets it back.
        Returned => "returned",
    }
}

/// The prize of a brief was paid in, or goes back. It changes nothing that a month pays, but stands
/// in its books: what is given out is an award of a prize.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrizeMoney {
    /// Whose prize it is.
    pub brief: BriefId,
    /// The revision of the brief that it was decided on: a draft may be paid for more than once.
    pub number: u64,
    /// Whether it came in or goes back.
    pub kind: PrizeMoneyKind,
    /// The whole prize.
    pub money: Money,
}

impl MonthInput {
    /// What makes it happen once in its month.
    pub fn name(&self) -> String {
        match &self.input {
            Input::Adjustment(one) => format!("ADJUSTMENT#{}", one.id),
            Input::Match(one) => format!("MATCH#{}#{:06}", one.matched.id, one.number),
            Input::Consent(one) => format!("CONSENT#{}#{}", one.track, one.account),
            Input::TaxRate(one) => format!("TAX#{}#{:06}", one.account, one.number),
            Input::Award(one) => format!("AWARD#{}#{:06}", one.track, one.number),
            Input::Isrc(one) => format!("ISRC#{}#{:06}", one.track, one.number),
            Input::Payout(one) => format!("PAYOUT#{}#{}", one.account, one.reason),
            Input::Prize(one) => format!("PRIZE#{}#{:06}", one.brief, one.number),
            Input::Withdrawal(one) => format!("WITHDRAWAL#{}#{}", one.sha256, one.upload),
        }
    }

    /// Who made it, where that keeps them from approving the month: payees decide about their own.
    pub fn contributor(&self) -> Option<MemberId> {
        match &self.input {
            Input::Adjustment(_)
            | Input::Match(_)
            | Input::TaxRate(_)
            | Input::Award(_)
            | Input::Isrc(_)
            | Input::Withdrawal(_) => Some(self.by),
            // Who has confirmed a prize answers for the month that gives it out, not for this one.
            Input::Consent(_) | Input::Payout(_) | Input::Prize(_) => None,
        }
    }
}

/// A country by the two capital letters of ISO 3166-1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a country is two capital letters")]
pub struct CountryError;

impl Country {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Shaped for Country {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Country",
        about: "A country by the two capital letters of ISO 3166-1.",
        pattern: Some("^[A-Z]{2}$"),
        length: (2, 2),
        format: None,
        words: &[],
        examples: &["FI"],
    };
}

shaped_schema!(Country);

impl TryFrom<String> for Country {
    type Error = CountryError;

    fn try_from(code: String) -> Result<Self, CountryError> {
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Self(code))
        } else {
            Err(CountryError)
        }
    }
}

impl std::str::FromStr for Country {
    type Err = CountryError;

    fn from_str(code: &str) -> Result<Self, CountryError> {
        Self::try_from(code.to_owned())
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0
    }
}

/// Major units: an entry of an adjustment stays below, as a line of revenue does, so that a plan of
/// many of them stays in range.
const AMOUNT_BOUND: u64 = 10_u64.pow(12);
const AMOUNT_BOUND_ATOMS: i128 = 10_i128.pow(12 + 14);

/// Why an adjustment cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EntriesError {
    #[error("{account} has two entries in {currency}")]
    Twice { account: Account, currency: &'static str },
    #[error("an entry of nothing changes nothing")]
    Nothing,
    #[error("an entry is below {AMOUNT_BOUND} of its currency, either way")]
    TooLarge,
    #[error("only payees and the platform are adjusted, not {0}")]
    Account(Account),
}

/// Checks the entries of an adjustment: each account once a currency, none of nothing or of 10¹²,
/// no account but a payee's and the platform's. Their sum need not be zero: it may come from
/// outside.
pub fn check_entries(entries: &[AdjustmentEntry]) -> Result<(), EntriesError> {
    use crate::money::account::AccountKind;
    let mut seen = BTreeSet::new();
    for AdjustmentEntry { account, money } in entries {
        match account.kind() {
            AccountKind::Payee | AccountKind::Platform => {}
            AccountKind::Suspense | AccountKind::Prize => {
                return Err(EntriesError::Account(account.clone()));
            }
        }
        if money.amount.is_zero() {
            return Err(EntriesError::Nothing);
        }
        if money.amount.atoms().unsigned_abs() >= AMOUNT_BOUND_ATOMS.unsigned_abs() {
            return Err(EntriesError::TooLarge);
        }
        if !seen.insert((account, money.currency)) {
            let currency = money.currency.code();
            return Err(EntriesError::Twice { account: account.clone(), currency });
        }
    }
    Ok(())
}

/// Whether a payee who asked below the minimum in `last` may ask again in `month`: a year later.
pub fn may_ask_again(last: YearMonth, month: YearMonth) -> bool {
    let months = last.through(month).count();
    months > 12
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(account: &str, amount: &str) -> AdjustmentEntry {
        let money = Money::new("EUR".parse().unwrap(), amount.parse().unwrap());
        AdjustmentEntry { account: account.parse().unwrap(), money }
    }

    #[test]
    fn an_adjustment_names_each_payee_once_with_something() {
        assert_eq!(check_entries(&[entry("mem_a", "1"), entry("platform", "-1")]), Ok(()));
        assert_eq!(check_entries(&[entry("mem_a", "0.00000000000001")]), Ok(()));
        assert_eq!(check_entries(&[entry("mem_a", "0")]), Err(EntriesError::Nothing));
        for amount in ["1000000000000", "-1000000000000"] {
            let refused = check_entries(&[entry("mem_a", amount)]);
            assert_eq!(refused, Err(EntriesError::TooLarge), "{amount}");
        }
        assert_eq!(check_entries(&[entry("mem_a", "-999999999999.99")]), Ok(()));
        let twice = check_entries(&[entry("mem_a", "1"), entry("mem_a", "2")]);
        assert!(matches!(twice, Err(EntriesError::Twice { currency: "EUR", .. })));
        for house in ["suspense:unmatched", "prize:brf_1"] {
            let refused = check_entries(&[entry(house, "1")]);
            assert!(matches!(refused, Err(EntriesError::Account(_))), "{house}");
        }
    }

    #[test]
    fn a_decision_counts_on_and_the_same_one_again_changes_nothing() {
        let rate = |last: Option<&NumberedTaxRate>, rate_bp: u16| {
            let (account, country) = ("mem_a".parse().unwrap(), "FI".parse().unwrap());
            NumberedTaxRate::after(last, account, country, rate_bp.try_into().unwrap())
        };
        let Change::Applied(first) = rate(None, 0) else { panic!("nobody has set one") };
        assert_eq!(rate(Some(&first), 0), Change::AlreadyApplied);
        assert_eq!(rate(Some(&first), 1_500).map(|rate| rate.number), Change::Applied(2));
        let code = |last: Option<&IsrcOfTrack>, isrc: &str| {
            IsrcOfTrack::after(last, "trk_a".parse().unwrap(), isrc.parse().unwrap())
        };
        let Change::Applied(first) = code(None, "FIABC2600001") else { panic!("it had none") };
        assert_eq!(code(Some(&first), "FIABC2600001"), Change::AlreadyApplied);
        assert_eq!(code(Some(&first), "FIABC2600002").map(|code| code.number), Change::Applied(2));
    }

    #[test]
    fn an_award_is_void_or_stands_and_stands_until_somebody_decides() {
        let award = |last: Option<&AwardStanding>, void| {
            AwardStanding::after(last, "trk_a".parse().unwrap(), void, "a sample".to_owned())
        };
        assert_eq!(award(None, false), Change::AlreadyApplied);
        let Change::Applied(first) = award(None, true) else { panic!("it stood") };
        assert_eq!((first.number, award(Some(&first), true)), (1, Change::AlreadyApplied));
        assert_eq!(award(Some(&first), false).map(|award| award.number), Change::Applied(2));
    }

    #[test]
    fn already_matched_differently_names_what_stands() {
        let track = |name: &str| name.parse::<TrackKey>().unwrap();
        let stands = SuspenseMatch { id: SuspenseId::from_bytes([1; 16]), track: track("trk_1") };
        let month = "2026-03".parse().unwrap();
        assert_eq!(stands.require(&track("trk_1"), month), Ok(()));
        let other = stands.require(&track("trk_2"), month).unwrap_err().to_string();
        assert!(other.starts_with("it was matched with trk_1 in 2026-03;"), "{other}");
    }

    #[test]
    fn payout_requested_is_answered_once_a_year() {
        let may =
            |last: &str, month: &str| may_ask_again(last.parse().unwrap(), month.parse().unwrap());
        assert!(!may("2026-03", "2026-03"));
        assert!(!may("2026-03", "2027-02"));
        assert!(may("2026-03", "2027-03"));
        assert!(!may("2026-03", "2026-01"));
    }

    #[test]
    fn a_country_is_two_capital_letters() {
        assert!("FI".parse::<Country>().is_ok());
        for code in ["fi", "FIN", "F1", ""] {
            assert_eq!(code.parse::<Country>(), Err(CountryError), "{code:?}");
        }
    }
}
