//! Splits: append-only per track, and listed as an input of the month they were set in.

use domain::money::{SplitVersion, TrackKey, YearMonth};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::Item;
use crate::keys::{self, Key};
use crate::list::List;
use crate::month::require_open;
use crate::raw_item::RawItem;
use crate::table::Store;
use crate::transaction::Transaction;

/// One split of a track; its key is what makes number n happen once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SplitItem(pub SplitVersion);

impl Item for SplitItem {
    const KIND: &'static str = "split";

    fn key(&self) -> Key {
        keys::split(&self.0.track, self.0.number)
    }
}

/// The same split among the inputs of its month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonthSplitItem(pub SplitVersion);

impl Item for MonthSplitItem {
    const KIND: &'static str = "month_split";

    fn key(&self) -> Key {
        keys::month_split(self.0.month, &self.0.track, self.0.number)
    }
}

/// Where the writes of a split stand in their transaction, to recognise a [`crate::Refusal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitWrites {
    /// Refused here: the month has been frozen; find the oldest Open one again.
    pub month_open: usize,
    /// Refused here: this number of the track exists.
    pub split: usize,
}

/// Adds the three writes that set a split: its month must be Open (`split.month` is the oldest
/// Open one, see [`crate::Months::oldest_open`]) and its number new.
pub fn set_split(
    transaction: &mut Transaction,
    split: &SplitVersion,
) -> Result<SplitWrites, StoreError> {
    let month_open = require_open(transaction, split.month)?;
    let place = transaction.len();
    transaction.create(&SplitItem(split.clone()))?;
    transaction.create(&MonthSplitItem(split.clone()))?;
    Ok(SplitWrites { month_open, split: place })
}

/// The splits that were set in a month.
pub fn of_month(month: YearMonth) -> List<MonthSplitItem> {
    List::in_table(keys::month_partition(month), keys::MONTH_SPLIT_PREFIX)
}

impl Store {
    /// The split of a track that applies now, if it has one. One round trip.
    pub async fn newest_split(
        &self,
        track: impl Into<TrackKey>,
    ) -> Result<Option<SplitVersion>, StoreError> {
        let items = self.all(&keys::split_partition(&track.into()), keys::SPLIT_PREFIX).await?;
        let newest = items.into_iter().next_back().map(RawItem::parse::<SplitItem>).transpose()?;
        Ok(newest.map(|stored| stored.item.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Account, Share, Split, SplitRow};

    #[test]
    fn a_split_survives_the_table_and_stands_in_two_places() {
        let account: Account = "mem_a".parse().unwrap();
        let rows = Split::new(vec![SplitRow { account, share_ppm: Share::WHOLE }]).unwrap();
        let split = SplitVersion::first("trk_1".parse().unwrap(), "2026-01".parse().unwrap(), rows);
        let item = MonthSplitItem(split.clone());
        assert_eq!(item.key().pk, "MONTH#2026-01");
        assert_eq!(item.key().sk, "SPLIT#trk_1#000001");
        assert_eq!(SplitItem(split).key().sk, "SPLIT#000001");
        let attributes = crate::item::to_attributes(&item, 1).unwrap();
        assert_eq!(RawItem(attributes).parse::<MonthSplitItem>().unwrap().item, item);
    }
}
