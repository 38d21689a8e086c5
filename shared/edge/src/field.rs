//! One value while it is read: every kind of value that a body or a query can hold has its reader
//! here. What a reader takes it also says: see [`crate::fields`].

use crate::moment::{DAY, read_day, read_rfc_3339};
use crate::place::{Place, Source};
use crate::problem::Failure;
use crate::shape::ValueShape;
use domain::rules::Rule;
use domain::shape::{Shaped, TextShape};
use domain::text::{is_blank, is_forbidden_in_a_line, is_forbidden_in_lines};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// One value while it is read. Every reader consumes it and says all that is wrong with it; where
/// there is no value, it says what it would take.
#[derive(Debug)]
pub struct Field(Option<Given>);

/// A value that was sent, and where.
#[derive(Debug)]
struct Given {
    json: Value,
    place: Place,
}

/// What is wrong with a value: at least one failure, several for a list or an object. Where a reader
/// is only asked what it takes, that.
#[derive(Debug, Clone)]
pub struct Failures(Refusal);

#[derive(Debug, Clone)]
enum Refusal {
    Broken(Vec<Failure>),
    Described(ValueShape),
}

impl Failures {
    pub(crate) fn broken(failures: Vec<Failure>) -> Failures {
        Failures(Refusal::Broken(failures))
    }

    pub(crate) fn described(shape: ValueShape) -> Failures {
        Failures(Refusal::Described(shape))
    }

    pub(crate) fn into_broken(self) -> Vec<Failure> {
        match self.0 {
            Refusal::Broken(failures) => failures,
            Refusal::Described(_) => Vec::new(),
        }
    }

    pub(crate) fn into_shape(self) -> ValueShape {
        match self.0 {
            Refusal::Broken(_) => ValueShape::Undescribed,
            Refusal::Described(shape) => shape,
        }
    }
}

impl Given {
    fn fail<T>(&self, rule: &'static str, detail: impl Into<String>) -> Result<T, Failures> {
        Err(Failures::broken(vec![self.place.failure(rule, detail)]))
    }

    fn out_of<T, N: Display>(&self, range: &RangeInclusive<N>) -> Result<T, Failures> {
        self.fail("range", format!("must be from {} to {}", range.start(), range.end()))
    }
}

impl Field {
    pub(crate) fn given(json: Value, place: Place) -> Field {
        Field(Some(Given { json, place }))
    }

    /// No value: a reader of it says what it takes.
    pub(crate) fn described() -> Field {
        Field(None)
    }

    /// The value and where it stands; nothing where it is only described.
    pub(crate) fn into_given(self) -> Option<(Value, Place)> {
        self.0.map(|Given { json, place }| (json, place))
    }

    /// The value, or the shape that values have here.
    fn or_describe(self, shape: impl FnOnce() -> ValueShape) -> Result<Given, Failures> {
        self.0.ok_or_else(|| Failures(Refusal::Described(shape())))
    }

    /// A text whose length in characters is in `characters`; control characters other than tab
    /// and line breaks are refused, and so is a blank text where an empty one would be.
    pub fn text(self, characters: RangeInclusive<usize>) -> Result<String, Failures> {
        self.text_without(|one| is_forbidden_in_lines(one) && one != '\r', characters, true)
    }

    /// The same of one line, in which nothing turns the direction of what follows.
    pub fn line(self, characters: RangeInclusive<usize>) -> Result<String, Failures> {
        self.text_without(is_forbidden_in_a_line, characters, false)
    }

