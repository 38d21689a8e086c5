//! The lexicon: a co-producer of the brief proposes, the client confirms or sends back.

use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::BriefId;
use domain::lexicon::{Lexicon, LexiconError, LexiconState, Term};
use domain::notice::Notice;
use domain::rules::Rule;
use domain::text::Text;
use store::brief::BriefItem;
use store::{Stored, retry_on_conflict};

use super::access;
use super::change::moved;
use crate::{Actor, Workflow, WorkflowError};

/// A new version, unless the newest one says the same.
pub async fn propose(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    terms: &[Term],
) -> Result<Lexicon, WorkflowError> {
    retry_on_conflict(|| propose_once(work, actor, brief, terms)).await
}

/// The client agrees with the newest version. Where `seen` names the version that they have read,
/// they never agree to another one by accident.
pub async fn confirm(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    seen: Option<i64>,
) -> Result<Lexicon, WorkflowError> {
    retry_on_conflict(|| confirm_once(work, actor, brief, seen)).await
}

async fn propose_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    terms: &[Term],
) -> Result<Lexicon, WorkflowError> {
    let found = access::load(work, id, actor).await?;
    access::require_coproducer(&found)?;
    let brief = &found.brief.item.brief;
    if !matches!(brief.state, BriefState::Draft | BriefState::Open) {
        return Err(WorkflowError::conflict(
            Rule::State,
            "a lexicon is proposed before entries end",
        ));
    }
    let newest = newest(work, brief).await?.map(|stored| stored.item);
    if let Some(newest) = newest.filter(|newest| says_the_same(newest, terms)) {
        return Ok(newest);
    }
    let version = brief.lexicon_version.saturating_add(1);
    let questions = work.store.list_all(&store::question::of_brief(id)).await?;
    let answers = questions.iter().filter_map(|question| question.answer.as_ref());
    let mut said = brief.terms.client_texts();
    said.extend(answers.map(|answer| answer.text.as_str()));
    let (terms, by) = (terms.to_vec(), actor.member);
    let lexicon = Lexicon::propose(id, version, terms, by, &said, work.now);
    let lexicon = lexicon.map_err(|error| refused(&error))?;
    let notice = Notice::lexicon_proposed(brief, &lexicon);
    let proposed = Brief { lexicon_version: version, ..brief.clone() };
    work.store.propose_lexicon(&moved(&found.brief, proposed), &lexicon, &notice).await?;
    Ok(lexicon)
}

fn refused(error: &LexiconError) -> WorkflowError {
    let rule = match error {
        LexiconError::NotSaidByClient(_) => Rule::LexiconClientWord,
        LexiconError::Empty
        | LexiconError::WordTwice(_)
        | LexiconError::Tempo(_)
        | LexiconError::Energy(_) => Rule::Lexicon,
    };
    WorkflowError::rule(rule, "/terms", error.to_string())
}

fn says_the_same(newest: &Lexicon, terms: &[Term]) -> bool {
    newest.state != LexiconState::Returned && newest.terms == terms
}

async fn confirm_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    seen: Option<i64>,
) -> Result<Lexicon, WorkflowError> {
    let (brief, lexicon) = load_for_owner(work, actor, id).await?;
    require_seen(&lexicon.item, seen)?;
    let Change::Applied(confirmed) = lexicon.item.confirm(work.now)? else {
        return Ok(lexicon.item);
    };
    let version = confirmed.version;
    let agreed = Brief { lexicon_confirmed: Some(version), ..brief.item.brief.clone() };
    decide(work, &moved(&brief, agreed), confirmed, lexicon.revision).await
}

/// The client asks for another lexicon. Where `seen` names the version that they have read, they never
/// send back another one by accident.
pub async fn send_back(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
    reason: &Text,
    seen: Option<i64>,
) -> Result<Lexicon, WorkflowError> {
    retry_on_conflict(|| async {
        let (brief, lexicon) = load_for_owner(work, actor, id).await?;
        require_seen(&lexicon.item, seen)?;
        let change = lexicon.item.send_back(reason.clone(), work.now)?;
        let Change::Applied(returned) = change else { return Ok(lexicon.item) };
        decide(work, &brief, returned, lexicon.revision).await
    })
    .await
}

/// 409 unless the newest version is the one that was read, if they say which.
fn require_seen(newest: &Lexicon, seen: Option<i64>) -> Result<(), WorkflowError> {
    let newest = newest.version;
    if seen.is_some_and(|seen| seen != i64::from(newest)) {
        let detail = format!("version {newest} of the lexicon is the newest");
        return Err(WorkflowError::conflict(Rule::StaleLexiconVersion, detail));
    }
    Ok(())
}

/// Writes the client's answer and tells the co-producer.
async fn decide(
    work: &Workflow,
    brief: &Stored<BriefItem>,
    lexicon: Lexicon,
    revision: u64,
) -> Result<Lexicon, WorkflowError> {
    let notice = Notice::lexicon_decided(&lexicon, work.now);
    let stored = Stored { item: lexicon, revision };
    work.store.decide_lexicon(brief, &stored, &notice).await?;
    Ok(stored.item)
}

async fn load_for_owner(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
) -> Result<(Stored<BriefItem>, Stored<Lexicon>), WorkflowError> {
    let found = access::load(work, id, actor).await?;
    access::require_owner(&found.brief.item, actor)?;
    match newest(work, &found.brief.item).await? {
        Some(lexicon) => Ok((found.brief, lexicon)),
        None => Err(WorkflowError::conflict(Rule::NoLexicon, "no lexicon has been proposed")),
    }
}

async fn newest(work: &Workflow, brief: &Brief) -> Result<Option<Stored<Lexicon>>, WorkflowError> {
    match brief.lexicon_version {
        0 => Ok(None),
        version => Ok(work.store.get(store::lexicon::key(brief.id, version)).await?),
    }
}
