//! What the slots of a version say together: which are open, who listens, and what becomes of the
//! version when a reviewer's slot ends.

use super::slot::{ReviewSlot, SlotState};
use crate::id::{MemberId, ReviewId};
use crate::track::{Version, VersionEvent, VersionState};
use jiff::Timestamp;
use std::collections::BTreeSet;

impl Version {
    /// The version with the slot of `review` in another state.
    #[must_use]
    pub fn with_slot(mut self, review: ReviewId, state: SlotState) -> Self {
        for slot in self.slots.iter_mut().filter(|slot| slot.review == review) {
            slot.state = state;
        }
        self
    }

    /// The version with the slot of a review whose deadline timer has started.
    #[must_use]
    pub fn with_started(self, review: ReviewId, due_at: Option<Timestamp>) -> Self {
        let mut version = self.with_slot(review, SlotState::Assigned);
        for slot in version.slots.iter_mut().filter(|slot| slot.review == review) {
            slot.due_at = due_at;
        }
        version
    }

    /// The version with the slot of a review that was delivered.
    #[must_use]
    pub fn with_delivered(self, review: ReviewId, at: Timestamp) -> Self {
        self.ended(review, SlotState::Delivered, at)
    }

    fn ended(self, review: ReviewId, state: SlotState, at: Timestamp) -> Self {
        let mut version = self.with_slot(review, state);
        for slot in version.slots.iter_mut().filter(|slot| slot.review == review) {
            slot.ended_at = Some(at);
        }
        version
    }

    /// The slots whose review has been delivered and not been voided.
    pub fn delivered_slots(&self) -> impl Iterator<Item = &ReviewSlot> {
        self.slots.iter().filter(|slot| slot.state == SlotState::Delivered)
    }

    /// The slots whose review is still to be delivered and will count.
    /// Until when the next of its answers is to be delivered; nothing while no deadline timer runs.
    pub fn next_due_at(&self) -> Option<Timestamp> {
        self.pending_slots().filter_map(|slot| slot.due_at).min()
    }

    pub(super) fn pending_slots(&self) -> impl Iterator<Item = &ReviewSlot> {
        self.slots.iter().filter(|slot| slot.number > 0 && slot.state.is_pending())
    }

    /// The reviewers who were given this version and have not relinquished it.
    pub fn listeners(&self) -> impl Iterator<Item = MemberId> {
        let held = self.slots.iter().filter(|slot| slot.state.is_held());
        held.map(|slot| slot.reviewer)
    }

    /// The reviewer who delivered the review of slot 1.
    pub fn first_reviewer(&self) -> Option<MemberId> {
        self.delivered_slots().find(|slot| slot.number == 1).map(|slot| slot.reviewer)
    }

    /// The numbers of the slots that no reviewer holds while the version waits for reviews, out of
    /// `reviews_per_track` where the version has no number of its own yet.
    pub fn open_slots(&self, reviews_per_track: u8) -> Vec<u8> {
        if !matches!(self.state, VersionState::AwaitingReviewer | VersionState::InReview) {
            return Vec::new();
        }
        let count = if self.slot_count == 0 { reviews_per_track } else { self.slot_count };
        self.free_slots(count)
    }

    /// The numbers that no reviewer holds, out of as many slots as that: not more of them than
    /// answers are still to come. Where a tie-break is held and one of the others was voided, that
    /// one's slot is not filled again: the tie-break stands for it.
    pub(super) fn free_slots(&self, count: u8) -> Vec<u8> {
        let held = self.slots.iter().filter(|slot| slot.number > 0 && slot.state.is_held());
        let held: BTreeSet<u8> = held.map(|slot| slot.number).collect();
        let wanted = usize::from(count).saturating_sub(held.len());
        (1..=count).filter(|number| !held.contains(number)).take(wanted).collect()
    }

    /// The number of the next try at a slot.
    pub fn next_attempt(&self, number: u8) -> u8 {
        let tried = self.slots.iter().filter(|slot| slot.number == number);
        tried.map(|slot| slot.attempt).max().unwrap_or(0).saturating_add(1)
    }

    /// The version after one of its reviewers has relinquished it: the slot is open, and where no
    /// reviewer is left whose answer counts, the version waits again. Where the slot was given up
    /// before, the others' verdict is the version's.
    #[must_use]
    pub fn relinquish(self, review: ReviewId, at: Timestamp) -> Self {
        self.without(review, SlotState::Relinquished, at).settled_without_given_up(at)
    }

    /// The version in review after an answer to it was voided; else as [`Version::relinquish`].
    #[must_use]
    pub fn void_slot(self, review: ReviewId, at: Timestamp) -> Self {
        self.without(review, SlotState::Voided, at)
    }

    fn without(self, review: ReviewId, ended: SlotState, at: Timestamp) -> Self {
        let version = self.ended(review, ended, at);
        let held = version.slots.iter().any(|slot| slot.number > 0 && slot.state.is_held());
        if held || version.state != VersionState::InReview {
            return version;
        }
        match version.apply(VersionEvent::Unassign) {
            Ok(change) => change.or(version),
            Err(_not_in_review) => version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::Why;
    use crate::version::outcome::tests::version;

    fn member(name: &str) -> MemberId {
        MemberId::of_subject(name)
    }

    fn slot(number: u8, attempt: u8, reviewer: &str, state: SlotState) -> ReviewSlot {
        ReviewSlot {
            number,
            attempt,
            reviewer: member(reviewer),
            review: ReviewId::derive(&[reviewer.as_bytes()]),
            state,
            due_at: None,
            ended_at: None,
            answer: None,
            why: Why { policy_version: 1, ..Why::default() },
        }
    }

    #[test]
    fn a_slot_is_open_until_a_reviewer_holds_it_and_after_that_one_relinquished_it() {
        let mut version = version(VersionState::InReview);
        assert_eq!(version.open_slots(2), [1, 2]);
        version.slots.push(slot(1, 1, "pia", SlotState::Relinquished));
        version.slots.push(slot(2, 1, "quin", SlotState::Queued));
        assert_eq!((version.open_slots(2), version.next_attempt(1)), (vec![1], 2));
        version.slots.push(slot(1, 2, "rosa", SlotState::Delivered));
        assert!(version.open_slots(2).is_empty());
        assert_eq!(version.first_reviewer(), Some(member("rosa")));
        assert_eq!(version.listeners().collect::<Vec<_>>(), [member("quin"), member("rosa")]);
    }

    #[test]
    fn only_a_version_that_waits_for_reviews_has_open_slots() {
        for state in VersionState::ALL {
            let waits = matches!(state, VersionState::AwaitingReviewer | VersionState::InReview);
            assert_eq!(!version(*state).open_slots(1).is_empty(), waits, "{state}");
        }
    }

    #[test]
    fn a_reviewer_who_listens_beside_another_holds_no_counted_slot() {
        let mut version = version(VersionState::InReview);
        version.slots.push(slot(0, 1, "on probation", SlotState::Assigned));
        assert_eq!(version.open_slots(1), [1]);
    }
}
