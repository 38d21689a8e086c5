//! One round of assignments: the domain's decisions turned into the writes of one transaction.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::{self, Chosen, Decision};
use domain::change::Change;
use domain::id::{MemberId, ReviewId, TrackId};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::review::{Assignment, Review, ReviewState};
use domain::track::VersionEvent;
use jiff::Timestamp;

use domain::version::slot::{AskAnswer, ReviewSlot, SlotState};
use store::assignment::{AssignmentWrites, NewPair, PairItem, WorkloadItem};
use store::review::{PinnedVersion, ReviewItem};
use store::track::VersionItem;
use store::{Stored, TRANSACTION_ITEMS_MAX};

use super::pool::{AssignmentInput, ReviewerPool, Ties, day_of};
use crate::WorkflowError;

/// The most writes that one more slot can need: the version, and for each of two listeners a
/// review, a notice, a workload, the check that they may still review, and the pair with its checks.
const WRITES_PER_SLOT: usize = 1 + 2 * (4 + NewPair::WRITES);

/// What one transaction is going to write.
pub(super) struct AssignmentBatch {
    /// The new reviews.
    pub(super) reviews: Vec<Review>,
    /// Queued reviews whose deadline timer starts now.
    pub(super) started: Vec<Stored<ReviewItem>>,
    versions: BTreeMap<(TrackId, u8), Stored<VersionItem>>,
    /// With the revision they were read at; 0 where there was none.
    workloads: BTreeMap<MemberId, Stored<WorkloadItem>>,
    touched: BTreeSet<MemberId>,
    pairs: BTreeMap<(MemberId, MemberId), NewPair>,
    ties: Ties,
}

impl AssignmentBatch {
    /// Starts the timers that can start, then gives out as many waiting slots as fit.
    pub(super) fn decide(
        input: &AssignmentInput,
        pool: ReviewerPool,
        now: Timestamp,
        policy: &Policy,
    ) -> AssignmentBatch {
        let mut round = AssignmentBatch::empty(&pool, now);
        let ReviewerPool { mut candidates, open, .. } = pool;
        for candidate in candidates.iter_mut().filter(|candidate| !candidate.inactive) {
            let free = policy.running_timers_max.saturating_sub(candidate.running_timers);
            let started = round.start_queued(input, candidate.member, free, &open, now, policy);
            candidate.running_timers = candidate.running_timers.saturating_add(started);
        }
        for decision in
            assignment::assign(input.aggregate.brief.item.id, &input.waiting, &candidates, policy)
        {
            if round.write_count().saturating_add(WRITES_PER_SLOT) > TRANSACTION_ITEMS_MAX {
                break;
            }
            round.give(input, &decision, now, policy);
        }
        round
    }

    /// One decision alone, about somebody whose `pool` was read.
    pub(super) fn of_decision(
        input: &AssignmentInput,
        pool: &ReviewerPool,
        decision: &Decision,
        now: Timestamp,
        policy: &Policy,
    ) -> AssignmentBatch {
        let mut batch = AssignmentBatch::empty(pool, now);
        batch.give(input, decision, now, policy);
        batch
    }

    /// Notes that whoever was asked for a slot has accepted, in the version that this batch writes.
    pub(super) fn note_accepted(&mut self, key: (TrackId, u8), slot: u8, member: MemberId) {
        if let Some(stored) = self.versions.get_mut(&key) {
            let version = stored.item.version.clone();
            let answered = version.with_ask_answered(slot, member, AskAnswer::Accepted);
            stored.item = stored.item.clone().with(answered);
        }
    }

    /// Nothing yet, with the workloads of everybody who was read.
    fn empty(pool: &ReviewerPool, now: Timestamp) -> AssignmentBatch {
        let today = day_of(now);
        let workload = |member: MemberId| {
            let read = pool.workloads.get(&member).cloned();
            let mut workload = read
                .unwrap_or_else(|| Stored { item: WorkloadItem::idle(member, today), revision: 0 });
            workload.item = workload.item.on(today);
            // What has ended since this was last written is dropped now.
            workload.item.open.retain(|review| pool.open.contains_key(review));
            (member, workload)
        };
        AssignmentBatch {
            reviews: Vec::new(),
            started: Vec::new(),
            versions: BTreeMap::new(),
            workloads: pool.candidates.iter().map(|one| workload(one.member)).collect(),
            touched: BTreeSet::new(),
            pairs: BTreeMap::new(),
            ties: pool.ties.clone(),
        }
    }

