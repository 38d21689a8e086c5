//! A strict reader of JSON objects that collects *every* failure before it answers.
//!
//! Read every field first, combine them last, so that nothing is left unjudged:
//!
//! ```
//! # use edge::{Field, Fields, JsonBody, Problem};
//! # struct Term { word: String, energy: Option<u8> }
//! # fn read(body: JsonBody) -> Result<Term, Problem> {
//! let mut fields = body.fields()?;
//! let word = fields.required("word", |field| field.text(1..=80));
//! let energy = fields.optional("energy", |field| field.integer(1..=5));
//! fields.finish(|| Some(Term { word: word?, energy: energy? }))
//! # }
//! ```
//!
//! `required` and `optional` return `None` when they have recorded a failure. `?` before the last field was read
//! would hide failures (and call the unread fields unknown), so it belongs into the last closure.

use crate::problem::{Failure, Problem};
use domain::text::{is_blank, is_forbidden_in_a_line, is_forbidden_in_lines};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// A JSON object while it is read. A field that was not read is a failure of its own.
#[derive(Debug)]
pub struct Fields {
    members: Map<String, Value>,
    place: Place,
    known: Vec<&'static str>,
    failures: Vec<Failure>,
}

impl Fields {
    /// 422 if `value` is not an object.
    pub fn from_value(value: Value) -> Result<Fields, Problem> {
        match value {
            Value::Object(members) => Ok(Fields::at(members, Place::root(Source::Body))),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => {
                Err(Problem::broken_rule("", "type", "the body must be a JSON object"))
            }
        }
    }

    /// The parameters of a query: each a text, each at most once.
    pub(crate) fn of_query(pairs: Vec<(String, String)>) -> Fields {
        let mut fields = Fields::at(Map::new(), Place::root(Source::Query));
        for (name, value) in pairs {
            if fields.members.contains_key(&name) {
                let place = fields.place.member(&name);
                fields.failures.push(place.failure("repeated", "may stand only once"));
            } else {
                fields.members.insert(name, Value::String(value));
            }
        }
        fields
    }

    fn at(members: Map<String, Value>, place: Place) -> Fields {
        Fields { members, place, known: Vec::new(), failures: Vec::new() }
    }

