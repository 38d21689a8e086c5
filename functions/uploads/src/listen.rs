//! Listening: short-lived links to the preview and its peaks. The uploaded file itself stays
//! private.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::track::{PartInBrief, ShownFacts, TrackReader, Version};
use edge::{Caller, OrInternal, Path, Problem, respond};
use media::keys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use serde::Serialize;
use store::brief::BriefFor;
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

/// `GET …/versions/{version}/listen`: for the brief's owner, the writers and who reviews it; what has
/// won for every co-producer of the brief.
pub(crate) async fn listen(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track, number)): Path<(BriefId, TrackId, u8)>,
) -> Result<Response, Problem> {
    let store = crate::store(&runtime);
    let (found, entry) =
        tokio::try_join!(store.brief_for(brief, caller.member), store.track_entry(brief, track))?;
    let (Some(found), Some(entry)) = (found, entry) else { return Err(Problem::not_found()) };
    let version = entry.versions.iter().find(|stored| stored.item.version.version == number);
    let version = &version.ok_or_else(Problem::not_found)?.item;
    let reader = reader(&found, &entry, version, &caller).ok_or_else(Problem::not_found)?;
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

/// As whom the caller listens: who wrote the track, owns its brief, was given this version to
/// review, or co-produces the brief that it has won.
fn reader(
    found: &BriefFor,
    entry: &TrackEntry,
    version: &VersionItem,
    caller: &Caller,
) -> Option<TrackReader> {
    let brief = &found.brief.item.brief;
    let Version { track, version: number, .. } = version.version;
    let coproduces = found.roster.as_ref().is_some_and(|place| place.item.left_at.is_none());
    let was_given = version.version.is_listened_to_by(caller.member);
    let reviews = was_given || (coproduces && brief.is_won_by(track, number));
    let part = PartInBrief { owns: brief.owner == caller.member, reviews, operates: false };
    entry.track.item.track.reader(caller.member, part)
}
