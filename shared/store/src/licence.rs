//! Licences: what a client was granted with an award, written with it.

use domain::id::BriefId;
use domain::licence::Licence;

use crate::item::{Item, ItemKey};
use crate::keys::{self, Key};

impl Item for Licence {
    const KIND: &'static str = "licence";

    fn key(&self) -> Key {
        keys::licence(self.brief)
    }
}

/// What was granted with a brief's award.
pub fn key(brief: BriefId) -> ItemKey<Licence> {
    ItemKey::new(keys::licence(brief))
}
