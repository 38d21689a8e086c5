//! The month of the books, `YYYY-MM`, and its way from Open to Closed.

use crate::change::{Transition, state_machine};
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use crate::string_enum::string_enum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A calendar month, in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearMonth {
    year: i16,
    month: i8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a month is written YYYY-MM, from 2000-01 to 9998-12")]
pub struct MonthError;

/// Why the books have nothing of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotInBooks {
    #[error("the books begin with {genesis}")]
    BeforeGenesis { genesis: YearMonth },
    #[error("{month} has not begun")]
    NotBegun { month: YearMonth },
}

impl YearMonth {
    pub const fn new(year: i16, month: i8) -> Result<Self, MonthError> {
        if year < 2000 || year > 9998 || month < 1 || month > 12 {
            return Err(MonthError);
        }
        Ok(Self { year, month })
    }

    /// The month that the time belongs to.
    pub fn of(time: Timestamp) -> Result<Self, MonthError> {
        let date = time.to_zoned(TimeZone::UTC).date();
        Self::new(date.year(), date.month())
    }

    pub const fn next(self) -> Result<Self, MonthError> {
        match self.month {
            12 => Self::new(self.year.saturating_add(1), 1),
            month => Self::new(self.year, month.saturating_add(1)),
        }
    }

    pub const fn previous(self) -> Result<Self, MonthError> {
        match self.month {
            1 => Self::new(self.year.saturating_sub(1), 12),
            month => Self::new(self.year, month.saturating_sub(1)),
        }
    }

    /// The books begin with `genesis`.
    pub fn require_since(self, genesis: Self) -> Result<(), NotInBooks> {
        if self < genesis { Err(NotInBooks::BeforeGenesis { genesis }) } else { Ok(()) }
    }

    /// Nothing is of a month that has not begun.
    pub fn require_begun(self, now: Timestamp) -> Result<(), NotInBooks> {
        if Self::of(now).is_ok_and(|current| self > current) {
            return Err(NotInBooks::NotBegun { month: self });
        }
        Ok(())
    }

    /// Whether its last moment has passed. Before that nothing can freeze it.
    pub fn ended(self, now: Timestamp) -> bool {
        Self::of(now).is_ok_and(|month| month > self)
    }

    /// Whether `text` is this month, without an allocation: asked for every line of a file.
    pub fn is_written(self, text: &str) -> bool {
        text.len() == 7 && text.parse() == Ok(self)
    }

    /// All months from `self` to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| month.next().ok())
            .take_while(move |month| *month <= last)
    }

    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month, 1).unwrap_or(Date::ZERO)
    }
}

impl Shaped for YearMonth {
    const SHAPE: &'static TextShape = &TextShape {
        name: "YearMonth",
        about: "A calendar month in UTC, written YYYY-MM, from 2000-01 to 9998-12.",
        pattern: Some("^([2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-(0[1-9]|1[0-2])$"),
        length: (7, 7),
        format: None,
        words: &[],
        examples: &["2026-03"],
    };
}

shaped_schema!(YearMonth);

impl FromStr for YearMonth {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        let digits = |part: &str, length| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !digits(month, 2) {
            return Err(MonthError);
        }
        let year = year.parse().map_err(|_| MonthError)?;
        Self::new(year, month.parse().map_err(|_| MonthError)?)
    }
}

impl TryFrom<String> for YearMonth {
    type Error = MonthError;

    fn try_from(text: String) -> Result<Self, MonthError> {
        text.parse()
    }
}

impl From<YearMonth> for String {
    fn from(month: YearMonth) -> Self {
        month.to_string()
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.year, self.month))
    }
}

impl fmt::Debug for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

string_enum! {
    /// Where a month stands. In order: a later state has been through all before it.
    pub enum MonthState {
        /// Money inputs are taken.
        Open => "open",
        /// Nothing joins any more.
        Frozen => "frozen",
        /// A plan is sealed.
        Planned => "planned",
        /// Somebody who put nothing in has approved the sealed plan.
        Approved => "approved",
        /// Every unit of the plan is booked.
        Posted => "posted",
        /// Every payout is on its way.
        Paid => "paid",
        /// The books were found right; nothing changes any more.
        Closed => "closed",
    }
}

string_enum! {
    /// What can happen to a month.
    pub enum MonthEvent {
        /// Nothing joins any more.
        Freeze => "freeze",
        /// Seal a plan.
        Plan => "plan",
        /// Approve the sealed plan.
        Approve => "approve",
        /// Reject the sealed plan, where there is one; the month takes inputs again.
        Reject => "reject",
        /// All of the plan is booked.
        Post => "post",
        /// All of it is paid out.
        Pay => "pay",
        /// The books were found right.
        Close => "close",
    }
}

state_machine!(MonthState, MonthEvent, table);

