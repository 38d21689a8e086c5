//! Reading tracks: as much of them as `workflow::submission` lets the caller see.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use edge::{Caller, Found, ListPage, Paged, Path, Problem, Routes, Tag, Tagged, answer};
use runtime::Runtime;
use store::{Cursor, Item};
use workflow::Workflow;
use workflow::submission::{self, SeenTrack};

use crate::view::TrackView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::Tracks)
        .get("/briefs/{brief}/tracks", list, |it| {
            it.summary("List the tracks of a brief")
                .text(
                    "An operator who oversees a brief that has not ended takes no part in it any \
                     more once they have read this.",
                )
                .who(
                    "the client of the brief, its reviewers, its entrants, operators who oversee \
                     it; each sees theirs",
                )
                .ordered("by id, which tells neither whose nor when")
        })
        .get("/briefs/{brief}/tracks/{track}", one, |it| {
            it.summary("Read a track with its versions")
                .text(
                    "An operator who oversees a brief that has not ended takes no part in it any \
                     more once they have read this.",
                )
                .who(
                    "the client of the brief, the writers, who reviews it, operators who oversee \
                     the brief",
                )
        })
}

/// `GET /briefs/{brief}/tracks`: the tracks that the caller may see, by id.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<TrackView>>, Problem> {
    let after = page.resume(&store::track::of_brief(brief))?;
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let mut seen = submission::read_tracks(&work, actor, brief).await?;
    let after = after.as_ref().and_then(Cursor::sort_key).unwrap_or_default();
    seen.retain(|one| one.entry.track.item.key().sk.as_str() > after);
    let limit = usize::from(page.limit);
    let last = seen.get(limit.saturating_sub(1)).map(|one| one.entry.track.item.key());
    let next = last.filter(|_| seen.len() > limit).map(Cursor::after);
    let shown = seen.iter().take(limit).map(view);
    answer::found(&ListPage::new(&page, shown.collect(), next))
}

/// `GET /briefs/{brief}/tracks/{track}`, with what `PUT …/writers` may be asked to match.
pub(crate) async fn one(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Tagged<TrackView>, Problem> {
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let view = view(&submission::read_track(&work, actor, brief, track).await?);
    answer::tagged(view.tag(), &view)
}

fn view(seen: &SeenTrack) -> TrackView {
    TrackView::new(&seen.entry, seen.reader)
}