    /// A field that must be there and not null.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<T> {
        self.known.push(name);
        let place = self.place.member(name);
        match self.members.remove(name) {
            None => {
                self.failures.push(place.failure("missing", "is needed"));
                None
            }
            Some(json) => self.keep(read(Field { json, place })),
        }
    }

    /// A field that may be left out; null is the same as left out. The outer `None` is a failure.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<Option<T>> {
        self.known.push(name);
        let place = self.place.member(name);
        match self.members.remove(name) {
            None | Some(Value::Null) => Some(None),
            Some(json) => self.keep(read(Field { json, place })).map(Some),
        }
    }

    /// Like `optional`, with a default.
    pub fn optional_or<T>(
        &mut self,
        name: &'static str,
        default: T,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<T> {
        self.optional(name, read).map(|value| value.unwrap_or(default))
    }

    /// A field of an amendment: left out, it stays as it was. Null is no value of it.
    pub fn amended<T>(
        &mut self,
        name: &'static str,
        before: T,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<T> {
        if self.members.contains_key(name) {
            return self.required(name, read);
        }
        self.known.push(name);
        Some(before)
    }

    /// A field of an amendment that may also be taken away, by null.
    pub fn amended_or_cleared<T>(
        &mut self,
        name: &'static str,
        before: Option<T>,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<Option<T>> {
        if self.members.contains_key(name) {
            return self.optional(name, read);
        }
        self.known.push(name);
        Some(before)
    }

    /// Records the failure of a rule about the field `name` that needed more than that field.
    pub fn fail(&mut self, name: &str, rule: &'static str, detail: impl Into<String>) {
        self.failures.push(self.place.member(name).failure(rule, detail));
    }

    /// The value, or all failures as one 422 (400 for a query).
    pub fn finish<T>(mut self, combine: impl FnOnce() -> Option<T>) -> Result<T, Problem> {
        self.refuse_unknown();
        if self.failures.is_empty() {
            return combine().ok_or_else(|| {
                Problem::internal_because("a field was refused without a recorded failure")
            });
        }
        Err(match self.place.source {
            Source::Query => Problem::bad_query(self.failures),
            Source::Body => Problem::validation(self.failures),
        })
    }

    fn keep<T>(&mut self, value: Result<T, Failures>) -> Option<T> {
        value.map_err(|Failures(mut failures)| self.failures.append(&mut failures)).ok()
    }

    fn refuse_unknown(&mut self) {
        let known = match self.known.as_slice() {
            [] => "; nothing is".to_owned(),
            known => format!("; known are {}", known.join(", ")),
        };
        // What is known is said once for the whole object.
        let details = std::iter::once(known).chain(std::iter::repeat(String::new()));
        for ((name, _), known) in std::mem::take(&mut self.members).into_iter().zip(details) {
            let detail = format!("is not known here{known}");
            self.failures.push(self.place.member(&name).failure("unknown_field", detail));
        }
    }
}

/// One value while it is read. Every reader consumes it and says all that is wrong with it.
#[derive(Debug)]
pub struct Field {
    json: Value,
    place: Place,
}

/// What is wrong with a value: at least one failure, several for a list or an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failures(Vec<Failure>);

impl Field {
    /// A text whose length in characters is in `characters`; control characters other than tab
    /// and line breaks are refused, and so is a blank text where an empty one would be.
    pub fn text(self, characters: RangeInclusive<usize>) -> Result<String, Failures> {
        self.text_without(|one| is_forbidden_in_lines(one) && one != '\r', characters)
    }

    /// The same of one line, in which nothing turns the direction of what follows.
    pub fn line(self, characters: RangeInclusive<usize>) -> Result<String, Failures> {
        self.text_without(is_forbidden_in_a_line, characters)
    }

    fn text_without(
        self,
        is_forbidden: impl Fn(char) -> bool,
        characters: RangeInclusive<usize>,
    ) -> Result<String, Failures> {
        let Some(text) = self.json.as_str().map(str::to_owned) else {
            return self.fail("type", "must be a text");
        };
        let (least, most) = (*characters.start(), *characters.end());
        if !characters.contains(&text.chars().count()) {
            return self.fail("length", format!("must have {least} to {most} characters"));
        }
        if least > 0 && is_blank(&text) {
            return self.fail("blank", "must not be blank");
        }
        if let Some(found) = text.chars().find(|one| is_forbidden(*one)) {
            let detail = format!("must not contain the character U+{:04X}", u32::from(found));
            return self.fail("control_character", detail);
        }
        Ok(text)
    }

    /// A whole number in `range`, with or without zeros after the point; in a query, its decimal
    /// digits.
    pub fn integer<N>(self, range: RangeInclusive<N>) -> Result<N, Failures>
    where
        N: Copy + PartialOrd + Display + TryFrom<i64>,
    {
        let digits = match self.place.source {
            Source::Body => whole_digits(&self.json),
            Source::Query => self.json.as_str().filter(|text| is_digits(text)).map(str::to_owned),
        };
        let Some(digits) = digits else { return self.fail("type", "must be a whole number") };
        // Digits that are no such number are too many.
        let number = digits.parse().ok().and_then(|number: i64| N::try_from(number).ok());
        match number.filter(|number| range.contains(number)) {
            Some(number) => Ok(number),
            None => self.out_of(&range),
        }
    }

    /// A number in `range`, rounded to a whole one, half of one up: a player counts in fractions of
    /// a millisecond.
    pub fn rounded(self, range: RangeInclusive<i64>) -> Result<i64, Failures> {
        if self.json.is_i64() || self.json.is_u64() {
            return self.integer(range);
        }
        let Some(number) = self.json.as_f64() else { return self.fail("type", "must be a number") };
        match format!("{:.0}", number.round()).parse() {
            Ok(whole) if range.contains(&whole) => Ok(whole),
            Ok(_) | Err(_) => self.out_of(&range),
        }
    }

    fn out_of<T, N: Display>(&self, range: &RangeInclusive<N>) -> Result<T, Failures> {
        self.fail("range", format!("must be from {} to {}", range.start(), range.end()))
    }

    pub fn boolean(self) -> Result<bool, Failures> {
        match self.json.as_bool() {
            Some(value) => Ok(value),
            None => self.fail("type", "must be true or false"),
        }
    }

    /// One of the named values.
    pub fn one_of<T: Copy>(self, choices: &[(&str, T)]) -> Result<T, Failures> {
        let chosen = self.json.as_str().and_then(|text| {
            choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value)
        });
        chosen.map_or_else(
            || {
                let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
                self.fail("enum", format!("must be one of {}", names.join(", ")))
            },
            Ok,
        )
    }

    /// A text that a domain type can read; its error becomes the detail. For ids, months, tags.
    pub fn parse<T>(self) -> Result<T, Failures>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.parse_with("format", T::from_str)
    }

    /// One word of a domain enum, whose error lists the words.
    pub fn word<T>(self) -> Result<T, Failures>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.parse_with("enum", T::from_str)
    }

    /// A value that must also keep a rule of its own; the rule's error is its name and a detail.
    pub fn checked<T, U>(
        self,
        read: impl FnOnce(Field) -> Result<T, Failures>,
        rule: impl FnOnce(T) -> Result<U, (&'static str, String)>,
    ) -> Result<U, Failures> {
        let place = self.place.clone();
        rule(read(self)?).map_err(|(rule, detail)| Failures(vec![place.failure(rule, detail)]))
    }

    /// A text that `read` understands; `rule` names what was broken otherwise.
    pub fn parse_with<T, E: Display>(
        self,
        rule: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Failures> {
        match self.json.as_str().map(read) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => self.fail(rule, error.to_string()),
            None => self.fail("type", "must be a text"),
        }
    }

    /// RFC 3339 with an offset, and nothing that other formats add to it.
    pub fn timestamp(self) -> Result<Timestamp, Failures> {
        self.parse_with("format", |text| {
            let time = read_rfc_3339(text);
            time.ok_or(
                "must be a time such as 2026-03-01T12:00:00Z or 2026-03-01T14:00:00+02:00, with \
                 its offset and without the name of a zone",
            )
        })
    }

    /// A day as `YYYY-MM-DD`, and nothing that other formats add to it.
    pub fn date(self) -> Result<Date, Failures> {
        self.parse_with("format", |text| {
            let day = text.parse::<Date>().ok().filter(|_| has_shape(text, "0000-00-00"));
            day.ok_or("must be a day such as 2026-03-01, and nothing more")
        })
    }

    /// A list with a bounded number of items; the failures of all items are collected.
    pub fn list<T>(
        self,
        items: RangeInclusive<usize>,
        mut read: impl FnMut(Field) -> Result<T, Failures>,
    ) -> Result<Vec<T>, Failures> {
        let Value::Array(array) = self.json else { return self.fail("type", "must be a list") };
        if !items.contains(&array.len()) {
            let (least, most) = (items.start(), items.end());
            let failure =
                self.place.failure("length", format!("must have {least} to {most} items"));
            return Err(Failures(vec![failure]));
        }
        let mut values = Vec::with_capacity(array.len());
        let mut failed = Vec::new();
        for (position, json) in array.into_iter().enumerate() {
            let place = self.place.member(&position.to_string());
            match read(Field { json, place }) {
                Ok(value) => values.push(value),
                Err(Failures(mut failures)) => failed.append(&mut failures),
            }
        }
        if failed.is_empty() { Ok(values) } else { Err(Failures(failed)) }
    }

    /// A nested object, as strict as the outer one.
    pub fn object<T>(self, read: impl FnOnce(&mut Fields) -> Option<T>) -> Result<T, Failures> {
        let Value::Object(members) = self.json else {
            return self.fail("type", "must be an object");
        };
        let mut inner = Fields::at(members, self.place.clone());
        let value = read(&mut inner);
        inner.refuse_unknown();
        match value {
            Some(value) if inner.failures.is_empty() => Ok(value),
            None if inner.failures.is_empty() => {
                Err(Failures(vec![self.place.failure("invalid", "is not valid")]))
            }
            Some(_) | None => Err(Failures(inner.failures)),
        }
    }

    /// The failure of this very value, for a rule of the caller's own.
    pub fn fail<T>(&self, rule: &'static str, detail: impl Into<String>) -> Result<T, Failures> {
        Err(Failures(vec![self.place.failure(rule, detail)]))
    }
}

