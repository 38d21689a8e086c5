//! A strict reader of JSON objects that collects *every* failure before it answers.
//!
//! Read every field first, combine them last, so that nothing is left unjudged:
//!
//! ```
//! # use edge::{Field, Fields, Problem, ReadFields};
//! # fn main() -> Result<(), Problem> {
//! struct Term { word: String, energy: Option<u8> }
//!
//! impl ReadFields for Term {
//!     const NAME: &'static str = "Term";
//!     const ABOUT: &'static str = "A word of the client, and what it means.";
//!
//!     fn read(fields: &mut Fields) -> Option<Term> {
//!         let word = fields.required("word", |field| field.text(1..=80));
//!         let energy = fields.optional("energy", |field| field.integer(1..=5));
//!         Some(Term { word: word?, energy: energy? })
//!     }
//! }
//!
//! let term: Term = Fields::read_value(serde_json::json!({"word": "dawn"}))?;
//! # assert_eq!((term.word.as_str(), term.energy), ("dawn", None));
//! # Ok(())
//! # }
//! ```
//!
//! `required` and `optional` return `None` when they have recorded a failure. `?` before the last field was read
//! would hide failures (and call the unread fields unknown), so it belongs into the last expression.
//!
//! A reader says itself what it takes: run over [`Fields`] that only describe, each method records
//! what it would read and gives `None`, so that `ObjectShape::of::<Term>()` is what the reader above
//! takes. A reader never decides by a value what it reads next, since there is none then; what fields
//! keep among each other has methods of its own ([`Fields::ordered`], [`Fields::at_least_one_of`],
//! [`Fields::one_of`]), and so has a rule on one value ([`Field::ruled`]).

use crate::field::{Failures, Field};
use crate::place::{Place, Source};
use crate::problem::{Failure, Problem};
use crate::shape::{ObjectRule, ObjectShape, Presence, ValueShape, VariantShape};
use domain::rules::Rule;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::Display;

/// What is read from the fields of an object: a body, or the parameters of a query.
pub trait ReadFields: Sized {
    /// Of its component in the API document.
    const NAME: &'static str;
    /// What it is, in a sentence: the description of that component.
    const ABOUT: &'static str;

    /// Reads all fields, then combines them; `None` where a failure was recorded.
    fn read(fields: &mut Fields) -> Option<Self>;
}

/// A JSON object while it is read; a field that was not read is a failure of its own. Or no object,
/// while a reader says what it takes.
#[derive(Debug)]
pub struct Fields(Inside);

#[derive(Debug)]
enum Inside {
    Reading(Reading),
    Describing(ObjectShape),
}

#[derive(Debug)]
struct Reading {
    members: Map<String, Value>,
    place: Place,
    known: Vec<&'static str>,
    /// Those of the known that were there and not null.
    given: Vec<&'static str>,
    failures: Vec<Failure>,
}

/// What an amendment says about a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amended<T> {
    /// It was left out, so it stays as it is.
    Kept,
    /// It becomes this.
    To(T),
}

/// One of the ways in which an object can be said.
#[derive(Debug, Clone, Copy)]
pub struct Variant<T> {
    pub name: &'static str,
    /// The fields by which it is known: exactly these of the marks of all ways stand there.
    pub marks: &'static [&'static str],
    /// Reads the marks and what else it has.
    pub read: fn(&mut Fields) -> Option<T>,
}

impl<T> Amended<T> {
    /// What it is after the amendment.
    pub fn or(self, before: T) -> T {
        match self {
            Amended::Kept => before,
            Amended::To(value) => value,
        }
    }
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

    /// All that `T` reads from a body, or all failures as one 422.
    pub fn read_value<T: ReadFields>(value: Value) -> Result<T, Problem> {
        Fields::from_value(value)?.read()
    }

    /// All that `T` reads, or all failures as one 422 (400 for a query).
    pub(crate) fn read<T: ReadFields>(mut self) -> Result<T, Problem> {
        let read = T::read(&mut self);
        self.finish(|| read)
    }

    /// The parameters of a query: each a text, each at most once.
    pub(crate) fn of_query(pairs: Vec<(String, String)>) -> Fields {
        let mut reading = Reading::at(Map::new(), Place::root(Source::Query));
        for (name, value) in pairs {
            if reading.members.contains_key(&name) {
                reading.fail(&name, "repeated", "may stand only once");
            } else {
                reading.members.insert(name, Value::String(value));
            }
        }
        Fields(Inside::Reading(reading))
    }

    pub(crate) fn at(members: Map<String, Value>, place: Place) -> Fields {
        Fields(Inside::Reading(Reading::at(members, place)))
    }

    /// No object: a reader of it says what it takes.
    pub(crate) fn describing() -> Fields {
        Fields(Inside::Describing(ObjectShape::default()))
    }

