//! Who is asked for a slot that the roster of its brief cannot fill says yes or no.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::version::slot::AskAnswer;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};
use schemars::JsonSchema;
use serde::Serialize;
use workflow::assignment::ask;

use crate::Studio;
use crate::view::QueuedReview;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::Reviews)
        .post("/briefs/{brief}/tracks/{track}/versions/{version}/ask/accept", accept, |it| {
            it.summary("Accept to review a version that one was asked for")
                .text(
                    "The first who accepts has the review and joins the roster of the brief; \
                     accepting again answers with the same review.",
                )
                .who("who was asked for a slot that the roster of the brief cannot fill")
                .refuses(&[Rule::AskOver])
                .without_if_match("the first who accepts has it, and nothing is overwritten")
        })
        .post("/briefs/{brief}/tracks/{track}/versions/{version}/ask/decline", decline, |it| {
            it.summary("Decline to review a version that one was asked for")
                .text("A no to all slots of the version; nothing follows from it.")
                .who("who was asked for a slot that the roster of the brief cannot fill")
                .refuses(&[Rule::AskOver])
                .without_if_match("everybody who was asked says their own no")
        })
}

/// What was said to a request that nothing follows from.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AskAnswerView {
    /// What the member has said.
    answer: AskAnswer,
}

/// `POST /briefs/{brief}/tracks/{track}/versions/{version}/ask/accept`: whoever is first has the
/// review, and is answered with it.
pub(crate) async fn accept(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track, version)): Path<(BriefId, TrackId, u8)>,
) -> Result<Found<QueuedReview>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let review = ask::accept_ask(&work, actor, brief, (track, version)).await?;
    answer::found(&QueuedReview::changed(&review))
}

/// `POST /briefs/{brief}/tracks/{track}/versions/{version}/ask/decline`.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track, version)): Path<(BriefId, TrackId, u8)>,
) -> Result<Found<AskAnswerView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    ask::decline_ask(&work, actor, brief, (track, version)).await?;
    answer::found(&AskAnswerView { answer: AskAnswer::Declined })
}
