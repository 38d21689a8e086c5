//! The table itself: reading and writing single items, queries, pages.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, KeysAndAttributes, ReturnValuesOnConditionCheckFailure,
};
use futures::future::try_join_all;

use crate::contention::{ATTEMPTS, jittered_pause, outside_transactions};
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, ItemKey, Stored, to_attributes};
use crate::keys::{self, Key};
use crate::raw_item::{Attributes, RawItem};

/// The one table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
    table_name: String,
}

/// What became of a `create`.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Creation<T> {
    /// It is new.
    New,
    /// It was there already, as this.
    Existing(Stored<T>),
}

/// The two indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// GSI1: what somebody owns, by time.
    OwnerList,
    /// GSI2: what waits, by due time.
    WorkList,
}

/// Part of a list. A page may be short; `next` decides whether there is more.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The items, in the order of the query.
    pub items: Vec<RawItem>,
    /// Where to go on, or nothing at the end.
    pub next: Option<Cursor>,
}

/// DynamoDB's own limit of keys in one batch read.
const BATCH_GET_KEYS_MAX: usize = 100;

/// How many batch reads are on their way at the same time.
const BATCHES_AT_ONCE: usize = 8;

impl Index {
    pub(crate) const fn partition_of_table() -> &'static str {
        "pk"
    }

    pub(crate) const fn partition_key(self) -> &'static str {
        self.names().1
    }

    pub(crate) const fn sort_key(self) -> &'static str {
        self.names().2
    }

    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::OwnerList => ("GSI1", "gsi1pk", "gsi1sk"),
            Self::WorkList => ("GSI2", "gsi2pk", "gsi2sk"),
        }
    }
}

/// Opens the client's connection with one read; the answer does not matter.
pub async fn warm_up(client: Client, table_name: String) {
    let key = keys::warm_up().attributes();
    let answer = client.get_item().table_name(table_name).set_key(Some(key)).send().await;
    tracing::debug!(reached = answer.is_ok(), "warmed the table's connection");
}

