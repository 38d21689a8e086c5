//! Reserving a place for a file: one consistent read, one transaction, one presigned link.
//!
//! The ids of what is made follow from caller, route and idempotency key, so the same request finds
//! its own earlier result; the link is then signed again, for what is left of the reservation.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::brief::{BriefState, Visibility};
use domain::duplicate::Duplicate;
use domain::id::{BriefId, MemberId, TrackId};
use domain::policy::Policy;
use domain::text::{Text, Title};
use domain::track::{Track, TrackRefusal, Version, VersionState, Writer};
use edge::{Composer, IdempotencyKey, JsonBody, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use media::keys::{RawKey, UploadName};
use media::presign::{self, UploadLink, UploadTerms};
use runtime::Runtime;
use serde::Serialize;
use store::brief::BriefItem;
use store::track::{Entry, Submission, TrackItem, VersionItem};
use store::{Stored, retry_on_conflict};

use crate::request::{self, Announced};

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

/// `POST /briefs/{brief}/tracks`: a new track and its first version.
pub(crate) async fn track(
    State(runtime): State<Runtime>,
    Composer(caller): Composer,
    key: IdempotencyKey,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (title, note, file) = request::track(body)?;
    let route = format!("POST /briefs/{brief}/tracks");
    let member = caller.member.to_string();
    let origin: [&[u8]; 4] =
        [b"track", member.as_bytes(), route.as_bytes(), key.as_str().as_bytes()];
    let id = TrackId::derive(&origin);
    let upload = UploadName::derive(&origin);
    let store = crate::store(&runtime);
    retry_on_conflict(async || {
        let now = runtime.clock.now();
        let sha256 = &file.declared.sha256;
        let found = store.submission(brief, caller.member, id, sha256).await?;
        if let Some(entry) = &found.entry {
            let earlier = replay(&runtime, entry, &upload, &file, now).await;
            return earlier.unwrap_or_else(|| {
                Err(Problem::internal_because("a track without its first upload"))
            });
        }
        let brief = enterable(&found, caller.member, now)?;
        new_bytes(&found, caller.member, id)?;
        let track = new_track(id, brief.item.id, caller.member, &title, note.as_ref(), now);
        let version = version_of(&brief.item, &track, 1, &upload, &file, now);
        let request_sha256 = file.request_sha256.clone();
        store.reserve_track(brief, &TrackItem { track, request_sha256 }, &version).await?;
        answer(&runtime, &version.version, now).await
    })
    .await
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
    let file = request::version(body)?;
    let route = format!("POST /briefs/{brief}/tracks/{track}/versions");
    let member = caller.member.to_string();
    let upload = UploadName::derive(&[
        b"version",
        member.as_bytes(),
        route.as_bytes(),
        key.as_str().as_bytes(),
    ]);
    let store = crate::store(&runtime);
    retry_on_conflict(async || {
        let now = runtime.clock.now();
        let sha256 = &file.declared.sha256;
        let found = store.submission(brief, caller.member, track, sha256).await?;
        let (Some(brief), Some(entry)) = (&found.brief, &found.entry) else {
            return Err(Problem::not_found());
        };
        if entry.track.item.track.composer != caller.member {
            return Err(Problem::not_found());
        }
        if let Some(earlier) = replay(&runtime, entry, &upload, &file, now).await {
            return earlier;
        }
        let place = place(&brief.item, entry, now)?;
        new_bytes(&found, caller.member, track)?;
        let mut track = entry.track.clone();
        track.item.track.newest = place.number;
        let mut fresh =
            version_of(&brief.item, &track.item.track, place.number, &upload, &file, now);
        fresh.version.carried_notes = request::carried(place.answered, &file.addressed)?;
        fresh.version.answers_total_centistars =
            place.answered.and_then(|answered| answered.total_centistars);
        let version = place.fill(fresh)?;
        store.reserve_version(brief, &track, &version).await?;
        answer(&runtime, &version.item.version, now).await
    })
    .await
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

/// Refuses bytes that somebody has submitted before; never says who.
fn new_bytes(found: &Submission, composer: MemberId, track: TrackId) -> Result<(), Problem> {
    let bars = found.claim.as_ref().and_then(|claim| claim.bars(composer, track));
    match bars {
        None => Ok(()),
        Some(same @ Duplicate::SameTrack { .. }) => {
            Err(Problem::conflict("unchanged_audio", same.to_string()))
        }
        Some(other @ (Duplicate::OwnTrack { .. } | Duplicate::Elsewhere)) => {
            Err(Problem::conflict("duplicate_audio", other.to_string()))
        }
    }
}

/// Where a version goes.
struct Place<'entry> {
    number: u8,
    /// The version that was sent back, which this one answers.
    answered: Option<&'entry Version>,
    /// The version under the same number whose file was not taken or never came.
    before: Option<&'entry Stored<VersionItem>>,
}

impl Place<'_> {
    /// The item as it is to be written: at revision 0 where it is new.
    fn fill(&self, fresh: VersionItem) -> Result<Stored<VersionItem>, Problem> {
        let Some(before) = self.before else { return Ok(Stored { item: fresh, revision: 0 }) };
        let renewed = before.item.version.renew(fresh.version.clone());
        let renewed = renewed?;
        let item = before.item.clone().renewed(fresh.with(renewed));
        Ok(Stored { item, revision: before.revision })
    }
}