    /// What was recorded while describing.
    pub(crate) fn shape(self) -> ObjectShape {
        match self.0 {
            Inside::Reading(_) => ObjectShape::default(),
            Inside::Describing(shape) => shape,
        }
    }

    /// A field that must be there and not null.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<T> {
        let (reading, read) = self.reading(name, Presence::Required, read)?;
        match reading.take(name) {
            None => {
                reading.fail(name, "missing", "is needed");
                None
            }
            Some(field) => reading.keep(read(field)),
        }
    }

    /// A field that may be left out; null is the same as left out. The outer `None` is a failure.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<Option<T>> {
        let (reading, read) = self.reading(name, Presence::Optional, read)?;
        match reading.take_value(name) {
            None => Some(None),
            Some(field) => reading.keep(read(field)).map(Some),
        }
    }

    /// Like `optional`, with a default, which is written as a value of the field is.
    pub fn optional_or<T: Serialize>(
        &mut self,
        name: &'static str,
        default: T,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<T> {
        if let Inside::Describing(shape) = &mut self.0 {
            match serde_json::to_value(&default) {
                Ok(default) => shape.record(name, Presence::Default(default), ValueShape::of(read)),
                Err(_) => shape.record(name, Presence::Optional, ValueShape::Undescribed),
            }
            return None;
        }
        self.optional(name, read).map(|value| value.unwrap_or(default))
    }

    /// A field of an amendment: left out, it stays as it was. Null is no value of it.
    pub fn amendment<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<Amended<T>> {
        let (reading, read) = self.reading(name, Presence::Amended, read)?;
        match reading.take(name) {
            None => Some(Amended::Kept),
            Some(field) => reading.keep(read(field)).map(Amended::To),
        }
    }

    /// A field of an amendment that may also be taken away, by null.
    pub fn amendment_or_cleared<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Field) -> Result<T, Failures>,
    ) -> Option<Amended<Option<T>>> {
        let (reading, read) = self.reading(name, Presence::AmendedOrCleared, read)?;
        if !reading.members.contains_key(name) {
            reading.know(name);
            return Some(Amended::Kept);
        }
        match reading.take_value(name) {
            None => Some(Amended::To(None)),
            Some(field) => reading.keep(read(field)).map(|value| Amended::To(Some(value))),
        }
    }

    /// Two numbers that were read, of which the first is not above the second.
    pub fn ordered<T: PartialOrd>(
        &mut self,
        least_name: &'static str,
        least: Option<T>,
        most_name: &'static str,
        most: Option<T>,
    ) {
        match &mut self.0 {
            Inside::Describing(shape) => {
                shape.rules.push(ObjectRule::Ordered(least_name, most_name));
            }
            Inside::Reading(reading) => {
                if least.zip(most).is_some_and(|(least, most)| least > most) {
                    let detail = format!("must not be less than {least_name}");
                    reading.fail(most_name, Rule::Range.as_str(), detail);
                }
            }
        }
    }

    /// Fields that were read, of which one at least is there and not null; the failure stands at the
    /// first.
    pub fn at_least_one_of(
        &mut self,
        names: &'static [&'static str],
        rule: Rule,
        detail: impl Display,
    ) {
        match &mut self.0 {
            Inside::Describing(shape) => shape.rules.push(ObjectRule::AtLeastOneOf(names)),
            Inside::Reading(reading) => {
                if !names.iter().any(|name| reading.given.contains(name)) {
                    let first = names.first().copied().unwrap_or_default();
                    reading.fail(first, rule.as_str(), detail.to_string());
                }
            }
        }
    }

    /// Reads the one of the ways whose marks stand there. Where that is none of them, `rule` is
    /// broken at the first mark of all. There is one such choice in an object.
    pub fn one_of<T>(
        &mut self,
        rule: Rule,
        detail: impl Display,
        variants: &[Variant<T>],
    ) -> Option<T> {
        let reading = match &mut self.0 {
            Inside::Describing(shape) => {
                shape.variants.extend(variants.iter().map(Variant::shape));
                return None;
            }
            Inside::Reading(reading) => reading,
        };
        let marks: Vec<&'static str> = variants.iter().flat_map(|one| one.marks).copied().collect();
        for mark in &marks {
            reading.know(mark);
        }
        // Null is the same as left out.
        let is_there = |name: &str| reading.members.get(name).is_some_and(|json| !json.is_null());
        let is_said = |variant: &&Variant<T>| {
            marks.iter().all(|mark| is_there(mark) == variant.marks.contains(mark))
        };
        let said = variants.iter().find(is_said);
        let read_marks = said.map_or_else(Default::default, |variant| variant.marks);
        for mark in marks.iter().filter(|mark| !read_marks.contains(mark)) {
            reading.members.remove(*mark);
        }
        let Some(variant) = said else {
            let first = marks.first().copied().unwrap_or_default();
            reading.fail(first, rule.as_str(), detail.to_string());
            return None;
        };
        (variant.read)(self)
    }

    /// What the name, the unit and the type of a field that was read do not say.
    pub fn note(&mut self, name: &'static str, words: &'static str) {
        match &mut self.0 {
            Inside::Reading(_) => {}
            Inside::Describing(shape) => shape.note(name, words),
        }
    }

    /// The value, or all failures as one 422 (400 for a query).
    pub fn finish<T>(self, combine: impl FnOnce() -> Option<T>) -> Result<T, Problem> {
        let source = match &self.0 {
            Inside::Reading(reading) => reading.place.source(),
            Inside::Describing(_) => Source::Body,
        };
        let failures = self.into_failures();
        if failures.is_empty() {
            return combine().ok_or_else(|| {
                Problem::internal_because("a field was refused without a recorded failure")
            });
        }
        Err(match source {
            Source::Query => Problem::bad_query(failures),
            Source::Body => Problem::validation(failures),
        })
    }

    /// All failures: of what was read, and of what was not known.
    pub(crate) fn into_failures(self) -> Vec<Failure> {
        match self.0 {
            Inside::Reading(mut reading) => {
                reading.refuse_unknown();
                reading.failures
            }
            Inside::Describing(_) => Vec::new(),
        }
    }

    /// What is read, and `read` back; or nothing, once the field is recorded with what `read` takes.
    fn reading<T, R>(
        &mut self,
        name: &'static str,
        presence: Presence,
        read: R,
    ) -> Option<(&mut Reading, R)>
    where
        R: FnOnce(Field) -> Result<T, Failures>,
    {
        match &mut self.0 {
            Inside::Reading(reading) => Some((reading, read)),
            Inside::Describing(shape) => {
                shape.record(name, presence, ValueShape::of(read));
                None
            }
        }
    }
}