    fn text_without(
        self,
        is_forbidden: impl Fn(char) -> bool,
        characters: RangeInclusive<usize>,
        lines: bool,
    ) -> Result<String, Failures> {
        let (least, most) = (*characters.start(), *characters.end());
        let given = self.or_describe(|| ValueShape::Text { characters: (least, most), lines })?;
        let Some(text) = given.json.as_str().map(str::to_owned) else {
            return given.fail("type", "must be a text");
        };
        if !characters.contains(&text.chars().count()) {
            return given.fail("length", format!("must have {least} to {most} characters"));
        }
        if least > 0 && is_blank(&text) {
            return given.fail("blank", "must not be blank");
        }
        if let Some(found) = text.chars().find(|one| is_forbidden(*one)) {
            let detail = format!("must not contain the character U+{:04X}", u32::from(found));
            return given.fail("control_character", detail);
        }
        Ok(text)
    }

    /// A whole number in `range`, with or without zeros after the point; in a query, its decimal
    /// digits.
    pub fn integer<N>(self, range: RangeInclusive<N>) -> Result<N, Failures>
    where
        N: Copy + PartialOrd + Display + TryFrom<i64>,
    {
        let given = self.or_describe(|| ValueShape::integer(&range))?;
        let digits = match given.place.source() {
            Source::Body => whole_digits(&given.json),
            Source::Query => given.json.as_str().filter(|text| is_digits(text)).map(str::to_owned),
        };
        let Some(digits) = digits else { return given.fail("type", "must be a whole number") };
        // Digits that are no such number are too many.
        let number = digits.parse().ok().and_then(|number: i64| N::try_from(number).ok());
        match number.filter(|number| range.contains(number)) {
            Some(number) => Ok(number),
            None => given.out_of(&range),
        }
    }

    /// A number in `range`, rounded to a whole one, half of one up: a player counts in fractions of
    /// a millisecond.
    pub fn rounded(self, range: RangeInclusive<i64>) -> Result<i64, Failures> {
        let (min, max) = (*range.start(), *range.end());
        let given = self.or_describe(|| ValueShape::Number { min, max })?;
        if given.json.is_i64() || given.json.is_u64() {
            return Field(Some(given)).integer(range);
        }
        let Some(number) = given.json.as_f64() else {
            return given.fail("type", "must be a number");
        };
        match format!("{:.0}", number.round()).parse() {
            Ok(whole) if range.contains(&whole) => Ok(whole),
            Ok(_) | Err(_) => given.out_of(&range),
        }
    }

    pub fn boolean(self) -> Result<bool, Failures> {
        let given = self.or_describe(|| ValueShape::Boolean)?;
        match given.json.as_bool() {
            Some(value) => Ok(value),
            None => given.fail("type", "must be true or false"),
        }
    }

    /// True or false in a query, where each is a word.
    pub fn flag(self) -> Result<bool, Failures> {
        self.or_describe(|| ValueShape::Boolean)?.chosen(&[("true", true), ("false", false)])
    }

