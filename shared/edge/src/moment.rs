//! Times and days as they are written in a body: one form of RFC 3339, and nothing that other
//! formats add to it.

use domain::shape::TextShape;
use jiff::Timestamp;
use jiff::civil::Date;

/// A day of the calendar.
pub(crate) const DAY: TextShape = TextShape {
    name: "Day",
    about: "A day of the calendar, as `YYYY-MM-DD`.",
    pattern: Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    length: (10, 10),
    format: Some("date"),
    words: &[],
    examples: &["2026-03-01"],
};

/// The first moment of the first year that RFC 3339 can name.
const YEAR_0: Timestamp = Timestamp::constant(-62_167_219_200, 0);

/// A day as `YYYY-MM-DD`.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|_| has_shape(text, "0000-00-00"))
}

/// A time in the form of RFC 3339, section 5.6, with an offset below a day; of a fraction the
/// billionths count. Years run from 0 to 9999.
pub(crate) fn read_rfc_3339(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(19)?;
    let fraction = rest.strip_prefix('.').map_or(0, |digits| {
        digits.bytes().take_while(u8::is_ascii_digit).count().saturating_add(1)
    });
    let (fraction, offset) = rest.split_at_checked(fraction).filter(|_| fraction != 1)?;
    let is_offset = has_shape(offset, "z")
        || (has_shape(offset, "+00:00") || has_shape(offset, "-00:00"))
            && offset.get(1..3).is_some_and(|hours| hours < "24")
            && offset.get(4..6).is_some_and(|minutes| minutes < "60");
    let is_time = has_shape(date, "0000-00-00t00:00:00") && is_offset;
    let billionths = fraction.get(..10).unwrap_or(fraction);
    let time = format!("{date}{billionths}{offset}").parse().ok().filter(|_| is_time)?;
    (YEAR_0..).contains(&time).then_some(time)
}

/// Whether a text has the shape of a pattern in which every zero is a digit.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte.eq_ignore_ascii_case(&wanted),
        })
}

#[cfg(test)]
mod tests {
    use crate::{Field, Fields};
    use serde_json::json;

    #[test]
    fn a_day_is_ten_characters_and_nothing_more() {
        let read = |text: &str| {
            let mut fields = Fields::from_value(json!({ "on": text })).unwrap();
            let on = fields.required("on", Field::date);
            fields.finish(|| on)
        };
        assert_eq!(read("2026-03-01").unwrap(), jiff::civil::date(2026, 3, 1));
        for bad in [
            "20260301",
            "2026-3-1",
            "2026-02-29",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00Z",
            "2026-03-01[Europe/Berlin]",
            "-002026-03-01",
            "+002026-03-01",
            " 2026-03-01",
            "2026-W09-7",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_time_is_one_of_rfc_3339_and_nothing_more() {
        let read = |text: &str| {
            let mut fields = Fields::from_value(json!({ "at": text })).unwrap();
            let at = fields.required("at", Field::timestamp);
            fields.finish(|| at)
        };
        for good in [
            "2026-03-01T12:00:00Z",
            "2026-03-01t12:00:00.123456z",
            "2026-03-01T12:00:00.1234567890123Z",
            "2026-03-01T12:00:00+23:59",
            "0000-01-01T00:00:00-00:00",
        ] {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "2026-03-01",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00+24:00",
            "2026-03-01T12:00:00+02:60",
            "2026-03-01T12:00:00+02:00[!America/New_York]",
            "-009999-01-01T00:00:00Z",
            "2026-02-30T12:00:00Z",
            "0000-01-01T00:00:00+23:59",
            "2026-03-01T12:00:00+02",
            "２026-03-01T12:00:00Z",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
