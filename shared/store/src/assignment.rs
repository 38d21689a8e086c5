//! What an assignment reads and writes: workloads, who was given what by whom, and the one item on
//! which every assignment of a brief is conditioned.

use std::collections::{BTreeMap, BTreeSet};

use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::{BriefId, MemberId, ReviewId};
use domain::member::Member;
use domain::notice::Notice;
use domain::review::{Review, ReviewState};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::raw_item::RawItem;
use crate::review::ReviewItem;
use crate::roster::RosterItem;
use crate::standing::MemberStanding;
use crate::table::Store;
use crate::track::{Partners, VersionItem};
use crate::transaction::Transaction;

/// The item on which every assignment of a brief is conditioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignItem {
    pub brief: BriefId,
    /// When the last assignments were made.
    pub at: Timestamp,
}

impl Item for AssignItem {
    const KIND: &'static str = "assign";

    fn key(&self) -> Key {
        keys::assign(self.brief)
    }
}

/// What one reviewer has been given, in all briefs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkloadItem {
    pub member: MemberId,
    /// Reviews given and, when this was last written, not over; whether they are over by now is
    /// read from the reviews themselves, so that nobody has to keep this list in step.
    pub open: BTreeSet<ReviewId>,
    /// The day, in UTC, that the two counts are about.
    pub day: Date,
    pub reviews_that_day: u32,
    pub audio_that_day_ms: u64,
    pub last_assigned_at: Option<Timestamp>,
}

impl WorkloadItem {
    /// Of a reviewer who was never given anything.
    pub fn idle(member: MemberId, day: Date) -> WorkloadItem {
        WorkloadItem {
            member,
            open: BTreeSet::new(),
            day,
            reviews_that_day: 0,
            audio_that_day_ms: 0,
            last_assigned_at: None,
        }
    }

    /// The same workload on `day`: the counts of another day are gone.
    #[must_use]
    pub fn on(self, day: Date) -> WorkloadItem {
        if self.day == day {
            return self;
        }
        WorkloadItem { day, reviews_that_day: 0, audio_that_day_ms: 0, ..self }
    }

    /// Counts a review that was just given.
    pub fn take(&mut self, review: &Review) {
        self.open.insert(review.id);
        self.reviews_that_day = self.reviews_that_day.saturating_add(1);
        self.audio_that_day_ms = self.audio_that_day_ms.saturating_add(review.duration_ms);
        self.last_assigned_at = Some(review.created_at);
    }
}

impl Item for WorkloadItem {
    const KIND: &'static str = "workload";

    fn key(&self) -> Key {
        keys::workload(self.member)
    }
}

/// When a reviewer was last given something by an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairItem {
    pub author: MemberId,
    pub reviewer: MemberId,
    pub at: Timestamp,
}

impl Item for PairItem {
    const KIND: &'static str = "pair";

    fn key(&self) -> Key {
        keys::pair(self.author, self.reviewer)
    }
}

/// That a reviewer is given something by an author, as long as nothing was given the other way round,
/// or written together, since that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPair {
    /// At the revision that was read; 0 where there was none, as below.
    pub pair: Stored<PairItem>,
    /// Of the pair the other way round.
    pub opposite_revision: u64,
    pub partners_revision: u64,
}

impl NewPair {
    /// How many items it adds to a transaction.
    pub const WRITES: usize = 3;

    fn write(&self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let PairItem { author, reviewer, .. } = self.pair.item;
        transaction.create_or_replace(&self.pair)?;
        let opposite = Condition::as_read(self.opposite_revision);
        transaction.check(&keys::pair(reviewer, author), &opposite)?;
        let partners = Condition::as_read(self.partners_revision);
        transaction.check(&keys::partners(author, reviewer), &partners)?;
        Ok(())
    }
}

/// What is known of some reviewers, in all briefs.
#[derive(Debug, Default)]
pub struct ReviewerRecords {
    pub coproducers: BTreeMap<MemberId, Coproducer>,
    pub profiles: BTreeMap<MemberId, Member>,
    /// How far each has come as a composer; nothing of a newcomer.
    pub standings: Vec<MemberStanding>,
    pub workloads: BTreeMap<MemberId, Stored<WorkloadItem>>,
    /// When they were last given something by the authors that were asked about, and these by them.
    pub pairs: Vec<Stored<PairItem>>,
    /// With which of these authors they have written something.
    pub partners: Vec<Stored<Partners>>,
    /// Their reviews that are not over.
    pub open: BTreeMap<ReviewId, Stored<ReviewItem>>,
}

/// What one assignment writes. Nothing of it is written where the brief, its `ASSIGN` item, a
/// version, a review or a workload has changed since it was read, a reviewer may not review any
/// more, or has meanwhile given something to the author or written with them.
#[derive(Debug)]
pub struct AssignmentWrites<'batch> {
    pub brief: &'batch Stored<BriefItem>,
    /// As it was read; none where nothing of the brief was ever assigned.
    pub assign: Option<Stored<AssignItem>>,
    pub at: Timestamp,
    pub versions: Vec<&'batch Stored<VersionItem>>,
    pub new_reviews: Vec<ReviewItem>,
    /// Who joins the roster with it, since they accepted what they were asked for.
    pub appointment: Option<RosterItem>,
    /// Queued reviews whose deadline timer starts.
    pub started_reviews: &'batch [Stored<ReviewItem>],
    pub notices: Vec<Notice>,
    /// Revision 0 where there was none.
    pub workloads: Vec<&'batch Stored<WorkloadItem>>,
    /// Whoever is given something, or begins with it.
    pub reviewers: BTreeSet<MemberId>,
    pub pairs: Vec<NewPair>,
}

