//! A review ends without an answer: its reviewer declines, or their time is over. The slot is free
//! for another reviewer.

use domain::change::Change;
use domain::id::ReviewId;
use domain::notice::Notice;
use domain::review::{Declined, Review};
use store::review::ReviewItem;
use store::track::VersionItem;
use store::{Stored, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError, assignment};

/// The reviewer declines, and another is sought at once. Declining again changes nothing, but seeks
/// again where that failed before.
pub async fn decline(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    because: &Declined,
) -> Result<Review, WorkflowError> {
    because.check()?;
    let review = retry_on_conflict(|| decline_once(work, actor, review, because)).await?;
    assignment::assign(work, review.brief).await?;
    Ok(review)
}

async fn decline_once(
    work: &Workflow,
    actor: Actor,
    id: ReviewId,
    because: &Declined,
) -> Result<Review, WorkflowError> {
    let Stored { item, revision } = access::own(work, actor, id).await?;
    let declined = match item.review.decline(work.now)? {
        Change::AlreadyApplied => return Ok(item.review),
        Change::Applied(declined) => declined,
    };
    let version = version_without(work, &declined).await?;
    let declined_because = Some(because.clone());
    let item = ReviewItem { declined_because, ..item.with(declined.clone()) };
    work.store.relinquish_review(&Stored { item, revision }, &version, None, None).await?;
    Ok(declined)
}

/// The reviewer's time is over. Whether it expired now: not where it has been delivered or declined
/// in between, nor where its brief has ended: then it is released, and the reviewer is told why.
pub async fn expire(work: &Workflow, stored: Stored<ReviewItem>) -> Result<bool, WorkflowError> {
    let Stored { item, revision } = stored;
    let brief = work.store.get(store::brief::key(item.review.brief)).await?;
    let brief = brief.ok_or(WorkflowError::Invariant("a review without its brief"))?;
    let end = brief.item.end();
    let Ok(Change::Applied(over)) = item.review.expire(end, work.now) else { return Ok(false) };
    let version = version_without(work, &over).await?;
    let notice = match end {
        Some(_) => Notice::review_released(&over, end, work.now),
        None => Notice::review_expired(&over, work.now),
    };
    let review = Stored { item: item.with(over), revision };
    // A brief that ends at this moment must not find its reviewer punished.
    let as_read = Some(brief.revision);
    match work.store.relinquish_review(&review, &version, Some(&notice), as_read).await {
        Ok(()) => Ok(end.is_none()),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn version_without(
    work: &Workflow,
    review: &Review,
) -> Result<Stored<VersionItem>, WorkflowError> {
    let version = work
        .store
        .get(store::track::version_key(review.brief, review.track, review.version))
        .await?;
    let version = version.ok_or(WorkflowError::Invariant("a review without its version"))?;
    let item = version.item.relinquished(review.id, work.now);
    Ok(Stored { item, revision: version.revision })
}
