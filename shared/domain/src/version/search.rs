//! How a reviewer is sought for a slot that the roster of the brief cannot fill: the co-producers of
//! the whole platform are asked, a few at once, and the slot is given up at last.

use crate::assignment::{Exclusion, WaitingVersion};
use crate::id::MemberId;
use crate::numbers::after;
use crate::policy::Policy;
use crate::track::Version;
use crate::version::slot::{AskAnswer, Asked, ReviewSlot, SlotState, UnansweredSlot};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What is to be done next for a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchStep {
    Wait,
    /// These are asked, all at once.
    Ask(Vec<MemberId>),
    /// Nobody can answer for it.
    GiveUp,
}

impl Version {
    /// The slots for which nobody listens and nobody has answered, queued reviews included, but for
    /// those that were given up.
    pub fn searched_slots(&self) -> Vec<u8> {
        let queued = self.slots.iter().filter(|slot| slot.state == SlotState::Queued);
        let queued = queued.map(|slot| slot.number).filter(|number| *number > 0);
        let mut slots = self.open_slots(self.promised);
        slots.extend(queued);
        slots.retain(|slot| !self.is_unanswerable(*slot));
        slots.sort_unstable();
        slots
    }

    /// What is to be done for one of the [`Version::searched_slots`], where `eligible` may review
    /// it, the best first: nobody for a queued one. All of them are asked in turn, each wave after
    /// the one before has answered or had its time; whoever is asked last has theirs too. After the
    /// longest time it is given up, whoever was not asked.
    pub fn next_step(
        &self,
        slot: u8,
        eligible: &[MemberId],
        now: Timestamp,
        policy: &Policy,
    ) -> SearchStep {
        let since = self.sought_since(slot);
        let over = |duration| now >= after(since, duration);
        if over(policy.unanswerable_after) {
            return SearchStep::GiveUp;
        }
        let is_queued = |one: &ReviewSlot| one.number == slot && one.state == SlotState::Queued;
        let is_pending = self
            .asked_for(slot)
            .any(|asked| asked.is_pending(now, policy) && !self.has_accepted_ask(asked.member));
        if self.slots.iter().any(is_queued) || is_pending || !over(policy.asks_platform_after) {
            return SearchStep::Wait;
        }
        let is_new = |member: &&MemberId| self.asked_for(slot).all(|one| one.member != **member);
        let next: Vec<MemberId> =
            eligible.iter().filter(is_new).take(policy.asked_at_once).copied().collect();
        match next.is_empty() {
            false => SearchStep::Ask(next),
            true if over(policy.unanswered_after) => SearchStep::GiveUp,
            true => SearchStep::Wait,
        }
    }

    /// That a slot is given up, with how many of the platform each reason has kept from it.
    pub fn given_up(
        &self,
        slot: u8,
        eligible: &[MemberId],
        excluded: &BTreeMap<MemberId, Exclusion>,
        at: Timestamp,
    ) -> UnansweredSlot {
        let reason =
            |member: &MemberId| match self.asked_for(slot).find(|asked| asked.member == *member) {
                Some(Asked { answer: Some(AskAnswer::Declined), .. }) => Exclusion::DeclinedAsk,
                Some(_) => Exclusion::NoAnswer,
                None => Exclusion::NotAsked,
            };
        let mut because: BTreeMap<Exclusion, u32> = BTreeMap::new();
        for rule in excluded.values().copied().chain(eligible.iter().map(reason)) {
            let so_far = because.entry(rule).or_default();
            *so_far = so_far.saturating_add(1);
        }
        UnansweredSlot { slot, at, because }
    }

    /// Who was asked for a slot.
    pub fn asked_for(&self, slot: u8) -> impl Iterator<Item = &Asked> {
        self.asked.iter().filter(move |asked| asked.slot == slot)
    }

    /// What is left for somebody to accept: those of the `waiting` slots that they were asked for.
    pub fn acceptable_slots<'waiting>(
        &self,
        member: MemberId,
        waiting: &'waiting [WaitingVersion],
    ) -> Vec<&'waiting WaitingVersion> {
        let is_asked = |one: &&WaitingVersion| {
            (one.track, one.version) == (self.track, self.version)
                && self.asked_for(one.slot).any(|asked| asked.member == member)
        };
        waiting.iter().filter(is_asked).collect()
    }

    /// Whether somebody was asked for any slot of it.
    pub fn has_asked(&self, member: MemberId) -> bool {
        self.asked.iter().any(|asked| asked.member == member)
    }

    /// Whether somebody has accepted one of its slots.
    pub fn has_accepted_ask(&self, member: MemberId) -> bool {
        let accepted = Some(AskAnswer::Accepted);
        self.asked.iter().any(|asked| asked.member == member && asked.answer == accepted)
    }

    /// The version after somebody has said no to all that they were asked for and have not answered.
    #[must_use]
    pub fn with_asks_declined(mut self, member: MemberId) -> Self {
        for asked in self.asked.iter_mut().filter(|asked| asked.member == member) {
            asked.answer = asked.answer.or(Some(AskAnswer::Declined));
        }
        self
    }

    /// The version after these were asked for a slot.
    #[must_use]
    pub fn with_asked(mut self, slot: u8, members: &[MemberId], at: Timestamp) -> Self {
        let asked = |member: &MemberId| Asked { slot, member: *member, at, answer: None };
        self.asked.extend(members.iter().map(asked));
        self
    }

    /// The version with somebody's answer about a slot that they were asked for.
    #[must_use]
    pub fn with_ask_answered(mut self, slot: u8, member: MemberId, answer: AskAnswer) -> Self {
        for asked in self.asked.iter_mut().filter(|one| one.slot == slot && one.member == member) {
            asked.answer = Some(answer);
        }
        self
    }
}

