//! Credits: each an item of its own, readable by anybody who knows its id.

use domain::credit::Credit;
use domain::id::CreditId;

use crate::item::{Indexes, Item, ItemKey};
use crate::keys::{self, Key};

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

/// A credit, by its id.
pub fn key(credit: CreditId) -> ItemKey<Credit> {
    ItemKey::new(keys::credit(credit))
}
