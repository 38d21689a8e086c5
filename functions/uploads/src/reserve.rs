//! Reserving a place for a file: one consistent read, one transaction, one presigned link.
//!
//! The ids of what is made follow from caller, route and idempotency key, so the same request finds
//! its own earlier result; the link is then signed again, for what is left of the reservation.

use axum::extract::State;
use axum::response::Response;
use domain::audio::AudioFormat;
use domain::brief::{BriefState, Visibility};
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::Sha256Hex;
use domain::policy::Policy;
use domain::text::{Title, Words};
use domain::track::{DeclaredFile, Track, TrackRefusal, Version, VersionState, Writer};
use edge::{
    Caller, Field, Fields, Group, IdempotencyKey, JsonBody, Path, Problem, decide_again, respond,
};
use jiff::Timestamp;
use media::keys::{RawKey, UploadName};
use media::presign::{self, UploadLink, UploadTerms};
use runtime::Runtime;
use serde::Serialize;
use store::Stored;
use store::brief::BriefItem;
use store::track::{Entry, Submission, TrackItem, VersionItem};

const POLICY: Policy = Policy::CURRENT;

/// What a submission is answered with.
#[derive(Debug, Serialize)]
struct Reserved {
    track: TrackId,
    version: u8,
    state: VersionState,
    /// Nothing once the file has landed or the reservation has ended.
    upload: Option<UploadLink>,
}

/// The file that is going to be uploaded.
struct FileRequest {
    declared: DeclaredFile,
    file_name: Option<String>,
    request_sha256: String,
}

/// `POST /briefs/{brief}/tracks`: a new track and its first version.
pub(crate) async fn track(
    State(runtime): State<Runtime>,
    caller: Caller,
    key: IdempotencyKey,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(Group::Composer)?;
    let request_sha256 = body.request_sha256();
    let (title, note, file) = read_track(body.fields()?, request_sha256)?;
    let route = format!("POST /briefs/{brief}/tracks");
    let member = caller.member.to_string();
    let origin: [&[u8]; 4] =
        [b"track", member.as_bytes(), route.as_bytes(), key.as_str().as_bytes()];
    let id = TrackId::derive(&origin);
    let upload = UploadName::derive(&origin);
    let store = crate::store(&runtime);
    decide_again(async || {
        let now = runtime.clock.now();
        let found = store.submission(brief, caller.member, id).await?;
        if let Some(entry) = &found.entry {
            return replay(&runtime, entry.versions.first(), &file, now).await;
        }
        let brief = enterable(&found, caller.member, now)?;
        let track = new_track(id, brief.item.id, caller.member, &title, note.as_ref(), now);
        let version = version_of(&track, 1, &upload, &file, now);
        let request_sha256 = file.request_sha256.clone();
        store.reserve_track(brief, &TrackItem { track, request_sha256 }, &version).await?;
        answer(&runtime, &version.version, now).await
    })
    .await
}

/// `POST /briefs/{brief}/tracks/{track}/versions`: the next version of a track that was sent back.
pub(crate) async fn version(
    State(runtime): State<Runtime>,
    caller: Caller,
    key: IdempotencyKey,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(Group::Composer)?;
    let request_sha256 = body.request_sha256();
    let file = read_version(body.fields()?, request_sha256)?;
    let route = format!("POST /briefs/{brief}/tracks/{track}/versions");
    let member = caller.member.to_string();
    let upload = UploadName::derive(&[
        b"version",
        member.as_bytes(),
        route.as_bytes(),
        key.as_str().as_bytes(),
    ]);
    let store = crate::store(&runtime);
    decide_again(async || {
        let now = runtime.clock.now();
        let found = store.submission(brief, caller.member, track).await?;
        let (Some(brief), Some(entry)) = (&found.brief, &found.entry) else {
            return Err(Problem::not_found());
        };
        if entry.track.item.track.composer != caller.member {
            return Err(Problem::not_found());
        }
        if let Some(earlier) = entry.versions.iter().find(|one| is_of(&one.item, &upload)) {
            return replay(&runtime, Some(earlier), &file, now).await;
        }
        let number = next_version(&brief.item, entry, now)?;
        let mut track = entry.track.clone();
        track.item.track.newest = number;
        let version = version_of(&track.item.track, number, &upload, &file, now);
        store.reserve_version(brief, &track, &version).await?;
        answer(&runtime, &version.version, now).await
    })
    .await
}

