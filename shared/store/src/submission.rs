//! What a submission decides on, how a place is reserved for its file, and how a track is taken
//! back.

use domain::brief::Visibility;
use domain::duplicate::AudioClaim;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::Sha256Hex;
use domain::notice::Notice;
use domain::open_entries::OpenEntries;
use domain::policy::Policy;
use domain::track::{EntryNumber, Track};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::raw_item::RawItem;
use crate::review::ReviewItem;
use crate::standing::{MemberStanding, standing_or_newcomer};
use crate::table::Store;
use crate::track::{Entrant, TrackEntry, TrackItem, VersionItem};

/// What somebody is to a brief that they therefore do not enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherPart {
    /// Is on its roster, or has left it.
    Coproduces,
    /// Has looked into it because they run the platform.
    Oversees,
}

/// What a reservation decides on, read consistently in one round trip.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackSubmission {
    pub brief: Option<Stored<BriefItem>>,
    /// What keeps the composer from entering this brief.
    pub other_part: Option<OtherPart>,
    /// Whether the composer was invited to this brief.
    pub is_invited: bool,
    /// Whether the composer is a co-producer of the platform, who could be given this brief.
    pub could_coproduce: bool,
    /// Who submitted these very bytes before.
    pub claim: Option<AudioClaim>,
    /// The track, where it is there already.
    pub entry: Option<TrackEntry>,
    /// What the composer may have open elsewhere; revision 0 before their first entry.
    pub open_entries: Stored<OpenEntries>,
    /// The composer's, as it stands now.
    pub standing: MemberStanding,
}

/// That a number of a brief is a track's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct EntryNumberItem {
    brief: BriefId,
    number: EntryNumber,
    track: TrackId,
}

impl EntryNumberItem {
    const fn of(track: &TrackItem) -> Self {
        let Track { id, brief, entry, .. } = track.track;
        Self { brief, number: entry, track: id }
    }
}

impl Item for EntryNumberItem {
    const KIND: &'static str = "entry_number";

    fn key(&self) -> Key {
        keys::entry_number(self.brief, self.number)
    }
}

/// What a withdrawal writes, all of it changed already.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackWithdrawal {
    /// The brief, while it is judged: a lapse at the same moment, which shares the prize, is made to
    /// read again.
    pub brief: Option<Stored<BriefItem>>,
    pub track: Stored<TrackItem>,
    pub versions: Vec<Stored<VersionItem>>,
    /// Reviews that are not needed any more.
    pub reviews: Vec<Stored<ReviewItem>>,
    /// The audio that its composer may submit elsewhere from now on.
    pub released: Vec<AudioClaim>,
    pub notices: Vec<Notice>,
}

impl Store {
    /// Everything that a reservation by `composer` of a place for these bytes decides on. One round
    /// trip.
    pub async fn submission(
        &self,
        brief: BriefId,
        composer: MemberId,
        track: TrackId,
        sha256: &Sha256Hex,
        now: Timestamp,
    ) -> Result<TrackSubmission, StoreError> {
        let mut wanted = vec![
            keys::brief(brief),
            keys::roster(brief, composer),
            keys::invitation(brief, composer),
            keys::overseer(brief, composer),
            keys::coproducer(composer),
            keys::audio_sha256(sha256),
            keys::track(brief, track),
            keys::open_entries(composer),
            keys::standing(composer),
        ];
        wanted.extend(version_keys(brief, track));
        let mut found = self.get_many(&wanted).await?.into_iter();
        let mut next = || found.next().flatten();
        let brief = next().map(RawItem::parse).transpose()?;
        let coproduces = next().map(|_| OtherPart::Coproduces);
        let is_invited = next().is_some();
        let oversees = next().map(|_| OtherPart::Oversees);
        let could_coproduce = next().is_some();
        let claim = next().map(RawItem::parse::<AudioClaim>).transpose()?;
        let claim = claim.map(|stored| stored.item);
        let track = next().map(RawItem::parse).transpose()?;
        let open_entries = next().map(RawItem::parse).transpose()?;
        let open_entries = open_entries
            .unwrap_or_else(|| Stored { item: OpenEntries::none(composer), revision: 0 });
        let standing = standing_or_newcomer(next(), composer, now)?;
        let versions: Result<Vec<_>, _> = found.flatten().map(RawItem::parse).collect();
        let entry = match track {
            Some(track) => Some(TrackEntry { track, versions: versions? }),
            None => None,
        };
        Ok(TrackSubmission {
            brief,
            other_part: coproduces.or(oversees),
            is_invited,
            could_coproduce,
            claim,
            entry,
            open_entries,
            standing,
        })
    }

