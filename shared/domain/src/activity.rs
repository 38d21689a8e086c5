//! A level that rests on old work falls: twelve months without an approved track are told, 60 days
//! later the level is one lower, and with the next approved track it is back. Pure: it follows from
//! the entries and the time.

use crate::numbers::{after, floor_div};
use crate::policy::Policy;
use crate::status::StatusLevel;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// How a level stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// What the entries alone have reached.
    pub earned: StatusLevel,
    /// The last approved track.
    pub approved_at: Option<Timestamp>,
    /// How often the member was told or lowered since: told first, lowered next, and so on.
    pub stage: u32,
    /// When that happens next; nothing where nothing is left to lose.
    pub next_at: Option<Timestamp>,
}

impl Activity {
    /// How it stands `now`.
    pub fn at(
        earned: StatusLevel,
        approved_at: Option<Timestamp>,
        now: Timestamp,
        policy: &Policy,
    ) -> Self {
        let mut activity = Self { earned, approved_at, stage: 0, next_at: None };
        let Some(mut since) = approved_at else { return activity };
        for _ in 0..earned.steps() {
            let told_at = months_after(since, policy.inactive_months);
            let lowered_at = after(told_at, policy.inactive_grace);
            for moment in [told_at, lowered_at] {
                if now < moment {
                    activity.next_at = Some(moment);
                    return activity;
                }
                activity.stage = activity.stage.saturating_add(1);
            }
            since = lowered_at;
        }
        activity
    }

    /// The level that applies.
    pub fn level(&self) -> StatusLevel {
        let lowered = floor_div(self.stage.into(), 2);
        (0..lowered).fold(self.earned, |level, _| level.previous().unwrap_or(level))
    }

    /// Whether the member was told, and the level falls next.
    pub const fn is_told(&self) -> bool {
        self.stage % 2 == 1
    }

    /// Whether the level that applies is below what was reached.
    pub fn is_lowered(&self) -> bool {
        self.level() < self.earned
    }

    /// When the member will be told that the level rests on old work; nothing once they were.
    pub fn told_at(&self) -> Option<Timestamp> {
        self.next_at.filter(|_| !self.is_told())
    }

    /// When the level falls without another approved track.
    pub fn falls_at(&self, policy: &Policy) -> Option<Timestamp> {
        let grace = if self.is_told() { SignedDuration::ZERO } else { policy.inactive_grace };
        self.next_at.map(|next_at| after(next_at, grace))
    }

    /// What becomes of the level, and what changes that; nothing where there is nothing to lose or
    /// to get back.
    pub fn in_words(&self, policy: &Policy) -> Option<String> {
        let to = self.level().previous();
        let falls = self.falls_at(policy).zip(to).map(|(at, to)| {
            let day = at.to_zoned(TimeZone::UTC).date();
            format!("without another approved track the level falls to {} on {day}", to.title())
        });
        let back = self.is_lowered().then(|| {
            format!("the next approved track brings the level {} back", self.earned.title())
        });
        let parts: Vec<String> = [falls, back].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

fn months_after(at: Timestamp, months: i32) -> Timestamp {
    let zoned: Zoned = at.to_zoned(TimeZone::UTC);
    let later = zoned.saturating_add(jiff::Span::new().months(months));
    later.timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Timestamp {
        format!("{text}T00:00:00Z").parse().unwrap()
    }

    fn senior(now: &str) -> Activity {
        let approved_at = Some(day("2026-03-01"));
        Activity::at(StatusLevel::Senior, approved_at, day(now), &Policy::CURRENT)
    }

    #[test]
    fn twelve_months_are_told_and_sixty_days_later_the_level_is_one_lower() {
        for (now, level, is_told, next) in [
            ("2027-02-28", StatusLevel::Senior, false, Some("2027-03-01")),
            ("2027-03-01", StatusLevel::Senior, true, Some("2027-04-30")),
            ("2027-04-29", StatusLevel::Senior, true, Some("2027-04-30")),
            ("2027-04-30", StatusLevel::Junior, false, Some("2028-04-30")),
            ("2028-04-30", StatusLevel::Junior, true, Some("2028-06-29")),
            ("2028-06-29", StatusLevel::Newcomer, false, None),
            ("2040-01-01", StatusLevel::Newcomer, false, None),
        ] {
            let activity = senior(now);
            let found = (activity.level(), activity.is_told(), activity.next_at);
            assert_eq!(found, (level, is_told, next.map(day)), "{now}");
        }
    }

    #[test]
    fn what_becomes_of_a_level_is_said_with_its_days_and_with_what_brings_it_back() {
        let falls = |to: &str, at: &str| {
            format!("without another approved track the level falls to {to} on {at}")
        };
        let back = "the next approved track brings the level Senior back";
        for (now, told_at, falls_at, words) in [
            ("2026-06-01", Some("2027-03-01"), Some("2027-04-30"), falls("Junior", "2027-04-30")),
            ("2027-03-01", None, Some("2027-04-30"), falls("Junior", "2027-04-30")),
            (
                "2027-04-30",
                Some("2028-04-30"),
                Some("2028-06-29"),
                format!("{}; {back}", falls("Newcomer", "2028-06-29")),
            ),
            ("2040-01-01", None, None, back.to_owned()),
        ] {
            let activity = senior(now);
            let policy = &Policy::CURRENT;
            let found = (activity.told_at(), activity.falls_at(policy), activity.in_words(policy));
            assert_eq!(found, (told_at.map(day), falls_at.map(day), Some(words)), "{now}");
        }
    }

    #[test]
    fn a_newcomer_has_nothing_to_lose() {
        let none = Activity::at(StatusLevel::Newcomer, None, day("2040-01-01"), &Policy::CURRENT);
        assert_eq!((none.level(), none.next_at), (StatusLevel::Newcomer, None));
        assert_eq!(none.in_words(&Policy::CURRENT), None);
    }

    proptest! {
        #[test]
        fn time_alone_never_raises_a_level_and_looking_earlier_changes_nothing(
            one in 0_i64..2_000, other in 0_i64..2_000,
        ) {
            let at = |days: i64| Timestamp::from_second(days.saturating_mul(86_400)).unwrap();
            let lead = |days| {
                let approved_at = Some(Timestamp::UNIX_EPOCH);
                Activity::at(StatusLevel::Lead, approved_at, at(days), &Policy::CURRENT)
            };
            let (early, late) = (lead(one.min(other)), lead(one.max(other)));
            prop_assert!(late.level() <= early.level() && late.stage >= early.stage);
            if late.stage > early.stage {
                prop_assert!(early.next_at.is_some_and(|next| next <= at(one.max(other))));
            }
        }
    }
}
