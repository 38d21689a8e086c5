//! Reading whole work lists. An index lags: what stands there may have moved on, so whoever writes
//! does so under the condition that it has not.

use jiff::Timestamp;
use store::{Item, RawItem, StoreError, Stored, keys};

use crate::Sweep;

/// Which part of a list.
#[derive(Debug, Clone, Copy)]
enum Reach {
    All,
    /// What is due by then.
    Due(Timestamp),
    /// What happened since then.
    Since(Timestamp),
}

impl Sweep {
    /// Everything on the work list of a kind in a state.
    pub(crate) async fn listed<T: Item>(&mut self, state: &'static str) -> Vec<Stored<T>> {
        self.read_partitions(&keys::work_list_partitions(T::KIND, state), Reach::All).await
    }

    /// What is due by now on the work list of a kind in a state.
    pub(crate) async fn due<T: Item>(&mut self, state: &'static str) -> Vec<Stored<T>> {
        self.due_by(state, self.work.now).await
    }

    /// What is due by then on the work list of a kind in a state.
    pub(crate) async fn due_by<T: Item>(
        &mut self,
        state: &'static str,
        by: Timestamp,
    ) -> Vec<Stored<T>> {
        self.read_partitions(&keys::work_list_partitions(T::KIND, state), Reach::Due(by)).await
    }

    /// What happened since then on the list of a kind in a state.
    pub(crate) async fn since<T: Item>(
        &mut self,
        state: &'static str,
        since: Timestamp,
    ) -> Vec<Stored<T>> {
        let partitions = keys::work_list_partitions(T::KIND, state);
        self.read_partitions(&partitions, Reach::Since(since)).await
    }

    /// Everything in one partition that is not sharded.
    pub(crate) async fn all_in<T: Item>(&mut self, partition: &str) -> Vec<Stored<T>> {
        self.read_partitions(&[partition.to_owned()], Reach::All).await
    }

    /// What is due by now in one partition that is not sharded.
    pub(crate) async fn due_in<T: Item>(&mut self, partition: &str) -> Vec<Stored<T>> {
        self.due_in_by(partition, self.work.now).await
    }

    /// What is due by then in one partition that is not sharded.
    pub(crate) async fn due_in_by<T: Item>(
        &mut self,
        partition: &str,
        by: Timestamp,
    ) -> Vec<Stored<T>> {
        self.read_partitions(&[partition.to_owned()], Reach::Due(by)).await
    }

    async fn read_partitions<T: Item>(
        &mut self,
        partitions: &[String],
        reach: Reach,
    ) -> Vec<Stored<T>> {
        let mut found = Vec::new();
        for partition in partitions {
            let items = self.partition(partition, reach).await;
            for item in self.noted(partition, items).unwrap_or_default() {
                let subject = item.describe();
                found.extend(self.noted(subject, item.parse()));
            }
        }
        found
    }

    async fn partition(&self, partition: &str, reach: Reach) -> Result<Vec<RawItem>, StoreError> {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let store = &self.work.store;
            let page = match reach {
                Reach::All => {
                    store.due_page(partition, &keys::sortable(Timestamp::MAX), cursor).await
                }
                Reach::Due(at) => store.due_page(partition, &keys::sortable(at), cursor).await,
                Reach::Since(at) => store.since_page(partition, &keys::sortable(at), cursor).await,
            }?;
            items.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return Ok(items);
            }
        }
    }
}