/// Where a value stands.
#[derive(Debug, Clone)]
struct Place {
    pointer: String,
    source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The pointer is one of RFC 6901.
    Body,
    /// The pointer is `?name`; every value is a text.
    Query,
}

impl Place {
    fn root(source: Source) -> Place {
        Place { pointer: String::new(), source }
    }

    fn member(&self, name: &str) -> Place {
        let pointer = match self.source {
            Source::Body => {
                format!("{}/{}", self.pointer, name.replace('~', "~0").replace('/', "~1"))
            }
            Source::Query => format!("?{name}"),
        };
        Place { pointer, source: self.source }
    }

    fn failure(&self, rule: &'static str, detail: impl Into<String>) -> Failure {
        Failure { pointer: self.pointer.clone(), rule, detail: detail.into() }
    }
}

/// The first moment of the first year that RFC 3339 can name.
const YEAR_0: Timestamp = Timestamp::constant(-62_167_219_200, 0);

/// The digits of a whole number, with its sign; a number beyond all of ours has others.
fn whole_digits(json: &Value) -> Option<String> {
    match json.as_f64() {
        Some(number) if json.is_f64() => (number.fract() == 0.0).then(|| format!("{number:.0}")),
        Some(_) => Some(json.to_string()),
        None => None,
    }
}

fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A time in the form of RFC 3339, section 5.6, with an offset below a day; of a fraction the
/// billionths count. Years run from 0 to 9999.
fn read_rfc_3339(text: &str) -> Option<Timestamp> {
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
    use super::*;
    use http::StatusCode;
    use proptest::prelude::*;
    use serde_json::json;

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Mode {
        Major,
        Minor,
    }

    type Read = (String, Mode, Vec<u8>, Option<bool>, Option<(i64, String)>);

    fn read(value: Value) -> Result<Read, Problem> {
        let mut fields = Fields::from_value(value)?;
        let title = fields.required("title", |field| field.text(1..=5));
        let mode = fields.required("mode", |field| {
            field.one_of(&[("major", Mode::Major), ("minor", Mode::Minor)])
        });
        let scores =
            fields.required("scores", |field| field.list(1..=3, |item| item.integer(1..=5)));
        let flag = fields.optional("flag", Field::boolean);
        let prize = fields.optional("a/b~", |field| {
            field.object(|inner| {
                let count = inner.required("count", |field| field.integer(0..=10));
                let name = inner.required("name", |field| field.text(0..=3));
                Some((count?, name?))
            })
        });
        fields.finish(|| Some((title?, mode?, scores?, flag?, prize?)))
    }

    fn rules(problem: &Problem) -> Vec<(&str, &str)> {
        problem.failures().iter().map(|failure| (failure.pointer.as_str(), failure.rule)).collect()
    }

    #[test]
    fn a_body_that_keeps_every_rule_is_read() {
        let body = json!({"title": "Ä", "mode": "minor", "scores": [1, 5], "flag": null,
            "a/b~": {"count": 0, "name": ""}});
        let (title, mode, scores, flag, prize) = read(body).unwrap();
        assert_eq!((title.as_str(), mode, scores), ("Ä", Mode::Minor, vec![1, 5]));
        assert_eq!((flag, prize), (None, Some((0, String::new()))));
    }

    #[test]
    fn every_failure_is_named_at_once() {
        let body = json!({"title": "too long", "mode": "dorian", "scores": [0, "1", 2.5],
            "a/b~": {"count": 11, "extra": 1}, "unknown": 1});
        let problem = read(body).unwrap_err();
        assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let expected = vec![
            ("/title", "length"),
            ("/mode", "enum"),
            ("/scores/0", "range"),
            ("/scores/1", "type"),
            ("/scores/2", "type"),
            ("/a~1b~0/count", "range"),
            ("/a~1b~0/name", "missing"),
            ("/a~1b~0/extra", "unknown_field"),
            ("/unknown", "unknown_field"),
        ];
        assert_eq!(rules(&problem), expected);
    }

    #[test]
    fn a_body_that_is_no_object_is_422() {
        for value in [json!([]), json!("x"), json!(1), Value::Null] {
            assert_eq!(rules(&read(value).unwrap_err()), vec![("", "type")]);
        }
    }

    #[test]
    fn a_number_outside_its_type_is_out_of_range_and_not_wrapped() {
        let body = json!({"title": "a", "mode": "major", "scores": [257]});
        assert_eq!(rules(&read(body).unwrap_err()), vec![("/scores/0", "range")]);
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point_and_zeros() {
        let read = |value: Value| {
            let mut fields = Fields::from_value(json!({ "n": value })).unwrap();
            let number = fields.required("n", |field| field.integer(-9..=9_000));
            fields.finish(|| number).map_err(|problem| problem.failures()[0].rule)
        };
        for (value, whole) in [(json!(4242.0), 4242), (json!(-0.0), 0), (json!(1e3), 1_000)] {
            assert_eq!(read(value), Ok(whole));
        }
        for (value, rule) in
            [(json!(1.5), "type"), (json!(u64::MAX), "range"), (json!(-1e300), "range")]
        {
            assert_eq!(read(value), Err(rule));
        }
    }

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

    #[test]
    fn an_amendment_keeps_what_is_left_out_and_clears_what_is_null() {
        let amend = |body: Value| {
            let mut fields = Fields::from_value(body).unwrap();
            let word = fields.amended("word", "dawn".to_owned(), |field| field.text(1..=9));
            let energy = fields.amended_or_cleared("energy", Some(3), |field| field.integer(1..=5));
            fields.finish(|| Some((word?, energy?)))
        };
        assert_eq!(amend(json!({})).unwrap(), ("dawn".to_owned(), Some(3)));
        let cleared = amend(json!({"word": "dusk", "energy": null})).unwrap();
        assert_eq!(cleared, ("dusk".to_owned(), None));
        let problem = amend(json!({"word": null, "mood": "x"})).unwrap_err();
        assert_eq!(rules(&problem), vec![("/word", "type"), ("/mood", "unknown_field")]);
    }

    #[test]
    fn a_blank_text_and_control_characters_are_refused() {
        let body = json!({"title": "  ", "mode": "major", "scores": [1]});
        assert_eq!(rules(&read(body).unwrap_err()), vec![("/title", "blank")]);
        let body = json!({"title": "a\u{0}", "mode": "major", "scores": [1]});
        assert_eq!(rules(&read(body).unwrap_err()), vec![("/title", "control_character")]);
        for breaks in ["a\rb", "a\nb", "a\u{202e}b", "a\u{2028}b"] {
            let mut fields = Fields::from_value(json!({ "holder": breaks })).unwrap();
            let line = fields.required("holder", |field| field.line(1..=9));
            let refused = fields.finish(|| line).unwrap_err();
            assert_eq!(rules(&refused), vec![("/holder", "control_character")], "{breaks:?}");
        }
    }

    #[test]
    fn a_query_reads_digits_and_refuses_what_it_does_not_know() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut fields = Fields::of_query(vec![pair("limit", "7")]);
        let limit = fields.optional_or("limit", 20, |field| field.integer(1..=100));
        assert_eq!(fields.finish(|| limit).unwrap(), 7);
        let mut fields =
            Fields::of_query(vec![pair("limit", "x"), pair("limit", "1"), pair("y", "")]);
        let limit = fields.optional_or("limit", 20, |field| field.integer(1..=100));
        let problem = fields.finish(|| limit).unwrap_err();
        assert_eq!(problem.status(), StatusCode::BAD_REQUEST);
        let expected = vec![("?limit", "repeated"), ("?limit", "type"), ("?y", "unknown_field")];
        assert_eq!(rules(&problem), expected);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            "\\PC{0,8}".prop_map(Value::from),
        ];
        let name = prop_oneof![
            Just("title".to_owned()),
            Just("mode".to_owned()),
            Just("scores".to_owned()),
            Just("a/b~".to_owned()),
            Just("count".to_owned()),
            ".{0,4}"
        ];
        leaf.prop_recursive(3, 24, 6, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map(name.clone(), inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_every_refusal_names_a_rule(value in any_json()) {
            if let Err(problem) = read(value) {
                prop_assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
                prop_assert!(!problem.failures().is_empty());
            }
        }
    }
}
