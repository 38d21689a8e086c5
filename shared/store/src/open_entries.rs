//! What a composer has open, one item each: it is written in the transaction that reserves a place,
//! so that two reservations at once count each other.

use domain::open_entries::OpenEntries;

use crate::item::Item;
use crate::keys::{self, Key};

impl Item for OpenEntries {
    const KIND: &'static str = "open_entries";

    fn key(&self) -> Key {
        keys::open_entries(self.member)
    }
}
