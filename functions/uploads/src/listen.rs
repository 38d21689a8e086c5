//! Listening: short-lived links to the preview and its peaks. The uploaded file itself stays
//! private.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::track::{PartInBrief, ShownFacts, TrackReader};
use edge::{Caller, OrInternal, Path, Problem, respond};
use media::keys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use serde::Serialize;
use store::track::{TrackEntry, VersionItem};

/// What is needed to listen.
#[derive(Debug, Serialize)]
struct Listening {
    track: TrackId,
    version: u8,
    /// Ogg Vorbis without tags.
    preview: ReadLink,
    /// Peaks in the BBC audiowaveform format.
    waveform: ReadLink,
    facts: ShownFacts,
}

/// `GET …/versions/{version}/listen`: for the brief's owner, the writers and who reviews it.
pub(crate) async fn listen(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track, number)): Path<(BriefId, TrackId, u8)>,
) -> Result<Response, Problem> {
    let store = crate::store(&runtime);
    let (brief, entry) =
        tokio::try_join!(store.get(store::brief::key(brief)), store.track_entry(brief, track))?;
    let (Some(brief), Some(entry)) = (brief, entry) else { return Err(Problem::not_found()) };
    let version = entry.versions.iter().find(|stored| stored.item.version.version == number);
    let version = &version.ok_or_else(Problem::not_found)?.item;
    let owns = brief.item.brief.owner == caller.member;
    let reader = reader(&entry, version, &caller, owns).ok_or_else(Problem::not_found)?;
    let Some(facts) = version.version.facts.clone().filter(|_| version.state.is_taken_in()) else {
        let detail = format!("there is nothing to hear: the version is {}", version.state);
        return Err(Problem::conflict("nothing_to_play", detail));
    };
    let bucket = &runtime.config.derived_bucket;
    let link = async |key: String, served| {
        let link = presign::read_link(&runtime, bucket, &key, served).await;
        link.or_internal()
    };
    respond::ok(&Listening {
        track,
        version: number,
        preview: link(keys::preview(track, number), Served::Preview).await?,
        waveform: link(keys::waveform(track, number), Served::Waveform).await?,
        facts: facts.shown(version.version.sight(reader)),
    })
}

/// As whom the caller listens: who wrote the track, owns its brief, or was given this version to
/// review.
fn reader(
    entry: &TrackEntry,
    version: &VersionItem,
    caller: &Caller,
    owns: bool,
) -> Option<TrackReader> {
    let reviews = version.version.listeners().any(|listener| listener == caller.member);
    let part = PartInBrief { owns, reviews, operates: false };
    entry.track.item.track.reader(caller.member, part)
}
