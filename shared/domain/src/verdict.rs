//! The verdict on a version: one reviewer's, and what several make together.

use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use crate::string_enum::string_enum;
use serde::{Deserialize, Serialize};

string_enum! {
    /// What a reviewer says, harshest first: the order in which the middle is sought.
    pub enum Verdict {
        /// Not good enough.
        Reject => "reject",
        /// "I'm your biggest fan, but": good, and not what was asked for.
        OffBrief => "off_brief",
        /// Good with changes: come again.
        ChangesRequested => "changes_requested",
        /// On brief and good.
        Approve => "approve",
    }
}

/// What one slot said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
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

/// Whether a tie-break review is asked for: exactly two are in, and their totals lie far apart or
/// only one of them approves.
pub fn needs_tie_break(answers: &[Answer], policy: &Policy) -> bool {
    let [one, other] = answers else { return false };
    let apart = one.total_centistars.abs_diff(other.total_centistars);
    let approves = |answer: &Answer| answer.verdict == Verdict::Approve;
    apart >= policy.tie_break_centistars || approves(one) != approves(other)
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
        let asks = |answers: &[Answer]| needs_tie_break(answers, &Policy::CURRENT);
        assert!(asks(&[answer(Reject, 200), answer(ChangesRequested, 350)]));
        assert!(!asks(&[answer(Reject, 200), answer(ChangesRequested, 349)]));
        assert!(asks(&[answer(Approve, 350), answer(ChangesRequested, 350)]));
        assert!(!asks(&[answer(Approve, 350)]));
        assert!(!asks(&[answer(Approve, 500), answer(Reject, 100), answer(Reject, 100)]));
    }

    fn any_answers() -> impl Strategy<Value = Vec<Answer>> {
        let one = (proptest::sample::select(Verdict::ALL), 100_u32..=500)
            .prop_map(|(verdict, total)| answer(verdict, total));
        proptest::collection::vec(one, 1..7)
    }

    proptest! {
        #[test]
        fn the_verdict_is_one_of_those_given_and_a_majority_has_its_way(answers in any_answers()) {
            let settled = settle(&answers).unwrap();
            prop_assert!(answers.iter().any(|answer| answer.verdict == settled.verdict));
            for verdict in Verdict::ALL {
                if answers.iter().filter(|a| a.verdict == *verdict).count() * 2 > answers.len() {
                    prop_assert_eq!(settled.verdict, *verdict);
                }
            }
            let totals = || answers.iter().map(|answer| answer.total_centistars);
            prop_assert!(totals().min().unwrap() <= settled.total_centistars);
            prop_assert!(totals().max().unwrap() >= settled.total_centistars);
        }

        #[test]
        fn the_order_of_the_answers_does_not_matter(
            (answers, shuffled) in any_answers()
                .prop_flat_map(|answers| (Just(answers.clone()), Just(answers).prop_shuffle())),
        ) {
            prop_assert_eq!(settle(&answers), settle(&shuffled));
            let asks = |answers: &[Answer]| needs_tie_break(answers, &Policy::CURRENT);
            prop_assert_eq!(asks(&answers), asks(&shuffled));
            prop_assert!(answers.len() == 2 || !asks(&answers));
        }

        #[test]
        fn a_kinder_answer_never_makes_the_verdict_harsher(
            answers in any_answers(),
            which in any::<proptest::sample::Index>(),
            kinder in proptest::sample::select(Verdict::ALL),
            more in 0_u32..400,
        ) {
            let mut raised = answers.clone();
            let one = &mut raised[which.index(answers.len())];
            one.verdict = one.verdict.max(kinder);
            one.total_centistars += more;
            let (before, after) = (settle(&answers).unwrap(), settle(&raised).unwrap());
            prop_assert!(after.verdict >= before.verdict);
            prop_assert!(after.total_centistars >= before.total_centistars);
        }
    }
}
