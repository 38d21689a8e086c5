//! `GET /briefs/{brief}`: the brief with its newest lexicon.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use edge::{Caller, ETag, Path, Problem, respond};

use crate::view::BriefView;
use crate::{Studio, access};

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let found = access::load(&studio, brief, &caller).await?;
    let item = &found.brief.item;
    let lexicon = match item.lexicon_version {
        0 => None,
        version => studio.store.lexicon(brief, version).await?.map(|stored| stored.item),
    };
    let view = BriefView::new(&item.brief).with_lexicon(lexicon.as_ref());
    respond::ok_tagged(ETag(found.brief.revision), &view)
}
