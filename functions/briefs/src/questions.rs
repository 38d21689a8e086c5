//! Questions on a brief: whoever may see it asks and reads, the client answers, nobody but an operator
//! without a part in the brief learns who asked.

use axum::extract::State;
use domain::id::{BriefId, MemberId, QuestionId};
use domain::question::{ClientAnswer, Question};
use domain::rules::Rule;
use domain::text::Text;
use domain::track::PartInBrief;
use edge::{
    Body, Caller, Created, Field, Fields, Found, IdempotencyKey, ListPage, Paged, Path, Problem,
    ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::brief::{access, questions};

use crate::Studio;
use crate::terms::TermsAmendment;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::QuestionsAndLexicon)
        .post("/briefs/{brief}/questions", ask, |it| {
            it.summary("Ask a question on a brief")
                .text(
                    "While it is open or judged. Everybody who may see the brief reads it; its \
                     client is not told who asked. `Location` is the list.",
                )
                .who("whoever may see the brief, except its client")
                .refuses(&[Rule::Forbidden, Rule::State])
        })
        .get("/briefs/{brief}/questions", list, |it| {
            it.summary("List the questions on a brief with their answers")
                .who("whoever may see the brief")
                .ordered("by id, which tells neither who asked nor when")
        })
        .put("/briefs/{brief}/questions/{question}/answer", answer_question, |it| {
            it.summary("Answer a question on a brief")
                .text(
                    "Once, for all. With `amend` the same answer makes the next version of the \
                     brief, in the same moment. Everybody who takes part is told.",
                )
                .who("the client of the brief")
                .refuses(&[
                    Rule::Forbidden,
                    Rule::State,
                    Rule::QuestionAnswered,
                    Rule::FixedOnceOpen,
                    Rule::DeadlineOnlyLater,
                    Rule::PoolBounds,
                    Rule::Stale,
                ])
                .without_if_match(
                    "a question is answered once, and terms that changed in this moment are 412",
                )
        })
}

/// A question as it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QuestionView {
    id: QuestionId,
    brief: BriefId,
    /// As it was asked.
    text: Text,
    asked_at: Timestamp,
    /// Whether the caller asked it.
    mine: bool,
    /// For operators who have looked into the brief and take no part in it; null to everybody else,
    /// and where the asker has left for good.
    asked_by: Option<MemberId>,
    /// Null until the client has answered.
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

/// What somebody asks.
pub(crate) struct NewQuestion(Text);

impl ReadFields for NewQuestion {
    const NAME: &'static str = "NewQuestion";
    const ABOUT: &'static str = "What somebody asks.";

    fn read(fields: &mut Fields) -> Option<NewQuestion> {
        let text = fields.required("text", Field::parse);
        fields.note("text", "It is shown as it is: it should not tell who asks.");
        text.map(NewQuestion)
    }
}

/// What the client answers, and the terms that are others by it.
pub(crate) struct NewAnswer {
    text: Text,
    amend: Option<TermsAmendment>,
}

impl ReadFields for NewAnswer {
    const NAME: &'static str = "NewAnswer";
    const ABOUT: &'static str = "What the client answers, and the terms that are others by it.";

    fn read(fields: &mut Fields) -> Option<NewAnswer> {
        let text = fields.required("text", Field::parse);
        fields.note("text", "For everybody who may see the brief.");
        let amend = fields.optional("amend", |field| field.object(TermsAmendment::read));
        fields.note("amend", "The terms that are others by this answer.");
        Some(NewAnswer { text: text?, amend: amend? })
    }
}

/// `POST /briefs/{brief}/questions` `{text}`.
pub(crate) async fn ask(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    key: IdempotencyKey,
    Body(NewQuestion(text)): Body<NewQuestion>,
) -> Result<Created<QuestionView>, Problem> {
    let route = format!("POST /briefs/{brief}/questions");
    let id = key.derive(QuestionId::derive_with, "question", caller.member, &route);
    let (work, actor) = (studio.workflow(), caller.actor());
    let question = questions::ask(&work, actor, brief, (id, &text)).await?;
    // Whoever asks needs not be told that it was them.
    let view = QuestionView::new(question, PartInBrief::default(), &caller);
    answer::created(&format!("/briefs/{brief}/questions"), &view)
}

/// `GET /briefs/{brief}/questions`: all of them, by id.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<QuestionView>>, Problem> {
    let list = store::question::of_brief(brief);
    let cursor = page.resume(&list)?;
    let found = access::load(&studio.workflow(), brief, caller.actor()).await?;
    let (items, next) = studio.store.list_page(&list, page.limit, cursor).await?;
    let part = found.part_before_looking(caller.member, caller.actor().is_operator);
    let items = items.into_iter().map(|stored| QuestionView::new(stored.item, part, &caller));
    answer::found(&ListPage::new(&page, items.collect(), next))
}

/// `PUT /briefs/{brief}/questions/{question}/answer` `{text, amend}`: `amend` names the terms that are
/// others by this answer.
pub(crate) async fn answer_question(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, question)): Path<(BriefId, QuestionId)>,
    Body(NewAnswer { text, amend }): Body<NewAnswer>,
) -> Result<Found<QuestionView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let aggregate = access::load_aggregate_of_owner(&work, brief, actor).await?;
    let amended = amend.map(|amendment| amendment.apply(aggregate.brief.item.terms.clone()));
    let answered = questions::answer(&work, actor, aggregate, question, (text, amended));
    let answered = Box::pin(answered).await?;
    let part = PartInBrief { owns: true, ..PartInBrief::default() };
    answer::found(&QuestionView::new(answered, part, &caller))
}
