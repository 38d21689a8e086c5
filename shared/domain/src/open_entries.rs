//! How many entries a composer may have open at once: a level opens more of them, and no brief is
//! flooded by one person.
//!
//! What is listed is a superset of what is open: entering adds to the list in the transaction that
//! reserves the place, and what has ended since is taken off once the list is full. So an end that
//! nobody reported, or that was reported twice, changes no decision.

use crate::brief::Brief;
use crate::id::{BriefId, MemberId, TrackId};
use crate::policy::Policy;
use crate::status::StatusLevel;
use crate::track::{Track, Version, VersionState};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A track with which a composer entered a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct OpenEntry {
    /// What was entered.
    pub brief: BriefId,
    /// What it was entered with.
    pub track: TrackId,
    /// When the place was reserved.
    pub since: Timestamp,
}

/// Everything of a composer that may be open, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenEntries {
    pub member: MemberId,
    pub listed: Vec<OpenEntry>,
}

/// How many entries may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryLimits {
    /// The composer's level as it stands, which gives `max`.
    pub level: StatusLevel,
    /// In the whole studio.
    pub max: usize,
    /// In one brief.
    pub per_brief: usize,
}

/// An entry that is open, with what it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct EntryStanding {
    /// The brief and the track.
    #[serde(flatten)]
    pub entry: OpenEntry,
    /// Until when its brief takes tracks; it ends after that.
    pub deadline: Timestamp,
    /// When the link for its first file stops working; null once that file has come.
    pub link_ends_at: Option<Timestamp>,
}

/// Which number is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryBound {
    /// That of the whole studio.
    Studio,
    /// That of this brief.
    Brief(BriefId),
}

/// A composer has as many entries open as they may.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} of {} entries are open {}: a place is free again when the brief of one ends, when you \
     withdraw one, or when the link of a reserved file ends unused",
    .open.len(), self.max(), self.scope()
)]
pub struct EntriesRefusal {
    pub bound: EntryBound,
    pub limits: EntryLimits,
    /// Those that take the places.
    pub open: Vec<EntryStanding>,
}

impl EntryLimits {
    pub const fn of(level: StatusLevel, policy: &Policy) -> Self {
        let max = level.open_entries_max(policy);
        Self { level, max, per_brief: policy.open_entries_per_brief_max }
    }
}

impl OpenEntry {
    /// As it stands now, as long as it is open: the brief has not ended, the track was not
    /// withdrawn, and a file may still come or has been taken in. A rejected one stays open, since
    /// the client may select it; a reserved one is, so that no link is hoarded; one whose first
    /// file was not taken or never came is not, and enters anew with the next file.
    pub fn standing(&self, brief: &Brief, track: &Track, first: &Version) -> Option<EntryStanding> {
        let is_open =
            brief.end().is_none() && track.withdrawn_at.is_none() && first.state.is_valid();
        let waits = first.state == VersionState::Reserved;
        let link_ends_at = waits.then_some(first.expires_at);
        let deadline = brief.terms.deadline;
        is_open.then_some(EntryStanding { entry: *self, deadline, link_ends_at })
    }
}

impl OpenEntries {
    pub const fn none(member: MemberId) -> Self {
        Self { member, listed: Vec::new() }
    }

    /// The list with one entry more.
    ///
    /// # Errors
    /// Which number the list has reached; it may hold what has ended.
    pub fn enter(&self, entry: OpenEntry, limits: &EntryLimits) -> Result<Self, EntryBound> {
        let mut entered = self.without(entry.track);
        let in_brief = entered.listed.iter().filter(|one| one.brief == entry.brief).count();
        if in_brief >= limits.per_brief {
            return Err(EntryBound::Brief(entry.brief));
        }
        if entered.listed.len() >= limits.max {
            return Err(EntryBound::Studio);
        }
        entered.listed.push(entry);
        Ok(entered)
    }

    /// The list without a track; one that is not on it changes nothing.
    #[must_use]
    pub fn without(&self, track: TrackId) -> Self {
        let mut left = self.clone();
        left.listed.retain(|one| one.track != track);
        left
    }

    /// The list with nothing on it but what is open.
    #[must_use]
    pub fn settled(&self, open: &[EntryStanding]) -> Self {
        let open: BTreeSet<TrackId> = open.iter().map(|one| one.entry.track).collect();
        let mut left = self.clone();
        left.listed.retain(|one| open.contains(&one.track));
        left
    }
}

impl EntriesRefusal {
    /// Of those that are `open`, the ones that count for the number which is reached.
    pub fn new(bound: EntryBound, limits: EntryLimits, open: &[EntryStanding]) -> Self {
        let counts = |one: &&EntryStanding| match bound {
            EntryBound::Studio => true,
            EntryBound::Brief(brief) => one.entry.brief == brief,
        };
        Self { bound, limits, open: open.iter().filter(counts).copied().collect() }
    }

    /// The number that is reached.
    pub const fn max(&self) -> usize {
        match self.bound {
            EntryBound::Studio => self.limits.max,
            EntryBound::Brief(_) => self.limits.per_brief,
        }
    }

