//! Prizes: what becomes of one is an input of the month it was decided in. It is written with the
//! decision, under the condition that the month is open.

use domain::money::YearMonth;
use domain::prize::PrizeAward;

use crate::error::StoreError;
use crate::item::{Item, RawItem};
use crate::keys::{self, Key};
use crate::table::Store;

impl Item for PrizeAward {
    const KIND: &'static str = "prize_award";

    fn key(&self) -> Key {
        keys::month_prize(self.month, self.brief)
    }
}

impl Store {
    /// All prizes given out in `month`. One round trip a megabyte.
    pub async fn month_prizes(&self, month: YearMonth) -> Result<Vec<PrizeAward>, StoreError> {
        let items = self.all(&keys::month_partition(month), keys::MONTH_PRIZE_PREFIX).await?;
        items.into_iter().map(|item: RawItem| Ok(item.parse::<PrizeAward>()?.item)).collect()
    }
}