/// What a reviewer has been given, if anything.
pub fn key(reviewer: MemberId) -> ItemKey<WorkloadItem> {
    ItemKey::new(keys::workload(reviewer))
}

impl Store {
    /// Standing, profile, workload and pairs with `authors` of every reviewer; then the reviews
    /// that they have open. Two round trips, one where none has any open.
    pub async fn reviewer_records(
        &self,
        reviewers: &[MemberId],
        authors: &BTreeSet<MemberId>,
    ) -> Result<ReviewerRecords, StoreError> {
        let mut wanted = Vec::new();
        for reviewer in reviewers {
            wanted.extend([keys::coproducer(*reviewer), keys::workload(*reviewer)]);
            wanted.extend([keys::member(*reviewer), keys::standing(*reviewer)]);
            for author in authors {
                wanted.push(keys::pair(*author, *reviewer));
                wanted.push(keys::pair(*reviewer, *author));
                wanted.push(keys::partners(*author, *reviewer));
            }
        }
        let mut records = ReviewerRecords::default();
        for item in self.get_many(&wanted).await?.into_iter().flatten() {
            match item.kind() {
                Coproducer::KIND => {
                    let coproducer = item.parse::<Coproducer>()?.item;
                    records.coproducers.insert(coproducer.member, coproducer);
                }
                Member::KIND => {
                    let profile = item.parse::<Member>()?.item;
                    records.profiles.insert(profile.id, profile);
                }
                MemberStanding::KIND => {
                    records.standings.push(item.parse::<MemberStanding>()?.item);
                }
                WorkloadItem::KIND => {
                    let workload = item.parse::<WorkloadItem>()?;
                    records.workloads.insert(workload.item.member, workload);
                }
                PairItem::KIND => records.pairs.push(item.parse()?),
                Partners::KIND => records.partners.push(item.parse()?),
                _ => {}
            }
        }
        let given = records.workloads.values().flat_map(|stored| stored.item.open.iter().copied());
        let open = self.open_among(given.collect()).await?;
        records.open = open.into_iter().map(|stored| (stored.item.review.id, stored)).collect();
        Ok(records)
    }

    /// What a reviewer has been given and is not over, read from the items themselves: no index has
    /// to have caught up. Two round trips, one where nothing is.
    pub async fn open_reviews(&self, reviewer: MemberId) -> Result<Vec<Review>, StoreError> {
        let workload = self.get(key(reviewer)).await?;
        let given = workload.into_iter().flat_map(|stored| stored.item.open).collect();
        let open = self.open_among(given).await?;
        Ok(open.into_iter().map(|stored| stored.item.review).collect())
    }

    async fn open_among(
        &self,
        reviews: Vec<ReviewId>,
    ) -> Result<Vec<Stored<ReviewItem>>, StoreError> {
        if reviews.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: Vec<Key> = reviews.into_iter().map(keys::review).collect();
        let found = self.get_many(&wanted).await?.into_iter().flatten();
        let mut open = Vec::new();
        for item in found {
            let review: Stored<ReviewItem> = RawItem::parse(item)?;
            if matches!(review.item.state, ReviewState::Queued | ReviewState::Assigned) {
                open.push(review);
            }
        }
        Ok(open)
    }

    /// Writes an assignment in one transaction. One round trip.
    pub async fn write_assignment(&self, writes: AssignmentWrites<'_>) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        let assign = AssignItem { brief: writes.brief.item.id, at: writes.at };
        match writes.assign {
            Some(read) => transaction.replace(&Stored { item: assign, ..read })?,
            None => transaction.create(&assign)?,
        };
        // What is pinned to the reviews is the brief as it was read.
        let unchanged = Condition::unchanged(writes.brief.revision);
        transaction.check(&writes.brief.item.key(), &unchanged)?;
        for version in writes.versions {
            transaction.replace(version)?;
        }
        if let Some(appointment) = &writes.appointment {
            transaction.create(appointment)?;
        }
        for review in &writes.new_reviews {
            transaction.create(review)?;
        }
        for review in writes.started_reviews {
            transaction.replace(review)?;
        }
        for notice in &writes.notices {
            transaction.create(notice)?;
        }
        for workload in writes.workloads {
            transaction.create_or_replace(workload)?;
        }
        // Whoever is suspended or leaves at the same moment either comes first, and is given
        // nothing, or finds what was given here.
        let stands_at = |state: CoproducerState| Condition::text("state", state.as_str());
        let may_review = Condition::Any(vec![
            stands_at(CoproducerState::Probation),
            stands_at(CoproducerState::Active),
        ]);
        for reviewer in writes.reviewers {
            transaction.check(&keys::coproducer(reviewer), &may_review)?;
        }
        for pair in &writes.pairs {
            pair.write(&mut transaction)?;
        }
        self.commit(transaction).await
    }
}
