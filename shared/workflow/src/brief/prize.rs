//! An operator confirms that the prize of a brief has arrived.

use domain::brief::{Brief, BriefState};
use domain::id::BriefId;
use domain::money::Money;
use domain::own_matter::own_matter;
use domain::rules::Rule;
use store::brief::BriefItem;
use store::{Stored, retry_on_conflict};

use super::access;
use super::change::{moved, prize_booking, written};
use crate::{Actor, Workflow, WorkflowError};

/// The operator has seen this money. The client may ask for another prize until the moment of the
/// confirmation, so `seen` says which.
pub async fn fund(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    seen: Money,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| fund_once(work, actor, brief, seen)).await
}

async fn fund_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    seen: Money,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let found = access::load(work, id, actor).await?;
    let brief = &found.brief.item.brief;
    own_matter(actor.member, [brief.owner])?;
    let Some(prize) = brief.terms.prize else {
        return Err(WorkflowError::conflict(Rule::NoPrize, "the brief has no prize"));
    };
    if prize != seen {
        return Err(WorkflowError::Stale(format!("the brief promises {prize}, not {seen}")));
    }
    if brief.prize_funded {
        return Ok(found.brief);
    }
    if brief.state != BriefState::Draft {
        let detail = "a prize is confirmed before the brief opens";
        return Err(WorkflowError::conflict(Rule::State, detail));
    }
    let stored = moved(&found.brief, Brief { prize_funded: true, ..brief.clone() });
    let received = prize_booking(work, &found.brief, &stored, actor.member).await?;
    work.store.move_brief_and_book(&stored, received.as_ref()).await?;
    Ok(written(stored))
}
