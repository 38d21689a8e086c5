//! Becoming a co-producer: a composer applies, an operator decides within a week and says why.

use axum::extract::State;
use axum::response::Response;
use domain::application::{Application, ApplicationWait};
use domain::id::ApplicationId;
use domain::text::Text;
use edge::{Composer, Field, JsonBody, ListPage, Operator, PageRequest, Path, Problem, respond};
use workflow::coproducer;

use crate::Studio;
use crate::view::ApplicationView;

/// `POST /me/coproducer-application` `{words}`. A repeat finds the application that waits.
pub(crate) async fn apply(
    State(studio): State<Studio>,
    Composer(caller): Composer,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let words = fields.optional("words", Field::parse::<Text>);
    let words = fields.finish(|| words)?;
    let work = studio.workflow();
    let application = coproducer::apply(&work, caller.member, words.as_ref()).await?;
    let waits_for = waits_for(&studio, &application).await?;
    respond::created("/me", &ApplicationView::new(application, waits_for, studio.now()))
}

/// `GET /coproducer-applications`: those that wait, the oldest first.
pub(crate) async fn list(
    State(studio): State<Studio>,
    _operator: Operator,
    page: PageRequest,
) -> Result<Response, Problem> {
    let waiting = store::application::waiting();
    let cursor = page.resume(&waiting)?;
    let (items, next) = studio.store.list_page(&waiting, page.limit, cursor).await?;
    let items: Vec<Application> = items.into_iter().map(|stored| stored.item).collect();
    let waits = coproducer::waiting_for(&studio.workflow(), &items).await?;
    let view = |(one, waits)| ApplicationView::for_operator(one, waits, studio.now());
    let items = items.into_iter().zip(waits).map(view).collect();
    respond::ok(&ListPage::new(&page, items, next))
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
    let (work, actor) = (studio.workflow(), caller.actor());
    let application = coproducer::decide_application(&work, actor, id, accept, &words).await?;
    let waits_for = waits_for(&studio, &application).await?;
    respond::ok(&ApplicationView::for_operator(application, waits_for, studio.now()))
}

async fn waits_for(
    studio: &Studio,
    application: &Application,
) -> Result<Option<ApplicationWait>, Problem> {
    let one = std::slice::from_ref(application);
    let waits = coproducer::waiting_for(&studio.workflow(), one).await?;
    Ok(waits.into_iter().next().flatten())
}
