//! `PUT /briefs/{brief}/tracks/{track}/rating` `{stars, words}`: what the owner thinks of a track.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::score::Score;
use domain::text::Text;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use serde_json::json;

use crate::Studio;

pub(crate) async fn rate(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let stars = fields.required("stars", |field| field.integer(1_u8..=5));
    let words = fields.optional("words", Field::parse);
    let (stars, words): (Score, Option<Text>) =
        fields.finish(|| Some((Score::try_from(stars?).ok()?, words?)))?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let said = (stars, words.as_ref());
    let track = workflow::brief::rating::rate(&work, actor, brief, track, said).await?;
    let view = json!({ "brief": track.brief, "track": track.id, "rating": track.client_rating });
    respond::ok(&view)
}
