//! The owner changes what they asked for. While the brief is open everybody concerned is notified,
//! and reviews keep to the version that they were given.

use domain::brief::{BriefState, BriefTerms};
use domain::change::Change;
use domain::id::BriefId;
use domain::notice::{Announcement, ChangedTerm};
use store::brief::BriefItem;
use store::brief_aggregate::BriefAggregate;
use store::{LostARace, Stored, retry_on_conflict};

use super::access;
use super::change::{moved, prize_booking, written};
use crate::{Actor, Workflow, WorkflowError, follow_up};

/// One round trip. Whoever has lost a race against a change of the brief has not seen what is there
/// now: [`WorkflowError::Stale`], not another try. One against what is not shown, an entry or an
/// invitation to write, is run again, for its owner must not learn of it.
pub async fn amend(
    work: &Workflow,
    actor: Actor,
    aggregate: BriefAggregate,
    terms: BriefTerms,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let (brief, edition) = (aggregate.brief.item.id, aggregate.brief.item.edition);
    match amend_once(work, actor, aggregate, terms.clone()).await {
        Err(error) if error.is_conflict() => {
            retry_on_conflict(async || {
                let aggregate = load_unchanged(work, actor, brief, edition).await?;
                amend_once(work, actor, aggregate, terms.clone()).await
            })
            .await
        }
        result => result,
    }
}

/// The brief anew, for its owner who has read this edition of it. One round trip.
///
/// # Errors
/// [`WorkflowError::Stale`] where what it shows has changed since.
pub(super) async fn load_unchanged(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    edition: u64,
) -> Result<BriefAggregate, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, brief, actor).await?;
    if aggregate.brief.item.edition == edition {
        return Ok(aggregate);
    }
    let detail = "it has changed in this moment: read it again";
    Err(WorkflowError::Stale(detail.to_owned()))
}

async fn amend_once(
    work: &Workflow,
    actor: Actor,
    aggregate: BriefAggregate,
    terms: BriefTerms,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let before = &aggregate.brief.item.brief;
    let Change::Applied(amended) = before.amend(terms)? else { return Ok(aggregate.brief) };
    let stored = moved(&aggregate.brief, amended);
    let written_now = match stored.item.state {
        BriefState::Open => {
            let changed = changed_terms(&before.terms, &stored.item.terms);
            let everybody = aggregate.concerned();
            let news = Announcement::brief_amended(&stored.item, changed, everybody, work.now);
            work.store.amend_brief(&stored, work.now, &[news]).await
        }
        BriefState::Draft
        | BriefState::Judging
        | BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => {
            // Another prize is another deposit: what was received for the old one goes back.
            let by = actor.member;
            let returned = prize_booking(work, &aggregate.brief, &stored, by).await?;
            let moved = work.store.move_brief_and_book(&stored, returned.as_ref()).await;
            moved.map(|()| Vec::new())
        }
    };
    follow_up::finish_new(work, written_now?).await;
    Ok(written(stored))
}

/// The terms that differ.
pub(super) fn changed_terms(before: &BriefTerms, after: &BriefTerms) -> Vec<ChangedTerm> {
    let not_like = before.references_not_like != after.references_not_like;
    let pairs = [
        (ChangedTerm::Title, before.title != after.title),
        (ChangedTerm::Production, before.production != after.production),
        (ChangedTerm::Text, before.text != after.text),
        (ChangedTerm::MoodWords, before.mood_words != after.mood_words),
        (ChangedTerm::References, before.references_like != after.references_like),
        (ChangedTerm::ReferencesNotToFollow, not_like),
        (ChangedTerm::Length, before.length != after.length),
        (ChangedTerm::Delivery, before.delivery != after.delivery),
        (ChangedTerm::DeliverySpec, before.delivery_spec != after.delivery_spec),
        (ChangedTerm::Genres, before.genre_tags != after.genre_tags),
        (ChangedTerm::Deadline, before.deadline != after.deadline),
        (ChangedTerm::Embargo, before.embargo_until != after.embargo_until),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(term, _)| term).collect()
}
