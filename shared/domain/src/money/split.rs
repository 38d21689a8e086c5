//! The flat split of one track: who gets how many parts per million of every line of it.

use crate::digest::Sha256Hex;
use crate::id::{MemberId, ReviewId};
use crate::money::account::Account;
use crate::money::month::YearMonth;
use crate::money::share::Share;
use crate::money::track_key::TrackKey;
use crate::whole_number_schema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use thiserror::Error;

/// One payee's part of the split.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitRow {
    pub account: Account,
    /// Parts per million of the whole revenue of the track; never 0.
    pub share_ppm: Share,
}

/// Rows by account, each account once, none empty, the sum exactly 1 000 000.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<SplitRow>", into = "Vec<SplitRow>")]
pub struct Split(Vec<SplitRow>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SplitError {
    #[error("the shares add up to {sum_ppm} parts per million instead of 1000000")]
    Sum { sum_ppm: u64 },
    #[error("an account has two shares in one split")]
    AccountTwice,
    #[error("a share of nothing has no row")]
    EmptyRow,
    #[error("platform and pool together take more than the whole")]
    NothingLeft,
    #[error("the pool is from 10000 to 50000 parts per million (1 to 5 %), not {ppm}")]
    PoolOutOfBounds { ppm: i64 },
}

/// The part of the revenue that goes to who reviewed: 1 to 5 %, of any production. Only where no
/// review was delivered does nobody have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Share", into = "Share")]
pub struct PoolShare(Share);

whole_number_schema!(PoolShare, PoolShare::PPM_MIN => PoolShare::PPM_MAX, "The reviewers' part of the revenue in parts per million: 10000 to 50000, which is 1 to 5 %.");

impl PoolShare {
    pub const PPM_MIN: u32 = 10_000;
    pub const PPM_MAX: u32 = 50_000;

    pub fn new(share: Share) -> Result<Self, SplitError> {
        let ppm = share.ppm();
        if !(Self::PPM_MIN..=Self::PPM_MAX).contains(&ppm) {
            return Err(SplitError::PoolOutOfBounds { ppm: ppm.into() });
        }
        Ok(Self(share))
    }

    /// The pool of a number as a client writes it, in parts per million.
    pub fn from_ppm(ppm: i64) -> Result<Self, SplitError> {
        let out_of_bounds = SplitError::PoolOutOfBounds { ppm };
        let share = u32::try_from(ppm).ok().and_then(|ppm| Share::from_ppm(ppm).ok());
        share.ok_or(out_of_bounds).and_then(Self::new)
    }

    pub const fn share(self) -> Share {
        self.0
    }
}

impl TryFrom<Share> for PoolShare {
    type Error = SplitError;

    fn try_from(share: Share) -> Result<Self, SplitError> {
        Self::new(share)
    }
}

impl From<PoolShare> for Share {
    fn from(pool: PoolShare) -> Self {
        pool.0
    }
}

/// All that a split is built from, at selection. The order of the lists says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitBasis {
    pub platform: Share,
    pub pool: PoolShare,
    /// Each writer's share of the writers' part; they add up to the whole.
    pub writers: Vec<(Account, Share)>,
    /// Delivered reviews on the brief that were not voided, counted per co-producer: every track
    /// and every version counts.
    pub reviews: Vec<(Account, u32)>,
}

impl SplitBasis {
    /// The pool, if there is anybody to have it.
    fn pool_ppm(&self) -> u32 {
        let reviewed = self.reviews.iter().any(|(_, count)| *count > 0);
        if reviewed { self.pool.share().ppm() } else { 0 }
    }

    fn pool_parts(&self) -> Vec<(Account, u32)> {
        apportion(self.pool_ppm(), &weights(&self.reviews, |count| *count))
    }
}

impl Split {
    pub fn new(mut rows: Vec<SplitRow>) -> Result<Self, SplitError> {
        rows.sort();
        if rows.iter().any(|row| row.share_ppm.is_zero()) {
            return Err(SplitError::EmptyRow);
        }
        if rows.iter().zip(rows.iter().skip(1)).any(|(a, b)| a.account == b.account) {
            return Err(SplitError::AccountTwice);
        }
        let sum_ppm =
            rows.iter().fold(0_u64, |sum, row| sum.saturating_add(u64::from(row.share_ppm.ppm())));
        if sum_ppm != u64::from(Share::WHOLE_PPM) {
            return Err(SplitError::Sum { sum_ppm });
        }
        Ok(Self(rows))
    }

