//! Frozen rankings: written with the award, read by the co-producer whose ranking it is.

use domain::id::BriefId;
use domain::taste_alignment::TasteAlignment;

use crate::item::{Indexes, Item};
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

/// Every frozen ranking of a brief.
pub fn of_brief(brief: BriefId) -> List<TasteAlignment> {
    List::in_table(keys::brief_partition(brief), keys::TASTE_ALIGNMENT_PREFIX)
}
