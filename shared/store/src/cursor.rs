//! Cursors: where a list goes on, made for one list and taken back by that list alone.
//!
//! Architecture invariant: no other crate reads or writes a key attribute in a cursor.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::id::{BriefId, MemberId};
use domain::money::PayoutState;
use domain::money::adjustment::AdjustmentState;
use serde::{Deserialize, Serialize};

use crate::item::Attributes;
use crate::keys::{self, Key};

/// A list that is read page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListOf {
    /// What a member owns of one kind of item, by time.
    Owned(MemberId, &'static str),
    /// The open public briefs.
    Board,
    /// The disputes that wait for an operator.
    Disputes,
    /// The applications of co-producers that wait for an operator.
    Applications,
    Adjustments(AdjustmentState),
    /// Eight partitions, read one after the other.
    Payouts(PayoutState),
    /// The tracks of a brief, by their id.
    Tracks(BriefId),
    /// A list that is no query but put together from several: its name, and what it is of.
    Composed(&'static str, String),
}

/// Where a list goes on: by attribute of the key, the last item seen. It comes back from a client, so
/// that it is only used after [`Cursor::resume`] has compared it with the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(BTreeMap<String, String>);

const OWNER_LIST: &str = "gsi1pk";
const WORK_LIST: &str = "gsi2pk";

impl ListOf {
    /// The attribute by which a cursor names its partition, and the partitions of this list.
    fn partitions(&self) -> (&str, Vec<String>) {
        let one = |attribute, partition| (attribute, vec![partition]);
        match self {
            ListOf::Owned(member, kind) => {
                one(OWNER_LIST, keys::owner_list_partition(*member, kind))
            }
            ListOf::Board => one(WORK_LIST, keys::BOARD_PARTITION.to_owned()),
            ListOf::Disputes => one(WORK_LIST, keys::DISPUTES_PARTITION.to_owned()),
            ListOf::Applications => one(WORK_LIST, keys::APPLICATIONS_PARTITION.to_owned()),
            ListOf::Adjustments(state) => one(WORK_LIST, keys::adjustments_partition(*state)),
            ListOf::Payouts(state) => (WORK_LIST, keys::payouts_partitions(*state).to_vec()),
            ListOf::Tracks(brief) => one("pk", keys::brief_partition(*brief)),
            ListOf::Composed(name, of) => one(name, of.clone()),
        }
    }
}

impl Cursor {
    /// The cursor again, if it was made for `list`; a forged one can only start the same list
    /// elsewhere.
    pub fn resume(self, list: &ListOf) -> Option<Cursor> {
        let (attribute, partitions) = list.partitions();
        let is_within =
            self.part(attribute).is_some_and(|of| partitions.iter().any(|one| one == of));
        is_within.then_some(self)
    }

    /// Behind the item with this key, in a list of the base table.
    pub fn behind(key: Key) -> Cursor {
        Cursor(BTreeMap::from([("pk".to_owned(), key.pk), ("sk".to_owned(), key.sk)]))
    }

    /// In a [`ListOf::Composed`], with what says where it goes on.
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

    /// The first item of a partition of a work list.
    pub(crate) fn beginning_of(partition: &str) -> Cursor {
        Cursor(BTreeMap::from([(WORK_LIST.to_owned(), partition.to_owned())]))
    }

    pub(crate) fn is_in_work_list(&self, partition: &str) -> bool {
        self.part(WORK_LIST) == Some(partition)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_resumes_its_own_list_alone() {
        let (ada, bob) = (MemberId::of_subject("ada"), MemberId::of_subject("bob"));
        let partition = keys::owner_list_partition(ada, "track");
        let cursor = Cursor(BTreeMap::from([(OWNER_LIST.to_owned(), partition.clone())]));
        assert!(cursor.clone().resume(&ListOf::Owned(ada, "track")).is_some());
        let others = [
            ListOf::Owned(bob, "track"),
            ListOf::Owned(ada, "credit"),
            ListOf::Board,
            ListOf::Composed("statements", partition),
        ];
        for other in others {
            assert_eq!(cursor.clone().resume(&other), None);
        }
    }

    #[test]
    fn a_cursor_of_payouts_resumes_each_of_the_eight_lists() {
        let due = PayoutState::Due;
        for partition in keys::payouts_partitions(due) {
            let cursor = Cursor::beginning_of(&partition);
            assert!(cursor.clone().resume(&ListOf::Payouts(due)).is_some());
            assert_eq!(cursor.resume(&ListOf::Payouts(PayoutState::Settled)), None);
        }
    }
}
