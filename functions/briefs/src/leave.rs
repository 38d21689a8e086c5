//! `POST /briefs/{brief}/coproducers/me/leave`: a co-producer leaves.

use axum::extract::State;
use domain::id::BriefId;
use domain::rules::Rule;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};

use crate::Studio;
use crate::roster::PlaceView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Briefs).post("/briefs/{brief}/coproducers/me/leave", leave, |it| {
        it.summary("Leave a brief as its co-producer")
            .text(
                "Reviews that are not delivered are given to others. Where nobody is left, \
                 successors are appointed. Nobody comes back to a brief that they have left.",
            )
            .who("a co-producer of the brief")
            .refuses(&[Rule::Forbidden, Rule::State])
            .without_if_match("only the co-producer leaves, once and for ever")
    })
}

/// Leaving again changes nothing, but seeks a successor again where that failed before.
pub(crate) async fn leave(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<PlaceView>, Problem> {
    let place = workflow::brief::leave::leave(&studio.workflow(), caller.actor(), brief).await?;
    answer::found(&PlaceView::for_coproducer(&place))
}
