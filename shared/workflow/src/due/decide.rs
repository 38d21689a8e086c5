//! What the sweep would do now with what its lists hold: the same decisions, and nothing is written.

use std::collections::{BTreeMap, BTreeSet};

use domain::application::ApplicationStep;
use domain::brief::Silence;
use domain::change::Change;
use domain::id::{BriefId, ReviewId};
use domain::notice::{Notice, NoticeBody};
use domain::reminder::NearDeadline;
use domain::review::Review;
use domain::track::Version;
use domain::version::search::SearchStep;
use jiff::Timestamp;
use store::track::VersionItem;
use store::{Item, Stored, retry_on_conflict};

use super::item::{DueAction, DueItem};
use super::work_list::{self, read};
use crate::brief::access;
use crate::brief::lifecycle::closed_when_due;
use crate::brief::load_briefs;
use crate::brief::roster::successors;
use crate::brief::silence::silence_now;
use crate::submission::{GRACE, is_over};
use crate::{Actor, Workflow, WorkflowError, assignment, coproducer, reminder};

/// Points are derived again twice a day, in the first sweep of a half-day.
const DERIVES_EVERY_S: i64 = 12 * 3_600;
const FIRST_SWEEP_S: i64 = 900;

/// Whether a sweep now derives the points of the last two days again.
pub fn derives_points(now: Timestamp) -> bool {
    now.as_second().rem_euclid(DERIVES_EVERY_S) < FIRST_SWEEP_S
}

/// What a sweep would do now, in its order, but for what concerns briefs that the operator does not
/// oversee, and for levels that rest on old work: whether one does, follows from what was approved in
/// briefs that run. Of that, `limit` items from the one at `first` on, and the place of the one that
/// follows: the operator has looked into the briefs of these items alone. An operator's tool: it reads
/// every work list, and two round trips for each brief that something waits in.
///
/// # Errors
/// When the table does not answer or an item does not parse.
pub async fn due_now(
    work: &Workflow,
    operator: Actor,
    first: usize,
    limit: usize,
) -> Result<(Vec<DueItem>, Option<usize>), WorkflowError> {
    retry_on_conflict(|| due_once(work, operator, first, limit)).await
}

async fn due_once(
    work: &Workflow,
    operator: Actor,
    first: usize,
    limit: usize,
) -> Result<(Vec<DueItem>, Option<usize>), WorkflowError> {
    let mut found = all_due(work).await?;
    let briefs: BTreeSet<BriefId> = found.iter().filter_map(|item| item.brief).collect();
    let overseen = access::overseen(work, operator, briefs).await?;
    found.retain(|item| match item.brief {
        Some(brief) => overseen.briefs.contains(&brief),
        None => !item.action.is_in_brief(),
    });
    let end = first.saturating_add(limit);
    let next = (end < found.len()).then_some(end);
    let part: Vec<DueItem> = found.into_iter().skip(first).take(limit).collect();
    let shown = part.iter().filter_map(|item| item.brief).collect();
    overseen.look_into(work, &shown).await?;
    Ok((part, next))
}

async fn all_due(work: &Workflow) -> Result<Vec<DueItem>, WorkflowError> {
    let mut found = uploads(work).await?;
    found.extend(reference_media(work).await?);
    let mut late = late_reviews(work).await?;
    found.append(&mut late.items);
    for Stored { item, .. } in read(work, &work_list::follow_ups(work.now)).await? {
        let brief = Some(item.brief);
        found.push(DueItem { action: DueAction::FinishFollowUp, subject: item.name, brief });
    }
    found.extend(open_slots(work, &late).await?);
    for Stored { item, .. } in read(work, &work_list::fingerprints(work.now)).await? {
        let piece = item.piece;
        let subject = format!("{}/{}", piece.track, piece.version);
        found.push(of_brief(DueAction::ComparePiece, &subject, piece.brief));
    }
    found.extend(briefs(work).await?);
    found.extend(reminders(work).await?);
    for Stored { item, .. } in read(work, &work_list::applications()).await? {
        let action = match coproducer::next_step(work, &item).await? {
            ApplicationStep::Wait => continue,
            ApplicationStep::HandOver => DueAction::HandOverApplication,
            ApplicationStep::Remind(_) => DueAction::RemindOperators,
        };
        found.push(alone(action, &item.id));
    }
    for Stored { item, .. } in read(work, &work_list::erasures()).await? {
        found.push(alone(DueAction::ProceedWithErasure, &item.member));
    }
    if derives_points(work.now) {
        found.push(alone(DueAction::DerivePoints, &"points"));
    }
    for Stored { item, .. } in read(work, &work_list::revenue_reservations()).await? {
        found.push(alone(DueAction::LoadRevenue, &item.key().sk));
    }
    Ok(found)
}

