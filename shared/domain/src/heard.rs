//! What a reviewer has heard: the union of the played intervals; and the time in which a person can
//! have listened, which no report exceeds.

use crate::change::Change;
use crate::id::{MemberId, ReviewId};
use crate::numbers::{basis_points, elapsed_ms};
use crate::policy::Policy;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A played stretch of a track, in milliseconds from its start; the end is not included.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize, Deserialize,
)]
pub struct Interval {
    /// Its first millisecond.
    pub from_ms: u64,
    /// The first millisecond after it.
    pub to_ms: u64,
}

/// Why a report of played intervals is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeardError {
    /// It ends before it starts.
    #[error("the interval from {from_ms} to {to_ms} ms ends before it starts")]
    Backwards { from_ms: u64, to_ms: u64 },
    /// More was played than the person had time for.
    #[error(
        "{claimed_ms} ms are newly heard, but there was time for {budget_ms} ms since the preview \
         link or the last report; what plays faster than 1× does not count as heard"
    )]
    FasterThanTheClock {
        /// What is newly claimed.
        claimed_ms: u64,
        /// What could have been played.
        budget_ms: u64,
    },
}

/// The union of everything heard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Sorted, apart from each other, none empty.
    intervals: Vec<Interval>,
    /// Whether the one late report has come.
    late_report_taken: bool,
}

impl Heard {
    pub const fn nothing() -> Self {
        Self { intervals: Vec::new(), late_report_taken: false }
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

    /// With what was played. What was heard before, or lies behind the end, counts for nothing, so
    /// the same report can be sent again.
    ///
    /// # Errors
    /// [`HeardError::Backwards`] where an interval is reversed.
    pub fn with_played(&self, played: &[Interval], duration_ms: u64) -> Result<Self, HeardError> {
        if let Some(wrong) = played.iter().find(|one| one.to_ms < one.from_ms) {
            return Err(HeardError::Backwards { from_ms: wrong.from_ms, to_ms: wrong.to_ms });
        }
        let clamped = played
            .iter()
            .map(|one| Interval { from_ms: one.from_ms, to_ms: one.to_ms.min(duration_ms) });
        let intervals = union(self.intervals.iter().copied().chain(clamped).collect());
        Ok(Self { intervals, ..self.clone() })
    }
}

/// Time that has passed and was not reported as heard yet: it grows by a second a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Budget {
    /// What there was at `since`, in milliseconds.
    saved_ms: u64,
    /// From when on it has grown.
    since: Timestamp,
}

impl Budget {
    const fn starting(since: Timestamp) -> Self {
        Self { saved_ms: 0, since }
    }

    fn at(self, now: Timestamp, max_ms: u64) -> u64 {
        self.saved_ms.saturating_add(elapsed_ms(self.since, now)).min(max_ms)
    }
}

/// A review whose preview somebody may be playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Playing {
    review: ReviewId,
    budget: Budget,
}

/// The time in which one person can have listened. It is theirs, not a review's: whoever plays two
/// tracks at once hears one of them.
///
/// The first preview link of a review opens a budget of its own, which starts at nothing; a further
/// one leaves it as it is: what was played before a page was loaded anew is reported after it. A report
/// is paid from it and from the person's, so that what is credited never exceeds the time that has
/// passed, and whatever was truly played and is reported in time is credited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListeningTime {
    pub member: MemberId,
    /// Nothing before the first preview link.
    person: Option<Budget>,
    /// The latest preview links, one a review, the newest last.
    playing: Vec<Playing>,
}

impl ListeningTime {
    /// Of a member who was given no preview link yet.
    pub const fn none(member: MemberId) -> Self {
        Self { member, person: None, playing: Vec::new() }
    }

    /// A preview link was given out now: what is played of this review counts from the first one on,
    /// for as long as it is among the latest.
    #[must_use]
    pub fn with_link(mut self, review: ReviewId, now: Timestamp, policy: &Policy) -> Self {
        self.person.get_or_insert(Budget::starting(now));
        let of_review = self.playing.iter().position(|one| one.review == review);
        let known = of_review.map(|place| self.playing.remove(place));
        self.playing.push(known.unwrap_or(Playing { review, budget: Budget::starting(now) }));
        let surplus = self.playing.len().saturating_sub(policy.preview_links_kept);
        self.playing.drain(..surplus);
        self
    }

    /// How much can be reported as newly heard of a review now, in milliseconds.
    pub fn budget_ms(
        &self,
        review: ReviewId,
        heard: &Heard,
        now: Timestamp,
        policy: &Policy,
    ) -> u64 {
        let late = policy.late_listening_budget_ms_max;
        let max = if heard.late_report_taken { policy.listening_budget_ms_max } else { late };
        self.at(review, now, max)
    }

    /// Pays for what is new in `heard`; nothing where nothing is new. A report of more than an
    /// ordinary one can hold is taken once a review: the late one.
    ///
    /// # Errors
    /// [`HeardError::FasterThanTheClock`] where there was no time to play so much.
    pub fn pay_for(
        &self,
        review: ReviewId,
        before: &Heard,
        heard: Heard,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<Change<(Heard, Self)>, HeardError> {
        let claimed_ms = heard.total_ms().saturating_sub(before.total_ms());
        let budget_ms = self.budget_ms(review, before, now, policy);
        if claimed_ms == 0 {
            return Ok(Change::AlreadyApplied);
        }
        if claimed_ms > budget_ms {
            return Err(HeardError::FasterThanTheClock { claimed_ms, budget_ms });
        }
        let ordinary_ms_max = policy.listening_budget_ms_max;
        let is_late = claimed_ms > self.at(review, now, ordinary_ms_max);
        let max_ms = if is_late { policy.late_listening_budget_ms_max } else { ordinary_ms_max };
        let late_report_taken = heard.late_report_taken || is_late;
        let paid = self.paid(review, claimed_ms, now, max_ms);
        Ok(Change::Applied((Heard { late_report_taken, ..heard }, paid)))
    }

    fn at(&self, review: ReviewId, now: Timestamp, max_ms: u64) -> u64 {
        let playing = self.playing.iter().find(|one| one.review == review);
        match (self.person, playing) {
            (Some(person), Some(one)) => person.at(now, max_ms).min(one.budget.at(now, max_ms)),
            (None, _) | (_, None) => 0,
        }
    }

    fn paid(&self, review: ReviewId, ms: u64, now: Timestamp, max_ms: u64) -> Self {
        let pay = |budget: Budget| {
            let saved_ms = budget.at(now, max_ms).saturating_sub(ms);
            Budget { saved_ms, since: now }
        };
        let mut paid = Self { person: self.person.map(pay), ..self.clone() };
        for one in paid.playing.iter_mut().filter(|one| one.review == review) {
            one.budget = pay(one.budget);
        }
        paid
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
mod tests;
