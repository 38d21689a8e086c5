//! Pieces that sound alike: by what a version is found again, whom it is compared with, what is noted
//! of that, and who reads it.
//!
//! A likeness decides nothing: people look at the place. It is told to those alone who may look into
//! both pieces; never to a composer, whom it would tell whose the other one is, and never to a
//! reviewer, who hears a piece for itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::brief::{Brief, Visibility};
use crate::fingerprint::{Fingerprint, Overlap};
use crate::id::{BriefId, MemberId, TrackId};
use crate::policy::Policy;
use crate::track::Version;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A version of a track, and who submitted it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize, Deserialize,
)]
pub struct Piece {
    /// What the track was submitted to.
    pub brief: BriefId,
    /// The track of the version.
    pub track: TrackId,
    /// Its number in the track, from 1.
    #[schemars(range(min = 1))]
    pub version: u8,
    /// Who submitted it.
    pub composer: MemberId,
}

impl Piece {
    pub const fn of(version: &Version) -> Self {
        let Version { brief, track, version, composer, .. } = *version;
        Self { brief, track, version, composer }
    }
}

/// The fingerprint of a version that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceFingerprint {
    pub piece: Piece,
    pub fingerprint: Fingerprint,
    /// The values under which it is found, as they were chosen then.
    pub landmarks: BTreeSet<u32>,
    pub received_at: Timestamp,
    /// When it was compared with the pieces of the studio, and can be found itself since.
    pub compared_at: Option<Timestamp>,
}

/// The pieces that have one value among their landmarks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    pub value: u32,
    pub pieces: BTreeSet<Piece>,
}

/// What one version and an older one of somebody else have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// The version that was taken in later; of two of one brief there is a second note the other way
    /// round.
    pub piece: Piece,
    pub like: Piece,
    /// Whether `like` is the later one: this is the second note.
    pub is_earlier: bool,
    /// Where the stretch begins in `piece`, in milliseconds.
    pub at_ms: u64,
    pub like_at_ms: u64,
    pub length_ms: u64,
    /// How much of it is alike, in basis points of equal bits: 5,000 is chance.
    pub likeness_bp: u32,
    pub found_at: Timestamp,
}

impl PieceFingerprint {
    /// Of a version that was taken in; nothing where it has nothing by which it could be found: it is
    /// short, or nothing moves in it.
    pub fn of(
        version: &Version,
        fingerprint: Fingerprint,
        received_at: Timestamp,
        policy: &Policy,
    ) -> Option<Self> {
        let landmarks = fingerprint.landmarks(policy.landmarks_max);
        let piece = Piece::of(version);
        let found = Self { piece, fingerprint, landmarks, received_at, compared_at: None };
        (!found.landmarks.is_empty()).then_some(found)
    }

    /// The pieces of others that share the most landmarks, where those say something: the fewer
    /// pieces have one, the more.
    pub fn candidates<'all>(
        &self,
        landmarks: impl IntoIterator<Item = &'all Landmark>,
        policy: &Policy,
    ) -> Vec<Piece> {
        let mut weights: BTreeMap<Piece, usize> = BTreeMap::new();
        for landmark in landmarks {
            let room = policy.pieces_per_landmark_max.saturating_sub(landmark.pieces.len());
            for piece in landmark.pieces.iter().filter(|piece| self.is_of_another(piece)) {
                let weight = weights.entry(*piece).or_default();
                *weight = weight.saturating_add(room);
            }
        }
        let mut ranked: Vec<(Reverse<usize>, Piece)> = weights
            .into_iter()
            .filter(|(_, weight)| *weight > 0)
            .map(|(piece, weight)| (Reverse(weight), piece))
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().take(policy.pieces_compared).map(|(_, piece)| piece).collect()
    }

    /// Whether another member submitted it.
    fn is_of_another(&self, piece: &Piece) -> bool {
        piece.composer != self.piece.composer && piece.track != self.piece.track
    }

    /// The closest likenesses to these pieces, each pair once.
    pub fn likenesses<'all>(
        &self,
        others: impl IntoIterator<Item = &'all PieceFingerprint>,
        now: Timestamp,
        policy: &Policy,
    ) -> Vec<Likeness> {
        let mut found: Vec<Likeness> = others
            .into_iter()
            .filter(|other| self.is_of_another(&other.piece))
            .filter_map(|other| {
                let overlap = self.fingerprint.compare(&other.fingerprint, policy)?;
                Some(Likeness::of(self.piece, other.piece, overlap, now))
            })
            .collect();
        // Of a track in several versions the closest one.
        found.sort_by_key(|one| (Reverse((one.likeness_bp, one.length_ms)), one.like));
        let mut tracks = BTreeSet::new();
        found.retain(|one| tracks.insert(one.like.track));
        found.truncate(policy.likenesses_max);
        found
    }

    /// The landmarks with this piece among their pieces, where they are not and have room: one that
    /// is full identifies nothing.
    pub fn joins(&self, landmark: &Landmark, policy: &Policy) -> Option<Landmark> {
        let has_room = landmark.pieces.len() < policy.pieces_per_landmark_max;
        (has_room && !landmark.pieces.contains(&self.piece)).then(|| {
            let pieces = landmark.pieces.iter().copied().chain([self.piece]).collect();
            Landmark { value: landmark.value, pieces }
        })
    }
}

