//! Erasing a member: the request, and everything of theirs that no one else rests on.

use domain::coproducer::Coproducer;
use domain::erasure::{Erasure, ErasureState};
use domain::id::{ApplicationId, MemberId};
use domain::member::Member;
use domain::notice::Notice;

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, Stored};
use crate::keys::{self, Key};
use crate::listing::ListingItem;
use crate::review::{RecentTexts, ReviewItem};
use crate::table::{Created, Store};
use crate::transaction::TRANSACTION_LIMIT;

/// The kinds in a member's partition that say who somebody is or what they were told.
const PERSONAL: [&str; 4] = [Member::KIND, Notice::KIND, RecentTexts::KIND, ListingItem::KIND];

impl Item for Erasure {
    const KIND: &'static str = "erasure";

    fn key(&self) -> Key {
        keys::erasure(self.member)
    }

    /// On the sweep's list until it is done.
    fn indexes(&self) -> Indexes {
        let waits = self.state == ErasureState::Requested;
        let state = ErasureState::Requested.as_str();
        let place = || keys::work_list(Self::KIND, state, self.member, self.requested_at);
        Indexes { owner_list: None, work_list: waits.then(place) }
    }
}

impl Store {
    /// A member's erasure, if they asked for one. One round trip.
    pub async fn erasure(&self, member: MemberId) -> Result<Option<Stored<Erasure>>, StoreError> {
        self.get(&keys::erasure(member)).await
    }

    /// Takes a request; one that is there already comes back as it is now. One round trip.
    pub async fn request_erasure(&self, erasure: &Erasure) -> Result<Created<Erasure>, StoreError> {
        self.create(erasure).await
    }

    /// Deletes profile, genres, notices, texts, co-producer record and applications. It may be cut
    /// short anywhere and done again. One round trip for a hundred items.
    pub async fn delete_personal(&self, member: MemberId) -> Result<(), StoreError> {
        let items = self.all(&keys::member_partition(member), "").await?;
        let personal = items.iter().filter(|item| PERSONAL.contains(&item.kind()));
        let mut doomed: Vec<Key> = personal.filter_map(|item| Key::of(&item.0)).collect();
        if let Some(coproducer) = self.coproducer(member).await? {
            doomed.extend(applications(&coproducer.item).map(keys::application));
            doomed.push(coproducer.item.key());
        }
        for some in doomed.chunks(TRANSACTION_LIMIT) {
            let mut transaction = self.transaction();
            for key in some {
                let whatever_is_there = Condition::Any(vec![Condition::Absent, Condition::Exists]);
                transaction.delete(key, &whatever_is_there)?;
            }
            self.commit(transaction).await?;
        }
        Ok(())
    }

    /// Takes away what a reviewer had begun to write. One round trip a page and one a draft.
    pub async fn delete_drafts(&self, reviewer: MemberId) -> Result<(), StoreError> {
        let mut cursor = None;
        loop {
            let (reviews, next) = self.queue(reviewer, 100, cursor).await?.parse::<ReviewItem>()?;
            for Stored { item, revision } in reviews {
                if item.draft.is_some() {
                    let item = ReviewItem { draft: None, ..item };
                    self.replace(&Stored { item, revision }).await?;
                }
            }
            cursor = next;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }
}

/// Every application that was ever made.
fn applications(coproducer: &Coproducer) -> impl Iterator<Item = ApplicationId> {
    (1..=coproducer.applications).filter_map(|applications| {
        Coproducer { applications, ..coproducer.clone() }.application_id()
    })
}
