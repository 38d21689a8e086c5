//! What a leaving member has open: others get it, or it ends.

use std::collections::BTreeSet;

use domain::brief::BriefState;
use domain::id::{BriefId, MemberId};
use domain::track::TrackRefusal;
use store::brief::BriefItem;
use store::follow_up::{FollowUpItem, Task};
use workflow::{WorkflowError, submission};

use super::{EraseError, owned, tracks};
use workflow::brief::lifecycle::call_off;

use crate::Sweep;

/// Ends all of it; whether a brief of theirs is still judged.
pub(super) async fn end(sweep: &Sweep, member: MemberId) -> Result<bool, EraseError> {
    // First, so that nothing is given to them again.
    sweep.work.store.retire_coproducer(member).await?;
    let mut freed = release_reviews(sweep, member).await?;
    freed.extend(take_back_entries(sweep, member).await?);
    for brief in freed {
        workflow::assignment::assign(&sweep.work, brief).await?;
    }
    end_briefs(sweep, member).await
}

/// What the member had been given to hear goes to others; the briefs in which that was. An index that
/// is behind hides nothing: what was given before they were retired stands in their workload.
async fn release_reviews(sweep: &Sweep, member: MemberId) -> Result<BTreeSet<BriefId>, EraseError> {
    let open = sweep.work.store.open_reviews(member).await?;
    let briefs: BTreeSet<BriefId> = open.into_iter().map(|review| review.brief).collect();
    for brief in &briefs {
        let name = format!("erase#{member}#{}", sweep.work.now);
        let item = FollowUpItem::new(*brief, name, Task::Release(Some(member)), sweep.work.now);
        workflow::follow_up::start(&sweep.work, item).await?;
    }
    Ok(briefs)
}

/// What they entered and nobody bought; the briefs in which that was.
async fn take_back_entries(
    sweep: &Sweep,
    member: MemberId,
) -> Result<BTreeSet<BriefId>, EraseError> {
    let mut briefs = BTreeSet::new();
    for item in tracks(sweep, member).await? {
        let (brief, track) = (item.track.brief, item.track.id);
        if item.track.withdrawn_at.is_none() && item.track.selected_at.is_none() {
            briefs.insert(brief);
        }
        match submission::take_back(&sweep.work, member, brief, track).await {
            // What is sold stays; an index may still name what is gone.
            Ok(_) | Err(WorkflowError::NotFound | WorkflowError::Track(TrackRefusal::Selected)) => {
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(briefs)
}

/// Whether one of their briefs is still judged: its composers wait for a choice, or for the day on
/// which it lapses.
async fn end_briefs(sweep: &Sweep, member: MemberId) -> Result<bool, EraseError> {
    let mut judges = false;
    for stored in owned::<BriefItem>(sweep, member).await? {
        let brief = &stored.item.brief;
        match brief.state {
            BriefState::Draft | BriefState::Open => {
                judges |= call_off(&sweep.work, brief.id, "the client has left the studio").await?;
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
