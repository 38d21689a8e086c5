//! Reading whole work lists. An index lags: what stands there may have moved on, so whoever writes
//! does so under the condition that it has not.

use jiff::Timestamp;
use store::{Item, RawItem, StoreError, Stored, keys};

use crate::Sweep;

impl Sweep {
    /// Everything on the work list of a kind in a state.
    pub(crate) async fn listed<T: Item>(&mut self, state: &'static str) -> Vec<Stored<T>> {
        self.read(&keys::work_list_partitions(T::KIND, state), Timestamp::MAX).await
    }

    /// What is due by now on the work list of a kind in a state.
    pub(crate) async fn due<T: Item>(&mut self, state: &'static str) -> Vec<Stored<T>> {
        self.read(&keys::work_list_partitions(T::KIND, state), self.now).await
    }

    /// Everything in one partition that is not sharded.
    pub(crate) async fn all_in<T: Item>(&mut self, partition: &str) -> Vec<Stored<T>> {
        self.read(&[partition.to_owned()], Timestamp::MAX).await
    }

    /// What is due by now in one partition that is not sharded.
    pub(crate) async fn due_in<T: Item>(&mut self, partition: &str) -> Vec<Stored<T>> {
        self.read(&[partition.to_owned()], self.now).await
    }

    async fn read<T: Item>(&mut self, partitions: &[String], due: Timestamp) -> Vec<Stored<T>> {
        let due = keys::sortable(due);
        let mut found = Vec::new();
        for partition in partitions {
            let items = self.partition(partition, &due).await;
            for item in self.noted(partition, items).unwrap_or_default() {
                let subject = item.describe();
                found.extend(self.noted(subject, item.parse()));
            }
        }
        found
    }

    async fn partition(&self, partition: &str, due: &str) -> Result<Vec<RawItem>, StoreError> {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let page = self.store.due_page(partition, due, cursor).await?;
            items.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return Ok(items);
            }
        }
    }
}
