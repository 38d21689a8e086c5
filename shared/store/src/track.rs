//! Tracks and their versions: what is stored of them, and how a file is taken in.

use domain::brief::BriefState;
use domain::credit::Credit;
use domain::duplicate::{AudioClaim, ClaimState};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::likeness::PieceFingerprint;
use domain::money::input::MonthInput;
use domain::money::{Sha256Hex, SplitVersion};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::text::Text;
use domain::track::{Track, Version, VersionState};
use domain::version::lack::Lack;
use domain::version::slot::SlotState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::month_input::add_input;
use crate::raw_item::RawItem;
use crate::split::set_split;
use crate::table::Store;

/// A track as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackItem {
    pub track: Track,
    /// SHA-256 of the request that made it: the same key with another body is refused.
    pub request_sha256: Sha256Hex,
}

impl Item for TrackItem {
    const KIND: &'static str = "track";

    fn key(&self) -> Key {
        keys::track(self.track.brief, self.track.id)
    }

    fn indexes(&self) -> Indexes {
        let Track { id, composer, created_at, .. } = self.track;
        let Track { shortlisted_at, shortlist_removed_at, .. } = self.track;
        let Track { selected_at, withdrawn_at, .. } = self.track;
        let Track { award_void_at, award_restored_at, .. } = self.track;
        let decided_at = award_void_at.max(award_restored_at);
        let listed_at = shortlisted_at.max(shortlist_removed_at);
        let chosen_at = listed_at.max(selected_at).max(withdrawn_at).max(decided_at);
        Indexes {
            owner_list: Some(keys::owner_list(composer, Self::KIND, created_at)),
            work_list: chosen_at.map(|at| keys::work_list(Self::KIND, CHOSEN, id, at)),
        }
    }
}

/// The list of tracks that were shortlisted or taken off the shortlist, selected or taken back, or
/// whose award was found void or stands again, by when that last happened.
pub const CHOSEN: &str = "chosen";
/// What a writer decides about the money of an awarded track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WritersDecision {
    /// To take their share: what has waited for that is released, and the writer is credited.
    Consent(MonthInput, Credit),
    /// To refuse it: the next split.
    Split(SplitVersion),
}

/// A version as it is stored. Change it with [`VersionItem::with`], which keeps `state` in step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionItem {
    /// The version's state once more, where conditions and the stream's filter can see it.
    pub state: VersionState,
    pub version: Version,
    /// SHA-256 of the request that made it.
    pub request_sha256: Sha256Hex,
    /// What the composer calls the file; never part of a key, never shown to a reviewer.
    pub file_name: Option<String>,
    /// Files that were announced under this number before and not taken or never sent.
    pub earlier_uploads: Vec<EarlierUpload>,
    /// Whether nobody is sought for it any more, since its brief is over.
    pub at_rest: bool,
}

/// An upload whose place another one has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierUpload {
    /// Where the file was to land.
    pub object_key: String,
    /// SHA-256 of the request that made it.
    pub request_sha256: Sha256Hex,
    /// Why its file was not taken, where one came.
    pub invalid_because: Option<Text>,
}

/// What a change of a track's writers brings along.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WritersChange {
    /// Who is named beside the composer: each is remembered as a writer.
    pub named: Vec<MemberId>,
    /// Who has accepted while the brief is not over: they must neither be on its roster nor
    /// oversee it.
    pub off_roster: Option<MemberId>,
    /// The brief as it was read, while it is not over: whoever decides on it at the same moment
    /// (who reviews it, that it ends) is made to read again.
    pub brief: Option<Stored<BriefItem>>,
    /// Who shares a track with whom from now on.
    pub partners: Vec<Partners>,
}

/// That two members have written something together: neither reviews the other, ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Partners {
    one: MemberId,
    other: MemberId,
}

impl Partners {
    /// The two in either order.
    pub fn of(one: MemberId, other: MemberId) -> Partners {
        Partners { one: one.min(other), other: one.max(other) }
    }

