//! Who co-produces a brief: appointed by its owner or an operator, else chosen when it opens.

use domain::brief::BriefState;
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::own_matter::own_matter;
use domain::rules::Rule;
use store::brief_aggregate::BriefAggregate;
use store::retry_on_conflict;
use store::roster::RosterItem;

use super::access;
use crate::roster::choose_coproducers;
use crate::{Actor, Workflow, WorkflowError, assignment};

/// The owner or an operator appoints a co-producer; not one who reviews the brief, could, or has
/// entered it, since whoever is refused has entered it too. The same appointment again is the same place.
/// What waits on the brief is assigned at once.
pub async fn appoint(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    member: MemberId,
) -> Result<RosterItem, WorkflowError> {
    let place = retry_on_conflict(|| appoint_once(work, actor, brief, member)).await?;
    assignment::assign(work, brief).await?;
    Ok(place)
}

async fn appoint_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    member: MemberId,
) -> Result<RosterItem, WorkflowError> {
    let aggregate = access::load_aggregate(work, id, actor).await?;
    let brief = &aggregate.brief.item.brief;
    if actor.is_operator && actor.member != brief.owner {
        own_matter(actor.member, [member])?;
    }
    access::require_owner_or_overseer(work, &aggregate, actor).await?;
    if let Some(place) = aggregate.roster.iter().find(|place| place.member == member) {
        if place.left_at.is_some() {
            let detail = "they have left this brief";
            return Err(WorkflowError::conflict(Rule::CoproducerLeft, detail));
        }
        return Ok(place.clone());
    }
    match brief.state {
        BriefState::Draft | BriefState::Open | BriefState::Judging => {}
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => {
            return Err(WorkflowError::conflict(Rule::State, "nothing is left to listen to"));
        }
    }
    if aggregate.barred().contains(&member) {
        let detail =
            "nobody co-produces a brief that they posted, entered, oversee or are invited to";
        return Err(WorkflowError::conflict(Rule::CoproducerExcluded, detail));
    }
    let coproducer = work.store.get(store::coproducer::key(member)).await?;
    let Some(coproducer) = coproducer.filter(|stored| stored.item.may_review()) else {
        return Err(WorkflowError::rule(Rule::NoCoproducer, "/member", "is no co-producer now"));
    };
    let now = work.now;
    let place = RosterItem::new(id, member, Some(actor.member), now);
    let notice = Notice::appointment(brief, member, now);
    work.store.appoint(aggregate.brief.revision, &coproducer, &place, &notice).await?;
    Ok(place)
}

/// Where nobody of the roster may review any more, since they were suspended or have left the
/// studio, and where nobody could be found when the brief opened, others are appointed, chosen as
/// at the opening. Whether anybody was. One round trip and one for each co-producer of the brief
/// where somebody still may.
pub async fn appoint_successors(work: &Workflow, brief: BriefId) -> Result<bool, WorkflowError> {
    let store = &work.store;
    let Some(aggregate) = store.brief_aggregate(brief).await? else { return Ok(false) };
    let mut is_anybody = false;
    for member in successors(work, &aggregate).await? {
        let Some(coproducer) = store.get(store::coproducer::key(member)).await? else { continue };
        let place = RosterItem::new(brief, member, None, work.now);
        let notice = Notice::appointment(&aggregate.brief.item, member, work.now);
        store.appoint(aggregate.brief.revision, &coproducer, &place, &notice).await?;
        is_anybody = true;
    }
    Ok(is_anybody)
}

/// Who would be appointed now where nobody of the roster may review any more; nobody where somebody
/// may.
pub(crate) async fn successors(
    work: &Workflow,
    aggregate: &BriefAggregate,
) -> Result<Vec<MemberId>, WorkflowError> {
    if !matches!(aggregate.brief.item.state, BriefState::Open | BriefState::Judging) {
        return Ok(Vec::new());
    }
    for member in aggregate.coproducers() {
        let coproducer = work.store.get(store::coproducer::key(member)).await?;
        if coproducer.is_some_and(|one| one.item.may_review()) {
            return Ok(Vec::new());
        }
    }
    choose_coproducers(work, aggregate).await
}