    fn scope(&self) -> String {
        match self.bound {
            EntryBound::Studio => format!("at the level {}", self.limits.level.title()),
            EntryBound::Brief(_) => "in this brief".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(brief: u8, track: u8) -> OpenEntry {
        let (brief, track) = (BriefId::derive(&[&[brief]]), TrackId::derive(&[&[track]]));
        OpenEntry { brief, track, since: Timestamp::UNIX_EPOCH }
    }

    fn open(entry: OpenEntry) -> EntryStanding {
        EntryStanding { entry, deadline: Timestamp::UNIX_EPOCH, link_ends_at: None }
    }

    fn limits(level: StatusLevel) -> EntryLimits {
        EntryLimits::of(level, &Policy::CURRENT)
    }

    #[test]
    fn too_many_open_entries_are_more_than_the_level_allows_and_too_many_entries_of_brief_three() {
        for (level, max) in [
            (StatusLevel::Newcomer, 3),
            (StatusLevel::Junior, 10),
            (StatusLevel::Senior, 30),
            (StatusLevel::Lead, 60),
        ] {
            let mut entries = OpenEntries::none(MemberId::of_subject("ada"));
            for number in 0..max {
                entries = entries.enter(entry(number, number), &limits(level)).unwrap();
            }
            let one_more = entries.enter(entry(max, max), &limits(level));
            assert_eq!(one_more, Err(EntryBound::Studio), "{level}");
        }
        let mut entries = OpenEntries::none(MemberId::of_subject("ada"));
        for number in 0..3 {
            entries = entries.enter(entry(1, number), &limits(StatusLevel::Lead)).unwrap();
        }
        let fourth = entries.enter(entry(1, 4), &limits(StatusLevel::Lead));
        assert_eq!(fourth, Err(EntryBound::Brief(entry(1, 4).brief)));
        assert!(entries.enter(entry(2, 4), &limits(StatusLevel::Lead)).is_ok());
        assert!(entries.enter(entry(1, 2), &limits(StatusLevel::Lead)).is_ok(), "it is in already");
    }

    #[test]
    fn a_refusal_names_what_takes_the_places_and_what_frees_them() {
        let (own, elsewhere) = (open(entry(1, 1)), open(entry(2, 2)));
        let bound = EntryBound::Brief(own.entry.brief);
        let of_brief = EntriesRefusal::new(bound, limits(StatusLevel::Newcomer), &[own, elsewhere]);
        assert_eq!(of_brief.open, [own]);
        let all = EntriesRefusal { bound: EntryBound::Studio, open: vec![own; 3], ..of_brief };
        let words = all.to_string();
        assert!(words.starts_with("3 of 3 entries are open at the level Newcomer: "), "{words}");
        assert!(words.contains("the brief of one ends, when you withdraw one"), "{words}");
    }

    /// What may happen to the entries of one composer, in any order.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        Enter(u8),
        /// It ends, and nobody tells.
        End(u8),
        /// Somebody tells that it has ended, for the first time or once more.
        Release(u8),
        /// The list is read again, though nothing was refused.
        Settle,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0_u8..24).prop_map(Step::Enter),
            3 => (0_u8..24).prop_map(Step::End),
            2 => (0_u8..24).prop_map(Step::Release),
            1 => Just(Step::Settle),
        ]
    }

    /// Four briefs, six tracks each.
    fn numbered(number: u8) -> OpenEntry {
        entry(number % 4, number)
    }

    fn standings(open_now: &BTreeSet<u8>) -> Vec<EntryStanding> {
        open_now.iter().map(|number| open(numbered(*number))).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_order_of_ends_that_are_told_twice_or_never_lets_anybody_count_wrong(
            steps in prop::collection::vec(step(), 0..80),
            level in prop::sample::select(StatusLevel::ALL),
        ) {
            let limits = limits(level);
            let mut listed = OpenEntries::none(MemberId::of_subject("ada"));
            let mut truth: BTreeSet<u8> = BTreeSet::new();
            for step in steps {
                match step {
                    Step::Enter(number) if truth.contains(&number) => {}
                    Step::Enter(number) => {
                        let new = numbered(number);
                        let entered = listed
                            .enter(new, &limits)
                            .or_else(|_| listed.settled(&standings(&truth)).enter(new, &limits));
                        let in_brief = truth.iter().filter(|one| *one % 4 == number % 4).count();
                        let has_room = truth.len() < limits.max && in_brief < limits.per_brief;
                        prop_assert_eq!(entered.is_ok(), has_room);
                        if let Ok(entered) = entered {
                            listed = entered;
                            truth.insert(number);
                        }
                    }
                    Step::End(number) => {
                        truth.remove(&number);
                    }
                    Step::Release(number) => {
                        if !truth.contains(&number) {
                            let track = numbered(number).track;
                            let once = listed.without(track);
                            prop_assert_eq!(&once.without(track), &once);
                            listed = once;
                        }
                    }
                    Step::Settle => listed = listed.settled(&standings(&truth)),
                }
                let on_list = |number: &u8| listed.listed.contains(&numbered(*number));
                prop_assert!(truth.iter().all(on_list), "what is open is listed");
            }
            prop_assert_eq!(listed.settled(&standings(&truth)).listed.len(), truth.len());
        }
    }
}
