//! Delivering: scores, verdict and letter.

use axum::extract::State;
use domain::id::ReviewId;
use domain::rules::Rule;
use edge::{Body, Caller, Found, Path, Problem, Routes, Tag, answer};
use workflow::review::deliver;

use crate::Studio;
use crate::submission::ReviewSubmission;
use crate::view::DeliveredReview;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).put("/reviews/{review}", deliver, |it| {
        it.summary("Deliver a review")
            .text(
                "Every failed rule is named at once, by its place; whether the text is copied from \
                 others is asked once all other rules are met. The same delivery again answers as \
                 the first did. Where two reviewers disagree, a third is sought at once.",
            )
            .who("the reviewer")
            .refuses(&[
                Rule::AlreadyDeliveredDifferently,
                Rule::ReviewConfirmsNotes,
                Rule::ReviewFitCitesTerm,
                Rule::ReviewHeardEnough,
                Rule::ReviewNotCopiedFromOthers,
                Rule::ReviewNotNearCopy,
                Rule::ReviewNotRepetitive,
                Rule::ReviewNoteActionable,
                Rule::ReviewNoteForwards,
                Rule::ReviewNoteInsideTrack,
                Rule::ReviewNotesNotTooMany,
                Rule::ReviewReasonGiven,
                Rule::ReviewStrengthNamed,
                Rule::ReviewVerdictFitsScores,
                Rule::ReviewWordsDistinct,
                Rule::ReviewWordsEnough,
                Rule::State,
            ])
            .without_if_match("it is delivered once, by its reviewer alone; another one is refused")
    })
}

/// `PUT /reviews/{review}`: the same delivery again answers as the first did; another one is a 409.
/// Where two disagree, a tie-break reviewer is sought at once.
pub(crate) async fn deliver(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(ReviewSubmission(submission)): Body<ReviewSubmission>,
) -> Result<Found<DeliveredReview>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let review = deliver::deliver(&work, actor, id, &submission).await?;
    let delivered = DeliveredReview::new(review);
    let delivered =
        delivered.ok_or_else(|| Problem::internal_because("delivered without an answer"))?;
    answer::found(&delivered)
}