    /// Whom this member has written with, where it is one of the two.
    pub fn partner_of(&self, member: MemberId) -> Option<MemberId> {
        if self.one == member {
            return Some(self.other);
        }
        (self.other == member).then_some(self.one)
    }
}

impl Item for Partners {
    const KIND: &'static str = "partners";

    fn key(&self) -> Key {
        keys::partners(self.one, self.other)
    }
}

/// That a member was once named as a writer of somebody else's track: whatever they answered, money
/// may be on its way to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedWriter {
    pub member: MemberId,
    pub brief: BriefId,
    pub track: TrackId,
}

impl Item for NamedWriter {
    const KIND: &'static str = "named_writer";

    fn key(&self) -> Key {
        keys::named_writer(self.member, self.track)
    }
}

impl VersionItem {
    pub fn new(
        version: Version,
        request_sha256: Sha256Hex,
        file_name: Option<String>,
    ) -> VersionItem {
        VersionItem {
            state: version.state,
            version,
            request_sha256,
            file_name,
            earlier_uploads: Vec::new(),
            at_rest: false,
        }
    }

    /// `fresh` in place of this item, whose upload is remembered: late events and repeated requests
    /// for it are recognised.
    #[must_use]
    pub fn renewed(self, fresh: VersionItem) -> VersionItem {
        let mut earlier_uploads = self.earlier_uploads;
        let Version { object_key, invalid_because, .. } = self.version;
        let request_sha256 = self.request_sha256;
        earlier_uploads.push(EarlierUpload { object_key, request_sha256, invalid_because });
        VersionItem { earlier_uploads, ..fresh }
    }

    /// Which file under the version's number is the one that it now stands for, from 1.
    pub fn upload(&self) -> usize {
        self.earlier_uploads.len().saturating_add(1)
    }

    /// Why the file of this number, counted as in [`VersionItem::upload`], was not taken.
    pub fn refused_because(&self, upload: usize) -> Option<&Text> {
        if upload == self.upload() {
            return self.version.invalid_because.as_ref();
        }
        self.earlier_uploads.get(upload.checked_sub(1)?)?.invalid_because.as_ref()
    }

    /// Whether a file was once announced under this key, and another one has been since.
    pub fn had_upload(&self, object_key: &str) -> bool {
        self.earlier_uploads.iter().any(|earlier| earlier.object_key == object_key)
    }

    /// The item with `version` in place of the old one.
    #[must_use]
    pub fn with(self, version: Version) -> VersionItem {
        VersionItem { state: version.state, version, ..self }
    }

    /// The item with the slot of `review` in another state. Write it together with the review.
    #[must_use]
    pub fn with_slot(self, review: ReviewId, state: SlotState) -> VersionItem {
        let version = self.version.clone().with_slot(review, state);
        self.with(version)
    }

    /// The item after a reviewer has relinquished `review`. Write it together with the review.
    #[must_use]
    pub fn relinquished(self, review: ReviewId, at: Timestamp) -> VersionItem {
        let version = self.version.clone().relinquish(review, at);
        self.with(version)
    }
}

impl Item for VersionItem {
    const KIND: &'static str = "version";

    fn key(&self) -> Key {
        keys::version(self.version.brief, self.version.track, u32::from(self.version.version))
    }

    /// On the work list while the sweep may have to help: a file that has not landed, a version
    /// that lacks a listener, one that was sent back and whose composer is reminded.
    fn indexes(&self) -> Indexes {
        let Version { track, brief, expires_at, received_at, .. } = &self.version;
        let work_list = match self.state {
            VersionState::Reserved | VersionState::Received => {
                Some(keys::work_list(Self::KIND, RESERVED, track, *expires_at))
            }
            VersionState::AwaitingReviewer | VersionState::InReview => {
                let lacks = self.state == VersionState::AwaitingReviewer
                    || !self.version.open_slots(0).is_empty();
                let waits = lacks && !self.at_rest;
                let due = received_at.unwrap_or(*expires_at);
                waits.then(|| keys::work_list(Self::KIND, AWAITING_REVIEWER, brief, due))
            }
            VersionState::ChangesRequested | VersionState::OffBrief => {
                let by = self.version.further_version_by(&Policy::CURRENT);
                by.map(|by| keys::work_list(Self::KIND, SENT_BACK, track, by))
            }
            VersionState::Invalid
            | VersionState::Approved
            | VersionState::Rejected
            | VersionState::Withdrawn
            | VersionState::Expired => None,
        };
        Indexes { owner_list: None, work_list }
    }
}

