//! Who may see a brief, and who may act on it. Unknown and forbidden look the same where the brief's
//! existence is a secret.

use domain::brief::{Brief, BriefState, Visibility};
use domain::id::BriefId;
use edge::{Caller, Group, Problem};
use store::brief::BriefFor;
use store::brief_aggregate::BriefAggregate;

use crate::Studio;

/// The brief as the caller finds it; 404 where they may not know of it. One round trip.
pub(crate) async fn load(
    studio: &Studio,
    brief: BriefId,
    caller: &Caller,
) -> Result<BriefFor, Problem> {
    let found = studio.store.brief_for(brief, caller.member).await?;
    found.filter(|found| may_see(found, caller)).ok_or_else(Problem::not_found)
}

/// The brief with everything in it, for its owner. One round trip.
pub(crate) async fn load_aggregate_of_owner(
    studio: &Studio,
    brief: BriefId,
    caller: &Caller,
) -> Result<BriefAggregate, Problem> {
    let aggregate = load_aggregate(studio, brief, caller).await?;
    require_owner(&aggregate.brief.item, caller)?;
    Ok(aggregate)
}

/// The brief with everything in it; 404 where the caller may not know of it. One round trip.
pub(crate) async fn load_aggregate(
    studio: &Studio,
    brief: BriefId,
    caller: &Caller,
) -> Result<BriefAggregate, Problem> {
    let aggregate = studio.store.brief_aggregate(brief).await?.ok_or_else(Problem::not_found)?;
    let concerned = aggregate.coproducers().any(|member| member == caller.member)
        || aggregate.invitations.iter().any(|one| one.member == caller.member);
    if concerned || sees_without_a_part(&aggregate.brief.item, caller) {
        return Ok(aggregate);
    }
    Err(Problem::not_found())
}

/// 403 unless the caller posted the brief.
pub(crate) fn require_owner(brief: &Brief, caller: &Caller) -> Result<(), Problem> {
    if brief.owner == caller.member {
        return Ok(());
    }
    Err(Problem::forbidden("only the client who posted the brief may do this"))
}

/// 403 unless the caller posted the brief or is an operator.
pub(crate) fn require_owner_or_operator(brief: &Brief, caller: &Caller) -> Result<(), Problem> {
    if caller.is(Group::Operator) { Ok(()) } else { require_owner(brief, caller) }
}

/// 403 unless the caller is on the brief's roster now.
pub(crate) fn require_coproducer(found: &BriefFor) -> Result<(), Problem> {
    match &found.roster {
        Some(place) if place.item.left_at.is_none() => Ok(()),
        Some(_) | None => Err(Problem::forbidden("only a co-producer of the brief may do this")),
    }
}

fn may_see(found: &BriefFor, caller: &Caller) -> bool {
    found.roster.is_some()
        || found.invitation.is_some()
        || sees_without_a_part(&found.brief.item, caller)
}

/// The owner and operators see everything; everybody sees public briefs that were opened.
fn sees_without_a_part(brief: &Brief, caller: &Caller) -> bool {
    let public = brief.terms.visibility == Visibility::Public
        && brief.opened_at.is_some()
        && brief.state != BriefState::Draft;
    public || brief.owner == caller.member || caller.is(Group::Operator)
}
