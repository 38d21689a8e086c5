//! Double entry: what every entry, its counter-entry and every payout mean for the house's accounts.
//! Pure; whatever happens, the accounts of a currency add up to zero.

use crate::money::Money;
use crate::money::account::{Account, AccountKind};
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::payable::Payable;
use crate::money::payout::Owed;
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The account of everybody whose balance is carried.
const PAYEES: &str = "payees";
const DUE: &str = "due";
const CLEARING: &str = "clearing";
/// Where money comes from and goes to: distributors and banks.
const OUTSIDE: &str = "outside";

words! {
    /// What became of a payout.
    pub enum MovementKind {
        /// The payee has it.
        Settled => "settled",
        /// It came back after it had been settled.
        TakenBack => "taken_back",
    }
}

/// One account's balance: what the house owes on it, less than nothing where others owe the house.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookLine {
    pub currency: Currency,
    pub account: String,
    pub balance: Amount,
}

/// The balances of all accounts of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books(BTreeMap<(Currency, String), Amount>);

impl Books {
    /// The books as they were written down.
    pub fn from_lines(lines: Vec<BookLine>) -> Self {
        Self(lines.into_iter().map(|line| ((line.currency, line.account), line.balance)).collect())
    }

    /// An account's month: what it earned stays with it, or becomes due.
    pub fn entry(
        &mut self,
        account: &Account,
        currency: Currency,
        opening: Amount,
        payout: &Payable,
    ) -> Result<(), AmountError> {
        let name = match account.kind() {
            AccountKind::Payee => PAYEES,
            AccountKind::Platform | AccountKind::Suspense | AccountKind::Prize => account.as_str(),
        };
        self.add(currency, name, payout.closing.checked_sub(opening)?)?;
        self.add(currency, DUE, payout.gross)
    }

    /// The other side of a chunk's entries: what came from outside, with its negative sign.
    pub fn counter_entry(&mut self, totals: &[Money]) -> Result<(), AmountError> {
        totals.iter().try_for_each(|total| self.add(total.currency, OUTSIDE, total.amount))
    }

    /// What is due leaves to the payee and to the tax, or comes back.
    pub fn movement(&mut self, kind: MovementKind, owed: &Owed) -> Result<(), AmountError> {
        let signed = |amount: Amount| match kind {
            MovementKind::Settled => Ok(amount),
            MovementKind::TakenBack => Amount::ZERO.checked_sub(amount),
        };
        let tax = format!("tax:{}", owed.tax_country);
        self.add(owed.currency, DUE, Amount::ZERO.checked_sub(signed(owed.gross)?)?)?;
        self.add(owed.currency, OUTSIDE, signed(owed.net)?)?;
        self.add(owed.currency, &tax, signed(owed.withheld)?)
    }

    /// What of the due is on its way to the bank.
    pub fn on_its_way(&mut self, owed: &Owed) -> Result<(), AmountError> {
        self.add(owed.currency, DUE, Amount::ZERO.checked_sub(owed.gross)?)?;
        self.add(owed.currency, CLEARING, owed.gross)
    }

    /// A prize that was received, and is with nobody yet.
    pub fn prize(&mut self, brief: &str, prize: Money) -> Result<(), AmountError> {
        self.add(prize.currency, &format!("prize:{brief}"), prize.amount)?;
        self.add(prize.currency, OUTSIDE, Amount::ZERO.checked_sub(prize.amount)?)
    }

    /// What is due, by currency.
    pub fn due(&self, currency: Currency) -> Amount {
        self.0.get(&(currency, DUE.to_owned())).copied().unwrap_or_default()
    }

    /// The sum of all accounts of each currency: zero, or something is wrong.
    pub fn trial_balance(&self) -> Result<BTreeMap<Currency, Amount>, AmountError> {
        let mut sums: BTreeMap<Currency, Amount> = BTreeMap::new();
        for ((currency, _), balance) in &self.0 {
            let sum = sums.entry(*currency).or_default();
            *sum = sum.checked_add(*balance)?;
        }
        Ok(sums)
    }

    /// Every account that is not empty, by currency and name.
    pub fn lines(&self) -> Vec<BookLine> {
        let filled = self.0.iter().filter(|(_, balance)| !balance.is_zero());
        filled
            .map(|((currency, account), balance)| BookLine {
                currency: *currency,
                account: account.clone(),
                balance: *balance,
            })
            .collect()
    }

    fn add(
        &mut self,
        currency: Currency,
        account: &str,
        amount: Amount,
    ) -> Result<(), AmountError> {
        let balance = self.0.entry((currency, account.to_owned())).or_default();
        *balance = balance.checked_add(amount)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::payable::BasisPoints;
    use proptest::prelude::*;

    const MOST: i128 = 100_000_000_000_000_000_000;

    fn books_of(earnings: i128, tax: u16, taken_back: bool) -> Books {
        let currency: Currency = "EUR".parse().unwrap();
        let earned = Amount::from_atoms(earnings).unwrap();
        let account: Account = "mem_a".parse().unwrap();
        let (zero, tax) = (Amount::ZERO, BasisPoints::try_from(tax).unwrap());
        let payout = Payable::compute(currency, zero, earned, zero, tax).unwrap();
        let mut books = Books::default();
        books.entry(&account, currency, zero, &payout).unwrap();
        let other = Amount::ZERO.checked_sub(earned).unwrap();
        books.counter_entry(&[Money::new(currency, other)]).unwrap();
        let owed = Owed {
            month: "2026-01".parse().unwrap(),
            account,
            currency,
            gross: payout.gross,
            withheld: payout.withheld,
            net: payout.net,
            tax_country: "FI".to_owned(),
        };
        books.movement(MovementKind::Settled, &owed).unwrap();
        if taken_back {
            books.movement(MovementKind::TakenBack, &owed).unwrap();
            books.on_its_way(&owed).unwrap();
        }
        books
    }

    #[test]
    fn fifteen_percent_of_a_hundred_euros_go_to_the_tax_and_the_rest_leaves() {
        let lines = books_of(10_000_999_999_999_999, 1_500, false).lines();
        let seen: Vec<_> =
            lines.iter().map(|line| format!("{} {}", line.account, line.balance)).collect();
        // Outside: 100.00999999999999 came and 85 went.
        let expected = ["outside -15.00999999999999", "payees 0.00999999999999", "tax:FI 15"];
        assert_eq!(seen, expected);
    }

    proptest! {
        #[test]
        fn whatever_happens_the_accounts_add_up_to_zero(
            earnings in -MOST..MOST,
            tax in 0_u16..=10_000,
            taken_back in any::<bool>(),
        ) {
            let books = books_of(earnings, tax, taken_back);
            prop_assert!(books.trial_balance().unwrap().values().all(|sum| sum.is_zero()));
            prop_assert!(taken_back || books.due("EUR".parse().unwrap()).is_zero());
        }
    }
}