    /// One of the named values.
    pub fn one_of<T: Copy>(self, choices: &[(&'static str, T)]) -> Result<T, Failures> {
        let words = || ValueShape::Words(choices.iter().map(|(name, _)| *name).collect());
        self.or_describe(words)?.chosen(choices)
    }

    /// A text that a domain type can read; its error becomes the detail. For ids, months, tags, and
    /// for words, which are refused by the rule `enum`.
    pub fn parse<T>(self) -> Result<T, Failures>
    where
        T: FromStr + Shaped,
        T::Err: Display,
    {
        let rule = if T::SHAPE.words.is_empty() { "format" } else { "enum" };
        self.read_text(|| ValueShape::Shaped(T::SHAPE), rule, T::from_str)
    }

    /// One word of a domain enum, whose error lists the words.
    pub fn word<T>(self) -> Result<T, Failures>
    where
        T: FromStr + Shaped,
        T::Err: Display,
    {
        self.parse()
    }

    /// A text of this shape that `read` understands; `rule` names what was broken otherwise.
    pub fn parse_as<T, E: Display>(
        self,
        shape: &'static TextShape,
        rule: Rule,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Failures> {
        self.read_text(|| ValueShape::Shaped(shape), rule.as_str(), read)
    }

    pub(crate) fn read_text<T, E: Display>(
        self,
        shape: impl FnOnce() -> ValueShape,
        rule: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Failures> {
        let given = self.or_describe(shape)?;
        match given.json.as_str().map(read) {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => given.fail(rule, error.to_string()),
            None => given.fail("type", "must be a text"),
        }
    }

    /// A value that must also keep `rule`: `judge` gives it, or says what is wrong.
    pub fn ruled<T, U, E: Display>(
        self,
        rule: Rule,
        read: impl FnOnce(Field) -> Result<T, Failures>,
        judge: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<U, Failures> {
        let Field(Some(Given { json, place })) = self else {
            let value = Box::new(ValueShape::of(read));
            return Err(Failures(Refusal::Described(ValueShape::Ruled { value, rule })));
        };
        judge(read(Field::given(json, place.clone()))?).map_err(|error| {
            Failures::broken(vec![place.failure(rule.as_str(), error.to_string())])
        })
    }

    /// A whole number whose bounds are a rule of their own: they are described, and whatever `judge`
    /// refuses breaks `rule`.
    pub fn integer_under<U, E: Display>(
        self,
        rule: Rule,
        range: RangeInclusive<i64>,
        judge: impl FnOnce(i64) -> Result<U, E>,
    ) -> Result<U, Failures> {
        if self.0.is_none() {
            let value = Box::new(ValueShape::integer(&range));
            return Err(Failures::described(ValueShape::Ruled { value, rule }));
        }
        self.ruled(rule, |field| field.integer(i64::MIN..=i64::MAX), judge)
    }

    /// RFC 3339 with an offset, and nothing that other formats add to it.
    pub fn timestamp(self) -> Result<Timestamp, Failures> {
        self.read_text(
            || ValueShape::Moment,
            "format",
            |text| {
                read_rfc_3339(text).ok_or(
                "must be a time such as 2026-03-01T12:00:00Z or 2026-03-01T14:00:00+02:00, with \
                 its offset and without the name of a zone",
            )
            },
        )
    }

    /// A day as `YYYY-MM-DD`, and nothing that other formats add to it.
    pub fn date(self) -> Result<Date, Failures> {
        self.parse_as(&DAY, Rule::Format, |text| {
            read_day(text).ok_or("must be a day such as 2026-03-01, and nothing more")
        })
    }

    /// A list with a bounded number of items; the failures of all items are collected.
    pub fn list<T>(
        self,
        items: RangeInclusive<usize>,
        mut read: impl FnMut(Field) -> Result<T, Failures>,
    ) -> Result<Vec<T>, Failures> {
        let (least, most) = (*items.start(), *items.end());
        let given = self.or_describe(|| {
            let of = Box::new(ValueShape::of(&mut read));
            ValueShape::List { items: (least, most), of }
        })?;
        let place = given.place.clone();
        let Value::Array(array) = given.json else {
            return Err(Failures::broken(vec![place.failure("type", "must be a list")]));
        };
        if !items.contains(&array.len()) {
            let failure = place.failure("length", format!("must have {least} to {most} items"));
            return Err(Failures::broken(vec![failure]));
        }
        let mut values = Vec::with_capacity(array.len());
        let mut failed = Vec::new();
        for (position, json) in array.into_iter().enumerate() {
            match read(Field::given(json, place.member(&position.to_string()))) {
                Ok(value) => values.push(value),
                Err(failures) => failed.append(&mut failures.into_broken()),
            }
        }
        if failed.is_empty() { Ok(values) } else { Err(Failures::broken(failed)) }
    }
}

impl Given {
    fn chosen<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, Failures> {
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
}

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

impl ValueShape {
    /// What `read` takes.
    pub fn of<T>(read: impl FnOnce(Field) -> Result<T, Failures>) -> ValueShape {
        match read(Field::described()) {
            Ok(_) => ValueShape::Undescribed,
            Err(failures) => failures.into_shape(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Fields;
    use serde_json::json;

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
}
