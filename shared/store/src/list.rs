//! Lists: where the items of one kind stand together, and how they are read, whole or page by page.

use std::marker::PhantomData;

use domain::id::MemberId;

use crate::cursor::{Cursor, Resumable};
use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys;
use crate::raw_item::RawItem;
use crate::table::{Index, Page, Store};

/// Items of one kind, in the order of their partition, partition after partition. A list of the table
/// is read consistently; one of an index is a hint, since an index lags.
#[derive(Debug, Clone)]
pub struct List<T> {
    place: Place,
    /// Read one after the other.
    partitions: Vec<String>,
    item: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone)]
enum Place {
    Table { prefix: String },
    Index { index: Index, newest_first: bool },
}

impl<T: Item> List<T> {
    /// What a member owns of a kind, the newest first.
    pub fn owned_by(owner: MemberId) -> Self {
        let place = Place::Index { index: Index::OwnerList, newest_first: true };
        Self::at(place, vec![keys::owner_list_partition(owner, T::KIND)])
    }

    /// The items of a partition whose sort key starts with `prefix`.
    pub(crate) fn in_table(partition: impl Into<String>, prefix: impl Into<String>) -> Self {
        Self::at(Place::Table { prefix: prefix.into() }, vec![partition.into()])
    }

    /// What waits in some partitions of the work list, in each of them the oldest first.
    pub(crate) fn work_list(partitions: impl Into<Vec<String>>) -> Self {
        let place = Place::Index { index: Index::WorkList, newest_first: false };
        Self::at(place, partitions.into())
    }

    /// Where the list goes on after one of its items.
    pub fn after(&self, item: &T) -> Cursor {
        match self.place {
            Place::Table { .. } => Cursor::after(item.key()),
            Place::Index { index, .. } => {
                let indexes = item.indexes();
                let place = match index {
                    Index::OwnerList => indexes.owner_list,
                    Index::WorkList => indexes.work_list,
                };
                Cursor::after(item.key()).at([index.partition_key(), index.sort_key()], place)
            }
        }
    }

    fn at(place: Place, partitions: Vec<String>) -> Self {
        Self { place, partitions, item: PhantomData }
    }

    pub(crate) fn newest_first(self) -> Self {
        self.turned(true)
    }

    pub(crate) fn oldest_first(self) -> Self {
        self.turned(false)
    }

    fn turned(self, newest_first: bool) -> Self {
        let place = match self.place {
            Place::Index { index, .. } => Place::Index { index, newest_first },
            place @ Place::Table { .. } => place,
        };
        Self { place, ..self }
    }
}

impl<T> Resumable for List<T> {
    fn attribute(&self) -> &str {
        match self.place {
            Place::Table { .. } => Index::partition_of_table(),
            Place::Index { index, .. } => index.partition_key(),
        }
    }

    fn partitions(&self) -> &[String] {
        &self.partitions
    }
}

impl Store {
    /// All items of a list. One round trip a megabyte.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn list_all<T: Item>(&self, list: &List<T>) -> Result<Vec<T>, StoreError> {
        Ok(self.list_stored(list).await?.into_iter().map(|stored| stored.item).collect())
    }

    /// All items of a list with their revisions, for whoever replaces them. One round trip a
    /// megabyte.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn list_stored<T: Item>(&self, list: &List<T>) -> Result<Vec<Stored<T>>, StoreError> {
        let mut items = Vec::new();
        for partition in &list.partitions {
            let mut cursor = None;
            loop {
                let page = self.read_page(&list.place, partition, None, cursor).await?;
                items.extend(page.items);
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
        }
        items.into_iter().map(RawItem::parse).collect()
    }

    /// One page of a list, up to `limit` items. One round trip, or one for each partition of the
    /// list that has too few.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn list_page<T: Item>(
        &self,
        list: &List<T>,
        limit: u16,
        cursor: Option<Cursor>,
    ) -> Result<(Vec<Stored<T>>, Option<Cursor>), StoreError> {
        let resumed = |partition: &String| {
            cursor.as_ref().is_some_and(|one| one.part(list.attribute()) == Some(partition))
        };
        let first = list.partitions.iter().position(resumed).unwrap_or(0);
        let mut cursor = cursor;
        let mut items = Vec::new();
        for partition in list.partitions.iter().skip(first) {
            let beginning = Cursor::beginning_of(list, partition);
            let room = usize::from(limit).saturating_sub(items.len());
            let Some(room) = i32::try_from(room).ok().filter(|room| *room > 0) else {
                return Ok((items, Some(beginning)));
            };
            let from = cursor.take().filter(|cursor| *cursor != beginning);
            let page = self.read_page(&list.place, partition, Some(room), from).await?;
            let (some, next) = page.parse::<T>()?;
            items.extend(some);
            if next.is_some() {
                return Ok((items, next));
            }
        }
        Ok((items, None))
    }

    async fn read_page(
        &self,
        place: &Place,
        partition: &str,
        limit: Option<i32>,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        match place {
            Place::Table { prefix } => self.page(partition, prefix, limit, cursor).await,
            Place::Index { index, newest_first } => {
                self.index_page(*index, partition, *newest_first, limit, cursor).await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::credit::Credit;
    use domain::money::PayoutState;

    use super::*;
    use crate::cursor::ComposedList;
    use crate::track::TrackItem;
    use crate::{brief, payout};

    #[test]
    fn a_cursor_resumes_its_own_list_alone() {
        let (ada, bob) = (MemberId::of_subject("ada"), MemberId::of_subject("bob"));
        let list = List::<TrackItem>::owned_by(ada);
        let partition = keys::owner_list_partition(ada, TrackItem::KIND);
        let cursor = || Cursor::beginning_of(&list, &partition);
        assert!(cursor().resume(&list).is_some());
        assert_eq!(cursor().resume(&List::<TrackItem>::owned_by(bob)), None);
        assert_eq!(cursor().resume(&List::<Credit>::owned_by(ada)), None);
        assert_eq!(cursor().resume(&brief::board()), None);
        assert_eq!(cursor().resume(&ComposedList::new("statements", partition.clone())), None);
    }

    #[test]
    fn a_cursor_of_payouts_resumes_each_of_the_eight_lists() {
        let due = payout::in_state(PayoutState::Due);
        for partition in keys::payouts_partitions(PayoutState::Due) {
            let cursor = Cursor::beginning_of(&due, &partition);
            assert!(cursor.clone().resume(&due).is_some());
            assert_eq!(cursor.resume(&payout::in_state(PayoutState::Settled)), None);
        }
    }
}
