//! The fingerprints of the studio's pieces, the landmarks under which they are found, and what was
//! found alike.

use domain::id::{BriefId, TrackId};
use domain::likeness::{Landmark, Likeness, PieceFingerprint};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::table::Store;

/// The work list of fingerprints that were not compared with the studio's yet, due at once.
pub const PENDING: &str = "pending";

impl Item for PieceFingerprint {
    const KIND: &'static str = "fingerprint";

    fn key(&self) -> Key {
        keys::fingerprint(self.piece.track, self.piece.version)
    }

    fn indexes(&self) -> Indexes {
        let place = || keys::work_list(Self::KIND, PENDING, self.piece.track, self.received_at);
        Indexes { owner_list: None, work_list: self.compared_at.is_none().then(place) }
    }
}

impl Item for Landmark {
    const KIND: &'static str = "landmark";

    fn key(&self) -> Key {
        keys::landmark(self.value)
    }
}

impl Item for Likeness {
    const KIND: &'static str = "likeness";

    fn key(&self) -> Key {
        let (piece, like) = (self.piece, self.like);
        keys::likeness(piece.brief, (piece.track, piece.version), (like.track, like.version))
    }

    /// On the operators' list once, whoever reads it besides.
    fn indexes(&self) -> Indexes {
        let place = || (keys::LIKENESSES_PARTITION.to_owned(), keys::sortable(self.found_at));
        Indexes { owner_list: None, work_list: (!self.is_earlier).then(place) }
    }
}

/// The fingerprint of a version.
pub fn fingerprint_key(track: TrackId, version: u8) -> ItemKey<PieceFingerprint> {
    ItemKey::new(keys::fingerprint(track, version))
}

/// The pieces that have a value among their landmarks.
pub fn landmark_key(value: u32) -> ItemKey<Landmark> {
    ItemKey::new(keys::landmark(value))
}

/// The fingerprints of a track's versions.
pub fn fingerprints_of(track: TrackId) -> List<PieceFingerprint> {
    List::in_table(keys::fingerprint_partition(track), "")
}

/// What was found alike to any version of a track.
pub fn of_track(brief: BriefId, track: TrackId) -> List<Likeness> {
    List::in_table(keys::likeness_partition(brief), keys::likeness_prefix(track))
}

/// All of the studio, the newest first; a hint, since an index lags.
pub fn newest() -> List<Likeness> {
    List::work_list([keys::LIKENESSES_PARTITION.to_owned()]).newest_first()
}

/// What a comparison or an erasure writes about one fingerprint, all of it changed already.
#[derive(Debug, Clone, PartialEq)]
pub struct FingerprintChange {
    pub fingerprint: Stored<PieceFingerprint>,
    /// Whether it goes, with `likenesses`; else it stays, and they are noted.
    pub is_forgotten: bool,
    /// The landmarks that it has joined or left; at revision 0 there was none.
    pub landmarks: Vec<Stored<Landmark>>,
    pub likenesses: Vec<Likeness>,
}

impl Store {
    /// Changes a fingerprint, its landmarks and its likenesses, as long as fingerprint and landmarks
    /// are as they were read: of two that have one in common and come at the same time, one reads
    /// again and finds the other. One round trip; one more for a hundred likenesses that go with it.
    pub async fn change_fingerprint(&self, change: &FingerprintChange) -> Result<(), StoreError> {
        let FingerprintChange { fingerprint, is_forgotten, landmarks, likenesses } = change;
        let mut transaction = self.transaction();
        if *is_forgotten {
            let unchanged = Condition::unchanged(fingerprint.revision);
            transaction.delete(&fingerprint.item.key(), &unchanged)?;
        } else {
            transaction.replace(fingerprint)?;
        }
        for landmark in landmarks {
            if landmark.item.pieces.is_empty() {
                let unchanged = Condition::unchanged(landmark.revision);
                transaction.delete(&landmark.item.key(), &unchanged)?;
            } else {
                transaction.create_or_replace(landmark)?;
            }
        }
        if *is_forgotten {
            let notes: Vec<Key> = likenesses.iter().map(Item::key).collect();
            self.delete_all(&notes).await?;
        } else {
            for likeness in likenesses {
                transaction.repeat(likeness)?;
            }
        }
        self.commit(transaction).await
    }
}
