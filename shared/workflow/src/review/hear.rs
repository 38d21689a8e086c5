//! What a reviewer has heard and in which time, and what they have written before the delivery.

use domain::change::Change;
use domain::heard::{Interval, ListeningTime};
use domain::id::{MemberId, ReviewId};
use domain::review::{Draft, EarlierTexts, Review, ReviewState, RulesMet, SaidText};
use store::review::{RecentTexts, ReviewItem};
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

/// Keeps a draft of the answer, and says which rules it meets; the same draft again writes nothing.
/// Two round trips, one where nothing is new; one more, at the same time as the last, once nothing
/// but what others have said can be in the way of a delivery.
pub async fn save_draft(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    draft: &Draft,
) -> Result<RulesMet, WorkflowError> {
    retry_on_conflict(|| save_draft_once(work, actor, review, draft)).await
}

async fn save_draft_once(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    draft: &Draft,
) -> Result<RulesMet, WorkflowError> {
    let wanted = [keys::review(review), keys::recent_texts(actor.member)];
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let own = access::require_own(found.next().flatten().map(RawItem::parse).transpose()?, actor)?;
    let recent = found.next().flatten().map(RawItem::parse::<RecentTexts>).transpose()?;
    let recent = recent.map(|stored| stored.item.texts).unwrap_or_default();
    let Stored { item, revision } = own;
    item.review.allows_draft()?;
    let said = said_in_brief(work, &item.review, draft, &recent);
    let kept = async {
        if item.draft.as_ref() == Some(draft) {
            return Ok(());
        }
        let item = ReviewItem { draft: Some(draft.clone()), ..item.clone() };
        work.store.replace(&Stored { item, revision }).await?;
        Ok(())
    };
    let (said, ()) = tokio::try_join!(said, kept)?;
    let texts = EarlierTexts { own: &recent, of_brief: &said };
    Ok(item.review.rules_met(draft, texts, work.policy))
}

/// What was said in the brief, where that decides. One round trip, or none.
async fn said_in_brief(
    work: &Workflow,
    review: &Review,
    draft: &Draft,
    recent: &[String],
) -> Result<Vec<SaidText>, WorkflowError> {
    let alone = EarlierTexts { own: recent, of_brief: &[] };
    if !review.rules_met(draft, alone, work.policy).missing.is_empty() {
        return Ok(Vec::new());
    }
    let found = work.store.get(store::review::texts_key(review.brief)).await?;
    Ok(found.map(|stored| stored.item.said).unwrap_or_default())
}
