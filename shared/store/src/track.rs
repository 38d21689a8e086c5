//! Tracks and their versions: what is stored of them, how a place is reserved for a file, and how
//! the file is taken in.

use domain::assignment::Why;
use domain::brief::Visibility;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::track::{Track, Version, VersionState};
use serde::{Deserialize, Serialize};

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, RawItem, Stored};
use crate::keys::{self, Key};
use crate::table::Store;

/// A track as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackItem {
    pub track: Track,
    /// SHA-256 of the request that made it: the same key with another body is refused.
    pub request_sha256: String,
}

impl Item for TrackItem {
    const KIND: &'static str = "track";

    fn key(&self) -> Key {
        keys::track(self.track.brief, self.track.id)
    }

    fn indexes(&self) -> Indexes {
        let Track { composer, created_at, .. } = self.track;
        Indexes {
            owner_list: Some(keys::owner_list(composer, Self::KIND, created_at)),
            work_list: None,
        }
    }
}

/// A version as it is stored. Change it with [`VersionItem::with`], which keeps `state` in step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionItem {
    /// The version's state once more, where conditions and the stream's filter can see it.
    pub state: VersionState,
    pub version: Version,
    /// SHA-256 of the request that made it.
    pub request_sha256: String,
    /// What the composer calls the file; never part of a key, never shown to a reviewer.
    pub file_name: Option<String>,
    /// Who was given this version, in the order in which it happened.
    #[serde(default)]
    pub seats: Vec<Seat>,
}

/// One reviewer's place at a version: one attempt at one slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// From 1; a reviewer on probation who listens beside another has slot 0 and does not count.
    pub slot: u8,
    /// Which try at the slot, from 1.
    pub attempt: u8,
    pub reviewer: MemberId,
    pub review: ReviewId,
    pub state: SeatState,
    /// Why this reviewer.
    pub why: Why,
}

/// How far a seat has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatState {
    /// Given, but all the reviewer's clocks are running.
    Queued,
    /// Given; the clock runs.
    Listening,
    /// The review is in.
    Delivered,
    /// Declined or expired: somebody else is sought.
    GaveUp,
}

impl VersionItem {
    pub fn new(version: Version, request_sha256: String, file_name: Option<String>) -> VersionItem {
        VersionItem { state: version.state, version, request_sha256, file_name, seats: Vec::new() }
    }

    /// The item with `version` in place of the old one.
    #[must_use]
    pub fn with(self, version: Version) -> VersionItem {
        VersionItem { state: version.state, version, ..self }
    }

    /// The item with the seat of `review` in another state. Write it together with the review.
    #[must_use]
    pub fn with_seat(mut self, review: ReviewId, state: SeatState) -> VersionItem {
        for seat in self.seats.iter_mut().filter(|seat| seat.review == review) {
            seat.state = state;
        }
        self
    }

    /// Who was given this version and has not given it up.
    pub fn listeners(&self) -> impl Iterator<Item = MemberId> {
        let held = self.seats.iter().filter(|seat| seat.state != SeatState::GaveUp);
        held.map(|seat| seat.reviewer)
    }

    /// Who delivered the review of the first slot.
    pub fn answered_by(&self) -> Option<MemberId> {
        let answered = |seat: &&Seat| seat.slot == 1 && seat.state == SeatState::Delivered;
        self.seats.iter().find(answered).map(|seat| seat.reviewer)
    }

    /// The slots up to `slots` that nobody holds, while the version waits for reviews.
    pub fn open_slots(&self, slots: u8) -> Vec<u8> {
        if !matches!(self.state, VersionState::AwaitingReviewer | VersionState::InReview) {
            return Vec::new();
        }
        let held = |slot| {
            self.seats.iter().any(|seat| seat.slot == slot && seat.state != SeatState::GaveUp)
        };
        (1..=slots).filter(|slot| !held(*slot)).collect()
    }

    /// The number of the next try at a slot.
    pub fn next_attempt(&self, slot: u8) -> u8 {
        let tried = self.seats.iter().filter(|seat| seat.slot == slot).map(|seat| seat.attempt);
        tried.max().unwrap_or(0).saturating_add(1)
    }
}

impl Item for VersionItem {
    const KIND: &'static str = "version";

    fn key(&self) -> Key {
        keys::version(self.version.brief, self.version.track, u32::from(self.version.version))
    }

