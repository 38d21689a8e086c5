//! Who may see a brief, and who may act on it. Unknown and forbidden look the same where the
//! brief's existence is a secret.

use crate::{Actor, Workflow, WorkflowError};
use domain::brief::{Brief, BriefState, Visibility};
use domain::id::BriefId;
use store::brief::BriefFor;
use store::brief_aggregate::BriefAggregate;

/// The brief as the actor finds it; 404 where they may not know of it. One round trip.
pub async fn load(
    work: &Workflow,
    brief: BriefId,
    actor: Actor,
) -> Result<BriefFor, WorkflowError> {
    let found = work.store.brief_for(brief, actor.member).await?;
    found.filter(|found| may_see(found, actor)).ok_or(WorkflowError::NotFound)
}

/// The brief with everything in it, for its owner. One round trip.
pub async fn load_aggregate_of_owner(
    work: &Workflow,
    brief: BriefId,
    actor: Actor,
) -> Result<BriefAggregate, WorkflowError> {
    let aggregate = load_aggregate(work, brief, actor).await?;
    require_owner(&aggregate.brief.item, actor)?;
    Ok(aggregate)
}

/// The brief with everything in it; 404 where the actor may not know of it. One round trip.
pub async fn load_aggregate(
    work: &Workflow,
    brief: BriefId,
    actor: Actor,
) -> Result<BriefAggregate, WorkflowError> {
    let aggregate = work.store.brief_aggregate(brief).await?.ok_or(WorkflowError::NotFound)?;
    let concerned = aggregate.coproducers().any(|member| member == actor.member)
        || aggregate.invitations.iter().any(|one| one.member == actor.member);
    if concerned || sees_without_a_part(&aggregate.brief.item, actor) {
        return Ok(aggregate);
    }
    Err(WorkflowError::NotFound)
}

/// 403 unless the actor posted the brief.
pub fn require_owner(brief: &Brief, actor: Actor) -> Result<(), WorkflowError> {
    if brief.owner == actor.member {
        return Ok(());
    }
    Err(WorkflowError::Forbidden("only the client who posted the brief may do this"))
}

/// 403 unless the actor posted the brief or is an operator.
pub fn require_owner_or_operator(brief: &Brief, actor: Actor) -> Result<(), WorkflowError> {
    if actor.is_operator { Ok(()) } else { require_owner(brief, actor) }
}

/// 403 unless the actor is on the brief's roster now.
pub fn require_coproducer(found: &BriefFor) -> Result<(), WorkflowError> {
    match &found.roster {
        Some(place) if place.item.left_at.is_none() => Ok(()),
        Some(_) | None => {
            Err(WorkflowError::Forbidden("only a co-producer of the brief may do this"))
        }
    }
}

fn may_see(found: &BriefFor, actor: Actor) -> bool {
    found.roster.is_some()
        || found.invitation.is_some()
        || sees_without_a_part(&found.brief.item, actor)
}

/// The owner and operators see everything; everybody sees public briefs that were opened.
fn sees_without_a_part(brief: &Brief, actor: Actor) -> bool {
    let public = brief.terms.visibility == Visibility::Public
        && brief.opened_at.is_some()
        && brief.state != BriefState::Draft;
    public || brief.owner == actor.member || actor.is_operator
}