    /// Platform, then the pool by delivered reviews (nothing without a review), then the writers
    /// the rest. Each part is handed out whole: floors first, what is left one by one to the
    /// largest remainders, ties by account; rows of nothing are dropped.
    pub fn build(basis: &SplitBasis) -> Result<Self, SplitError> {
        let writers_ppm = basis
            .writers
            .iter()
            .fold(0_u64, |sum, (_, share)| sum.saturating_add(u64::from(share.ppm())));
        if writers_ppm != u64::from(Share::WHOLE_PPM) {
            return Err(SplitError::Sum { sum_ppm: writers_ppm });
        }
        let left_ppm = basis
            .platform
            .rest()
            .ppm()
            .checked_sub(basis.pool_ppm())
            .ok_or(SplitError::NothingLeft)?;

        let mut parts: BTreeMap<Account, u32> = BTreeMap::new();
        let mut give = |account: Account, ppm: u32| {
            let part = parts.entry(account).or_default();
            *part = part.saturating_add(ppm);
        };
        give(Account::platform(), basis.platform.ppm());
        for (account, ppm) in basis.pool_parts() {
            give(account, ppm);
        }
        for (account, ppm) in apportion(left_ppm, &weights(&basis.writers, |share| share.ppm())) {
            give(account, ppm);
        }
        let rows = parts
            .into_iter()
            .filter(|(_, ppm)| *ppm > 0)
            .map(|(account, ppm)| {
                let share_ppm = Share::from_ppm(ppm);
                share_ppm
                    .map(|share_ppm| SplitRow { account, share_ppm })
                    .map_err(|error| SplitError::Sum { sum_ppm: u64::from(error.ppm) })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Self::new(rows)
    }

    pub fn rows(&self) -> &[SplitRow] {
        &self.0
    }
}

impl TryFrom<Vec<SplitRow>> for Split {
    type Error = SplitError;

    fn try_from(rows: Vec<SplitRow>) -> Result<Self, SplitError> {
        Self::new(rows)
    }
}

impl From<Split> for Vec<SplitRow> {
    fn from(split: Split) -> Self {
        split.0
    }
}

/// A split as it was set once and for all: `number` n names n − 1, and nothing changes one. It
/// applies to every line of the months from `month` on, until a higher number does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitVersion {
    pub track: TrackKey,
    pub number: u32,
    /// The hash of number n − 1; none for the first.
    pub previous_sha256: Option<Sha256Hex>,
    /// The oldest Open month when it was set.
    pub month: YearMonth,
    pub rows: Split,
    /// What the rows follow from; none where they were given as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<SplitSources>,
    /// Writers who had not agreed to their share when it was set: what is theirs waits until they
    /// do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unconsented: Vec<Account>,
    /// The operator by whose word it was set, who does not approve the month that it moves money
    /// in. None where it followed from an award or a writer's refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<MemberId>,
}

/// Everything a split was built from, so that it explains itself and the next one can be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitSources {
    pub platform: Share,
    pub pool: PoolShare,
    pub writers: Vec<WriterShare>,
    /// Every review on the brief that had been delivered when the client chose, all tracks and
    /// versions; one that came later has no part.
    pub reviews: Vec<CountedReview>,
}

/// A writer's share of the writers' part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriterShare {
    pub account: Account,
    pub share_ppm: Share,
}

/// A review that earned its author a part of the pool.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedReview {
    pub account: Account,
    pub review: ReviewId,
}

impl SplitSources {
    /// The rows that follow.
    pub fn build(&self) -> Result<Split, SplitError> {
        Split::build(&self.basis())
    }

    fn basis(&self) -> SplitBasis {
        SplitBasis {
            platform: self.platform,
            pool: self.pool,
            writers: self.writers.iter().map(|one| (one.account.clone(), one.share_ppm)).collect(),
            reviews: self.reviews.iter().map(|one| (one.account.clone(), 1)).collect(),
        }
    }
}

impl SplitVersion {
    /// The first split of a track.
    pub fn first(track: TrackKey, month: YearMonth, rows: Split) -> Self {
        let (sources, unconsented) = (None, Vec::new());
        Self {
            track,
            number: 1,
            previous_sha256: None,
            month,
            rows,
            sources,
            unconsented,
            decided_by: None,
        }
    }

