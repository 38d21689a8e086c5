//! Versions for which no reviewer could be found: labelled once the deadline is long past, so that
//! the client can choose; at rest once their brief is over.

use domain::assignment::Decision;
use domain::brief::{Brief, BriefState};
use domain::id::BriefId;
use domain::notice::Notice;
use domain::track::Version;
use domain::version::slot::UnansweredSlot;
use jiff::Timestamp;
use store::Stored;
use store::track::VersionItem;

use crate::{Workflow, WorkflowError, assignment};

/// Labels the versions of a judged brief that lack a reviewer for too long, and takes those of a
/// brief that is over off the work list. How many versions were labelled.
pub async fn label_unanswered(
    work: &Workflow,
    brief: &Brief,
    versions: Vec<Stored<VersionItem>>,
) -> Result<usize, WorkflowError> {
    match brief.state {
        BriefState::Draft | BriefState::Open => Ok(0),
        BriefState::Judging => label_overdue(work, brief.id, versions).await,
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

/// Labels the slots that nobody has been found for in all the time that the policy gives.
async fn label_overdue(
    work: &Workflow,
    brief: BriefId,
    versions: Vec<Stored<VersionItem>>,
) -> Result<usize, WorkflowError> {
    if !versions.iter().any(|stored| !overdue(work, &stored.item.version).is_empty()) {
        return Ok(0);
    }
    let prospects = assignment::prospects(work, brief).await?;
    let mut labelled: usize = 0;
    for Stored { item, revision } in versions {
        let slots = overdue(work, &item.version);
        let is_labelled = |one: &&Decision| {
            (one.track, one.version) == (item.version.track, item.version.version)
                && one.chosen.is_none()
                && slots.contains(&one.slot)
        };
        let labels: Vec<UnansweredSlot> =
            prospects.iter().filter(is_labelled).map(|one| label(one, work.now)).collect();
        let done = write_labels(work, Stored { item, revision }, labels).await?;
        labelled = labelled.saturating_add(usize::from(done));
    }
    Ok(labelled)
}

/// The slots that have been sought for long enough.
pub(crate) fn overdue(work: &Workflow, version: &Version) -> Vec<u8> {
    let is_overdue = |slot: &u8| {
        let sought = work.now.duration_since(version.sought_since(*slot));
        !version.is_unanswerable(*slot) && sought >= work.policy.unanswered_after
    };
    version.open_slots(version.promised).into_iter().filter(is_overdue).collect()
}

fn label(decision: &Decision, at: Timestamp) -> UnansweredSlot {
    UnansweredSlot { slot: decision.slot, at, because: decision.why.excluded.clone() }
}

/// Whether anything was labelled: not where the version has moved on.
async fn write_labels(
    work: &Workflow,
    stored: Stored<VersionItem>,
    labels: Vec<UnansweredSlot>,
) -> Result<bool, WorkflowError> {
    if labels.is_empty() {
        return Ok(false);
    }
    let Stored { item, revision } = stored;
    let notices: Vec<Notice> =
        labels.iter().map(|label| Notice::unanswered(&item.version, label)).collect();
    let version = labels
        .into_iter()
        .fold(item.version.clone(), |version, label| version.with_unanswered(label, work.policy));
    let labelled = Stored { item: item.with(version), revision };
    match work.store.label_unanswered(&labelled, &notices).await {
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
