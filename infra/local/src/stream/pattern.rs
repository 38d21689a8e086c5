//! Which records of a stream a function wants: the subset of EventBridge's patterns that the
//! template uses. What it does not know stops the start; a filter that filters otherwise than at
//! AWS would be worse than none.

use serde_json::{Map, Value};
use thiserror::Error;

/// A filter: every key must fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern(Fields);

/// The keys of one level.
type Fields = Vec<(String, Part)>;

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Inside(Fields),
    AnyOf(Vec<Condition>),
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Exactly(Value),
    Prefix(String),
    Exists(bool),
    AnythingBut(Vec<Value>),
}

/// Not a pattern, or one beyond the subset.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not an understood filter pattern: {0}")]
pub struct NotAPattern(String);

impl Pattern {
    /// Reads a pattern from its JSON.
    pub fn parse(pattern: &Value) -> Result<Self, NotAPattern> {
        let object = pattern.as_object().ok_or_else(|| NotAPattern(pattern.to_string()))?;
        Ok(Self(fields(object)?))
    }

    /// Whether a record fits.
    pub fn fits(&self, record: &Value) -> bool {
        fields_fit(&self.0, Some(record))
    }
}

fn fields(object: &Map<String, Value>) -> Result<Fields, NotAPattern> {
    object.iter().map(|(key, value)| Ok((key.clone(), part(value)?))).collect()
}

fn part(value: &Value) -> Result<Part, NotAPattern> {
    match value {
        Value::Object(object) => Ok(Part::Inside(fields(object)?)),
        Value::Array(several) if !several.is_empty() => {
            Ok(Part::AnyOf(several.iter().map(condition).collect::<Result<_, _>>()?))
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Err(NotAPattern(value.to_string()))
        }
    }
}

fn condition(value: &Value) -> Result<Condition, NotAPattern> {
    let refused = || NotAPattern(value.to_string());
    match value {
        Value::Object(object) => {
            let mut entries = object.iter();
            let (Some((name, argument)), None) = (entries.next(), entries.next()) else {
                return Err(refused());
            };
            match (name.as_str(), argument) {
                ("prefix", Value::String(prefix)) => Ok(Condition::Prefix(prefix.clone())),
                ("exists", Value::Bool(exists)) => Ok(Condition::Exists(*exists)),
                ("anything-but", Value::Array(several)) => {
                    Ok(Condition::AnythingBut(several.clone()))
                }
                ("anything-but", Value::String(_) | Value::Number(_)) => {
                    Ok(Condition::AnythingBut(vec![argument.clone()]))
                }
                _ => Err(refused()),
            }
        }
        Value::Array(_) => Err(refused()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Ok(Condition::Exactly(value.clone()))
        }
    }
}

fn fields_fit(fields: &Fields, value: Option<&Value>) -> bool {
    fields.iter().all(|(key, part)| {
        let value = value.and_then(|value| value.get(key));
        match part {
            Part::Inside(fields) => fields_fit(fields, value),
            Part::AnyOf(conditions) => conditions.iter().any(|condition| holds(condition, value)),
        }
    })
}

fn holds(condition: &Condition, value: Option<&Value>) -> bool {
    match (condition, value) {
        // Only a leaf exists: an object in its place does not.
        (Condition::Exists(exists), value) => {
            *exists == value.is_some_and(|value| !value.is_object())
        }
        (_, None) => false,
        (condition, Some(Value::Array(several))) => {
            several.iter().any(|value| holds(condition, Some(value)))
        }
        (Condition::Exactly(wanted), Some(value)) => wanted == value,
        (Condition::Prefix(prefix), Some(value)) => {
            value.as_str().is_some_and(|text| text.starts_with(prefix))
        }
        (Condition::AnythingBut(unwanted), Some(value)) => {
            !value.is_object() && !unwanted.contains(value)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fits(pattern: &Value, record: &Value) -> bool {
        Pattern::parse(pattern).unwrap().fits(record)
    }

    fn record(kind: &str) -> Value {
        json!({ "eventName": "INSERT", "dynamodb": { "NewImage": { "kind": { "S": kind } } } })
    }

    #[test]
    fn a_record_fits_when_its_value_is_one_of_the_wanted() {
        let wanted = json!({ "dynamodb": { "NewImage": { "kind": { "S": ["brief", "track"] } } } });
        assert!(fits(&wanted, &record("track")));
        assert!(!fits(&wanted, &record("point")));
        assert!(!fits(&wanted, &json!({ "eventName": "REMOVE", "dynamodb": { "Keys": {} } })));
    }

    #[test]
    fn every_key_must_fit() {
        let wanted = json!({ "eventName": ["REMOVE"], "dynamodb": { "NewImage": { "kind": { "S": ["a"] } } } });
        assert!(!fits(&wanted, &record("a")));
    }

    #[test]
    fn a_prefix_asks_how_a_text_begins() {
        let wanted =
            json!({ "dynamodb": { "NewImage": { "kind": { "S": [{ "prefix": "tr" }] } } } });
        assert!(fits(&wanted, &record("track")));
        assert!(!fits(&wanted, &record("brief")));
    }

    #[test]
    fn exists_asks_for_presence_or_absence() {
        let absent =
            json!({ "dynamodb": { "OldImage": { "kind": { "S": [{ "exists": false }] } } } });
        assert!(fits(&absent, &record("track")));
        let present =
            json!({ "dynamodb": { "OldImage": { "kind": { "S": [{ "exists": true }] } } } });
        assert!(!fits(&present, &record("track")));
    }

    #[test]
    fn anything_but_needs_a_value_and_another_one() {
        let wanted = json!({ "dynamodb": { "NewImage": { "kind": { "S": [
            { "anything-but": ["point", "notice"] }
        ] } } } });
        assert!(fits(&wanted, &record("track")));
        assert!(!fits(&wanted, &record("point")));
        assert!(!fits(&wanted, &json!({ "dynamodb": {} })));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let beyond = json!({ "a": [{ "numeric": [">", 1] }] });
        for pattern in [json!([]), json!({ "a": 1 }), json!({ "a": [] }), beyond, json!("no")] {
            assert!(Pattern::parse(&pattern).is_err(), "{pattern}");
        }
    }
}
