//! What every item has: its key, its kind, its revision, its places in the two indexes.

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::keys::Key;
use crate::raw_item::{Attributes, RawItem};

/// A type that is stored as one item. Its serde fields become the item's attributes, beside `pk`,
/// `sk`, `kind`, `revision` and the index keys, whose names it must not use itself.
pub trait Item: Serialize + DeserializeOwned {
    /// The item's `kind`; the stream filter selects by it.
    const KIND: &'static str;

    /// Where the item stands.
    fn key(&self) -> Key;

    /// Its places in the indexes now; a place it has left must be absent.
    fn indexes(&self) -> Indexes {
        Indexes::default()
    }

    /// When DynamoDB may delete it, in seconds since 1970. TTL deletes late: compare it yourself.
    fn delete_after(&self) -> Option<i64> {
        None
    }
}

/// The key of an item of one kind: what is read by it is known by its type.
#[derive(Debug)]
pub struct ItemKey<T> {
    key: Key,
    item: PhantomData<fn() -> T>,
}

impl<T: Item> ItemKey<T> {
    pub(crate) const fn new(key: Key) -> Self {
        Self { key, item: PhantomData }
    }

    /// Where this item stands, or would.
    pub fn of(item: &T) -> Self {
        Self::new(item.key())
    }
}

impl<T> From<ItemKey<T>> for Key {
    fn from(key: ItemKey<T>) -> Key {
        key.key
    }
}

/// The index keys of an item: `(partition, sort)`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indexes {
    /// GSI1, the list of what somebody owns: `({member}#{kind}, time)`.
    pub owner_list: Option<(String, String)>,
    /// GSI2, the list of what waits: `({kind}#{state}#{shard}, due)`.
    pub work_list: Option<(String, String)>,
}

/// An item as it was read: a write that replaces it is refused when its revision has moved on.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T> {
    /// The item itself.
    pub item: T,
    /// Counts the writes of this item, from 1.
    pub revision: u64,
}

/// Names that belong to the store.
const RESERVED: [&str; 9] =
    ["pk", "sk", "kind", "revision", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "delete_after"];

impl RawItem {
    /// Reads the item as a `T`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is not one.
    pub fn parse<T: Item>(self) -> Result<Stored<T>, StoreError> {
        let key = self.describe();
        let revision = self.number("revision").and_then(|n| u64::try_from(n).ok()).unwrap_or(1);
        let mut attributes = self.0;
        // The store's own names are not the item's: a type may refuse fields that it does not know.
        attributes.retain(|name, _| !RESERVED.contains(&name.as_str()));
        match serde_dynamo::from_item(attributes) {
            Ok(item) => Ok(Stored { item, revision }),
            Err(source) => {
                Err(StoreError::Corrupt { key, kind: T::KIND, source: Box::new(source) })
            }
        }
    }
}

/// The whole item as attributes, at `revision`.
pub(crate) fn to_attributes<T: Item>(item: &T, revision: u64) -> Result<Attributes, StoreError> {
    let unstorable = |error| StoreError::Unstorable(Box::new(error));
    let mut attributes: Attributes = serde_dynamo::to_item(item).map_err(unstorable)?;
    debug_assert!(
        RESERVED.iter().all(|name| !attributes.contains_key(*name)),
        "{} uses a name of the store",
        T::KIND
    );
    // An absent value is an absent attribute: conditions ask `attribute_exists`.
    attributes.retain(|_, value| !matches!(value, AttributeValue::Null(_)));
    let key = item.key();
    let mut text = |name: &str, value: String| {
        attributes.insert(name.to_owned(), AttributeValue::S(value));
    };
    text("pk", key.pk);
    text("sk", key.sk);
    text("kind", T::KIND.to_owned());
    let indexes = item.indexes();
    if let Some((partition, sort)) = indexes.owner_list {
        text("gsi1pk", partition);
        text("gsi1sk", sort);
    }
    if let Some((partition, sort)) = indexes.work_list {
        text("gsi2pk", partition);
        text("gsi2sk", sort);
    }
    attributes.insert("revision".to_owned(), AttributeValue::N(revision.to_string()));
    if let Some(seconds) = item.delete_after() {
        attributes.insert("delete_after".to_owned(), AttributeValue::N(seconds.to_string()));
    }
    Ok(attributes)
}
