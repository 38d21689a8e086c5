//! Reserving a place for a file: one consistent read, one transaction.
//!
//! The ids of what is made follow from the caller's request, so the same request finds its own
//! earlier result.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::brief::{BriefState, Visibility};
use domain::duplicate::Duplicate;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::money::Sha256Hex;
use domain::open_entries::OpenEntry;
use domain::policy::Policy;
use domain::rules::Rule;
use domain::score::Scores;
use domain::secret::DeploymentSecret;
use domain::text::{Text, Title};
use domain::track::{
    DeclaredFile, EntryNumber, ReviewNote, Track, TrackRefusal, Version, VersionState, Writer,
};
use jiff::Timestamp;
use media::keys::{RawKey, UploadName};
use store::brief::BriefItem;
use store::submission::{OtherPart, TrackSubmission};
use store::track::{TrackEntry, TrackItem, VersionItem};
use store::{Stored, retry_on_conflict};

use super::open_entries::with_entry;
use crate::{Workflow, WorkflowError};

/// The file that is going to be uploaded, and what its composer says about it.
#[derive(Debug, Clone)]
pub struct AnnouncedFile {
    /// Follows from the caller's request: the same request finds the same upload again.
    pub upload: UploadName,
    pub declared: DeclaredFile,
    pub file_name: Option<String>,
    /// Sealed until a review is in.
    pub self_score: Option<Scores>,
    /// The remarks on the version before that this one answers, by review and number.
    pub addressed: Vec<(ReviewId, u32)>,
    pub request_sha256: Sha256Hex,
}

/// A track that is submitted for the first time.
#[derive(Debug, Clone)]
pub struct NewTrack {
    /// Follows from the caller's request, as the upload's name does.
    pub id: TrackId,
    pub title: Title,
    pub note: Option<Text>,
}

/// A place that is kept for a file.
#[derive(Debug, Clone)]
pub struct Reservation {
    pub version: Version,
    /// The file may be uploaded now. False once it has landed, the reservation has ended or another
    /// file was announced in its place.
    pub is_open: bool,
    /// Another file was announced in its place.
    is_superseded: bool,
}

/// Reserves a place for a new track and its first version, or returns what the same request
/// reserved before. Where another track of the brief has the number that it would take, it takes
/// another one.
pub async fn reserve_track(
    work: &Workflow,
    secret: &DeploymentSecret,
    composer: MemberId,
    brief: BriefId,
    track: &NewTrack,
    file: &AnnouncedFile,
) -> Result<Reservation, WorkflowError> {
    let attempts = AtomicU32::new(0);
    let Workflow { store, now, .. } = work;
    retry_on_conflict(async || {
        let sha256 = &file.declared.sha256;
        let found = store.submission(brief, composer, track.id, sha256, *now).await?;
        if let Some(entry) = &found.entry {
            let earlier = earlier_reservation(entry, file, *now)?;
            let earlier =
                earlier.ok_or(WorkflowError::Invariant("a track without its first upload"))?;
            return give_again(work, &found, entry, earlier).await;
        }
        let brief = enterable(&found, composer, *now)?;
        require_new_bytes(&found, composer, track.id)?;
        require_taken_format(&brief.item, file)?;
        let entered = OpenEntry { brief: brief.item.id, track: track.id, since: *now };
        let open_entries = with_entry(work, &found, entered).await?;
        let attempt = attempts.fetch_add(1, Ordering::Relaxed);
        let entry = EntryNumber::candidate(secret, brief.item.id, track.id, attempt);
        let track = new_track(track, entry, (brief.item.id, composer), *now);
        let version = new_version(work, &brief.item, &track, 1, file);
        let request_sha256 = file.request_sha256.clone();
        let track = TrackItem { track, request_sha256 };
        let could_coproduce = found.could_coproduce;
        store.reserve_track(brief, could_coproduce, &track, &version, &open_entries).await?;
        Ok(Reservation::at(version.version, *now))
    })
    .await
}

