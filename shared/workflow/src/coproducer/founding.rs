//! The first few co-producers, whom an operator names without an application; they are active at
//! once.

use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::MemberId;
use domain::notice::Notice;
use domain::own_matter::own_matter;
use domain::role::Role;
use domain::rules::Rule;
use domain::text::ShortText;
use store::member::Person;
use store::retry_on_conflict;

use crate::{Actor, Workflow, WorkflowError};

/// A repeat finds the founding co-producer of the first time, with the first reason.
pub async fn name_founding_coproducer(
    work: &Workflow,
    operator: Actor,
    member: MemberId,
    reason: &ShortText,
) -> Result<Coproducer, WorkflowError> {
    own_matter(operator.member, [member])?;
    retry_on_conflict(|| name_once(work, member, reason)).await
}

async fn name_once(
    work: &Workflow,
    member: MemberId,
    reason: &ShortText,
) -> Result<Coproducer, WorkflowError> {
    let all = work.store.list_all(&store::coproducer::all()).await?;
    if let Some(known) = all.iter().find(|one| one.member == member) {
        return known_founder(known);
    }
    let person = work.store.person(member, work.now).await?;
    if let Some(erasure) = &person.erasure {
        let detail = format!("the member asked to be erased at {}", erasure.requested_at);
        return Err(WorkflowError::conflict(Rule::AccountClosing, detail));
    }
    let taken = work.store.list_all(&store::coproducer::founding_seats()).await?.len();
    let number = u32::try_from(taken).unwrap_or(u32::MAX).saturating_add(1);
    let max = work.policy.founding_coproducers;
    if number > max {
        let detail = format!("all {max} founding co-producers have been named; others apply");
        return Err(WorkflowError::conflict(Rule::FoundingSeatsTaken, detail));
    }
    require_composer(&person)?;
    let coproducer = Coproducer::founding(member, reason.clone(), work.now);
    let notice = Notice::founding_coproducer(&coproducer);
    work.store.name_founding_coproducer(&coproducer, number, &notice).await?;
    Ok(coproducer)
}

/// 409 unless the member is a composer whom others can know.
fn require_composer(person: &Person) -> Result<(), WorkflowError> {
    let profile = person.profile.as_ref().map(|stored| &stored.item);
    Coproducer::may_found(person.has_role(Role::Composer), profile)
        .map_err(|refusal| WorkflowError::conflict(refusal.rule(), refusal.to_string()))
}

fn known_founder(known: &Coproducer) -> Result<Coproducer, WorkflowError> {
    if known.founding_because.is_some() {
        return Ok(known.clone());
    }
    let detail = match known.state {
        CoproducerState::Applied => {
            "the member has applied: their application is to be decided".to_owned()
        }
        CoproducerState::Declined => {
            "the member has applied and was declined: they may apply again".to_owned()
        }
        state @ (CoproducerState::Probation
        | CoproducerState::Active
        | CoproducerState::Suspended
        | CoproducerState::Revoked) => format!("the member is a co-producer already: {state}"),
    };
    Err(WorkflowError::conflict(Rule::AlreadyCoproducer, detail))
}
