//! The co-producers of the platform, and the few seats of those who founded it.

use domain::coproducer::{Appeal, Coproducer};
use domain::id::MemberId;
use domain::notice::Notice;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Indexes, Item, ItemKey};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;

impl Item for Coproducer {
    const KIND: &'static str = "coproducer";

    fn key(&self) -> Key {
        keys::coproducer(self.member)
    }

    /// On the operators' list while their appeal waits.
    fn indexes(&self) -> Indexes {
        let waits = self.appeal.as_ref().filter(|appeal| appeal.decision.is_none());
        let place =
            |appeal: &Appeal| (keys::APPEALS_PARTITION.to_owned(), keys::sortable(appeal.at));
        Indexes { owner_list: None, work_list: waits.map(place) }
    }
}

/// Those whose appeal waits for an operator, the oldest first; a hint, since an index lags.
pub fn appealing() -> List<Coproducer> {
    List::work_list([keys::APPEALS_PARTITION.to_owned()])
}

/// One of the few co-producers who were named without an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundingSeat {
    /// From 1.
    pub seat: u32,
    pub member: MemberId,
}

impl Item for FoundingSeat {
    const KIND: &'static str = "founding_seat";

    fn key(&self) -> Key {
        keys::founding_seat(self.seat)
    }
}

/// A member's co-producer record, if they ever applied or were named.
pub fn key(member: MemberId) -> ItemKey<Coproducer> {
    ItemKey::new(keys::coproducer(member))
}

/// Every co-producer of the platform.
pub fn all() -> List<Coproducer> {
    List::in_table(keys::COPRODUCERS_PARTITION, "")
}

/// The seats of founding co-producers that were ever taken, in order.
pub fn founding_seats() -> List<FoundingSeat> {
    List::in_table(keys::FOUNDING_PARTITION, "")
}

impl Store {
    /// Names a founding co-producer on a seat of their own, with the notice to them; refused where
    /// the seat is taken or the member is a co-producer already. One round trip.
    pub async fn name_founding_coproducer(
        &self,
        coproducer: &Coproducer,
        seat: u32,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let seat = FoundingSeat { seat, member: coproducer.member };
        let mut transaction = self.transaction();
        transaction.create(coproducer)?.create(&seat)?.create(notice)?;
        self.commit(transaction).await
    }
}
