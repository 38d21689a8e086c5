//! Reviews: what is stored of them, and how one is heard, declined and delivered. They are created
//! by
//! `assignment`, in the transaction that assigns them.

use domain::brief::BriefState;
use domain::coproducer::Coproducer;
use domain::id::{BriefId, MemberId, ReviewId};
use domain::money::SplitVersion;
use domain::notice::Notice;
use domain::policy::Policy;
use domain::review::{Declined, DisputeState, Draft, Review, ReviewState, SaidText};
use serde::{Deserialize, Serialize};

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::raw_item::RawItem;
use crate::split::set_split;
use crate::table::Store;
use crate::track::VersionItem;

/// A review as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewItem {
    /// The review's state once more, where conditions and the stream's filter can see it.
    pub state: ReviewState,
    /// The review.
    pub review: Review,
    /// The version as the assignment left it, so that an uncontended delivery need not read it.
    pub pinned: PinnedVersion,
    /// Why the reviewer did not want it.
    pub declined_because: Option<Declined>,
    /// What the reviewer has written so far; gone once it is delivered.
    pub draft: Option<Draft>,
}

/// A version and the revision it had right after the assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedVersion {
    /// The version.
    pub item: VersionItem,
    /// Its revision.
    pub revision: u64,
}

impl ReviewItem {
    /// A new review of `pinned`.
    pub fn new(review: Review, pinned: PinnedVersion) -> Self {
        Self { state: review.state, review, pinned, declined_because: None, draft: None }
    }

    /// The item with `review` in place of the old one.
    #[must_use]
    pub fn with(self, review: Review) -> Self {
        Self { state: review.state, review, ..self }
    }
}

impl PinnedVersion {
    /// The version as something that can be replaced.
    pub fn stored(&self) -> Stored<VersionItem> {
        Stored { item: self.item.clone(), revision: self.revision }
    }
}

impl Item for ReviewItem {
    const KIND: &'static str = "review";

    fn key(&self) -> Key {
        keys::review(self.review.id)
    }

    /// In its reviewer's queue for ever; on the work list while a deadline timer runs or is waited
    /// for, or while an operator has to decide about a dispute; afterwards where the sweep finds
    /// what has lately been earned.
    fn indexes(&self) -> Indexes {
        let Review { reviewer, created_at, due_at, id, dispute, .. } = &self.review;
        let due = due_at.unwrap_or(*created_at);
        let waits = matches!(self.state, ReviewState::Queued | ReviewState::Assigned);
        let raised = dispute.as_ref().filter(|dispute| dispute.state == DisputeState::Raised);
        let disputed = raised.map(|dispute| {
            (keys::DISPUTES_PARTITION.to_owned(), keys::sortable(dispute.raised_at))
        });
        let clock = waits.then(|| keys::work_list(Self::KIND, self.state.as_str(), id, due));
        Indexes {
            owner_list: Some(keys::owner_list(*reviewer, Self::KIND, *created_at)),
            work_list: clock.or(disputed).or_else(|| self.ended()),
        }
    }
}

/// The list of reviews that say something of their reviewer, by when that last changed.
pub const ENDED: &str = "ended";

impl ReviewItem {
    fn ended(&self) -> Option<(String, String)> {
        let Review { id, state, due_at, delivery, reaction, dispute, .. } = &self.review;
        let decided_at = dispute.as_ref().and_then(|one| one.decision.as_ref()).map(|one| one.at);
        let changed_at = match state {
            ReviewState::Delivered | ReviewState::Voided => {
                let delivered_at = delivery.as_ref().map(|one| one.delivered_at);
                delivered_at.max(reaction.as_ref().map(|one| one.at)).max(decided_at)
            }
            ReviewState::Expired => *due_at,
            ReviewState::Queued
            | ReviewState::Assigned
            | ReviewState::Declined
            | ReviewState::Released => None,
        };
        Some(keys::work_list(Self::KIND, ENDED, id, changed_at?))
    }
}

