//! What a decision leaves to be done: notices for which its transaction had no room, reviews that
//! are not needed any more, invitations that came to nothing. The decision's own operation does it
//! at once, the sweep where that was cut short.

use std::collections::BTreeSet;

use domain::brief::BriefEnd;
use domain::change::Change;
use domain::id::{BriefId, MemberId, ReviewId};
use domain::notice::{Announcement, Notice};
use domain::version::slot::{ReviewSlot, SlotState};
use store::follow_up::{FollowUpItem, Task};
use store::track::TrackEntry;
use store::{Creation, Item, Stored, TRANSACTION_ITEMS_MAX, retry_on_conflict};

use crate::submission::show_invitations;
use crate::{Workflow, WorkflowError};

/// Does what was just written to be done. What fails here is left to the sweep, and so is what
/// another operation does at the same moment.
pub async fn finish_new(work: &Workflow, items: Vec<FollowUpItem>) {
    for item in items {
        let subject = item.key().sk;
        match finish(work, Stored { item, revision: 1 }).await {
            Ok(()) => {}
            Err(error) => tracing::warn!(%subject, %error, "left to the sweep"),
        }
    }
}

/// Writes a follow-up and does it; one of that name that is there already is done instead.
pub async fn start(work: &Workflow, item: FollowUpItem) -> Result<(), WorkflowError> {
    match work.store.create(&item).await? {
        Creation::New => finish_new(work, vec![item]).await,
        Creation::Existing(known) => finish(work, known).await?,
    }
    Ok(())
}

/// Does what is to be done, in as many transactions as that takes. It may be cut short anywhere and
/// done again.
pub async fn finish(
    work: &Workflow,
    mut stored: Stored<FollowUpItem>,
) -> Result<(), WorkflowError> {
    loop {
        let (next, notices) = match &stored.item.task {
            Task::TellOutcomeOnceRestored | Task::Done => return Ok(()),
            Task::Release(_) => {
                let brief = stored.item.brief;
                if release_reviews(work, brief, &stored.item.task).await?.is_some() {
                    retry_on_conflict(|| show_invitations(work, brief)).await?;
                }
                (Task::Done, Vec::new())
            }
            Task::FindUnused => {
                find_unused(work, stored.item.brief).await?;
                (Task::Done, Vec::new())
            }
            Task::TellOutcome => outcome_news(work, &stored.item).await?,
            Task::Announce(news) => {
                let (notices, rest) = news.first(TRANSACTION_ITEMS_MAX.saturating_sub(1));
                let is_all = rest.members.is_empty();
                (if is_all { Task::Done } else { Task::Announce(rest) }, notices)
            }
        };
        stored.item.task = next;
        work.store.announce_page(&stored, &notices).await?;
        stored.revision = stored.revision.saturating_add(1);
    }
}

/// Marks the invitations to a brief that were accepted and came to nothing, and tells whom it costs
/// points. Two round trips, and one for each of them.
async fn find_unused(work: &Workflow, brief: BriefId) -> Result<(), WorkflowError> {
    let invitations = work.store.list_stored(&store::invitation::of_brief(brief)).await?;
    let entries = work.store.brief_entries(brief).await?;
    let landed = |entry: &&TrackEntry| {
        entry.versions.iter().any(|version| version.item.version.received_at.is_some())
    };
    let landed = entries.iter().filter(landed);
    let submitted: BTreeSet<MemberId> =
        landed.flat_map(|entry| entry.track.item.track.authors()).collect();
    for Stored { item, revision } in invitations {
        let unused = item.left_unused(work.now).filter(|one| !submitted.contains(&one.member));
        if let Some(item) = unused {
            let notice = Notice::invitation_unused(&item, work.now);
            work.store.answer_invitation(&Stored { item, revision }, &notice).await?;
        }
    }
    Ok(())
}

