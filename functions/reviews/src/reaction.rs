//! The composer's answer to an answer: how useful it was, and what came of each note.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::id::ReviewId;
use domain::notice::{Notice, NoticeKind};
use domain::review::{Reaction, Review, check_reaction};
use domain::score::Score;
use domain::text::Text;
use edge::{Caller, Field, JsonBody, Path, Problem, respond};
use jiff::Timestamp;
use store::{Stored, retry_on_conflict};

use crate::Studio;

/// Far above what a review may have.
const NOTES_MAX: usize = 1_000;

/// What is sent.
#[derive(Debug, Clone)]
struct Said {
    useful: Score,
    addressed: Vec<bool>,
    thanks: Option<Text>,
}

/// `POST /reviews/{review}/reaction`, once: the same reaction again answers as the first did,
/// another one is a 409. Two round trips.
pub(crate) async fn react(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let said = read(body)?;
    respond::ok(&retry_on_conflict(|| react_once(&studio, &caller, id, &said)).await?)
}

async fn react_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    said: &Said,
) -> Result<Reaction, Problem> {
    let Stored { item, revision } = studio.answer_to(caller, id).await?;
    check_reaction(&item.review, &said.addressed)?;
    let Said { useful, addressed, thanks } = said.clone();
    let reaction = Reaction { useful, addressed, thanks, at: studio.now() };
    let reacted = match item.review.react(reaction.clone())? {
        Change::AlreadyApplied => return Ok(item.review.reaction.unwrap_or(reaction)),
        Change::Applied(reacted) => reacted,
    };
    let notice = notice(&reacted, &reaction, studio.now())?;
    let changed = Stored { item: item.with(reacted), revision };
    studio.store.comment_on_review(&changed, None, &[notice]).await?;
    Ok(reaction)
}

fn notice(review: &Review, reaction: &Reaction, at: Timestamp) -> Result<Notice, Problem> {
    let stars = reaction.useful.stars();
    let done = reaction.addressed.iter().filter(|addressed| **addressed).count();
    let notes = reaction.addressed.len();
    let text = format!(
        "A composer found your feedback useful: {stars} of 5, {done} of {notes} notes addressed."
    );
    Ok(Notice {
        member: review.reviewer,
        kind: NoticeKind::Reaction,
        subject: review.id.to_string(),
        at,
        text: Text::new(&text).map_err(|error| Problem::internal(&error))?,
    })
}

fn read(body: JsonBody) -> Result<Said, Problem> {
    let mut fields = body.fields()?;
    let useful = fields.required("useful", |field| field.integer(1_u8..=5));
    let addressed = fields.required("addressed", |field| field.list(0..=NOTES_MAX, Field::boolean));
    let thanks = fields.optional("thanks", Field::parse::<Text>);
    fields.finish(|| {
        let useful = Score::try_from(useful?).ok()?;
        Some(Said { useful, addressed: addressed?, thanks: thanks? })
    })
}
