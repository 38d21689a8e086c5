//! When a version lacked answers that were promised: time that is not its client's.

use crate::numbers::elapsed_ms;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A stretch of time in which a version lacked answers that were promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lack {
    pub from: Timestamp,
    /// Nothing while it lasts.
    pub until: Option<Timestamp>,
}

impl Lack {
    /// The same where it ended by `end` at the latest: the track was taken back, or a newer version
    /// took its place.
    #[must_use]
    pub fn ended_by(self, end: Option<Timestamp>) -> Self {
        let until = match (self.until, end) {
            (Some(until), Some(end)) => Some(until.min(end)),
            (until, end) => until.or(end),
        };
        Self { until, ..self }
    }
}

/// How long, in milliseconds, at least one of these lasted between `start` and `end`.
pub fn lacked_ms(lacks: impl IntoIterator<Item = Lack>, start: Timestamp, end: Timestamp) -> u64 {
    let within = |lack: Lack| (lack.from.max(start), lack.until.unwrap_or(end).min(end));
    let mut stretches: Vec<(Timestamp, Timestamp)> = lacks.into_iter().map(within).collect();
    stretches.sort_unstable();
    let (mut counted_to, mut sum) = (start, 0_u64);
    for (from, until) in stretches {
        sum = sum.saturating_add(elapsed_ms(from.max(counted_to), until));
        counted_to = counted_to.max(until);
    }
    sum
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(in crate::version) fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour.saturating_mul(3_600)).unwrap()
    }

    pub(in crate::version) fn lack(from: i64, until: Option<i64>) -> Lack {
        Lack { from: at(from), until: until.map(at) }
    }

    #[test]
    fn time_that_two_lacks_share_counts_once() {
        let sum = |lacks: &[Lack]| lacked_ms(lacks.iter().copied(), at(10), at(20));
        assert_eq!(sum(&[]), 0);
        let hour = 3_600_000;
        let three = [lack(0, Some(12)), lack(11, Some(13)), lack(18, None)];
        assert_eq!(sum(&three), 5 * hour);
        assert_eq!(sum(&[lack(0, Some(9)), lack(21, None)]), 0);
    }

    proptest! {
        #[test]
        fn no_lacks_last_longer_than_all_of_the_time(
            lacks in proptest::collection::vec((0_i64..40, proptest::option::of(0_i64..40)), 0..8),
        ) {
            let all = lacks.iter().map(|(from, until)| lack(*from, *until));
            let sum = lacked_ms(all, at(10), at(30));
            prop_assert!(sum <= 20 * 3_600_000);
        }
    }
}
