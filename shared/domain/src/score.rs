//! The five scores of a review, their weights, and the verdicts they leave open.

use crate::numbers::floor_div;
use crate::policy::Policy;
use crate::verdict::Verdict;
use crate::whole_number_schema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A score from 1 to 5 stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

whole_number_schema!(Score, 1 => 5, "A score in stars: 1, poor, to 5, excellent.");

/// A number that is no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a score is a whole number from 1 to 5, not {0}")]
pub struct NoScore(pub u8);

impl Score {
    pub const fn stars(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = NoScore;

    fn try_from(stars: u8) -> Result<Self, NoScore> {
        if (1..=5).contains(&stars) { Ok(Self(stars)) } else { Err(NoScore(stars)) }
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

/// The five scores of one review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Scores {
    /// How well it answers the brief; counts 4000 basis points.
    pub brief_fit: Score,
    /// Melody, harmony, form; counts 2000.
    pub composition: Score,
    /// Sound and mix; counts 2000.
    pub production: Score,
    /// How much of its own it has; counts 1000.
    pub originality: Score,
    /// Whether it comes as asked; counts 1000.
    pub delivery: Score,
}

const BRIEF_FIT_BP: u64 = 4_000;
const COMPOSITION_BP: u64 = 2_000;
const PRODUCTION_BP: u64 = 2_000;
const ORIGINALITY_BP: u64 = 1_000;
const DELIVERY_BP: u64 = 1_000;
const CRAFT_BP: u64 = 6_000;
const ALL_BP: u64 = 10_000;

impl Scores {
    /// The weighted total in hundredths of a star, 100 to 500, exact.
    pub fn total_centistars(&self) -> u32 {
        centistars(
            self.craft_weighted().saturating_add(weighted(self.brief_fit, BRIEF_FIT_BP)),
            ALL_BP,
        )
    }

    /// The total without the brief fit in hundredths of a star, 100 to 500, rounded down.
    pub fn craft_centistars(&self) -> u32 {
        centistars(self.craft_weighted(), CRAFT_BP)
    }

    /// The verdicts that these scores leave open.
    ///
    /// A missed brief is off brief where the craft is good, else rejected. On brief and good is
    /// approved or sent back for changes; on brief and not good enough is sent back or rejected.
    pub fn open_verdicts(&self, policy: &Policy) -> &'static [Verdict] {
        let fits = self.brief_fit.stars() >= policy.fit_min;
        let is_good = self.total_centistars() >= policy.total_centistars_min;
        let is_crafted = self.craft_centistars() >= policy.craft_centistars_min;
        match (fits, is_good, is_crafted) {
            (true, true, _) => &[Verdict::Approve, Verdict::ChangesRequested],
            (true, false, _) => &[Verdict::ChangesRequested, Verdict::Reject],
            (false, _, true) => &[Verdict::OffBrief],
            (false, _, false) => &[Verdict::Reject],
        }
    }

    /// How far these scores, the composer's own, are above those of a reviewer.
    pub fn self_score_gap(&self, reviewed: &Self) -> SelfScoreGap {
        let gap = |own: Score, heard: Score| {
            i32::from(own.stars()).saturating_sub(i32::from(heard.stars()))
        };
        let total = |scores: &Self| i32::try_from(scores.total_centistars()).unwrap_or(i32::MAX);
        SelfScoreGap {
            brief_fit: gap(self.brief_fit, reviewed.brief_fit),
            composition: gap(self.composition, reviewed.composition),
            production: gap(self.production, reviewed.production),
            originality: gap(self.originality, reviewed.originality),
            delivery: gap(self.delivery, reviewed.delivery),
            total_centistars: total(self).saturating_sub(total(reviewed)),
        }
    }

    fn craft_weighted(self) -> u64 {
        [
            weighted(self.composition, COMPOSITION_BP),
            weighted(self.production, PRODUCTION_BP),
            weighted(self.originality, ORIGINALITY_BP),
            weighted(self.delivery, DELIVERY_BP),
        ]
        .iter()
        .sum()
    }
}

/// Own scores minus a reviewer's: above zero is where the composer thought better of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct SelfScoreGap {
    /// In stars, -4 to 4.
    pub brief_fit: i32,
    /// In stars, -4 to 4.
    pub composition: i32,
    /// In stars, -4 to 4.
    pub production: i32,
    /// In stars, -4 to 4.
    pub originality: i32,
    /// In stars, -4 to 4.
    pub delivery: i32,
    /// Of the weighted totals, in hundredths of a star.
    pub total_centistars: i32,
}

fn weighted(score: Score, weight_bp: u64) -> u64 {
    u64::from(score.stars()).saturating_mul(100).saturating_mul(weight_bp)
}

fn centistars(weighted: u64, weights_bp: u64) -> u32 {
    u32::try_from(floor_div(weighted, weights_bp)).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn scores(stars: [u8; 5]) -> Scores {
        let [brief_fit, composition, production, originality, delivery] =
            stars.map(|stars| Score::try_from(stars).unwrap());
        Scores { brief_fit, composition, production, originality, delivery }
    }

    fn open(stars: [u8; 5]) -> &'static [Verdict] {
        scores(stars).open_verdicts(&Policy::CURRENT)
    }

    #[test]
    fn a_score_is_one_to_five() {
        assert!(Score::try_from(0).is_err() && Score::try_from(6).is_err());
        assert!(serde_json::from_str::<Score>("6").is_err());
        assert_eq!(serde_json::from_str::<Score>("5").unwrap().stars(), 5);
    }

    #[test]
    fn the_brief_fit_counts_most() {
        assert_eq!(scores([4, 3, 5, 2, 1]).total_centistars(), 350);
        assert_eq!(scores([4, 3, 5, 2, 1]).craft_centistars(), 316);
        assert_eq!(scores([5, 1, 1, 1, 1]).total_centistars(), 260);
        assert_eq!(scores([1, 5, 5, 5, 5]).craft_centistars(), 500);
    }

    #[test]
    fn the_self_score_gap_is_how_much_better_one_thought_of_oneself() {
        let gap = scores([5, 4, 3, 2, 1]).self_score_gap(&scores([3, 4, 4, 2, 2]));
        assert_eq!((gap.brief_fit, gap.composition, gap.production), (2, 0, -1));
        assert_eq!((gap.originality, gap.delivery, gap.total_centistars), (0, -1, 50));
    }

    #[test]
    fn a_missed_brief_is_off_brief_only_with_good_craft() {
        assert_eq!(open([2, 4, 4, 4, 4]), [Verdict::OffBrief]);
        assert_eq!(open([2, 4, 3, 4, 3]), [Verdict::OffBrief]);
        assert_eq!(open([2, 3, 3, 4, 4]), [Verdict::Reject]);
    }

    #[test]
    fn on_brief_the_total_decides() {
        assert_eq!(open([3, 4, 4, 4, 3]), [Verdict::Approve, Verdict::ChangesRequested]);
        assert_eq!(open([3, 4, 3, 4, 4]), [Verdict::ChangesRequested, Verdict::Reject]);
    }

    proptest! {
        #[test]
        fn totals_stay_between_one_and_five_stars(stars in proptest::array::uniform5(1_u8..=5)) {
            let scores = scores(stars);
            prop_assert!((100..=500).contains(&scores.total_centistars()));
            prop_assert!((100..=500).contains(&scores.craft_centistars()));
            prop_assert!(!scores.open_verdicts(&Policy::CURRENT).is_empty());
        }
    }
}
