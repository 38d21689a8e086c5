//! A payout: what one payee is owed for one month in one currency, and its way to their bank. There
//! is one for ever: its id follows from what it is for, so that nothing is paid twice.

use crate::change::{Transition, state_machine};
use crate::id::PayoutId;
use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::input::Country;
use crate::money::month::YearMonth;
use crate::money::plan::Unit;
use crate::string_enum::string_enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

string_enum! {
    /// Where a payout stands.
    pub enum PayoutState {
        /// Payable, and in no bank file.
        Due => "due",
        /// In a batch that is sealed; its bank file may not be written yet.
        Prepared => "prepared",
        /// In a bank file.
        Submitted => "submitted",
        /// The payee has it.
        Settled => "settled",
        /// The bank did not pay it, or it came back.
        Returned => "returned",
        /// Nobody can say: it is looked up and never sent again before.
        Unknown => "unknown",
    }
}

string_enum! {
    /// What can happen to a payout.
    pub enum PayoutEvent {
        /// It joins a batch.
        Prepare => "prepare",
        /// Its bank file is written.
        Submit => "submit",
        /// The bank says that the payee has it.
        Settle => "settle",
        /// The bank says that the payee has not.
        Return => "return",
        /// The bank does not say.
        Lose => "lose",
        /// Somebody gives a reason to try again.
        Reopen => "reopen",
        /// It reaches the payee, or the tax office, without a file for the bank.
        SettleByHand => "settle_by_hand",
    }
}

state_machine!(PayoutState, PayoutEvent, table);

/// The one table. What is unknown has two ways out, and both are an answer of the bank.
const fn table(state: PayoutState, event: PayoutEvent) -> Transition<PayoutState> {
    use PayoutEvent as E;
    use PayoutState as S;
    match state {
        S::Due => match event {
            E::Prepare => Transition::To(S::Prepared),
            E::SettleByHand => Transition::To(S::Settled),
            E::Reopen => Transition::AlreadyThere,
            E::Submit | E::Settle | E::Return | E::Lose => Transition::Forbidden,
        },
        S::Prepared => match event {
            E::Submit => Transition::To(S::Submitted),
            E::Prepare => Transition::AlreadyThere,
            E::Settle | E::Return | E::Lose | E::Reopen | E::SettleByHand => Transition::Forbidden,
        },
        S::Submitted => match event {
            E::Settle => Transition::To(S::Settled),
            E::Return => Transition::To(S::Returned),
            E::Lose => Transition::To(S::Unknown),
            E::Submit => Transition::AlreadyThere,
            E::Prepare | E::Reopen | E::SettleByHand => Transition::Forbidden,
        },
        S::Settled => match event {
            // Money that has arrived may come back days later.
            E::Return => Transition::To(S::Returned),
            E::Settle | E::SettleByHand => Transition::AlreadyThere,
            E::Prepare | E::Submit | E::Lose | E::Reopen => Transition::Forbidden,
        },
        S::Returned => match event {
            E::Reopen => Transition::To(S::Due),
            E::Return => Transition::AlreadyThere,
            E::Prepare | E::Submit | E::Settle | E::Lose | E::SettleByHand => Transition::Forbidden,
        },
        S::Unknown => match event {
            E::Settle => Transition::To(S::Settled),
            E::Return => Transition::To(S::Returned),
            E::Lose => Transition::AlreadyThere,
            E::Prepare | E::Submit | E::Reopen | E::SettleByHand => Transition::Forbidden,
        },
    }
}

impl PayoutEvent {
    /// Whether two operators have to say it, where it is said by hand: no bank stands behind it.
    pub const fn needs_two_operators(self) -> bool {
        match self {
            Self::Settle | Self::Return | Self::Lose => true,
            Self::Prepare | Self::Submit | Self::Reopen | Self::SettleByHand => false,
        }
    }
}

impl PayoutState {
    /// Whether the payee is still owed it.
    pub const fn is_due(self) -> bool {
        match self {
            Self::Due | Self::Prepared | Self::Submitted | Self::Returned | Self::Unknown => true,
            Self::Settled => false,
        }
    }

    /// Whether it is between the books and the bank.
    pub const fn is_clearing(self) -> bool {
        match self {
            Self::Prepared | Self::Submitted | Self::Unknown => true,
            Self::Due | Self::Settled | Self::Returned => false,
        }
    }
}