impl Item for AudioClaim {
    const KIND: &'static str = "audio_claim";

    fn key(&self) -> Key {
        keys::audio_sha256(&self.sha256)
    }
}

/// The work list of versions whose file has not been taken in, due when their link ends.
pub const RESERVED: &str = "reserved";

/// The work list of versions that lack a listener, due since they were taken in.
pub const AWAITING_REVIEWER: &str = "awaiting_reviewer";

/// The work list of versions that were sent back, by when the further version is due at the latest,
/// whatever else their brief says: for ever.
pub const SENT_BACK: &str = "sent_back";

/// A track with all its versions, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackEntry {
    pub track: Stored<TrackItem>,
    pub versions: Vec<Stored<VersionItem>>,
}

impl TrackEntry {
    /// The newest version whose file was taken in: the one whose answers the studio owes. One that
    /// is reserved, was not taken or never came falls back to the one before.
    pub fn newest_taken_in(&self) -> Option<&Version> {
        let mut versions = self.versions.iter().rev().map(|stored| &stored.item.version);
        versions.find(|version| version.state.is_taken_in())
    }

    /// When the track lacked answers that were promised: an older version until a newer one took its
    /// place, and none after it was taken back.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut end = self.track.item.track.withdrawn_at;
        let mut lacks = Vec::new();
        for version in self.versions.iter().rev().map(|stored| &stored.item.version) {
            lacks.extend(version.lacks.iter().map(|lack| lack.ended_by(end)));
            if !version.lacks.is_empty() {
                let received_at = version.received_at;
                end =
                    end.map_or(received_at, |end| Some(received_at.map_or(end, |at| at.min(end))));
            }
        }
        lacks
    }

    /// The newest version that is neither invalid, expired nor withdrawn.
    pub fn newest_valid(&self) -> Option<&Version> {
        self.newest_valid_but(None)
    }

    /// The same without the version of this number, whose file has never come.
    pub fn newest_valid_but(&self, number: Option<u8>) -> Option<&Version> {
        let mut versions = self.versions.iter().rev().map(|stored| &stored.item.version);
        versions.find(|one| one.state.is_valid() && Some(one.version) != number)
    }
}

/// A track of a brief.
pub fn key(brief: BriefId, track: TrackId) -> ItemKey<TrackItem> {
    ItemKey::new(keys::track(brief, track))
}

/// One version of a track.
pub fn version_key(brief: BriefId, track: TrackId, version: u8) -> ItemKey<VersionItem> {
    ItemKey::new(keys::version(brief, track, u32::from(version)))
}

/// The tracks of a brief, by their id.
pub fn of_brief(brief: BriefId) -> List<TrackItem> {
    List::in_table(keys::brief_partition(brief), keys::TRACK_PREFIX)
}

/// The tracks that a member was ever named as a writer of.
pub fn named_writer_of(member: MemberId) -> List<NamedWriter> {
    List::in_table(keys::member_partition(member), keys::NAMED_WRITER_PREFIX)
}

/// That a member has written a track that was entered in a brief. It stays when the track is
/// withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrant {
    pub brief: BriefId,
    pub member: MemberId,
}

impl Item for Entrant {
    const KIND: &'static str = "entrant";

    fn key(&self) -> Key {
        keys::entrant(self.brief, self.member)
    }
}

