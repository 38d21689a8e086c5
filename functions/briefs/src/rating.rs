//! `PUT /briefs/{brief}/tracks/{track}/rating` `{stars, words}`: what the owner thinks of a track.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::score::Score;
use domain::text::Text;
use domain::track::ClientRating;
use edge::{Body, Caller, Field, Fields, Found, Path, Problem, ReadFields, Routes, Tag, answer};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).put("/briefs/{brief}/tracks/{track}/rating", rate, |it| {
        it.summary("Say what one thinks of a track, in stars and words")
            .text(
                "At any time, of any track; the newest word counts and decides nothing. The \
                 composer is told; a reviewer reads it once their answer to the newest version is \
                 in.",
            )
            .who("the client of the brief")
            .refuses(&[Rule::Forbidden])
            .without_if_match("only the client rates, and the newest word counts")
    })
}

/// A track as its client rates it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RatedTrackView {
    brief: BriefId,
    track: TrackId,
    /// What stands now; null where the client has taken it back.
    rating: Option<ClientRating>,
}

/// What the client thinks of a track.
pub(crate) struct NewRating {
    stars: Score,
    words: Option<Text>,
}

impl ReadFields for NewRating {
    const NAME: &'static str = "NewRating";
    const ABOUT: &'static str = "What the client thinks of a track.";

    fn read(fields: &mut Fields) -> Option<NewRating> {
        let stars = fields.required("stars", Field::score);
        let words = fields.optional("words", Field::parse);
        fields.note("words", "For the composer, and for reviewers once they have answered.");
        Some(NewRating { stars: stars?, words: words? })
    }
}

pub(crate) async fn rate(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    Body(NewRating { stars, words }): Body<NewRating>,
) -> Result<Found<RatedTrackView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let said = (stars, words.as_ref());
    let track = workflow::brief::rating::rate(&work, actor, brief, track, said).await?;
    let (brief, id, rating) = (track.brief, track.id, track.client_rating);
    answer::found(&RatedTrackView { brief, track: id, rating })
}