/// The latest feedback texts of one reviewer, which a new one must not copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentTexts {
    /// The reviewer.
    pub member: MemberId,
    /// Newest first, no more than are compared.
    pub texts: Vec<String>,
}

impl RecentTexts {
    /// The texts with a newer one in front; the oldest falls out.
    #[must_use]
    pub fn with(mut self, text: &str, policy: &Policy) -> Self {
        self.texts.insert(0, text.to_owned());
        self.texts.truncate(policy.texts_compared);
        self
    }
}

impl Item for RecentTexts {
    const KIND: &'static str = "recent_texts";

    fn key(&self) -> Key {
        keys::recent_texts(self.member)
    }
}

/// The latest texts of all the reviewers of a brief, which another one's must not copy. Each
/// delivery replaces it, so that of two at the same moment one reads the other's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefTexts {
    pub brief: BriefId,
    /// The oldest first.
    pub said: Vec<SaidText>,
}

impl BriefTexts {
    /// Of a brief in which nothing was said yet: at revision 0.
    pub const fn none(brief: BriefId) -> Stored<Self> {
        Stored { item: Self { brief, said: Vec::new() }, revision: 0 }
    }
}

impl Item for BriefTexts {
    const KIND: &'static str = "brief_texts";

    fn key(&self) -> Key {
        keys::brief_texts(self.brief)
    }
}

/// What the verdict on a version is made of, beside one reviewer's own answer.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionWithReviews {
    /// The version as it is now.
    pub version: Stored<VersionItem>,
    /// The delivered reviews of its other slots.
    pub others: Vec<Review>,
}

/// What is changed by voiding a review.
#[derive(Debug, Clone, PartialEq)]
pub struct Voided {
    pub version: Stored<VersionItem>,
    /// As it was read.
    pub brief: Stored<BriefItem>,
    /// The winner's next split, where the review had a part in the one that applies.
    pub split: Option<SplitVersion>,
}

/// What a delivery writes, all of it changed already.
#[derive(Debug)]
pub struct DeliveredReview<'writes> {
    /// The review.
    pub review: &'writes Stored<ReviewItem>,
    /// The version with the slot ended and, where it is the last one, the verdict.
    pub version: &'writes Stored<VersionItem>,
    /// The reviewer's texts; revision 0 where there were none.
    pub recent: &'writes Stored<RecentTexts>,
    /// What was said in the brief; revision 0 where that was nothing.
    pub said: &'writes Stored<BriefTexts>,
    /// The reviewer as co-producer, where the review counts for their probation.
    pub coproducer: Option<&'writes Stored<Coproducer>>,
    /// To the composer.
    pub notices: &'writes [Notice],
}

/// What a delivery decides on.
#[derive(Debug, Clone, PartialEq)]
pub struct ToDeliver {
    /// The review.
    pub review: Option<Stored<ReviewItem>>,
    /// The reviewer's latest texts, at revision 0 where there are none.
    pub recent: Stored<RecentTexts>,
    /// The reviewer as co-producer.
    pub coproducer: Option<Stored<Coproducer>>,
}

/// A review, by its id.
pub fn key(review: ReviewId) -> ItemKey<ReviewItem> {
    ItemKey::new(keys::review(review))
}

/// What was said in a brief, by its id.
pub fn texts_key(brief: BriefId) -> ItemKey<BriefTexts> {
    ItemKey::new(keys::brief_texts(brief))
}

/// The reviews that have answered a version beside this one.
pub fn other_answers(
    version: &VersionItem,
    review: ReviewId,
) -> impl Iterator<Item = ItemKey<ReviewItem>> {
    let delivered = version.version.delivered_slots().map(|slot| slot.review);
    delivered.filter(move |other| *other != review).map(key)
}

/// What a reviewer was ever given, the oldest first; a hint, since an index lags.
pub fn queue(reviewer: MemberId) -> List<ReviewItem> {
    List::owned_by(reviewer).oldest_first()
}

