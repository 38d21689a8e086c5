//! What a reviewer has heard and in which time, and what they have written before the delivery.

use domain::change::Change;
use domain::heard::{Interval, ListeningTime};
use domain::id::{MemberId, ReviewId};
use domain::review::{Draft, Review, ReviewState};
use store::review::ReviewItem;
use store::{RawItem, StoreError, Stored, keys, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError};

/// A review as somebody finds it, with the time in which they can have listened.
#[derive(Debug, Clone)]
pub struct Listening {
    pub review: Option<Stored<ReviewItem>>,
    /// At revision 0 where they were given no preview link yet.
    pub time: Stored<ListeningTime>,
}

impl Listening {
    /// One round trip.
    pub async fn load(
        work: &Workflow,
        member: MemberId,
        review: ReviewId,
    ) -> Result<Listening, StoreError> {
        let wanted = [keys::review(review), keys::listening_time(member)];
        let mut found = work.store.get_many(&wanted).await?.into_iter();
        let review = found.next().flatten().map(RawItem::parse).transpose()?;
        let time = found.next().flatten().map(RawItem::parse).transpose()?;
        let none = Stored { item: ListeningTime::none(member), revision: 0 };
        Ok(Listening { review, time: time.unwrap_or(none) })
    }
}

/// A preview link is given to the actor: what they play of the review counts from now on. Nobody
/// else's time moves, and none where nothing is to be heard any more. One round trip.
pub async fn start_listening(
    work: &Workflow,
    actor: Actor,
    review: &Review,
    found: Stored<ListeningTime>,
) -> Result<ListeningTime, WorkflowError> {
    if review.reviewer != actor.member || review.state != ReviewState::Assigned {
        return Ok(found.item);
    }
    let mut found = Some(found);
    retry_on_conflict(|| start_once(work, review, found.take())).await
}

/// The same, for whoever has not read the review. Two round trips.
pub(crate) async fn start_listening_of(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
) -> Result<(), WorkflowError> {
    let Listening { review, time } = Listening::load(work, actor.member, review).await?;
    if let Some(found) = review {
        start_listening(work, actor, &found.item.review, time).await?;
    }
    Ok(())
}

async fn start_once(
    work: &Workflow,
    review: &Review,
    found: Option<Stored<ListeningTime>>,
) -> Result<ListeningTime, WorkflowError> {
    let Stored { item, revision } = match found {
        Some(found) => found,
        None => Listening::load(work, review.reviewer, review.id).await?.time,
    };
    let time = Stored { item: item.with_link(review.id, work.now, work.policy), revision };
    work.store.save_listening_time(&time, None).await?;
    Ok(time.item)
}

/// Adds what was played, and says what may be reported next. Two round trips; one for a report that
/// adds nothing.
pub async fn hear(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    played: &[Interval],
) -> Result<(Review, ListeningTime), WorkflowError> {
    retry_on_conflict(|| async {
        let found = Listening::load(work, actor.member, review).await?;
        let Stored { item, revision } = access::require_own(found.review, actor)?;
        match item.review.hear(played, &found.time.item, work.now, work.policy)? {
            Change::AlreadyApplied => Ok((item.review, found.time.item)),
            Change::Applied((review, time)) => {
                let changed = Stored { item: item.with(review.clone()), revision };
                let time = Stored { item: time, revision: found.time.revision };
                work.store.save_listening_time(&time, Some(&changed)).await?;
                Ok((review, time.item))
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
