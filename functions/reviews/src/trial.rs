//! The trial before probation: marked by operators, agreed to by composers, answered by applicants.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::policy::Policy;
use domain::review::Note;
use domain::rules::Rule;
use domain::score::Scores;
use domain::trial::{TrialAnswer, TrialPlace, TrialTrack};
use edge::{
    Body, Caller, Composer, Field, Fields, Found, ListPage, Operator, OrInternal, Path, Problem,
    ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use media::keys::DerivedKeys;
use media::presign::{self, ReadLink, Served};
use schemars::JsonSchema;
use serde::Serialize;
use workflow::coproducer::trial;

use crate::view::JudgedTermsView;
use crate::{Studio, submission};

/// As many as a trial has.
const TRACKS_MAX: usize = Policy::CURRENT.trial_tracks;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    marking_routes(routes)
        .under(Tag::Me)
        .get("/me/coproducer-application/trial", read, |it| {
            it.summary("List the tracks of one's trial")
                .text(
                    "Three at most, all on one page; without those whose composers have left or \
                     agree no more. Nothing tells whose they are or what became of them.",
                )
                .who("who has applied as co-producer and waits for the decision")
                .refuses(&[Rule::NotFound])
                .ordered("by number")
        })
        .put("/me/coproducer-application/trial", answer, |it| {
            it.summary("Review a track of one's trial")
                .text(
                    "Once for each track; the same answer again changes nothing. With the last one \
                     the application goes to the operators.",
                )
                .who("who has applied as co-producer and waits for the decision")
                .refuses(&[
                    Rule::AlreadyAnsweredTrial,
                    Rule::NotFound,
                    Rule::ReviewNoteForwards,
                    Rule::ReviewNoteInsideTrack,
                    Rule::ReviewNotesNotTooMany,
                    Rule::TrialNoted,
                ])
                .without_if_match("each track is answered once; another answer is refused")
        })
}

fn marking_routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPeople)
        .post("/briefs/{brief}/tracks/{track}/trial", mark, |it| {
            it.summary("Mark a track for trials")
                .text(
                    "An answered track of a public brief that has ended. Its composer is asked; it \
                     is in use while they agree. Marking it again changes nothing.",
                )
                .who("operators")
                .refuses(&[Rule::TrialTrackClosed])
                .without_if_match("marking it again changes nothing")
        })
        .under(Tag::Tracks)
        .post("/briefs/{brief}/tracks/{track}/trial/consent", consent, |it| {
            it.summary("Agree that a track is used for trials, or agree no more")
                .text("What was said last counts, from the next trial on and in those that wait.")
                .who("the composer of a marked track")
                .without_if_match("only the composer says it, and their last word counts")
        })
}

/// Whether a marked track is in use.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MarkedTrackView {
    brief: BriefId,
    track: TrackId,
    /// The version that is heard.
    #[schemars(range(min = 1))]
    version: u8,
    marked_at: Timestamp,
    /// Whether its composer agrees.
    consented: bool,
}

impl From<TrialTrack> for MarkedTrackView {
    fn from(marked: TrialTrack) -> MarkedTrackView {
        let TrialTrack { brief, track, version, marked_at, consented_at, .. } = marked;
        MarkedTrackView { brief, track, version, marked_at, consented: consented_at.is_some() }
    }
}

/// A track of a trial as its applicant hears it: nothing of whose it is or what became of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TrialRoomView {
    /// Which of the applicant's trial, from 1; it is answered under this number.
    number: usize,
    /// What it is judged by.
    terms: JudgedTermsView,
    duration_ms: u64,
    /// MP3 without tags.
    preview: ReadLink,
    /// What the applicant has answered; null before they have.
    scores: Option<Scores>,
    /// What the applicant has remarked.
    notes: Vec<Note>,
}

/// `POST /briefs/{brief}/tracks/{track}/trial`: an operator marks a closed track.
pub(crate) async fn mark(
    State(studio): State<Studio>,
    _operator: Operator,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<MarkedTrackView>, Problem> {
    let marked = trial::mark_track(&studio.workflow(), brief, track).await?;
    answer::found(&MarkedTrackView::from(marked))
}

/// `POST /briefs/{brief}/tracks/{track}/trial/consent` `{consent}`: its composer agrees, or does not
/// any more.
pub(crate) async fn consent(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    Body(TrialConsent(agrees)): Body<TrialConsent>,
) -> Result<Found<MarkedTrackView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let marked = trial::consent(&work, actor, brief, track, agrees).await?;
    answer::found(&MarkedTrackView::from(marked))
}

