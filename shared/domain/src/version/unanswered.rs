//! Slots for which no reviewer could be found: they hold up an award no more.

use crate::numbers::count;
use crate::policy::Policy;
use crate::track::Version;
use crate::version::slot::UnansweredSlot;

impl Version {
    /// Whether it was found that nobody can answer for this slot.
    pub fn is_unanswerable(&self, slot: u8) -> bool {
        self.unanswered.iter().any(|one| one.slot == slot)
    }

    /// The version with a slot of it labelled, once.
    #[must_use]
    pub fn with_unanswered(mut self, label: UnansweredSlot, policy: &Policy) -> Self {
        let at = label.at;
        if !self.is_unanswerable(label.slot) {
            self.unanswered.push(label);
        }
        self.with_lacks_at(at, policy)
    }

    /// How many labelled slots still lack their answer.
    pub(super) fn given_up_count(&self) -> u32 {
        let answered = |slot: u8| self.delivered_slots().any(|delivered| delivered.number == slot);
        count(self.unanswered.iter().filter(|one| !answered(one.slot)).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::Exclusion;
    use crate::track::VersionState;
    use crate::version::outcome::tests::version;
    use jiff::Timestamp;
    use std::collections::BTreeMap;

    #[test]
    fn a_labelled_slot_is_missing_no_more_and_the_other_still_is() {
        let (policy, at) = (&Policy::CURRENT, Timestamp::UNIX_EPOCH);
        let two = Version { promised: 2, ..version(VersionState::AwaitingReviewer) };
        let two = two.with_lacks_at(at, policy);
        let label = |slot| UnansweredSlot {
            slot,
            at,
            because: BTreeMap::from([(Exclusion::Author, 1), (Exclusion::Away, 2)]),
        };
        assert_eq!(label(1).considered(), 3);
        let one = two.with_unanswered(label(1), policy);
        let missing: Vec<u8> =
            one.missing_answers(policy).into_iter().map(|one| one.slot).collect();
        assert_eq!((missing, one.lacks.len()), (vec![2], 1));
        assert_eq!(one.lacks[0].until, None);
        let none = one.with_unanswered(label(2), policy).with_unanswered(label(2), policy);
        assert_eq!((none.missing_answers(policy), none.unanswered.len()), (vec![], 2));
        assert_eq!(none.lacks[0].until, Some(at));
        assert_eq!(none.unanswered_count(), 2, "they were promised all the same");
    }
}
