//! What a reviewer has heard, and what they have written before the delivery.

use domain::change::Change;
use domain::heard::Interval;
use domain::id::ReviewId;
use domain::review::{Draft, Review};
use store::review::ReviewItem;
use store::{Stored, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

/// Adds what was played. Two round trips; one for a report that adds nothing.
pub async fn hear(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    played: &[Interval],
) -> Result<Review, WorkflowError> {
    retry_on_conflict(|| async {
        let Stored { item, revision } = access::own(work, actor, review).await?;
        match item.review.hear(played, work.now)? {
            Change::AlreadyApplied => Ok(item.review),
            Change::Applied(review) => {
                let changed = Stored { item: item.with(review.clone()), revision };
                work.store.replace(&changed).await?;
                Ok(review)
            }
        }
    })
    .await
}

/// Keeps a draft of the answer; the same draft again writes nothing.
pub async fn save_draft(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    draft: &Draft,
) -> Result<(), WorkflowError> {
    retry_on_conflict(|| async {
        let Stored { item, revision } = access::own(work, actor, review).await?;
        item.review.allows_draft()?;
        if item.draft.as_ref() == Some(draft) {
            return Ok(());
        }
        let item = ReviewItem { draft: Some(draft.clone()), ..item };
        work.store.replace(&Stored { item, revision }).await?;
        Ok(())
    })
    .await
}
