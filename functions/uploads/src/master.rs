//! The bought original: for the client who awarded the brief, the very object that was reviewed.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::money::Sha256Hex;
use domain::rules::Rule;
use edge::{Caller, Found, OrInternal, Path, Problem, Routes, Tag, answer};
use jiff::Timestamp;
use media::presign::{self, ReadLink};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::Workflow;
use workflow::submission;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).post("/briefs/{brief}/tracks/{track}/master", take, |it| {
        it.summary("Take the bought original")
            .text("As often as they like; the first time is recorded.")
            .who("the client of the brief, after the award")
            .refuses(&[Rule::NotSelected])
            .without_if_match("it overwrites nothing")
    })
}

/// What the client gets.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MasterView {
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    content_type: &'static str,
    size_bytes: u64,
    /// Of the file: compare it with what was downloaded.
    sha256: Sha256Hex,
    /// The original as it was reviewed, as an attachment.
    download: ReadLink,
    /// What the client may do with it, in one sentence.
    licence: String,
    /// When it was first taken.
    taken_at: Timestamp,
}

/// `POST …/tracks/{track}/master`: the owner, after the award; as often as they like, recorded once.
pub(crate) async fn take(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<MasterView>, Problem> {
    let work = Workflow::of(&runtime);
    let master = submission::take_master(&work, caller.member, brief, track).await?;
    let submission::Master { licence, track, version, taken_at } = master;
    let bucket = &runtime.config.uploads_bucket;
    let object_version = version.object_version.as_deref();
    // Intake took no file that is something else than what was announced.
    let format = version.declared.format;
    let name = format!("{}-{}.{format}", track.id, version.version);
    let download =
        presign::original(&runtime, bucket, &version.object_key, object_version, &name).await;
    answer::found(&MasterView {
        track: track.id,
        version: version.version,
        content_type: format.content_type(),
        size_bytes: version.declared.size_bytes,
        sha256: version.declared.sha256.clone(),
        download: download.or_internal()?,
        licence: licence.in_words(),
        taken_at,
    })
}
