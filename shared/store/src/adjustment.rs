//! Adjustments: proposed by one operator, and an input of a month once another one approves.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::id::{AdjustmentId, MemberId};
use domain::money::adjustment::{Adjustment, AdjustmentRefusal, AdjustmentState};
use domain::money::input::{AgreedAdjustment, Input, MonthInput};
use domain::money::{Sha256Hex, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::{Decided, MonthDecision};
use crate::item::{Indexes, Item, ItemKey};
use crate::keys::{self, Key};
use crate::list::List;

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

/// A second operator agrees with an adjustment, which the oldest Open month books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustmentApproval {
    pub id: AdjustmentId,
    pub by: MemberId,
    /// All of them, where a party approves: all have to be parties.
    pub operators: Option<BTreeSet<MemberId>>,
    pub at: Timestamp,
}

impl MonthDecision for AdjustmentApproval {
    type Item = AdjustmentItem;
    /// None where there is no such adjustment.
    type Answer = Option<Result<Adjustment, AdjustmentRefusal>>;

    fn last(&self) -> Option<ItemKey<AdjustmentItem>> {
        Some(key(self.id))
    }

    fn decide(
        &self,
        last: Option<&AdjustmentItem>,
        month: YearMonth,
    ) -> Decided<AdjustmentItem, Self::Answer> {
        let Some(item) = last else { return Decided::Answered(None) };
        let approved =
            match item.adjustment.approve(self.by, self.operators.as_ref(), month, self.at) {
                Ok(Change::Applied(approved)) => approved,
                Ok(Change::AlreadyApplied) => {
                    return Decided::Answered(Some(Ok(item.adjustment.clone())));
                }
                Err(refusal) => return Decided::Answered(Some(Err(refusal))),
            };
        let agreed = AgreedAdjustment {
            id: self.id,
            adjusts: approved.adjusts,
            reason: approved.reason.clone(),
            entries: approved.entries.clone(),
        };
        // Who proposed it has put it in; the second pair of eyes has only looked.
        let (by, input) = (approved.proposed_by, Input::Adjustment(agreed));
        let input = MonthInput { month, input, by, at: self.at };
        Decided::New(AdjustmentItem { adjustment: approved, ..item.clone() }, input)
    }

    fn applied(&self, item: AdjustmentItem) -> Self::Answer {
        Some(Ok(item.adjustment))
    }
}
