//! `GET /briefs/{brief}`: the brief with its newest lexicon and the one that reviews go by; for the
//! owner of a draft with hints. `GET /briefs/{brief}/versions/{version}`: the terms as they stood.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use edge::{Caller, ETag, OrInternal, Path, Problem, respond};
use serde_json::Value;
use workflow::brief::access;

use crate::Studio;
use crate::view::{BriefVersionView, BriefView, under_embargo};

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let found = access::load(&work, brief, actor).await?;
    let item = &found.brief.item;
    let part = found.part(actor.member, actor.is_operator);
    let names = item.brief.names_coproducers_to(part);
    let newest = match item.lexicon_version {
        0 => None,
        version => lexicon(&studio, brief, version, names).await?,
    };
    let confirmed = match item.lexicon_confirmed.filter(|one| *one != item.lexicon_version) {
        None => None,
        Some(version) => lexicon(&studio, brief, version, names).await?,
    };
    let view = BriefView::new(&item.brief).with_lexicons(newest, confirmed);
    let view = view.with_hints(item.brief.hints_for(actor.member, work.now, work.policy));
    let tag = ETag(item.edition);
    if access::is_embargoed(&work, &found, actor).await? {
        return respond::ok_tagged(tag, &under_embargo(serde_json::to_value(&view).or_internal()?));
    }
    respond::ok_tagged(tag, &view)
}

/// `GET /briefs/{brief}/versions/{version}`: the terms as they stood, for whoever may see the brief.
/// Two round trips, three under an embargo.
pub(crate) async fn read_version(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, version)): Path<(BriefId, u32)>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let found = access::load(&work, brief, actor).await?;
    let stored = studio.store.get(store::brief::version_key(brief, version)).await?;
    let stored = stored.ok_or_else(Problem::not_found)?.item;
    let view = BriefVersionView::new(&stored);
    if access::is_embargoed(&work, &found, actor).await? {
        return respond::ok(&under_embargo(serde_json::to_value(&view).or_internal()?));
    }
    respond::ok(&view)
}

async fn lexicon(
    studio: &Studio,
    brief: BriefId,
    version: u32,
    names_coproducers: bool,
) -> Result<Option<Value>, Problem> {
    let found = studio.store.get(store::lexicon::key(brief, version)).await?;
    let Some(stored) = found else { return Ok(None) };
    let mut shown = serde_json::to_value(&stored.item).or_internal()?;
    if let Some(fields) = shown.as_object_mut().filter(|_| !names_coproducers) {
        fields.remove("proposed_by");
    }
    Ok(Some(shown))
}