fn read_track(
    mut fields: Fields,
    request_sha256: String,
) -> Result<(Title, Option<Words>, FileRequest), Problem> {
    let title = fields.required("title", Field::parse);
    let note = fields.optional("note", Field::parse);
    let file = read_file(&mut fields, request_sha256);
    fields.finish(|| Some((title?, note?, file?)))
}

fn read_version(mut fields: Fields, request_sha256: String) -> Result<FileRequest, Problem> {
    let file = read_file(&mut fields, request_sha256);
    fields.finish(|| file)
}

fn read_file(fields: &mut Fields, request_sha256: String) -> Option<FileRequest> {
    let sha256 = fields.required("sha256", Field::parse::<Sha256Hex>);
    let size_bytes =
        fields.required("size_bytes", |field| field.integer(1..=POLICY.most_upload_bytes));
    let format = fields.required("content_type", |field| {
        field.parse_with("enum", |text| {
            AudioFormat::of_content_type(text).ok_or_else(|| {
                let known = AudioFormat::ALL.iter().map(|format| format.content_type());
                format!("must be one of {}", known.collect::<Vec<_>>().join(", "))
            })
        })
    });
    let file_name = fields.optional("filename", |field| field.text(1..=255));
    let declared =
        DeclaredFile { format: format?, size_bytes: size_bytes?, sha256: sha256?.into() };
    Some(FileRequest { declared, file_name: file_name?, request_sha256 })
}

/// The brief, if this composer may submit a new track to it now.
fn enterable(
    found: &Submission,
    composer: MemberId,
    now: Timestamp,
) -> Result<&Stored<BriefItem>, Problem> {
    let brief = found.brief.as_ref().ok_or_else(Problem::not_found)?;
    let is_owner = brief.item.brief.owner == composer;
    let is_shown = brief.item.state != BriefState::Draft
        && (brief.item.brief.terms.visibility == Visibility::Public || found.is_invited);
    if !is_owner && !found.is_coproducer && !is_shown {
        return Err(Problem::not_found());
    }
    if is_owner {
        return Err(Problem::conflict("own_brief", "a client does not enter their own brief"));
    }
    if found.is_coproducer {
        let detail = "a co-producer of a brief does not enter it";
        return Err(Problem::conflict("coproducer_of_brief", detail));
    }
    if brief.item.brief.takes_tracks(now) { Ok(brief) } else { Err(entries_ended(&brief.item)) }
}

/// The number of the next version, if one may follow now. A version that never became music does
/// not count as the newest: the one before it was sent back and still is.
fn next_version(brief: &BriefItem, entry: &Entry, now: Timestamp) -> Result<u8, Problem> {
    let Some(newest) = entry.newest_valid() else {
        let detail = "no version of this track has been taken in; submit it as a new track";
        return Err(Problem::conflict("not_sent_back", detail));
    };
    let number = entry.track.item.track.next_version(newest.state, &POLICY).map_err(|refusal| {
        let name = match refusal {
            TrackRefusal::TooManyVersions { .. } => "too_many_versions",
            TrackRefusal::NotSentBack { .. }
            | TrackRefusal::State(_)
            | TrackRefusal::TooLarge { .. }
            | TrackRefusal::EmptyFile
            | TrackRefusal::TooLong { .. }
            | TrackRefusal::Checksum
            | TrackRefusal::Shares { .. }
            | TrackRefusal::WriterTwice
            | TrackRefusal::ComposerMissing => "not_sent_back",
        };
        Problem::conflict(name, refusal.to_string())
    })?;
    let verdict_at = newest.verdict_at.unwrap_or(newest.reserved_at);
    if brief.brief.takes_versions(verdict_at, now, &POLICY) {
        Ok(number)
    } else {
        Err(entries_ended(brief))
    }
}

