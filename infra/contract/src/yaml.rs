//! The document as YAML. Every text stands in double quotes: what is written without them is a
//! boolean, a date or a number to one reader or another (`no`, `2026-03-01`, `200`).

use serde_json::{Map, Value};

/// Members that a person reads first, in this order wherever they stand; the others follow by name.
const FIRST: [&str; 35] = [
    "openapi",
    "info",
    "servers",
    "operationId",
    "$ref",
    "name",
    "in",
    "required",
    "tags",
    "title",
    "version",
    "summary",
    "description",
    "security",
    "paths",
    "components",
    "parameters",
    "requestBody",
    "responses",
    "headers",
    "content",
    "schema",
    "type",
    "format",
    "pattern",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "items",
    "properties",
    "anyOf",
    "oneOf",
    "allOf",
];

/// What the readers of YAML 1.1 take for a boolean or for nothing.
const NO_NAMES: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"];

/// How long a list may be that stands in one line.
const LINE_CHARACTERS_MAX: usize = 90;

/// The value as a YAML document, always the same for the same value.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    block(value, 0, &mut text);
    text.trim_start_matches('\n').to_owned()
}

/// Everything after a name or a dash, up to the end of its last line.
fn block(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in in_order(members) {
                new_line(depth, text);
                text.push_str(&key(name));
                text.push(':');
                beside(value, depth.saturating_add(1), text);
            }
        }
        Value::Array(items) if !items.is_empty() && in_a_line(items).is_none() => {
            for item in items {
                new_line(depth, text);
                text.push('-');
                item_of_list(item, depth.saturating_add(1), text);
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)
        | Value::Array(_) => text.push_str(&scalar(value)),
    }
    if depth == 0 && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// A value in the line of its name where it fits there, or below.
fn beside(value: &Value, depth: usize, text: &mut String) {
    if !is_block(value) {
        text.push(' ');
    }
    block(value, depth, text);
}

/// The first member of an object stands in the line of the dash.
fn item_of_list(item: &Value, depth: usize, text: &mut String) {
    let mut inner = String::new();
    block(item, depth, &mut inner);
    text.push(' ');
    text.push_str(inner.trim_start());
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty() && in_a_line(items).is_none(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn in_order(members: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let rank = |name: &str| FIRST.iter().position(|one| *one == name).unwrap_or(FIRST.len());
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_by(|(one, _), (other, _)| (rank(one), one).cmp(&(rank(other), other)));
    sorted
}

fn new_line(depth: usize, text: &mut String) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

fn key(name: &str) -> String {
    let starts =
        name.chars().next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    let is_plain = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '-';
    let is_word = NO_NAMES.contains(&name.to_ascii_lowercase().as_str());
    if starts && name.chars().all(is_plain) && !is_word { name.to_owned() } else { quoted(name) }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(one) => quoted(one),
        Value::Array(items) => in_a_line(items).unwrap_or_else(|| "[]".to_owned()),
        Value::Object(_) => "{}".to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// What JSON calls a text is one in double quotes for YAML too.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// `[1, "b"]`, where it is short and nothing in it has parts.
fn in_a_line(items: &[Value]) -> Option<String> {
    let is_simple = |item: &&Value| !item.is_object() && !item.is_array();
    if !items.iter().all(|item| is_simple(&item)) {
        return None;
    }
    let items: Vec<String> = items.iter().map(scalar).collect();
    let line = format!("[{}]", items.join(", "));
    (line.chars().count() <= LINE_CHARACTERS_MAX).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_document_begins_as_people_read_it_and_every_text_is_quoted() {
        let document = json!({
            "paths": { "/briefs": { "get": { "tags": ["no"], "operationId": "listBoard" } } },
            "openapi": "3.1.0",
            "components": {},
            "info": { "version": "1", "title": "On \"time\": no" },
        });
        let expected = r#"openapi: "3.1.0"
info:
  title: "On \"time\": no"
  version: "1"
paths:
  "/briefs":
    get:
      operationId: "listBoard"
      tags: ["no"]
components: {}
"#;
        assert_eq!(write(&document), expected);
    }

    #[test]
    fn lists_of_objects_and_long_lists_are_blocks() {
        let long = vec!["a word that is long enough"; 5];
        let document = json!({ "list": [{ "b": 1, "a": [] }, { "no": null }], "long": long });
        let text = write(&document);
        assert!(
            text.starts_with("list:\n  - a: []\n    b: 1\n  - \"no\": null\nlong:\n  - \"a word")
        );
    }
}
