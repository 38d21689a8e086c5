//! Becoming a co-producer: a composer applies, an operator decides and says why.

use domain::application::{Application, ApplicationEvent, ApplicationReminder, ApplicationState};
use domain::change::Change;
use domain::coproducer::{Coproducer, CoproducerEvent, OperatorStatement};
use domain::id::{ApplicationId, MemberId};
use domain::notice::Notice;
use domain::own_matter::own_matter;
use domain::text::Text;
use store::{Stored, TRANSACTION_ITEMS_MAX, retry_on_conflict};

use super::trial;
use crate::{Actor, Workflow, WorkflowError, member};

/// Beside the application and the notice to the applicant.
const OPERATORS_REMINDED_MAX: usize = TRANSACTION_ITEMS_MAX - 2;

const OUT_OF_STEP: WorkflowError =
    WorkflowError::Invariant("a co-producer's record and their application are not in step");

/// Applies for a composer; a repeat finds the application that waits.
pub async fn apply(
    work: &Workflow,
    composer: MemberId,
    words: Option<&Text>,
) -> Result<Application, WorkflowError> {
    retry_on_conflict(|| apply_once(work, composer, words)).await
}

async fn apply_once(
    work: &Workflow,
    composer: MemberId,
    words: Option<&Text>,
) -> Result<Application, WorkflowError> {
    let Workflow { store, now, policy, .. } = work;
    let person = member::load(work, composer).await?;
    member::require_staying(person.erasure.as_ref())?;
    let (before, standing) = (person.coproducer.as_ref(), &person.standing.standing);
    let reached = (standing, &person.standing.activity);
    let known = before.map(|stored| &stored.item);
    let coproducer = match Coproducer::application(known, composer, reached, *now, policy)? {
        Change::Applied(coproducer) => coproducer,
        Change::AlreadyApplied => return load_waiting(work, known).await,
    };
    let id = coproducer.application_id().ok_or(OUT_OF_STEP)?;
    let trial = trial::choose_for(work, composer).await?;
    let application = Application::new(id, composer, words.cloned(), *standing, *now, policy);
    let application = Application { trial, ..application };
    let notice = Notice::application_received(&application, *now);
    let coproducer =
        Stored { item: coproducer, revision: before.map_or(0, |stored| stored.revision) };
    store.apply_as_coproducer(&coproducer, &application, &notice).await?;
    Ok(application)
}

/// The application that was made before.
async fn load_waiting(
    work: &Workflow,
    known: Option<&Coproducer>,
) -> Result<Application, WorkflowError> {
    let id = known.and_then(Coproducer::application_id).ok_or(OUT_OF_STEP)?;
    let stored = work.store.get(store::application::key(id)).await?.ok_or(OUT_OF_STEP)?;
    Ok(stored.item)
}

/// Reminds the operators of an application that waits for too long, and tells the applicant where
/// their time is over; whether a reminder was due. One read, one more for the operators, one write.
pub async fn remind_of_application(
    work: &Workflow,
    id: ApplicationId,
) -> Result<bool, WorkflowError> {
    retry_on_conflict(|| remind_once(work, id)).await
}

async fn remind_once(work: &Workflow, id: ApplicationId) -> Result<bool, WorkflowError> {
    let Workflow { store, now, policy, .. } = work;
    let Some(Stored { item, revision }) = store.get(store::application::key(id)).await? else {
        return Ok(false);
    };
    let Some(reminder) = item.reminder_due(*now, policy) else { return Ok(false) };
    let mut transaction = store.transaction();
    transaction.replace(&Stored { item: item.reminded_of(reminder), revision })?;
    if reminder == ApplicationReminder::Overdue {
        transaction.create(&Notice::application_overdue(&item, *now))?;
    }
    let operators = store.list_all(&store::role::operators()).await?;
    // Who would decide it; more than a transaction has room for are not needed.
    let others = operators.iter().filter(|roles| roles.member != item.member);
    for roles in others.take(OPERATORS_REMINDED_MAX) {
        transaction.create(&Notice::application_waits(&item, roles.member, reminder, *now))?;
    }
    store.commit(transaction).await?;
    Ok(true)
}

/// Accepts or declines an application; the same decision again changes nothing.
pub async fn decide_application(
    work: &Workflow,
    operator: Actor,
    id: ApplicationId,
    is_accepted: bool,
    words: &Text,
) -> Result<Application, WorkflowError> {
    retry_on_conflict(async || {
        let statement =
            OperatorStatement { by: operator.member, words: words.clone(), at: work.now };
        decide_once(work, id, is_accepted, statement).await
    })
    .await
}

async fn decide_once(
    work: &Workflow,
    id: ApplicationId,
    is_accepted: bool,
    statement: OperatorStatement,
) -> Result<Application, WorkflowError> {
    let stored =
        work.store.get(store::application::key(id)).await?.ok_or(WorkflowError::NotFound)?;
    own_matter(statement.by, [stored.item.member])?;
    if is_accepted && stored.item.state == ApplicationState::Applied {
        trial::require_done(work, &stored.item).await?;
    }
    let (event, to_coproducer) = if is_accepted {
        (ApplicationEvent::Accept, CoproducerEvent::Admit)
    } else {
        (ApplicationEvent::Decline, CoproducerEvent::Decline)
    };
    let Change::Applied(decided) = stored.item.decide(event, statement.clone())? else {
        return Ok(stored.item);
    };
    let coproducer =
        work.store.get(store::coproducer::key(decided.member)).await?.ok_or(OUT_OF_STEP)?;
    let notice = Notice::application_decided(&decided, statement.at);
    let change = coproducer.item.decided(to_coproducer, statement)?;
    let coproducer = Stored { item: change.or(coproducer.item), revision: coproducer.revision };
    let application = Stored { item: decided, revision: stored.revision };
    work.store.decide_application(&application, &coproducer, &notice).await?;
    Ok(application.item)
}