impl Store {
    /// Takes in an uploaded file: nobody has since the version was read, and its bytes are nobody
    /// else's. The claim is the second write: [`StoreError::refusal`] tells who was first. While the
    /// brief is judged, an award or a lapse at the same moment is made to read again, for the version
    /// lacks its answers. One round trip.
    pub async fn take_in(
        &self,
        brief: &Stored<BriefItem>,
        version: &Stored<VersionItem>,
        claim: &AudioClaim,
        fingerprint: Option<&PieceFingerprint>,
        notice: Option<&Notice>,
    ) -> Result<(), StoreError> {
        let composer = claim.composer.to_string();
        let released = Condition::All(vec![
            Condition::text("composer", composer),
            Condition::text("state", ClaimState::Released.as_str()),
        ]);
        let is_free = Condition::Any(vec![Condition::Absent, released]);
        let mut transaction = self.transaction();
        transaction.replace(version)?.put(claim, 1, &is_free)?;
        match brief.item.state {
            BriefState::Judging => {
                transaction.replace(brief)?;
            }
            state @ (BriefState::Draft | BriefState::Open) => {
                let same = Condition::text("state", state.as_str());
                transaction.check(&brief.item.key(), &same)?;
            }
            BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => {}
        }
        if let Some(fingerprint) = fingerprint {
            transaction.repeat(fingerprint)?;
        }
        if let Some(notice) = notice {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Marks a file as not taken, as long as nobody has taken it in since the version was read, and
    /// tells its composer. One round trip.
    pub async fn refuse_upload(
        &self,
        version: &Stored<VersionItem>,
        notice: &Notice,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(version)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Changes a track that is as it was read, with what that means for its writers and the notices
    /// about it. One round trip.
    pub async fn change_track(
        &self,
        track: &Stored<TrackItem>,
        writers: &WritersChange,
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let Track { id, brief, .. } = track.item.track;
        let mut transaction = self.transaction();
        transaction.replace(track)?;
        if let Some(brief) = &writers.brief {
            transaction.replace(brief)?;
        }
        if let Some(member) = writers.off_roster {
            transaction.check(&keys::roster(brief, member), &Condition::Absent)?;
            transaction.check(&keys::overseer(brief, member), &Condition::Absent)?;
            transaction.repeat(&Entrant { brief, member })?;
        }
        for member in writers.named.iter().copied() {
            transaction.repeat(&NamedWriter { member, brief, track: id })?;
        }
        for partners in &writers.partners {
            transaction.repeat(partners)?;
        }
        for notice in notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Writes a track that has a split, as it was read, together with what its writers have decided
    /// about their money, as long as the month of that is Open. One round trip.
    pub async fn change_awarded_track(
        &self,
        track: &Stored<TrackItem>,
        money: &WritersDecision,
        partners: &[Partners],
        notices: &[Notice],
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(track)?;
        match money {
            WritersDecision::Consent(input, credit) => {
                add_input(&mut transaction, input)?;
                transaction.create(credit)?;
            }
            WritersDecision::Split(split) => {
                set_split(&mut transaction, split)?;
            }
        }
        for partners in partners {
            transaction.repeat(partners)?;
        }
        for notice in notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }

    /// Every track of a brief with its versions, by id. One round trip a megabyte.
    pub async fn brief_entries(&self, brief: BriefId) -> Result<Vec<TrackEntry>, StoreError> {
        to_entries(self.all(&keys::brief_partition(brief), keys::TRACK_PREFIX).await?)
    }

    /// One track with its versions. One round trip.
    pub async fn track_entry(
        &self,
        brief: BriefId,
        track: TrackId,
    ) -> Result<Option<TrackEntry>, StoreError> {
        let key = keys::track(brief, track);
        Ok(to_entries(self.all(&key.pk, &key.sk).await?)?.pop())
    }
}

/// Sorts the items of a brief's partition into tracks with their versions; others are left out. A
/// track's sort key is the prefix of its versions' keys, so it always comes first.
pub fn to_entries(items: Vec<RawItem>) -> Result<Vec<TrackEntry>, StoreError> {
    let mut entries: Vec<TrackEntry> = Vec::new();
    for item in items {
        match item.kind() {
            TrackItem::KIND => {
                entries.push(TrackEntry { track: item.parse()?, versions: Vec::new() });
            }
            VersionItem::KIND => {
                let version = item.parse()?;
                if let Some(entry) = entries.last_mut() {
                    entry.versions.push(version);
                }
            }
            _ => {}
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::to_attributes;
    use domain::assignment::Why;
    use domain::audio::AudioFormat;
    use domain::text::Title;
    use domain::track::{DeclaredFile, Writer};
    use domain::version::slot::ReviewSlot;

    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn member(name: &str) -> MemberId {
        MemberId::of_subject(name)
    }

    fn track(number: u8) -> TrackItem {
        let composer = member("ada");
        let track = Track {
            id: TrackId::derive(&[&[number]]),
            brief: BriefId::derive(&[b"brief"]),
            composer,
            title: Title::new("Dawn").unwrap(),
            entry: serde_json::from_str("7").unwrap(),
            note: None,
            writers: vec![Writer::submitting(composer, AT)],
            former_writers: std::collections::BTreeSet::new(),
            newest: 1,
            shortlisted_at: None,
            shortlist_removed_at: None,
            client_rating: None,
            selected_at: None,
            withdrawn_at: None,
            award_void_at: None,
            award_restored_at: None,
            master_at: None,
            created_at: AT,
        };
        TrackItem { track, request_sha256: Sha256Hex::of(b"request") }
    }

    fn version(number: u8, state: VersionState) -> VersionItem {
        let declared = DeclaredFile {
            format: AudioFormat::Wav,
            size_bytes: 1,
            sha256: Sha256Hex::of(b"file"),
        };
        let track = track(1).track;
        let reserved =
            Version::reserve(&track, number, declared, "raw/x".to_owned(), AT, &Policy::CURRENT);
        VersionItem::new(Version { state, ..reserved }, Sha256Hex::of(b"request"), None)
    }

    fn slot(slot: u8, attempt: u8, reviewer: &str, state: SlotState) -> ReviewSlot {
        let track = track(1).track.id;
        ReviewSlot {
            number: slot,
            attempt,
            reviewer: member(reviewer),
            review: ReviewId::of_slot(track, 1, slot, attempt),
            state,
            due_at: None,
            ended_at: None,
            answer: None,
            why: Why {
                continuity: false,
                preference: None,
                accepted_ask: false,
                best: Vec::new(),
                excluded: std::collections::BTreeMap::new(),
                policy_version: 1,
            },
        }
    }

    fn raw<T: Item>(item: &T) -> RawItem {
        RawItem(to_attributes(item, 1).unwrap())
    }

    #[test]
    fn the_sweep_finds_what_has_not_landed_and_what_nobody_hears() {
        let listed = |state| version(1, state).indexes().work_list.map(|(partition, _)| partition);
        assert!(listed(VersionState::Reserved).unwrap().starts_with("version#reserved#"));
        let waiting = listed(VersionState::AwaitingReviewer).unwrap();
        assert!(waiting.starts_with("version#awaiting_reviewer#"));
        assert_eq!((listed(VersionState::InReview), listed(VersionState::Invalid)), (None, None));
        let mut one_of_two = version(1, VersionState::InReview);
        one_of_two.version.slot_count = 2;
        one_of_two.version.slots.push(slot(1, 1, "pia", SlotState::Assigned));
        assert!(one_of_two.indexes().work_list.is_some(), "a second listener is wanted");
        one_of_two.version.slots.push(slot(2, 1, "quin", SlotState::Queued));
        assert_eq!(one_of_two.indexes().work_list, None);
    }

    #[test]
    fn the_items_of_a_brief_become_tracks_with_their_versions() {
        let (one, two) = (track(1), track(2));
        let versions =
            [version(1, VersionState::ChangesRequested), version(2, VersionState::Invalid)];
        let items = vec![raw(&one), raw(&versions[0]), raw(&versions[1]), raw(&two)];
        let entries = to_entries(items).unwrap();
        assert_eq!(entries.iter().map(|e| e.versions.len()).collect::<Vec<_>>(), [2, 0]);
        // A version that never became music does not hide the one that was sent back.
        assert_eq!(entries[0].newest_valid().unwrap().version, 1);
        assert_eq!(entries[0].versions[0].item, versions[0]);
    }
}
