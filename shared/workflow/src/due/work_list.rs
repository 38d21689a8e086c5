//! The lists that the sweep works off, and how they are read.

use std::marker::PhantomData;

use domain::application::Application;
use domain::erasure::Erasure;
use domain::likeness::PieceFingerprint;
use domain::reference_media::ReferenceMedia;
use domain::review::ReviewState;
use jiff::Timestamp;
use store::brief::{BriefItem, DRAFTS, JUDGING, OPEN_INVITED};
use store::follow_up::{FollowUpItem, PENDING};
use store::revenue_file::RevenueUpload;
use store::review::ReviewItem;
use store::standing::{MemberStanding, RESTING};
use store::track::{AWAITING_REVIEWER, RESERVED, SENT_BACK, VersionItem};
use store::{Item, RawItem, StoreError, Stored, keys};

use crate::Workflow;

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    All,
    /// What is due by then.
    Due(Timestamp),
    /// What happened since then.
    Since(Timestamp),
}

/// Partitions of the work lists with items of one kind. An index lags: what stands there may have
/// moved on, so that who writes does so under the condition that it has not.
#[derive(Debug, Clone)]
pub struct WorkList<T> {
    pub partitions: Vec<String>,
    pub reach: Reach,
    item: PhantomData<fn() -> T>,
}

impl<T: Item> WorkList<T> {
    /// Of a kind in a state.
    pub fn new(state: &str, reach: Reach) -> Self {
        Self::within(keys::work_list_partitions(T::KIND, state), reach)
    }

    /// Of partitions that are not sharded by a state.
    pub fn within(partitions: impl Into<Vec<String>>, reach: Reach) -> Self {
        Self { partitions: partitions.into(), reach, item: PhantomData }
    }
}

/// Every reservation, also where the link still works: the event of a file that has landed may be
/// lost.
pub fn reservations() -> WorkList<VersionItem> {
    WorkList::new(RESERVED, Reach::All)
}

/// The same of revenue files.
pub fn revenue_reservations() -> WorkList<RevenueUpload> {
    WorkList::new(store::revenue_file::RESERVED, Reach::All)
}

/// Briefs with a reference medium whose file is awaited, looked at or to be deleted.
pub fn pending_reference_media() -> WorkList<ReferenceMedia> {
    WorkList::new(store::reference_media::PENDING, Reach::All)
}

/// Reviews whose time is over then.
pub fn late_reviews(then: Timestamp) -> WorkList<ReviewItem> {
    WorkList::new(ReviewState::Assigned.as_str(), Reach::Due(then))
}

/// What a decision left to be done.
pub fn follow_ups(now: Timestamp) -> WorkList<FollowUpItem> {
    WorkList::new(PENDING, Reach::Due(now))
}

/// Fingerprints that were not compared, since intake was cut short after its assignment.
pub fn fingerprints(now: Timestamp) -> WorkList<PieceFingerprint> {
    WorkList::new(store::likeness::PENDING, Reach::Due(now))
}

/// Versions that lack a reviewer.
pub fn awaiting_reviewer() -> WorkList<VersionItem> {
    WorkList::new(AWAITING_REVIEWER, Reach::All)
}

/// Reviews that wait for a free deadline timer.
pub fn queued_reviews() -> WorkList<ReviewItem> {
    WorkList::new(ReviewState::Queued.as_str(), Reach::All)
}

/// Open briefs whose deadline has passed then, on the board and off it.
pub fn ended_entries(then: Timestamp) -> WorkList<BriefItem> {
    let mut partitions = vec![keys::BOARD_PARTITION.to_owned()];
    partitions.extend(keys::work_list_partitions(BriefItem::KIND, OPEN_INVITED));
    WorkList::within(partitions, Reach::Due(then))
}

/// Judged briefs whose client has been silent then for long enough to be reminded at least.
pub fn silent_briefs(then: Timestamp) -> WorkList<BriefItem> {
    WorkList::new(JUDGING, Reach::Due(then))
}

/// Drafts that nobody has opened long after their deadline.
pub fn abandoned_drafts(now: Timestamp) -> WorkList<BriefItem> {
    WorkList::new(DRAFTS, Reach::Due(now))
}

/// Levels that rest on old work, where that has a consequence then.
pub fn resting_levels(then: Timestamp) -> WorkList<MemberStanding> {
    WorkList::new(RESTING, Reach::Due(then))
}

/// Versions that were sent back, and whose window for a further one is not over.
pub fn sent_back(now: Timestamp) -> WorkList<VersionItem> {
    WorkList::new(SENT_BACK, Reach::Since(now))
}

/// Until when a deadline is near enough for a first reminder.
pub fn reminded_by(work: &Workflow) -> Timestamp {
    work.now.saturating_add(work.policy.first_reminder_before).unwrap_or(work.now)
}

/// Applications that wait for a trial or for an operator.
pub fn applications() -> WorkList<Application> {
    WorkList::within([keys::APPLICATIONS_PARTITION.to_owned()], Reach::All)
}

/// Erasures that are not done.
pub fn erasures() -> WorkList<Erasure> {
    WorkList::new(store::erasure::OPEN, Reach::All)
}

/// One partition of a list, whole. One round trip a megabyte.
///
/// # Errors
/// When the table does not answer.
pub async fn read_partition(
    work: &Workflow,
    partition: &str,
    reach: Reach,
) -> Result<Vec<RawItem>, StoreError> {
    let (store, mut items, mut cursor) = (&work.store, Vec::new(), None);
    loop {
        let page = match reach {
            Reach::All => store.due_page(partition, &keys::sortable(Timestamp::MAX), cursor).await,
            Reach::Due(at) => store.due_page(partition, &keys::sortable(at), cursor).await,
            Reach::Since(at) => store.since_page(partition, &keys::sortable(at), cursor).await,
        }?;
        items.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(items);
        }
    }
}

/// A whole list.
///
/// # Errors
/// When the table does not answer or an item does not parse.
pub async fn read<T: Item>(
    work: &Workflow,
    list: &WorkList<T>,
) -> Result<Vec<Stored<T>>, StoreError> {
    let mut items = Vec::new();
    for partition in &list.partitions {
        for item in read_partition(work, partition, list.reach).await? {
            items.push(item.parse()?);
        }
    }
    Ok(items)
}