fn alone(action: DueAction, subject: &impl ToString) -> DueItem {
    DueItem { action, subject: subject.to_string(), brief: None }
}

fn of_brief(action: DueAction, subject: &impl ToString, brief: BriefId) -> DueItem {
    DueItem { action, subject: subject.to_string(), brief: Some(brief) }
}

async fn uploads(work: &Workflow) -> Result<Vec<DueItem>, WorkflowError> {
    let reserved = read(work, &work_list::reservations()).await?.into_iter();
    let one = |Stored { item, .. }: Stored<VersionItem>| {
        let version = &item.version;
        let is_over = is_over(version, work.now);
        let action = if is_over { DueAction::ExpireUpload } else { DueAction::TakeInUpload };
        of_brief(action, &format!("{}/{}", version.track, version.version), version.brief)
    };
    Ok(reserved.map(one).collect())
}

async fn reference_media(work: &Workflow) -> Result<Vec<DueItem>, WorkflowError> {
    let mut found = Vec::new();
    for Stored { item, .. } in read(work, &work_list::pending_reference_media()).await? {
        for medium in item.media.iter().filter(|one| one.is_pending()) {
            let is_lost = medium.is_lost(work.now, GRACE);
            let action = if is_lost { DueAction::ExpireUpload } else { DueAction::TakeInUpload };
            found.push(of_brief(action, &medium.id, item.brief));
        }
        let cleared = item.cleared_by(work.now);
        found.extend(cleared.map(|id| of_brief(DueAction::ClearReferenceMedium, &id, item.brief)));
    }
    Ok(found)
}

/// Late reviews that would end now: what happens to them, which they are, and the briefs in which
/// another reviewer is sought.
#[derive(Default)]
struct LateReviews {
    items: Vec<DueItem>,
    over: BTreeSet<ReviewId>,
    relinquished: BTreeSet<BriefId>,
}

async fn late_reviews(work: &Workflow) -> Result<LateReviews, WorkflowError> {
    let late = read(work, &work_list::late_reviews(work.now)).await?;
    let briefs = load_briefs(work, late.iter().map(|stored| stored.item.review.brief)).await?;
    let mut found = LateReviews::default();
    for review in late.iter().map(|stored| &stored.item.review) {
        let Some(brief) = briefs.get(&review.brief) else { continue };
        let end = brief.end();
        let Ok(Change::Applied(_)) = review.expire(end, work.now) else { continue };
        let action = if end.is_none() { DueAction::ExpireReview } else { DueAction::ReleaseReview };
        found.items.push(of_brief(action, &review.id, review.brief));
        found.over.insert(review.id);
        if end.is_none() {
            found.relinquished.insert(review.brief);
        }
    }
    Ok(found)
}