impl Store {
    /// The table `table_name` through `client`.
    pub fn new(client: Client, table_name: impl Into<String>) -> Self {
        Self { client, table_name: table_name.into() }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn table_name(&self) -> &str {
        &self.table_name
    }

    /// Reads one item, consistently. One round trip.
    ///
    /// # Errors
    /// When the table does not answer or the item does not parse.
    pub async fn get<T: Item>(&self, key: ItemKey<T>) -> Result<Option<Stored<T>>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table_name)
            .set_key(Some(Key::from(key).attributes()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        answer.item.map(|item| RawItem(item).parse()).transpose()
    }

    /// Reads many items, consistently, in the order of `keys`; absent ones are `None`. One round
    /// trip for up to 100 keys, eight of them at the same time, as long as the table answers all of
    /// them; what it leaves out is asked for again after a jittered pause.
    ///
    /// # Errors
    /// When the table does not answer; [`StoreError::Busy`] where it answers nothing several times.
    pub async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<RawItem>>, StoreError> {
        let mut found: BTreeMap<Key, RawItem> = BTreeMap::new();
        let mut distinct: Vec<&Key> = keys.iter().collect();
        distinct.sort();
        distinct.dedup();
        let batches: Vec<&[&Key]> = distinct.chunks(BATCH_GET_KEYS_MAX).collect();
        for some in batches.chunks(BATCHES_AT_ONCE) {
            let reads: Vec<_> = some.iter().map(|batch| self.get_batch(batch)).collect();
            for item in try_join_all(reads).await?.into_iter().flatten() {
                if let Some(key) = Key::of(&item) {
                    found.insert(key, RawItem(item));
                }
            }
        }
        Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
    }

    /// Reads many items of one kind as [`Store::get_many`] does.
    ///
    /// # Errors
    /// Those of [`Store::get_many`]; and when an item does not parse.
    pub async fn get_each<T: Item>(
        &self,
        keys: impl IntoIterator<Item = ItemKey<T>>,
    ) -> Result<Vec<Option<Stored<T>>>, StoreError> {
        let keys: Vec<Key> = keys.into_iter().map(Key::from).collect();
        let found = self.get_many(&keys).await?.into_iter();
        found.map(|item| item.map(RawItem::parse).transpose()).collect()
    }

    /// What there is of at most a hundred keys, however often the table has to be asked.
    async fn get_batch(&self, keys: &[&Key]) -> Result<Vec<Attributes>, StoreError> {
        let mut found = Vec::with_capacity(keys.len());
        let mut wanted: Vec<Attributes> = keys.iter().map(|key| key.attributes()).collect();
        let mut attempt = 1;
        while !wanted.is_empty() {
            let asked = wanted.len();
            let (items, unanswered) = self.batch_get(wanted).await?;
            // Whatever is too much for one answer comes with the next; a table that answers nothing
            // is throttled, and is asked more and more slowly. That there is no such item is an
            // answer too.
            if unanswered.len() < asked {
                attempt = 1;
            } else if attempt == ATTEMPTS {
                return Err(StoreError::Busy);
            }
            found.extend(items);
            if !unanswered.is_empty() {
                tokio::time::sleep(jittered_pause(attempt)).await;
                attempt = attempt.saturating_add(1);
            }
            wanted = unanswered;
        }
        Ok(found)
    }

    async fn batch_get(
        &self,
        wanted: Vec<Attributes>,
    ) -> Result<(Vec<Attributes>, Vec<Attributes>), StoreError> {
        let request = KeysAndAttributes::builder()
            .set_keys(Some(wanted))
            .consistent_read(true)
            .build()
            .map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        let answer = self
            .client
            .batch_get_item()
            .request_items(&self.table_name, request)
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        let items = answer.responses.and_then(|mut all| all.remove(&self.table_name));
        let unanswered = answer.unprocessed_keys.and_then(|mut all| all.remove(&self.table_name));
        Ok((items.unwrap_or_default(), unanswered.map(|keys| keys.keys).unwrap_or_default()))
    }

    /// Puts a new item, or says what is there already. One round trip, whatever the answer.
    ///
    /// # Errors
    /// When the table does not answer or the item that is there does not parse.
    pub async fn create<T: Item>(&self, item: &T) -> Result<Creation<T>, StoreError> {
        match self.put(item, 1, &Condition::Absent).await {
            Ok(()) => Ok(Creation::New),
            Err(StoreError::Conflict { now: Some(now) }) => Ok(Creation::Existing(now.parse()?)),
            Err(error) => Err(error),
        }
    }

    /// Replaces an item that has not changed since it was read. One round trip.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] with the item as it is now, when it has.
    pub async fn replace<T: Item>(&self, stored: &Stored<T>) -> Result<(), StoreError> {
        let next = stored.revision.saturating_add(1);
        self.put(&stored.item, next, &Condition::unchanged(stored.revision)).await
    }

    /// Puts an item as long as `condition` holds. One round trip.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it does not.
    pub async fn put<T: Item>(
        &self,
        item: &T,
        revision: u64,
        condition: &Condition,
    ) -> Result<(), StoreError> {
        let guard = condition.guard();
        let request = self
            .client
            .put_item()
            .table_name(&self.table_name)
            .set_item(Some(to_attributes(item, revision)?))
            .condition_expression(guard.expression)
            .set_expression_attribute_names(guard.names)
            .set_expression_attribute_values(guard.values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match outside_transactions(|| request.clone().send()).await? {
            Ok(_) => Ok(()),
            Err(error) => {
                if let Some(PutItemError::ConditionalCheckFailedException(failed)) =
                    error.as_service_error()
                {
                    let now = failed.item.clone().map(|item| Box::new(RawItem(item)));
                    return Err(StoreError::Conflict { now });
                }
                Err(StoreError::from_sdk(error))
            }
        }
    }

    /// One page of a partition, consistently, of items whose sort key starts with `prefix`.
    ///
    /// # Errors
    /// When the table does not answer.
    pub(crate) async fn page(
        &self,
        partition: &str,
        prefix: &str,
        limit: Option<i32>,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        let mut query = self
            .client
            .query()
            .table_name(&self.table_name)
            .consistent_read(true)
            .expression_attribute_values(":partition", AttributeValue::S(partition.to_owned()))
            .set_exclusive_start_key(cursor.map(Cursor::into_attributes))
            .set_limit(limit);
        // DynamoDB refuses an empty prefix.
        query = if prefix.is_empty() {
            query.key_condition_expression("pk = :partition")
        } else {
            query
                .key_condition_expression("pk = :partition AND begins_with(sk, :prefix)")
                .expression_attribute_values(":prefix", AttributeValue::S(prefix.to_owned()))
        };
        let answer = query.send().await.map_err(StoreError::from_sdk)?;
        Ok(Page::new(answer.items, answer.last_evaluated_key))
    }

    /// One page of a partition, consistently, of items whose sort key is `from` or later.
    ///
    /// # Errors
    /// When the table does not answer.
    pub(crate) async fn page_from(
        &self,
        partition: &str,
        from: Option<&str>,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        let mut query = self
            .client
            .query()
            .table_name(&self.table_name)
            .consistent_read(true)
            .key_condition_expression("pk = :partition")
            .expression_attribute_values(":partition", AttributeValue::S(partition.to_owned()))
            .set_exclusive_start_key(cursor.map(Cursor::into_attributes));
        if let Some(from) = from {
            query = query
                .key_condition_expression("pk = :partition AND sk >= :from")
                .expression_attribute_values(":from", AttributeValue::S(from.to_owned()));
        }
        let answer = query.send().await.map_err(StoreError::from_sdk)?;
        Ok(Page::new(answer.items, answer.last_evaluated_key))
    }

    /// Everything in a partition whose sort key starts with `prefix`, consistently. One round trip
    /// a megabyte.
    ///
    /// # Errors
    /// When the table does not answer.
    pub(crate) async fn all(
        &self,
        partition: &str,
        prefix: &str,
    ) -> Result<Vec<RawItem>, StoreError> {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let page = self.page(partition, prefix, None, cursor).await?;
            items.extend(page.items);
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(items),
            }
        }
    }

