//! What a reviewer has heard: the union of the played intervals, never growing faster than the
//! clock.

use crate::numbers::{basis_points, elapsed_ms};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A played stretch of a track, in milliseconds from its start; the end is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    pub from_ms: u64,
    pub to_ms: u64,
}

/// Why a report of played intervals is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeardError {
    /// It ends before it starts.
    #[error("the interval from {from_ms} to {to_ms} ms ends before it starts")]
    Backwards { from_ms: u64, to_ms: u64 },
    /// More was played than time has passed.
    #[error("{claimed_ms} ms are newly heard, but only {elapsed_ms} ms have passed")]
    FasterThanTheClock {
        /// What is newly claimed.
        claimed_ms: u64,
        /// What has passed since the last report.
        elapsed_ms: u64,
    },
}

/// The union of everything heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Sorted, apart from each other, none empty.
    intervals: Vec<Interval>,
    /// Since when the clock counts: the last report that added something, or the beginning.
    counted_from: Timestamp,
}

impl Heard {
    /// Nothing heard; the clock starts to count now.
    pub const fn nothing(now: Timestamp) -> Self {
        Self { intervals: Vec::new(), counted_from: now }
    }

    /// The stretches heard, sorted and apart from each other.
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// How much has been heard, in milliseconds.
    pub fn total_ms(&self) -> u64 {
        self.intervals.iter().map(|one| one.to_ms.saturating_sub(one.from_ms)).sum()
    }

    /// How much of a track of this length has been heard, in basis points, rounded down.
    pub fn heard_bp(&self, duration_ms: u64) -> u32 {
        basis_points(self.total_ms(), duration_ms)
    }

    /// Adds what was played. What was heard before, or lies behind the end, counts for nothing, so
    /// the same report can be sent again.
    ///
    /// # Errors
    /// [`HeardError`] where an interval is reversed, or more is new than time has passed.
    pub fn add(
        &self,
        played: &[Interval],
        duration_ms: u64,
        now: Timestamp,
    ) -> Result<Self, HeardError> {
        if let Some(wrong) = played.iter().find(|one| one.to_ms < one.from_ms) {
            return Err(HeardError::Backwards { from_ms: wrong.from_ms, to_ms: wrong.to_ms });
        }
        let clamped = played
            .iter()
            .map(|one| Interval { from_ms: one.from_ms, to_ms: one.to_ms.min(duration_ms) });
        let intervals = union(self.intervals.iter().copied().chain(clamped).collect());
        let grown = Self { intervals, counted_from: now };
        let claimed_ms = grown.total_ms().saturating_sub(self.total_ms());
        let elapsed_ms = elapsed_ms(self.counted_from, now);
        if claimed_ms == 0 {
            return Ok(self.clone());
        }
        if claimed_ms > elapsed_ms {
            return Err(HeardError::FasterThanTheClock { claimed_ms, elapsed_ms });
        }
        Ok(grown)
    }
}