/// The disputes that wait for an operator, the oldest first; a hint, since an index lags.
pub fn disputes() -> List<ReviewItem> {
    List::work_list([keys::DISPUTES_PARTITION.to_owned()])
}

impl Store {
    /// A review with the latest texts of `reviewer` and their standing as co-producer. One round
    /// trip.
    pub async fn review_to_deliver(
        &self,
        id: ReviewId,
        reviewer: MemberId,
    ) -> Result<ToDeliver, StoreError> {
        let wanted = [keys::review(id), keys::recent_texts(reviewer), keys::coproducer(reviewer)];
        let mut found = self.get_many(&wanted).await?.into_iter();
        let mut next = || found.next().flatten();
        let review = next().map(RawItem::parse).transpose()?;
        let recent = next().map(RawItem::parse).transpose()?;
        let coproducer = next().map(RawItem::parse).transpose()?;
        let none = RecentTexts { member: reviewer, texts: Vec::new() };
        let recent = recent.unwrap_or(Stored { item: none, revision: 0 });
        Ok(ToDeliver { review, recent, coproducer })
    }

    /// What the verdict on the version of `review` depends on, as it is now; nothing where the
    /// version is gone. One round trip, two where others have answered the version too.
    pub async fn version_with_reviews(
        &self,
        review: &Review,
    ) -> Result<Option<VersionWithReviews>, StoreError> {
        let version =
            self.get(crate::track::version_key(review.brief, review.track, review.version)).await?;
        let Some(version) = version else { return Ok(None) };
        let others = self.get_each(other_answers(&version.item, review.id)).await?;
        let others = others.into_iter().flatten().map(|stored| stored.item.review);
        Ok(Some(VersionWithReviews { version, others: others.collect() }))
    }

    /// Writes a delivery, as long as everything is as it was read. One round trip.
    pub async fn deliver_review(&self, writes: DeliveredReview<'_>) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(writes.review)?.replace(writes.version)?;
        transaction.create_or_replace(writes.recent)?.create_or_replace(writes.said)?;
        if let Some(coproducer) = writes.coproducer {
            transaction.replace(coproducer)?;
        }
        for notice in writes.notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Writes what was said to a delivered review, and the version where that changes it, with the
    /// notices about it, as long as both are as they were read. One round trip.
    pub async fn comment_on_review(
        &self,
        review: &Stored<ReviewItem>,
        version: Option<&Stored<VersionItem>>,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(review)?;
        if let Some(version) = version {
            transaction.replace(version)?;
        }
        for notice in notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Strikes a review out, with its version and the notices about it, as long as all are as they
    /// were read. Until the brief is awarded, an award at the same moment is made to read again;
    /// after it, the next split of the winner stands in the same transaction, as long as its month
    /// is Open. One round trip.
    pub async fn void_review(
        &self,
        review: &Stored<ReviewItem>,
        voided: &Voided,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(review)?.replace(&voided.version)?;
        let Voided { brief, split, .. } = voided;
        if brief.item.state == BriefState::Judging {
            transaction.replace(brief)?;
        } else {
            transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        }
        if let Some(split) = split {
            set_split(&mut transaction, split)?;
        }
        for notice in notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Writes a review that was given up together with its version, as long as both are as they
    /// were read, and the brief still stands at `brief_revision` where the decision rested on it.
    /// One round trip.
    pub async fn relinquish_review(
        &self,
        review: &Stored<ReviewItem>,
        version: &Stored<VersionItem>,
        notice: Option<&Notice>,
        brief_revision: Option<u64>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        if let Some(revision) = brief_revision {
            let brief = keys::brief(review.item.review.brief);
            transaction.check(&brief, &Condition::unchanged(revision))?;
        }
        transaction.replace(review)?.replace(version)?;
        if let Some(notice) = notice {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }
}
