//! Withdrawing a track.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::track::TrackReader;
use edge::{Caller, Path, Problem, respond};
use runtime::Runtime;
use workflow::{Workflow, submission};

use crate::view::TrackView;

/// `POST …/tracks/{track}/withdraw`, before it is selected.
pub(crate) async fn withdraw(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let work = Workflow::of(&runtime);
    let entry = submission::withdraw_track(&work, caller.member, brief, track).await?;
    respond::ok(&TrackView::new(&entry, TrackReader::Party))
}
