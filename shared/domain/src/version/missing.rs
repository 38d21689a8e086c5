//! Which of the answers that its brief promised a version still lacks, and until when each is due.

use crate::id::TrackId;
use crate::numbers::{after, count};
use crate::policy::Policy;
use crate::string_enum::string_enum;
use crate::track::Version;
use crate::version::lack::Lack;
use crate::version::slot::{ReviewSlot, SlotState};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// How far a missing answer has come.
    pub enum MissingState {
        /// No reviewer holds the slot.
        Sought => "sought",
        /// Given to a reviewer whose deadline timers are all running.
        Queued => "queued",
        /// A reviewer's deadline timer runs.
        Assigned => "assigned",
    }
}

/// An answer that was promised and is not there.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct MissingAnswer {
    /// What was to be answered.
    pub track: TrackId,
    /// Its number in the track, from 1.
    #[schemars(range(min = 1))]
    pub version: u8,
    /// Which of the version's answers.
    pub slot: u8,
    /// What stands in the way of it.
    pub state: MissingState,
    /// When the reviewer's time is over; where none listens, when the slot is called unanswerable
    /// at the latest.
    pub due_at: Timestamp,
}

/// A version that a brief left without all the answers it was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct LeftUnanswered {
    /// The track of the version.
    pub track: TrackId,
    /// Its number in the track, from 1.
    #[schemars(range(min = 1))]
    pub version: u8,
    /// How many it never got.
    pub missing: u32,
}

impl Version {
    /// How many answers it has that count.
    pub fn answer_count(&self) -> u8 {
        let answered = self.delivered_slots().filter(|slot| slot.number > 0).count();
        u8::try_from(answered).unwrap_or(u8::MAX)
    }

    /// How many of the promised answers it never got so far, whether or not they are still sought;
    /// none before its file was taken in.
    pub fn unanswered_count(&self) -> u32 {
        if !self.state.is_taken_in() {
            return 0;
        }
        u32::from(self.promised.saturating_sub(self.answer_count()))
    }

    /// What a brief that ends now leaves it without; nothing where it has all that was promised.
    pub fn left_unanswered(&self) -> Option<LeftUnanswered> {
        let missing = self.unanswered_count();
        let Self { track, version, .. } = *self;
        (missing > 0).then_some(LeftUnanswered { track, version, missing })
    }

    /// The promised answers that it lacks and somebody may still give, the soonest due first. A tie-break review is no part of
    /// the promise. Nothing is missing before its file was taken in.
    pub fn missing_answers(&self, policy: &Policy) -> Vec<MissingAnswer> {
        if !self.state.is_taken_in() {
            return Vec::new();
        }
        let listening = self.pending_slots().map(|slot| slot.number);
        let mut missing: Vec<MissingAnswer> = listening
            .chain(self.free_slots(self.promised.max(self.slot_count)))
            .filter(|number| !self.is_unanswerable(*number))
            .map(|number| self.missing_answer(number, policy))
            .collect();
        missing.sort_by_key(|one| (one.due_at, one.slot));
        let lacking = self.unanswered_count().saturating_sub(self.given_up_count());
        missing.truncate(usize::try_from(lacking).unwrap_or(usize::MAX));
        missing
    }

    fn missing_answer(&self, number: u8, policy: &Policy) -> MissingAnswer {
        let mut held =
            self.slots.iter().filter(|slot| slot.number == number && slot.state.is_pending());
        let latest = after(self.sought_since(number), policy.unanswerable_after);
        let (state, due_at) = match held.next_back() {
            Some(slot) if slot.state == SlotState::Assigned => {
                (MissingState::Assigned, slot.due_at.unwrap_or(latest))
            }
            Some(_) => (MissingState::Queued, latest),
            None => (MissingState::Sought, latest),
        };
        MissingAnswer { track: self.track, version: self.version, slot: number, state, due_at }
    }

    /// Since when nobody has listened for this slot: since its last reviewer gave it up, or those
    /// disagreed between whom it is to decide, or one of them was voided for whom it stands; else
    /// since the file was taken in.
    pub fn sought_since(&self, number: u8) -> Timestamp {
        let is_beyond = self.is_tie_break(number) || number > self.promised;
        let disagreed = |slot: &ReviewSlot| is_beyond && slot.number > 0;
        let ended = self.slots.iter().filter(|slot| slot.number == number || disagreed(slot));
        let ended = ended.filter_map(|slot| slot.ended_at).max();
        ended.or(self.received_at).unwrap_or(self.reserved_at)
    }

    /// Whether the slot is beyond the promise: all that was promised is answered, and this one
    /// decides since two disagree.
    pub fn is_tie_break(&self, number: u8) -> bool {
        let is_answered = self.delivered_slots().any(|slot| slot.number == number);
        let is_asked = self.slot_count > self.promised && self.answer_count() >= self.promised;
        is_asked && !is_answered
    }

    /// The version with its account of lacks in step with what is missing `at` this moment. Every
    /// change of its answers ends with this.
    #[must_use]
    pub fn with_lacks_at(mut self, at: Timestamp, policy: &Policy) -> Self {
        let lacks = !self.missing_answers(policy).is_empty();
        match self.lacks.last_mut() {
            Some(open) if open.until.is_none() => {
                open.until = (!lacks).then_some(at);
            }
            Some(_) | None => {
                self.lacks.extend(lacks.then_some(Lack { from: at, until: None }));
            }
        }
        self
    }
}

/// How many tracks these answers are missing of.
pub fn tracks_of(missing: &[MissingAnswer]) -> u32 {
    let tracks: std::collections::BTreeSet<TrackId> = missing.iter().map(|one| one.track).collect();
    count(tracks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track::VersionState;
    use crate::version::lack::tests::{at, lack};
    use crate::version::outcome::tests::version;

    #[test]
    fn what_is_promised_is_missing_from_when_the_file_is_taken_in() {
        for state in VersionState::ALL {
            let two = Version { promised: 2, ..version(*state) };
            let missing = two.missing_answers(&Policy::CURRENT);
            assert_eq!(missing.len(), if state.is_taken_in() { 2 } else { 0 }, "{state}");
            assert!(missing.iter().all(|one| one.due_at == at(7 * 24)), "{missing:?}");
        }
    }

    #[test]
    fn lacks_open_and_close_with_what_is_missing() {
        let policy = &Policy::CURRENT;
        let waiting = version(VersionState::AwaitingReviewer).with_lacks_at(at(1), policy);
        let still = waiting.clone().with_lacks_at(at(2), policy);
        assert_eq!((&still.lacks, &waiting.lacks), (&vec![lack(1, None)], &vec![lack(1, None)]));
        let answered = Version { promised: 0, ..still }.with_lacks_at(at(3), policy);
        assert_eq!(answered.lacks, [lack(1, Some(3))]);
        let again = Version { promised: 1, ..answered }.with_lacks_at(at(5), policy);
        assert_eq!(again.lacks, [lack(1, Some(3)), lack(5, None)]);
    }
}
