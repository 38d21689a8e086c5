//! The composer's answer to an answer: how useful it was, and what came of each note.

use axum::extract::State;
use domain::id::ReviewId;
use domain::review::Reaction;
use domain::rules::Rule;
use domain::score::Score;
use domain::text::Text;
use edge::{Body, Caller, Field, Fields, Found, Path, Problem, ReadFields, Routes, Tag, answer};
use jiff::Timestamp;

use crate::Studio;

/// Far above what a review may have.
const NOTES_MAX: usize = 1_000;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).post("/reviews/{review}/reaction", react, |it| {
        it.summary("React to a review")
            .text(
                "Once; the same reaction again answers as the first did. The reviewer reads it \
                 without the composer's name.",
            )
            .who("who submitted the track")
            .refuses(&[
                Rule::AlreadyReactedDifferently,
                Rule::ReviewReactionCoversNotes,
                Rule::State,
            ])
            .without_if_match("there is one reaction; another one is refused")
    })
}

/// `POST /reviews/{review}/reaction`, once: the same reaction again answers as the first did,
/// another one is a 409. Two round trips.
pub(crate) async fn react(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(reaction): Body<NewReaction>,
) -> Result<Found<Reaction>, Problem> {
    let work = studio.workflow();
    let reaction = reaction.said_at(work.now);
    answer::found(&workflow::review::react::react(&work, caller.actor(), id, &reaction).await?)
}

/// What a composer says to a review.
pub(crate) struct NewReaction {
    useful: Score,
    addressed: Vec<bool>,
    thanks: Option<Text>,
}

impl NewReaction {
    fn said_at(self, at: Timestamp) -> Reaction {
        let NewReaction { useful, addressed, thanks } = self;
        Reaction { useful, addressed, thanks, at }
    }
}

impl ReadFields for NewReaction {
    const NAME: &'static str = "NewReaction";
    const ABOUT: &'static str = "What a composer says to a review.";

    fn read(fields: &mut Fields) -> Option<NewReaction> {
        let useful = fields.required("useful", Field::score);
        fields.note("useful", "How useful the review was.");
        let addressed =
            fields.required("addressed", |field| field.list(0..=NOTES_MAX, Field::boolean));
        fields.note(
            "addressed",
            "For each note of the review in order: whether it has been addressed.",
        );
        let thanks = fields.optional("thanks", Field::parse::<Text>);
        fields.note("thanks", "A word to the reviewer, who does not learn whose it is.");
        Some(NewReaction { useful: useful?, addressed: addressed?, thanks: thanks? })
    }
}
