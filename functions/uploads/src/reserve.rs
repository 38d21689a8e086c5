//! Reserving a place for a file: the ids follow from caller, route and idempotency key, so the same
//! request finds its own earlier result; the link is then signed again, also after it has ended.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::track::{Version, VersionState};
use edge::{Composer, Deployment, IdempotencyKey, JsonBody, OrInternal, Path, Problem, respond};
use media::keys::UploadName;
use media::presign::{self, UploadLink, UploadTerms};
use runtime::Runtime;
use serde::Serialize;
use workflow::Workflow;
use workflow::submission::{self, NewTrack, Reservation};

use crate::request;

/// What a submission is answered with.
#[derive(Debug, Serialize)]
struct Reserved {
    track: TrackId,
    version: u8,
    state: VersionState,
    /// Nothing once the file has landed, another one was announced in its place or the brief lets
    /// none in any more.
    upload: Option<UploadLink>,
}

/// `POST /briefs/{brief}/tracks`: a new track and its first version.
pub(crate) async fn track(
    State(runtime): State<Runtime>,
    Composer(caller): Composer,
    Deployment(secret): Deployment,
    key: IdempotencyKey,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let route = format!("POST /briefs/{brief}/tracks");
    let upload = key.derive(UploadName::derive_with, "upload", caller.member, &route);
    let id = key.derive(TrackId::derive_with, "track", caller.member, &route);
    let (title, note, file) = request::track(body, upload)?;
    let track = NewTrack { id, title, note };
    let work = Workflow::of(&runtime);
    let reserved =
        submission::reserve_track(&work, &secret, caller.member, brief, &track, &file).await?;
    respond_with_reservation(&runtime, reserved).await
}

/// `POST /briefs/{brief}/tracks/{track}/versions`: the next version of a track that was sent back, or
/// another file for the newest one where that was not taken or never came.
pub(crate) async fn version(
    State(runtime): State<Runtime>,
    Composer(caller): Composer,
    key: IdempotencyKey,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let route = format!("POST /briefs/{brief}/tracks/{track}/versions");
    let upload = key.derive(UploadName::derive_with, "version", caller.member, &route);
    let file = request::version(body, upload)?;
    let work = Workflow::of(&runtime);
    let reserved = submission::reserve_version(&work, caller.member, brief, track, &file).await?;
    respond_with_reservation(&runtime, reserved).await
}

async fn respond_with_reservation(
    runtime: &Runtime,
    reserved: Reservation,
) -> Result<Response, Problem> {
    let Reservation { version, is_open, .. } = reserved;
    let upload = if is_open { Some(sign_upload_link(runtime, &version).await?) } else { None };
    let Version { brief, track, version: number, state, .. } = version;
    let location = format!("/briefs/{brief}/tracks/{track}");
    respond::created(&location, &Reserved { track, version: number, state, upload })
}

async fn sign_upload_link(runtime: &Runtime, version: &Version) -> Result<UploadLink, Problem> {
    let terms = UploadTerms {
        bucket: &runtime.config.uploads_bucket,
        key: &version.object_key,
        size_bytes: version.declared.size_bytes,
        content_type: version.declared.format.content_type(),
        sha256: version.declared.sha256.to_bytes(),
        until: version.expires_at,
    };
    presign::upload(runtime, terms).await.or_internal()
}
