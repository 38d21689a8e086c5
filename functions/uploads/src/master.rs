//! The bought original: for the client who awarded the brief, the very object that was reviewed.

use axum::extract::State;
use axum::response::Response;
use domain::brief::Brief;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::Sha256Hex;
use domain::track::{Track, Version};
use edge::{Caller, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use media::presign::{self, ReadLink};
use runtime::Runtime;
use serde::Serialize;
use workflow::Workflow;
use workflow::submission;

/// What the client gets.
#[derive(Debug, Serialize)]
struct MasterView {
    track: TrackId,
    version: u8,
    content_type: &'static str,
    size_bytes: u64,
    /// Of the file: compare it with what was downloaded.
    sha256: Sha256Hex,
    /// The original as it was reviewed, as an attachment.
    download: ReadLink,
    licence: String,
    /// When it was first taken.
    taken_at: Timestamp,
}

/// `POST …/tracks/{track}/master`: the owner, after the award; as often as they like, recorded once.
pub(crate) async fn take(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let work = Workflow::of(&runtime);
    let master = submission::take_master(&work, caller.member, brief, track).await?;
    let submission::Master { brief, track, version, taken_at } = master;
    let bucket = &runtime.config.uploads_bucket;
    let object_version = version.object_version.as_deref();
    let format = version.declared.format;
    let name = format!("{}-{}.{format}", track.id, version.version);
    let download =
        presign::original(&runtime, bucket, &version.object_key, object_version, &name).await;
    respond::ok(&MasterView {
        track: track.id,
        version: version.version,
        content_type: format.content_type(),
        size_bytes: version.declared.size_bytes,
        sha256: version.declared.sha256.clone(),
        download: download.or_internal()?,
        licence: licence(&brief, &track, &version),
        taken_at,
    })
}

/// What the client may do with it, in plain words.
fn licence(brief: &Brief, track: &Track, version: &Version) -> String {
    let awarded = brief.selected.map_or(version.reserved_at, |selected| selected.at);
    let writers: Vec<MemberId> = track.writers.iter().map(|writer| writer.member).collect();
    let writers: Vec<String> = writers.iter().map(ToString::to_string).collect();
    format!(
        "Licence to use a piece of music\n\n\
         Work: \"{title}\" ({track}), version {number}, SHA-256 {sha256}\n\
         Writers: {writers}\n\
         Licensee: {owner}\n\
         For: \"{brief_title}\" ({brief}), awarded {awarded}\n\n\
         The licensee may use this recording, and no other version of it, in the work that the brief \
         describes, in every country and for as long as its rights last. The writers remain its \
         authors and are named as such. They receive their shares of all royalties that the \
         recording earns, as the split of the award sets them. The recording is not passed on, \
         resold or released on its own without the writers' consent.\n",
        title = track.title,
        track = track.id,
        number = version.version,
        sha256 = version.declared.sha256,
        writers = writers.join(", "),
        owner = brief.owner,
        brief_title = brief.terms.title,
        brief = brief.id,
    )
}
