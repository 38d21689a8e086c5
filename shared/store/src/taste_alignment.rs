//! Frozen rankings: written with the award, read by the co-producer whose ranking it is.

use domain::id::{BriefId, MemberId};
use domain::taste_alignment::TasteAlignment;

use crate::item::{Indexes, Item, ItemKey};
use crate::keys::{self, Key};
use crate::list::List;

impl Item for TasteAlignment {
    const KIND: &'static str = "taste_alignment";

    fn key(&self) -> Key {
        keys::taste_alignment(self.brief, self.member)
    }

    fn indexes(&self) -> Indexes {
        let owner_list = keys::owner_list(self.member, Self::KIND, self.at);
        Indexes { owner_list: Some(owner_list), work_list: None }
    }
}

/// A co-producer's frozen ranking of a brief.
pub fn key(brief: BriefId, member: MemberId) -> ItemKey<TasteAlignment> {
    ItemKey::new(keys::taste_alignment(brief, member))
}

/// Every frozen ranking of a brief.
pub fn of_brief(brief: BriefId) -> List<TasteAlignment> {
    List::in_table(keys::brief_partition(brief), keys::TASTE_ALIGNMENT_PREFIX)
}
