//! The owner asks composers by id; each answers for themselves.

use std::collections::BTreeSet;

use domain::brief::BriefState;
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::invitation::{Invitation, InvitationEvent};
use domain::notice::Notice;
use domain::rules::Rule;
use store::{Stored, retry_on_conflict};

use super::access;
use crate::submission::refuse_overseer;
use crate::{Actor, Workflow, WorkflowError};

/// The invitations of `members`, old and new, by member; who is invited already stays so, and whom the
/// studio had found reads as anybody else.
pub async fn invite(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    members: &BTreeSet<MemberId>,
) -> Result<Vec<Invitation>, WorkflowError> {
    retry_on_conflict(|| invite_once(work, actor, brief, members)).await
}

/// The invited composer accepts or declines.
pub async fn answer_invitation(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    event: InvitationEvent,
) -> Result<Invitation, WorkflowError> {
    retry_on_conflict(|| answer_once(work, actor, brief, event)).await
}

async fn invite_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    members: &BTreeSet<MemberId>,
) -> Result<Vec<Invitation>, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, id, actor).await?;
    let brief = &aggregate.brief.item.brief;
    if !matches!(brief.state, BriefState::Draft | BriefState::Open) {
        return Err(WorkflowError::conflict(
            Rule::State,
            "invitations are sent before entries end",
        ));
    }
    if let Some(member) = aggregate.coproducers().find(|member| members.contains(member)) {
        let detail = format!("{member} co-produces this brief and cannot enter it");
        return Err(WorkflowError::rule(Rule::Coproducer, "/members", detail));
    }
    if members.contains(&brief.owner) {
        let detail = "the client of a brief cannot enter it";
        return Err(WorkflowError::rule(Rule::Owner, "/members", detail));
    }
    let now = work.now;
    let known = aggregate.invitations.iter().map(|stored| stored.item.clone());
    let mut all: Vec<Invitation> = known.collect();
    let (mut new, mut taken_over) = (Vec::new(), Vec::new());
    for member in members {
        if let Some(known) = all.iter_mut().find(|one| one.member == *member) {
            if let Some(taken) = known.taken_over(now) {
                taken_over.push(taken.clone());
                *known = taken;
            }
            continue;
        }
        let invitation = Invitation::new(id, *member, actor.member, now);
        let notice = Notice::invitation(&invitation);
        all.push(invitation.clone());
        new.push((invitation, notice));
    }
    let sent: Vec<MemberId> =
        new.iter().map(|(sent, _)| sent).chain(&taken_over).map(|sent| sent.member).collect();
    if !sent.is_empty() {
        let found = work.store.get_each(sent.into_iter().map(store::erasure::key)).await?;
        if let Some(leaving) = found.into_iter().flatten().next() {
            let detail = format!("{} asked to be erased", leaving.item.member);
            return Err(WorkflowError::conflict(Rule::AccountClosing, detail));
        }
        work.store.invite(id, aggregate.brief.revision, &new, &taken_over).await?;
    }
    all.retain(|one| members.contains(&one.member));
    // New ones stand at the end, and who was found does not: their place would tell it.
    all.sort_unstable_by_key(|one| one.member);
    Ok(all)
}

async fn answer_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    event: InvitationEvent,
) -> Result<Invitation, WorkflowError> {
    let found = access::load(work, id, actor).await?;
    let stored = found.invitation.ok_or(WorkflowError::NotFound)?;
    if found.has_overseen && event == InvitationEvent::Accept {
        return Err(refuse_overseer());
    }
    let Change::Applied(answered) = stored.item.answer(event, work.now)? else {
        return Ok(stored.item);
    };
    if !matches!(found.brief.item.state, BriefState::Draft | BriefState::Open) {
        return Err(WorkflowError::conflict(Rule::State, "entries have ended"));
    }
    let notice = Notice::invitation_answered(&found.brief.item, &answered, work.now);
    let stored = Stored { item: answered, revision: stored.revision };
    work.store.answer_invitation(&stored, &notice).await?;
    Ok(stored.item)
}