fn entries_ended(brief: &BriefItem) -> Problem {
    let detail = format!("the brief takes no entries: it is {}", brief.state);
    Problem::conflict("brief_not_open", detail).with("state", brief.state.as_str())
}

fn new_track(
    id: TrackId,
    brief: BriefId,
    composer: MemberId,
    title: &Title,
    note: Option<&Words>,
    at: Timestamp,
) -> Track {
    // Who submits consents by submitting.
    let sole = Writer { member: composer, share_ppm: 1_000_000, consented_at: Some(at) };
    Track {
        id,
        brief,
        composer,
        title: title.clone(),
        note: note.cloned(),
        writers: vec![sole],
        newest: 1,
        shortlisted_at: None,
        selected_at: None,
        unanswered_because: None,
        created_at: at,
    }
}

fn version_of(
    track: &Track,
    number: u8,
    upload: &UploadName,
    file: &FileRequest,
    at: Timestamp,
) -> VersionItem {
    let (brief, id, upload) = (track.brief, track.id, upload.clone());
    let key = RawKey { brief, track: id, version: number, upload }.to_string();
    let version = Version::reserve(track, number, file.declared.clone(), key, at, &POLICY);
    VersionItem::new(version, file.request_sha256.clone(), file.file_name.clone())
}

fn is_of(item: &VersionItem, upload: &UploadName) -> bool {
    let key = item.version.object_key.parse::<RawKey>();
    key.is_ok_and(|key| key.upload == *upload)
}

/// The earlier result of the same request, or a refusal of another request under the same key.
async fn replay(
    runtime: &Runtime,
    earlier: Option<&Stored<VersionItem>>,
    file: &FileRequest,
    now: Timestamp,
) -> Result<Response, Problem> {
    let Some(earlier) = earlier else {
        return Err(Problem::internal_because("a track without its first version"));
    };
    if earlier.item.request_sha256 != file.request_sha256 {
        return Err(Problem::idempotency_key_reused());
    }
    answer(runtime, &earlier.item.version, now).await
}

async fn answer(runtime: &Runtime, version: &Version, now: Timestamp) -> Result<Response, Problem> {
    let Version { brief, track, version: number, state, .. } = *version;
    let upload = link(runtime, version, now).await?;
    let location = format!("/briefs/{brief}/tracks/{track}");
    respond::created(&location, &Reserved { track, version: number, state, upload })
}

/// The upload link, while the reservation is open.
async fn link(
    runtime: &Runtime,
    version: &Version,
    now: Timestamp,
) -> Result<Option<UploadLink>, Problem> {
    if version.state != VersionState::Reserved || now >= version.expires_at {
        return Ok(None);
    }
    let sha256 = decode_hex(&version.declared.sha256)
        .ok_or_else(|| Problem::internal_because("a stored checksum is no SHA-256"))?;
    let terms = UploadTerms {
        bucket: &runtime.config.uploads_bucket,
        key: &version.object_key,
        size_bytes: version.declared.size_bytes,
        content_type: version.declared.format.content_type(),
        sha256,
        until: version.expires_at,
    };
    let link = presign::upload(runtime, terms).await;
    link.map(Some).map_err(|error| Problem::internal(&error))
}

fn decode_hex(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let bytes: Vec<u8> = digits?
        .chunks_exact(2)
        .filter_map(|pair| match pair {
            [high, low] => Some((high << 4) | low),
            _ => None,
        })
        .collect();
    bytes.try_into().ok()
}
