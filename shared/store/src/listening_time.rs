//! The time in which a reviewer can have listened: one item a person, moved by every preview link and
//! by every report of what was heard.

use domain::heard::ListeningTime;

use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::review::ReviewItem;
use crate::table::Store;

impl Item for ListeningTime {
    const KIND: &'static str = "listening_time";

    fn key(&self) -> Key {
        keys::listening_time(self.member)
    }
}

impl Store {
    /// Writes what the time was spent on, and the review that was heard with it, as long as both
    /// are as they were read; time that never was read (revision 0) must not be there. One round
    /// trip.
    pub async fn save_listening_time(
        &self,
        time: &Stored<ListeningTime>,
        review: Option<&Stored<ReviewItem>>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.create_or_replace(time)?;
        if let Some(review) = review {
            transaction.replace(review)?;
        }
        self.commit(transaction).await
    }
}
