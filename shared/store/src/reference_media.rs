//! The reference media of a brief: one item in its partition, so that their number holds.

use domain::id::BriefId;
use domain::reference_media::ReferenceMedia;

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

/// The work list of briefs with a file that is awaited, looked at or to be deleted.
pub const PENDING: &str = "pending";

impl Item for ReferenceMedia {
    const KIND: &'static str = "reference_media";

    fn key(&self) -> Key {
        keys::reference_media(self.brief)
    }

    fn indexes(&self) -> Indexes {
        let place = |due| keys::work_list(Self::KIND, PENDING, self.brief, due);
        Indexes { owner_list: None, work_list: self.due_at().map(place) }
    }
}

/// The reference media of a brief.
pub fn key(brief: BriefId) -> ItemKey<ReferenceMedia> {
    ItemKey::new(keys::reference_media(brief))
}

impl Store {
    /// Writes the reference media of a brief that are as they were read, as long as the brief is in the
    /// state in which it was read. One round trip.
    pub async fn announce_reference_medium(
        &self,
        brief: &Stored<BriefItem>,
        media: &Stored<ReferenceMedia>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        let same = Condition::text("state", brief.item.state.as_str());
        transaction.check(&brief.item.key(), &same)?.create_or_replace(media)?;
        self.commit(transaction).await
    }
}