impl Landmark {
    /// Without a piece that is gone.
    #[must_use]
    pub fn without(mut self, piece: Piece) -> Self {
        self.pieces.remove(&piece);
        self
    }
}

impl Likeness {
    const fn of(piece: Piece, like: Piece, overlap: Overlap, found_at: Timestamp) -> Self {
        let Overlap { at_ms, other_at_ms: like_at_ms, length_ms, likeness_bp } = overlap;
        let is_earlier = false;
        Self { piece, like, is_earlier, at_ms, like_at_ms, length_ms, likeness_bp, found_at }
    }

    /// The same as it is read at the earlier piece.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            piece: self.like,
            like: self.piece,
            is_earlier: !self.is_earlier,
            at_ms: self.like_at_ms,
            like_at_ms: self.at_ms,
            ..self.clone()
        }
    }

    /// Both notes of it: of two of one brief either is read beside the other.
    pub fn notes(self) -> Vec<Self> {
        if self.piece.brief == self.like.brief {
            let turned = self.turned();
            vec![self, turned]
        } else {
            vec![self]
        }
    }

    /// Whether the client of the brief of `piece` reads it: where the other one is in their brief
    /// too, or published. `other` is the brief of that.
    pub fn is_shown_to_client(&self, other: Option<&Brief>, now: Timestamp) -> bool {
        let is_published = |brief: &Brief| {
            brief.is_won_by(self.like.track, self.like.version)
                && brief.outcome_is_public(now)
                && brief.terms.visibility == Visibility::Public
        };
        self.like.brief == self.piece.brief || other.is_some_and(is_published)
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::as_conversions,
        clippy::arithmetic_side_effects,
        reason = "test pieces are short"
    )]

    use super::*;
    use proptest::prelude::*;

    const POLICY: &Policy = &Policy::CURRENT;

    fn piece(composer: &str, track: &str, version: u8) -> Piece {
        Piece {
            brief: BriefId::derive(&[b"brief"]),
            track: TrackId::derive(&[track.as_bytes()]),
            version,
            composer: MemberId::of_subject(composer),
        }
    }

    fn printed(piece: Piece, values: impl Iterator<Item = u32>) -> PieceFingerprint {
        let fingerprint =
            Fingerprint::new(values.map(|value| value.wrapping_mul(0x9e37_79b9)).collect());
        let landmarks = fingerprint.landmarks(POLICY.landmarks_max);
        let received_at = Timestamp::UNIX_EPOCH;
        PieceFingerprint { piece, fingerprint, landmarks, received_at, compared_at: None }
    }

    fn landmarks(of: &[&PieceFingerprint]) -> Vec<Landmark> {
        let values: BTreeSet<u32> =
            of.iter().flat_map(|one| one.landmarks.iter().copied()).collect();
        let has = |value: u32| of.iter().filter(move |one| one.landmarks.contains(&value));
        let pieces = |value| has(value).map(|one| one.piece).collect();
        values.into_iter().map(|value| Landmark { value, pieces: pieces(value) }).collect()
    }

    #[test]
    fn a_members_own_pieces_are_no_likenesses_of_each_other() {
        let first = printed(piece("ada", "one", 1), 0..400);
        let further = printed(piece("ada", "one", 2), 0..400);
        let again = printed(piece("ada", "two", 1), 0..400);
        let copied = printed(piece("ben", "three", 1), 0..400);
        let found = landmarks(&[&first, &further, &again, &copied]);
        assert_eq!(again.candidates(&found, POLICY), [copied.piece]);
        let now = Timestamp::UNIX_EPOCH;
        let likenesses = again.likenesses([&first, &further, &copied], now, POLICY);
        assert_eq!(likenesses.iter().map(|one| one.like).collect::<Vec<_>>(), [copied.piece]);
        // Of Ada's track in two versions one note is enough.
        assert_eq!(copied.likenesses([&first, &further], now, POLICY).len(), 1);
    }

    #[test]
    fn a_value_that_too_many_pieces_have_identifies_nothing_and_takes_no_more() {
        let new = printed(piece("ada", "new", 1), 0..400);
        let crowd = |count: usize| Landmark {
            value: *new.landmarks.first().unwrap(),
            pieces: (0..count).map(|one| piece("ben", &one.to_string(), 1)).collect(),
        };
        let max = POLICY.pieces_per_landmark_max;
        assert_eq!(new.candidates([&crowd(max)], POLICY), []);
        assert_eq!(new.joins(&crowd(max), POLICY), None);
        assert_eq!(new.candidates([&crowd(max - 1)], POLICY).len(), POLICY.pieces_compared);
        let joined = new.joins(&crowd(max - 1), POLICY).unwrap();
        assert_eq!(joined.pieces.len(), max);
        assert_eq!(new.joins(&joined, POLICY), None, "it is among them");
        assert_eq!(joined.without(new.piece), crowd(max - 1));
    }

    #[test]
    fn everything_that_one_version_writes_fits_into_one_transaction() {
        const TRANSACTION_ITEMS_MAX: usize = 100;
        let notes = POLICY.likenesses_max * 2;
        assert!(POLICY.landmarks_max + notes < TRANSACTION_ITEMS_MAX);
        assert!(POLICY.landmarks_max <= 100 && POLICY.pieces_compared * 2 < 100, "one batch each");
    }

    #[test]
    fn a_likeness_turned_twice_is_the_same() {
        let overlap = Overlap { at_ms: 1, other_at_ms: 2, length_ms: 3, likeness_bp: 9_000 };
        let (one, two) = (piece("ada", "one", 1), piece("ben", "two", 1));
        let likeness = Likeness::of(one, two, overlap, Timestamp::UNIX_EPOCH);
        assert_eq!(likeness.turned().turned(), likeness);
        assert_eq!(likeness.clone().notes().len(), 2);
        let elsewhere = Piece { brief: BriefId::derive(&[b"other"]), ..two };
        assert_eq!(Likeness { like: elsewhere, ..likeness }.notes().len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// Among thirty pieces the one that was copied from comes first.
        #[test]
        fn the_piece_that_was_copied_from_is_the_first_candidate(
            source in 0_u32..30,
            from in 0_u32..200,
        ) {
            let all: Vec<PieceFingerprint> = (0..30_u32)
                .map(|one| printed(piece(&one.to_string(), &one.to_string(), 1),
                    (0..400).map(move |place| one * 1_000 + place)))
                .collect();
            let copied = printed(piece("new", "new", 1),
                (from..from + 200).map(|place| source * 1_000 + place));
            let found = landmarks(&all.iter().collect::<Vec<_>>());
            let found = found.iter().filter(|one| copied.landmarks.contains(&one.value));
            let candidates = copied.candidates(found, POLICY);
            prop_assert_eq!(candidates.first(), Some(&all[source as usize].piece));
        }
    }
}
