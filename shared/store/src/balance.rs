//! What an account holds now in one currency.

use domain::money::{Account, Amount, Currency};

use crate::error::StoreError;
use crate::expression::Update;
use crate::keys;
use crate::raw_item::RawItem;
use crate::table::Store;
use crate::transaction::Transaction;

/// The item's kind. A balance is only ever added to, so it is no [`crate::Item`] that is put.
const KIND: &str = "balance";

/// An account's balance in one currency. Stored as whole numbers of 10⁻¹⁴ of the major unit, which
/// the table can add to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub account: Account,
    pub currency: Currency,
    /// Carried into the next month.
    pub balance: Amount,
    /// Booked to be paid out, and not paid yet.
    pub due: Amount,
}

/// A change of a balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BalanceChange {
    pub balance: Amount,
    pub due: Amount,
}

/// Adds `change` to the balance, which begins at nothing. It has no condition of its own: it stands
/// in one transaction with the entry that causes it, and the entry's key makes that happen once.
pub(crate) fn add_to_balance(
    transaction: &mut Transaction,
    account: &Account,
    currency: Currency,
    change: BalanceChange,
) -> Result<(), StoreError> {
    let update = Update::new()
        .set_text("kind", KIND)
        .set_text("account", account.as_str())
        .set_text("currency", currency.code())
        .add("balance_atoms", change.balance.atoms())
        .add("due_atoms", change.due.atoms());
    transaction.update(&keys::balance(account, currency), update)?;
    Ok(())
}

impl Store {
    /// Every balance of an account, by currency code. One round trip.
    pub async fn balances(&self, account: &Account) -> Result<Vec<Balance>, StoreError> {
        let partition = keys::account_partition(account);
        let items = self.all(&partition, keys::BALANCE_PREFIX).await?;
        items.iter().map(read).collect()
    }

    /// These balances, in their order. One round trip a hundred.
    pub async fn balances_of(
        &self,
        wanted: &[(&Account, Currency)],
    ) -> Result<Vec<Option<Balance>>, StoreError> {
        let key = |(account, currency): &(&Account, Currency)| keys::balance(account, *currency);
        let found = self.get_many(&wanted.iter().map(key).collect::<Vec<_>>()).await?;
        found.iter().map(|item| item.as_ref().map(read).transpose()).collect()
    }
}

fn read(item: &RawItem) -> Result<Balance, StoreError> {
    let amount = |name| item.number(name).and_then(|atoms| Amount::from_atoms(atoms).ok());
    let balance = || {
        Some(Balance {
            account: item.text("account")?.parse().ok()?,
            currency: item.text("currency")?.parse().ok()?,
            balance: amount("balance_atoms")?,
            due: amount("due_atoms")?,
        })
    };
    balance().ok_or_else(|| StoreError::Corrupt {
        key: item.describe(),
        kind: KIND,
        source: Box::new(serde::de::Error::custom("an attribute is missing or out of range")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::types::AttributeValue;

    #[test]
    fn a_balance_is_read_to_the_last_atom_or_not_at_all() {
        let text = |name: &str, value: &str| (name.to_owned(), AttributeValue::S(value.to_owned()));
        let number =
            |name: &str, value: &str| (name.to_owned(), AttributeValue::N(value.to_owned()));
        let mut item = RawItem(crate::Attributes::from([
            text("account", "mem_a"),
            text("currency", "EUR"),
            number("balance_atoms", "-1000000000000000000000000000000000001"),
            number("due_atoms", "0"),
        ]));
        assert!(read(&item).is_err(), "beyond the range of an amount");
        item.0.insert("balance_atoms".to_owned(), AttributeValue::N("123000000000001".to_owned()));
        assert_eq!(read(&item).unwrap().balance.to_string(), "1.23000000000001");
    }
}
