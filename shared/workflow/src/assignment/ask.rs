//! Who is asked for a slot beyond the roster answers: whoever accepts first has it.

use domain::assignment::{Chosen, Decision, WaitingVersion, Why};
use domain::id::{BriefId, MemberId, TrackId};
use domain::review::Review;
use domain::rules::Rule;
use std::collections::BTreeMap;
use store::roster::RosterItem;
use store::track::VersionItem;
use store::{Stored, retry_on_conflict};

use super::batch::AssignmentBatch;
use super::pool::AssignmentInput;
use crate::{Actor, Workflow, WorkflowError};

/// Gives a slot to whoever accepts first, whatever limits them for now: of those that they were asked
/// for, one that still waits; they join the roster of the brief. Accepting again answers with the same review.
pub async fn accept_ask(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    (track, version): (TrackId, u8),
) -> Result<Review, WorkflowError> {
    retry_on_conflict(|| accept_once(work, actor.member, brief, (track, version))).await
}

/// Says no to all that one was asked for of a version. Nothing is held against anybody who does.
pub async fn decline_ask(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    (track, version): (TrackId, u8),
) -> Result<(), WorkflowError> {
    retry_on_conflict(|| async {
        let Stored { item, revision } =
            load_asked(work, actor.member, brief, (track, version)).await?;
        if item.version.has_accepted_ask(actor.member) {
            return Err(over("you have accepted it"));
        }
        let declined = item.version.clone().with_asks_declined(actor.member);
        if declined != item.version {
            work.store.replace(&Stored { item: item.with(declined), revision }).await?;
        }
        Ok(())
    })
    .await
}

async fn accept_once(
    work: &Workflow,
    member: MemberId,
    brief: BriefId,
    key: (TrackId, u8),
) -> Result<Review, WorkflowError> {
    let VersionItem { version: asked, .. } = load_asked(work, member, brief, key).await?.item;
    let mine = asked.slots.iter().rev().find(|slot| slot.reviewer == member);
    if let (true, Some(mine)) = (asked.has_accepted_ask(member), mine) {
        let review = work.store.get(store::review::key(mine.review)).await?;
        let review = review.ok_or(WorkflowError::Invariant("a slot without its review"))?;
        return Ok(review.item.review);
    }
    let Some(input) = AssignmentInput::load(work, brief).await? else {
        return Err(over("nothing waits there any more"));
    };
    let waiting = asked.acceptable_slots(member, &input.waiting);
    if waiting.is_empty() {
        return Err(over("somebody else listens, or it was answered"));
    }
    let pool = input.read_members(work, &[member]).await?;
    let is_able = |slot: &&WaitingVersion| {
        pool.candidates.iter().all(|one| one.not_asked_because(slot, work.policy).is_none())
    };
    let Some(waiting) = waiting.into_iter().find(is_able) else {
        return Err(over("you may not review it any more"));
    };
    let decision = decision(waiting, member, work.policy.version);
    let mut batch = AssignmentBatch::of_decision(&input, &pool, &decision, work.now, work.policy);
    batch.note_accepted(key, waiting.slot, member);
    let Some(mut writes) = batch.writes(&input, work.now)? else {
        return Err(WorkflowError::Invariant("an accepted slot without a review"));
    };
    let joins = !input.is_on_roster(member);
    writes.appointment = joins.then(|| RosterItem::new(brief, member, None, work.now));
    work.store.write_assignment(writes).await?;
    let review = batch.reviews.into_iter().next();
    review.ok_or(WorkflowError::Invariant("an accepted slot without a review"))
}

fn decision(waiting: &WaitingVersion, member: MemberId, policy_version: u32) -> Decision {
    Decision {
        track: waiting.track,
        version: waiting.version,
        slot: waiting.slot,
        attempt: waiting.attempt,
        chosen: Some(Chosen { member, queued: false }),
        paired: None,
        why: Why {
            continuity: false,
            best: Vec::new(),
            excluded: BTreeMap::new(),
            preference: None,
            accepted_ask: true,
            policy_version,
        },
    }
}

/// The version that the member was asked for; to everybody else it does not exist. One round trip.
async fn load_asked(
    work: &Workflow,
    member: MemberId,
    brief: BriefId,
    (track, version): (TrackId, u8),
) -> Result<Stored<VersionItem>, WorkflowError> {
    let found = work.store.get(store::track::version_key(brief, track, version)).await?;
    found.filter(|stored| stored.item.version.has_asked(member)).ok_or(WorkflowError::NotFound)
}

fn over(because: &str) -> WorkflowError {
    WorkflowError::conflict(Rule::AskOver, because)
}
