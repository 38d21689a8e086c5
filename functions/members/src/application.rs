//! Becoming a co-producer: a composer applies, an operator decides within a week and says why.

use axum::extract::State;
use domain::application::{Application, ApplicationWait};
use domain::id::ApplicationId;
use domain::rules::Rule;
use domain::text::Text;
use edge::{
    Body, Composer, Created, Field, Fields, Found, ListPage, Operator, Paged, Path, Problem,
    ReadFields, Routes, Tag, answer,
};
use workflow::coproducer;

use crate::Studio;
use crate::view::ApplicationView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Me)
        .post("/me/coproducer-application", apply, |it| {
            it.summary("Apply to become a co-producer")
                .text("A repeat finds the application that waits; `GET /me` shows how it stands.")
                .who("composers from Junior on")
                .refuses(&[
                    Rule::AccountClosing,
                    Rule::ApplicationNeedsMore,
                    Rule::ReapplyLater,
                    Rule::State,
                ])
                .without_if_match("a repeat finds the application that waits and changes nothing")
        })
        .under(Tag::OperatorsPeople)
        .get("/coproducer-applications", list, |it| {
            it.summary("List the applications that wait")
                .who("operators")
                .ordered("the oldest first")
        })
        .post("/coproducer-applications/{application}/decision", decide, |it| {
            it.summary("Decide an application")
                .text("The same decision again changes nothing.")
                .who("operators; nobody on their own application")
                .refuses(&[Rule::OwnMatter, Rule::State, Rule::TrialUnfinished])
                .without_if_match("the first decision stands; another one is refused")
        })
}

/// What an applicant says for themselves.
#[derive(Debug)]
pub(crate) struct NewApplication(Option<Text>);

impl ReadFields for NewApplication {
    const NAME: &'static str = "NewApplication";
    const ABOUT: &'static str = "What an applicant says for themselves.";

    fn read(fields: &mut Fields) -> Option<NewApplication> {
        fields.optional("words", Field::parse).map(NewApplication)
    }
}

/// What an operator decides, and says to the applicant.
#[derive(Debug)]
pub(crate) struct ApplicationDecision {
    accept: bool,
    words: Text,
}

impl ReadFields for ApplicationDecision {
    const NAME: &'static str = "ApplicationDecision";
    const ABOUT: &'static str = "What an operator decides, and says to the applicant.";

    fn read(fields: &mut Fields) -> Option<ApplicationDecision> {
        let accept = fields.required("accept", Field::boolean);
        let words = fields.required("words", Field::parse);
        fields.note("words", "Why, for the applicant.");
        Some(ApplicationDecision { accept: accept?, words: words? })
    }
}

/// `POST /me/coproducer-application` `{words}`. A repeat finds the application that waits.
pub(crate) async fn apply(
    State(studio): State<Studio>,
    Composer(caller): Composer,
    Body(NewApplication(words)): Body<NewApplication>,
) -> Result<Created<ApplicationView>, Problem> {
    let work = studio.workflow();
    let application = coproducer::apply(&work, caller.member, words.as_ref()).await?;
    let waits_for = waits_for(&studio, &application).await?;
    answer::created("/me", &ApplicationView::new(application, waits_for, studio.now()))
}

/// `GET /coproducer-applications`: those that wait, the oldest first.
pub(crate) async fn list(
    State(studio): State<Studio>,
    _operator: Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<ApplicationView>>, Problem> {
    let waiting = store::application::waiting();
    let cursor = page.resume(&waiting)?;
    let (items, next) = studio.store.list_page(&waiting, page.limit, cursor).await?;
    let items: Vec<Application> = items.into_iter().map(|stored| stored.item).collect();
    let waits = coproducer::waiting_for(&studio.workflow(), &items).await?;
    let view = |(one, waits)| ApplicationView::for_operator(one, waits, studio.now());
    let items = items.into_iter().zip(waits).map(view).collect();
    answer::found(&ListPage::new(&page, items, next))
}

/// `POST /coproducer-applications/{application}/decision` `{accept, words}`. The same decision again
/// changes nothing.
pub(crate) async fn decide(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(id): Path<ApplicationId>,
    Body(ApplicationDecision { accept, words }): Body<ApplicationDecision>,
) -> Result<Found<ApplicationView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let application = coproducer::decide_application(&work, actor, id, accept, &words).await?;
    let waits_for = waits_for(&studio, &application).await?;
    answer::found(&ApplicationView::for_operator(application, waits_for, studio.now()))
}

async fn waits_for(
    studio: &Studio,
    application: &Application,
) -> Result<Option<ApplicationWait>, Problem> {
    let one = std::slice::from_ref(application);
    let waits = coproducer::waiting_for(&studio.workflow(), one).await?;
    Ok(waits.into_iter().next().flatten())
}
