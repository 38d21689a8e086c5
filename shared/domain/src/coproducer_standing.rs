//! How good a co-producer's ears and manners have been: 0 to 1000, a pure fold over what was
//! observed of their reviews and rankings.

use crate::id::MemberId;
use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use crate::review::{Review, ReviewState};
use crate::string_enum::string_enum;
use crate::taste_alignment::TasteAlignment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

string_enum! {
    /// The four parts of a standing.
    pub enum StandingPart {
        /// Whether reviews came in time; 300.
        OnTime => "on_time",
        /// How useful composers found them; 300.
        Usefulness => "usefulness",
        /// How many of the notes were addressed; 200.
        Addressed => "addressed",
        /// How high the clients' winners stood in their rankings; 200.
        TasteAlignment => "taste_alignment",
    }
}

impl StandingPart {
    /// The most that the part can give.
    pub const fn most(self) -> u32 {
        match self {
            Self::OnTime | Self::Usefulness => 300,
            Self::Addressed | Self::TasteAlignment => 200,
        }
    }

    /// What it measures, in words.
    pub const fn because(self) -> &'static str {
        match self {
            Self::OnTime => "the share of reviews that came in time",
            Self::Usefulness => "how useful composers found the reviews, from 1 to 5",
            Self::Addressed => "the share of notes that composers addressed",
            Self::TasteAlignment => {
                "how high the clients' winners stood in the rankings made before"
            }
        }
    }
}

/// What one review or one ranking says; a later state of the same thing replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    pub member: MemberId,
    /// The id of the review, or of the brief that was ranked.
    pub subject: String,
    /// Whether it came in time; nothing while it may still come, or where it was not theirs to do.
    pub on_time: Option<bool>,
    /// How useful the composer found it, in basis points of five stars above one.
    pub useful_bp: Option<u32>,
    /// The share of its notes that were addressed, in basis points.
    pub addressed_bp: Option<u32>,
    /// The winner's place in the ranking, in basis points.
    pub taste_alignment_bp: Option<u32>,
    /// The thing's own time.
    pub at: Timestamp,
}

impl Observation {
    /// What a review says of its reviewer; nothing before it is delivered or expired. A voided one
    /// says nothing any more, which has to be written down too.
    pub fn of_review(review: &Review) -> Option<Self> {
        let nothing = |at| Self {
            member: review.reviewer,
            subject: review.id.to_string(),
            on_time: None,
            useful_bp: None,
            addressed_bp: None,
            taste_alignment_bp: None,
            at,
        };
        match review.state {
            ReviewState::Delivered => {
                let delivery = review.delivery.as_ref()?;
                let reaction = review.reaction.as_ref();
                Some(Self {
                    on_time: Some(delivery.on_time),
                    useful_bp: reaction.map(|said| useful_bp(said.useful.stars())),
                    addressed_bp: reaction.and_then(|said| addressed_bp(&said.addressed)),
                    ..nothing(delivery.delivered_at)
                })
            }
            ReviewState::Expired => Some(Self { on_time: Some(false), ..nothing(review.due_at?) }),
            ReviewState::Voided => Some(nothing(review.delivery.as_ref()?.delivered_at)),
            ReviewState::Queued
            | ReviewState::Assigned
            | ReviewState::Declined
            | ReviewState::Released => None,
        }
    }

    /// What a frozen ranking says of whoever made it; nothing where it is too short to say it.
    pub fn of_taste_alignment(taste_alignment: &TasteAlignment) -> Option<Self> {
        let percentile_bp = taste_alignment.percentile_bp?;
        Some(Self {
            member: taste_alignment.member,
            subject: taste_alignment.brief.to_string(),
            on_time: None,
            useful_bp: None,
            addressed_bp: None,
            taste_alignment_bp: Some(percentile_bp),
            at: taste_alignment.at,
        })
    }

    fn value_bp(&self, part: StandingPart) -> Option<u32> {
        match part {
            StandingPart::OnTime => self.on_time.map(|in_time| if in_time { 10_000 } else { 0 }),
            StandingPart::Usefulness => self.useful_bp,
            StandingPart::Addressed => self.addressed_bp,
            StandingPart::TasteAlignment => self.taste_alignment_bp,
        }
    }
}

/// One star is nothing, five are all.
fn useful_bp(stars: u8) -> u32 {
    u32::from(stars.saturating_sub(1)).saturating_mul(2_500)
}

