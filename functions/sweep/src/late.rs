//! Late reviews: the reviewer's time is over, the seat is free for somebody else.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::id::BriefId;
use domain::notice::{Notice, NoticeKind};
use domain::review::{Review, ReviewState};
use domain::text::{Text, TextError};
use jiff::Timestamp;
use store::review::{ReviewItem, given_up};
use store::{StoreError, Stored};
use thiserror::Error;

use crate::{Sweep, add};

/// Why a late review stands as it stood.
#[derive(Debug, Error)]
enum LateError {
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    #[error("the review has no version")]
    NoVersion,
    #[error("a text of our own is not valid")]
    Text(#[from] TextError),
}

/// Ends every review that is due, and says in which briefs somebody else is to be found.
pub(crate) async fn expire_reviews(sweep: &mut Sweep) -> BTreeSet<BriefId> {
    let mut briefs = BTreeSet::new();
    for review in sweep.due::<ReviewItem>(ReviewState::Assigned.as_str()).await {
        let (subject, brief) = (review.item.review.id, review.item.review.brief);
        let expired = expire(sweep, review).await;
        if sweep.noted(subject, expired) == Some(true) {
            add(&mut sweep.swept.reviews_expired, 1);
            briefs.insert(brief);
        }
    }
    briefs
}

/// Whether it was expired now; not where it has been delivered or declined in between.
async fn expire(sweep: &Sweep, stored: Stored<ReviewItem>) -> Result<bool, LateError> {
    let Stored { item, revision } = stored;
    let Ok(Change::Applied(expired)) = item.review.expire(sweep.work.now) else { return Ok(false) };
    let version = sweep.work.store.version(expired.brief, expired.track, expired.version).await?;
    let version = version.ok_or(LateError::NoVersion)?;
    let version = Stored { item: given_up(version.item, expired.id), revision: version.revision };
    let notice = notice(&expired, sweep.work.now)?;
    let review = Stored { item: item.with(expired), revision };
    match sweep.work.store.give_up_review(&review, &version, Some(&notice)).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn notice(review: &Review, at: Timestamp) -> Result<Notice, TextError> {
    Ok(Notice {
        member: review.reviewer,
        kind: NoticeKind::ReviewExpired,
        subject: review.id.to_string(),
        at,
        text: Text::new("Your time for a review is over; the track went to somebody else.")?,
    })
}
