//! Questions on a brief: whoever may see it asks and reads, the client answers, nobody but an operator
//! without a part in the brief learns who asked.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, QuestionId};
use domain::question::{ClientAnswer, Question};
use domain::text::Text;
use domain::track::PartInBrief;
use edge::{
    Caller, Field, IdempotencyKey, JsonBody, ListPage, PageRequest, Path, Problem, respond,
};
use jiff::Timestamp;
use serde::Serialize;
use workflow::brief::{access, questions};

use crate::{Studio, terms};

/// A question as it is sent.
#[derive(Debug, Serialize)]
struct QuestionView {
    id: QuestionId,
    brief: BriefId,
    text: Text,
    asked_at: Timestamp,
    /// Whether the caller asked it.
    mine: bool,
    /// For operators without a part in the brief; nobody where they have left for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_by: Option<MemberId>,
    answer: Option<ClientAnswer>,
}

impl QuestionView {
    fn new(question: Question, part: PartInBrief, caller: &Caller) -> QuestionView {
        let asked_by = question.asker_for(part);
        QuestionView {
            id: question.id,
            brief: question.brief,
            text: question.text,
            asked_at: question.asked_at,
            mine: question.asked_by == Some(caller.member),
            asked_by,
            answer: question.answer,
        }
    }
}

/// `POST /briefs/{brief}/questions` `{text}`.
pub(crate) async fn ask(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    key: IdempotencyKey,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let text = fields.required("text", Field::parse);
    let text: Text = fields.finish(|| text)?;
    let route = format!("POST /briefs/{brief}/questions");
    let id = key.derive(QuestionId::derive_with, "question", caller.member, &route);
    let (work, actor) = (studio.workflow(), caller.actor());
    let question = questions::ask(&work, actor, brief, (id, &text)).await?;
    // Whoever asks needs not be told that it was them.
    respond::created_unaddressed(&QuestionView::new(question, PartInBrief::default(), &caller))
}

/// `GET /briefs/{brief}/questions`: all of them, by id.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    page: PageRequest,
) -> Result<Response, Problem> {
    let list = store::question::of_brief(brief);
    let cursor = page.resume(&list)?;
    let found = access::load(&studio.workflow(), brief, caller.actor()).await?;
    let (items, next) = studio.store.list_page(&list, page.limit, cursor).await?;
    let part = found.part_before_looking(caller.member, caller.actor().is_operator);
    let items = items.into_iter().map(|stored| QuestionView::new(stored.item, part, &caller));
    respond::ok(&ListPage::new(&page, items.collect(), next))
}

/// `PUT /briefs/{brief}/questions/{question}/answer` `{text, amend}`: `amend` names the terms that are
/// others by this answer.
pub(crate) async fn answer(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, question)): Path<(BriefId, QuestionId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let aggregate = access::load_aggregate_of_owner(&work, brief, actor).await?;
    let before = &aggregate.brief.item.terms;
    let mut fields = body.fields()?;
    let text = fields.required("text", Field::parse);
    let amended = fields
        .optional("amend", |field| field.object(|fields| terms::read_amended(fields, before)));
    let (text, amended) = fields.finish(|| Some((text?, amended?)))?;
    let answered = questions::answer(&work, actor, aggregate, question, (text, amended));
    let answered = Box::pin(answered).await?;
    let part = PartInBrief { owns: true, ..PartInBrief::default() };
    respond::ok(&QuestionView::new(answered, part, &caller))
}
