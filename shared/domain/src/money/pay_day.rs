//! The day on which the bank pays what a month made due. The statement names it and the file for
//! the bank asks for it: both ask here.

use crate::money::month::YearMonth;
use crate::policy::Policy;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The pay day of `month`: the fifteenth of the next one, or the first day after it on which banks
/// pay.
pub fn pay_day(month: YearMonth) -> Date {
    let next = month.next().unwrap_or(month).first_day();
    let day = next.with().day(Policy::CURRENT.pay_day_of_month).build().unwrap_or(next);
    working_day(day)
}

/// When the bank is asked to pay what is sealed for `month` on `sealed_on`: on the pay day, or at
/// once where that has passed.
pub fn execution_day(month: YearMonth, sealed_on: Date) -> Date {
    working_day(pay_day(month).max(sealed_on))
}

/// The first pay day, of `month` or of a later one, that is not before `today`.
pub fn next_pay_day(month: YearMonth, today: Date) -> Date {
    let months = std::iter::successors(Some(month), |month| month.next().ok());
    let mut days = months.map(pay_day);
    days.find(|day| *day >= today).unwrap_or(today)
}

/// This day or the first one after it on which euros are paid.
fn working_day(day: Date) -> Date {
    let days = std::iter::successors(Some(day), |day| day.tomorrow().ok());
    // No more than four closed days follow each other: Good Friday to Easter Monday.
    days.take(CLOSED_DAYS_MAX).find(|day| !is_closed(*day)).unwrap_or(day)
}

/// More than ever follow each other.
const CLOSED_DAYS_MAX: usize = 8;

/// Whether no bank pays euros on this day: a weekend, or one of the six days of the year on which
/// TARGET, through which banks pay each other, is closed. They are the same in the whole euro area
/// (European Central Bank, decision of 14 December 2000 on the long-term calendar of closing days).
fn is_closed(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let fixed = matches!((day.month(), day.day()), (1 | 5, 1) | (12, 25 | 26));
    let easter = easter_sunday(day.year());
    let good_friday = easter.saturating_sub(2.days());
    let easter_monday = easter.saturating_add(1.day());
    weekend || fixed || day == good_friday || day == easter_monday
}

/// Easter Sunday of a year of the Gregorian calendar, by the rule that H. Spencer Jones prints in
/// his "General Astronomy" (1922): the first Sunday after the full moon of the church's tables.
#[expect(clippy::arithmetic_side_effects, reason = "a year has four digits, a month two")]
fn easter_sunday(year: i16) -> Date {
    let year = i32::from(year);
    let (of_moon, century, of_century) =
        (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let leap_centuries = century.div_euclid(4);
    let drift = (century + 8).div_euclid(25);
    let moon = (century - drift + 1).div_euclid(3);
    let full_moon = (19 * of_moon + century - leap_centuries - moon + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4)
        - full_moon
        - of_century.rem_euclid(4))
    .rem_euclid(7);
    let late = (of_moon + 11 * full_moon + 22 * weekday).div_euclid(451);
    // Days from the 22nd of March, the first on which Easter can be.
    let days = full_moon + weekday - 7 * late;
    let first = Date::new(i16::try_from(year).unwrap_or_default(), 3, 22).unwrap_or(Date::ZERO);
    first.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    fn easter_is_when_the_almanac_has_it() {
        for day in [
            "1961-04-02",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2022-04-17",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2285-03-22",
        ] {
            assert_eq!(easter_sunday(date(day).year()), date(day));
        }
    }

    #[test]
    fn banks_are_closed_on_six_days_of_the_year_besides_weekends() {
        // 2022: the fifteenth of April is Good Friday, the Monday after is Easter Monday.
        assert_eq!(pay_day(month("2022-03")), date("2022-04-19"));
        // 2033: the fifteenth of April is Good Friday again; 2041: the nineteenth.
        assert_eq!(pay_day(month("2033-03")), date("2033-04-19"));
        assert_eq!(pay_day(month("2041-03")), date("2041-04-15"));
        let march = month("2026-03");
        assert_eq!(execution_day(march, date("2026-05-01")), date("2026-05-04"));
        assert_eq!(execution_day(march, date("2026-12-24")), date("2026-12-24"));
        assert_eq!(execution_day(march, date("2026-12-25")), date("2026-12-28"));
        assert_eq!(execution_day(march, date("2027-01-01")), date("2027-01-04"));
        assert_eq!(execution_day(march, date("2027-03-26")), date("2027-03-30"));
        // Closed in some countries, and not in TARGET.
        assert_eq!(execution_day(march, date("2026-05-14")), date("2026-05-14"));
    }

    proptest! {
        #[test]
        fn a_pay_day_is_a_day_on_which_banks_pay_and_at_most_four_days_after_the_fifteenth(
            year in 2000_i16..9_000, number in 1_i8..=12,
        ) {
            let month = month(&format!("{year}-{number:02}"));
            let fifteenth = month.next().unwrap().first_day().with().day(15).build().unwrap();
            let day = pay_day(month);
            prop_assert!(!is_closed(day) && day >= fifteenth);
            prop_assert!(day <= fifteenth.saturating_add(4.days()));
            // Nothing between them is a day on which banks pay.
            let before = std::iter::successors(Some(fifteenth), |day| day.tomorrow().ok());
            prop_assert!(before.take_while(|before| *before < day).all(is_closed));
        }

        #[test]
        fn what_is_sealed_on_any_day_is_paid_within_four_days_on_a_day_on_which_banks_pay(
            year in 2001_i16..9_000, day in 1_i16..=365,
        ) {
            let sealed_on = Date::new(year, 1, 1).unwrap().saturating_add(i32::from(day).days());
            let paid_on = execution_day(month("2000-01"), sealed_on);
            prop_assert!(!is_closed(paid_on) && paid_on >= sealed_on);
            prop_assert!(paid_on <= sealed_on.saturating_add(4.days()));
        }
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
