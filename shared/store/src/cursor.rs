//! Cursors: where a list goes on, made for one list and taken back by that list alone.
//!
//! Architecture invariant: no other crate reads or writes a key attribute in a cursor.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Serialize};

use crate::keys::Key;
use crate::raw_item::Attributes;

/// What a cursor is compared with before it is used.
pub trait Resumable {
    /// The attribute by which a cursor names the partition that it stands in.
    fn attribute(&self) -> &str;

    /// The partitions that are read.
    fn partitions(&self) -> &[String];
}

/// A list that is no query but put together from several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposedList {
    name: &'static str,
    of: [String; 1],
}

impl ComposedList {
    /// The list `name`, of whatever `of` says.
    pub const fn new(name: &'static str, of: String) -> Self {
        Self { name, of: [of] }
    }
}

impl Resumable for ComposedList {
    fn attribute(&self) -> &str {
        self.name
    }

    fn partitions(&self) -> &[String] {
        &self.of
    }
}

/// Where a list goes on: by attribute of the key, the last item seen. It comes back from a client,
/// so that it is only used after [`Cursor::resume`] has compared it with the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(BTreeMap<String, String>);

impl Cursor {
    /// The cursor again, if it was made for `list`; a forged one can only start the same list
    /// elsewhere.
    pub fn resume(self, list: &impl Resumable) -> Option<Cursor> {
        let partition = self.part(list.attribute());
        let is_within = partition.is_some_and(|of| list.partitions().iter().any(|one| one == of));
        is_within.then_some(self)
    }

    /// After the item with this key, in a list of the base table.
    pub fn after(key: Key) -> Cursor {
        Cursor(BTreeMap::from([("pk".to_owned(), key.pk), ("sk".to_owned(), key.sk)]))
    }

    /// The same, also at a place of an index: the names of its keys, and their values.
    pub(crate) fn at(self, names: [&str; 2], place: Option<(String, String)>) -> Cursor {
        let Cursor(mut parts) = self;
        let named = place.into_iter().flat_map(|(of, at)| names.into_iter().zip([of, at]));
        parts.extend(named.map(|(name, value)| (name.to_owned(), value)));
        Cursor(parts)
    }

    /// In a [`ComposedList`], with what says where it goes on.
    pub fn composed(
        name: &str,
        of: &str,
        parts: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Cursor {
        let parts = parts.into_iter().map(|(name, value)| (name.to_owned(), value));
        Cursor(parts.chain([(name.to_owned(), of.to_owned())]).collect())
    }

    /// What [`Cursor::composed`] was given under this name.
    pub fn part(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The sort key of the last item seen, in a list of the base table.
    pub fn sort_key(&self) -> Option<&str> {
        self.part("sk")
    }

    /// The first item of a partition of a list.
    pub(crate) fn beginning_of(list: &impl Resumable, partition: &str) -> Cursor {
        Cursor(BTreeMap::from([(list.attribute().to_owned(), partition.to_owned())]))
    }

    /// Every key of this table is a string; nothing else can be in a cursor.
    pub(crate) fn from_attributes(attributes: Attributes) -> Cursor {
        let text =
            |(name, value): (String, AttributeValue)| Some((name, value.as_s().ok()?.clone()));
        Cursor(attributes.into_iter().filter_map(text).collect())
    }

    pub(crate) fn into_attributes(self) -> Attributes {
        self.0.into_iter().map(|(name, text)| (name, AttributeValue::S(text))).collect()
    }
}
