//! Adjustments: proposed by one operator, and an input of a month once another one approves.

use domain::change::Change;
use domain::id::{AdjustmentId, MemberId};
use domain::money::Sha256Hex;
use domain::money::YearMonth;
use domain::money::adjustment::{Adjustment, AdjustmentRefusal, AdjustmentState};
use domain::money::input::{AgreedAdjustment, Input, MonthInput};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::month_input::add_input;
use crate::retry::retry_on_conflict;
use crate::table::Store;

/// An adjustment as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustmentItem {
    pub adjustment: Adjustment,
    /// SHA-256 of the request that made it: the same key with another body is refused.
    pub request_sha256: Sha256Hex,
}

impl Item for AdjustmentItem {
    const KIND: &'static str = "adjustment";

    fn key(&self) -> Key {
        keys::adjustment(self.adjustment.id)
    }

    /// On the list of its state for ever: operators read what was proposed, approved and declined.
    fn indexes(&self) -> Indexes {
        let Adjustment { state, proposed_at, .. } = &self.adjustment;
        let place = (keys::adjustments_partition(*state), keys::sortable(*proposed_at));
        Indexes { owner_list: None, work_list: Some(place) }
    }
}

/// A correction, by its id.
pub fn key(id: AdjustmentId) -> ItemKey<AdjustmentItem> {
    ItemKey::new(keys::adjustment(id))
}

/// Those of one state, the oldest first; a hint, since an index lags.
pub fn in_state(state: AdjustmentState) -> List<AdjustmentItem> {
    List::work_list([keys::adjustments_partition(state)])
}

impl Store {
    /// Approves an adjustment: it becomes an input of the oldest Open month. None where there is no
    /// such adjustment. Three round trips.
    pub async fn approve_adjustment(
        &self,
        genesis: YearMonth,
        id: AdjustmentId,
        by: MemberId,
        at: Timestamp,
    ) -> Result<Option<Result<Adjustment, AdjustmentRefusal>>, StoreError> {
        retry_on_conflict(|| async {
            let month = self.oldest_open_month(genesis).await?;
            let Some(Stored { item, revision }) = self.get(key(id)).await? else {
                return Ok(None);
            };
            let approved = match item.adjustment.approve(by, month, at) {
                Ok(Change::Applied(approved)) => approved,
                Ok(Change::AlreadyApplied) => return Ok(Some(Ok(item.adjustment))),
                Err(refusal) => return Ok(Some(Err(refusal))),
            };
            let agreed = AgreedAdjustment {
                id,
                adjusts: approved.adjusts,
                reason: approved.reason.clone(),
                entries: approved.entries.clone(),
            };
            // Who proposed it has put it in; the second pair of eyes has only looked.
            let (by, input) = (approved.proposed_by, Input::Adjustment(agreed));
            let mut transaction = self.transaction();
            let item = AdjustmentItem { adjustment: approved.clone(), ..item };
            transaction.replace(&Stored { item, revision })?;
            add_input(&mut transaction, &MonthInput { month, input, by, at })?;
            self.commit(transaction).await?;
            Ok(Some(Ok(approved)))
        })
        .await
    }
}
