//! Delivering: scores, verdict and letter, checked against every rule, written once.
//!
//! Two round trips for the first answer in a brief, where no other write has touched the version
//! since it was assigned: the review pins all that its rules need, the version included. Where
//! something was said in the brief, that is read with the version, in one more; a delivery that
//! meets a newer version or another text reads it, and the other reviews of it, and decides again.

use domain::coproducer::Coproducer;
use domain::id::{MemberId, ReviewId};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::review::{Review, SaidText, Submission, check_delivery, check_not_copied, with_said};
use domain::version::outcome::after_delivery;
use store::review::{BriefTexts, DeliveredReview, RecentTexts, ReviewItem};
use store::track::VersionItem;
use store::{RawItem, Stored, keys, retry_on_conflict};

use super::access;
use crate::{Actor, Workflow, WorkflowError, assignment};

/// Delivers the answer; the same answer again stands as the first did, another one is refused.
/// Where two answers disagree, a tie-break reviewer is sought at once.
pub async fn deliver(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    submission: &Submission,
) -> Result<Review, WorkflowError> {
    let mut is_first_try = true;
    let (review, lacks_reviewer) = retry_on_conflict(|| {
        let trusts_pinned = std::mem::replace(&mut is_first_try, false);
        deliver_once(work, actor, review, submission, trusts_pinned)
    })
    .await?;
    if lacks_reviewer {
        assignment::assign(work, review.brief).await?;
    }
    Ok(review)
}

/// The delivered review, and whether its version lacks a reviewer now.
async fn deliver_once(
    work: &Workflow,
    actor: Actor,
    id: ReviewId,
    submission: &Submission,
    trusts_pinned: bool,
) -> Result<(Review, bool), WorkflowError> {
    let Workflow { store, now, policy, .. } = work;
    let found = store.review_to_deliver(id, actor.member).await?;
    let (stored, recent) = (access::require_own(found.review, actor)?, found.recent);
    let review = &stored.item.review;
    if review.is_delivered_as(submission)? {
        return Ok((review.clone(), false));
    }
    let delivery = check_delivery(review, submission.clone(), &recent.item.texts, *now, policy)?;
    let delivered = review.deliver(delivery)?.or(review.clone());
    let judged_with = load_judged_with(work, &stored.item, trusts_pinned).await?;
    let JudgedWith { version, said } = judged_with;
    check_not_copied(submission, review.reviewer, &said.item.said, policy)?;
    let others = load_others(work, review, &version.item).await?;
    let notices = [Notice::feedback(&delivered, version.item.version.composer, *now)];
    let judged = after_delivery(version.item.version.clone(), &delivered, &others, *now, policy)?;
    let version = Stored { item: version.item.with(judged), revision: version.revision };
    let recent = Stored {
        item: RecentTexts::with(recent.item, submission.feedback.text.as_str(), policy),
        revision: recent.revision,
    };
    let said = with_text(said, review.reviewer, submission, policy);
    let coproducer = found.coproducer.and_then(|stored| count_for_probation(&delivered, stored));
    let item = ReviewItem { draft: None, ..stored.item.clone().with(delivered.clone()) };
    let writes = DeliveredReview {
        review: &Stored { item, revision: stored.revision },
        version: &version,
        recent: &recent,
        said: &said,
        coproducer: coproducer.as_ref(),
        notices: &notices,
    };
    store.deliver_review(writes).await?;
    Ok((delivered, !version.item.version.open_slots(0).is_empty()))
}

/// The reviewer with one more review of their probation; nothing where that changes nothing.
fn count_for_probation(
    review: &Review,
    coproducer: Stored<Coproducer>,
) -> Option<Stored<Coproducer>> {
    let Stored { item, revision } = coproducer;
    let counted = item.delivered_review();
    (review.probation && counted != item).then_some(Stored { item: counted, revision })
}

/// What an answer is judged with.
struct JudgedWith {
    version: Stored<VersionItem>,
    said: Stored<BriefTexts>,
}

/// The version as the assignment left it, where that decides: the answer is the first of the brief,
/// and the only one or does not count. Otherwise, and after a lost race, as it is now.
async fn load_judged_with(
    work: &Workflow,
    item: &ReviewItem,
    trusts_pinned: bool,
) -> Result<JudgedWith, WorkflowError> {
    let Review { brief, track, version, .. } = item.review;
    let is_alone = item.pinned.item.version.slot_count == 1 || item.review.probation;
    if trusts_pinned && is_alone && !item.review.brief_was_answered {
        return Ok(JudgedWith { version: item.pinned.stored(), said: BriefTexts::none(brief) });
    }
    let wanted = [keys::version(brief, track, version.into()), keys::brief_texts(brief)];
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let version = found.next().flatten().map(RawItem::parse::<VersionItem>).transpose()?;
    let said = found.next().flatten().map(RawItem::parse).transpose()?;
    let version = version.ok_or(WorkflowError::Invariant("a review without its version"))?;
    Ok(JudgedWith { version, said: said.unwrap_or(BriefTexts::none(brief)) })
}

/// The other answers to the version, where the verdict rests on them too. One round trip where
/// there are any.
async fn load_others(
    work: &Workflow,
    review: &Review,
    version: &VersionItem,
) -> Result<Vec<Review>, WorkflowError> {
    let others = store::review::other_answers(version, review.id).filter(|_| !review.probation);
    let others = work.store.get_each(others).await?.into_iter().flatten();
    Ok(others.map(|stored| stored.item.review).collect())
}

/// What was said in the brief, this answer included.
fn with_text(
    said: Stored<BriefTexts>,
    reviewer: MemberId,
    submission: &Submission,
    policy: &Policy,
) -> Stored<BriefTexts> {
    let Stored { item: BriefTexts { brief, said }, revision } = said;
    let newest = SaidText { reviewer, text: submission.feedback.text.to_string() };
    Stored { item: BriefTexts { brief, said: with_said(said, newest, policy) }, revision }
}
