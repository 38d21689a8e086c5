//! A co-producer leaves a brief; what they had not answered yet
//! goes to others.

use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::rules::Rule;
use store::follow_up::{FollowUpItem, Task};
use store::roster::{Leaving, RosterItem};
use store::{Stored, retry_on_conflict};

use super::access;
use crate::roster::choose_coproducers;
use crate::{Actor, Workflow, WorkflowError, assignment, follow_up};

/// Leaving again changes nothing, but seeks a successor again where that failed before.
pub async fn leave(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<RosterItem, WorkflowError> {
    let place = retry_on_conflict(|| leave_once(work, actor, brief)).await?;
    assignment::assign(work, brief).await?;
    Ok(place)
}

async fn leave_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
) -> Result<RosterItem, WorkflowError> {
    let found = access::load(work, id, actor).await?;
    let brief = &found.brief.item.brief;
    let Some(stored) = found.roster else {
        return Err(WorkflowError::Forbidden("only a co-producer of the brief may do this"));
    };
    if stored.item.left_at.is_some() {
        return Ok(stored.item);
    }
    if !matches!(brief.state, BriefState::Draft | BriefState::Open | BriefState::Judging) {
        return Err(WorkflowError::conflict(Rule::State, "nothing is left to leave"));
    }
    let now = work.now;
    let place = RosterItem { left_at: Some(now), ..stored.item };
    let place = Stored { item: place, revision: stored.revision };
    let successors = successors(work, brief, actor.member).await?;
    let appointments: Vec<RosterItem> =
        successors.iter().map(|member| RosterItem::new(id, *member, None, now)).collect();
    let appointed = successors.iter().map(|member| Notice::appointment(brief, *member, now));
    let left = Notice::coproducer_left(brief, actor.member, now);
    let notices: Vec<Notice> = appointed.chain([left]).collect();
    let release = Task::Release(Some(actor.member));
    let release = FollowUpItem::new(id, format!("release#{}", actor.member), release, now);
    let leaving = Leaving {
        brief_revision: found.brief.revision,
        place: &place,
        release: &release,
        appointments: &appointments,
        notices: &notices,
    };
    work.store.leave_brief(leaving).await?;
    follow_up::finish_new(work, vec![release]).await;
    Ok(place.item)
}

/// Who takes over where no other co-producer is left: chosen as at the opening.
async fn successors(
    work: &Workflow,
    brief: &Brief,
    leaver: MemberId,
) -> Result<Vec<MemberId>, WorkflowError> {
    if brief.state == BriefState::Draft {
        return Ok(Vec::new());
    }
    let aggregate = work.store.brief_aggregate(brief.id).await?.ok_or(WorkflowError::NotFound)?;
    if aggregate.coproducers().any(|member| member != leaver) {
        return Ok(Vec::new());
    }
    choose_coproducers(work, &aggregate).await
}