/// Reserves a place for the next version of a track that was sent back, or for another file of the
/// newest version where its file was not taken or never came.
pub async fn reserve_version(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
    file: &AnnouncedFile,
) -> Result<Reservation, WorkflowError> {
    let Workflow { store, now, .. } = work;
    retry_on_conflict(async || {
        let sha256 = &file.declared.sha256;
        let found = store.submission(brief, composer, track, sha256, *now).await?;
        let (Some(brief), Some(entry)) = (&found.brief, &found.entry) else {
            return Err(WorkflowError::NotFound);
        };
        if entry.track.item.track.composer != composer {
            return Err(WorkflowError::NotFound);
        }
        if let Some(earlier) = earlier_reservation(entry, file, *now)? {
            return give_again(work, &found, entry, earlier).await;
        }
        let place = place(&brief.item, entry, *now, work.policy)?;
        require_new_bytes(&found, composer, track)?;
        require_taken_format(&brief.item, file)?;
        let mut track = entry.track.clone();
        track.item.track.newest = place.number;
        let mut fresh = new_version(work, &brief.item, &track.item.track, place.number, file);
        fresh.version.carried_notes = carried_notes(place.answered, &file.addressed)?;
        fresh.version.answers_total_centistars =
            place.answered.and_then(|answered| answered.total_centistars);
        let version = place.fill(fresh, *now)?;
        let entered = OpenEntry { brief: brief.item.id, track: track.item.track.id, since: *now };
        let open_entries = match place.answered {
            Some(_) => None,
            None => Some(with_entry(work, &found, entered).await?),
        };
        store.reserve_version(brief, &track, &version, open_entries.as_ref()).await?;
        Ok(Reservation::at(version.item.version, *now))
    })
    .await
}

/// The earlier reservation of the same request: with a new link where the one before ended unused
/// and a file may still come.
async fn give_again(
    work: &Workflow,
    found: &TrackSubmission,
    entry: &TrackEntry,
    earlier: Reservation,
) -> Result<Reservation, WorkflowError> {
    let Workflow { store, now, policy, .. } = work;
    let number = earlier.version.version;
    let stored = entry.versions.iter().find(|stored| stored.item.version == earlier.version);
    let (Some(brief), Some(stored)) = (&found.brief, stored) else { return Ok(earlier) };
    let track = &entry.track.item.track;
    let is_newest = track.newest == number && track.withdrawn_at.is_none();
    let ends_at = brief.item.brief.uploads_end_at(earlier.version.reserved_at, policy);
    let again = ends_at.and_then(|end| earlier.version.give_link_again(end, *now, policy));
    let Some(again) = again.filter(|_| is_newest && !earlier.is_superseded) else {
        return Ok(earlier);
    };
    let entered = OpenEntry { brief: again.brief, track: again.track, since: *now };
    let open_entries =
        if number == 1 { Some(with_entry(work, found, entered).await?) } else { None };
    let item = stored.item.clone().with(again.clone());
    let version = Stored { item, revision: stored.revision };
    store.reserve_version(brief, &entry.track, &version, open_entries.as_ref()).await?;
    Ok(Reservation::at(again, *now))
}

impl Reservation {
    fn at(version: Version, now: Timestamp) -> Reservation {
        let is_open = version.state == VersionState::Reserved && now < version.expires_at;
        Reservation { version, is_open, is_superseded: false }
    }
}

/// The notes that the new version carries along of the one it answers; an error for one that no
/// reviewer made.
fn carried_notes(
    answered: Option<&Version>,
    addressed: &[(ReviewId, u32)],
) -> Result<Vec<ReviewNote>, WorkflowError> {
    let carried = match answered {
        Some(answered) => answered.carry_notes(addressed),
        None if addressed.is_empty() => Ok(Vec::new()),
        None => Err(0),
    };
    carried.map_err(|place| {
        let detail = "names no note of a review of the version before";
        WorkflowError::rule(Rule::AddressedNoteKnown, &format!("/addressed/{place}"), detail)
    })
}