/// What would be done, once late reviews have ended, about slots that are open then and about reviews
/// that wait in a queue: each brief as if it were the only one.
async fn open_slots(work: &Workflow, late: &LateReviews) -> Result<Vec<DueItem>, WorkflowError> {
    let versions = read(work, &work_list::awaiting_reviewer()).await?;
    let waiting = versions.iter().map(|stored| stored.item.version.brief);
    let waiting: BTreeSet<BriefId> = waiting.chain(late.relinquished.iter().copied()).collect();
    let queued = read(work, &work_list::queued_reviews()).await?;
    let queued = queued.iter().map(|stored| stored.item.review.brief);
    let ids: BTreeSet<BriefId> = waiting.iter().copied().chain(queued).collect();
    let mut found = Vec::new();
    for id in ids {
        let foreseen = assignment::foresee(work, id, &late.over).await?;
        if foreseen.given.is_empty() && waiting.contains(&id) {
            found.extend(appointments(work, id).await?);
        }
        let started = foreseen.started.iter();
        found.extend(started.map(|review| of_brief(DueAction::StartReview, &review.id, id)));
        let slot_of =
            |review: &Review| format!("{}/{}/{}", review.track, review.version, review.slot);
        let counting = foreseen.given.iter().filter(|review| !review.probation);
        let assigned: BTreeSet<String> = counting.map(slot_of).collect();
        found.extend(assigned.iter().map(|slot| of_brief(DueAction::AssignReview, slot, id)));
        for step in assignment::search::next_steps(work, id, &late.over).await? {
            let slot = format!("{}/{}/{}", step.track, step.version, step.slot);
            let action = match step.step {
                SearchStep::Wait => continue,
                SearchStep::Ask(_) => DueAction::AskPlatform,
                SearchStep::GiveUp => DueAction::LabelUnanswered,
            };
            if !assigned.contains(&slot) {
                found.push(of_brief(action, &slot, id));
            }
        }
    }
    Ok(found)
}

/// Who would take the place of co-producers who all may review no more.
async fn appointments(work: &Workflow, brief: BriefId) -> Result<Vec<DueItem>, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(Vec::new()) };
    let members = successors(work, &aggregate).await?;
    let one = |member| of_brief(DueAction::AppointSuccessor, &member, brief);
    Ok(members.into_iter().map(one).collect())
}

async fn briefs(work: &Workflow) -> Result<Vec<DueItem>, WorkflowError> {
    let mut found = Vec::new();
    for Stored { item, .. } in read(work, &work_list::ended_entries(work.now)).await? {
        if closed_when_due(&item.brief, work.now).is_some() {
            found.push(of_brief(DueAction::CloseBrief, &item.id, item.id));
        }
    }
    for Stored { item, .. } in read(work, &work_list::silent_briefs(work.now)).await? {
        let action = match silence_now(work, item.id).await? {
            Silence::Patience => continue,
            Silence::Remind => DueAction::RemindClient,
            Silence::Lapse => DueAction::LapseBrief,
        };
        found.push(of_brief(action, &item.id, item.id));
    }
    for Stored { item, .. } in read(work, &work_list::abandoned_drafts(work.now)).await? {
        found.push(of_brief(DueAction::AbandonDraft, &item.id, item.id));
    }
    Ok(found)
}

/// Deadlines that are near, of those that were not reminded of yet.
async fn reminders(work: &Workflow) -> Result<Vec<DueItem>, WorkflowError> {
    let (now, by) = (work.now, work_list::reminded_by(work));
    let reviews = read(work, &work_list::late_reviews(by)).await?.into_iter();
    let reviews: Vec<Review> = reviews.map(|stored| stored.item.review).collect();
    let briefs = reviews.iter().map(|review| (review.id, review.brief)).collect();
    let mut notices = reminder::due_to_reviewers(work, &reviews).await?;
    let versions = read(work, &work_list::sent_back(now)).await?.into_iter();
    let versions: Vec<Version> = versions.map(|stored| stored.item.version).collect();
    notices.extend(reminder::due_of_versions(work, &versions).await?);
    let mut found = Vec::new();
    for Stored { item, .. } in read(work, &work_list::ended_entries(by)).await? {
        if reminder::is_due_to_composers(work, &item).await? {
            found.push(of_brief(DueAction::SendReminder, &"composers", item.id));
        }
    }
    for Stored { item, .. } in read(work, &work_list::silent_briefs(by)).await? {
        notices.extend(reminder::due_to_client(work, item.id).await?);
    }
    found.extend(notices.iter().map(|notice| DueItem {
        brief: brief_of_reminder(notice, &briefs),
        ..alone(DueAction::SendReminder, &notice.member)
    }));
    Ok(found)
}

/// The brief that a reminder is about: of one to a reviewer, who is told none, that of the review.
fn brief_of_reminder(notice: &Notice, briefs: &BTreeMap<ReviewId, BriefId>) -> Option<BriefId> {
    if let NoticeBody::DeadlineNear { deadline: NearDeadline::Review { review }, .. } = notice.body
    {
        return briefs.get(&review).copied();
    }
    notice.body.references().brief
}
