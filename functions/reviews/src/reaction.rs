//! The composer's answer to an answer: how useful it was, and what came of each note.

use axum::extract::State;
use axum::response::Response;
use domain::id::ReviewId;
use domain::review::Reaction;
use domain::score::Score;
use domain::text::Text;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use jiff::Timestamp;

use crate::Studio;

/// Far above what a review may have.
const NOTES_MAX: usize = 1_000;

/// `POST /reviews/{review}/reaction`, once: the same reaction again answers as the first did,
/// another one is a 409. Two round trips.
pub(crate) async fn react(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let work = studio.workflow();
    let reaction = reaction_from_body(body, work.now)?;
    respond::ok(&workflow::review::react::react(&work, caller.actor(), id, &reaction).await?)
}

fn reaction_from_body(body: JsonBody, at: Timestamp) -> Result<Reaction, Problem> {
    let mut fields = body.fields()?;
    let useful = fields.required("useful", |field| field.integer(1_u8..=5));
    let addressed = fields.required("addressed", |field| field.list(0..=NOTES_MAX, Field::boolean));
    let thanks = fields.optional("thanks", Field::parse::<Text>);
    fields.finish(|| {
        let useful = Score::try_from(useful?).ok()?;
        Some(Reaction { useful, addressed: addressed?, thanks: thanks?, at })
    })
}