fn union(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|one| one.from_ms < one.to_ms);
    intervals.sort_unstable();
    let mut merged: Vec<Interval> = Vec::new();
    for next in intervals {
        match merged.last_mut() {
            Some(last) if next.from_ms <= last.to_ms => last.to_ms = last.to_ms.max(next.to_ms),
            Some(_) | None => merged.push(next),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).unwrap()
    }

    fn interval(from_ms: u64, to_ms: u64) -> Interval {
        Interval { from_ms, to_ms }
    }

    #[test]
    fn overlaps_count_once_and_touching_stretches_join() {
        let played = [interval(20, 40), interval(0, 10), interval(10, 25), interval(60, 70)];
        let heard = Heard::nothing(at(0)).add(&played, 100, at(1_000)).unwrap();
        assert_eq!(heard.intervals(), [interval(0, 40), interval(60, 70)]);
        assert_eq!(heard.heard_bp(100), 5_000);
    }

    #[test]
    fn nobody_hears_faster_than_the_clock() {
        let heard = Heard::nothing(at(0)).add(&[interval(0, 60)], 100, at(60)).unwrap();
        let faster = HeardError::FasterThanTheClock { claimed_ms: 40, elapsed_ms: 39 };
        assert_eq!(heard.add(&[interval(60, 100)], 100, at(99)), Err(faster));
        assert!(heard.add(&[interval(60, 100)], 100, at(100)).is_ok());
    }

    #[test]
    fn the_same_report_twice_changes_nothing() {
        let heard = Heard::nothing(at(0)).add(&[interval(0, 60)], 100, at(60)).unwrap();
        assert_eq!(heard.add(&[interval(0, 60)], 100, at(61)).unwrap(), heard);
    }

    #[test]
    fn a_reversed_interval_is_refused_and_the_end_is_the_end() {
        let nothing = Heard::nothing(at(0));
        let reversed = HeardError::Backwards { from_ms: 9, to_ms: 3 };
        assert_eq!(nothing.add(&[interval(9, 3)], 100, at(500)), Err(reversed));
        let past = nothing.add(&[interval(90, 5_000), interval(200, 300)], 100, at(500)).unwrap();
        assert_eq!(past.intervals(), [interval(90, 100)]);
    }

    proptest! {
        #[test]
        fn the_union_is_what_a_set_of_milliseconds_would_say(
            reports in proptest::collection::vec((0_u64..100, 0_u64..60, 0_i64..80), 0..20),
        ) {
            let (mut heard, mut now) = (Heard::nothing(at(0)), 0);
            let mut milliseconds = std::collections::BTreeSet::new();
            for (from_ms, length_ms, pause_ms) in reports {
                now += pause_ms;
                let played = interval(from_ms, from_ms + length_ms);
                if let Ok(grown) = heard.add(&[played], 100, at(now)) {
                    milliseconds.extend((played.from_ms..played.to_ms).filter(|ms| *ms < 100));
                    heard = grown;
                }
                prop_assert_eq!(heard.total_ms(), u64::try_from(milliseconds.len()).unwrap());
                prop_assert!(heard.total_ms() <= u64::try_from(now).unwrap(), "faster than the clock");
                for pair in heard.intervals().windows(2) {
                    prop_assert!(pair[0].to_ms < pair[1].from_ms);
                }
            }
        }

        #[test]
        fn how_a_report_is_cut_and_in_which_order_says_nothing(
            played in proptest::collection::vec((0_u64..100, 0_u64..60), 1..8),
            cut_ms in 0_u64..160,
        ) {
            let whole: Vec<Interval> =
                played.iter().map(|(from, length)| interval(*from, from + length)).collect();
            let cut = |one: &Interval| {
                let at = cut_ms.clamp(one.from_ms, one.to_ms);
                [interval(at, one.to_ms), interval(one.from_ms, at)]
            };
            let pieces: Vec<Interval> = whole.iter().rev().flat_map(cut).collect();
            let nothing = Heard::nothing(at(0));
            let heard = nothing.add(&whole, 100, at(100)).unwrap();
            prop_assert_eq!(nothing.add(&pieces, 100, at(100)).unwrap(), heard.clone());
            // Said again much later, it is still the same, clock included.
            prop_assert_eq!(heard.add(&pieces, 100, at(9_000)).unwrap(), heard);
        }

        #[test]
        fn what_is_newly_heard_never_exceeds_the_time_since_the_last_report(
            before_ms in 0_u64..100,
            played in (0_u64..100, 0_u64..100),
            pause_ms in 0_u32..120,
        ) {
            let start = Heard::nothing(at(0)).add(&[interval(0, before_ms)], 100, at(100)).unwrap();
            // Where nothing was added, the clock has counted from the beginning.
            let counted = u64::from(pause_ms) + if before_ms == 0 { 100 } else { 0 };
            let played = interval(played.0, played.0 + played.1);
            let end = played.to_ms.min(100);
            let new_ms = end.saturating_sub(played.from_ms.max(before_ms));
            let result = start.add(&[played], 100, at(100 + i64::from(pause_ms)));
            prop_assert_eq!(result.is_ok(), new_ms <= counted);
        }
    }
}
