//! Listening: short-lived links to the preview and its peaks. The uploaded file itself stays
//! private.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::track::ShownFacts;
use edge::{Caller, OrInternal, Path, Problem, respond};
use media::keys::DerivedKeys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use serde::Serialize;
use workflow::Workflow;
use workflow::submission::read_version_to_play;

/// What is needed to listen.
#[derive(Debug, Serialize)]
struct Listening {
    track: TrackId,
    version: u8,
    /// MP3 without tags.
    preview: ReadLink,
    /// Peaks in the BBC audiowaveform format.
    waveform: ReadLink,
    facts: ShownFacts,
}

/// `GET …/versions/{version}/listen`: for the brief's owner, the writers and who reviews it; what has
/// won for every co-producer of the brief.
pub(crate) async fn listen(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track, number)): Path<(BriefId, TrackId, u8)>,
) -> Result<Response, Problem> {
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let version = read_version_to_play(&work, actor, brief, (track, number)).await?;
    let bucket = &runtime.config.derived_bucket;
    let link = async |key: String, served| {
        let link = presign::read_link(&runtime, bucket, &key, served).await;
        link.or_internal()
    };
    let keys = DerivedKeys::of_object(&version.object_key).or_internal()?;
    respond::ok(&Listening {
        track,
        version: number,
        preview: link(keys.preview, Served::Preview).await?,
        waveform: link(keys.waveform, Served::Waveform).await?,
        facts: version.facts.shown(version.sight),
    })
}