/// `GET /me/coproducer-application/trial`: the tracks that the applicant reviews.
pub(crate) async fn read(
    State(studio): State<Studio>,
    Composer(caller): Composer,
) -> Result<Found<ListPage<TrialRoomView>>, Problem> {
    let places = trial::load_trial(&studio.workflow(), caller.member).await?;
    let briefs = places.iter().map(|(_, place)| store::brief::key(place.marked.brief));
    let briefs = studio.store.get_each(briefs).await?;
    let mut rooms = Vec::new();
    for ((number, place), brief) in places.into_iter().zip(briefs) {
        let brief = brief.ok_or_else(|| Problem::internal_because("a track without a brief"))?;
        rooms.push(
            room(
                &studio,
                number,
                place,
                JudgedTermsView::from(brief.item.brief.terms).without_title(),
            )
            .await?,
        );
    }
    answer::found(&ListPage::whole(rooms))
}

async fn room(
    studio: &Studio,
    number: usize,
    place: TrialPlace,
    terms: JudgedTermsView,
) -> Result<TrialRoomView, Problem> {
    let TrialPlace { marked, answer } = place;
    let bucket = &studio.runtime.config.derived_bucket;
    let key = DerivedKeys::of_object(&marked.object_key).or_internal()?.preview;
    let preview = presign::read_link(&studio.runtime, bucket, &key, Served::Preview).await;
    let preview = preview.or_internal()?;
    let scores = answer.as_ref().map(|answer| answer.scores);
    let notes = answer.map(|answer| answer.notes).unwrap_or_default();
    Ok(TrialRoomView { number, terms, duration_ms: marked.duration_ms, preview, scores, notes })
}

/// `PUT /me/coproducer-application/trial` `{number, scores, notes}`: once for each track.
pub(crate) async fn answer(
    State(studio): State<Studio>,
    Composer(caller): Composer,
    Body(said): Body<NewTrialAnswer>,
) -> Result<Found<TrialAnswer>, Problem> {
    let work = studio.workflow();
    let NewTrialAnswer { number, scores, notes } = said;
    let said = TrialAnswer { scores, notes, at: work.now };
    let answered = trial::answer_trial(&work, caller.member, number, &said).await?;
    let answered = answered.answer;
    let answered =
        answered.ok_or_else(|| Problem::internal_because("answered without an answer"))?;
    answer::found(&answered)
}

/// Whether a composer agrees that a track of theirs is used.
pub(crate) struct TrialConsent(bool);

impl ReadFields for TrialConsent {
    const NAME: &'static str = "TrialConsent";
    const ABOUT: &'static str = "Whether a composer agrees that a track of theirs is used.";

    fn read(fields: &mut Fields) -> Option<TrialConsent> {
        let agrees = fields.required("consent", Field::boolean);
        fields.note(
            "consent",
            "Whether applicants may hear the track; false takes an agreement back.",
        );
        agrees.map(TrialConsent)
    }
}

/// What an applicant says of a track of their trial.
pub(crate) struct NewTrialAnswer {
    number: usize,
    scores: Scores,
    notes: Vec<Note>,
}

impl ReadFields for NewTrialAnswer {
    const NAME: &'static str = "NewTrialAnswer";
    const ABOUT: &'static str = "What an applicant says of a track of their trial.";

    fn read(fields: &mut Fields) -> Option<NewTrialAnswer> {
        let number = fields.required("number", |field| field.integer(1..=TRACKS_MAX));
        fields.note("number", "Which track of the trial, as it is listed.");
        let scores = fields.required("scores", |field| field.object(submission::scores));
        let notes = fields
            .required("notes", |field| field.list(0..=submission::NOTES_MAX, submission::note));
        fields.note("notes", submission::NOTES);
        Some(NewTrialAnswer { number: number?, scores: scores?, notes: notes? })
    }
}
