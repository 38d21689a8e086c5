//! How strict a reviewer is beside the others on the same tracks, and what their totals would be if
//! they were not. Only a brief with several reviews per track knows; elsewhere the raw total ranks.

use crate::id::{MemberId, TrackId};
use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use crate::string_enum::string_enum;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One reviewer's total for one track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    pub reviewer: MemberId,
    pub track: TrackId,
    /// How, in hundredths of a star.
    pub centistars: u32,
}

string_enum! {
    /// Whether totals were corrected.
    pub enum Calibration {
        /// At least one reviewer shares enough tracks with others.
        Applied => "applied",
        /// Nobody does, so the raw totals rank.
        NotEnoughSharedTracks => "not_enough_shared_tracks",
    }
}

/// How a reviewer compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Severity {
    pub reviewer: MemberId,
    /// Tracks that others scored too.
    pub shared_tracks: u32,
    /// The median distance from the mean of the others on those tracks, in hundredths of a star;
    /// above 0 is kinder than they are.
    pub median_centistars: i32,
    /// What is taken off each of their totals, in hundredths of a star.
    pub correction_centistars: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub track: TrackId,
    /// How many totals it has.
    pub reviews: u32,
    /// Their mean, rounded down.
    pub raw_centistars: u32,
    /// The mean of the corrected totals, rounded down.
    pub calibrated_centistars: u32,
}

/// A brief's tracks in order, with what was corrected on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    pub calibration: Calibration,
    /// The best first, by corrected total, then raw total, then id.
    pub places: Vec<Place>,
    pub reviewers: Vec<Severity>,
}

const CENTISTARS_MIN: i32 = 100;
const CENTISTARS_MAX: i32 = 500;

/// Ranks the tracks of a brief that asks for so many reviews per track; one shares nothing. The
/// order of `totals` does not matter.
pub fn rank(totals: &[Total], reviews_per_track: u8, policy: &Policy) -> Ranking {
    let shares = reviews_per_track >= 2;
    let members: BTreeSet<MemberId> = totals.iter().map(|total| total.reviewer).collect();
    let reviewers: Vec<Severity> =
        members.into_iter().map(|reviewer| severity(reviewer, totals, policy)).collect();
    let reviewers: Vec<Severity> = reviewers.into_iter().filter(|_| shares).collect();
    let corrections: BTreeMap<MemberId, i32> =
        reviewers.iter().map(|one| (one.reviewer, one.correction_centistars)).collect();
    let mut tracks: BTreeMap<TrackId, Vec<&Total>> = BTreeMap::new();
    for total in totals {
        tracks.entry(total.track).or_default().push(total);
    }
    let place = |(track, totals): (TrackId, Vec<&Total>)| {
        let corrected = |total: &&Total| {
            let correction = corrections.get(&total.reviewer).copied().unwrap_or_default();
            corrected(total.centistars, correction)
        };
        Place {
            track,
            reviews: count(totals.len()),
            raw_centistars: mean(totals.iter().map(|total| total.centistars)),
            calibrated_centistars: mean(totals.iter().map(corrected)),
        }
    };
    let mut places: Vec<Place> = tracks.into_iter().map(place).collect();
    places.sort_by(|one, other| {
        let key = |place: &Place| (place.calibrated_centistars, place.raw_centistars);
        key(other).cmp(&key(one)).then(one.track.cmp(&other.track))
    });
    let enough = reviewers.iter().any(|one| one.shared_tracks >= policy.calibration_least_tracks);
    let calibration =
        if enough { Calibration::Applied } else { Calibration::NotEnoughSharedTracks };
    Ranking { calibration, places, reviewers }
}

/// A total without the reviewer's own severity, still between one and five stars.
pub fn corrected(centistars: u32, correction_centistars: i32) -> u32 {
    let raw = i32::try_from(centistars).unwrap_or(i32::MAX);
    let corrected = raw.saturating_sub(correction_centistars);
    corrected.clamp(CENTISTARS_MIN, CENTISTARS_MAX).unsigned_abs()
}