    /// On the work list while the sweep may have to help: a file that has not landed, a version
    /// that nobody listens to yet.
    fn indexes(&self) -> Indexes {
        let Version { track, brief, expires_at, received_at, .. } = &self.version;
        let work_list = match self.state {
            VersionState::Reserved | VersionState::Received => {
                Some(keys::work_list(Self::KIND, RESERVED, track, *expires_at))
            }
            VersionState::AwaitingReviewer => {
                let due = received_at.unwrap_or(*expires_at);
                Some(keys::work_list(Self::KIND, AWAITING_REVIEWER, brief, due))
            }
            VersionState::Invalid
            | VersionState::InReview
            | VersionState::Approved
            | VersionState::ChangesRequested
            | VersionState::OffBrief
            | VersionState::Rejected
            | VersionState::Withdrawn
            | VersionState::Expired => None,
        };
        Indexes { owner_list: None, work_list }
    }
}

/// The work list of versions whose file has not been taken in, due when their link ends.
pub const RESERVED: &str = "reserved";

/// The work list of versions that nobody listens to, due since they were taken in.
pub const AWAITING_REVIEWER: &str = "awaiting_reviewer";

/// A track with all its versions, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub track: Stored<TrackItem>,
    pub versions: Vec<Stored<VersionItem>>,
}

impl Entry {
    /// The newest version that is neither invalid, expired nor withdrawn.
    pub fn newest_valid(&self) -> Option<&Version> {
        let versions = self.versions.iter().rev().map(|stored| &stored.item.version);
        versions.into_iter().find(|version| version.state.is_valid())
    }
}

/// What a reservation decides on, read consistently in one round trip.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    pub brief: Option<Stored<BriefItem>>,
    /// Whether the composer is a co-producer of this brief.
    pub is_coproducer: bool,
    /// Whether the composer was invited to this brief.
    pub is_invited: bool,
    /// The track, where it is there already.
    pub entry: Option<Entry>,
}

impl Store {
    /// Everything that a reservation by `composer` decides on. One round trip.
    pub async fn submission(
        &self,
        brief: BriefId,
        composer: MemberId,
        track: TrackId,
    ) -> Result<Submission, StoreError> {
        let mut wanted = vec![
            keys::brief(brief),
            keys::roster(brief, composer),
            keys::invitation(brief, composer),
            keys::track(brief, track),
        ];
        wanted.extend(version_keys(brief, track));
        let mut found = self.get_many(&wanted).await?.into_iter();
        let mut next = || found.next().flatten();
        let brief = next().map(RawItem::parse).transpose()?;
        let (is_coproducer, is_invited) = (next().is_some(), next().is_some());
        let track = next().map(RawItem::parse).transpose()?;
        let versions: Result<Vec<_>, _> = found.flatten().map(RawItem::parse).collect();
        let entry = match track {
            Some(track) => Some(Entry { track, versions: versions? }),
            None => None,
        };
        Ok(Submission { brief, is_coproducer, is_invited, entry })
    }

    /// Writes a new track and its first version, as long as the brief is as it was read, the
    /// composer is still no co-producer of it and, where that is needed, still invited. One round
    /// trip.
    pub async fn reserve_track(
        &self,
        brief: &Stored<BriefItem>,
        track: &TrackItem,
        version: &VersionItem,
    ) -> Result<(), StoreError> {
        let composer = track.track.composer;
        let mut transaction = self.transaction();
        transaction.create(track)?.create(version)?;
        transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        transaction.check(&keys::roster(brief.item.id, composer), &Condition::Absent)?;
        if brief.item.terms.visibility == Visibility::Invited {
            transaction.check(&keys::invitation(brief.item.id, composer), &Condition::Exists)?;
        }
        self.commit(transaction).await
    }

    /// Writes a further version of a track, as long as brief and track are as they were read. One
    /// round trip.
    pub async fn reserve_version(
        &self,
        brief: &Stored<BriefItem>,
        track: &Stored<TrackItem>,
        version: &VersionItem,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.create(version)?.replace(track)?;
        transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        self.commit(transaction).await
    }

    /// One version. One round trip.
    pub async fn version(
        &self,
        brief: BriefId,
        track: TrackId,
        version: u8,
    ) -> Result<Option<Stored<VersionItem>>, StoreError> {
        self.get(&keys::version(brief, track, u32::from(version))).await
    }

    /// Writes what became of an uploaded file, as long as nobody has since the version was read.
    /// One round trip; with a notice to the composer, one transaction.
    pub async fn take_in(
        &self,
        version: &Stored<VersionItem>,
        notice: Option<&Notice>,
    ) -> Result<(), StoreError> {
        let Some(notice) = notice else { return self.replace(version).await };
        let mut transaction = self.transaction();
        transaction.replace(version)?.create(notice)?;
        self.commit(transaction).await
    }