    /// Writes a new track and its first version, as long as the brief and what the composer has
    /// open are as they were read, the composer still neither co-produces nor oversees it and, where that is
    /// needed, still invited. Where they `could_coproduce` it, whoever appoints them at the same
    /// moment is made to read again. One round trip.
    pub async fn reserve_track(
        &self,
        brief: &Stored<BriefItem>,
        could_coproduce: bool,
        track: &TrackItem,
        version: &VersionItem,
        open_entries: &Stored<OpenEntries>,
    ) -> Result<(), StoreError> {
        let composer = track.track.composer;
        let mut transaction = self.transaction();
        transaction.create(track)?.create(version)?.create(&EntryNumberItem::of(track))?;
        if could_coproduce {
            transaction.replace(brief)?;
        } else {
            transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        }
        transaction.repeat(&Entrant { brief: brief.item.id, member: composer })?;
        transaction.check(&keys::roster(brief.item.id, composer), &Condition::Absent)?;
        transaction.check(&keys::overseer(brief.item.id, composer), &Condition::Absent)?;
        if brief.item.terms.visibility == Visibility::Invited {
            transaction.check(&keys::invitation(brief.item.id, composer), &Condition::Exists)?;
        }
        transaction.create_or_replace(open_entries)?;
        self.commit(transaction).await
    }

    /// Writes a further version of a track (at revision 0), or another upload in place of one that
    /// was not taken, as long as brief, track and version are as they were read; with the list of
    /// open entries where the track enters anew. One round trip.
    pub async fn reserve_version(
        &self,
        brief: &Stored<BriefItem>,
        track: &Stored<TrackItem>,
        version: &Stored<VersionItem>,
        open_entries: Option<&Stored<OpenEntries>>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.create_or_replace(version)?;
        if let Some(open_entries) = open_entries {
            transaction.create_or_replace(open_entries)?;
        }
        transaction.replace(track)?;
        transaction.check(&brief.item.key(), &Condition::unchanged(brief.revision))?;
        self.commit(transaction).await
    }

    /// Takes a track back with all that hangs on it, as long as everything is as it was read. One
    /// round trip.
    pub async fn withdraw_track(&self, withdrawal: &TrackWithdrawal) -> Result<(), StoreError> {
        let mut transaction = self.transaction();
        transaction.replace(&withdrawal.track)?;
        if let Some(brief) = &withdrawal.brief {
            transaction.replace(brief)?;
        }
        for version in &withdrawal.versions {
            transaction.replace(version)?;
        }
        for review in &withdrawal.reviews {
            transaction.replace(review)?;
        }
        for claim in &withdrawal.released {
            let is_ours = Condition::text("track", claim.track.to_string());
            transaction.put(claim, 1, &is_ours)?;
        }
        for notice in &withdrawal.notices {
            transaction.create(notice)?;
        }
        self.commit(transaction).await
    }
}

/// The keys of all versions that a track can have.
fn version_keys(brief: BriefId, track: TrackId) -> impl Iterator<Item = Key> {
    (1..=Policy::CURRENT.versions_max)
        .map(move |version| keys::version(brief, track, u32::from(version)))
}
