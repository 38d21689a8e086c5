//! What a composer says to an answer.

use domain::change::Change;
use domain::id::ReviewId;
use domain::notice::Notice;
use domain::review::{Reaction, check_reaction};
use store::{Stored, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

/// Once: the same reaction again stands as the first did, another one is refused. Two round trips.
pub async fn react(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    reaction: &Reaction,
) -> Result<Reaction, WorkflowError> {
    retry_on_conflict(|| react_once(work, actor, review, reaction)).await
}

async fn react_once(
    work: &Workflow,
    actor: Actor,
    id: ReviewId,
    reaction: &Reaction,
) -> Result<Reaction, WorkflowError> {
    let Stored { item, revision } = access::answer_to(work, actor, id).await?;
    check_reaction(&item.review, &reaction.addressed)?;
    let reacted = match item.review.react(reaction.clone())? {
        Change::AlreadyApplied => {
            return Ok(item.review.reaction.unwrap_or_else(|| reaction.clone()));
        }
        Change::Applied(reacted) => reacted,
    };
    let notice = Notice::reaction(&reacted, reaction, work.now);
    let changed = Stored { item: item.with(reacted), revision };
    work.store.comment_on_review(&changed, None, &[notice]).await?;
    Ok(reaction.clone())
}
