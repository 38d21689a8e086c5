//! Reading tracks: as much of them as `workflow::submission` lets the caller see.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use edge::{Caller, ListPage, PageRequest, Path, Problem, respond};
use runtime::Runtime;
use store::{Cursor, Item};
use workflow::Workflow;
use workflow::submission::{self, SeenTrack};

use crate::view::TrackView;

/// `GET /briefs/{brief}/tracks`: the tracks that the caller may see, by id.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    page: PageRequest,
) -> Result<Response, Problem> {
    let after = page.resume(&store::track::of_brief(brief))?;
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let mut seen = submission::read_tracks(&work, actor, brief).await?;
    let after = after.as_ref().and_then(Cursor::sort_key).unwrap_or_default();
    seen.retain(|one| one.entry.track.item.key().sk.as_str() > after);
    let limit = usize::from(page.limit);
    let last = seen.get(limit.saturating_sub(1)).map(|one| one.entry.track.item.key());
    let next = last.filter(|_| seen.len() > limit).map(Cursor::after);
    let shown = seen.iter().take(limit).map(view);
    respond::ok(&ListPage::new(&page, shown.collect(), next))
}

/// `GET /briefs/{brief}/tracks/{track}`.
pub(crate) async fn one(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    respond::ok(&view(&submission::read_track(&work, actor, brief, track).await?))
}

fn view(seen: &SeenTrack) -> TrackView {
    TrackView::new(&seen.entry, seen.reader)
}
