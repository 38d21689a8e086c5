//! The trial before probation: marked by operators, agreed to by composers, answered by applicants.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::review::Note;
use domain::score::Scores;
use domain::trial::{TrialAnswer, TrialPlace, TrialTrack};
use edge::{
    Caller, Composer, Field, JsonBody, ListPage, Operator, OrInternal, Path, Problem, respond,
};
use jiff::Timestamp;
use media::keys::DerivedKeys;
use media::presign::{self, ReadLink, Served};
use serde::Serialize;
use workflow::coproducer::trial;

use crate::view::Terms;
use crate::{Studio, submission};

/// Whether a marked track is in use.
#[derive(Debug, Serialize)]
struct MarkedTrack {
    brief: BriefId,
    track: TrackId,
    version: u8,
    marked_at: Timestamp,
    /// Whether its composer agrees.
    consented: bool,
}

impl From<TrialTrack> for MarkedTrack {
    fn from(marked: TrialTrack) -> MarkedTrack {
        let TrialTrack { brief, track, version, marked_at, consented_at, .. } = marked;
        MarkedTrack { brief, track, version, marked_at, consented: consented_at.is_some() }
    }
}

/// A track of a trial as its applicant hears it: nothing of whose it is or what became of it.
#[derive(Debug, Serialize)]
struct TrialRoom {
    number: usize,
    terms: Terms,
    duration_ms: u64,
    preview: ReadLink,
    scores: Option<Scores>,
    notes: Vec<Note>,
}

/// `POST /briefs/{brief}/tracks/{track}/trial`: an operator marks a closed track.
pub(crate) async fn mark(
    State(studio): State<Studio>,
    _operator: Operator,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let marked = trial::mark_track(&studio.workflow(), brief, track).await?;
    respond::ok(&MarkedTrack::from(marked))
}

/// `POST /briefs/{brief}/tracks/{track}/trial/consent` `{consent}`: its composer agrees, or does not
/// any more.
pub(crate) async fn consent(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let agrees = fields.required("consent", Field::boolean);
    let agrees = fields.finish(|| agrees)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let marked = trial::consent(&work, actor, brief, track, agrees).await?;
    respond::ok(&MarkedTrack::from(marked))
}

/// `GET /me/coproducer-application/trial`: the tracks that the applicant reviews.
pub(crate) async fn read(
    State(studio): State<Studio>,
    Composer(caller): Composer,
) -> Result<Response, Problem> {
    let places = trial::load_trial(&studio.workflow(), caller.member).await?;
    let briefs = places.iter().map(|(_, place)| store::brief::key(place.marked.brief));
    let briefs = studio.store.get_each(briefs).await?;
    let mut rooms = Vec::new();
    for ((number, place), brief) in places.into_iter().zip(briefs) {
        let brief = brief.ok_or_else(|| Problem::internal_because("a track without a brief"))?;
        rooms.push(
            room(&studio, number, place, Terms::from(brief.item.brief.terms).without_title())
                .await?,
        );
    }
    respond::ok(&ListPage::whole(rooms))
}

async fn room(
    studio: &Studio,
    number: usize,
    place: TrialPlace,
    terms: Terms,
) -> Result<TrialRoom, Problem> {
    let TrialPlace { marked, answer } = place;
    let bucket = &studio.runtime.config.derived_bucket;
    let key = DerivedKeys::of_object(&marked.object_key).or_internal()?.preview;
    let preview = presign::read_link(&studio.runtime, bucket, &key, Served::Preview).await;
    let preview = preview.or_internal()?;
    let scores = answer.as_ref().map(|answer| answer.scores);
    let notes = answer.map(|answer| answer.notes).unwrap_or_default();
    Ok(TrialRoom { number, terms, duration_ms: marked.duration_ms, preview, scores, notes })
}

/// `PUT /me/coproducer-application/trial` `{number, scores, notes}`: once for each track.
pub(crate) async fn answer(
    State(studio): State<Studio>,
    Composer(caller): Composer,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let number = fields.required("number", |field| field.integer(1..=100_u8));
    let scores = fields.required("scores", |field| field.object(submission::scores));
    let notes =
        fields.required("notes", |field| field.list(0..=submission::NOTES_MAX, submission::note));
    let work = studio.workflow();
    let at = work.now;
    let (number, answer) = fields.finish(|| {
        let (scores, notes) = (scores?, notes?);
        Some((usize::from(number?), TrialAnswer { scores, notes, at }))
    })?;
    let answered = trial::answer_trial(&work, caller.member, number, &answer).await?;
    respond::ok(&answered.answer)
}
