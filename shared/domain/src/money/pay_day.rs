//! The day on which the bank pays what a month made due. The statement names it and the file for the
//! bank asks for it: both ask here.

use crate::money::month::YearMonth;
use crate::policy::Policy;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The pay day of `month`: the fifteenth of the next one, or the Monday after a weekend, since banks
/// pay on neither Saturday nor Sunday.
pub fn pay_day(month: YearMonth) -> Date {
    let next = month.next().unwrap_or(month).first_day();
    let day = next.with().day(Policy::CURRENT.pay_day_of_month).build().unwrap_or(next);
    working_day(day)
}

/// When the bank is asked to pay what is sealed for `month` on `sealed_on`: on the pay day, or at once
/// where that has passed.
pub fn execution_day(month: YearMonth, sealed_on: Date) -> Date {
    working_day(pay_day(month).max(sealed_on))
}

/// The first pay day, of `month` or of a later one, that is not before `today`.
pub fn next_pay_day(month: YearMonth, today: Date) -> Date {
    let months = std::iter::successors(Some(month), |month| month.next().ok());
    let mut days = months.map(pay_day);
    days.find(|day| *day >= today).unwrap_or(today)
}

fn working_day(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(2.days()),
        Weekday::Sunday => day.saturating_add(1.day()),
        Weekday::Monday
        | Weekday::Tuesday
        | Weekday::Wednesday
        | Weekday::Thursday
        | Weekday::Friday => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> YearMonth {
        text.parse().unwrap()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_paid_on_the_fifteenth_of_the_next_and_never_at_a_weekend() {
        assert_eq!(pay_day(month("2026-11")), date("2026-12-15"));
        assert_eq!(pay_day(month("2026-12")), date("2027-01-15"));
        // A Saturday and a Sunday.
        assert_eq!(pay_day(month("2026-07")), date("2026-08-17"));
        assert_eq!(pay_day(month("2026-10")), date("2026-11-16"));
    }

    #[test]
    fn what_is_late_is_paid_at_once() {
        let march = month("2026-03");
        assert_eq!(execution_day(march, date("2026-04-02")), date("2026-04-15"));
        assert_eq!(execution_day(march, date("2026-04-17")), date("2026-04-17"));
        assert_eq!(execution_day(march, date("2026-04-18")), date("2026-04-20"));
    }

    #[test]
    fn the_next_pay_day_is_never_a_day_that_has_passed() {
        let march = month("2026-03");
        assert_eq!(next_pay_day(march, date("2026-04-15")), date("2026-04-15"));
        assert_eq!(next_pay_day(march, date("2026-04-16")), date("2026-05-15"));
        assert_eq!(next_pay_day(march, date("2027-01-16")), date("2027-02-15"));
    }
}
