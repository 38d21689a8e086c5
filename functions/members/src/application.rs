//! Becoming a co-producer: a composer applies, an operator decides within a week and says why.

use axum::extract::State;
use axum::response::Response;
use domain::application::{Application, ApplicationEvent};
use domain::change::Change;
use domain::coproducer::{Coproducer, CoproducerEvent, Said};
use domain::id::{ApplicationId, MemberId};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::text::Text;
use edge::{Composer, Field, JsonBody, ListPage, Operator, PageRequest, Path, Problem, respond};
use store::{ListOf, Stored, retry_on_conflict};

use crate::view::ApplicationView;
use crate::{Studio, erasure};

/// `POST /me/coproducer-application` `{words}`. A repeat finds the application that waits.
pub(crate) async fn apply(
    State(studio): State<Studio>,
    Composer(caller): Composer,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let words = fields.optional("words", Field::parse::<Text>);
    let words = fields.finish(|| words)?;
    let application =
        retry_on_conflict(|| apply_once(&studio, caller.member, words.clone())).await?;
    respond::created("/me", &ApplicationView::from(application))
}

async fn apply_once(
    studio: &Studio,
    member: MemberId,
    words: Option<Text>,
) -> Result<Application, Problem> {
    let (now, policy) = (studio.now(), &Policy::CURRENT);
    let person = studio.caller(member).await?;
    erasure::refuse_leaving(&person)?;
    let (before, standing) = (person.coproducer.as_ref(), &person.standing.standing);
    let known = before.map(|stored| &stored.item);
    let coproducer = match Coproducer::application(known, member, standing, now, policy) {
        Ok(Change::Applied(coproducer)) => coproducer,
        Ok(Change::AlreadyApplied) => return waiting(studio, known).await,
        Err(refusal) => return Err(refusal.into()),
    };
    let id = coproducer.application_id().ok_or_else(lost)?;
    let application = Application::new(id, member, words, *standing, now, policy);
    let notice = Notice::application_received(&application, now);
    let coproducer =
        Stored { item: coproducer, revision: before.map_or(0, |stored| stored.revision) };
    studio.store.apply_as_coproducer(&coproducer, &application, &notice).await?;
    Ok(application)
}

/// The application that was made before.
async fn waiting(studio: &Studio, known: Option<&Coproducer>) -> Result<Application, Problem> {
    let id = known.and_then(Coproducer::application_id).ok_or_else(lost)?;
    let stored = studio.store.application(id).await?.ok_or_else(lost)?;
    Ok(stored.item)
}

/// `GET /coproducer-applications`: those that wait, the oldest first.
pub(crate) async fn list(
    State(studio): State<Studio>,
    _operator: Operator,
    page: PageRequest,
) -> Result<Response, Problem> {
    let cursor = page.resume(&ListOf::Applications)?;
    let found = studio.store.applications(page.limit, cursor).await?;
    let (items, next) = found.parse::<Application>()?;
    let items = items.into_iter().map(|stored| ApplicationView::from(stored.item)).collect();
    respond::ok(&ListPage::new(items, next))
}

/// `POST /coproducer-applications/{application}/decision` `{accept, words}`. The same decision again
/// changes nothing.
pub(crate) async fn decide(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(id): Path<ApplicationId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let accept = fields.required("accept", Field::boolean);
    let words = fields.required("words", Field::parse::<Text>);
    let (accept, words) = fields.finish(|| Some((accept?, words?)))?;
    let application = retry_on_conflict(async || {
        let said = Said { by: caller.member, words: words.clone(), at: studio.now() };
        decide_once(&studio, id, accept, said).await
    });
    respond::ok(&ApplicationView::from(application.await?))
}

async fn decide_once(
    studio: &Studio,
    id: ApplicationId,
    accept: bool,
    said: Said,
) -> Result<Application, Problem> {
    let stored = studio.store.application(id).await?.ok_or_else(Problem::not_found)?;
    let (event, to_coproducer) = if accept {
        (ApplicationEvent::Accept, CoproducerEvent::Admit)
    } else {
        (ApplicationEvent::Decline, CoproducerEvent::Decline)
    };
    let Change::Applied(decided) = stored.item.decide(event, said.clone())? else {
        return Ok(stored.item);
    };
    let member = decided.member;
    let coproducer = studio.store.coproducer(member).await?.ok_or_else(lost)?;
    let notice = Notice::application_decided(&decided, said.at);
    let change = coproducer.item.decided(to_coproducer, said)?;
    let coproducer = Stored { item: change.or(coproducer.item), revision: coproducer.revision };
    let application = Stored { item: decided, revision: stored.revision };
    studio.store.decide_application(&application, &coproducer, &notice).await?;
    Ok(application.item)
}

fn lost() -> Problem {
    Problem::internal_because("a co-producer's record and their application are not in step")
}
