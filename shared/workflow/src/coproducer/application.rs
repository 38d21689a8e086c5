//! Becoming a co-producer: a composer applies, an operator decides and says why.

use std::slice;

use domain::application::{
    Application, ApplicationEvent, ApplicationReminder, ApplicationStep, ApplicationWait,
};
use domain::change::Change;
use domain::coproducer::{Coproducer, CoproducerEvent, OperatorStatement};
use domain::id::{ApplicationId, MemberId};
use domain::notice::Notice;
use domain::own_matter::own_matter;
use domain::text::Text;
use domain::trial::{TrialPlace, TrialTrack};
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
    let before = person.coproducer.as_ref();
    // By what is public: that somebody applies, and with what, says nothing of a brief that runs.
    let public = store.public_standings(slice::from_ref(&person.standing), *now).await?;
    let (standing, activity) = public.first().ok_or(OUT_OF_STEP)?;
    let known = before.map(|stored| &stored.item);
    let reached = (standing, activity);
    let coproducer = match Coproducer::application(known, composer, reached, *now, policy)? {
        Change::Applied(coproducer) => coproducer,
        Change::AlreadyApplied => return load_waiting(work, known).await,
    };
    let id = coproducer.application_id().ok_or(OUT_OF_STEP)?;
    let trial = trial::choose_for(work, composer).await?;
    let application = Application::new(id, composer, words.cloned(), *standing, *now, policy);
    let application = application.with_trial(trial);
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

/// What each of these applications waits for; nothing where it is decided. One round trip where one
/// of them waits for its applicant.
pub async fn waiting_for(
    work: &Workflow,
    applications: &[Application],
) -> Result<Vec<Option<ApplicationWait>>, WorkflowError> {
    let unanswered: Vec<&TrialPlace> =
        applications.iter().flat_map(Application::unanswered_places).collect();
    let there = trial::still_used(work, unanswered).await?;
    let waits = |one: &Application| one.waits_for(|track| there.contains(&track.track));
    Ok(applications.iter().map(waits).collect())
}

/// What is due of an application now; nothing is written. One round trip while it waits for its
/// applicant.
pub async fn next_step(
    work: &Workflow,
    application: &Application,
) -> Result<ApplicationStep, WorkflowError> {
    let there = trial::still_used(work, application.unanswered_places()).await?;
    let is_there = |track: &TrialTrack| there.contains(&track.track);
    Ok(application.next_step(is_there, work.now, work.policy))
}

/// Does what is due of an application: operators get their time once nothing of its trial is left to
/// answer; they are reminded where it waits for too long, and the applicant is told where their time
/// is over. What was done. One read, one more for the trial or the operators, one write.
pub async fn proceed_with_application(
    work: &Workflow,
    id: ApplicationId,
) -> Result<ApplicationStep, WorkflowError> {
    retry_on_conflict(|| proceed_once(work, id)).await
}

async fn proceed_once(
    work: &Workflow,
    id: ApplicationId,
) -> Result<ApplicationStep, WorkflowError> {
    let found = work.store.get(store::application::key(id)).await?;
    let Some(stored) = found else { return Ok(ApplicationStep::Wait) };
    let step = next_step(work, &stored.item).await?;
    match step {
        ApplicationStep::Wait => {}
        ApplicationStep::HandOver => {
            let item = stored.item.hand_over(work.now, work.policy);
            let notice = Notice::trial_over(&item, work.now);
            let handed_over = Stored { item, revision: stored.revision };
            trial::write_changed(work, &handed_over, notice).await?;
        }
        ApplicationStep::Remind(reminder) => remind(work, stored, reminder).await?,
    }
    Ok(step)
}

async fn remind(
    work: &Workflow,
    Stored { item, revision }: Stored<Application>,
    reminder: ApplicationReminder,
) -> Result<(), WorkflowError> {
    let Workflow { store, now, .. } = work;
    let Some(time) = item.decision_time else { return Ok(()) };
    let mut transaction = store.transaction();
    transaction.replace(&Stored { item: item.reminded_of(reminder), revision })?;
    if reminder == ApplicationReminder::Overdue {
        transaction.create(&Notice::application_overdue(&item, *now))?;
    }
    let operators = store.list_all(&store::role::operators()).await?;
    // Who would decide it; more than a transaction has room for are not needed.
    let others = operators.iter().filter(|roles| roles.member != item.member);
    for roles in others.take(OPERATORS_REMINDED_MAX) {
        let notice = Notice::application_waits((&item, time), roles.member, reminder, *now);
        transaction.create(&notice)?;
    }
    Ok(store.commit(transaction).await?)
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
    let there = trial::still_used(work, &stored.item.trial).await?;
    let is_there = |track: &TrialTrack| there.contains(&track.track);
    if is_accepted {
        stored.item.require_acceptable(is_there).map_err(|refusal| trial::refused(&refusal))?;
    }
    let (event, to_coproducer) = if is_accepted {
        (ApplicationEvent::Accept, CoproducerEvent::Admit)
    } else {
        (ApplicationEvent::Decline, CoproducerEvent::Decline)
    };
    let Change::Applied(decided) = stored.item.decide(event, statement.clone(), is_there)? else {
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
