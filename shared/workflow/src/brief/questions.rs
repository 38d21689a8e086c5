//! Questions on a brief: whoever may see it asks, without a name; the client answers once, for all,
//! and may amend the brief by the same answer.

use domain::brief::{Brief, BriefTerms};
use domain::change::Change;
use domain::id::{BriefId, QuestionId};
use domain::notice::{Announcement, Notice};
use domain::question::{Question, QuestionRefusal};
use domain::rules::Rule;
use domain::text::Text;
use jiff::Timestamp;
use store::brief_aggregate::BriefAggregate;
use store::question::QuestionWrite;
use store::{LostARace, Stored, retry_on_conflict};

use super::access;
use super::amend::{changed_terms, load_unchanged};
use super::change::moved;
use crate::{Actor, Workflow, WorkflowError, follow_up};

/// The same question again is the one that is there. Two round trips.
pub async fn ask(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    (id, text): (QuestionId, &Text),
) -> Result<Question, WorkflowError> {
    retry_on_conflict(|| async {
        let found = access::load(work, brief, actor).await?;
        if let Some(known) = work.store.get(store::question::key(brief, id)).await? {
            let is_same = known.item.text == *text;
            return if is_same { Ok(known.item) } else { Err(WorkflowError::KeyReused) };
        }
        let asked = Question::ask(id, &found.brief.item, actor.member, text.clone(), work.now);
        let question = asked.map_err(refused)?;
        let notice = Notice::question_asked(&found.brief.item, &question);
        let write = QuestionWrite::Asked(&question, &notice);
        work.store.write_question(write, &found.brief, None).await?;
        Ok(question)
    })
    .await
}

/// How many questions on a brief wait for its client. One round trip.
pub(crate) async fn count_unanswered(
    work: &Workflow,
    brief: BriefId,
) -> Result<usize, WorkflowError> {
    let questions = work.store.list_all(&store::question::of_brief(brief)).await?;
    Ok(questions.iter().filter(|one| one.answer.is_none()).count())
}

/// The client answers a question, once for all; with `terms` the same answer amends the brief, whose
/// next version names the question. Two round trips.
///
/// # Errors
/// [`WorkflowError::Stale`] where the brief has changed in this moment: the terms rest on what was
/// there before.
pub async fn answer(
    work: &Workflow,
    actor: Actor,
    aggregate: BriefAggregate,
    id: QuestionId,
    (text, terms): (Text, Option<BriefTerms>),
) -> Result<Question, WorkflowError> {
    let (brief, edition) = (aggregate.brief.item.id, aggregate.brief.item.edition);
    match answer_once(work, aggregate, id, text.clone(), terms.clone()).await {
        Err(error) if error.is_conflict() => {
            retry_on_conflict(async || {
                let aggregate = load_unchanged(work, actor, brief, edition).await?;
                answer_once(work, aggregate, id, text.clone(), terms.clone()).await
            })
            .await
        }
        result => result,
    }
}

async fn answer_once(
    work: &Workflow,
    aggregate: BriefAggregate,
    id: QuestionId,
    text: Text,
    terms: Option<BriefTerms>,
) -> Result<Question, WorkflowError> {
    let before = &aggregate.brief.item.brief;
    let found = work.store.get(store::question::key(before.id, id)).await?;
    let stored = found.ok_or(WorkflowError::NotFound)?;
    let amended = match terms.map(|terms| before.amend(terms)).transpose()? {
        Some(Change::Applied(amended)) => Some(amended),
        Some(Change::AlreadyApplied) | None => None,
    };
    let after = amended.as_ref().unwrap_or(before);
    let change = stored.item.answer(text, before, after, work.now).map_err(refused)?;
    let Change::Applied(item) = change else { return Ok(stored.item) };
    let answered = Stored { item, revision: stored.revision };
    let news = news(&aggregate, &answered.item, amended.as_ref(), work.now);
    let brief = amended.clone().map(|amended| moved(&aggregate.brief, amended));
    let write = QuestionWrite::Answered(&answered, &news);
    let brief = (brief.as_ref().unwrap_or(&aggregate.brief), amended.map(|_| work.now));
    let left = work.store.write_question(write, brief.0, brief.1).await?;
    follow_up::finish_new(work, left).await;
    Ok(answered.item)
}

/// The answer to everybody who takes part and to whoever asked; an amendment to those it concerns.
fn news(
    aggregate: &BriefAggregate,
    answered: &Question,
    amended: Option<&Brief>,
    now: Timestamp,
) -> Vec<Announcement> {
    let everybody = aggregate.concerned();
    let terms = &aggregate.brief.item.terms;
    let amendment = amended.map(|amended| {
        let changed = changed_terms(terms, &amended.terms);
        Announcement::brief_amended(amended, changed, everybody.clone(), now)
    });
    let told = everybody.iter().copied().chain(answered.asked_by).collect();
    let answer = Announcement::question_answered(answered, told, now);
    std::iter::once(answer).chain(amendment).collect()
}

fn refused(refusal: QuestionRefusal) -> WorkflowError {
    let rule = match refusal {
        QuestionRefusal::OwnBrief => {
            return WorkflowError::Forbidden("the client answers the questions of others");
        }
        QuestionRefusal::BriefNotRunning(_) => Rule::State,
        QuestionRefusal::AnsweredOtherwise => Rule::QuestionAnswered,
    };
    WorkflowError::conflict(rule, refusal.to_string())
}
