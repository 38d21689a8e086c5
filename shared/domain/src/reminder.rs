//! When somebody is reminded that a deadline of theirs comes near: a day before it and four hours
//! before it, each once, never both at a time, and never after it. A deadline that moves away is
//! another one, of which they are reminded anew once it is near.

use crate::brief::{Brief, BriefState};
use crate::id::{BriefId, ReviewId, TrackId};
use crate::numbers::after;
use crate::policy::Policy;
use crate::review::{Review, ReviewState};
use crate::track::Version;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::reminder_stage::{ChoiceReminders, ReminderStage};

/// What somebody has to do by a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, schemars::JsonSchema, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum NearDeadline {
    /// A reviewer answers.
    Review { review: ReviewId },
    /// A composer enters a track, or a further version.
    Entries { brief: BriefId },
    /// A composer announces the further version that may follow, although entries have ended.
    Version { brief: BriefId, track: TrackId, version: u8 },
    /// A client chooses, before the brief lapses, and has left so many questions unanswered.
    Choice { brief: BriefId, questions: usize },
}

/// Which reminder of a deadline is to be sent now. One that was missed is not made up for once the
/// next one is due, nor after the deadline.
pub fn due_reminder(due_at: Timestamp, now: Timestamp, policy: &Policy) -> Option<ReminderStage> {
    let left = due_at.duration_since(now);
    if !left.is_positive() {
        None
    } else if left <= policy.last_reminder_before {
        Some(ReminderStage::LastHours)
    } else if left <= policy.first_reminder_before {
        Some(ReminderStage::LastDay)
    } else {
        None
    }
}

impl Review {
    /// By when its reviewer has to answer, while they have to.
    pub fn answer_due(&self) -> Option<Timestamp> {
        self.due_at.filter(|_| self.state == ReviewState::Assigned)
    }
}

impl Version {
    /// When the verdict came upon which a further version may follow.
    fn sent_back_at(&self, policy: &Policy) -> Option<Timestamp> {
        let may_follow = self.state.allows_new_version() && self.version < policy.versions_max;
        self.verdict_at.filter(|_| may_follow)
    }

    /// Until when the version that may follow is announced at the latest, once entries have ended;
    /// the brief may end that sooner.
    pub fn further_version_by(&self, policy: &Policy) -> Option<Timestamp> {
        Some(after(self.sent_back_at(policy)?, policy.new_version_within))
    }
}

impl Brief {
    /// Until when tracks are entered, while they are.
    pub fn entries_due(&self) -> Option<Timestamp> {
        (self.state == BriefState::Open).then_some(self.terms.deadline)
    }

    /// Until when the version that may follow upon this one is announced, while entries have ended
    /// and nothing is decided.
    pub fn further_version_due(&self, version: &Version, policy: &Policy) -> Option<Timestamp> {
        let sent_back_at = version.sent_back_at(policy);
        let verdict_at = sent_back_at.filter(|_| self.state == BriefState::Judging)?;
        Some(self.versions_until(verdict_at, policy))
    }

    /// By when the client has to choose, while composers wait for that; nothing where the reminder
    /// of a long silence came so late that it tells the same.
    pub fn choice_due(&self, policy: &Policy) -> Option<Timestamp> {
        // Once the client was reminded of their silence, it ends with the brief.
        let reminded_at = self.reminded_at?;
        let due_at = self.silent_until(policy)?;
        due_reminder(due_at, reminded_at, policy).is_none().then_some(due_at)
    }

    /// The brief once answers were missing for so long, in milliseconds. Where that moves its lapse
    /// out of a stage, what was sent at that stage does not count any more; while the clock merely
    /// stands, it does.
    #[must_use]
    pub fn with_delay(&self, delay_ms: u64, now: Timestamp, policy: &Policy) -> Self {
        let brief = Self { delay_ms, ..self.clone() };
        let left = brief.choice_due(policy).map(|due_at| due_at.duration_since(now));
        let sent = brief.choice_reminders;
        let choice_reminders = left.map_or(sent, |left| sent.within(left, policy));
        Self { choice_reminders, ..brief }
    }

    /// Which reminder of that the client is to be sent now, and by when they have to choose.
    pub fn choice_reminder(
        &self,
        now: Timestamp,
        policy: &Policy,
    ) -> Option<(ReminderStage, Timestamp)> {
        let due_at = self.choice_due(policy)?;
        let stage = due_reminder(due_at, now, policy)?;
        (!self.choice_reminders.has(stage)).then_some((stage, due_at))
    }

    /// The brief once its client was sent this reminder.
    #[must_use]
    pub fn reminded_of_choice(&self, stage: ReminderStage) -> Self {
        Self { choice_reminders: self.choice_reminders.with(stage), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    const POLICY: &Policy = &Policy::CURRENT;
    /// Sweeps come every quarter of an hour.
    const DUE_SWEEP: i64 = 72 * 4;
    const DUE_S: i64 = 900 * DUE_SWEEP;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn due(second: i64) -> Option<ReminderStage> {
        due_reminder(at(DUE_S), at(second), POLICY)
    }

    #[test]
    fn a_day_before_and_four_hours_before_and_never_after() {
        let (day, hours) = (Some(ReminderStage::LastDay), Some(ReminderStage::LastHours));
        let (first, last) = (DUE_S - 24 * 3_600, DUE_S - 4 * 3_600);
        let found = [first - 1, first, last - 1, last, DUE_S - 1, DUE_S, DUE_S + 1].map(due);
        assert_eq!(found, [None, day, day, hours, hours, None, None]);
    }

    proptest! {
        /// However many sweeps are missed.
        #[test]
        fn each_reminder_is_sent_once_and_never_two_at_a_time(
            sweeps in proptest::collection::btree_set(0_i64..=DUE_SWEEP + 8, 0..120),
        ) {
            let mut sent = Vec::new();
            for sweep in &sweeps {
                if let Some(stage) = due(sweep * 900).filter(|stage| !sent.contains(stage)) {
                    sent.push(stage);
                }
            }
            let within = |from_s: i64, to_s: i64| {
                sweeps.iter().any(|sweep| (from_s..to_s).contains(&(sweep * 900)))
            };
            let (first, last) = (DUE_S - 24 * 3_600, DUE_S - 4 * 3_600);
            let mut expected = Vec::new();
            expected.extend(within(first, last).then_some(ReminderStage::LastDay));
            expected.extend(within(last, DUE_S).then_some(ReminderStage::LastHours));
            prop_assert_eq!(sent, expected);
        }
    }
}
