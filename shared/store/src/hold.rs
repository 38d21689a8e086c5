//! Holds: an operator's word that a member is not paid for now. All of them stand in one partition,
//! beside a counter of changes, so that a batch is sealed with the holds, and with the accounts
//! that are paid to, as they are at that moment.

use domain::id::MemberId;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::{Condition, Update};
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;
use crate::transaction::Transaction;

/// The kind of the counter, which is only ever added to.
const KIND: &str = "payee_changes";

/// A hold on all payouts of a member.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Hold {
    /// Who is not paid.
    pub member: MemberId,
    /// In the words of the operator who placed it.
    pub reason: String,
    /// The operator who placed it.
    pub placed_by: MemberId,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When somebody looks at it again.
    pub review_on: Date,
    /// Who let the payouts go again, and why; null while it holds.
    pub released: Option<Release>,
}

/// The end of a hold.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Release {
    /// In the words of the operator who ended it.
    pub reason: String,
    /// The operator who ended it.
    pub released_by: MemberId,
    /// When it was ended.
    pub released_at: Timestamp,
}

impl Item for Hold {
    const KIND: &'static str = "hold";

    fn key(&self) -> Key {
        keys::hold(self.member)
    }
}

/// A member's hold, in force or released.
pub fn key(member: MemberId) -> ItemKey<Hold> {
    ItemKey::new(keys::hold(member))
}

/// Every hold that was ever placed.
pub fn all() -> List<Hold> {
    List::in_table(keys::HOLDS_PARTITION, keys::HOLD_PREFIX)
}

impl Store {
    /// How often a hold was set or lifted, or where somebody is paid has changed. One round trip.
    pub async fn payee_changes(&self) -> Result<u64, StoreError> {
        let found = self.get_many(&[keys::payee_changes()]).await?;
        let count = found.first().and_then(Option::as_ref).and_then(|item| item.number("changes"));
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// Sets or lifts a hold that is as it was read; revision 0 where there was none. One round
    /// trip.
    pub async fn change_hold(&self, hold: &Stored<Hold>) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        if hold.revision == 0 {
            transaction.create(&hold.item)?;
        } else {
            transaction.replace(hold)?;
        }
        count_payee_change(&mut transaction)?;
        self.commit(transaction).await
    }
}

/// To be written with whatever decides whether and where somebody is paid.
pub(crate) fn count_payee_change(transaction: &mut Transaction) -> Result<(), StoreError> {
    let update = Update::new().set_text("kind", KIND).add("changes", 1);
    transaction.update(&keys::payee_changes(), update)?;
    Ok(())
}

/// Requires that no hold and no account has changed since `changes` was read.
pub(crate) fn same_payees(transaction: &mut Transaction, changes: u64) -> Result<(), StoreError> {
    let same = if changes == 0 { Condition::Absent } else { Condition::number("changes", changes) };
    transaction.check(&keys::payee_changes(), &same)?;
    Ok(())
}
