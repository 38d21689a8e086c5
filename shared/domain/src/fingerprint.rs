//! The acoustic fingerprint of a piece: what it sounds like, in a few kilobytes; which of its values
//! find it again, and what two fingerprints have in common.
//!
//! A likeness is evidence for people: place and degree. Nothing here decides whose a piece is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Error as DecodeError, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::policy::Policy;

/// Samples a second of the sound that is looked at.
const RATE_HZ: u64 = 11_025;
/// Samples from one value to the next.
const HOP: u64 = 1_365;
/// Samples that one value is made of.
const SPAN: u64 = 4_096 + 19 * HOP;

/// Values of a piece of 15 minutes and a little more.
const VALUES_MAX: usize = 8_000;

/// The bits of a value by which a piece is found again: 20 of 32. Each of chromaprint's 16 filters
/// gives two; these are the coarse one of each and the steadiest of the others, those that an
/// encoder, another start or an equaliser turns over most seldom.
const LANDMARK_BITS: u32 = 0xbbae_aaae;

/// By so many of its first bits a value is compared where two pieces are laid beside each other.
const ALIGN_BITS: u32 = 14;
/// A value that a piece repeats more often says nothing about where it is.
const REPEATS_MAX: usize = 40;
/// Ways to lay two pieces beside each other that are looked at closely.
const ALIGNMENTS: usize = 6;
/// Differing bits of 32 up to which two values belong together. Two that have nothing to do with each
/// other differ in 16, in music of one key in somewhat fewer.
const DIFFERING_BITS: i64 = 10;

/// A number for each 124 ms of a piece, 32 bits about how its harmony moves there. It says nothing of
/// loudness, format or words, and no sound can be made of it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Fingerprint(Vec<u32>);

/// What two pieces have in common: one stretch, where it is in either, and how much it is alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Where it begins in the one, in milliseconds.
    pub at_ms: u64,
    /// Where it begins in the other.
    pub other_at_ms: u64,
    pub length_ms: u64,
    /// The part of the bits that are equal, in basis points: 5,000 is chance.
    pub likeness_bp: u32,
}

impl Fingerprint {
    /// Of its values in their order; what is longer than any piece is cut.
    pub fn new(mut values: Vec<u32>) -> Self {
        values.truncate(VALUES_MAX);
        Self(values)
    }

    pub fn values(&self) -> &[u32] {
        &self.0
    }

    /// The values by which the piece is found again: some of all that it has, chosen by what they
    /// are, so that a cut or re-encoded copy chooses the same ones. What is held, as silence or one
    /// tone, is left out.
    pub fn landmarks(&self, landmarks_max: usize) -> BTreeSet<u32> {
        let mut changing: Vec<u32> = self.changing().collect();
        changing.sort_unstable_by_key(|value| (mixed(*value), *value));
        changing.dedup();
        changing.into_iter().take(landmarks_max).collect()
    }

    /// The steady bits of the values that differ in them from those before and after.
    fn changing(&self) -> impl Iterator<Item = u32> {
        let steady = || self.0.iter().map(|value| value & LANDMARK_BITS);
        let before = std::iter::once(None).chain(steady().map(Some));
        let after = steady().skip(1).map(Some).chain([None]);
        let all = steady().zip(before.zip(after));
        all.filter(|(value, (before, after))| *before != Some(*value) && *after != Some(*value))
            .map(|(value, _)| value)
    }

    /// The longest and closest stretch that this piece has in common with another; nothing where it
    /// is too short or too little alike to be evidence.
    pub fn compare(&self, other: &Self, policy: &Policy) -> Option<Overlap> {
        let overlap = self.best_overlap(other)?;
        let is_evidence = overlap.length_ms >= policy.likeness_ms_min
            && overlap.likeness_bp >= policy.likeness_bp_min;
        is_evidence.then_some(overlap)
    }

    /// The best stretch, however short.
    pub fn best_overlap(&self, other: &Self) -> Option<Overlap> {
        let stretches = self.alignments(other).into_iter().filter_map(|(mine, theirs)| {
            let beside = self.0.iter().skip(mine).zip(other.0.iter().skip(theirs));
            let differing = beside.map(|(one, two)| i64::from((one ^ two).count_ones()));
            Some((Stretch::best(differing)?, mine, theirs))
        });
        let (stretch, mine, theirs) = stretches.max_by_key(|(stretch, ..)| stretch.score)?;
        let further = stretch.items.saturating_sub(1).saturating_mul(HOP).saturating_add(SPAN);
        Some(Overlap {
            at_ms: begins_ms(mine.saturating_add(stretch.begin)),
            other_at_ms: begins_ms(theirs.saturating_add(stretch.begin)),
            length_ms: to_ms(further),
            likeness_bp: stretch.likeness_bp(),
        })
    }

