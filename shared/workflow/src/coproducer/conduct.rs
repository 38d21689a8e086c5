//! What operators decide about a co-producer who let others down, and the member's one objection.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::coproducer::{Coproducer, CoproducerEvent, OperatorStatement};
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::own_matter::own_matter;
use domain::text::Text;
use store::follow_up::{FollowUpItem, Task};
use store::{Stored, retry_on_conflict};

use crate::{Actor, Workflow, WorkflowError, follow_up};

/// Suspends or revokes a co-producer. Their open reviews go to others; what they delivered stands.
/// The same decision again makes up for a release that was cut short.
pub async fn end_coproducer(
    work: &Workflow,
    operator: Actor,
    member: MemberId,
    event: CoproducerEvent,
    reason: &Text,
) -> Result<Coproducer, WorkflowError> {
    own_matter(operator.member, [member])?;
    retry_on_conflict(async || {
        let statement =
            OperatorStatement { by: operator.member, words: reason.clone(), at: work.now };
        end_once(work, member, event, statement).await
    })
    .await
}

async fn end_once(
    work: &Workflow,
    member: MemberId,
    event: CoproducerEvent,
    statement: OperatorStatement,
) -> Result<Coproducer, WorkflowError> {
    let stored = load(work, member).await?;
    let Change::Applied(ended) = stored.item.decided(event, statement)? else {
        release_rest(work, member).await?;
        return Ok(stored.item);
    };
    let notice = Notice::coproducer_stopped(&ended);
    let ended = Stored { item: ended, revision: stored.revision };
    let releases = releases(work, member, "release").await?;
    work.store.change_coproducer(&ended, &notice, &releases).await?;
    follow_up::finish_new(work, releases).await;
    release_rest(work, member).await?;
    Ok(ended.item)
}

/// Releases what was given to a reviewer between the read and the write of their record: from then
/// on they are given nothing.
async fn release_rest(work: &Workflow, member: MemberId) -> Result<(), WorkflowError> {
    for item in releases(work, member, "late_release").await? {
        follow_up::start(work, item).await?;
    }
    Ok(())
}

/// One for each brief in which a reviewer has a review that is not over.
async fn releases(
    work: &Workflow,
    member: MemberId,
    name: &str,
) -> Result<Vec<FollowUpItem>, WorkflowError> {
    let open = work.store.open_reviews(member).await?;
    let briefs: BTreeSet<BriefId> = open.into_iter().map(|review| review.brief).collect();
    let release = |brief: BriefId| {
        let name = format!("{name}#{member}#{}", work.now);
        FollowUpItem::new(brief, name, Task::Release(Some(member)), work.now)
    };
    Ok(briefs.into_iter().map(release).collect())
}

/// The member's one objection to a suspension or a revocation.
pub async fn appeal(
    work: &Workflow,
    actor: Actor,
    member: MemberId,
    words: &Text,
) -> Result<Coproducer, WorkflowError> {
    if actor.member != member {
        return Err(WorkflowError::NotFound);
    }
    retry_on_conflict(async || {
        let stored = load(work, member).await?;
        let change = stored.item.appeal(words.clone(), work.now)?;
        let notice = Notice::coproducer_appealed(&stored.item, work.now);
        write_change(work, stored, change, &notice).await
    })
    .await
}

/// Reinstates the member or leaves the decision as it is.
pub async fn decide_appeal(
    work: &Workflow,
    operator: Actor,
    member: MemberId,
    is_reinstated: bool,
    words: &Text,
) -> Result<Coproducer, WorkflowError> {
    own_matter(operator.member, [member])?;
    retry_on_conflict(async || {
        let stored = load(work, member).await?;
        let statement =
            OperatorStatement { by: operator.member, words: words.clone(), at: work.now };
        let change = stored.item.decide_appeal(is_reinstated, statement)?;
        let notice = Notice::appeal_answered(&stored.item, is_reinstated, work.now);
        write_change(work, stored, change, &notice).await
    })
    .await
}

async fn load(work: &Workflow, member: MemberId) -> Result<Stored<Coproducer>, WorkflowError> {
    work.store.get(store::coproducer::key(member)).await?.ok_or(WorkflowError::NotFound)
}

async fn write_change(
    work: &Workflow,
    stored: Stored<Coproducer>,
    change: Change<Coproducer>,
    notice: &Notice,
) -> Result<Coproducer, WorkflowError> {
    let Change::Applied(changed) = change else { return Ok(stored.item) };
    let changed = Stored { item: changed, revision: stored.revision };
    work.store.change_coproducer(&changed, notice, &[]).await?;
    Ok(changed.item)
}
