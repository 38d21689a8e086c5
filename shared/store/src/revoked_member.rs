//! Members who have left for good: the revocation list of every function that takes tokens.
//!
//! It grows by one small item an erasure and is never shortened, so that no token opens anything
//! again, however it was come by. A reader takes all of it once and later only what is new.

use domain::id::MemberId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

/// One member whose token is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokedMember {
    /// Who.
    pub member: MemberId,
    /// Since when.
    pub at: Timestamp,
}

impl Item for RevokedMember {
    const KIND: &'static str = "revoked_member";

    fn key(&self) -> Key {
        keys::revoked_member(self.at, self.member)
    }
}

impl Store {
    /// Everybody who has left at `from` or later, all of them without it, consistently. One round
    /// trip a megabyte, which is some ten thousand members.
    pub async fn revoked_members(
        &self,
        from: Option<Timestamp>,
    ) -> Result<Vec<MemberId>, StoreError> {
        let from = from.map(keys::sortable);
        let mut members = Vec::new();
        let mut cursor = None;
        loop {
            let page =
                self.page_from(keys::REVOKED_MEMBERS_PARTITION, from.as_deref(), cursor).await?;
            let (items, next) = page.parse::<RevokedMember>()?;
            members
                .extend(items.into_iter().map(|stored: Stored<RevokedMember>| stored.item.member));
            cursor = next;
            if cursor.is_none() {
                return Ok(members);
            }
        }
    }
}