    /// Every track of a brief with its versions, by id. One round trip a megabyte.
    pub async fn brief_entries(&self, brief: BriefId) -> Result<Vec<Entry>, StoreError> {
        to_entries(self.all(&keys::brief_partition(brief), keys::TRACK_PREFIX).await?)
    }

    /// One track with its versions. One round trip.
    pub async fn track_entry(
        &self,
        brief: BriefId,
        track: TrackId,
    ) -> Result<Option<Entry>, StoreError> {
        let key = keys::track(brief, track);
        Ok(to_entries(self.all(&key.pk, &key.sk).await?)?.pop())
    }
}

/// Sorts the items of a brief's partition into tracks with their versions; others are left out. A
/// track's sort key is the prefix of its versions' keys, so it always comes first.
pub fn to_entries(items: Vec<RawItem>) -> Result<Vec<Entry>, StoreError> {
    let mut entries: Vec<Entry> = Vec::new();
    for item in items {
        match item.kind() {
            TrackItem::KIND => {
                entries.push(Entry { track: item.parse()?, versions: Vec::new() });
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

/// The keys of all versions that a track can have.
fn version_keys(brief: BriefId, track: TrackId) -> impl Iterator<Item = Key> {
    (1..=Policy::CURRENT.most_versions)
        .map(move |version| keys::version(brief, track, u32::from(version)))
}

#[cfg(test)]
mod tests {
    use domain::audio::AudioFormat;
    use domain::text::Title;
    use domain::track::{DeclaredFile, Writer};
    use jiff::Timestamp;

    use super::*;
    use crate::item::to_attributes;

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
            note: None,
            writers: vec![Writer { member: composer, share_ppm: 1_000_000, consented_at: None }],
            newest: 1,
            shortlisted_at: None,
            selected_at: None,
            unanswered_because: None,
            created_at: AT,
        };
        TrackItem { track, request_sha256: String::new() }
    }

    fn version(number: u8, state: VersionState) -> VersionItem {
        let declared =
            DeclaredFile { format: AudioFormat::Wav, size_bytes: 1, sha256: "0".repeat(64) };
        let track = track(1).track;
        let reserved =
            Version::reserve(&track, number, declared, "raw/x".to_owned(), AT, &Policy::CURRENT);
        VersionItem::new(Version { state, ..reserved }, String::new(), None)
    }

    fn seat(slot: u8, attempt: u8, reviewer: &str, state: SeatState) -> Seat {
        let track = track(1).track.id;
        Seat {
            slot,
            attempt,
            reviewer: member(reviewer),
            review: ReviewId::of_slot(track, 1, slot, attempt),
            state,
            why: Why {
                continuity: false,
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
    fn a_slot_is_open_until_somebody_holds_it() {
        let mut version = version(1, VersionState::InReview);
        assert_eq!(version.open_slots(2), [1, 2]);
        version.seats.push(seat(1, 1, "pia", SeatState::GaveUp));
        version.seats.push(seat(2, 1, "quin", SeatState::Queued));
        assert_eq!((version.open_slots(2), version.next_attempt(1)), (vec![1], 2));
        version.seats.push(seat(1, 2, "rosa", SeatState::Delivered));
        assert!(version.open_slots(2).is_empty());
        assert_eq!(version.answered_by(), Some(member("rosa")));
        assert_eq!(version.listeners().collect::<Vec<_>>(), [member("quin"), member("rosa")]);
    }

    #[test]
    fn a_version_that_waits_for_nobody_has_no_open_slot() {
        for state in VersionState::ALL {
            let waits = matches!(state, VersionState::AwaitingReviewer | VersionState::InReview);
            assert_eq!(!version(1, *state).open_slots(1).is_empty(), waits, "{state}");
        }
    }

    #[test]
    fn who_listens_beside_another_holds_no_slot() {
        let mut version = version(1, VersionState::InReview);
        version.seats.push(seat(0, 1, "on probation", SeatState::Listening));
        assert_eq!(version.open_slots(1), [1]);
    }

    #[test]
    fn the_sweep_finds_what_has_not_landed_and_what_nobody_hears() {
        let listed = |state| version(1, state).indexes().work_list.map(|(partition, _)| partition);
        assert!(listed(VersionState::Reserved).unwrap().starts_with("version#reserved#"));
        let waiting = listed(VersionState::AwaitingReviewer).unwrap();
        assert!(waiting.starts_with("version#awaiting_reviewer#"));
        assert_eq!((listed(VersionState::InReview), listed(VersionState::Invalid)), (None, None));
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
