//! What a leaving member has open: others get it, or it ends.

use std::collections::BTreeSet;

use super::{owned, tracks};
use crate::brief::lifecycle::call_off;
use crate::submission::take_back;
use crate::{Workflow, WorkflowError};
use domain::brief::BriefState;
use domain::id::{BriefId, MemberId};
use domain::track::TrackRefusal;
use store::brief::BriefItem;
use store::follow_up::{FollowUpItem, Task};

/// Ends all of it; whether a brief of theirs is still judged.
pub(super) async fn end(work: &Workflow, member: MemberId) -> Result<bool, WorkflowError> {
    // First, so that nothing is given to them again.
    work.store.retire_coproducer(member).await?;
    let mut freed = release_reviews(work, member).await?;
    freed.extend(take_back_entries(work, member).await?);
    for brief in freed {
        crate::assignment::assign(work, brief).await?;
    }
    Box::pin(end_briefs(work, member)).await
}

/// What the member had been given to hear goes to others; the briefs in which that was. An index
/// that is behind hides nothing: what was given before they were retired stands in their workload.
async fn release_reviews(
    work: &Workflow,
    member: MemberId,
) -> Result<BTreeSet<BriefId>, WorkflowError> {
    let open = work.store.open_reviews(member).await?;
    let briefs: BTreeSet<BriefId> = open.into_iter().map(|review| review.brief).collect();
    for brief in &briefs {
        let name = format!("erase#{member}#{}", work.now);
        let item = FollowUpItem::new(*brief, name, Task::Release(Some(member)), work.now);
        crate::follow_up::start(work, item).await?;
    }
    Ok(briefs)
}

/// What they entered and nobody bought; the briefs in which that was.
async fn take_back_entries(
    work: &Workflow,
    member: MemberId,
) -> Result<BTreeSet<BriefId>, WorkflowError> {
    let mut briefs = BTreeSet::new();
    for item in tracks(work, member).await? {
        let (brief, track) = (item.track.brief, item.track.id);
        if item.track.withdrawn_at.is_none() && item.track.selected_at.is_none() {
            briefs.insert(brief);
        }
        match take_back(work, member, brief, track).await {
            // What is sold stays; an index may still name what is gone.
            Ok(_) | Err(WorkflowError::NotFound | WorkflowError::Track(TrackRefusal::Selected)) => {
            }
            Err(error) => return Err(error),
        }
    }
    Ok(briefs)
}

/// Whether one of their briefs is still judged: its composers wait for a choice, or for the day on
/// which it lapses.
async fn end_briefs(work: &Workflow, member: MemberId) -> Result<bool, WorkflowError> {
    let mut judges = false;
    for stored in owned::<BriefItem>(work, member).await? {
        let brief = &stored.item.brief;
        match brief.state {
            BriefState::Draft | BriefState::Open => {
                judges |= call_off(work, brief.id, "the client has left the studio").await?;
            }
            BriefState::Judging => judges = true,
            BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => {}
        }
    }
    Ok(judges)
}