/// What a payout is for, and how much: fixed by the plan of its month.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payable {
    /// Whose plan fixed it.
    pub month: YearMonth,
    /// Who is paid.
    pub account: Account,
    /// Of the three amounts.
    pub currency: Currency,
    /// What became due, in whole minor units.
    pub gross: Amount,
    /// The tax in it, in whole minor units.
    pub withheld: Amount,
    /// What is sent: gross less tax.
    pub net: Amount,
    /// Where the tax goes: a country's code, or `unknown`.
    pub tax_country: String,
}

impl Payable {
    /// What `unit` makes due in `month`; nothing where its gross is nothing.
    pub fn of_unit(month: YearMonth, unit: &Unit) -> Option<Self> {
        if unit.payout.gross.is_zero() {
            return None;
        }
        let country = unit.tax_country.as_ref();
        Some(Self {
            month,
            account: unit.account.clone(),
            currency: unit.currency,
            gross: unit.payout.gross,
            withheld: unit.payout.withheld,
            net: unit.payout.net,
            tax_country: country.map_or(UNKNOWN_COUNTRY, Country::as_str).to_owned(),
        })
    }

    /// The one payout of this payee, month and currency, for ever.
    pub fn id(&self) -> PayoutId {
        payout_id(self.month, &self.account, self.currency)
    }

    /// Whole minor units that leave the bank.
    pub fn net_minor(&self) -> Result<i128, AmountError> {
        self.net.floor_to_minor(self.currency.exponent())
    }
}

/// Where tax stands whose country nobody has named.
pub const UNKNOWN_COUNTRY: &str = "unknown";

/// The id of the payout of this payee, month and currency.
pub fn payout_id(month: YearMonth, account: &Account, currency: Currency) -> PayoutId {
    let month = month.to_string();
    PayoutId::derive(&[
        b"payout",
        month.as_bytes(),
        account.as_str().as_bytes(),
        currency.code().as_bytes(),
    ])
}

/// What the bank calls one attempt at a payout: 26 characters of the id, a dash and the attempt's
/// number; at most the 35 characters that ISO 20022 allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndToEndId {
    pub payout: PayoutId,
    pub attempt: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no end-to-end id of this studio")]
pub struct EndToEndIdError(String);

impl fmt::Display for EndToEndId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.payout.to_string();
        let short = id.strip_prefix(PayoutId::PREFIX).unwrap_or(&id);
        write!(f, "{short}-{}", self.attempt)
    }
}

impl FromStr for EndToEndId {
    type Err = EndToEndIdError;

    fn from_str(text: &str) -> Result<Self, EndToEndIdError> {
        let wrong = || EndToEndIdError(text.to_owned());
        let (payout, attempt) = text.split_once('-').ok_or_else(wrong)?;
        let payout = format!("{}{payout}", PayoutId::PREFIX).parse().map_err(|_| wrong())?;
        let id = Self { payout, attempt: attempt.parse().map_err(|_| wrong())? };
        if id.attempt == 0 || id.to_string() != text { Err(wrong()) } else { Ok(id) }
    }
}

string_enum! {
    /// Why a payout stays due although the month is being paid.
    pub enum HoldReason {
        /// An operator holds the member's payouts.
        Held => "held",
        /// There is nowhere to pay it to in this currency.
        NoAccount => "no_account",
        /// The account was changed less than 72 hours ago.
        AccountChanged => "account_changed",
        /// The account is in a country that a SEPA credit transfer does not reach.
        OutsideSepa => "outside_sepa",
        /// No bank file takes it as it is: the amount is above what one payment may be.
        NotWritable => "not_writable",
        /// All of it is withheld, so there is nothing to send.
        NothingToSend => "nothing_to_send",
        /// Who pays has decided alone that it is tried again: two must want a second payment.
        OwnDecision => "own_decision",
        /// It is the payment of who pays: another operator sends it.
        OwnMatter => "own_matter",
    }
}

/// Why nothing leaves although something is due: another operator sends it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OtherPayer {
    #[error("four eyes: who reopened a payout does not pay it again; another operator does")]
    OwnDecision { payouts: Vec<PayoutId> },
    #[error("what is left is your own payment: another operator sends it")]
    OwnMatter { payouts: Vec<PayoutId> },
}

