//! The owner changes what they asked for. While the brief is open everybody concerned is notified,
//! and reviews keep to the version that they were given.

use domain::brief::{BriefState, BriefTerms};
use domain::change::Change;
use domain::notice::{Announcement, ChangedTerm};
use store::Stored;
use store::brief::BriefItem;
use store::brief_aggregate::BriefAggregate;

use super::change::{moved, prize_booking, written};
use crate::{Actor, Workflow, WorkflowError, follow_up};

/// One round trip. The loser of a race has not seen what is there now: [`WorkflowError::Stale`],
/// not another try.
pub async fn amend(
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
    let left = written_now.map_err(|error| {
        if error.is_conflict() {
            let detail = "it has changed in this moment: read it again";
            return WorkflowError::Stale(detail.to_owned());
        }
        error.into()
    })?;
    follow_up::finish_new(work, left).await;
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