/// The news for everybody from whom an embargo has kept who won and why, but for members who have
/// left for good; for a co-producer who had left the brief also how their ranking compares. While
/// the award is void, there is no outcome to tell. Four round trips.
async fn outcome_news(
    work: &Workflow,
    due: &FollowUpItem,
) -> Result<(Task, Vec<Notice>), WorkflowError> {
    let nothing = (Task::Done, Vec::new());
    let Some(aggregate) = work.store.brief_aggregate(due.brief).await? else { return Ok(nothing) };
    let brief = &aggregate.brief.item.brief;
    let Some(winner) = brief.selected.and_then(|selected| aggregate.entry(selected.track)) else {
        return Ok(nothing);
    };
    let winner = &winner.track.item.track;
    if winner.award_void_at.is_some() {
        return Ok((Task::TellOutcomeOnceRestored, Vec::new()));
    }
    let rankings = work.store.list_all(&store::taste_alignment::of_brief(brief.id)).await?;
    let mut members = aggregate.without_winner(winner);
    members.extend(rankings.iter().map(|ranking| ranking.member));
    let operators = work.store.list_all(&store::role::operators()).await?;
    let operators: BTreeSet<MemberId> = operators.iter().map(|roles| roles.member).collect();
    let is_party = |one: &MemberId| {
        // Whoever could review is no party by that: it needs no reading.
        let part = aggregate.part(*one, operators.contains(one), false);
        part.is_party() || winner.authors().contains(one)
    };
    members.retain(|one| !is_party(one));
    let erasures = work.store.get_each(members.iter().copied().map(store::erasure::key)).await?;
    let gone = erasures.into_iter().flatten().filter(|stored| stored.item.has_left());
    let gone: BTreeSet<MemberId> = gone.map(|stored| stored.item.member).collect();
    members.retain(|one| !gone.contains(one));
    let left = rankings.iter().filter(|ranking| members.contains(&ranking.member));
    let compared = left.map(|ranking| Notice::outcome_comparison(ranking, due.at)).collect();
    Ok((Task::Announce(Announcement::embargo_ended(brief, members, due.at)), compared))
}

/// Ends the reviews of a brief that the task is about: the slots are free, the reviewers are
/// notified why. What ended the brief, if anything did. Two round trips, and three a review.
async fn release_reviews(
    work: &Workflow,
    brief: BriefId,
    task: &Task,
) -> Result<Option<BriefEnd>, WorkflowError> {
    let stored = work.store.get(store::brief::key(brief)).await?;
    let because = stored.and_then(|stored| stored.item.end());
    let entries = work.store.brief_entries(brief).await?;
    let versions = entries.iter().flat_map(|entry| &entry.versions);
    let slots = versions.flat_map(|version| &version.item.version.slots);
    for slot in slots.filter(|slot| releases(task, slot)) {
        retry_on_conflict(|| release_review(work, slot.review, because)).await?;
    }
    Ok(because)
}

fn releases(task: &Task, slot: &ReviewSlot) -> bool {
    let is_open = matches!(slot.state, SlotState::Queued | SlotState::Assigned);
    match task {
        Task::Release(None) => is_open,
        Task::Release(Some(reviewer)) => is_open && *reviewer == slot.reviewer,
        Task::Announce(_)
        | Task::FindUnused
        | Task::TellOutcome
        | Task::TellOutcomeOnceRestored
        | Task::Done => false,
    }
}

async fn release_review(
    work: &Workflow,
    id: ReviewId,
    because: Option<BriefEnd>,
) -> Result<(), WorkflowError> {
    let Some(stored) = work.store.get(store::review::key(id)).await? else { return Ok(()) };
    let review = &stored.item.review;
    // Delivered, declined or expired in between: that counts.
    let Ok(Change::Applied(released)) = review.release() else { return Ok(()) };
    let (brief, track) = (released.brief, released.track);
    let Some(version) =
        work.store.get(store::track::version_key(brief, track, released.version)).await?
    else {
        return Ok(());
    };
    let item = version.item.relinquished(id, work.now);
    let version = Stored { item, revision: version.revision };
    let notice = Notice::review_released(&released, because, work.now);
    let review = Stored { item: stored.item.with(released), revision: stored.revision };
    work.store.relinquish_review(&review, &version, Some(&notice), None).await?;
    Ok(())
}
