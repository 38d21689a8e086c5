//! What follows where a client stays silent: they are reminded, and given up at last; a draft that
//! is never opened is called off.

use domain::brief::{Brief, BriefState, Silence};
use domain::change::Change;
use domain::id::BriefId;
use domain::notice::Notice;
use domain::text::Text;
use store::brief_aggregate::BriefAggregate;

use super::change::moved;
use super::lifecycle::{unless_moved, with_owner, write_ended};
use super::questions::count_unanswered;
use crate::{Workflow, WorkflowError};

/// Draws the consequence of a client's silence that is due now, if any: a reminder, or the end of
/// the brief. Time in which answers were missing is looked at anew, and the due time moves with it.
/// What was done; patience also where the brief has moved in between.
pub async fn end_silence(work: &Workflow, brief: BriefId) -> Result<Silence, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else {
        return Ok(Silence::Patience);
    };
    let before = &aggregate.brief.item.brief;
    let delayed = delayed(work, &aggregate);
    let silence = delayed.silence(work.now, work.policy);
    let is_done = match silence {
        Silence::Patience if delayed.delay_ms == before.delay_ms => true,
        Silence::Patience => move_to(work, &aggregate, delayed, &[]).await?,
        Silence::Remind => {
            let unanswered = count_unanswered(work, brief).await?;
            let notice = Notice::reminder(&delayed, unanswered, work.now);
            let reminded = Brief { reminded_at: Some(work.now), ..delayed };
            move_to(work, &aggregate, reminded, &[notice]).await?
        }
        Silence::Lapse => lapse(work, &aggregate, &delayed).await?,
    };
    Ok(if is_done { silence } else { Silence::Patience })
}

/// What a client's silence leads to now, time in which answers were missing looked at anew; nothing
/// is written.
pub(crate) async fn silence_now(work: &Workflow, brief: BriefId) -> Result<Silence, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else {
        return Ok(Silence::Patience);
    };
    Ok(delayed(work, &aggregate).silence(work.now, work.policy))
}

/// The brief with all the time in which answers were missing until now.
pub(crate) fn delayed(work: &Workflow, aggregate: &BriefAggregate) -> Brief {
    let delay_ms = aggregate.delay_ms(work.now);
    aggregate.brief.item.with_delay(delay_ms, work.now, work.policy)
}

async fn move_to(
    work: &Workflow,
    aggregate: &BriefAggregate,
    brief: Brief,
    notices: &[Notice],
) -> Result<bool, WorkflowError> {
    let written = work.store.move_brief(&moved(&aggregate.brief, brief), notices).await;
    unless_moved(written.map_err(WorkflowError::from))
}

/// The client has stayed silent for too long: the prize is shared, or the brief is cancelled where
/// no contender is there to share it. Whether it lapsed now.
async fn lapse(
    work: &Workflow,
    aggregate: &BriefAggregate,
    silent: &Brief,
) -> Result<bool, WorkflowError> {
    let change = silent.lapse(&aggregate.contenders(), work.now, work.policy)?;
    let Change::Applied(ended) = change else { return Ok(false) };
    unless_moved(Box::pin(write_ended(work, aggregate, ended, with_owner(aggregate))).await)
}

/// Calls off a draft that nobody has opened long after its deadline; a prize that was received goes
/// back. Whether that happened now.
pub async fn abandon_draft(work: &Workflow, brief: BriefId) -> Result<bool, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(false) };
    let draft = &aggregate.brief.item.brief;
    if draft.state != BriefState::Draft || work.now < draft.abandoned_at(work.policy) {
        return Ok(false);
    }
    let because = Text::new("it was never opened, and its deadline is long past");
    let change = draft.cancel(because.map_err(WorkflowError::internal)?, work.now)?;
    let Change::Applied(cancelled) = change else { return Ok(false) };
    unless_moved(Box::pin(write_ended(work, &aggregate, cancelled, with_owner(&aggregate))).await)
}