fn addressed_bp(addressed: &[bool]) -> Option<u32> {
    let done = addressed.iter().filter(|done| **done).count();
    (!addressed.is_empty())
        .then(|| crate::numbers::basis_points(count(done).into(), count(addressed.len()).into()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartStanding {
    pub part: StandingPart,
    pub points: u32,
    /// The most it can give.
    pub most: u32,
    /// On how many observations it rests.
    pub observations: u32,
    /// Whether there are too few of them: then it gives half.
    pub neutral: bool,
    /// The mean of the observations, in basis points.
    pub mean_bp: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoproducerStanding {
    /// The sum of the parts: 0 to 1000.
    pub total: u32,
    /// The four parts, in the order in which they are listed.
    pub parts: Vec<PartStanding>,
    /// The policy it was computed under.
    pub policy_version: u32,
}

impl CoproducerStanding {
    /// The fold over everything that was observed, in whatever order it comes.
    pub fn of(observations: &[Observation], policy: &Policy) -> Self {
        let part = |part: &StandingPart| explain(*part, observations, policy);
        let parts: Vec<PartStanding> = StandingPart::ALL.iter().map(part).collect();
        let total = parts.iter().fold(0_u32, |sum, part| sum.saturating_add(part.points));
        Self { total, parts, policy_version: policy.version }
    }

    /// One of the parts.
    pub fn part(&self, part: StandingPart) -> Option<&PartStanding> {
        self.parts.iter().find(|one| one.part == part)
    }
}

fn explain(part: StandingPart, observations: &[Observation], policy: &Policy) -> PartStanding {
    let values: Vec<u64> =
        observations.iter().filter_map(|one| one.value_bp(part)).map(u64::from).collect();
    let (observed, most) = (count(values.len()), part.most());
    let mean = floor_div(values.iter().sum(), observed.into());
    let neutral = observed < policy.standing_observations;
    let share_bp = if neutral { 5_000 } else { mean };
    let points = floor_div(share_bp.saturating_mul(most.into()), 10_000);
    let fits = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    PartStanding {
        part,
        points: fits(points),
        most,
        observations: observed,
        neutral,
        mean_bp: fits(mean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn observed(number: u32, on_time: bool, useful: u8) -> Observation {
        Observation {
            member: MemberId::of_subject("mika"),
            subject: format!("rev {number}"),
            on_time: Some(on_time),
            useful_bp: Some(useful_bp(useful)),
            addressed_bp: None,
            taste_alignment_bp: None,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn standing(observations: &[Observation]) -> CoproducerStanding {
        CoproducerStanding::of(observations, &Policy::CURRENT)
    }

    #[test]
    fn everybody_begins_in_the_middle() {
        let new = standing(&[]);
        assert_eq!(new.total, 500);
        assert!(new.parts.iter().all(|part| part.neutral && part.points * 2 == part.most));
    }

    #[test]
    fn a_part_is_neutral_until_eight_observations() {
        let seven: Vec<Observation> = (0..7).map(|number| observed(number, true, 5)).collect();
        assert_eq!(standing(&seven).total, 500);
        let eight: Vec<Observation> = (0..8).map(|number| observed(number, true, 5)).collect();
        assert_eq!(standing(&eight).total, 300 + 300 + 100 + 100);
    }

    #[test]
    fn late_and_useless_reviews_cost_all_of_their_parts() {
        let bad: Vec<Observation> = (0..8).map(|number| observed(number, false, 1)).collect();
        let standing = standing(&bad);
        assert_eq!(standing.part(StandingPart::OnTime).unwrap().points, 0);
        assert_eq!(standing.total, 200);
    }

    #[test]
    fn notes_count_only_where_there_are_any() {
        assert_eq!(addressed_bp(&[]), None);
        assert_eq!(addressed_bp(&[true, false, true]), Some(6_666));
    }

    proptest! {
        #[test]
        fn a_standing_is_between_nothing_and_a_thousand(
            reviews in proptest::collection::vec((any::<bool>(), 1_u8..=5), 0..40),
        ) {
            let observations: Vec<Observation> = reviews
                .iter()
                .zip(0..)
                .map(|((on_time, useful), number)| observed(number, *on_time, *useful))
                .collect();
            let total = standing(&observations).total;
            prop_assert!(total <= 1_000);
            let mut backwards = observations;
            backwards.reverse();
            prop_assert_eq!(standing(&backwards).total, total);
        }
    }
}