impl<T> Variant<T> {
    fn shape(&self) -> VariantShape {
        let mut fields = Fields::describing();
        let _nothing_to_read: Option<T> = (self.read)(&mut fields);
        VariantShape { name: self.name, marks: self.marks, object: fields.shape() }
    }
}

impl Reading {
    fn at(members: Map<String, Value>, place: Place) -> Reading {
        Reading { members, place, known: Vec::new(), given: Vec::new(), failures: Vec::new() }
    }

    fn know(&mut self, name: &'static str) {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
    }

    /// The field, if it is there, be it null.
    fn take(&mut self, name: &'static str) -> Option<Field> {
        self.know(name);
        let json = self.members.remove(name)?;
        if !json.is_null() {
            self.given.push(name);
        }
        Some(Field::given(json, self.place.member(name)))
    }

    /// The field, if it is there and not null.
    fn take_value(&mut self, name: &'static str) -> Option<Field> {
        let field = self.take(name)?;
        self.given.contains(&name).then_some(field)
    }

    fn fail(&mut self, name: &str, rule: &'static str, detail: impl Into<String>) {
        self.failures.push(self.place.member(name).failure(rule, detail));
    }

    fn keep<T>(&mut self, value: Result<T, Failures>) -> Option<T> {
        value.map_err(|failures| self.failures.append(&mut failures.into_broken())).ok()
    }

    fn refuse_unknown(&mut self) {
        let known = match self.known.as_slice() {
            [] => "; nothing is".to_owned(),
            known => format!("; known are {}", known.join(", ")),
        };
        // What is known is said once for the whole object.
        let details = std::iter::once(known).chain(std::iter::repeat(String::new()));
        for ((name, _), known) in std::mem::take(&mut self.members).into_iter().zip(details) {
            self.fail(&name, "unknown_field", format!("is not known here{known}"));
        }
    }
}

impl Field {
    /// A nested object, as strict as the outer one.
    pub fn object<T>(self, read: impl FnOnce(&mut Fields) -> Option<T>) -> Result<T, Failures> {
        let Some((json, place)) = self.into_given() else {
            let mut inner = Fields::describing();
            let _nothing_to_read: Option<T> = read(&mut inner);
            return Err(Failures::described(ValueShape::Object(inner.shape())));
        };
        let Value::Object(members) = json else {
            return Err(Failures::broken(vec![place.failure("type", "must be an object")]));
        };
        let mut inner = Fields::at(members, place.clone());
        let value = read(&mut inner);
        let failures = inner.into_failures();
        match value {
            Some(value) if failures.is_empty() => Ok(value),
            None if failures.is_empty() => {
                Err(Failures::broken(vec![place.failure("invalid", "is not valid")]))
            }
            Some(_) | None => Err(Failures::broken(failures)),
        }
    }
}

impl ObjectShape {
    /// What the reader of `T` takes.
    pub fn of<T: ReadFields>() -> ObjectShape {
        let mut fields = Fields::describing();
        let _nothing_to_read: Option<T> = T::read(&mut fields);
        fields.shape()
    }
}

#[cfg(test)]
mod tests;
