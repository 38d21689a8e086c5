//! Reminders of deadlines: each is a notice that is written once, whose key names deadline and
//! stage, so that a sweep which comes again, or beside another, sends nothing twice.

use std::collections::BTreeSet;

use domain::brief::Brief;
use domain::id::{BriefId, MemberId};
use domain::invitation::InvitationState;
use domain::notice::{Announcement, Notice};
use domain::reminder::{ReminderStage, due_reminder};
use domain::review::Review;
use domain::track::Version;
use jiff::Timestamp;
use store::brief_aggregate::BriefAggregate;
use store::follow_up::{FollowUpItem, Task};
use store::{Creation, ItemKey};

use crate::brief::change::moved;
use crate::brief::lifecycle::unless_moved;
use crate::brief::load_briefs;
use crate::brief::questions::count_unanswered;
use crate::brief::silence::delayed;
use crate::{Workflow, WorkflowError, follow_up};

/// The reminders to reviewers that are due and were not sent yet.
pub async fn due_to_reviewers(
    work: &Workflow,
    reviews: &[Review],
) -> Result<Vec<Notice>, WorkflowError> {
    let due = |review: &Review| {
        let due_at = review.answer_due()?;
        let stage = due_reminder(due_at, work.now, work.policy)?;
        Some(Notice::review_due(review, stage, due_at, work.now))
    };
    unsent(work, reviews.iter().filter_map(due).collect()).await
}

/// Reminds the reviewers whose answers are due soon. How many reminders were sent.
pub async fn remind_reviewers(work: &Workflow, reviews: &[Review]) -> Result<usize, WorkflowError> {
    let mut sent: usize = 0;
    for notice in due_to_reviewers(work, reviews).await? {
        sent = sent.saturating_add(usize::from(send(work, &notice).await?));
    }
    Ok(sent)
}

/// The reminders of further versions that are due and were not sent yet, where entries have ended
/// and one is taken only for a while. One round trip for their briefs, one for what was sent, and
/// one for each that is due.
pub async fn due_of_versions(
    work: &Workflow,
    versions: &[Version],
) -> Result<Vec<Notice>, WorkflowError> {
    let briefs = load_briefs(work, versions.iter().map(|version| version.brief)).await?;
    let near = |version: &Version| {
        let brief = briefs.get(&version.brief)?;
        let due_at = brief.further_version_due(version, work.policy)?;
        let stage = due_reminder(due_at, work.now, work.policy)?;
        Some(Notice::version_due(version, stage, due_at, work.now))
    };
    let near = versions.iter().filter_map(|version| Some((version, near(version)?)));
    let (versions, notices): (Vec<&Version>, Vec<Notice>) = near.unzip();
    let known = work.store.get_each(notices.iter().map(ItemKey::of)).await?;
    let mut due = Vec::new();
    for ((version, notice), known) in versions.into_iter().zip(notices).zip(known) {
        if known.is_none() && awaits_further_version(work, version).await? {
            due.push(notice);
        }
    }
    Ok(due)
}

/// Reminds the composers who may send a further version. How many reminders were sent.
pub async fn remind_of_versions(
    work: &Workflow,
    versions: &[Version],
) -> Result<usize, WorkflowError> {
    let mut sent: usize = 0;
    for notice in due_of_versions(work, versions).await? {
        sent = sent.saturating_add(usize::from(send(work, &notice).await?));
    }
    Ok(sent)
}

/// Whether the composer has sent nothing since and has not taken the track back. One round trip.
async fn awaits_further_version(work: &Workflow, version: &Version) -> Result<bool, WorkflowError> {
    let entry = work.store.track_entry(version.brief, version.track).await?;
    Ok(entry.is_some_and(|entry| {
        let newest = entry.newest_valid().map(|newest| newest.version);
        entry.track.item.track.withdrawn_at.is_none() && newest == Some(version.version)
    }))
}

/// The reminder to the client of a brief that lapses soon, if it is due and was not sent yet; none
/// while answers are missing, for then the client's clock stands. One round trip, and one for the
/// questions where it is due.
pub async fn due_to_client(
    work: &Workflow,
    brief: BriefId,
) -> Result<Option<Notice>, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(None) };
    let brief = delayed(work, &aggregate);
    choice_notice(work, &brief, choice_reminder(work, &aggregate, &brief)).await
}

/// With how many questions wait for the client as well.
async fn choice_notice(
    work: &Workflow,
    brief: &Brief,
    due: Option<(ReminderStage, Timestamp)>,
) -> Result<Option<Notice>, WorkflowError> {
    let Some((stage, due_at)) = due else { return Ok(None) };
    let questions = count_unanswered(work, brief.id).await?;
    Ok(Some(Notice::choice_due(brief, questions, stage, due_at, work.now)))
}

