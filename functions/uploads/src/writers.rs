//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use axum::extract::State;
use domain::id::{BriefId, MemberId, TrackId};
use domain::policy::Policy;
use domain::rules::Rule;
use domain::track::TrackReader;
use edge::{
    Body, Caller, Deployment, Failures, Field, Fields, Found, Path, Problem, ReadFields, Routes,
    Tag, answer,
};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::track::TrackEntry;
use workflow::{Workflow, submission};

use crate::view::TrackView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::Tracks)
        .put("/briefs/{brief}/tracks/{track}/writers", put, |it| {
            it.summary("Name the writers of a track and their shares")
                .who("the composer of the track")
                .refuses(&[
                    Rule::ComposerAmongWriters,
                    Rule::Forbidden,
                    Rule::SharesSumToOne,
                    Rule::TrackSelected,
                    Rule::WriterListedOnce,
                ])
                .without_if_match("only the composer names writers, and an agreed share stays")
        })
        .post("/briefs/{brief}/tracks/{track}/writers/me/consent", consent, |it| {
            it.summary("Agree with one's share of a track")
                .who("a named writer")
                .refuses(&[Rule::OverseesBrief, Rule::StaleShare])
                .without_if_match("`share_ppm` in the body is what was read")
        })
        .post("/briefs/{brief}/tracks/{track}/writers/me/refuse", refuse, |it| {
            it.summary("Refuse to be a writer of a track")
                .text("The share goes to the other writers in proportion.")
                .who("a named writer")
                .refuses(&[Rule::ComposerStays, Rule::ShareAgreed])
                .without_if_match("a refusal is for ever and overwrites nothing")
        })
}

/// What is answered to who refuses.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RefusedView {
    track: TrackId,
    refused: bool,
}

/// `PUT …/tracks/{track}/writers` `{writers: [{member, share_ppm}]}`: all of them, the composer
/// included, before it is selected.
pub(crate) async fn put(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    Body(Shares(shares)): Body<Shares>,
) -> Result<Found<TrackView>, Problem> {
    let work = Workflow::of(&runtime);
    respond_with_track(
        &submission::name_writers(&work, caller.member, brief, track, &shares).await?,
    )
}

/// `POST …/writers/me/consent` `{share_ppm?}`: with the share, it is refused where that has changed
/// since the writer read it.
pub(crate) async fn consent(
    State(runtime): State<Runtime>,
    caller: Caller,
    Deployment(secret): Deployment,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: Option<Body<AgreedShare>>,
) -> Result<Found<TrackView>, Problem> {
    let share_ppm = body.and_then(|Body(AgreedShare(share_ppm))| share_ppm);
    let work = Workflow::of(&runtime);
    let writer = caller.member;
    let consent = submission::consent_to_share(&work, &secret, writer, brief, track, share_ppm);
    respond_with_track(&consent.await?)
}

/// `POST …/writers/me/refuse`: the share goes to the other writers in proportion. Who refuses is
/// told nothing of the track.
pub(crate) async fn refuse(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<RefusedView>, Problem> {
    let work = Workflow::of(&runtime);
    submission::refuse_share(&work, caller.member, brief, track).await?;
    answer::found(&RefusedView { track, refused: true })
}

fn respond_with_track(entry: &TrackEntry) -> Result<Found<TrackView>, Problem> {
    answer::found(&TrackView::new(entry, TrackReader::Party))
}

/// All writers with their shares, the composer among them.
pub(crate) struct Shares(Vec<(MemberId, u32)>);

impl ReadFields for Shares {
    const NAME: &'static str = "Shares";

    fn read(fields: &mut Fields) -> Option<Shares> {
        let writers =
            fields.required("writers", |field| field.list(1..=Policy::CURRENT.writers_max, share));
        fields.note("writers", "All writers, the composer among them; the shares add up to one.");
        writers.map(Shares)
    }
}

/// The share that a writer has read and agrees with.
pub(crate) struct AgreedShare(Option<u32>);

impl ReadFields for AgreedShare {
    const NAME: &'static str = "AgreedShare";

    fn read(fields: &mut Fields) -> Option<AgreedShare> {
        let share_ppm = fields.optional("share_ppm", |field| field.integer(1..=1_000_000_u32));
        fields.note("share_ppm", "The share that was read: refused where it has changed since.");
        share_ppm.map(AgreedShare)
    }
}

fn share(field: Field) -> Result<(MemberId, u32), Failures> {
    field.object(|fields| {
        let member = fields.required("member", Field::parse);
        let share_ppm = fields.required("share_ppm", |field| field.integer(1..=1_000_000_u32));
        Some((member?, share_ppm?))
    })
}
