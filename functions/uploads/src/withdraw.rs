//! Withdrawing a track.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::track::TrackReader;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};
use runtime::Runtime;
use workflow::{Workflow, submission};

use crate::view::TrackView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::Tracks).post("/briefs/{brief}/tracks/{track}/withdraw", withdraw, |it| {
        it.summary("Withdraw a track")
            .text("Possible before it is selected; asked twice, it is withdrawn once.")
            .who("the composer of the track")
            .refuses(&[Rule::Forbidden, Rule::TrackSelected])
            .without_if_match("a withdrawal is for ever and overwrites nothing")
    })
}

/// `POST …/tracks/{track}/withdraw`, before it is selected.
pub(crate) async fn withdraw(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<TrackView>, Problem> {
    let work = Workflow::of(&runtime);
    let entry = submission::withdraw_track(&work, caller.member, brief, track).await?;
    answer::found(&TrackView::new(&entry, TrackReader::Party))
}