/// The one table. An event whose effect stands already is a repeat, however far the month has gone.
const fn table(state: MonthState, event: MonthEvent) -> Transition<MonthState> {
    use MonthEvent as E;
    use MonthState as S;
    match state {
        S::Open => match event {
            E::Freeze => Transition::To(S::Frozen),
            E::Plan | E::Approve | E::Reject | E::Post | E::Pay | E::Close => Transition::Forbidden,
        },
        S::Frozen => match event {
            E::Plan => Transition::To(S::Planned),
            E::Reject => Transition::To(S::Open),
            E::Freeze => Transition::AlreadyThere,
            E::Approve | E::Post | E::Pay | E::Close => Transition::Forbidden,
        },
        S::Planned => match event {
            E::Approve => Transition::To(S::Approved),
            E::Reject => Transition::To(S::Open),
            E::Freeze | E::Plan => Transition::AlreadyThere,
            E::Post | E::Pay | E::Close => Transition::Forbidden,
        },
        S::Approved => match event {
            E::Reject => Transition::To(S::Open),
            E::Post => Transition::To(S::Posted),
            E::Freeze | E::Plan | E::Approve => Transition::AlreadyThere,
            E::Pay | E::Close => Transition::Forbidden,
        },
        S::Posted => match event {
            E::Pay => Transition::To(S::Paid),
            E::Freeze | E::Plan | E::Approve | E::Post => Transition::AlreadyThere,
            E::Reject | E::Close => Transition::Forbidden,
        },
        S::Paid => match event {
            E::Close => Transition::To(S::Closed),
            E::Freeze | E::Plan | E::Approve | E::Post | E::Pay => Transition::AlreadyThere,
            E::Reject => Transition::Forbidden,
        },
        S::Closed => match event {
            E::Freeze | E::Plan | E::Approve | E::Post | E::Pay | E::Close => {
                Transition::AlreadyThere
            }
            E::Reject => Transition::Forbidden,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::StateMachine as _;
    use crate::change::{Change, assert_table};

    fn month(text: &str) -> YearMonth {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_written_with_four_and_two_digits() {
        assert_eq!(month("2026-01").to_string(), "2026-01");
        for text in ["2026-1", "2026-13", "2026-00", "26-01", "2026-01-01", "+026-01", "1999-12"] {
            assert_eq!(text.parse::<YearMonth>(), Err(MonthError), "{text:?}");
        }
        assert!(month("2026-01").is_written("2026-01"));
        assert!(!month("2026-01").is_written("2026-02"));
    }

    #[test]
    fn the_months_follow_each_other_over_the_year() {
        assert_eq!(month("2026-12").next(), Ok(month("2027-01")));
        assert_eq!(month("2027-01").previous(), Ok(month("2026-12")));
        assert_eq!(month("9998-12").next(), Err(MonthError));
        assert_eq!(month("2026-11").through(month("2027-02")).count(), 4);
        assert_eq!(month("2026-11").through(month("2026-10")).count(), 0);
    }

    #[test]
    fn a_month_has_ended_with_the_first_moment_of_the_next() {
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(!month("2026-01").ended(time("2026-01-31T23:59:59.999Z")));
        assert!(month("2026-01").ended(time("2026-02-01T00:00:00Z")));
        assert_eq!(YearMonth::of(time("2026-02-01T00:30:00+01:00")), Ok(month("2026-01")));
    }

    #[test]
    fn month_not_started_is_not_in_the_books_nor_is_one_before_they_began() {
        let (genesis, now) = (month("2026-01"), "2026-03-15T00:00:00Z".parse().unwrap());
        let checked = |text: &str| {
            month(text).require_since(genesis).and_then(|()| month(text).require_begun(now))
        };
        assert_eq!(checked("2025-12"), Err(NotInBooks::BeforeGenesis { genesis }));
        assert_eq!(checked("2026-01"), Ok(()));
        assert_eq!(checked("2026-03"), Ok(()));
        let month = month("2026-04");
        assert_eq!(checked("2026-04"), Err(NotInBooks::NotBegun { month }));
    }

    #[test]
    fn a_month_goes_its_way_in_order_and_a_repeat_is_named() {
        use MonthEvent as E;
        use MonthState as S;
        let way = [E::Freeze, E::Plan, E::Approve, E::Post, E::Pay, E::Close];
        let moves: Vec<_> = way
            .iter()
            .enumerate()
            .map(|(at, event)| (S::ALL[at], *event, S::ALL[at + 1]))
            .chain([S::Frozen, S::Planned, S::Approved].map(|state| (state, E::Reject, S::Open)))
            .collect();
        let repeats: Vec<_> = (way.iter().enumerate())
            .flat_map(|(at, event)| S::ALL[at + 1..].iter().map(move |state| (*state, *event)))
            .collect();
        assert_table(S::ALL, &moves, &repeats);
    }

    #[test]
    fn a_posted_month_is_never_rejected() {
        let refused = MonthState::Posted.apply(MonthEvent::Reject).unwrap_err();
        assert_eq!(refused.allowed, ["pay"]);
        assert_eq!(MonthState::Posted.apply(MonthEvent::Freeze), Ok(Change::AlreadyApplied));
    }
}
