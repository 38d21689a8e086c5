//! Frozen rankings: written with the award, read by the co-producer whose ranking it is.

use domain::id::{BriefId, MemberId};
use domain::taste_alignment::TasteAlignment;

use crate::error::StoreError;
use crate::item::{Indexes, Item, RawItem, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

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

impl Store {
    /// The rankings of everybody who co-produced a brief. One round trip.
    pub async fn taste_alignments(
        &self,
        brief: BriefId,
    ) -> Result<Vec<Stored<TasteAlignment>>, StoreError> {
        let items = self.all(&keys::brief_partition(brief), keys::EAR_PREFIX).await?;
        items.into_iter().map(RawItem::parse).collect()
    }

    /// A co-producer's ranking as it was before the brief was awarded. One round trip.
    pub async fn taste_alignment(
        &self,
        brief: BriefId,
        member: MemberId,
    ) -> Result<Option<Stored<TasteAlignment>>, StoreError> {
        self.get(&keys::taste_alignment(brief, member)).await
    }
}
