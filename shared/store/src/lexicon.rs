//! The lexicon of a brief, one item a version.

use domain::id::BriefId;
use domain::lexicon::Lexicon;
use domain::notice::Notice;

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

impl Item for Lexicon {
    const KIND: &'static str = "lexicon";

    fn key(&self) -> Key {
        keys::lexicon(self.brief, self.version)
    }
}

/// One version of a brief's lexicon.
pub fn key(brief: BriefId, version: u32) -> ItemKey<Lexicon> {
    ItemKey::new(keys::lexicon(brief, version))
}

impl Store {
    /// Adds the next version; `brief` names it as its newest and is otherwise as it was read. One
    /// round trip.
    pub async fn propose_lexicon(
        &self,
        brief: &Stored<BriefItem>,
        lexicon: &Lexicon,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(brief)?.create(lexicon)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Writes the client's answer; brief and lexicon are otherwise as they were read. One round
    /// trip.
    pub async fn decide_lexicon(
        &self,
        brief: &Stored<BriefItem>,
        lexicon: &Stored<Lexicon>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(brief)?.replace(lexicon)?.create(notice)?;
        self.commit(transaction).await
    }
}
