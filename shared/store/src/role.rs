//! The roles of members: each member's on their own record, and every operator in one list.

use domain::id::MemberId;
use domain::role::MemberRoles;

use crate::item::{Indexes, Item, ItemKey};
use crate::keys::{self, Key};
use crate::list::List;

impl Item for MemberRoles {
    const KIND: &'static str = "roles";

    fn key(&self) -> Key {
        keys::roles(self.member)
    }

    /// On the list of operators for as long as they are one.
    fn indexes(&self) -> Indexes {
        let place = |since| (keys::OPERATORS_PARTITION.to_owned(), keys::sortable(since));
        Indexes { owner_list: None, work_list: self.operator_since().map(place) }
    }
}

/// The roles of a member, if they ever signed in.
pub fn key(member: MemberId) -> ItemKey<MemberRoles> {
    ItemKey::new(keys::roles(member))
}

/// Every operator, the longest-serving first; an index, so that one who has just become one may be
/// missing for a moment.
pub fn operators() -> List<MemberRoles> {
    List::work_list([keys::OPERATORS_PARTITION.to_owned()])
}
