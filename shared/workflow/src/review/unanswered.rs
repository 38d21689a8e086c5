//! Versions for which no reviewer could be found: labelled once the deadline is long past, so that
//! the client can choose; at rest once their brief is over.

use domain::brief::{Brief, BriefState};
use domain::notice::{NoReviewer, Notice};
use domain::text::ShortText;
use domain::track::{Track, VersionState};
use store::Stored;
use store::brief_aggregate::{BriefAggregate, is_answered};
use store::track::{TrackItem, VersionItem};

use crate::{Workflow, WorkflowError};

/// Labels the versions of a judged brief that lack a reviewer for too long, and takes those of a
/// brief that is over off the work list. How many tracks were labelled.
pub async fn label_unanswered(
    work: &Workflow,
    brief: &Brief,
    versions: Vec<Stored<VersionItem>>,
) -> Result<usize, WorkflowError> {
    match brief.state {
        BriefState::Draft | BriefState::Open => Ok(0),
        BriefState::Judging => {
            let overdue = |version: &&Stored<VersionItem>| is_overdue(work, brief, version);
            if !versions.iter().any(|version| overdue(&version)) {
                return Ok(0);
            }
            let Some(aggregate) = work.store.brief_aggregate(brief.id).await? else {
                return Ok(0);
            };
            let mut labelled: usize = 0;
            for version in versions.iter().filter(overdue) {
                let done = label_one(work, &aggregate, &version.item).await?;
                labelled = labelled.saturating_add(usize::from(done));
            }
            Ok(labelled)
        }
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => {
            for version in versions {
                rest(work, version).await?;
            }
            Ok(0)
        }
    }
}

/// Whether no reviewer has it long after entries ended and it was taken in.
fn is_overdue(work: &Workflow, brief: &Brief, version: &Stored<VersionItem>) -> bool {
    let VersionItem { state, version, .. } = &version.item;
    let since = brief.closed_at.max(version.received_at);
    *state == VersionState::AwaitingReviewer
        && since.is_some_and(|since| work.now.duration_since(since) >= work.policy.unanswered_after)
}

async fn label_one(
    work: &Workflow,
    aggregate: &BriefAggregate,
    version: &VersionItem,
) -> Result<bool, WorkflowError> {
    let Some(entry) = aggregate.entry(version.version.track) else { return Ok(false) };
    let track = &entry.track.item.track;
    let is_answered = entry.versions.iter().any(|version| is_answered(&version.item));
    if is_answered || track.unanswered_because.is_some() {
        return Ok(false);
    }
    let because = match aggregate.coproducers().count() {
        0 => NoReviewer::NoCoproducer,
        _ => NoReviewer::NoneAble,
    };
    let notice = Notice::unanswered(track, because, work.now);
    let reason = ShortText::new(because.because()).map_err(WorkflowError::internal)?;
    let labelled = Track { unanswered_because: Some(reason), ..track.clone() };
    let labelled = TrackItem { track: labelled, ..entry.track.item.clone() };
    let labelled = Stored { item: labelled, revision: entry.track.revision };
    match work.store.label_unanswered(&labelled, &notice).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Takes a version off the work list whose brief is over.
async fn rest(work: &Workflow, version: Stored<VersionItem>) -> Result<(), WorkflowError> {
    let item = VersionItem { at_rest: true, ..version.item };
    match work.store.replace(&Stored { item, revision: version.revision }).await {
        Err(error) if error.is_conflict() => Ok(()),
        other => Ok(other?),
    }
}
