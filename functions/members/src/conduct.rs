//! What operators decide about a co-producer who let others down, and the member's one appeal.

use axum::extract::State;
use domain::coproducer::CoproducerEvent;
use domain::id::MemberId;
use domain::rules::Rule;
use domain::text::Text;
use edge::{
    Body, Caller, Field, Fields, Found, ListPage, Operator, Paged, Path, Problem, ReadFields,
    Routes, Tag, answer,
};
use workflow::coproducer;

use crate::Studio;
use crate::view::CoproducerView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPeople)
        .post("/members/{member}/suspend", suspend, |it| {
            it.summary("Suspend a co-producer")
                .who("operators; nobody on themselves")
                .refuses(&[Rule::OwnMatter, Rule::State])
                .without_if_match("a move is conditioned on the state that it leaves")
        })
        .post("/members/{member}/revoke", revoke, |it| {
            it.summary("End the work of a co-producer for good")
                .who("operators; nobody on themselves")
                .refuses(&[Rule::OwnMatter, Rule::State])
                .without_if_match("a move is conditioned on the state that it leaves")
        })
        .under(Tag::Me)
        .post("/members/{member}/appeal", appeal, |it| {
            it.summary("Appeal against one's suspension or end as a co-producer")
                .text("Once; an operator answers.")
                .who("the member alone")
                .refuses(&[Rule::AlreadyAppealed, Rule::NothingToAppeal])
                .without_if_match("there is one appeal, and it overwrites nothing")
        })
        .under(Tag::OperatorsPeople)
        .get("/coproducer-appeals", list_appeals, |it| {
            it.summary("List the co-producers whose appeal waits")
                .who("operators")
                .ordered("the oldest appeal first")
        })
        .post("/members/{member}/appeal/decision", decide_appeal, |it| {
            it.summary("Decide an appeal")
                .who("operators; nobody on themselves")
                .refuses(&[Rule::NoAppeal, Rule::OwnMatter])
                .without_if_match("the first decision stands; another one is refused")
        })
}

/// Why a co-producer's work ends, as they are told.
#[derive(Debug)]
pub(crate) struct ConductReason(Text);

impl ReadFields for ConductReason {
    const NAME: &'static str = "ConductReason";
    const ABOUT: &'static str = "Why a co-producer's work ends, as they are told.";

    fn read(fields: &mut Fields) -> Option<ConductReason> {
        fields.required("reason", Field::parse).map(ConductReason)
    }
}

/// What a co-producer says against it.
#[derive(Debug)]
pub(crate) struct NewAppeal(Text);

impl ReadFields for NewAppeal {
    const NAME: &'static str = "NewAppeal";
    const ABOUT: &'static str = "What a co-producer says against it.";

    fn read(fields: &mut Fields) -> Option<NewAppeal> {
        fields.required("words", Field::parse).map(NewAppeal)
    }
}

/// What an operator answers.
#[derive(Debug)]
pub(crate) struct AppealDecision {
    reinstate: bool,
    words: Text,
}

impl ReadFields for AppealDecision {
    const NAME: &'static str = "AppealDecision";
    const ABOUT: &'static str = "What an operator answers.";

    fn read(fields: &mut Fields) -> Option<AppealDecision> {
        let reinstate = fields.required("reinstate", Field::boolean);
        let words = fields.required("words", Field::parse);
        Some(AppealDecision { reinstate: reinstate?, words: words? })
    }
}

/// `POST /members/{member}/suspend` `{reason}`.
pub(crate) async fn suspend(
    State(studio): State<Studio>,
    operator: Operator,
    Path(member): Path<MemberId>,
    Body(ConductReason(reason)): Body<ConductReason>,
) -> Result<Found<CoproducerView<'static>>, Problem> {
    end(&studio, &operator, member, &reason, CoproducerEvent::Suspend).await
}

/// `POST /members/{member}/revoke` `{reason}`.
pub(crate) async fn revoke(
    State(studio): State<Studio>,
    operator: Operator,
    Path(member): Path<MemberId>,
    Body(ConductReason(reason)): Body<ConductReason>,
) -> Result<Found<CoproducerView<'static>>, Problem> {
    end(&studio, &operator, member, &reason, CoproducerEvent::Revoke).await
}

async fn end(
    studio: &Studio,
    Operator(caller): &Operator,
    member: MemberId,
    reason: &Text,
    event: CoproducerEvent,
) -> Result<Found<CoproducerView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let coproducer = coproducer::end_coproducer(&work, actor, member, event, reason).await?;
    answer::found(&CoproducerView::new(&coproducer, None))
}

/// `POST /members/{member}/appeal` `{words}`, by the member alone.
pub(crate) async fn appeal(
    State(studio): State<Studio>,
    caller: Caller,
    Path(member): Path<MemberId>,
    Body(NewAppeal(words)): Body<NewAppeal>,
) -> Result<Found<CoproducerView<'static>>, Problem> {
    let coproducer = coproducer::appeal(&studio.workflow(), caller.actor(), member, &words).await?;
    answer::found(&CoproducerView::new(&coproducer, None))
}

/// `GET /coproducer-appeals`: those that no operator has answered. One round trip.
pub(crate) async fn list_appeals(
    State(studio): State<Studio>,
    _operator: Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<CoproducerView<'static>>>, Problem> {
    let appealing = store::coproducer::appealing();
    let cursor = page.resume(&appealing)?;
    let (items, next) = studio.store.list_page(&appealing, page.limit, cursor).await?;
    let items = items.iter().map(|one| CoproducerView::new(&one.item, None)).collect();
    answer::found(&ListPage::new(&page, items, next))
}

/// `POST /members/{member}/appeal/decision` `{reinstate, words}`.
pub(crate) async fn decide_appeal(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    Body(AppealDecision { reinstate, words }): Body<AppealDecision>,
) -> Result<Found<CoproducerView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let coproducer = coproducer::decide_appeal(&work, actor, member, reinstate, &words).await?;
    answer::found(&CoproducerView::new(&coproducer, None))
}
