//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use axum::extract::State;
use domain::id::{BriefId, MemberId, TrackId};
use domain::policy::Policy;
use domain::rules::Rule;
use domain::track::TrackReader;
use edge::{
    Body, Caller, Deployment, Failures, Field, Fields, Found, IfMatch, Path, Problem, ReadFields,
    Routes, Tag, Tagged, answer,
};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::track::TrackEntry;
use workflow::{Workflow, WorkflowError, submission};

use crate::view::TrackView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::Tracks)
        .put("/briefs/{brief}/tracks/{track}/writers", put, |it| {
            it.summary("Name the writers of a track and their shares")
                .text(
                    "All of them: who is left out is a writer no more, and whose share differs is \
                     asked anew. Who says which state of the track they have read overwrites no \
                     other one.",
                )
                .who("the composer of the track")
                .refuses(&[
                    Rule::ComposerAmongWriters,
                    Rule::Forbidden,
                    Rule::SharesSumToOne,
                    Rule::TrackSelected,
                    Rule::TrackWithdrawn,
                    Rule::WriterListedOnce,
                ])
        })
        .post("/briefs/{brief}/tracks/{track}/writers/me/consent", consent, |it| {
            it.summary("Agree with one's share of a track")
                .who("a named writer")
                .refuses(&[
                    Rule::CoproducerOfBrief,
                    Rule::OverseesBrief,
                    Rule::StaleShare,
                    Rule::TrackWithdrawn,
                ])
                .without_if_match("where `share_ppm` stands in the body, it is what was read")
        })
        .post("/briefs/{brief}/tracks/{track}/writers/me/refuse", refuse, |it| {
            it.summary("Refuse to be a writer of a track")
                .text("The share goes to the other writers in proportion.")
                .who("a named writer")
                .refuses(&[Rule::ComposerStays, Rule::ShareAgreed, Rule::TrackWithdrawn])
                .without_if_match("a refused share is nobody's to undo but by a new invitation")
        })
}

/// What is answered to who refuses.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RefusedView {
    track: TrackId,
    refused: bool,
}

/// `PUT …/tracks/{track}/writers` `{writers: [{member, share_ppm}]}`: all of them, the composer
/// included, before it is selected. Who says which state of the track they have read overwrites no
/// other one.
pub(crate) async fn put(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    if_match: Option<IfMatch>,
    Body(Shares(shares)): Body<Shares>,
) -> Result<Tagged<TrackView>, Problem> {
    let (work, composer) = (Workflow::of(&runtime), caller.member);
    let expect = |entry: &TrackEntry| require_seen(if_match.as_ref(), entry);
    let named = submission::name_writers(&work, composer, brief, track, &shares, expect);
    let view = TrackView::new(&named.await?, TrackReader::Party);
    answer::tagged(view.tag(), &view)
}

/// 412 unless the composer has read the track as it stands, or does not say what they have read.
fn require_seen(if_match: Option<&IfMatch>, entry: &TrackEntry) -> Result<(), WorkflowError> {
    match if_match {
        Some(if_match) => if_match.require(TrackView::new(entry, TrackReader::Party).tag()),
        None => Ok(()),
    }
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
    answer::found(&TrackView::new(&consent.await?, TrackReader::Party))
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

/// All writers with their shares, the composer among them.
pub(crate) struct Shares(Vec<(MemberId, u32)>);

impl ReadFields for Shares {
    const NAME: &'static str = "Shares";
    const ABOUT: &'static str = "All writers with their shares, the composer among them.";

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
    const ABOUT: &'static str = "The share that a writer has read and agrees with.";

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
