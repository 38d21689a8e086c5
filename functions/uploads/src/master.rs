//! The bought original: for the client who awarded the brief, the very object that was reviewed.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId, TrackId};
use domain::notice::{Notice, NoticeKind};
use domain::text::Text;
use domain::track::{Track, Version};
use edge::{Caller, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use media::presign::{self, ReadLink};
use runtime::Runtime;
use serde::Serialize;
use store::track::{Entry, TrackItem};
use store::{Stored, retry_on_conflict};

/// What the client gets.
#[derive(Debug, Serialize)]
struct Master {
    track: TrackId,
    version: u8,
    content_type: &'static str,
    size_bytes: u64,
    /// Of the file, 64 hexadecimal digits: compare it with what was downloaded.
    sha256: String,
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
    let store = crate::store(&runtime);
    let now = runtime.clock.now();
    retry_on_conflict(async || {
        let (found, entry) = tokio::try_join!(store.brief(brief), store.track_entry(brief, track))?;
        let (Some(found), Some(entry)) = (found, entry) else { return Err(Problem::not_found()) };
        if found.item.brief.owner != caller.member {
            return Err(Problem::not_found());
        }
        let version = bought(&found.item.brief, &entry)?.clone();
        let brief = &found.item.brief;
        if let Some(taken_at) = entry.track.item.track.master_at {
            return answer(&runtime, brief, &entry.track.item.track, &version, taken_at).await;
        }
        let Stored { item, revision } = entry.track;
        let track = Track { master_at: Some(now), ..item.track };
        let notice = notice(&track, now)?;
        let track = Stored { item: TrackItem { track, ..item }, revision };
        store.change_track(&track, &[], &[notice]).await?;
        answer(&runtime, brief, &track.item.track, &version, now).await
    })
    .await
}

/// The selected version of this track.
fn bought<'entry>(brief: &Brief, entry: &'entry Entry) -> Result<&'entry Version, Problem> {
    let selected = brief.selected.filter(|selected| {
        let is_over = matches!(brief.state, BriefState::Awarded | BriefState::Delivered);
        is_over && selected.track == entry.track.item.track.id
    });
    let selected = selected.ok_or_else(|| {
        let detail = "the original is handed over once its track has been selected";
        Problem::conflict("not_selected", detail).with("state", brief.state.as_str())
    })?;
    let mut versions = entry.versions.iter().map(|stored| &stored.item.version);
    let version = versions.find(|version| version.version == selected.version);
    version.ok_or_else(|| Problem::internal_because("a selection without its version"))
}

async fn answer(
    runtime: &Runtime,
    brief: &Brief,
    track: &Track,
    version: &Version,
    taken_at: Timestamp,
) -> Result<Response, Problem> {
    let bucket = &runtime.config.uploads_bucket;
    let object_version = version.object_version.as_deref();
    let format = version.declared.format;
    let name = format!("{}-{}.{format}", track.id, version.version);
    let download =
        presign::original(runtime, bucket, &version.object_key, object_version, &name).await;
    respond::ok(&Master {
        track: track.id,
        version: version.version,
        content_type: format.content_type(),
        size_bytes: version.declared.size_bytes,
        sha256: version.declared.sha256.clone(),
        download: download.or_internal()?,
        licence: licence(brief, track, version),
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

fn notice(track: &Track, at: Timestamp) -> Result<Notice, Problem> {
    let text = format!("The client has taken the original of \"{}\".", track.title);
    Ok(Notice {
        member: track.composer,
        kind: NoticeKind::MasterTaken,
        subject: track.id.to_string(),
        at,
        text: Text::new(&text).or_internal()?,
    })
}
