//! `GET /briefs/{brief}`: the brief with its newest lexicon and the one that reviews go by; for the
//! owner of a draft with hints. `GET /briefs/{brief}/versions/{version}`: the terms as they stood.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::BriefId;
use domain::lexicon::Lexicon;
use domain::policy::Policy;
use edge::{Caller, ETag, Path, Problem, respond};
use workflow::brief::access;

use crate::Studio;
use crate::view::{BriefVersionView, BriefView};

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let found = access::load(&studio.workflow(), brief, caller.actor()).await?;
    let item = &found.brief.item;
    let newest = match item.lexicon_version {
        0 => None,
        version => lexicon(&studio, brief, version).await?,
    };
    let confirmed = match item.lexicon_confirmed.filter(|one| *one != item.lexicon_version) {
        None => None,
        Some(version) => lexicon(&studio, brief, version).await?,
    };
    let view = BriefView::new(&item.brief).with_lexicons(newest.as_ref(), confirmed.as_ref());
    let view = view.with_hints(hints(&studio, &item.brief, &caller));
    respond::ok_tagged(ETag(found.brief.revision), &view)
}

/// `GET /briefs/{brief}/versions/{version}`: the terms as they stood, for whoever may see the brief.
/// Two round trips.
pub(crate) async fn read_version(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, version)): Path<(BriefId, u32)>,
) -> Result<Response, Problem> {
    let _seen = access::load(&studio.workflow(), brief, caller.actor()).await?;
    let stored = studio.store.get(store::brief::version_key(brief, version)).await?;
    respond::ok(&BriefVersionView::new(&stored.ok_or_else(Problem::not_found)?.item))
}

async fn lexicon(
    studio: &Studio,
    brief: BriefId,
    version: u32,
) -> Result<Option<Lexicon>, Problem> {
    Ok(studio.store.get(store::lexicon::key(brief, version)).await?.map(|stored| stored.item))
}

fn hints(studio: &Studio, brief: &Brief, caller: &Caller) -> Vec<domain::brief::Hint> {
    if brief.state != BriefState::Draft || brief.owner != caller.member {
        return Vec::new();
    }
    brief.hints(studio.now(), &Policy::CURRENT)
}
