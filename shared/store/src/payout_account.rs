//! Where a member is paid. The item stands in the member's partition and goes with their erasure.

use domain::id::MemberId;
use domain::money::PayoutAccount;
use domain::notice::Notice;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::hold::count_payee_change;
use crate::item::{Item, RawItem, Stored};
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

impl Store {
    /// Where a member is paid. One round trip.
    pub async fn payout_account(
        &self,
        member: MemberId,
    ) -> Result<Option<Stored<PayoutAccountItem>>, StoreError> {
        self.get(&keys::payout_account(member)).await
    }

    /// Where these members are paid, in their order. One round trip a hundred.
    pub async fn payout_accounts(
        &self,
        members: &[MemberId],
    ) -> Result<Vec<Option<PayoutAccountItem>>, StoreError> {
        let keys: Vec<Key> = members.iter().map(|member| keys::payout_account(*member)).collect();
        let found = self.get_many(&keys).await?.into_iter();
        let parse = |item: RawItem| Ok(item.parse::<PayoutAccountItem>()?.item);
        found.map(|item| item.map(parse).transpose()).collect()
    }

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