fn choice_reminder(
    work: &Workflow,
    aggregate: &BriefAggregate,
    brief: &Brief,
) -> Option<(ReminderStage, Timestamp)> {
    if aggregate.is_delayed() { None } else { brief.choice_reminder(work.now, work.policy) }
}

/// Reminds a client whose brief lapses soon, and forgets what was sent of a lapse that has moved away.
/// Whether a reminder was sent: a brief that changes at the same moment is left to the next sweep.
/// One round trip, one for the questions where a reminder is due, and one where there is something to
/// write.
pub async fn remind_client(work: &Workflow, brief: BriefId) -> Result<bool, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(false) };
    let brief = delayed(work, &aggregate);
    let due = choice_reminder(work, &aggregate, &brief);
    let reminded = due.map_or(brief.clone(), |(stage, _)| brief.reminded_of_choice(stage));
    if reminded.choice_reminders == aggregate.brief.item.choice_reminders {
        return Ok(false);
    }
    let notice = choice_notice(work, &brief, due).await?;
    let written =
        work.store.move_brief(&moved(&aggregate.brief, reminded), notice.as_slice()).await;
    Ok(unless_moved(written.map_err(WorkflowError::from))? && due.is_some())
}

/// Whether the composers of a brief are due to be reminded that entries end soon.
pub async fn is_due_to_composers(work: &Workflow, brief: &Brief) -> Result<bool, WorkflowError> {
    let Some(due_at) = brief.entries_due() else { return Ok(false) };
    let Some(stage) = due_reminder(due_at, work.now, work.policy) else { return Ok(false) };
    let sent = reminder_sent(
        work,
        &Announcement::entries_due(brief, stage, due_at, BTreeSet::new(), work.now),
        brief,
    );
    Ok(work.store.get(ItemKey::of(&sent)).await?.is_none())
}

/// That the composers of a brief were reminded of a stage of its deadline, once it is written.
fn reminder_sent(work: &Workflow, news: &Announcement, brief: &Brief) -> FollowUpItem {
    let name = format!("{}#{}", news.body.kind(), news.body.subject());
    FollowUpItem::new(brief.id, name, Task::Done, work.now)
}

/// Reminds everybody who has entered a brief, or has accepted an invitation to it, that entries end
/// soon. Whether reminders were sent; as a follow-up, for they may be more than a transaction
/// holds.
pub async fn remind_composers(work: &Workflow, brief: &Brief) -> Result<bool, WorkflowError> {
    let Some(due_at) = brief.entries_due() else { return Ok(false) };
    let Some(stage) = due_reminder(due_at, work.now, work.policy) else { return Ok(false) };
    let news = |composers| Announcement::entries_due(brief, stage, due_at, composers, work.now);
    let sent = reminder_sent(work, &news(BTreeSet::new()), brief);
    if work.store.get(ItemKey::of(&sent)).await?.is_some() {
        return Ok(false);
    }
    let Some(aggregate) = work.store.brief_aggregate(brief.id).await? else { return Ok(false) };
    let task = Task::Announce(news(hopeful(&aggregate)));
    follow_up::start(work, FollowUpItem { task, ..sent }).await?;
    Ok(true)
}

/// Who has a track in a brief, or means to have.
fn hopeful(aggregate: &BriefAggregate) -> BTreeSet<MemberId> {
    let tracks = aggregate.entries.iter().map(|entry| &entry.track.item.track);
    let entered = tracks.filter(|track| track.withdrawn_at.is_none()).map(|track| track.composer);
    let accepted =
        aggregate.invitations.iter().filter(|one| one.item.state == InvitationState::Accepted);
    entered.chain(accepted.map(|one| one.item.member)).collect()
}

/// Those that were not sent yet. One round trip for a hundred.
async fn unsent(work: &Workflow, notices: Vec<Notice>) -> Result<Vec<Notice>, WorkflowError> {
    let known = work.store.get_each(notices.iter().map(ItemKey::of)).await?;
    let all = notices.into_iter().zip(known);
    Ok(all.filter(|(_, known)| known.is_none()).map(|(notice, _)| notice).collect())
}

/// Whether it was sent now, and not by another sweep at the same moment.
async fn send(work: &Workflow, notice: &Notice) -> Result<bool, WorkflowError> {
    Ok(matches!(work.store.create(notice).await?, Creation::New))
}