    /// The likeliest ways to lay the two beside each other: where each of them begins then. Those at
    /// which the most values agree in their first bits, each with its neighbours.
    fn alignments(&self, other: &Self) -> Vec<(usize, usize)> {
        let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, value) in self.0.iter().enumerate() {
            places.entry(first_bits(*value)).or_default().push(place);
        }
        let mut votes: BTreeMap<usize, u32> = BTreeMap::new();
        for (place, value) in other.0.iter().enumerate() {
            let mine = places.get(&first_bits(*value)).filter(|all| all.len() <= REPEATS_MAX);
            for mine in mine.into_iter().flatten() {
                // How far the other has to be moved, counted from where it ends before this begins.
                let moved = mine.saturating_add(other.0.len()).saturating_sub(place);
                let count = votes.entry(moved).or_default();
                *count = count.saturating_add(1);
            }
        }
        let around = |moved: usize| {
            let near = votes.range(moved.saturating_sub(1)..=moved.saturating_add(1));
            near.map(|(_, count)| *count).sum::<u32>()
        };
        let mut ranked: Vec<(u32, u32, usize)> =
            votes.iter().map(|(moved, count)| (around(*moved), *count, *moved)).collect();
        ranked.sort_unstable_by(|one, two| two.cmp(one));
        let begins = |moved: usize| {
            let length = other.0.len();
            (moved.saturating_sub(length), length.saturating_sub(moved))
        };
        ranked.into_iter().take(ALIGNMENTS).map(|(_, _, moved)| begins(moved)).collect()
    }
}

/// A run of values that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// From the first value that is compared.
    begin: usize,
    items: u64,
    /// Differing bits in all of them.
    differing: i64,
    /// Grows with every value that is closer than [`DIFFERING_BITS`], falls with every other.
    score: i64,
}

impl Stretch {
    /// The run with the highest score.
    fn best(differing: impl Iterator<Item = i64>) -> Option<Self> {
        let mut best: Option<Self> = None;
        let mut now = Self { begin: 0, items: 0, differing: 0, score: 0 };
        for (place, bits) in differing.enumerate() {
            if now.score <= 0 {
                now = Self { begin: place, items: 0, differing: 0, score: 0 };
            }
            now.items = now.items.saturating_add(1);
            now.differing = now.differing.saturating_add(bits);
            now.score = now.score.saturating_add(DIFFERING_BITS).saturating_sub(bits);
            if now.score > best.map_or(0, |best| best.score) {
                best = Some(now);
            }
        }
        best
    }

    fn likeness_bp(&self) -> u32 {
        let bits = self.items.saturating_mul(32).max(1);
        let differing = u64::try_from(self.differing).unwrap_or(0);
        let equal = bits.saturating_sub(differing).saturating_mul(10_000).div_euclid(bits);
        u32::try_from(equal).unwrap_or(10_000)
    }
}

/// Where a value begins.
fn begins_ms(place: usize) -> u64 {
    to_ms(u64::try_from(place).unwrap_or(u64::MAX).saturating_mul(HOP))
}

fn to_ms(samples: u64) -> u64 {
    samples.saturating_mul(1000).div_euclid(RATE_HZ)
}

fn first_bits(value: u32) -> u32 {
    value.wrapping_shr(u32::BITS.wrapping_sub(ALIGN_BITS))
}

/// The value with its bits mixed, so that the smallest ones are a fair sample of all.
fn mixed(value: u32) -> u32 {
    let folded = (value ^ value.wrapping_shr(16)).wrapping_mul(0x85eb_ca6b);
    let folded = (folded ^ folded.wrapping_shr(13)).wrapping_mul(0xc2b2_ae35);
    folded ^ folded.wrapping_shr(16)
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fingerprint of {} values", self.0.len())
    }
}

