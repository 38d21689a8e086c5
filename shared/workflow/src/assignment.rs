//! Giving waiting versions to reviewers.
//!
//! Called after intake, when a co-producer joins a roster, when a review ends, and by the sweep. It
//! reads what the brief is waiting for, lets the domain decide, and commits the decisions in one
//! transaction conditioned on the brief's `ASSIGN` item. The loser of that race reads again and
//! usually finds nothing left to do, so calling it too often does no harm.

pub mod ask;
mod batch;
mod pool;
pub mod search;

use std::collections::BTreeSet;

use domain::assignment::Decision;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::open_entries::OpenEntries;
use domain::review::{Review, ReviewState};
use store::brief::BriefFor;
use store::track::VersionItem;
use store::{RawItem, StoreError, keys, retry_on_conflict};

use self::batch::AssignmentBatch;
use self::pool::AssignmentInput;
use crate::brief::access;
use crate::submission::open_entries;
use crate::{Actor, Workflow, WorkflowError};

/// Gives every version of the brief that waits to a reviewer, as far as there are any, and starts
/// the timers of queued reviews where timers have become free. Returns the new reviews.
///
/// Where nothing waits this is one read; else two or three reads and one write per dozen slots.
///
/// # Errors
/// [`StoreError::LostEveryRace`] where nothing could be assigned because of it.
pub async fn assign(work: &Workflow, brief: BriefId) -> Result<Vec<Review>, WorkflowError> {
    let mut assigned = Vec::new();
    loop {
        match retry_on_conflict(|| assign_batch(work, brief)).await {
            Ok(Some(batch)) => assigned.extend(batch),
            Ok(None) => return Ok(assigned),
            Err(WorkflowError::Store(StoreError::LostEveryRace)) if !assigned.is_empty() => {
                return Ok(assigned);
            }
            Err(error) => return Err(error),
        }
    }
}

/// The assignments that fit into one transaction; none where there is none to make.
async fn assign_batch(
    work: &Workflow,
    brief: BriefId,
) -> Result<Option<Vec<Review>>, WorkflowError> {
    let Some(input) = AssignmentInput::load(work, brief).await? else { return Ok(None) };
    let reviewers = input.read_reviewers(work).await?;
    let batch = AssignmentBatch::decide(&input, reviewers, work.now, work.policy);
    let Some(writes) = batch.writes(&input, work.now)? else { return Ok(None) };
    work.store.write_assignment(writes).await?;
    Ok(Some(batch.reviews))
}

/// What an assignment of the brief now would decide about every slot that is open, and why; nothing
/// is written. The maximum is three round trips.
pub async fn prospects(work: &Workflow, brief: BriefId) -> Result<Vec<Decision>, WorkflowError> {
    let Some(input) = AssignmentInput::load(work, brief).await? else { return Ok(Vec::new()) };
    let reviewers = input.read_reviewers(work).await?;
    let candidates = &reviewers.candidates;
    Ok(domain::assignment::assign(brief, &input.waiting, candidates, work.policy))
}

/// What an assignment of a brief would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// Slots that it would give to a reviewer: as many as one transaction holds.
    pub given: Vec<Review>,
    /// Queued reviews whose deadline timer it would start.
    pub started: Vec<Review>,
}

/// The same as an assignment of the brief once the reviews that are `over` have ended without an
/// answer; nothing is written. The maximum is three round trips.
pub async fn foresee(
    work: &Workflow,
    brief: BriefId,
    over: &BTreeSet<ReviewId>,
) -> Result<Foreseen, WorkflowError> {
    let input = AssignmentInput::load_without(work, brief, over.clone()).await?;
    let Some(input) = input else { return Ok(Foreseen::default()) };
    let reviewers = input.read_reviewers(work).await?;
    let batch = AssignmentBatch::decide(&input, reviewers, work.now, work.policy);
    let started = batch.started.into_iter().map(|stored| stored.item.review).collect();
    Ok(Foreseen { given: batch.reviews, started })
}

/// A version's slots with why each was given, and what an assignment now would decide about those
/// that are open: for an operator who oversees the brief, since it names people and tells verdicts,
/// and who has no entry open in another one either: who is busy now, and since when, tells who listens
/// there. The maximum is four round trips, five for an operator who may have entries.
pub async fn explain(
    work: &Workflow,
    operator: Actor,
    brief: BriefId,
    version: (TrackId, u8),
) -> Result<(VersionItem, Vec<Decision>), WorkflowError> {
    retry_on_conflict(|| explain_once(work, operator, brief, version)).await
}

async fn explain_once(
    work: &Workflow,
    operator: Actor,
    brief: BriefId,
    (track, number): (TrackId, u8),
) -> Result<(VersionItem, Vec<Decision>), WorkflowError> {
    let mut wanted = vec![keys::version(brief, track, number.into())];
    wanted.push(keys::open_entries(operator.member));
    wanted.extend(BriefFor::keys(brief, operator.member));
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let version = found.next().flatten().map(RawItem::parse::<VersionItem>).transpose()?;
    let entries = found.next().flatten().map(RawItem::parse::<OpenEntries>).transpose()?;
    if let Some(entries) = entries
        && !open_entries(work, &entries.item).await?.is_empty()
    {
        return Err(WorkflowError::NotFound);
    }
    let version = version.ok_or(WorkflowError::NotFound)?.item;
    access::require_overseer(work, BriefFor::parse(&mut found)?, operator).await?;
    if version.version.open_slots(1).is_empty() {
        return Ok((version, Vec::new()));
    }
    let mut prospects = prospects(work, brief).await?;
    prospects.retain(|decision| (decision.track, decision.version) == (track, number));
    Ok((version, prospects))
}

/// Moves up what waits in a reviewer's queue, in whichever briefs, as far as their timers are free:
/// called when a review of theirs has ended.
///
/// Two round trips where nothing waits; else an assignment for each brief.
pub async fn move_up(work: &Workflow, reviewer: MemberId) -> Result<(), WorkflowError> {
    let open = work.store.open_reviews(reviewer).await?.into_iter();
    let (queued, running): (Vec<Review>, Vec<Review>) =
        open.partition(|review| review.state == ReviewState::Queued);
    let most = usize::try_from(work.policy.running_timers_max).unwrap_or(usize::MAX);
    let free = most.saturating_sub(running.len());
    for brief in next_briefs(queued, free) {
        assign(work, brief).await?;
    }
    Ok(())
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
