//! Whose review it is. To everybody else it does not exist.

use domain::id::ReviewId;
use store::Stored;
use store::review::ReviewItem;

use crate::{Actor, Workflow, WorkflowError};

/// The actor's own review. One round trip.
pub async fn own(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
) -> Result<Stored<ReviewItem>, WorkflowError> {
    require_own(work.store.get(store::review::key(review)).await?, actor)
}

/// The review, where it was given to the actor.
pub(super) fn require_own(
    review: Option<Stored<ReviewItem>>,
    actor: Actor,
) -> Result<Stored<ReviewItem>, WorkflowError> {
    review
        .filter(|stored| stored.item.review.reviewer == actor.member)
        .ok_or(WorkflowError::NotFound)
}

/// An answer to a track of the actor's, also where it was voided; before it is given, it does not
/// exist for them. One round trip.
pub async fn answer_to(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
) -> Result<Stored<ReviewItem>, WorkflowError> {
    let found = work.store.get(store::review::key(review)).await?;
    found
        .filter(|stored| stored.item.pinned.item.version.composer == actor.member)
        .filter(|stored| stored.item.review.delivery.is_some())
        .ok_or(WorkflowError::NotFound)
}
