//! Who is asked for a slot beyond the roster answers: whoever accepts first has it.

use domain::assignment::{Chosen, Decision, WaitingVersion, Why};
use domain::id::{BriefId, MemberId, TrackId};
use domain::review::Review;
use domain::rules::Rule;
use domain::version::slot::{AskAnswer, Asked};
use std::collections::BTreeMap;
use store::roster::RosterItem;
use store::track::VersionItem;
use store::{Stored, retry_on_conflict};

use super::batch::AssignmentBatch;
use super::pool::AssignmentInput;
use crate::{Actor, Workflow, WorkflowError};

/// Gives the slot to whoever accepts first, whatever limits them for now; they join the roster of
/// the brief. Accepting again answers with the same review.
pub async fn accept_ask(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    (track, version): (TrackId, u8),
) -> Result<Review, WorkflowError> {
    retry_on_conflict(|| accept_once(work, actor.member, brief, (track, version))).await
}

/// Says no to what one was asked for. Nothing is held against anybody who does.
pub async fn decline_ask(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    (track, version): (TrackId, u8),
) -> Result<(), WorkflowError> {
    retry_on_conflict(|| async {
        let (Stored { item, revision }, asked) =
            load_asked(work, actor.member, brief, (track, version)).await?;
        match asked.answer {
            Some(AskAnswer::Declined) => Ok(()),
            Some(AskAnswer::Accepted) => Err(over("you have accepted it")),
            None => {
                let Asked { slot, member, .. } = asked;
                let answered = AskAnswer::Declined;
                let declined = item.version.clone().with_ask_answered(slot, member, answered);
                work.store.replace(&Stored { item: item.with(declined), revision }).await?;
                Ok(())
            }
        }
    })
    .await
}

async fn accept_once(
    work: &Workflow,
    member: MemberId,
    brief: BriefId,
    key: (TrackId, u8),
) -> Result<Review, WorkflowError> {
    let (stored, asked) = load_asked(work, member, brief, key).await?;
    let mine = stored.item.version.slots.iter().rev().find(|slot| slot.reviewer == member);
    if let (Some(AskAnswer::Accepted), Some(mine)) = (asked.answer, mine) {
        let review = work.store.get(store::review::key(mine.review)).await?;
        let review = review.ok_or(WorkflowError::Invariant("a slot without its review"))?;
        return Ok(review.item.review);
    }
    let Some(input) = AssignmentInput::load(work, brief).await? else {
        return Err(over("nothing waits there any more"));
    };
    let is_it =
        |one: &&WaitingVersion| (one.track, one.version, one.slot) == (key.0, key.1, asked.slot);
    let Some(waiting) = input.waiting.iter().find(is_it) else {
        return Err(over("somebody else listens, or it was answered"));
    };
    let pool = input.read_members(work, &[member]).await?;
    let is_able =
        |one: &domain::assignment::Candidate| one.not_asked_because(waiting, work.policy).is_none();
    if !pool.candidates.iter().all(is_able) {
        return Err(over("you may not review it any more"));
    }
    let decision = decision(waiting, member, work.policy.version);
    let mut batch = AssignmentBatch::of_decision(&input, &pool, &decision, work.now, work.policy);
    batch.note_accepted(key, asked.slot, member);
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

/// The version, and what the member was last asked for of it; to everybody else it does not exist.
/// One round trip.
async fn load_asked(
    work: &Workflow,
    member: MemberId,
    brief: BriefId,
    (track, version): (TrackId, u8),
) -> Result<(Stored<VersionItem>, Asked), WorkflowError> {
    let found = work.store.get(store::track::version_key(brief, track, version)).await?;
    let stored = found.ok_or(WorkflowError::NotFound)?;
    let asked = stored.item.version.asked.iter().rev().find(|asked| asked.member == member);
    let asked = *asked.ok_or(WorkflowError::NotFound)?;
    Ok((stored, asked))
}

fn over(because: &str) -> WorkflowError {
    WorkflowError::conflict(Rule::AskOver, because)
}