    /// The first split of a track, from what it follows from; `unconsented` are the writers who
    /// have not agreed yet.
    pub fn first_of(
        track: TrackKey,
        month: YearMonth,
        mut sources: SplitSources,
        mut unconsented: Vec<Account>,
    ) -> Result<Self, SplitError> {
        sources.reviews.sort();
        unconsented.sort();
        let first = Self::first(track, month, sources.build()?);
        Ok(Self { sources: Some(sources), unconsented, ..first })
    }

    /// The pool's rows: what of each account's share comes of the reviews that it wrote. None where
    /// the rows were given as they are.
    pub fn pool_rows(&self) -> Vec<SplitRow> {
        let parts = self.sources.iter().flat_map(|sources| sources.basis().pool_parts());
        let rows = parts.filter(|(_, ppm)| *ppm > 0).filter_map(|(account, ppm)| {
            let share_ppm = Share::from_ppm(ppm).ok()?;
            Some(SplitRow { account, share_ppm })
        });
        rows.collect()
    }

    /// The split that takes the place of this one from `month` on.
    #[must_use]
    pub fn next(&self, month: YearMonth, rows: Split) -> Self {
        Self {
            track: self.track.clone(),
            number: self.number.saturating_add(1),
            previous_sha256: Some(self.sha256()),
            month,
            rows,
            sources: None,
            unconsented: Vec::new(),
            decided_by: None,
        }
    }

    /// The next split, once an operator has voided a review; none where that review never counted,
    /// or does not any more.
    pub fn without_review(
        &self,
        review: ReviewId,
        month: YearMonth,
        decided_by: MemberId,
    ) -> Result<Option<Self>, SplitError> {
        let Some(mut sources) = self.sources.clone() else { return Ok(None) };
        let before = sources.reviews.len();
        sources.reviews.retain(|one| one.review != review);
        if sources.reviews.len() == before {
            return Ok(None);
        }
        let next = self.rebuilt(month, sources)?;
        Ok(Some(Self { decided_by: Some(decided_by), ..next }))
    }

    /// The next split, once a writer has refused and the others have these shares of their part.
    pub fn with_writers(
        &self,
        writers: Vec<WriterShare>,
        month: YearMonth,
    ) -> Result<Option<Self>, SplitError> {
        let Some(sources) = self.sources.clone() else { return Ok(None) };
        self.rebuilt(month, SplitSources { writers, ..sources }).map(Some)
    }

    fn rebuilt(&self, month: YearMonth, sources: SplitSources) -> Result<Self, SplitError> {
        let is_writer =
            |account: &&Account| sources.writers.iter().any(|one| one.account == **account);
        let unconsented = self.unconsented.iter().filter(is_writer).cloned().collect();
        let next = self.next(month, sources.build()?);
        Ok(Self { sources: Some(sources), unconsented, ..next })
    }

    /// Whether a part of the co-producers' share follows from this review.
    pub fn counts_review(&self, review: ReviewId) -> bool {
        let mut reviews = self.sources.iter().flat_map(|sources| &sources.reviews);
        reviews.any(|one| one.review == review)
    }

    /// Everybody whose money follows it.
    pub fn payees(&self) -> impl Iterator<Item = MemberId> {
        self.rows.rows().iter().filter_map(|row| row.account.member())
    }

    pub fn sha256(&self) -> Sha256Hex {
        Sha256Hex::of_json(self)
    }
}

/// One weight per account: the same account named twice counts with the sum.
fn weights<T>(list: &[(Account, T)], weight: impl Fn(&T) -> u32) -> BTreeMap<&Account, u64> {
    let mut merged: BTreeMap<&Account, u64> = BTreeMap::new();
    for (account, value) in list {
        let sum = merged.entry(account).or_default();
        *sum = sum.saturating_add(u64::from(weight(value)));
    }
    merged
}

