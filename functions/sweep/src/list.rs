//! Reading whole work lists: a list or an item that cannot be read is noted, and the others are
//! worked off.

use store::{Item, Stored};
use workflow::due::{self, WorkList};

use crate::Sweep;

impl Sweep {
    /// Everything on a list.
    pub(crate) async fn read<T: Item>(&mut self, list: &WorkList<T>) -> Vec<Stored<T>> {
        let mut found = Vec::new();
        for partition in &list.partitions {
            let items = due::read_partition(&self.work, partition, list.reach).await;
            for item in self.noted(partition, items).unwrap_or_default() {
                let subject = item.describe();
                found.extend(self.noted(subject, item.parse()));
            }
        }
        found
    }
}
