//! The owner asks composers by id; each answers for themselves.

use std::collections::BTreeSet;

use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::invitation::{Invitation, InvitationEvent};
use domain::notice::{Notice, NoticeKind};
use domain::rules::Rule;
use jiff::Timestamp;
use store::{Stored, retry_on_conflict};

use super::{access, notices};
use crate::{Actor, Workflow, WorkflowError};

/// The invitations of `members`, old and new; who is invited already stays so.
pub async fn invite(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    members: &BTreeSet<MemberId>,
) -> Result<Vec<Invitation>, WorkflowError> {
    retry_on_conflict(|| invite_once(work, actor, brief, members)).await
}

/// The invited composer accepts or declines.
pub async fn answer(
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
    let text = format!("You are invited to the brief \"{}\".", brief.terms.title);
    let mut all: Vec<Invitation> = aggregate.invitations.clone();
    let mut new = Vec::new();
    for member in members {
        if all.iter().any(|one| one.member == *member) {
            continue;
        }
        let invitation = Invitation::new(id, *member, actor.member, now);
        let notice = notices::about(brief, *member, NoticeKind::Invitation, "", &text, now)?;
        all.push(invitation.clone());
        new.push((invitation, notice));
    }
    if !new.is_empty() {
        let asked = new.iter().map(|(invitation, _)| invitation.member);
        if let Some(leaving) = work.store.first_leaving(asked).await? {
            let detail = format!("{} asked to be erased", leaving.member);
            return Err(WorkflowError::conflict(Rule::AccountClosing, detail));
        }
        work.store.invite(id, aggregate.brief.revision, &new).await?;
    }
    all.retain(|one| members.contains(&one.member));
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
    let Change::Applied(answered) = stored.item.answer(event, work.now)? else {
        return Ok(stored.item);
    };
    if !matches!(found.brief.item.state, BriefState::Draft | BriefState::Open) {
        return Err(WorkflowError::conflict(Rule::State, "entries have ended"));
    }
    let notice = owner_notice(&found.brief.item, &answered, work.now)?;
    let stored = Stored { item: answered, revision: stored.revision };
    work.store.answer_invitation(&stored, &notice).await?;
    Ok(stored.item)
}

/// The newest answer is the one that the client reads.
fn owner_notice(
    brief: &Brief,
    answer: &Invitation,
    now: Timestamp,
) -> Result<Notice, WorkflowError> {
    let (title, state) = (&brief.terms.title, answer.state);
    let text = format!("An invitation to \"{title}\" is {state}.");
    let (kind, part) = (NoticeKind::InvitationAnswered, answer.member.to_string());
    notices::about(brief, brief.owner, kind, &part, &text, now)
}
