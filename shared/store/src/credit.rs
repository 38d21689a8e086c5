//! Credits: each an item of its own, readable by anybody who knows its id.

use domain::credit::Credit;
use domain::id::{CreditId, MemberId};

use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::item::{Indexes, Item, Stored};
use crate::keys::{self, Key};
use crate::table::{Page, Store};

impl Item for Credit {
    const KIND: &'static str = "credit";

    fn key(&self) -> Key {
        keys::credit(self.id)
    }

    fn indexes(&self) -> Indexes {
        Indexes {
            owner_list: Some(keys::owner_list(self.member, Self::KIND, self.awarded_at)),
            work_list: None,
        }
    }
}

impl Store {
    /// One credit. One round trip.
    pub async fn credit(&self, credit: CreditId) -> Result<Option<Stored<Credit>>, StoreError> {
        self.get(&keys::credit(credit)).await
    }

    /// A member's credits, the newest first. One round trip.
    pub async fn credits(
        &self,
        member: MemberId,
        limit: u16,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        self.owned(member, Credit::KIND, limit, cursor).await
    }
}
