//! Who is asked for a slot that the roster of its brief cannot fill says yes or no.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::version::slot::AskAnswer;
use edge::{Caller, Path, Problem, respond};
use serde::Serialize;
use workflow::assignment::ask;

use crate::Studio;
use crate::view::QueuedReview;

/// What was said to a request that nothing follows from.
#[derive(Debug, Serialize)]
struct AnswerView {
    answer: AskAnswer,
}

/// `POST /briefs/{brief}/tracks/{track}/versions/{version}/ask/accept`: whoever is first has the
/// review, and is answered with it.
pub(crate) async fn accept(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track, version)): Path<(BriefId, TrackId, u8)>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let review = ask::accept_ask(&work, actor, brief, (track, version)).await?;
    respond::ok(&QueuedReview::new(&review, None, None))
}

/// `POST /briefs/{brief}/tracks/{track}/versions/{version}/ask/decline`.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track, version)): Path<(BriefId, TrackId, u8)>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    ask::decline_ask(&work, actor, brief, (track, version)).await?;
    respond::ok(&AnswerView { answer: AskAnswer::Declined })
}
