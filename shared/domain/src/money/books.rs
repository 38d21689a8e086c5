//! Double entry: what every entry, its counter-entry and every payout mean for the house's
//! accounts. Pure; whatever happens, the accounts of a currency add up to zero.

use crate::id::BriefId;
use crate::money::account::{Account, AccountKind};
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::input::{PrizeMoney, PrizeMoneyKind};
use crate::money::payout::Payable;
use crate::money::payout_amounts::PayoutAmounts;
use crate::money::value::Money;
use crate::string_enum::string_enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The account of everybody whose balance is carried.
const PAYEES: &str = "payees";
/// What co-producers earn through the pools of splits: it comes in and goes on to them, so that
/// only its turnover says something.
const POOL: &str = "pool";
const DUE: &str = "due";
const CLEARING: &str = "clearing";
/// Where money comes from and goes to: distributors and banks.
const OUTSIDE: &str = "outside";

string_enum! {
    /// What became of a payout.
    pub enum MovementKind {
        /// The payee has it.
        Settled => "settled",
        /// It came back after it had been settled.
        TakenBack => "taken_back",
    }
}

/// One account at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookLine {
    /// Of all amounts in this row.
    pub currency: Currency,
    /// The name of the account, or of what is no account.
    pub account: String,
    /// What went off it in the month.
    pub debited: Amount,
    /// What came onto it in the month.
    pub credited: Amount,
    /// What the house owes on it, less than nothing where others owe the house.
    pub balance: Amount,
}

/// All accounts of the house: their balances, and the turnover of one month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books(BTreeMap<(Currency, String), Standing>);

/// How one account stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Standing {
    debited: Amount,
    credited: Amount,
    balance: Amount,
}

impl Standing {
    const fn is_empty(&self) -> bool {
        self.debited.is_zero() && self.credited.is_zero() && self.balance.is_zero()
    }
}

impl Books {
    /// The books as they were written down.
    pub fn from_lines(lines: Vec<BookLine>) -> Self {
        let standing = |line: BookLine| {
            let BookLine { currency, account, debited, credited, balance } = line;
            ((currency, account), Standing { debited, credited, balance })
        };
        Self(lines.into_iter().map(standing).collect())
    }

    /// The next month begins: balances are carried, and nothing has come or gone yet.
    pub fn next_month(&mut self) {
        for standing in self.0.values_mut() {
            *standing = Standing { balance: standing.balance, ..Standing::default() };
        }
    }

    /// An account's month: what it earned stays with it, or becomes due.
    pub fn entry(
        &mut self,
        account: &Account,
        currency: Currency,
        opening: Amount,
        payout: &PayoutAmounts,
    ) -> Result<(), AmountError> {
        let name = match account.kind() {
            AccountKind::Payee => PAYEES,
            AccountKind::Platform | AccountKind::Suspense | AccountKind::Prize => account.as_str(),
        };
        self.add(currency, name, payout.payable.checked_sub(opening)?)?;
        self.add(currency, name, negated(payout.gross)?)?;
        self.add(currency, DUE, payout.gross)
    }

    /// What of an entry came through the pools of splits: onto the pool, and on to the payee. The
    /// payee's side stands in [`Self::entry`].
    pub fn through_pool(&mut self, currency: Currency, part: Amount) -> Result<(), AmountError> {
        self.add(currency, POOL, part)?;
        self.add(currency, POOL, negated(part)?)
    }

    /// The other side of a chunk's entries: what came from outside, with its negative sign.
    pub fn counter_entry(&mut self, totals: &[Money]) -> Result<(), AmountError> {
        totals.iter().try_for_each(|total| self.add(total.currency, OUTSIDE, total.amount))
    }

    /// What is due leaves to the payee and to the tax, or comes back.
    pub fn movement(&mut self, kind: MovementKind, payable: &Payable) -> Result<(), AmountError> {
        let signed = |amount: Amount| match kind {
            MovementKind::Settled => Ok(amount),
            MovementKind::TakenBack => negated(amount),
        };
        let tax = format!("tax:{}", payable.tax_country);
        self.add(payable.currency, DUE, negated(signed(payable.gross)?)?)?;
        self.add(payable.currency, OUTSIDE, signed(payable.net)?)?;
        self.add(payable.currency, &tax, signed(payable.withheld)?)
    }

    /// What of the due is on its way to the bank. Nothing is booked by that: it only shows the due
    /// in two parts.
    pub fn on_its_way(&mut self, payable: &Payable) -> Result<(), AmountError> {
        let due = self.standing(payable.currency, DUE);
        due.balance = due.balance.checked_sub(payable.gross)?;
        let clearing = self.standing(payable.currency, CLEARING);
        clearing.balance = clearing.balance.checked_add(payable.gross)?;
        Ok(())
    }

    /// The prize of a brief comes in from its client, or goes back.
    pub fn prize_money(&mut self, prize: &PrizeMoney) -> Result<(), AmountError> {
        let Money { currency, amount } = prize.money;
        let signed = match prize.kind {
            PrizeMoneyKind::Received => amount,
            PrizeMoneyKind::Returned => negated(amount)?,
        };
        self.add(currency, Account::prize(prize.brief).as_str(), signed)?;
        self.add(currency, OUTSIDE, negated(signed)?)
    }

