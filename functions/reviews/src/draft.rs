//! Drafts: an answer that is still being written is kept, and comes back in the listening room.

use axum::extract::State;
use domain::id::ReviewId;
use domain::review::Draft;
use domain::rules::Rule;
use edge::{Body, Caller, Found, Path, Problem, Routes, Tag, answer};

use crate::Studio;
use crate::submission::ReviewDraft;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).put("/reviews/{review}/draft", save, |it| {
        it.summary("Keep the draft of a review")
            .text(
                "Replaces the draft; whatever is left out is in it no more. It stands in the \
                 listening room until the review is delivered.",
            )
            .who("the reviewer")
            .refuses(&[Rule::State])
            .without_if_match(
                "only the reviewer writes it, and the draft sent last is the one kept",
            )
    })
}

/// `PUT /reviews/{review}/draft`: replaces the draft; every field may be left out. Two round trips,
/// one where nothing is new.
pub(crate) async fn save(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(ReviewDraft(draft)): Body<ReviewDraft>,
) -> Result<Found<Draft>, Problem> {
    workflow::review::hear::save_draft(&studio.workflow(), caller.actor(), id, &draft).await?;
    answer::found(&draft)
}
