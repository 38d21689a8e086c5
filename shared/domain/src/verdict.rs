//! The verdict on a version: one reviewer's, and what several make together.

use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a reviewer says, harshest first: the order in which the middle is sought.
    pub enum Verdict {
        /// Not good enough.
        Reject => "reject",
        /// "I'm your biggest fan, but": good, and not what was asked for.
        OffBrief => "off_brief",
        /// Come again.
        ChangesRequested => "changes_requested",
        /// On brief and good.
        Approve => "approve",
    }
}

/// What one slot said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The reviewer's verdict.
    pub verdict: Verdict,
    /// The reviewer's total in hundredths of a star.
    pub total_centistars: u32,
}

/// The verdict of all slots: the majority's, else the middle one, of two the harsher.
///
/// A majority of more than half always holds the middle of the sorted list, so the middle is both.
/// The total is the mean, rounded down. No answer, no verdict.
pub fn settle(answers: &[Answer]) -> Option<Answer> {
    let mut verdicts: Vec<Verdict> = answers.iter().map(|answer| answer.verdict).collect();
    verdicts.sort_unstable();
    let middle = verdicts.len().checked_sub(1)?.checked_div(2)?;
    let verdict = *verdicts.get(middle)?;
    let totals = answers.iter().map(|answer| u64::from(answer.total_centistars)).sum();
    let mean = floor_div(totals, count(answers.len()).into());
    Some(Answer { verdict, total_centistars: u32::try_from(mean).unwrap_or(u32::MAX) })
}

/// Whether a third pair of ears is asked: exactly two are in, and their totals lie far apart or only
/// one of them approves.
pub fn needs_third_ears(answers: &[Answer], policy: &Policy) -> bool {
    let [one, other] = answers else { return false };
    let apart = one.total_centistars.abs_diff(other.total_centistars);
    let approves = |answer: &Answer| answer.verdict == Verdict::Approve;
    apart >= policy.third_ears_centistars || approves(one) != approves(other)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use Verdict::{Approve, ChangesRequested, OffBrief, Reject};
    use proptest::prelude::*;

    fn answer(verdict: Verdict, total_centistars: u32) -> Answer {
        Answer { verdict, total_centistars }
    }

    fn together(verdicts: &[Verdict]) -> Option<Verdict> {
        let answers: Vec<Answer> = verdicts.iter().map(|verdict| answer(*verdict, 300)).collect();
        settle(&answers).map(|settled| settled.verdict)
    }

    #[test]
    fn the_majority_decides_and_without_one_the_middle() {
        assert_eq!(together(&[]), None);
        assert_eq!(together(&[Approve, Reject, Approve]), Some(Approve));
        assert_eq!(together(&[Approve, Reject, OffBrief]), Some(OffBrief));
        assert_eq!(together(&[Approve, ChangesRequested]), Some(ChangesRequested));
    }

    #[test]
    fn the_total_is_the_mean_rounded_down() {
        let settled = settle(&[answer(Approve, 400), answer(Approve, 375), answer(Reject, 200)]);
        assert_eq!(settled, Some(answer(Approve, 325)));
        assert_eq!(
            settle(&[answer(Reject, 100), answer(Reject, 101)]).unwrap().total_centistars,
            100
        );
    }

    #[test]
    fn a_third_is_asked_when_two_are_far_apart_or_only_one_approves() {
        let asks = |answers: &[Answer]| needs_third_ears(answers, &Policy::CURRENT);
        assert!(asks(&[answer(Reject, 200), answer(ChangesRequested, 350)]));
        assert!(!asks(&[answer(Reject, 200), answer(ChangesRequested, 349)]));
        assert!(asks(&[answer(Approve, 350), answer(ChangesRequested, 350)]));
        assert!(!asks(&[answer(Approve, 350)]));
        assert!(!asks(&[answer(Approve, 500), answer(Reject, 100), answer(Reject, 100)]));
    }

    proptest! {
        #[test]
        fn the_verdict_is_one_of_those_given_and_order_does_not_matter(
            mut answers in proptest::collection::vec(
                (proptest::sample::select(Verdict::ALL), 100_u32..=500)
                    .prop_map(|(verdict, total)| answer(verdict, total)),
                1..6,
            ),
        ) {
            let settled = settle(&answers).unwrap();
            prop_assert!(answers.iter().any(|answer| answer.verdict == settled.verdict));
            for verdict in Verdict::ALL {
                if answers.iter().filter(|a| a.verdict == *verdict).count() * 2 > answers.len() {
                    prop_assert_eq!(settled.verdict, *verdict);
                }
            }
            answers.reverse();
            prop_assert_eq!(settle(&answers).unwrap(), settled);
        }
    }
}
