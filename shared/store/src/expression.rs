//! Conditions and updates as data, so that the condition of a write reads like its rule.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::error::StoreError;
use crate::raw_item::Attributes;

/// What must hold at the moment of a write.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The item is there.
    Exists,
    /// The item is not there.
    Absent,
    /// An attribute has exactly this value.
    Equals(&'static str, AttributeValue),
    /// An attribute is one of these values.
    OneOf(&'static str, Vec<AttributeValue>),
    /// An attribute is smaller than this value.
    Below(&'static str, AttributeValue),
    /// An attribute is not there.
    Without(&'static str),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// An attribute has exactly this text.
    pub fn text(name: &'static str, value: impl Into<String>) -> Self {
        Self::Equals(name, AttributeValue::S(value.into()))
    }

    /// An attribute has exactly this number.
    pub fn number(name: &'static str, value: impl Into<i128>) -> Self {
        Self::Equals(name, AttributeValue::N(value.into().to_string()))
    }

    /// The item still has the revision that was read.
    pub fn unchanged(revision: u64) -> Self {
        Self::number("revision", revision)
    }

    /// The item has the revision that was read, or is absent where none was there (revision 0).
    pub fn as_read(revision: u64) -> Self {
        if revision == 0 { Self::Absent } else { Self::unchanged(revision) }
    }

    /// The condition as DynamoDB reads it.
    pub(crate) fn guard(&self) -> Guard {
        let mut placeholders = Placeholders::default();
        let expression = self.render(&mut placeholders);
        let (names, values) = placeholders.into_parts();
        Guard { expression, names, values }
    }

    fn render(&self, names: &mut Placeholders) -> String {
        match self {
            Self::Exists => format!("attribute_exists({})", names.name("pk")),
            Self::Absent => format!("attribute_not_exists({})", names.name("pk")),
            Self::Without(name) => format!("attribute_not_exists({})", names.name(name)),
            Self::Equals(name, value) => {
                format!("{} = {}", names.name(name), names.value(value.clone()))
            }
            Self::Below(name, value) => {
                format!("{} < {}", names.name(name), names.value(value.clone()))
            }
            Self::OneOf(name, values) => {
                let name = names.name(name);
                let values: Vec<_> =
                    values.iter().map(|value| names.value(value.clone())).collect();
                format!("{name} IN ({})", values.join(", "))
            }
            Self::All(parts) => join(parts, " AND ", names),
            Self::Any(parts) => join(parts, " OR ", names),
        }
    }
}

fn join(parts: &[Condition], operator: &str, names: &mut Placeholders) -> String {
    let parts: Vec<_> = parts.iter().map(|part| format!("({})", part.render(names))).collect();
    parts.join(operator)
}

/// A change of some attributes of one item; it raises `revision` by itself.
#[derive(Debug, Clone, Default)]
pub struct Update {
    set: Vec<(&'static str, AttributeValue)>,
    add: Vec<(&'static str, AttributeValue)>,
    remove: Vec<&'static str>,
    conditions: Vec<Condition>,
}

impl Update {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets an attribute to any serialisable value.
    ///
    /// # Errors
    /// When the value cannot be stored.
    pub fn set(mut self, name: &'static str, value: impl Serialize) -> Result<Self, StoreError> {
        let value = serde_dynamo::to_attribute_value(value)
            .map_err(|error| StoreError::Unstorable(Box::new(error)))?;
        self.set.push((name, value));
        Ok(self)
    }

    /// Sets an attribute to a text.
    #[must_use]
    pub fn set_text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set.push((name, AttributeValue::S(value.into())));
        self
    }

    /// Adds to a number; an absent one counts as 0.
    #[must_use]
    pub fn add(mut self, name: &'static str, value: impl Into<i128>) -> Self {
        self.add.push((name, AttributeValue::N(value.into().to_string())));
        self
    }

    /// Removes an attribute, for example the index keys of a state that is left.
    #[must_use]
    pub fn remove(mut self, name: &'static str) -> Self {
        self.remove.push(name);
        self
    }

    /// Adds a condition; all of them must hold.
    #[must_use]
    pub fn require(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    pub(crate) fn render(mut self) -> Rendered {
        self.add.push(("revision", AttributeValue::N("1".to_owned())));
        let mut names = Placeholders::default();
        let mut clauses = Vec::new();
        if !self.set.is_empty() {
            let parts = pairs(self.set, " = ", &mut names);
            clauses.push(format!("SET {parts}"));
        }
        let parts = pairs(self.add, " ", &mut names);
        clauses.push(format!("ADD {parts}"));
        if !self.remove.is_empty() {
            let parts: Vec<_> = self.remove.iter().map(|name| names.name(name)).collect();
            clauses.push(format!("REMOVE {}", parts.join(", ")));
        }
        let condition = (!self.conditions.is_empty())
            .then(|| Condition::All(self.conditions).render(&mut names));
        Rendered { update: clauses.join(" "), condition, names }
    }
}

fn pairs(
    parts: Vec<(&'static str, AttributeValue)>,
    operator: &str,
    names: &mut Placeholders,
) -> String {
    let parts: Vec<_> = parts
        .into_iter()
        .map(|(name, value)| format!("{}{operator}{}", names.name(name), names.value(value)))
        .collect();
    parts.join(", ")
}

/// A condition ready to send.
pub(crate) struct Guard {
    pub(crate) expression: String,
    pub(crate) names: Option<HashMap<String, String>>,
    pub(crate) values: Option<Attributes>,
}

/// An update ready to send.
pub(crate) struct Rendered {
    pub(crate) update: String,
    pub(crate) condition: Option<String>,
    pub(crate) names: Placeholders,
}

/// Hands out `#name` and `:value` placeholders, so that no attribute can be a reserved word.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    names: HashMap<String, String>,
    values: Attributes,
}

impl Placeholders {
    pub(crate) fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#{name}");
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    pub(crate) fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    /// Names and values; none where empty, since DynamoDB refuses empty maps.
    pub(crate) fn into_parts(self) -> (Option<HashMap<String, String>>, Option<Attributes>) {
        let names = (!self.names.is_empty()).then_some(self.names);
        let values = (!self.values.is_empty()).then_some(self.values);
        (names, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_like_its_rule() {
        let condition = Condition::Any(vec![
            Condition::Absent,
            Condition::All(vec![Condition::text("state", "open"), Condition::unchanged(3)]),
        ]);
        assert_eq!(
            condition.guard().expression,
            "(attribute_not_exists(#pk)) OR ((#state = :v0) AND (#revision = :v1))"
        );
    }

    #[test]
    fn every_update_raises_the_revision() {
        let rendered = Update::new().set_text("state", "open").remove("gsi2pk").render();
        assert_eq!(rendered.update, "SET #state = :v0 ADD #revision :v1 REMOVE #gsi2pk");
        assert_eq!(rendered.condition, None);
    }
}
