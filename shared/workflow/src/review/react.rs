//! What a composer says to an answer.

use domain::change::Change;
use domain::id::ReviewId;
use domain::notice::{Notice, NoticeKind};
use domain::review::{Reaction, Review, check_reaction};
use domain::text::Text;
use jiff::Timestamp;
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
    let notice = notice(&reacted, reaction, work.now)?;
    let changed = Stored { item: item.with(reacted), revision };
    work.store.comment_on_review(&changed, None, &[notice]).await?;
    Ok(reaction.clone())
}

fn notice(review: &Review, reaction: &Reaction, at: Timestamp) -> Result<Notice, WorkflowError> {
    let stars = reaction.useful.stars();
    let done = reaction.addressed.iter().filter(|addressed| **addressed).count();
    let notes = reaction.addressed.len();
    let text = format!(
        "A composer found your feedback useful: {stars} of 5, {done} of {notes} notes addressed."
    );
    Ok(Notice {
        member: review.reviewer,
        kind: NoticeKind::Reaction,
        subject: review.id.to_string(),
        at,
        text: Text::new(&text).map_err(WorkflowError::internal)?,
    })
}