/// As bytes, the values in their order, each big-endian.
impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.iter().flat_map(|value| value.to_be_bytes()).collect();
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_byte_buf(Bytes)
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Fingerprint;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("four bytes for each value of a fingerprint")
    }

    fn visit_bytes<E: DecodeError>(self, bytes: &[u8]) -> Result<Fingerprint, E> {
        let (values, rest) = bytes.as_chunks::<4>();
        if rest.is_empty() {
            Ok(Fingerprint::new(values.iter().map(|four| u32::from_be_bytes(*four)).collect()))
        } else {
            Err(E::invalid_length(bytes.len(), &self))
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::as_conversions,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        reason = "test pieces are short"
    )]

    use super::*;
    use proptest::prelude::*;

    const POLICY: &Policy = &Policy::CURRENT;

    /// A piece whose every value is another one.
    fn piece(seed: u32, length: u32) -> Vec<u32> {
        (0..length).map(|place| mixed(seed.wrapping_mul(0x9e37_79b9) ^ mixed(place))).collect()
    }

    fn print(values: &[u32]) -> Fingerprint {
        Fingerprint::new(values.to_vec())
    }

    #[test]
    fn silence_and_a_held_tone_have_no_landmarks() {
        assert!(print(&[627_964_279; 900]).landmarks(90).is_empty());
        let mut values = vec![5; 300];
        values.extend(piece(1, 40));
        values.extend(vec![7; 300]);
        assert_eq!(print(&values).landmarks(90), print(&piece(1, 40)).landmarks(90));
        assert_eq!(Fingerprint::default().landmarks(90), BTreeSet::new());
    }

    #[test]
    fn a_copy_is_found_where_it_is_and_a_stranger_is_not() {
        let long = piece(1, 1400);
        let mut copied = piece(2, 300);
        copied.extend_from_slice(&long[500..900]);
        let overlap = print(&copied).compare(&print(&long), POLICY).unwrap();
        assert!(overlap.at_ms.abs_diff(begins_ms(300)) <= 250, "{overlap:?}");
        assert_eq!(overlap.other_at_ms - overlap.at_ms, begins_ms(500) - begins_ms(300));
        assert!(overlap.length_ms.abs_diff(begins_ms(400) + 2_600) <= 500, "{overlap:?}");
        assert!(overlap.likeness_bp >= 9_900);
        assert_eq!(print(&piece(3, 1400)).compare(&print(&long), POLICY), None);
        assert_eq!(Fingerprint::default().compare(&print(&long), POLICY), None);
        assert_eq!(print(&[7; 1400]).compare(&print(&[7; 1400]), POLICY), None, "nothing moves");
    }

    #[test]
    fn a_short_stretch_is_no_evidence() {
        let mut quoting = piece(2, 400);
        quoting.extend_from_slice(&piece(1, 1400)[..20]);
        let quoted = print(&piece(1, 1400));
        assert!(print(&quoting).best_overlap(&quoted).is_some());
        assert_eq!(print(&quoting).compare(&quoted, POLICY), None);
    }

    #[test]
    fn a_fingerprint_is_stored_as_bytes() {
        let values = print(&[1, 0xffff_0000]);
        let token = serde_json::to_value(&values).unwrap();
        assert_eq!(token, serde_json::json!([0, 0, 0, 1, 255, 255, 0, 0]));
        assert!(Bytes.visit_bytes::<serde_json::Error>(&[1, 2, 3]).is_err());
        assert_eq!(Bytes.visit_bytes::<serde_json::Error>(&[0, 0, 0, 9]).unwrap(), print(&[9]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Half of a piece chooses what the whole one chooses of that half, and more.
        #[test]
        fn a_cut_copy_chooses_the_same_landmarks(
            seed in any::<u32>(),
            length in 200_u32..1500,
            from in 0_u32..100,
            landmarks_max in 1_usize..100,
        ) {
            let whole = piece(seed, length);
            let cut = &whole[from as usize..];
            let (of_whole, of_cut) =
                (print(&whole).landmarks(landmarks_max), print(cut).landmarks(landmarks_max));
            prop_assert!(of_whole.len() <= landmarks_max);
            let of_values: BTreeSet<u32> =
                print(cut).changing().collect();
            let kept: BTreeSet<u32> = of_whole.intersection(&of_values).copied().collect();
            prop_assert!(kept.is_subset(&of_cut));
        }

        /// Whatever the values are, the stretch lies in both pieces.
        #[test]
        fn an_overlap_lies_in_both(
            one in proptest::collection::vec(any::<u8>(), 0..200),
            two in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let spread = |values: Vec<u8>| -> Vec<u32> {
                values.into_iter().map(|value| u32::from(value % 40) << 26).collect()
            };
            let (one, two) = (spread(one), spread(two));
            let end = |items: usize| to_ms(items as u64 * HOP + SPAN);
            let (mine, theirs) = (print(&one), print(&two));
            if let Some(overlap) = mine.best_overlap(&theirs) {
                prop_assert!(overlap.at_ms + overlap.length_ms <= end(one.len()));
                prop_assert!(overlap.other_at_ms + overlap.length_ms <= end(two.len()));
                prop_assert!(overlap.likeness_bp <= 10_000);
            }
        }

        /// A few wrong bits in every value change nothing about where a copy is found.
        #[test]
        fn a_copy_with_wrong_bits_is_found(seed in any::<u32>(), wrong in 0_u32..=2) {
            let whole = piece(seed, 600);
            let blurred: Vec<u32> = whole[100..500]
                .iter()
                .enumerate()
                .map(|(place, value)| {
                    (0..wrong).fold(*value, |value, bit| {
                        value ^ (1 << (mixed(seed ^ place as u32 ^ (bit << 20)) % 32))
                    })
                })
                .collect();
            let overlap = print(&blurred).compare(&print(&whole), POLICY).unwrap();
            prop_assert!(overlap.other_at_ms.abs_diff(overlap.at_ms + begins_ms(100)) <= 1);
            prop_assert!(overlap.likeness_bp >= 9_000);
        }
    }
}
