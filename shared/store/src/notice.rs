//! Notices: what a member is told, once per kind and subject.

use domain::id::MemberId;
use domain::notice::Notice;

use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::item::{Indexes, Item};
use crate::keys::{self, Key};
use crate::table::{Page, Store};

impl Item for Notice {
    const KIND: &'static str = "notice";

    fn key(&self) -> Key {
        keys::notice(self.member, self.kind, &self.subject)
    }

    fn indexes(&self) -> Indexes {
        Indexes {
            owner_list: Some(keys::owner_list(self.member, Self::KIND, self.at)),
            work_list: None,
        }
    }
}

impl Store {
    /// A member's notices, the newest first. One round trip.
    pub async fn notices(
        &self,
        member: MemberId,
        limit: u16,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        self.owned(member, Notice::KIND, limit, cursor).await
    }
}