impl Asked {
    /// Whether their answer is still waited for.
    fn is_pending(&self, now: Timestamp, policy: &Policy) -> bool {
        self.answer.is_none() && now < after(self.at, policy.ask_within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track::VersionState;
    use crate::version::outcome::tests::version;
    use std::collections::BTreeSet;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour.saturating_mul(3_600)).unwrap()
    }

    fn members(count: u8) -> Vec<MemberId> {
        (0..count).map(|number| MemberId::of_subject(&number.to_string())).collect()
    }

    fn step(version: &Version, eligible: &[MemberId], hour: i64) -> SearchStep {
        version.next_step(1, eligible, at(hour), &Policy::CURRENT)
    }

    #[test]
    fn the_platform_is_asked_in_waves_of_five_each_after_the_one_before_had_a_day() {
        let (all, mut waiting) = (members(12), version(VersionState::AwaitingReviewer));
        assert_eq!(step(&waiting, &all, 23), SearchStep::Wait, "the roster comes first");
        for (wave, hour) in [(0..5, 24), (5..10, 48), (10..12, 72)] {
            let SearchStep::Ask(asked) = step(&waiting, &all, hour) else { panic!("{hour}") };
            assert_eq!(asked, all[wave]);
            waiting = waiting.with_asked(1, &asked, at(hour));
            assert_eq!(step(&waiting, &all, hour + 23), SearchStep::Wait);
        }
        assert_eq!(step(&waiting, &all, 96), SearchStep::GiveUp, "all of them were asked");
    }

    #[test]
    fn a_wave_that_has_declined_is_followed_by_the_next_at_once() {
        let all = members(6);
        let asked = version(VersionState::AwaitingReviewer).with_asked(1, &all[..5], at(24));
        let declined = all[..5].iter().fold(asked, |version, member| {
            version.with_ask_answered(1, *member, AskAnswer::Declined)
        });
        assert_eq!(step(&declined, &all, 25), SearchStep::Ask(vec![all[5]]));
    }

    #[test]
    fn a_slot_is_given_up_after_three_days_without_anybody_and_after_seven_in_any_case() {
        let waiting = version(VersionState::AwaitingReviewer);
        assert_eq!(step(&waiting, &[], 71), SearchStep::Wait);
        assert_eq!(step(&waiting, &[], 72), SearchStep::GiveUp);
        let asked = waiting.with_asked(1, &members(5), at(7 * 24 - 1));
        assert_eq!(step(&asked, &members(90), 7 * 24), SearchStep::GiveUp);
        assert_eq!(asked.searched_slots(), [1]);
        let all = members(7);
        let answered = asked.with_ask_answered(1, all[0], AskAnswer::Declined);
        let excluded = BTreeMap::from([(MemberId::of_subject("ada"), Exclusion::Author)]);
        let counts = [
            (Exclusion::Author, 1),
            (Exclusion::DeclinedAsk, 1),
            (Exclusion::NoAnswer, 4),
            (Exclusion::NotAsked, 2),
        ];
        assert_eq!(answered.given_up(1, &all, &excluded, at(170)).because, counts.into());
    }

    fn waiting(version: &Version, slot: u8) -> WaitingVersion {
        WaitingVersion {
            track: version.track,
            version: version.version,
            slot,
            attempt: 1,
            composer: version.composer,
            authors: BTreeSet::new(),
            waiting_since: at(0),
            duration_ms: 60_000,
            continuity: None,
            is_tie_break: false,
            may_wait: false,
            hearing_it: BTreeSet::new(),
            relinquished_by: BTreeSet::new(),
        }
    }

    #[test]
    fn whoever_is_asked_for_two_slots_may_have_the_one_that_the_other_left() {
        let (all, version) = (members(7), version(VersionState::AwaitingReviewer));
        let asked = version.with_asked(1, &all[..5], at(24)).with_asked(2, &all[..5], at(24));
        let slots = |version: &Version, member, open: &[u8]| -> Vec<u8> {
            let waiting: Vec<_> = open.iter().map(|slot| waiting(version, *slot)).collect();
            version.acceptable_slots(member, &waiting).iter().map(|one| one.slot).collect()
        };
        assert_eq!(slots(&asked, all[0], &[1, 2]), [1, 2]);
        let accepted = asked.with_ask_answered(2, all[0], AskAnswer::Accepted);
        assert_eq!(slots(&accepted, all[1], &[1]), [1]);
        assert!(slots(&accepted, all[5], &[1]).is_empty(), "never asked");
        assert!(slots(&accepted, all[1], &[]).is_empty());
        let newer = Version { version: 2, ..accepted.clone() };
        assert!(accepted.acceptable_slots(all[1], &[waiting(&newer, 1)]).is_empty());
        // Whoever has one is not waited for about the other, and no says no to all.
        let is_accepted = |member| (accepted.has_asked(member), accepted.has_accepted_ask(member));
        assert_eq!(
            [0, 1, 5].map(|one| is_accepted(all[one])),
            [(true, true), (true, false), (false, false)]
        );
        let declined =
            all[1..5].iter().fold(accepted, |version, one| version.with_asks_declined(*one));
        assert!(declined.asked.iter().all(|one| one.answer.is_some() || one.member == all[0]));
        assert_eq!(step(&declined, &all[1..], 25), SearchStep::Ask(all[5..].to_vec()));
    }
}