/// The brief, if this composer may submit a new track to it now.
fn enterable(
    found: &TrackSubmission,
    composer: MemberId,
    now: Timestamp,
) -> Result<&Stored<BriefItem>, WorkflowError> {
    let brief = found.brief.as_ref().ok_or(WorkflowError::NotFound)?;
    let is_owner = brief.item.brief.owner == composer;
    let is_shown = brief.item.state != BriefState::Draft
        && (brief.item.brief.terms.visibility == Visibility::Public || found.is_invited);
    if !is_owner && found.other_part.is_none() && !is_shown {
        return Err(WorkflowError::NotFound);
    }
    if is_owner {
        let detail = "a client does not enter their own brief";
        return Err(WorkflowError::conflict(Rule::OwnBrief, detail));
    }
    match found.other_part {
        Some(OtherPart::Coproduces) => {
            let detail = "a co-producer of a brief does not enter it";
            return Err(WorkflowError::conflict(Rule::CoproducerOfBrief, detail));
        }
        Some(OtherPart::Oversees) => return Err(refuse_overseer()),
        None => {}
    }
    if brief.item.brief.takes_tracks(now) { Ok(brief) } else { Err(entries_ended(&brief.item)) }
}

/// Whoever was told who wrote what and what was answered takes no part any more.
pub(crate) fn refuse_overseer() -> WorkflowError {
    let detail = "you have looked into this brief as an operator, so you take no part in it";
    WorkflowError::conflict(Rule::OverseesBrief, detail)
}

/// Refuses bytes that have been submitted before; never says by whom.
fn require_new_bytes(
    found: &TrackSubmission,
    composer: MemberId,
    track: TrackId,
) -> Result<(), WorkflowError> {
    let bars = found.claim.as_ref().and_then(|claim| claim.bars(composer, track));
    match bars {
        None => Ok(()),
        Some(same @ Duplicate::SameTrack { .. }) => {
            Err(WorkflowError::conflict(Rule::UnchangedAudio, same.to_string()))
        }
        Some(other @ (Duplicate::OwnTrack { .. } | Duplicate::Elsewhere)) => {
            Err(WorkflowError::conflict(Rule::DuplicateAudio, other.to_string()))
        }
    }
}

/// Refuses a file that could not be taken whatever is in it, before it is uploaded.
fn require_taken_format(brief: &BriefItem, file: &AnnouncedFile) -> Result<(), WorkflowError> {
    let (announced, requested) = (file.declared.format, brief.terms.requested_audio());
    let Some(spec) = requested.spec.as_ref().filter(|_| !requested.takes(announced)) else {
        return Ok(());
    };
    let detail = format!("is {announced}; the brief asks for {}", spec.formats_in_words());
    Err(WorkflowError::rule(Rule::FormatTaken, "/content_type", detail))
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
    fn fill(
        &self,
        fresh: VersionItem,
        now: Timestamp,
    ) -> Result<Stored<VersionItem>, WorkflowError> {
        let Some(before) = self.before else { return Ok(Stored { item: fresh, revision: 0 }) };
        let renewed = before.item.version.renew(fresh.version.clone(), now);
        let renewed = renewed?;
        let item = before.item.clone().renewed(fresh.with(renewed));
        Ok(Stored { item, revision: before.revision })
    }
}

