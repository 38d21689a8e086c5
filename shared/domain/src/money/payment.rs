//! What becomes of money that a month made due, in the words that its payee reads.

use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::payout_account::{CHANGE_WAIT, EURO};
use jiff::Timestamp;
use jiff::civil::Date;

/// Where a payout is. An account stands here masked and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payment {
    /// An operator holds it. Why is the operators' own; when they look again is not.
    Held { review_on: Date },
    /// There is nowhere to pay it to in this currency.
    NoAccount,
    /// The account was changed, and is not paid to before.
    AccountChanged { to: String, until: Timestamp },
    /// The account is in a country that a SEPA credit transfer does not reach.
    OutsideSepa { to: String },
    /// No bank file takes it as it is.
    NotWritable { to: String },
    /// All of it is withheld.
    NothingToSend,
    /// It leaves on its month's pay day.
    Planned { to: String, on: Date },
    /// Its pay day has passed: it leaves with the next payments.
    Next { to: String, by: Date },
    /// In a list that is sealed, or with the bank.
    OnItsWay { to: String, on: Date },
    /// The payee has it, as the bank says.
    Settled { to: String, confirmed_on: Date },
    /// It came back. The reason is the bank's.
    Returned { on: Date, reason: Option<String> },
    /// The bank does not say.
    Unknown { to: String, sent_for: Date },
}

/// What is paid, and what of it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub currency: Currency,
    pub gross: Amount,
    pub net: Amount,
}

impl Payment {
    /// The word that a program reads.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::NoAccount => "no_account",
            Self::AccountChanged { .. } => "account_changed",
            Self::OutsideSepa { .. } => "outside_sepa",
            Self::NotWritable { .. } => "not_writable",
            Self::NothingToSend => "nothing_to_send",
            Self::Planned { .. } | Self::Next { .. } => "due",
            Self::OnItsWay { .. } => "submitted",
            Self::Settled { .. } => "settled",
            Self::Returned { .. } => "returned",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// The sentence that people read, without a full stop.
    pub fn says(&self, sum: Sum) -> Result<String, AmountError> {
        let currency = sum.currency;
        let paid = |amount: Amount| amount.fixed(currency.exponent());
        let net = format!("{currency} {}", paid(sum.net)?);
        Ok(match self {
            Self::Held { review_on } => format!(
                "{net} is due and on hold: it stays yours, and the studio looks at it again on \
                 {review_on}"
            ),
            Self::NoAccount => format!(
                "{net} is due, and there is no account to pay it to: give {} (PUT \
                 /me/payout-account), and it leaves with the next payments",
                account_of(currency)
            ),
            Self::AccountChanged { to, until } => format!(
                "{net} will be paid to {to} with the first payments after {} UTC: an account that \
                 was changed waits {} hours",
                until.strftime("%Y-%m-%d %H:%M"),
                CHANGE_WAIT.as_hours()
            ),
            Self::OutsideSepa { to } => format!(
                "{net} is due, and no SEPA payment reaches {to}: give an IBAN of the SEPA area \
                 (PUT /me/payout-account), and it leaves with the next payments"
            ),
            Self::NotWritable { to } => format!(
                "{net} is due, and no bank file takes one payment like this to {to}: the studio \
                 pays it by hand"
            ),
            Self::NothingToSend => format!(
                "{net} is left to pay: all of {currency} {} is withheld as tax",
                paid(sum.gross)?
            ),
            Self::Planned { to, on } => format!("{net} will be paid to {to} on {on}"),
            Self::Next { to, by } => {
                format!("{net} will be paid to {to} with the next payments, by {by}")
            }
            Self::OnItsWay { to, on } => {
                format!("{net} is with the bank, which pays it to {to} on {on}")
            }
            Self::Settled { to, confirmed_on } => {
                format!("{net} was paid to {to}: the bank confirmed it on {confirmed_on}")
            }
            Self::Returned { on, reason } => format!(
                "{net} came back from the bank on {on}{}: it stays due; check your payout account \
                 (GET /me/payout-account), and the studio sends it again",
                reason.as_deref().map(in_brackets).unwrap_or_default()
            ),
            Self::Unknown { to, sent_for } => format!(
                "{net} was sent to {to} for {sent_for}, and the bank does not say what became of \
                 it: it is being looked up, and not sent twice"
            ),
        })
    }
}

fn account_of(currency: Currency) -> &'static str {
    if currency.code() == EURO {
        "your IBAN"
    } else {
        "the number, bank code, bank and country of your account"
    }
}

fn in_brackets(reason: &str) -> String {
    match plain_words(reason) {
        Some(words) => format!(" ({reason}: {words})"),
        None => format!(" ({reason})"),
    }
}

/// The reasons of ISO 20022 (external code set `ExternalStatusReason1Code`) that payees meet.
fn plain_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "AC01" => "the account number is wrong",
        "AC04" => "the account is closed",
        "AC06" => "the account is blocked",
        "AG01" => "the account may not receive such payments",
        "BE01" | "BE05" => "the name is not that of the account",
        "MD07" => "the holder has died",
        "MS02" | "MS03" => "no reason is given",
        "RC01" | "RC04" => "the bank code is wrong",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(payment: &Payment, currency: &str, gross: &str, net: &str) -> String {
        let [gross, net] = [gross, net].map(|amount| amount.parse().unwrap());
        payment.says(Sum { currency: currency.parse().unwrap(), gross, net }).unwrap()
    }

    #[test]
    fn a_payment_says_how_much_to_whom_and_when() {
        let planned = Payment::Planned {
            to: "FI•• •••• 85".to_owned(),
            on: "2026-12-15".parse().unwrap(),
        };
        assert_eq!(
            says(&planned, "EUR", "12.34", "12.34"),
            "EUR 12.34 will be paid to FI•• •••• 85 on 2026-12-15"
        );
        assert!(says(&planned, "JPY", "3000", "3000").starts_with("JPY 3000 will"));
        assert_eq!(
            says(&Payment::NothingToSend, "KWD", "8", "0"),
            "KWD 0.000 is left to pay: all of KWD 8.000 is withheld as tax"
        );
    }

    #[test]
    fn who_has_no_account_hears_which_one_to_give() {
        assert!(says(&Payment::NoAccount, "EUR", "30", "30").contains("give your IBAN (PUT /me"));
        assert!(
            says(&Payment::NoAccount, "USD", "30", "30").contains("give the number, bank code")
        );
    }

    #[test]
    fn a_bank_s_code_is_said_in_plain_words_where_it_is_known() {
        let returned = |reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            let on = "2026-04-16".parse().unwrap();
            says(&Payment::Returned { on, reason }, "EUR", "30", "30")
        };
        assert!(returned(Some("AC04")).contains("2026-04-16 (AC04: the account is closed): it"));
        assert!(returned(Some("ZZ99")).contains("2026-04-16 (ZZ99): it"));
        assert!(returned(None).contains("2026-04-16: it"));
    }
}