    /// One page of everything there is, for an operator's tools alone: it costs as much as the
    /// whole table.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn scan_page(&self, cursor: Option<Cursor>) -> Result<Page, StoreError> {
        let answer = self
            .client
            .scan()
            .table_name(&self.table_name)
            .consistent_read(true)
            .set_exclusive_start_key(cursor.map(Cursor::into_attributes))
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        Ok(Page::new(answer.items, answer.last_evaluated_key))
    }

    /// One page of an index: a hint, since an index lags. `newest_first` turns the order round.
    ///
    /// # Errors
    /// When the table does not answer.
    pub(crate) async fn index_page(
        &self,
        index: Index,
        partition: &str,
        newest_first: bool,
        limit: Option<i32>,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        let (name, partition_key, _) = index.names();
        let answer = self
            .client
            .query()
            .table_name(&self.table_name)
            .index_name(name)
            .key_condition_expression(format!("{partition_key} = :partition"))
            .expression_attribute_values(":partition", AttributeValue::S(partition.to_owned()))
            .scan_index_forward(!newest_first)
            .set_exclusive_start_key(cursor.map(Cursor::into_attributes))
            .set_limit(limit)
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        Ok(Page::new(answer.items, answer.last_evaluated_key))
    }

    /// One page of a work list: what is due at or before `due`, the oldest first.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn due_page(
        &self,
        partition: &str,
        due: &str,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        self.work_list_page(partition, "<=", due, cursor).await
    }

    /// One page of a work list: what happened at or after `since`, the oldest first.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn since_page(
        &self,
        partition: &str,
        since: &str,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        self.work_list_page(partition, ">=", since, cursor).await
    }

    async fn work_list_page(
        &self,
        partition: &str,
        comparison: &str,
        time: &str,
        cursor: Option<Cursor>,
    ) -> Result<Page, StoreError> {
        let (name, partition_key, sort_key) = Index::WorkList.names();
        let answer = self
            .client
            .query()
            .table_name(&self.table_name)
            .index_name(name)
            .key_condition_expression(format!(
                "{partition_key} = :partition AND {sort_key} {comparison} :time"
            ))
            .expression_attribute_values(":partition", AttributeValue::S(partition.to_owned()))
            .expression_attribute_values(":time", AttributeValue::S(time.to_owned()))
            .set_exclusive_start_key(cursor.map(Cursor::into_attributes))
            .send()
            .await
            .map_err(StoreError::from_sdk)?;
        Ok(Page::new(answer.items, answer.last_evaluated_key))
    }
}

impl Page {
    fn new(items: Option<Vec<Attributes>>, last: Option<Attributes>) -> Self {
        let items = items.unwrap_or_default().into_iter().map(RawItem).collect();
        Self { items, next: last.map(Cursor::from_attributes) }
    }

    /// Parses every item as a `T`.
    ///
    /// # Errors
    /// When one of them is not.
    pub fn parse<T: Item>(self) -> Result<(Vec<Stored<T>>, Option<Cursor>), StoreError> {
        let items: Result<Vec<_>, _> = self.items.into_iter().map(RawItem::parse).collect();
        Ok((items?, self.next))
    }
}
