//! How strict a reviewer is beside the others on the same tracks, and what their totals would be if
//! they were not. Only a brief with several reviews per track knows; elsewhere the raw total ranks.
//!
//! A mean of few answers ranks shrunk towards the middle of the scale:
//! `(sum + k × 300) / (answers + k)`, where `k` is [`Policy::ranking_prior_answers`]. The middle of
//! the scale and not the mean of the brief's tracks: where all tracks are good, one kind answer
//! above that mean would outrank several that lie at it, whatever `k` is.

use crate::id::{MemberId, TrackId};
use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use crate::string_enum::string_enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Severity {
    /// Who compares.
    pub reviewer: MemberId,
    /// Tracks that others scored too.
    pub shared_tracks: u32,
    /// The median distance from the mean of the others on those tracks, in hundredths of a star;
    /// above 0 is kinder than they are.
    pub median_centistars: i32,
    /// What is taken off each of their totals, in hundredths of a star.
    pub correction_centistars: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[schemars(rename = "RankedPlace")]
pub struct Place {
    /// The track that stands here.
    pub track: TrackId,
    /// How many totals it has.
    pub reviews: u32,
    /// Their mean, rounded down.
    pub raw_centistars: u32,
    /// Their mean, shrunk for few answers, rounded down.
    pub raw_shrunk_centistars: u32,
    /// The mean of the corrected totals, rounded down.
    pub calibrated_centistars: u32,
    /// The mean of the corrected totals, shrunk for few answers, rounded down.
    pub calibrated_shrunk_centistars: u32,
}

/// How means of few answers are shrunk: each track ranks as if it had so many answers more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Shrinkage {
    /// What those answers say, in hundredths of a star.
    pub prior_centistars: u32,
    /// How many answers are added to those of each track.
    pub prior_answers: u32,
}

impl Shrinkage {
    /// The one of a policy.
    pub fn of_policy(policy: &Policy) -> Self {
        Self {
            prior_centistars: policy.ranking_prior_centistars,
            prior_answers: policy.ranking_prior_answers,
        }
    }

    fn shrunk(self, answers: Answers) -> Answers {
        let prior = u64::from(self.prior_centistars).saturating_mul(self.prior_answers.into());
        Answers {
            sum: answers.sum.saturating_add(prior),
            count: answers.count.saturating_add(self.prior_answers),
        }
    }
}

/// Totals of one track, kept as a fraction so that ranks compare exactly.
#[derive(Clone, Copy)]
struct Answers {
    sum: u64,
    count: u32,
}

impl Answers {
    fn new(totals: impl Iterator<Item = u32> + Clone) -> Self {
        Self { sum: totals.clone().map(u64::from).sum(), count: count(totals.count()) }
    }

    /// Rounded down.
    fn mean(self) -> u32 {
        u32::try_from(floor_div(self.sum, self.count.into())).unwrap_or(u32::MAX)
    }

    /// Compares the exact means.
    fn compare(self, other: Self) -> Ordering {
        let mine = self.sum.saturating_mul(other.count.into());
        mine.cmp(&other.sum.saturating_mul(self.count.into()))
    }
}

/// One track's totals, as given and corrected, both shrunk.
struct Ranked {
    place: Place,
    raw: Answers,
    calibrated: Answers,
}

impl Ranked {
    fn new(track: TrackId, raw: Answers, calibrated: Answers, shrinkage: Shrinkage) -> Self {
        let (raw_shrunk, calibrated_shrunk) = (shrinkage.shrunk(raw), shrinkage.shrunk(calibrated));
        let place = Place {
            track,
            reviews: raw.count,
            raw_centistars: raw.mean(),
            raw_shrunk_centistars: raw_shrunk.mean(),
            calibrated_centistars: calibrated.mean(),
            calibrated_shrunk_centistars: calibrated_shrunk.mean(),
        };
        Self { place, raw: raw_shrunk, calibrated: calibrated_shrunk }
    }

