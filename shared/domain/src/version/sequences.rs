//! Whatever becomes of the reviews of a version, and in whatever order: no more of them are sought
//! than were promised, but for the one that decides where two disagree.

use super::outcome::tests::{answered, assignment, version};
use super::outcome::{after_delivery, after_voiding};
use super::slot::{ReviewSlot, SlotState, UnansweredSlot};
use crate::assignment::Why;
use crate::id::MemberId;
use crate::policy::Policy;
use crate::review::{Assignment, Review};
use crate::track::{Version, VersionEvent, VersionState};
use crate::verdict::{Answer, Verdict, needs_tie_break};
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const POLICY: &Policy = &Policy::CURRENT;

/// What happens next; `usize` says to which of those that it may happen to.
#[derive(Clone, Copy, Debug)]
enum Step {
    Give(usize),
    Answer(usize, Verdict, u32),
    Relinquish(usize),
    Void(usize),
    GiveUp(usize),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_usize..4).prop_map(Step::Give),
        5 => (0_usize..4, proptest::sample::select(Verdict::ALL), 100_u32..=500)
            .prop_map(|(which, verdict, total)| Step::Answer(which, verdict, total)),
        2 => (0_usize..4).prop_map(Step::Relinquish),
        4 => (0_usize..4).prop_map(Step::Void),
        1 => (0_usize..4).prop_map(Step::GiveUp),
    ]
}

fn chosen<T: Copy>(all: &[T], which: usize) -> Option<T> {
    all.get(which.checked_rem(all.len())?).copied()
}

/// A version, the reviews that were given, and the answers to it that stand.
#[derive(Clone, Debug)]
struct Course {
    version: Version,
    open: Vec<Review>,
    answers: Vec<Review>,
    /// The slots that were given up and have had no answer since.
    given_up: BTreeSet<u8>,
    at: Timestamp,
}

impl Course {
    fn begin(promised: u8) -> Self {
        let version = Version { promised, ..version(VersionState::AwaitingReviewer) };
        let (open, answers, given_up) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { version, open, answers, given_up, at: Timestamp::UNIX_EPOCH }
    }

    fn take(&mut self, step: Step) {
        self.at = self.at.checked_add(jiff::SignedDuration::from_hours(1)).unwrap();
        match step {
            Step::Give(which) => {
                let open = self.version.open_slots(self.version.promised);
                if let Some(number) = chosen(&open, which) {
                    self.give(number);
                }
            }
            Step::Answer(which, verdict, total) => {
                if let Some(review) = take(&mut self.open, which) {
                    let review = answered(review, verdict, total);
                    let version = self.version.clone();
                    self.version =
                        after_delivery(version, &review, &self.answers, self.at, POLICY).unwrap();
                    self.given_up.remove(&review.slot);
                    self.answers.push(review);
                }
            }
            Step::Relinquish(which) => {
                if let Some(review) = take(&mut self.open, which) {
                    self.version = self.version.clone().relinquish(review.id, self.at);
                }
            }
            Step::Void(which) => {
                if let Some(review) = take(&mut self.answers, which) {
                    let version = self.version.clone();
                    self.given_up.retain(|slot| !version.is_tie_break(*slot));
                    let (others, at) = (&self.answers, self.at);
                    self.version =
                        after_voiding(version, &review, others, false, at, POLICY).unwrap();
                }
            }
            Step::GiveUp(which) => {
                if let Some(slot) = chosen(&self.version.searched_slots(), which) {
                    let label = UnansweredSlot { slot, at: self.at, because: BTreeMap::new() };
                    self.given_up.insert(slot);
                    self.version = self.version.clone().with_unanswered(label, POLICY);
                }
            }
        }
    }

    fn give(&mut self, number: u8) {
        let attempt = self.version.next_attempt(number);
        let reviewer = MemberId::of_subject(&format!("{number}/{attempt}"));
        let given = Assignment { attempt, reviewer, ..assignment(number) };
        let review = Review::assign(given, self.at, POLICY);
        if let Ok(change) = self.version.apply(VersionEvent::Assign) {
            self.version = change.or(self.version.clone());
        }
        if self.version.slot_count == 0 {
            self.version.slot_count = self.version.promised;
        }
        self.version.slots.push(ReviewSlot {
            number,
            attempt,
            reviewer,
            review: review.id,
            state: SlotState::Assigned,
            due_at: review.due_at,
            ended_at: None,
            answer: None,
            why: Why { policy_version: 1, ..Why::default() },
        });
        self.open.push(review);
    }

    fn waits(&self) -> bool {
        matches!(self.version.state, VersionState::AwaitingReviewer | VersionState::InReview)
    }

    /// How many answers there are or can still be, and how many there are to be.
    fn counts(&self) -> (usize, usize) {
        let sought = self.version.open_slots(self.version.promised).len();
        let answers: Vec<Answer> = self.version.slots.iter().filter_map(counted).collect();
        let promised = usize::from(self.version.promised);
        let is_tied = promised == 2 && needs_tie_break(&answers, POLICY);
        let together = [sought, self.open.len(), answers.len()].into_iter().sum();
        (together, if is_tied { 3 } else { promised })
    }
}

fn counted(slot: &ReviewSlot) -> Option<Answer> {
    slot.answer.filter(|_| slot.state == SlotState::Delivered)
}

fn take(reviews: &mut Vec<Review>, which: usize) -> Option<Review> {
    let which = which.checked_rem(reviews.len())?;
    Some(reviews.remove(which))
}

proptest! {
    #[test]
    fn no_more_answers_are_sought_than_were_promised_unless_two_disagree(
        promised in 1_u8..=3,
        steps in proptest::collection::vec(any_step(), 0..24),
    ) {
        let mut course = Course::begin(promised);
        for step in &steps {
            course.take(*step);
            if course.waits() {
                let (together, wanted) = course.counts();
                prop_assert_eq!(together, wanted, "after {:?}: {:?}", step, course.version.slots);
                let missing = course.version.missing_answers(POLICY).len();
                let lacking = usize::from(promised).saturating_sub(course.answers.len());
                prop_assert!(missing <= lacking, "{} of {} are missing", missing, lacking);
                let is_blocked = missing.saturating_add(course.given_up.len()) < lacking;
                prop_assert!(!is_blocked, "an answer is lacking, and none is missing");
            }
        }
        // Whoever is left answers or nobody does: then it is judged.
        for round in 0..12 {
            course.take(Step::GiveUp(round));
            course.take(Step::Answer(round, Verdict::Approve, 400));
        }
        prop_assert!(
            course.answers.is_empty() || !course.waits(),
            "it waits for ever: {:?}", course.version
        );
    }
}
