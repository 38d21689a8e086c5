//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, MemberId, TrackId};
use domain::policy::Policy;
use domain::track::TrackReader;
use edge::{Caller, Deployment, Failures, Field, JsonBody, Path, Problem, respond};
use runtime::Runtime;
use serde::Serialize;
use store::track::TrackEntry;
use workflow::{Workflow, submission};

use crate::view::TrackView;

/// What is answered to who refuses.
#[derive(Debug, Serialize)]
struct Refused {
    track: TrackId,
    refused: bool,
}

/// `PUT …/tracks/{track}/writers` `{writers: [{member, share_ppm}]}`: all of them, the composer
/// included, before it is selected.
pub(crate) async fn put(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let shares =
        fields.required("writers", |field| field.list(1..=Policy::CURRENT.writers_max, share));
    let shares = fields.finish(|| shares)?;
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
    body: Option<JsonBody>,
) -> Result<Response, Problem> {
    let share_ppm = body.map(share_from_body).transpose()?.flatten();
    let work = Workflow::of(&runtime);
    let writer = caller.member;
    let consent = submission::consent_to_share(&work, &secret, writer, brief, track, share_ppm);
    respond_with_track(&consent.await?)
}

fn share_from_body(body: JsonBody) -> Result<Option<u32>, Problem> {
    let mut fields = body.fields()?;
    let share_ppm = fields.optional("share_ppm", |field| field.integer(1..=1_000_000_u32));
    fields.finish(|| share_ppm)
}

/// `POST …/writers/me/refuse`: the share goes to the other writers in proportion. Who refuses is
/// told nothing of the track.
pub(crate) async fn refuse(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let work = Workflow::of(&runtime);
    submission::refuse_share(&work, caller.member, brief, track).await?;
    respond::ok(&Refused { track, refused: true })
}

fn respond_with_track(entry: &TrackEntry) -> Result<Response, Problem> {
    respond::ok(&TrackView::new(entry, TrackReader::Party))
}

fn share(field: Field) -> Result<(MemberId, u32), Failures> {
    field.object(|fields| {
        let member = fields.required("member", Field::parse);
        let share_ppm = fields.required("share_ppm", |field| field.integer(1..=1_000_000_u32));
        Some((member?, share_ppm?))
    })
}
