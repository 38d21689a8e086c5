//! `GET /briefs/{brief}`: the brief with its newest lexicon and the one that reviews go by; for the
//! owner of a draft with hints. `GET /briefs/{brief}/versions/{version}`: the terms as they stood.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::BriefId;
use domain::policy::Policy;
use domain::role::Role;
use domain::track::PartInBrief;
use edge::{Caller, ETag, OrInternal, Path, Problem, respond};
use serde_json::Value;
use store::brief::BriefFor;
use workflow::brief::access;

use crate::Studio;
use crate::view::{BriefVersionView, BriefView, under_embargo};

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let found = access::load(&studio.workflow(), brief, caller.actor()).await?;
    let (item, part) = (&found.brief.item, part(&found, &caller));
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
    let view = view.with_hints(hints(&studio, &item.brief, &caller));
    let tag = ETag(found.brief.revision);
    if item.brief.is_embargoed(studio.now()) && !is_party(&studio, item, part, &caller).await? {
        return respond::ok_tagged(tag, &under_embargo(serde_json::to_value(&view).or_internal()?));
    }
    respond::ok_tagged(tag, &view)
}

pub(crate) fn part(found: &BriefFor, caller: &Caller) -> PartInBrief {
    PartInBrief {
        owns: found.brief.item.brief.owner == caller.member,
        reviews: found.roster.as_ref().is_some_and(|place| place.item.left_at.is_none()),
        operates: caller.is(Role::Operator),
    }
}

/// Whether the caller has a part in the brief, or in the track that has won it. One round trip
/// where they have none in the brief.
async fn is_party(
    studio: &Studio,
    brief: &Brief,
    part: PartInBrief,
    caller: &Caller,
) -> Result<bool, Problem> {
    if part != PartInBrief::default() {
        return Ok(true);
    }
    let Some(selected) = brief.selected else { return Ok(false) };
    let winner = studio.store.get(store::track::key(brief.id, selected.track)).await?;
    Ok(winner.is_some_and(|winner| winner.item.track.authors().contains(&caller.member)))
}

/// `GET /briefs/{brief}/versions/{version}`: the terms as they stood, for whoever may see the brief.
/// Two round trips, three under an embargo.
pub(crate) async fn read_version(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, version)): Path<(BriefId, u32)>,
) -> Result<Response, Problem> {
    let found = access::load(&studio.workflow(), brief, caller.actor()).await?;
    let stored = studio.store.get(store::brief::version_key(brief, version)).await?;
    let stored = stored.ok_or_else(Problem::not_found)?.item;
    let view = BriefVersionView::new(&stored);
    let (item, part) = (&found.brief.item, part(&found, &caller));
    if item.brief.is_embargoed(studio.now()) && !is_party(&studio, item, part, &caller).await? {
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

fn hints(studio: &Studio, brief: &Brief, caller: &Caller) -> Vec<domain::brief::Hint> {
    if brief.state != BriefState::Draft || brief.owner != caller.member {
        return Vec::new();
    }
    brief.hints(studio.now(), &Policy::CURRENT)
}