/// The place of the next version, if one may follow now. A file that was not taken or never came
/// burns no number: another one may be announced in its place.
fn place<'entry>(
    brief: &BriefItem,
    entry: &'entry Entry,
    now: Timestamp,
) -> Result<Place<'entry>, Problem> {
    if entry.track.item.track.withdrawn_at.is_some() {
        return Err(TrackRefusal::Withdrawn.into());
    }
    let lost = |stored: &&Stored<VersionItem>| {
        matches!(stored.item.state, VersionState::Invalid | VersionState::Expired)
    };
    let before = entry.versions.last().filter(lost);
    let answered = entry.newest_valid();
    let number = match (before, answered) {
        (Some(before), _) => before.item.version.version,
        (None, Some(newest)) => {
            let track = &entry.track.item.track;
            track.next_version(newest.state, &POLICY)?
        }
        (None, None) => return Err(TrackRefusal::Withdrawn.into()),
    };
    let is_taken = match answered {
        Some(answered) => {
            let verdict_at = answered.verdict_at.unwrap_or(answered.reserved_at);
            brief.brief.takes_versions(verdict_at, now, &POLICY)
        }
        None => brief.brief.takes_tracks(now),
    };
    if is_taken { Ok(Place { number, answered, before }) } else { Err(entries_ended(brief)) }
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
    note: Option<&Text>,
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
        former_writers: BTreeSet::new(),
        newest: 1,
        shortlisted_at: None,
        selected_at: None,
        unanswered_because: None,
        withdrawn_at: None,
        award_void_at: None,
        award_restored_at: None,
        master_at: None,
        created_at: at,
    }
}

fn version_of(
    brief: &BriefItem,
    track: &Track,
    number: u8,
    upload: &UploadName,
    file: &Announced,
    at: Timestamp,
) -> VersionItem {
    let (id, upload) = (track.id, upload.clone());
    let key = RawKey { brief: track.brief, track: id, version: number, upload }.to_string();
    let version = Version::reserve(track, number, file.declared.clone(), key, at, &POLICY);
    let version = Version { asked: brief.terms.asked(), self_score: file.self_score, ..version };
    VersionItem::new(version, file.request_sha256.clone(), file.file_name.clone())
}

fn is_of(object_key: &str, upload: &UploadName) -> bool {
    object_key.parse::<RawKey>().is_ok_and(|key| key.upload == *upload)
}

/// The earlier result of the same request, or a refusal of another request under the same key;
/// nothing where the key is new.
async fn replay(
    runtime: &Runtime,
    entry: &Entry,
    upload: &UploadName,
    file: &Announced,
    now: Timestamp,
) -> Option<Result<Response, Problem>> {
    for VersionItem { version, request_sha256, earlier_uploads, .. } in
        entry.versions.iter().map(|stored| &stored.item)
    {
        if is_of(&version.object_key, upload) {
            return Some(if *request_sha256 == file.request_sha256 {
                answer(runtime, version, now).await
            } else {
                Err(Problem::idempotency_key_reused())
            });
        }
        let earlier = earlier_uploads.iter().find(|earlier| is_of(&earlier.object_key, upload));
        if let Some(earlier) = earlier {
            return Some(if earlier.request_sha256 == file.request_sha256 {
                respond_with(version, None)
            } else {
                Err(Problem::idempotency_key_reused())
            });
        }
    }
    None
}

async fn answer(runtime: &Runtime, version: &Version, now: Timestamp) -> Result<Response, Problem> {
    respond_with(version, link(runtime, version, now).await?)
}

fn respond_with(version: &Version, upload: Option<UploadLink>) -> Result<Response, Problem> {
    let Version { brief, track, version: number, state, .. } = *version;
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
    link.map(Some).or_internal()
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