/// Hands out exactly `total_ppm` by weight: the method of the largest remainder, ties by account.
/// Nobody gets anything when all weights are 0.
fn apportion(total_ppm: u32, weights: &BTreeMap<&Account, u64>) -> Vec<(Account, u32)> {
    let all: u128 = weights.values().map(|weight| u128::from(*weight)).sum();
    let mut parts: Vec<(Account, u32, u128)> = Vec::with_capacity(weights.len());
    for (account, weight) in weights {
        // At most 2^20 · 2^64: far inside a `u128`.
        let product = u128::from(total_ppm).saturating_mul(u128::from(*weight));
        let Some((floor, remainder)) = product.checked_div(all).zip(product.checked_rem(all))
        else {
            return Vec::new();
        };
        let floor = u32::try_from(floor).unwrap_or(total_ppm);
        parts.push(((*account).clone(), floor, remainder));
    }
    let given = parts.iter().fold(0_u32, |sum, (_, floor, _)| sum.saturating_add(*floor));
    let left = usize::try_from(total_ppm.saturating_sub(given)).unwrap_or(usize::MAX);
    // The sort is stable and the accounts come in order, so ties stay by account.
    parts.sort_by_key(|(_, _, remainder)| Reverse(*remainder));
    for (_, floor, _) in parts.iter_mut().take(left) {
        *floor = floor.saturating_add(1);
    }
    parts.into_iter().map(|(account, floor, _)| (account, floor)).collect()
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::arithmetic_side_effects,
        clippy::integer_division,
        reason = "small numbers of a test"
    )]

    use super::*;
    use proptest::prelude::*;

    fn account(name: &str) -> Account {
        name.parse().unwrap()
    }

    fn share(ppm: u32) -> Share {
        Share::from_ppm(ppm).unwrap()
    }

    fn basis(reviews: &[(&str, u32)]) -> SplitBasis {
        SplitBasis {
            platform: Share::NONE,
            pool: PoolShare::from_ppm(25_000).unwrap(),
            writers: vec![(account("mem_writer"), Share::WHOLE)],
            reviews: reviews.iter().map(|(name, count)| (account(name), *count)).collect(),
        }
    }

    fn rows(split: &Split) -> Vec<(&str, u32)> {
        split.rows().iter().map(|row| (row.account.as_str(), row.share_ppm.ppm())).collect()
    }

    #[test]
    fn the_pool_goes_to_who_listened_and_the_writers_get_the_rest() {
        let split = Split::build(&basis(&[("mem_ear", 5)])).unwrap();
        assert_eq!(rows(&split), [("mem_ear", 25_000), ("mem_writer", 975_000)]);
    }

    #[test]
    fn without_a_review_there_is_no_pool() {
        let split = Split::build(&basis(&[("mem_ear", 0)])).unwrap();
        assert_eq!(rows(&split), [("mem_writer", 1_000_000)]);
    }

    #[test]
    fn the_last_parts_go_to_the_largest_remainders_and_ties_to_the_first_account() {
        // 25 000 in three: 8333 each and one left, which all three have the same claim to.
        let split = Split::build(&basis(&[("c", 1), ("a", 1), ("b", 1)])).unwrap();
        assert_eq!(rows(&split)[..3], [("a", 8_334), ("b", 8_333), ("c", 8_333)]);
        // 25 000 · 2/3 = 16666.67 has the larger remainder.
        let split = Split::build(&basis(&[("a", 1), ("b", 2)])).unwrap();
        assert_eq!(rows(&split)[..2], [("a", 8_333), ("b", 16_667)]);
    }

    #[test]
    fn a_pool_is_from_one_to_five_percent() {
        for ppm in [10_000, 25_000, 50_000] {
            assert_eq!(PoolShare::from_ppm(ppm.into()).unwrap().share(), share(ppm));
        }
        for ppm in [i64::MIN, -1, 0, 1, 9_999, 50_001, 1_000_000, 1_000_001, i64::MAX] {
            let refused = PoolShare::from_ppm(ppm);
            assert_eq!(refused, Err(SplitError::PoolOutOfBounds { ppm }), "{ppm}");
        }
        for json in ["0", "9999", "50001"] {
            assert!(serde_json::from_str::<PoolShare>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn what_does_not_add_up_is_refused() {
        let row = |name: &str, ppm| SplitRow { account: account(name), share_ppm: share(ppm) };
        assert_eq!(Split::new(vec![]), Err(SplitError::Sum { sum_ppm: 0 }));
        assert_eq!(Split::new(vec![row("a", 999_999)]), Err(SplitError::Sum { sum_ppm: 999_999 }));
        let twice = vec![row("a", 500_000), row("a", 500_000)];
        assert_eq!(Split::new(twice), Err(SplitError::AccountTwice));
        assert_eq!(Split::new(vec![row("a", 1_000_000), row("b", 0)]), Err(SplitError::EmptyRow));
        let too_much = SplitBasis { platform: Share::WHOLE, ..basis(&[("a", 1)]) };
        assert_eq!(Split::build(&too_much), Err(SplitError::NothingLeft));
    }

    #[test]
    fn a_split_names_the_one_before_it() {
        let month: YearMonth = "2026-01".parse().unwrap();
        let split = Split::build(&basis(&[])).unwrap();
        let first = SplitVersion::first("trk_1".parse().unwrap(), month, split.clone());
        let second = first.next(month.next().unwrap(), split);
        assert_eq!(second.number, 2);
        assert_eq!(second.previous_sha256, Some(first.sha256()));
        assert_ne!(second.sha256(), first.sha256());
    }

    fn operator() -> MemberId {
        MemberId::of_subject("operator")
    }

    fn sourced() -> SplitVersion {
        let writer =
            |name: &str, ppm| WriterShare { account: account(name), share_ppm: share(ppm) };
        let review = |name: &str, number: u8| CountedReview {
            account: account(name),
            review: ReviewId::from_bytes([number; 16]),
        };
        let sources = SplitSources {
            platform: Share::NONE,
            pool: PoolShare::from_ppm(25_000).unwrap(),
            writers: vec![writer("mem_w", 600_000), writer("mem_v", 400_000)],
            reviews: vec![review("mem_r", 1), review("mem_q", 2), review("mem_q", 3)],
        };
        let unconsented = vec![account("mem_v")];
        let month = "2026-01".parse().unwrap();
        SplitVersion::first_of("trk_1".parse().unwrap(), month, sources, unconsented).unwrap()
    }

    #[test]
    fn a_voided_review_leaves_its_part_of_the_pool_to_the_others() {
        let (first, month) = (sourced(), "2026-03".parse().unwrap());
        assert_eq!(
            rows(&first.rows),
            [("mem_q", 16_667), ("mem_r", 8_333), ("mem_v", 390_000), ("mem_w", 585_000)]
        );
        let voided = ReviewId::from_bytes([2; 16]);
        let second = first.without_review(voided, month, operator()).unwrap().unwrap();
        assert_eq!((second.number, second.previous_sha256.clone()), (2, Some(first.sha256())));
        assert_eq!(rows(&second.rows)[..2], [("mem_q", 12_500), ("mem_r", 12_500)]);
        assert_eq!(second.unconsented, first.unconsented);
        assert_eq!(second.without_review(voided, month, operator()), Ok(None), "it counts no more");
        let none = [1, 3].iter().fold(second, |split, number| {
            split
                .without_review(ReviewId::from_bytes([*number; 16]), month, operator())
                .unwrap()
                .unwrap()
        });
        assert_eq!(rows(&none.rows), [("mem_v", 400_000), ("mem_w", 600_000)]);
    }

    #[test]
    fn a_refused_share_goes_to_the_other_writers_and_the_pool_stays() {
        let first = sourced();
        let all = vec![WriterShare { account: account("mem_w"), share_ppm: Share::WHOLE }];
        let second = first.with_writers(all, first.month).unwrap().unwrap();
        assert_eq!(rows(&second.rows), [("mem_q", 16_667), ("mem_r", 8_333), ("mem_w", 975_000)]);
        assert!(second.unconsented.is_empty());
        let json = serde_json::to_value(&second).unwrap();
        assert_eq!(serde_json::from_value::<SplitVersion>(json).unwrap(), second);
    }

    #[test]
    fn three_writers_at_a_third_each_under_a_pool_of_two_and_a_half_percent() {
        let third = |name: &str, ppm| (account(name), share(ppm));
        let split = Split::build(&SplitBasis {
            writers: vec![
                third("mem_a", 333_334),
                third("mem_b", 333_333),
                third("mem_c", 333_333),
            ],
            ..basis(&[("mem_ear", 1)])
        });
        // 333 334 of a million leaves the smallest remainder, so that all three are equal again.
        assert_eq!(
            rows(&split.unwrap()),
            [("mem_a", 325_000), ("mem_b", 325_000), ("mem_c", 325_000), ("mem_ear", 25_000)]
        );
    }

    fn any_basis() -> impl Strategy<Value = SplitBasis> {
        let reviews = proptest::collection::vec(0_u32..9, 0..12);
        let cuts = proptest::collection::vec(0_u32..=1_000_000, 0..6);
        (0_u32..=950_000, 10_000_u32..=50_000, reviews, cuts).prop_map(
            |(platform, pool, reviews, mut cuts)| {
                cuts.extend([0, 1_000_000]);
                cuts.sort_unstable();
                let named = |prefix: &str, n: usize| account(&format!("{prefix}{n}"));
                SplitBasis {
                    platform: share(platform),
                    pool: PoolShare::new(share(pool)).unwrap(),
                    writers: (cuts.windows(2).enumerate())
                        .map(|(n, cut)| (named("mem_w", n), share(cut[1] - cut[0])))
                        .collect(),
                    // Some are writers too: one account, one row.
                    reviews: (reviews.into_iter().enumerate())
                        .map(|(n, count)| (named(["mem_r", "mem_w"][n % 2], n), count))
                        .collect(),
                }
            },
        )
    }

    proptest! {
        #[test]
        fn a_pool_is_taken_exactly_within_its_bounds(ppm in -100_000_i64..=1_100_000) {
            let is_within = (10_000..=50_000).contains(&ppm);
            prop_assert_eq!(PoolShare::from_ppm(ppm).is_ok(), is_within);
        }

        #[test]
        fn whoever_reviewed_has_at_least_one_percent_together(
            mut basis in any_basis(),
            count in 1_u32..9,
        ) {
            basis.writers = vec![(account("mem_writer"), Share::WHOLE)];
            basis.reviews = vec![(account("mem_a"), count), (account("mem_b"), 1)];
            let split = Split::build(&basis).unwrap();
            let reviewers = split.rows().iter().filter(|row| {
                [account("mem_a"), account("mem_b")].contains(&row.account)
            });
            let together: u32 = reviewers.map(|row| row.share_ppm.ppm()).sum();
            prop_assert_eq!(together, basis.pool.share().ppm());
            prop_assert!(together >= 10_000);
        }

        #[test]
        fn every_split_is_whole_and_has_no_empty_row(basis in any_basis()) {
            let split = Split::build(&basis).unwrap();
            let sum: u32 = split.rows().iter().map(|row| row.share_ppm.ppm()).sum();
            prop_assert_eq!(sum, 1_000_000);
            prop_assert!(split.rows().iter().all(|row| !row.share_ppm.is_zero()));
        }

        #[test]
        fn the_order_of_the_inputs_changes_nothing(
            basis in any_basis(),
            turns in (0_usize..12, 0_usize..12),
        ) {
            let mut turned = basis.clone();
            let turn = |list: usize, by: usize| by.checked_rem(list).unwrap_or(0);
            turned.writers.rotate_left(turn(basis.writers.len(), turns.0));
            turned.writers.reverse();
            turned.reviews.rotate_left(turn(basis.reviews.len(), turns.1));
            prop_assert_eq!(Split::build(&basis), Split::build(&turned));
        }

        #[test]
        fn everybody_gets_what_is_due_to_the_millionth(basis in any_basis()) {
            let split = Split::build(&basis).unwrap();
            let reviews: u64 = basis.reviews.iter().map(|(_, count)| u64::from(*count)).sum();
            let pool = if reviews == 0 { 0 } else { u64::from(basis.pool.share().ppm()) };
            let left = 1_000_000 - u64::from(basis.platform.ppm()) - pool;
            let platform = split.rows().iter().find(|row| row.account == Account::platform());
            let platform = platform.map_or(0, |row| row.share_ppm.ppm());
            prop_assert_eq!(platform, basis.platform.ppm());
            for row in split.rows().iter().filter(|row| row.account != Account::platform()) {
                let of = |list: &[(Account, u32)]| -> u64 {
                    let mine = list.iter().filter(|(account, _)| *account == row.account);
                    mine.map(|(_, weight)| u64::from(*weight)).sum()
                };
                let writers: Vec<(Account, u32)> =
                    basis.writers.iter().map(|(who, share)| (who.clone(), share.ppm())).collect();
                let floor = left * of(&writers) / 1_000_000
                    + (pool * of(&basis.reviews)).checked_div(reviews).unwrap_or(0);
                let got = u64::from(row.share_ppm.ppm());
                // At most one more from each of the two parts.
                prop_assert!((floor..=floor + 2).contains(&got), "{}: {got} of {floor}", row.account);
            }
        }

        #[test]
        fn who_listened_more_never_gets_less(basis in any_basis()) {
            let writers: Vec<&Account> = basis.writers.iter().map(|(account, _)| account).collect();
            let split = Split::build(&basis).unwrap();
            let got = |account: &Account| {
                let row = split.rows().iter().find(|row| row.account == *account);
                row.map_or(0, |row| row.share_ppm.ppm())
            };
            for (one, more) in &basis.reviews {
                for (other, fewer) in &basis.reviews {
                    if more > fewer && !writers.contains(&one) && !writers.contains(&other) {
                        prop_assert!(got(one) >= got(other));
                    }
                }
            }
        }
    }
}
