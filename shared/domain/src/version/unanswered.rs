//! Slots for which no reviewer could be found: they hold up neither an award nor a verdict any
//! more.

use crate::numbers::count;
use crate::policy::Policy;
use crate::track::{Version, VersionState};
use crate::verdict::{Answer, settle};
use crate::version::slot::UnansweredSlot;
use jiff::Timestamp;

impl Version {
    /// Whether it was found that nobody can answer for this slot.
    pub fn is_unanswerable(&self, slot: u8) -> bool {
        self.unanswered.iter().any(|one| one.slot == slot)
    }

    /// The version with a slot of it labelled, once; where nobody is waited for any more, it has the
    /// verdict of those who have answered.
    #[must_use]
    pub fn with_unanswered(mut self, label: UnansweredSlot, policy: &Policy) -> Self {
        let at = label.at;
        if !self.is_unanswerable(label.slot) {
            self.unanswered.push(label);
        }
        self.with_lacks_at(at, policy).settled_without_given_up(at)
    }

    /// The version with the verdict of the answers that are there, of two the harsher, where every
    /// other slot was given up and nobody listens to it; unchanged where none has answered.
    pub(super) fn settled_without_given_up(self, at: Timestamp) -> Self {
        let free = self.free_slots(self.promised.max(self.slot_count));
        let is_sought = free.into_iter().any(|number| !self.is_unanswerable(number));
        if is_sought
            || self.pending_slots().next().is_some()
            || self.state != VersionState::InReview
        {
            return self;
        }
        let counted = self.delivered_slots().filter(|slot| slot.number > 0);
        let answers: Vec<Answer> = counted.filter_map(|slot| slot.answer).collect();
        let Some(settled) = settle(&answers) else { return self };
        match self.judge(settled.verdict, settled.total_centistars, at) {
            Ok(change) => change.or(self),
            Err(_has_a_verdict) => self,
        }
    }

    /// How many labelled slots of the promise still lack their answer.
    pub(super) fn given_up_count(&self) -> u32 {
        let mut lacking = self.free_slots(self.promised);
        lacking.extend(self.pending_slots().map(|slot| slot.number));
        count(lacking.into_iter().filter(|number| self.is_unanswerable(*number)).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::Exclusion;
    use crate::version::outcome::tests::version;
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