    /// What is to be written, or nothing where nothing was decided.
    pub(super) fn writes<'batch>(
        &'batch self,
        input: &'batch AssignmentInput,
        at: Timestamp,
    ) -> Result<Option<AssignmentWrites<'batch>>, WorkflowError> {
        if self.reviews.is_empty() && self.started.is_empty() {
            return Ok(None);
        }
        let new_reviews: Result<Vec<ReviewItem>, WorkflowError> =
            self.reviews.iter().map(|review| self.pinned(review)).collect();
        let touched = self.touched.iter();
        Ok(Some(AssignmentWrites {
            brief: &input.aggregate.brief,
            assign: input.aggregate.assign.clone(),
            at,
            versions: self.versions.values().collect(),
            new_reviews: new_reviews?,
            appointment: None,
            started_reviews: &self.started,
            notices: self.offers(at),
            workloads: touched.filter_map(|member| self.workloads.get(member)).collect(),
            reviewers: self.reviewers(),
            pairs: self.pairs.values().cloned().collect(),
        }))
    }

    /// The notices to the reviewers whose deadline timer starts now. A queued review is offered
    /// when its turn comes, so that each is offered once.
    fn offers(&self, now: Timestamp) -> Vec<Notice> {
        let started = self.started.iter().map(|stored| &stored.item.review);
        let offered = |review: &&Review| review.state == ReviewState::Assigned;
        let offered = self.reviews.iter().chain(started).filter(offered);
        offered.map(|review| Notice::review_offered(review, now)).collect()
    }

    /// Who is given something, or begins with it.
    fn reviewers(&self) -> BTreeSet<MemberId> {
        let started = self.started.iter().map(|stored| &stored.item.review);
        self.reviews.iter().chain(started).map(|review| review.reviewer).collect()
    }

    /// The maximum number of writes that the decisions so far need.
    fn write_count(&self) -> usize {
        let offers = self.reviews.len().saturating_add(self.started.len()).saturating_mul(2);
        let (reviewers, touched) = (self.reviewers().len(), self.touched.len());
        let pairs = self.pairs.len().saturating_mul(NewPair::WRITES);
        [2, offers, self.versions.len(), touched, reviewers, pairs]
            .into_iter()
            .fold(0, usize::saturating_add)
    }

    /// Starts up to `free` queued reviews of this brief for one reviewer, the oldest first.
    fn start_queued(
        &mut self,
        input: &AssignmentInput,
        member: MemberId,
        free: u32,
        open: &BTreeMap<ReviewId, Stored<ReviewItem>>,
        now: Timestamp,
        policy: &Policy,
    ) -> u32 {
        let mut queued: Vec<&Stored<ReviewItem>> = open
            .values()
            .filter(|stored| stored.item.state == ReviewState::Queued)
            .filter(|stored| stored.item.review.reviewer == member)
            .filter(|stored| stored.item.review.brief == input.aggregate.brief.item.id)
            .collect();
        queued.sort_by_key(|stored| (stored.item.review.created_at, stored.item.review.id));
        let mut started = 0_u32;
        for stored in queued {
            let room = self.write_count().saturating_add(WRITES_PER_SLOT) <= TRANSACTION_ITEMS_MAX;
            if started >= free || !room {
                break;
            }
            let Ok(Change::Applied(review)) = stored.item.review.start(now, policy) else {
                continue;
            };
            let key = (review.track, review.version);
            let Some(mut version) = self.version(input, key) else { continue };
            let listening = version.item.version.clone().with_started(review.id, review.due_at);
            version.item = version.item.with(listening);
            let pinned = PinnedVersion { item: version.item.clone(), revision: next(&version) };
            let item = ReviewItem { pinned, ..stored.item.clone().with(review) };
            self.started.push(Stored { item, revision: stored.revision });
            self.versions.insert(key, version);
            started = started.saturating_add(1);
        }
        started
    }

    /// Takes in one decision; nothing where no reviewer could be found.
    fn give(
        &mut self,
        input: &AssignmentInput,
        decision: &Decision,
        now: Timestamp,
        policy: &Policy,
    ) {
        let Some(chosen) = decision.chosen else { return };
        let key = (decision.track, decision.version);
        let Some(mut version) = self.version(input, key) else { return };
        if let Ok(Change::Applied(changed)) = version.item.version.apply(VersionEvent::Assign) {
            version.item = version.item.with(changed);
        }
        if version.item.version.slot_count == 0 {
            version.item.version.slot_count = version.item.version.promised;
        }
        // One who listens beside another stays when that other one gives up.
        let is_paired =
            version.item.version.slots.iter().any(|slot| slot.number == 0 && slot.state.is_held());
        let paired = decision.paired.filter(|_| !is_paired).map(|paired| (0, paired));
        let listeners = [Some((decision.slot, chosen)), paired];
        for (slot, listener) in listeners.into_iter().flatten() {
            let review = review_of(input, decision, &version.item, slot, listener);
            let review = Review::assign(review, now, policy);
            version.item.version.slots.push(ReviewSlot {
                number: slot,
                attempt: decision.attempt,
                reviewer: listener.member,
                review: review.id,
                state: if listener.queued { SlotState::Queued } else { SlotState::Assigned },
                due_at: review.due_at,
                ended_at: None,
                answer: None,
                why: decision.why.clone(),
            });
            self.take(&review, version.item.version.composer, now);
            self.reviews.push(review);
        }
        self.versions.insert(key, version);
    }

    fn take(&mut self, review: &Review, author: MemberId, at: Timestamp) {
        let reviewer = review.reviewer;
        if let Some(workload) = self.workloads.get_mut(&reviewer) {
            workload.item.take(review);
            self.touched.insert(reviewer);
        }
        let pair = self.ties.new_pair(PairItem { author, reviewer, at });
        self.pairs.insert((author, reviewer), pair);
    }

    /// The version as this round has left it so far.
    fn version(&self, input: &AssignmentInput, key: (TrackId, u8)) -> Option<Stored<VersionItem>> {
        let is_it = |stored: &&Stored<VersionItem>| {
            (stored.item.version.track, stored.item.version.version) == key
        };
        self.versions.get(&key).or_else(|| input.aggregate.versions().find(is_it)).cloned()
    }

    /// The review with the version as it will stand once this round is written.
    fn pinned(&self, review: &Review) -> Result<ReviewItem, WorkflowError> {
        let version = self.versions.get(&(review.track, review.version));
        let version = version
            .ok_or(WorkflowError::Invariant("a review of a version that was not assigned"))?;
        let pinned = PinnedVersion { item: version.item.clone(), revision: next(version) };
        Ok(ReviewItem::new(review.clone(), pinned))
    }
}

/// The revision an item has after its next write.
fn next<T>(stored: &Stored<T>) -> u64 {
    stored.revision.saturating_add(1)
}

/// All that the review's rules will need, so that delivering it reads nothing else.
fn review_of(
    input: &AssignmentInput,
    decision: &Decision,
    version: &VersionItem,
    slot: u8,
    listener: Chosen,
) -> Assignment {
    let brief = &input.aggregate.brief.item;
    Assignment {
        brief: brief.id,
        track: decision.track,
        version: decision.version,
        slot,
        attempt: decision.attempt,
        reviewer: listener.member,
        brief_version: brief.version,
        lexicon_version: brief.lexicon_confirmed,
        lexicon_words: input.lexicon_words.clone(),
        duration_ms: version.version.facts.as_ref().map_or(0, |facts| facts.duration_ms),
        earlier_notes: version
            .version
            .notes_of(listener.member)
            .fold(0, |sum: u32, _| sum.saturating_add(1)),
        brief_was_answered: input.aggregate.is_answered(),
        probation: slot == 0,
        queued: listener.queued,
    }
}