    /// A prize is given out. The entries of its winners have it from outside, as everything else;
    /// here the deposit takes the place of that.
    pub fn prize_given(&mut self, brief: BriefId, prize: Money) -> Result<(), AmountError> {
        let Money { currency, amount } = prize;
        self.add(currency, Account::prize(brief).as_str(), negated(amount)?)?;
        self.add(currency, OUTSIDE, amount)
    }

    /// What is due, by currency.
    pub fn due(&self, currency: Currency) -> Amount {
        let due = self.0.get(&(currency, DUE.to_owned()));
        due.map(|standing| standing.balance).unwrap_or_default()
    }

    /// The sum of all accounts of each currency: zero, or something is wrong.
    pub fn trial_balance(&self) -> Result<BTreeMap<Currency, Amount>, AmountError> {
        let mut sums: BTreeMap<Currency, Amount> = BTreeMap::new();
        for ((currency, _), standing) in &self.0 {
            let sum = sums.entry(*currency).or_default();
            *sum = sum.checked_add(standing.balance)?;
        }
        Ok(sums)
    }

    /// Every account that is not empty or has moved, by currency and name.
    pub fn lines(&self) -> Vec<BookLine> {
        let filled = self.0.iter().filter(|(_, standing)| !standing.is_empty());
        let line = |((currency, account), standing): (&(Currency, String), &Standing)| {
            let Standing { debited, credited, balance } = *standing;
            let (currency, account) = (*currency, account.clone());
            BookLine { currency, account, debited, credited, balance }
        };
        filled.map(line).collect()
    }

    fn standing(&mut self, currency: Currency, account: &str) -> &mut Standing {
        self.0.entry((currency, account.to_owned())).or_default()
    }

    /// Books an amount: a credit, or a debit where it is negative.
    fn add(
        &mut self,
        currency: Currency,
        account: &str,
        amount: Amount,
    ) -> Result<(), AmountError> {
        let standing = self.standing(currency, account);
        standing.balance = standing.balance.checked_add(amount)?;
        if amount.is_negative() {
            standing.debited = standing.debited.checked_sub(amount)?;
        } else {
            standing.credited = standing.credited.checked_add(amount)?;
        }
        Ok(())
    }
}

fn negated(amount: Amount) -> Result<Amount, AmountError> {
    Amount::ZERO.checked_sub(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::payout_amounts::BasisPoints;
    use proptest::prelude::*;

    const MAX: i128 = 100_000_000_000_000_000_000;

    fn books_of(earnings: i128, tax: u16, taken_back: bool) -> Books {
        let currency: Currency = "EUR".parse().unwrap();
        let earned = Amount::from_atoms(earnings).unwrap();
        let account: Account = "mem_a".parse().unwrap();
        let (zero, tax) = (Amount::ZERO, BasisPoints::try_from(tax).unwrap());
        let payout = PayoutAmounts::compute(currency, zero, earned, zero, tax).unwrap();
        let mut books = Books::default();
        books.entry(&account, currency, zero, &payout).unwrap();
        let other = Amount::ZERO.checked_sub(earned).unwrap();
        books.counter_entry(&[Money::new(currency, other)]).unwrap();
        let payable = Payable {
            month: "2026-01".parse().unwrap(),
            account,
            currency,
            gross: payout.gross,
            withheld: payout.withheld,
            net: payout.net,
            tax_country: "FI".to_owned(),
        };
        books.movement(MovementKind::Settled, &payable).unwrap();
        books.through_pool(currency, earned).unwrap();
        let brief = BriefId::from_bytes([7; 16]);
        let money = Money::new(currency, earned);
        let kind = PrizeMoneyKind::Received;
        let deposit = PrizeMoney { brief, number: 1, kind, money };
        if taken_back {
            books.prize_money(&deposit).unwrap();
            books.prize_given(brief, money).unwrap();
            books.prize_money(&deposit).unwrap();
            books.prize_money(&PrizeMoney { kind: PrizeMoneyKind::Returned, ..deposit }).unwrap();
            books.movement(MovementKind::TakenBack, &payable).unwrap();
            books.on_its_way(&payable).unwrap();
        }
        books
    }

    #[test]
    fn fifteen_percent_of_a_hundred_euros_go_to_the_tax_and_the_rest_leaves() {
        let lines = books_of(10_000_999_999_999_999, 1_500, false).lines();
        let text = |line: &BookLine| {
            format!("{} -{} +{} {}", line.account, line.debited, line.credited, line.balance)
        };
        let seen: Vec<_> = lines.iter().map(text).collect();
        let expected = [
            "due -100 +100 0",
            "outside -100.00999999999999 +85 -15.00999999999999",
            "payees -100 +100.00999999999999 0.00999999999999",
            "pool -100.00999999999999 +100.00999999999999 0",
            "tax:FI -0 +15 15",
        ];
        assert_eq!(seen, expected);
        let mut books = Books::from_lines(lines);
        books.next_month();
        assert!(books.lines().iter().all(|line| line.debited == line.credited));
        assert_eq!(books.lines().len(), 3, "what is empty and does not move is not shown");
    }

    proptest! {
        #[test]
        fn whatever_happens_the_accounts_add_up_to_zero(
            earnings in -MAX..MAX,
            tax in 0_u16..=10_000,
            taken_back in any::<bool>(),
        ) {
            let books = books_of(earnings, tax, taken_back);
            prop_assert!(books.trial_balance().unwrap().values().all(|sum| sum.is_zero()));
            prop_assert!(taken_back || books.due("EUR".parse().unwrap()).is_zero());
        }
    }
}