/// The place of the next version, if one may follow now. A file that was not taken or never came
/// burns no number: another one may be announced in its place.
fn place<'entry>(
    brief: &BriefItem,
    entry: &'entry TrackEntry,
    now: Timestamp,
    policy: &Policy,
) -> Result<Place<'entry>, WorkflowError> {
    if entry.track.item.track.withdrawn_at.is_some() {
        return Err(TrackRefusal::Withdrawn.into());
    }
    let lost = |stored: &&Stored<VersionItem>| {
        matches!(stored.item.state, VersionState::Invalid | VersionState::Expired)
            || stored.item.version.link_has_ended(now)
    };
    let before = entry.versions.last().filter(lost);
    let answered = entry.newest_valid_but(before.map(|before| before.item.version.version));
    let number = match (before, answered) {
        (Some(before), _) => before.item.version.version,
        (None, Some(newest)) => {
            let track = &entry.track.item.track;
            track.next_version(newest.state, policy)?
        }
        (None, None) => return Err(TrackRefusal::Withdrawn.into()),
    };
    let is_taken = match answered {
        Some(answered) => {
            let verdict_at = answered.verdict_at.unwrap_or(answered.reserved_at);
            brief.brief.takes_versions(verdict_at, now, policy)
        }
        None => brief.brief.takes_tracks(now),
    };
    if is_taken { Ok(Place { number, answered, before }) } else { Err(entries_ended(brief)) }
}

fn entries_ended(brief: &BriefItem) -> WorkflowError {
    let detail = format!("the brief takes no entries: it is {}", brief.state);
    WorkflowError::conflict_in_state(Rule::BriefNotOpen, detail, brief.state.as_str())
}

fn new_track(
    new: &NewTrack,
    entry: EntryNumber,
    (brief, composer): (BriefId, MemberId),
    at: Timestamp,
) -> Track {
    let NewTrack { id, title, note } = new;
    // Who submits consents by submitting.
    let sole = Writer::submitting(composer, at);
    Track {
        id: *id,
        brief,
        composer,
        title: title.clone(),
        entry,
        note: note.clone(),
        writers: vec![sole],
        former_writers: BTreeSet::new(),
        newest: 1,
        shortlisted_at: None,
        shortlist_removed_at: None,
        client_rating: None,
        selected_at: None,
        withdrawn_at: None,
        award_void_at: None,
        award_restored_at: None,
        master_at: None,
        created_at: at,
    }
}

fn new_version(
    work: &Workflow,
    brief: &BriefItem,
    track: &Track,
    number: u8,
    file: &AnnouncedFile,
) -> VersionItem {
    let (id, upload) = (track.id, file.upload.clone());
    let key = RawKey { brief: track.brief, track: id, version: number, upload }.to_string();
    let (at, policy) = (work.now, work.policy);
    let version = Version::reserve(track, number, file.declared.clone(), key, at, policy);
    let version = Version {
        promised: brief.terms.reviews_per_track,
        requested: brief.terms.requested_audio(),
        self_score: file.self_score,
        ..version
    };
    VersionItem::new(version, file.request_sha256.clone(), file.file_name.clone())
}

fn is_of(object_key: &str, upload: &UploadName) -> bool {
    object_key.parse::<RawKey>().is_ok_and(|key| key.upload == *upload)
}

/// The earlier result of the same request, or an error for another request under the same key;
/// nothing where the key is new.
fn earlier_reservation(
    entry: &TrackEntry,
    file: &AnnouncedFile,
    now: Timestamp,
) -> Result<Option<Reservation>, WorkflowError> {
    let upload = &file.upload;
    for VersionItem { version, request_sha256, earlier_uploads, .. } in
        entry.versions.iter().map(|stored| &stored.item)
    {
        if is_of(&version.object_key, upload) {
            require_same_request(request_sha256, file)?;
            return Ok(Some(Reservation::at(version.clone(), now)));
        }
        let earlier = earlier_uploads.iter().find(|earlier| is_of(&earlier.object_key, upload));
        if let Some(earlier) = earlier {
            require_same_request(&earlier.request_sha256, file)?;
            let (version, is_open) = (version.clone(), false);
            return Ok(Some(Reservation { version, is_open, is_superseded: true }));
        }
    }
    Ok(None)
}

fn require_same_request(
    earlier_sha256: &Sha256Hex,
    file: &AnnouncedFile,
) -> Result<(), WorkflowError> {
    if *earlier_sha256 == file.request_sha256 { Ok(()) } else { Err(WorkflowError::KeyReused) }
}
