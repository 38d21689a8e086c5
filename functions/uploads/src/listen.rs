//! Listening: short-lived links to the preview and its peaks. The uploaded file itself stays
//! private.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::track::ShownFacts;
use edge::{Caller, Found, OrInternal, Path, Problem, Routes, Tag, answer};
use media::keys::DerivedKeys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::Workflow;
use workflow::submission::read_version_to_play;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::Tracks).get(
        "/briefs/{brief}/tracks/{track}/versions/{version}/listen",
        listen,
        |it| {
            it.summary("Get links to the preview and its waveform")
                .who("the client of the brief, the writers, who reviews it; after the award every co-producer of the brief")
                .refuses(&[Rule::NothingToPlay])
        },
    )
}

/// What is needed to listen.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListeningView {
    track: TrackId,
    #[schemars(range(min = 1))]
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
) -> Result<Found<ListeningView>, Problem> {
    let (work, actor) = (Workflow::of(&runtime), caller.actor());
    let version = read_version_to_play(&work, actor, brief, (track, number)).await?;
    let bucket = &runtime.config.derived_bucket;
    let link = async |key: String, served| {
        let link = presign::read_link(&runtime, bucket, &key, served).await;
        link.or_internal()
    };
    let keys = DerivedKeys::of_object(&version.object_key).or_internal()?;
    answer::found(&ListeningView {
        track,
        version: number,
        preview: link(keys.preview, Served::Preview).await?,
        waveform: link(keys.waveform, Served::Waveform).await?,
        facts: version.facts.shown(version.sight),
    })
}