fn severity(reviewer: MemberId, totals: &[Total], policy: &Policy) -> Severity {
    let mine = totals.iter().filter(|total| total.reviewer == reviewer);
    let deviations: Vec<i32> = mine.filter_map(|total| deviation(total, totals)).collect();
    let shared_tracks = count(deviations.len());
    let median_centistars = median(deviations);
    let correction_centistars = correction(median_centistars, shared_tracks, policy);
    Severity { reviewer, shared_tracks, median_centistars, correction_centistars }
}

/// How far a total lies above the mean of the others on the same track, towards zero; nothing where
/// nobody else scored it.
fn deviation(total: &Total, totals: &[Total]) -> Option<i32> {
    let of_others = |other: &&Total| other.track == total.track && other.reviewer != total.reviewer;
    let others: Vec<i64> =
        totals.iter().filter(of_others).map(|other| i64::from(other.centistars)).collect();
    let size = i64::from(count(others.len()));
    let all = i64::from(total.centistars).saturating_mul(size);
    let distance = all.saturating_sub(others.iter().sum()).checked_div(size)?;
    i32::try_from(distance).ok()
}

/// The middle one; of two in the middle their mean, towards zero; 0 of nothing.
fn median(mut deviations: Vec<i32>) -> i32 {
    deviations.sort_unstable();
    let upper = deviations.get(deviations.len().checked_div(2).unwrap_or(0)).copied();
    let before = deviations.len().saturating_sub(1).checked_div(2).unwrap_or(0);
    let lower = deviations.get(before).copied();
    let sum = upper.unwrap_or(0).saturating_add(lower.unwrap_or(0));
    sum.checked_div(2).unwrap_or(0)
}

/// The median, pulled to nothing where few tracks are shared: `n / (n + 10)` of it, towards zero.
fn correction(median_centistars: i32, shared_tracks: u32, policy: &Policy) -> i32 {
    if shared_tracks < policy.calibration_least_tracks {
        return 0;
    }
    let whole = i64::from(shared_tracks.saturating_add(policy.calibration_shrink));
    let shrunk = i64::from(median_centistars).saturating_mul(i64::from(shared_tracks));
    let shrunk = i32::try_from(shrunk.checked_div(whole).unwrap_or(0)).unwrap_or(0);
    let most = policy.calibration_centistars_max;
    shrunk.clamp(most.saturating_neg(), most)
}