    /// The better first.
    fn compare(&self, other: &Self) -> Ordering {
        let by_mean = other.calibrated.compare(self.calibrated);
        let by_raw_mean = || other.raw.compare(self.raw);
        let by_reviews = || other.place.reviews.cmp(&self.place.reviews);
        let by_id = || self.place.track.cmp(&other.place.track);
        by_mean.then_with(by_raw_mean).then_with(by_reviews).then_with(by_id)
    }
}

/// A brief's tracks in order, with what was corrected on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    pub calibration: Calibration,
    pub shrinkage: Shrinkage,
    /// The best first, by the exact shrunk mean of the corrected totals, then of the raw totals,
    /// then by more reviews, then by id.
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
    let shrinkage = Shrinkage::of_policy(policy);
    let ranked = |(track, totals): (TrackId, Vec<&Total>)| {
        let corrected = |total: &&Total| {
            let correction = corrections.get(&total.reviewer).copied().unwrap_or_default();
            corrected(total.centistars, correction)
        };
        let raw = Answers::new(totals.iter().map(|total| total.centistars));
        Ranked::new(track, raw, Answers::new(totals.iter().map(corrected)), shrinkage)
    };
    let mut ranked: Vec<Ranked> = tracks.into_iter().map(ranked).collect();
    ranked.sort_by(Ranked::compare);
    let places = ranked.into_iter().map(|one| one.place).collect();
    let enough = reviewers.iter().any(|one| one.shared_tracks >= policy.calibration_least_tracks);
    let calibration =
        if enough { Calibration::Applied } else { Calibration::NotEnoughSharedTracks };
    Ranking { calibration, shrinkage, places, reviewers }
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

    /// The number of each track of `totals`, the best first.
    fn order_of(totals: &[Total]) -> Vec<TrackId> {
        let ranking = rank(totals, 2, &Policy::CURRENT);
        ranking.places.into_iter().map(|place| place.track).collect()
    }

    #[test]
    fn one_answer_of_456_ranks_below_four_tracks_with_two_answers_of_450() {
        let mut totals: Vec<Total> =
            (2..6).flat_map(|number| [total(1, number, 450), total(2, number, 450)]).collect();
        totals.push(total(1, 1, 456));
        let ranking = rank(&totals, 2, &Policy::CURRENT);
        let last = ranking.places.last().unwrap();
        assert_eq!((last.track, last.raw_centistars), (track(1), 456));
        assert_eq!(last.raw_shrunk_centistars, 378, "half of 456 and 300");
        for place in &ranking.places[..4] {
            assert_eq!((place.raw_centistars, place.raw_shrunk_centistars), (450, 400));
            assert_eq!(place.calibrated_shrunk_centistars, 400);
        }
    }

    #[test]
    fn equal_shrunk_means_rank_by_more_answers() {
        // (500 + 300) / 2 is (450 + 450 + 300) / 3.
        let totals = [total(1, 1, 500), total(1, 2, 450), total(2, 2, 450)];
        assert_eq!(order_of(&totals), [track(2), track(1)]);
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
        fn more_answers_of_a_value_above_the_middle_rank_no_lower(
            value in 300_u32..=500,
            fewer in 1_u8..8,
            more in 1_u8..8,
            (ids, others) in (Just([1, 2]).prop_shuffle(), any_totals()),
        ) {
            prop_assume!(fewer < more);
            // Reviewers of their own, so that nobody shares enough tracks to be corrected.
            let said = |number: u8, times| (0..times).map(move |n| total(100 + n, number, value));
            let [one, other] = ids.map(|id: u8| 50 + id);
            let mut totals = others;
            totals.extend(said(one, fewer).chain(said(other, more)));
            let order = order_of(&totals);
            let at = |number| order.iter().position(|id| *id == track(number)).unwrap();
            prop_assert!(at(other) < at(one));
        }

        #[test]
        fn a_shrunk_mean_lies_between_the_mean_and_the_middle(totals in any_totals()) {
            for place in rank(&totals, 2, &Policy::CURRENT).places {
                let (raw, shrunk) = (place.raw_centistars, place.raw_shrunk_centistars);
                prop_assert!((raw.min(300)..=raw.max(300)).contains(&shrunk));
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
