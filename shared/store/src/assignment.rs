//! Giving waiting versions to reviewers.
//!
//! Called after intake, when somebody joins a roster, when a review ends, and by the sweep. It reads
//! what the brief is waiting for, lets the domain decide, and commits the decisions in one
//! transaction conditioned on the brief's `ASSIGN` item. Whoever loses that race reads again and
//! usually finds nothing left to do, so calling it too often does no harm.

mod batch;
mod pool;

use std::collections::BTreeSet;

use domain::assignment::Decision;
use domain::id::{BriefId, MemberId, ReviewId};
use domain::policy::Policy;
use domain::review::{Review, ReviewState};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::batch::AssignmentBatch;
use crate::error::StoreError;
use crate::item::Item;
use crate::keys::{self, Key};
use crate::table::Store;

/// How often a lost race is read again before the caller is told that the table is busy.
const ATTEMPTS: u32 = 8;

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
    fn idle(member: MemberId, day: Date) -> WorkloadItem {
        WorkloadItem {
            member,
            open: BTreeSet::new(),
            day,
            reviews_that_day: 0,
            audio_that_day_ms: 0,
            last_assigned_at: None,
        }
    }

    fn on(self, day: Date) -> WorkloadItem {
        if self.day == day {
            return self;
        }
        WorkloadItem { day, reviews_that_day: 0, audio_that_day_ms: 0, ..self }
    }

    fn take(&mut self, review: &Review) {
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

impl Store {
    /// Gives every version of the brief that waits to a reviewer, as far as there are any, and
    /// starts the clocks of queued reviews where clocks have become free. Returns the new reviews.
    ///
    /// Where nothing waits this is one read; else two or three reads and one write per 20 slots.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the race was lost again and again.
    pub async fn assign(
        &self,
        brief: BriefId,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<Vec<Review>, StoreError> {
        let mut made = Vec::new();
        for _ in 0..ATTEMPTS {
            let Some(input) = self.assignment_input(brief).await? else { return Ok(made) };
            let staff = self.read_staff(&input, now, policy).await?;
            let round = AssignmentBatch::decide(&input, staff, now, policy);
            let Some(transaction) = round.transaction(self.transaction(), &input, now)? else {
                return Ok(made);
            };
            match self.commit(transaction).await {
                Ok(()) => made.extend(round.reviews),
                Err(error) if error.is_conflict() => {}
                Err(error) => return Err(error),
            }
        }
        if made.is_empty() { Err(StoreError::Busy) } else { Ok(made) }
    }

    /// What an assignment of the brief now would decide about every slot that is open, and why;
    /// nothing is written. Three round trips at most.
    pub async fn prospects(
        &self,
        brief: BriefId,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<Vec<Decision>, StoreError> {
        let Some(input) = self.assignment_input(brief).await? else { return Ok(Vec::new()) };
        let staff = self.read_staff(&input, now, policy).await?;
        Ok(domain::assignment::assign(brief, &input.waiting, &staff.candidates, policy))
    }

    /// What a reviewer has been given and is not over, read from the items themselves: no index has to
    /// have caught up. Two round trips, one where nothing is.
    pub async fn open_reviews(&self, reviewer: MemberId) -> Result<Vec<Review>, StoreError> {
        let workload = self.get::<WorkloadItem>(&keys::workload(reviewer)).await?;
        let given: Vec<ReviewId> =
            workload.into_iter().flat_map(|stored| stored.item.open).collect();
        let reviews = self.reviews(&given).await?.into_iter().map(|stored| stored.item.review);
        let is_open =
            |review: &Review| matches!(review.state, ReviewState::Queued | ReviewState::Assigned);
        Ok(reviews.filter(is_open).collect())
    }

    /// Moves up what waits in a reviewer's queue, in whichever briefs, as far as their clocks are
    /// free: called when a review of theirs has ended.
    ///
    /// Two round trips where nothing waits; else an assignment for each brief.
    pub async fn move_up(
        &self,
        reviewer: MemberId,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<(), StoreError> {
        let open = self.open_reviews(reviewer).await?.into_iter();
        let (queued, running): (Vec<Review>, Vec<Review>) =
            open.partition(|review| review.state == ReviewState::Queued);
        let most = usize::try_from(policy.running_clocks_max).unwrap_or(usize::MAX);
        let free = most.saturating_sub(running.len());
        for brief in next_briefs(queued, free) {
            self.assign(brief, now, policy).await?;
        }
        Ok(())
    }
}

/// The briefs of the `free` reviews that have waited longest, each once.
fn next_briefs(mut queued: Vec<Review>, free: usize) -> Vec<BriefId> {
    queued.sort_by_key(|review| (review.created_at, review.id));
    let mut briefs: Vec<BriefId> = Vec::new();
    for review in queued.iter().take(free) {
        if !briefs.contains(&review.brief) {
            briefs.push(review.brief);
        }
    }
    briefs
}