fn mean(totals: impl Iterator<Item = u32> + Clone) -> u32 {
    let sum = totals.clone().map(u64::from).sum();
    u32::try_from(floor_div(sum, count(totals.count()).into())).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    fn member(number: u8) -> MemberId {
        MemberId::derive(&[&[number]])
    }

    fn track(number: u8) -> TrackId {
        TrackId::derive(&[&[number]])
    }

    fn total(reviewer: u8, number: u8, centistars: u32) -> Total {
        Total { reviewer: member(reviewer), track: track(number), centistars }
    }

    /// The first reviewer is `kinder` than the second on each of `tracks`.
    fn pairs(tracks: u8, kinder: u32) -> Vec<Total> {
        let both = |number| [total(1, number, 250 + kinder), total(2, number, 250)];
        (0..tracks).flat_map(both).collect()
    }

    fn correction_of(reviewer: u8, totals: &[Total]) -> i32 {
        let ranking = rank(totals, 2, &Policy::CURRENT);
        let found = ranking.reviewers.iter().find(|one| one.reviewer == member(reviewer));
        found.unwrap().correction_centistars
    }

    #[test]
    fn below_eight_shared_tracks_nothing_is_corrected() {
        let ranking = rank(&pairs(7, 100), 2, &Policy::CURRENT);
        assert_eq!(ranking.calibration, Calibration::NotEnoughSharedTracks);
        assert_eq!(correction_of(1, &pairs(7, 100)), 0);
        for place in ranking.places {
            assert_eq!(place.raw_centistars, place.calibrated_centistars);
        }
    }

    #[test]
    fn the_median_is_shrunk_and_clamped() {
        assert_eq!(correction_of(1, &pairs(8, 90)), 40);
        assert_eq!(correction_of(2, &pairs(8, 90)), -40);
        assert_eq!(correction_of(1, &pairs(40, 200)), 75);
    }

    #[test]
    fn a_brief_with_one_review_per_track_shares_nothing() {
        let totals: Vec<Total> = (0..30).map(|n| total(n % 3, n, 300 + u32::from(n))).collect();
        for reviews_per_track in [1, 2] {
            let ranking = rank(&totals, reviews_per_track, &Policy::CURRENT);
            assert_eq!(ranking.calibration, Calibration::NotEnoughSharedTracks);
            assert_eq!(ranking.places[0].track, track(29));
        }
        let ranking = rank(&pairs(20, 90), 1, &Policy::CURRENT);
        assert_eq!(ranking.calibration, Calibration::NotEnoughSharedTracks);
        assert!(ranking.reviewers.is_empty());
    }

    #[test]
    fn a_strict_reviewer_costs_a_track_its_place_no_longer() {
        let mut totals: Vec<Total> =
            (0..20).flat_map(|number| [total(1, number, 400), total(2, number, 300)]).collect();
        totals.extend([total(1, 100, 380), total(2, 101, 330)]);
        let ranking = rank(&totals, 2, &Policy::CURRENT);
        let position =
            |number| ranking.places.iter().position(|place| place.track == track(number)).unwrap();
        assert!(position(101) < position(100));
    }

    #[test]
    fn one_outlier_does_not_move_the_median() {
        let mut totals = pairs(9, 0);
        totals[0].centistars = 500;
        assert_eq!(correction_of(1, &totals), 0);
        assert_eq!((median(vec![]), median(vec![1, 4]), median(vec![-3, 9, 2])), (0, 2, 2));
    }

    fn any_totals() -> impl Strategy<Value = Vec<Total>> {
        proptest::collection::btree_map((0_u8..4, 0_u8..14), 100_u32..=500, 0..56).prop_map(
            |totals| totals.into_iter().map(|((who, what), how)| total(who, what, how)).collect(),
        )
    }

    proptest! {
        #[test]
        fn corrections_stay_within_75_and_totals_within_one_and_five_stars(totals in any_totals()) {
            let ranking = rank(&totals, 2, &Policy::CURRENT);
            for one in &ranking.reviewers {
                prop_assert!(one.correction_centistars.abs() <= 75);
                prop_assert!(one.shared_tracks >= 8 || one.correction_centistars == 0);
                prop_assert!(one.correction_centistars.abs() <= one.median_centistars.abs());
            }
            for place in &ranking.places {
                prop_assert!((100..=500).contains(&place.calibrated_centistars));
                prop_assert!(place.calibrated_centistars.abs_diff(place.raw_centistars) <= 75);
            }
        }

        #[test]
        fn one_reviewers_higher_total_never_becomes_the_lower_one(
            totals in any_totals(),
            low in 100_u32..=500,
            high in 100_u32..=500,
        ) {
            let (low, high) = (low.min(high), low.max(high));
            for one in rank(&totals, 2, &Policy::CURRENT).reviewers {
                let correction = one.correction_centistars;
                prop_assert!(corrected(low, correction) <= corrected(high, correction));
            }
        }

        #[test]
        fn a_kinder_reviewer_is_never_corrected_less(
            totals in any_totals(),
            which in any::<proptest::sample::Index>(),
            kinder in 1_u32..100,
        ) {
            prop_assume!(!totals.is_empty());
            let mut raised = totals.clone();
            let one = which.index(totals.len());
            raised[one].centistars = (raised[one].centistars + kinder).min(500);
            let correction = |totals: &[Total]| {
                let ranking = rank(totals, 2, &Policy::CURRENT);
                let found = ranking.reviewers.iter().find(|s| s.reviewer == raised[one].reviewer);
                found.unwrap().correction_centistars
            };
            prop_assert!(correction(&raised) >= correction(&totals));
        }

        #[test]
        fn the_order_of_the_totals_does_not_matter(
            (totals, shuffled) in any_totals()
                .prop_flat_map(|totals| (Just(totals.clone()), Just(totals).prop_shuffle())),
        ) {
            prop_assert_eq!(rank(&totals, 2, &Policy::CURRENT), rank(&shuffled, 2, &Policy::CURRENT));
        }
    }
}