/// Where nothing leaves and a payout only waits for another operator to pay it, that is the answer.
pub fn require_other_payer(waiting: &[(Payable, HoldReason)]) -> Result<(), OtherPayer> {
    let waits_for = |reason: HoldReason| -> Vec<PayoutId> {
        let those = waiting.iter().filter(|(_, because)| *because == reason);
        those.map(|(payable, _)| payable.id()).collect()
    };
    let payouts = waits_for(HoldReason::OwnDecision);
    if !payouts.is_empty() {
        return Err(OtherPayer::OwnDecision { payouts });
    }
    let payouts = waits_for(HoldReason::OwnMatter);
    if payouts.is_empty() { Ok(()) } else { Err(OtherPayer::OwnMatter { payouts }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{Change, StateMachine as _, assert_table};

    #[test]
    fn own_decision_and_own_matter_wait_for_another_payer() {
        let payable = |name: &str| Payable {
            month: "2026-01".parse().unwrap(),
            account: name.parse().unwrap(),
            currency: "EUR".parse().unwrap(),
            gross: "5".parse().unwrap(),
            withheld: "0".parse().unwrap(),
            net: "5".parse().unwrap(),
            tax_country: "unknown".to_owned(),
        };
        let (held, again, own) = (payable("mem_a"), payable("mem_b"), payable("mem_c"));
        let held = (held, HoldReason::Held);
        let reopened = (again.clone(), HoldReason::OwnDecision);
        let of_payer = (own.clone(), HoldReason::OwnMatter);
        assert_eq!(require_other_payer(std::slice::from_ref(&held)), Ok(()));
        let payouts = vec![again.id()];
        let all = [held, of_payer.clone(), reopened];
        assert_eq!(require_other_payer(&all), Err(OtherPayer::OwnDecision { payouts }));
        let payouts = vec![own.id()];
        assert_eq!(require_other_payer(&[of_payer]), Err(OtherPayer::OwnMatter { payouts }));
    }

    #[test]
    fn a_payout_goes_one_way_and_only_a_return_leads_back() {
        use PayoutEvent as E;
        use PayoutState as S;
        let moves = [
            (S::Due, E::Prepare, S::Prepared),
            (S::Prepared, E::Submit, S::Submitted),
            (S::Submitted, E::Settle, S::Settled),
            (S::Submitted, E::Return, S::Returned),
            (S::Submitted, E::Lose, S::Unknown),
            (S::Unknown, E::Settle, S::Settled),
            (S::Unknown, E::Return, S::Returned),
            (S::Settled, E::Return, S::Returned),
            (S::Returned, E::Reopen, S::Due),
            (S::Due, E::SettleByHand, S::Settled),
        ];
        let repeats = [
            (S::Prepared, E::Prepare),
            (S::Submitted, E::Submit),
            (S::Settled, E::Settle),
            (S::Returned, E::Return),
            (S::Unknown, E::Lose),
            (S::Due, E::Reopen),
            (S::Settled, E::SettleByHand),
        ];
        assert_table(S::ALL, &moves, &repeats);
    }

    #[test]
    fn what_is_unknown_is_never_sent_again() {
        let refused = PayoutState::Unknown.apply(PayoutEvent::Prepare).unwrap_err();
        assert_eq!(refused.allowed, ["settle", "return"]);
        assert!(PayoutState::Unknown.apply(PayoutEvent::Submit).is_err());
        assert!(PayoutState::Unknown.apply(PayoutEvent::Reopen).is_err());
        assert_eq!(
            PayoutState::Unknown.apply(PayoutEvent::Settle),
            Ok(Change::Applied(PayoutState::Settled))
        );
    }

    #[test]
    fn a_payout_has_one_id_and_each_attempt_its_own() {
        let of = |month: &str, account: &str, currency: &str| {
            payout_id(month.parse().unwrap(), &account.parse().unwrap(), currency.parse().unwrap())
        };
        let id = of("2026-01", "mem_a", "EUR");
        assert_eq!(id, of("2026-01", "mem_a", "EUR"));
        assert_ne!(id, of("2026-02", "mem_a", "EUR"));
        assert_ne!(id, of("2026-01", "mem_a", "USD"));
        let attempt = EndToEndId { payout: id, attempt: u32::MAX };
        assert!(EndToEndId { payout: id, attempt: 99_999_999 }.to_string().len() <= 35);
        assert_eq!(attempt.to_string().parse(), Ok(attempt));
        for text in ["", "x", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAV-0"] {
            assert!(text.parse::<EndToEndId>().is_err(), "{text}");
        }
        assert!("01ARZ3NDEKTSV4RRFFQ69G5FAV-01".parse::<EndToEndId>().is_err());
    }
}
