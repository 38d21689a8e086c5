//! Where a member is paid. The item stands in the member's partition and goes with their erasure.

use domain::id::MemberId;
use domain::money::PayoutAccount;
use domain::notice::Notice;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::hold::count_payee_change;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

/// A member's account, whole: nothing of it is ever answered but masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutAccountItem {
    pub member: MemberId,
    pub account: PayoutAccount,
    pub changed_at: Timestamp,
    /// Nothing is paid to it before.
    pub usable_at: Timestamp,
}

impl Item for PayoutAccountItem {
    const KIND: &'static str = "payout_account";

    fn key(&self) -> Key {
        keys::payout_account(self.member)
    }
}

/// Where a member is paid, if they have said it.
pub fn key(member: MemberId) -> ItemKey<PayoutAccountItem> {
    ItemKey::new(keys::payout_account(member))
}

impl Store {
    /// Changes an account that is as it was read, and tells the member; revision 0 where there was
    /// none. A batch that is about to be sealed has to read it again. One round trip.
    pub async fn change_payout_account(
        &self,
        account: &Stored<PayoutAccountItem>,
        notice: Option<&Notice>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        if account.revision == 0 {
            transaction.create(&account.item)?;
        } else {
            transaction.replace(account)?;
        }
        if let Some(notice) = notice {
            transaction.repeat(notice)?;
        }
        count_payee_change(&mut transaction)?;
        self.commit(transaction).await
    }
}
