//! Reserving a place for a file: the ids follow from caller, route and idempotency key, so the same
//! request finds its own earlier result; the link is then signed again, also after it has ended.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::track::{Version, VersionState};
use edge::{
    Composer, Created, Deployment, HashedBody, IdempotencyKey, OrInternal, Path, Problem, Routes,
    Tag, answer,
};
use media::keys::UploadName;
use media::presign::{self, UploadLink, UploadTerms};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::Workflow;
use workflow::submission::{self, NewTrack, Reservation};

use crate::request::{TrackSubmission, VersionSubmission};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::Tracks)
        .post("/briefs/{brief}/tracks", track, |it| {
            it.summary("Submit a track to a brief")
                .text("Reserves a place and answers with a link to which the file is sent by PUT.")
                .who("a composer whom the brief is open to")
                .refuses(&[
                    Rule::BriefNotOpen,
                    Rule::CoproducerOfBrief,
                    Rule::DuplicateAudio,
                    Rule::Enum,
                    Rule::FormatTaken,
                    Rule::OverseesBrief,
                    Rule::OwnBrief,
                    Rule::TooManyEntriesOfBrief,
                    Rule::TooManyOpenEntries,
                ])
        })
        .post("/briefs/{brief}/tracks/{track}/versions", version, |it| {
            it.summary("Submit the next version of a track")
                .text(
                    "After it was sent back; or another file in place of one that was not taken \
                     or never came.",
                )
                .who("the composer of the track")
                .refuses(&[
                    Rule::AddressedNoteKnown,
                    Rule::BriefNotOpen,
                    Rule::DuplicateAudio,
                    Rule::Enum,
                    Rule::FormatTaken,
                    Rule::NotSentBack,
                    Rule::TooManyEntriesOfBrief,
                    Rule::TooManyOpenEntries,
                    Rule::TooManyVersions,
                    Rule::TrackWithdrawn,
                    Rule::UnchangedAudio,
                ])
        })
}

/// What a submission is answered with.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReservedView {
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    state: VersionState,
    /// Where the file goes; null once it has landed, another one was announced in its place or the
    /// brief lets none in any more.
    upload: Option<UploadLink>,
}

/// `POST /briefs/{brief}/tracks`: a new track and its first version.
pub(crate) async fn track(
    State(runtime): State<Runtime>,
    Composer(caller): Composer,
    Deployment(secret): Deployment,
    key: IdempotencyKey,
    Path(brief): Path<BriefId>,
    body: HashedBody<TrackSubmission>,
) -> Result<Created<ReservedView>, Problem> {
    let route = format!("POST /briefs/{brief}/tracks");
    let upload = key.derive(UploadName::derive_with, "upload", caller.member, &route);
    let id = key.derive(TrackId::derive_with, "track", caller.member, &route);
    let HashedBody { value: TrackSubmission { title, note, file }, request_sha256 } = body;
    let (track, file) = (NewTrack { id, title, note }, file.under(upload, request_sha256));
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
    body: HashedBody<VersionSubmission>,
) -> Result<Created<ReservedView>, Problem> {
    let route = format!("POST /briefs/{brief}/tracks/{track}/versions");
    let upload = key.derive(UploadName::derive_with, "version", caller.member, &route);
    let file = body.value.under(upload, body.request_sha256);
    let work = Workflow::of(&runtime);
    let reserved = submission::reserve_version(&work, caller.member, brief, track, &file).await?;
    respond_with_reservation(&runtime, reserved).await
}

async fn respond_with_reservation(
    runtime: &Runtime,
    reserved: Reservation,
) -> Result<Created<ReservedView>, Problem> {
    let Reservation { version, is_open, .. } = reserved;
    let upload = if is_open { Some(sign_upload_link(runtime, &version).await?) } else { None };
    let Version { brief, track, version: number, state, .. } = version;
    let location = format!("/briefs/{brief}/tracks/{track}");
    answer::created(&location, &ReservedView { track, version: number, state, upload })
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
