//! `GET /briefs/{brief}`: the brief with its newest lexicon and the one that reviews go by; for the
//! owner of a draft with hints. `GET /briefs/{brief}/versions/{version}`: the terms as they stood.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use edge::{Caller, ETag, OrInternal, Path, Problem, respond};
use serde_json::Value;
use workflow::brief::read::{self, ShownBrief, ShownLexicon, ShownVersion};

use crate::Studio;
use crate::view::{BriefVersionView, BriefView, under_embargo};

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let found = read::read(&studio.workflow(), caller.actor(), brief).await?;
    let ShownBrief { item, is_embargoed, newest_lexicon, confirmed_lexicon, hints } = found;
    let newest = newest_lexicon.as_ref().map(lexicon).transpose()?;
    let confirmed = confirmed_lexicon.as_ref().map(lexicon).transpose()?;
    let view = BriefView::new(&item.brief).with_lexicons(newest, confirmed).with_hints(hints);
    let tag = ETag(item.edition);
    if is_embargoed {
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
    let found = read::read_version(&studio.workflow(), caller.actor(), brief, version).await?;
    let ShownVersion { item, is_embargoed } = found;
    let view = BriefVersionView::new(&item);
    if is_embargoed {
        return respond::ok(&under_embargo(serde_json::to_value(&view).or_internal()?));
    }
    respond::ok(&view)
}

fn lexicon(found: &ShownLexicon) -> Result<Value, Problem> {
    let mut shown = serde_json::to_value(&found.lexicon).or_internal()?;
    if let Some(fields) = shown.as_object_mut().filter(|_| !found.names_author) {
        fields.remove("proposed_by");
    }
    Ok(shown)
}
