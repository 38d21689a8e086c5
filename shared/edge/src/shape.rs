//! What a reader takes, as data: the API document says it, and the bodies of the tests are made of
//! it. It is recorded by the readers themselves (see [`crate::fields`]) and is never written twice.

use domain::rules::Rule;
use domain::shape::TextShape;
use serde_json::Value;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// What one value can be.
#[derive(Debug, Clone)]
pub enum ValueShape {
    /// A text that is not blank unless it may be empty, without control characters.
    Text {
        /// How many it has: at least, at most.
        characters: (usize, usize),
        /// Whether it may have several lines.
        lines: bool,
    },
    /// A text of a kind that has its own way of being written: an id, a month, a word.
    Shaped(&'static TextShape),
    /// A whole number from `min` to `max`.
    Integer { min: i128, max: i128 },
    /// A number that is rounded to a whole one from `min` to `max`.
    Number { min: i64, max: i64 },
    /// True or false; in a query, these two words.
    Boolean,
    /// A time of RFC 3339 with its offset.
    Moment,
    /// One of these words.
    Words(Vec<&'static str>),
    /// Where a list goes on, as an answer gave it.
    Cursor,
    /// A list of values of one shape.
    List {
        /// How many it has: at least, at most.
        items: (usize, usize),
        of: Box<ValueShape>,
    },
    /// An object in an object.
    Object(ObjectShape),
    /// A value that also keeps a rule which its shape does not tell.
    Ruled { value: Box<ValueShape>, rule: Rule },
    /// The reader gave a value where there was none to read, so nothing is known. No route has it.
    Undescribed,
}

/// What an object can be: these fields and no others.
#[derive(Debug, Clone, Default)]
pub struct ObjectShape {
    /// In the order in which they are read.
    pub fields: Vec<FieldShape>,
    /// What the fields keep among each other.
    pub rules: Vec<ObjectRule>,
    /// Where it is not empty: besides `fields` exactly one of these.
    pub variants: Vec<VariantShape>,
}

/// One field of an object.
#[derive(Debug, Clone)]
pub struct FieldShape {
    pub name: &'static str,
    pub presence: Presence,
    pub value: ValueShape,
    /// What name, unit and type do not say; else empty.
    pub note: &'static str,
}

/// Whether a field must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// It must be there and not be null.
    Required,
    /// It may be left out; null is the same as left out.
    Optional,
    /// The same, and this is its value then.
    Default(Value),
    /// Left out, what was there before stays; null is no value.
    Amended,
    /// Left out, what was there before stays; null takes it away.
    AmendedOrCleared,
}

/// What fields of one object keep among each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectRule {
    /// The number of the first is not above that of the second.
    Ordered(&'static str, &'static str),
    /// One of these fields is there, or several.
    AtLeastOneOf(&'static [&'static str]),
}

/// One of the ways in which an object is said.
#[derive(Debug, Clone)]
pub struct VariantShape {
    pub name: &'static str,
    /// The fields that stand there in this way, and no others of the marks of all.
    pub marks: &'static [&'static str],
    /// All that is read in this way.
    pub object: ObjectShape,
}

impl ObjectShape {
    /// Whether some value anywhere inside is [`ValueShape::Undescribed`].
    pub fn is_undescribed(&self) -> bool {
        self.fields.iter().any(|field| field.value.is_undescribed())
            || self.variants.iter().any(|variant| variant.object.is_undescribed())
    }

    pub(crate) fn record(&mut self, name: &'static str, presence: Presence, value: ValueShape) {
        self.fields.push(FieldShape { name, presence, value, note: "" });
    }

    /// Words on a field that was recorded; on any other one they describe nothing.
    pub(crate) fn note(&mut self, name: &'static str, words: &'static str) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.note = words;
            return;
        }
        let (presence, value) = (Presence::Optional, ValueShape::Undescribed);
        self.fields.push(FieldShape { name, presence, value, note: words });
    }
}

impl ValueShape {
    /// Whether it, or some value inside, is [`ValueShape::Undescribed`].
    pub fn is_undescribed(&self) -> bool {
        match self {
            ValueShape::Undescribed => true,
            ValueShape::List { of, .. } => of.is_undescribed(),
            ValueShape::Object(object) => object.is_undescribed(),
            ValueShape::Ruled { value, .. } => value.is_undescribed(),
            ValueShape::Text { .. }
            | ValueShape::Shaped(_)
            | ValueShape::Integer { .. }
            | ValueShape::Number { .. }
            | ValueShape::Boolean
            | ValueShape::Moment
            | ValueShape::Words(_)
            | ValueShape::Cursor => false,
        }
    }

    /// A whole number in `range`, as far as it is read: up to the greatest of 64 bits with a sign.
    pub(crate) fn integer<N: Display>(range: &RangeInclusive<N>) -> ValueShape {
        let bound = |bound: &N| bound.to_string().parse::<i128>();
        match (bound(range.start()), bound(range.end())) {
            (Ok(min), Ok(max)) => ValueShape::Integer { min, max: max.min(i64::MAX.into()) },
            (Err(_), _) | (_, Err(_)) => ValueShape::Undescribed,
        }
    }
}

#[cfg(test)]
mod tests;
