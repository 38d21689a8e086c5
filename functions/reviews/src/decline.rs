//! Declining: the slot is free again, and another reviewer is sought at once.

use axum::extract::State;
use domain::id::ReviewId;
use domain::review::{DeclineReason, Declined};
use domain::rules::Rule;
use domain::text::ShortText;
use edge::{Body, Caller, Field, Fields, Found, Path, Problem, ReadFields, Routes, Tag, answer};

use crate::Studio;
use crate::view::QueuedReview;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).post("/reviews/{review}/decline", decline, |it| {
        it.summary("Decline a review")
            .text(
                "Within a day of the offer. The slot is free again, and another reviewer is sought \
                 at once; declining again changes nothing.",
            )
            .who("the reviewer")
            .refuses(&[Rule::ReviewDeclineSaysWhat, Rule::State, Rule::TooLateToDecline])
            .without_if_match("a review is declined for ever, by its reviewer alone")
    })
}

/// `POST /reviews/{review}/decline`: declining again changes nothing, but seeks a reviewer again where
/// that failed before.
pub(crate) async fn decline(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(ReviewDecline(because)): Body<ReviewDecline>,
) -> Result<Found<QueuedReview>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let review = workflow::review::relinquish::decline(&work, actor, id, &because).await?;
    answer::found(&QueuedReview::changed(&review))
}

/// Why a reviewer does not want a track.
pub(crate) struct ReviewDecline(Declined);

impl ReadFields for ReviewDecline {
    const NAME: &'static str = "ReviewDecline";
    const ABOUT: &'static str = "Why a reviewer does not want a track.";

    fn read(fields: &mut Fields) -> Option<ReviewDecline> {
        let reason = fields.required("reason", Field::parse::<DeclineReason>);
        fields.note("reason", "Why the reviewer does not want the track.");
        let words = fields.optional("words", Field::parse::<ShortText>);
        fields.note("words", "For operators; needed with the reason `other`.");
        Some(ReviewDecline(Declined { reason: reason?, words: words? }))
    }
}
