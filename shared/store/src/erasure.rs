//! Erasing a member: the request, and everything of theirs that no one else rests on.

use domain::coproducer::Coproducer;
use domain::erasure::{Erasure, ErasureState};
use domain::id::{ApplicationId, MemberId};
use domain::points::PointEntry;

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::revoked_member::RevokedMember;
use crate::standing::{CoproducerStandingItem, MemberStanding, ObservationItem};
use crate::table::Store;
use crate::transaction::TRANSACTION_ITEMS_MAX;

/// The sweep's list of erasures that are not done.
pub const OPEN: &str = "requested";

/// The kinds in a member's partition that stay, all of them numbers under an id: what others'
/// rankings and the books rest on, and that the member is gone. Every other kind goes, a new one
/// too.
const KEPT: [&str; 5] = [
    MemberStanding::KIND,
    PointEntry::KIND,
    ObservationItem::KIND,
    CoproducerStandingItem::KIND,
    Erasure::KIND,
];

impl Item for Erasure {
    const KIND: &'static str = "erasure";

    fn key(&self) -> Key {
        keys::erasure(self.member)
    }

    /// On the sweep's list until it is done.
    fn indexes(&self) -> Indexes {
        let waits = self.state != ErasureState::Erased;
        let place = || keys::work_list(Self::KIND, OPEN, self.member, self.requested_at);
        Indexes { owner_list: None, work_list: waits.then(place) }
    }
}

/// A member's erasure, if they ever asked for one.
pub fn key(member: MemberId) -> ItemKey<Erasure> {
    ItemKey::new(keys::erasure(member))
}

impl Store {
    /// The token of a member is refused from now on: their erasure goes on, as long as it is as it
    /// was read, and every function learns of it. One round trip.
    pub async fn close_erasure(
        &self,
        erasure: &Stored<Erasure>,
        revoked: &RevokedMember,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(erasure)?.create(revoked)?;
        self.commit(transaction).await
    }

    /// Deletes a co-producer's record and applications, so that nothing is given to them any more.
    /// Two round trips, one where there is none.
    pub async fn retire_coproducer(&self, member: MemberId) -> Result<(), StoreError> {
        let Some(coproducer) = self.get(crate::coproducer::key(member)).await? else {
            return Ok(());
        };
        let mut doomed: Vec<Key> = applications(&coproducer.item).map(keys::application).collect();
        // Last: how many applications there were stands in it.
        doomed.push(coproducer.item.key());
        self.delete_all(&doomed).await
    }

    /// Deletes profile, genres, notices, texts and whatever else stands in a member's partition but
    /// for what the books and others rest on. It may be cut short anywhere and done again. One
    /// round trip for a hundred items.
    pub async fn delete_personal(&self, member: MemberId) -> Result<(), StoreError> {
        let items = self.all(&keys::member_partition(member), "").await?;
        let personal = items.iter().filter(|item| !KEPT.contains(&item.kind()));
        let doomed: Vec<Key> = personal.filter_map(|item| Key::of(&item.0)).collect();
        self.delete_all(&doomed).await
    }

    /// Whatever is there: what is gone already is as good.
    pub(crate) async fn delete_all(&self, doomed: &[Key]) -> Result<(), StoreError> {
        for some in doomed.chunks(TRANSACTION_ITEMS_MAX) {
            let mut transaction = self.transaction();
            for key in some {
                let whatever_is_there = Condition::Any(vec![Condition::Absent, Condition::Exists]);
                transaction.delete(key, &whatever_is_there)?;
            }
            self.commit(transaction).await?;
        }
        Ok(())
    }
}

/// Every application that was ever made.
fn applications(coproducer: &Coproducer) -> impl Iterator<Item = ApplicationId> {
    (1..=coproducer.applications).filter_map(|applications| {
        Coproducer { applications, ..coproducer.clone() }.application_id()
    })
}
