//! The owner changes what they asked for. While the brief is open everybody concerned is told, and
//! reviews keep to the version that they were given.

use domain::brief::{Brief, BriefState, BriefTerms};
use domain::change::Change;
use domain::notice::{Announcement, NoticeKind};
use jiff::Timestamp;
use store::Stored;
use store::brief::BriefItem;
use store::brief_aggregate::BriefAggregate;

use super::change::{moved, prize_booking, written};
use super::notices;
use crate::{Actor, Workflow, WorkflowError, follow_up};

/// One round trip. The loser of a race has not seen what is there now: [`WorkflowError::Stale`], not
/// another try.
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
            let news = news(&aggregate, before, &stored.item.brief, work.now)?;
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

/// To everybody who entered, was invited or co-produces: which fields are others now.
fn news(
    aggregate: &BriefAggregate,
    before: &Brief,
    after: &Brief,
    now: Timestamp,
) -> Result<Announcement, WorkflowError> {
    let (title, version) = (&after.terms.title, after.version);
    let changed = changed(&before.terms, &after.terms).join(", ");
    let text = format!("The brief \"{title}\" has changed (version {version}): {changed}.");
    let (kind, part) = (NoticeKind::BriefAmended, version.to_string());
    notices::news(after, aggregate.concerned(), kind, &part, &text, now)
}

/// The names of the terms that differ, in words.
fn changed(before: &BriefTerms, after: &BriefTerms) -> Vec<&'static str> {
    let pairs = [
        ("title", before.title != after.title),
        ("text", before.text != after.text),
        ("mood words", before.mood_words != after.mood_words),
        ("references", before.references_like != after.references_like),
        ("references not to follow", before.references_not_like != after.references_not_like),
        ("length", before.length != after.length),
        ("delivery", before.delivery != after.delivery),
        ("delivery spec", before.delivery_spec != after.delivery_spec),
        ("genres", before.genre_tags != after.genre_tags),
        ("deadline", before.deadline != after.deadline),
        ("embargo", before.embargo_until != after.embargo_until),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
