//! Whose review it is. To everybody else it does not exist.

use domain::id::ReviewId;
use domain::review::Delivery;
use domain::track::EntryNumber;
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

/// A delivered answer for the two whom it is between: its reviewer, and who submitted the track. The
/// number by which reviewers know the track is told to the reviewer alone. One round trip.
pub async fn answer_between(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
) -> Result<(Delivery, Option<EntryNumber>), WorkflowError> {
    let found = work.store.get(store::review::key(review)).await?;
    let item = found.ok_or(WorkflowError::NotFound)?.item;
    let version = &item.pinned.item.version;
    let is_reviewer = item.review.reviewer == actor.member;
    let is_between = is_reviewer || version.composer == actor.member;
    let delivery = item.review.delivery.filter(|_| is_between).ok_or(WorkflowError::NotFound)?;
    Ok((delivery, is_reviewer.then_some(version.entry)))
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
