//! What is done to every schema of the document once all are known: enums are one list, units and
//! words are said. Bodies of requests take no other members than theirs, answers may get more; whoever
//! holds answers to the document closes them for that.

use serde_json::{Map, Value, json};

use crate::components::{SCHEMAS, sentence, set};
use crate::words;

/// What a name says of the unit of its number, the longest ends first.
const UNITS: [(&str, &str); 11] = [
    ("_centi_lufs", "0.01 LUFS"),
    ("_centi_dbtp", "0.01 dBTP"),
    ("_centistars", "0.01 stars"),
    ("_bytes", "bytes"),
    ("_months", "months"),
    ("_bpm", "bpm"),
    ("_ppm", "ppm"),
    ("_hz", "Hz"),
    ("_bp", "0.01 %"),
    ("_ms", "ms"),
    ("_s", "s"),
];

/// Keywords whose value is a list of schemas that the same value meets.
const COMBINING: [&str; 3] = ["oneOf", "anyOf", "allOf"];

/// Finishes the named schemas, which may refer to each other.
pub(crate) fn finish_all(schemas: &mut Map<String, Value>) {
    let before = schemas.clone();
    for schema in schemas.values_mut() {
        finish(schema, &before);
    }
    let described = schemas.clone();
    for schema in schemas.values_mut() {
        say(schema, &described);
    }
}

/// Finishes a schema that stands outside of the named ones, `known`, which are finished.
pub(crate) fn finish_one(schema: &mut Value, known: &Map<String, Value>) {
    finish(schema, known);
    say(schema, known);
}

fn finish(schema: &mut Value, known: &Map<String, Value>) {
    merge(schema, false, known);
    fold(schema);
    plain(schema);
}

/// Runs over the schemas directly inside of one; `true` where the inner one tells of the same value.
fn each_inside(schema: &mut Value, change: &mut dyn FnMut(&mut Value, bool)) {
    let Some(members) = schema.as_object_mut() else { return };
    for (name, value) in members.iter_mut() {
        match (name.as_str(), value) {
            ("properties" | "patternProperties" | "$defs", Value::Object(named)) => {
                for inner in named.values_mut() {
                    change(inner, false);
                }
            }
            ("prefixItems", Value::Array(list)) => {
                for inner in list {
                    change(inner, false);
                }
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(list)) => {
                for inner in list {
                    change(inner, true);
                }
            }
            ("items" | "additionalProperties" | "not", inner @ Value::Object(_)) => {
                change(inner, false);
            }
            _ => {}
        }
    }
}

fn has_any(schema: &Value, names: &[&str]) -> bool {
    names.iter().any(|name| schema.get(name).is_some())
}

/// Whether the members of a value are told by several schemas at once.
fn combines(schema: &Value) -> bool {
    schema.get("allOf").is_some()
        || (schema.get("properties").is_some() && has_any(schema, &COMBINING))
}

/// A part of an object that refers to a named schema becomes a copy of it, since a named one that is
/// closed takes no other members than its own.
fn merge(schema: &mut Value, is_part: bool, known: &Map<String, Value>) {
    let beside = schema.get("properties").is_some();
    let target = (is_part || beside)
        .then(|| schema.get("$ref").and_then(Value::as_str)?.strip_prefix(SCHEMAS))
        .flatten()
        .and_then(|name| known.get(name))
        .cloned();
    if let (Some(target), Some(members)) = (target, schema.as_object_mut()) {
        members.remove("$ref");
        if beside {
            members.insert("allOf".to_owned(), json!([target]));
        } else if let Value::Object(target) = target {
            for (name, value) in target {
                members.entry(name).or_insert(value);
            }
        }
    }
    let several = combines(schema);
    each_inside(schema, &mut |inner, is_same| {
        merge(inner, is_same && (several || is_part), known);
    });
}

/// `oneOf` of words, some with a meaning and some without, is one list of words.
fn fold(schema: &mut Value) {
    each_inside(schema, &mut |inner, _| fold(inner));
    let Some(ways) = schema.get("oneOf").and_then(Value::as_array) else { return };
    let mut words: Vec<Value> = Vec::new();
    let mut meanings = String::new();
    for way in ways {
        let meaning = way.get("description").and_then(Value::as_str);
        let one = way.get("const").cloned();
        let several = way.get("enum").and_then(Value::as_array).cloned();
        let found: Vec<Value> = one.into_iter().chain(several.into_iter().flatten()).collect();
        if found.is_empty() || found.iter().any(|word| !word.is_string()) {
            return;
        }
        if let (Some(meaning), Some(Value::String(word))) = (meaning, found.first()) {
            meanings.extend(["\n- `", word, "`: ", meaning.trim()]);
        }
        words.extend(found);
    }
    let before = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{before}{meanings}").trim().to_owned();
    if let Some(members) = schema.as_object_mut() {
        members.remove("oneOf");
        members.insert("type".to_owned(), "string".into());
        members.insert("enum".to_owned(), words.into());
        if !description.is_empty() {
            members.insert("description".to_owned(), description.into());
        }
    }
}

/// Lets the schemas of answers have members that nobody knows yet.
pub(crate) fn open(schema: &mut Value) {
    each_inside(schema, &mut |inner, _| open(inner));
    if let Some(members) = schema.as_object_mut() {
        members.retain(|name, value| {
            !["additionalProperties", "unevaluatedProperties"].contains(&name.as_str())
                || *value != Value::Bool(false)
        });
    }
}

/// Takes every member that the document does not describe for a mistake, in answers too: what the
/// studio of this very document sends is described in it.
pub(crate) fn close_all(document: &mut Value) {
    if let Some(Value::Object(named)) = document.pointer_mut("/components/schemas") {
        named.values_mut().for_each(|schema| close(schema, false));
    }
    for part in ["/paths", "/components/responses"] {
        if let Some(part) = document.pointer_mut(part) {
            close_inside(part);
        }
    }
}

fn close_inside(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                match name.as_str() {
                    "schema" => close(inner, false),
                    // Its first part, `Problem`, is closed among the components.
                    "example" | "examples" | "application/problem+json" => {}
                    _ => close_inside(inner),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close_inside),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// An object has no other members than those that stand here; where several schemas tell its members,
/// the outermost says so for all.
fn close(schema: &mut Value, is_part: bool) {
    let is_told = has_any(schema, &["additionalProperties", "unevaluatedProperties"]);
    let several = combines(schema);
    if !is_part && !is_told {
        if several {
            set(schema, "unevaluatedProperties", false.into());
        } else if schema.get("properties").is_some() {
            set(schema, "additionalProperties", false.into());
        }
    } else if is_part && let Some(members) = schema.as_object_mut() {
        // The outermost says it.
        members.retain(|name, value| {
            !["additionalProperties", "unevaluatedProperties"].contains(&name.as_str())
                || *value != Value::Bool(false)
        });
    }
    each_inside(schema, &mut |inner, is_same| close(inner, is_same && (several || is_part)));
}

/// Formats that say no more than the bounds, and words that are written for the reader of the code.
fn plain(schema: &mut Value) {
    each_inside(schema, &mut |inner, _| plain(inner));
    let Some(members) = schema.as_object_mut() else { return };
    let is_known =
        |format: &Value| ["date", "date-time", "uri", "email"].iter().any(|known| format == known);
    if members.get("format").is_some_and(|format| !is_known(format)) {
        members.remove("format");
    }
    if members.contains_key("enum") {
        // The words themselves are the examples.
        members.remove("examples");
    }
    if let Some(Value::String(words)) = members.get_mut("description") {
        *words = unwrapped(&without_links(words));
    }
}

/// Words whose lines end where their paragraphs and points end, not where the code's lines do.
fn unwrapped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for line in words.lines().map(str::trim) {
        let begins = line.is_empty() || line.starts_with(['-', '#', '|']);
        if !text.is_empty() {
            text.push(if begins || text.ends_with('\n') { '\n' } else { ' ' });
        }
        text.push_str(line);
    }
    text
}

/// Words without the links of rustdoc: `[`Title`]` is called by its name.
pub(crate) fn without_links(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("[`") {
        let Some((name, after)) = after.split_once("`]") else { break };
        let name = name.rsplit("::").next().unwrap_or(name);
        plain.extend([before, "`", name, "`"]);
        rest = after;
        if let Some((target, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
            && !target.contains(' ')
        {
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

/// Gives each property its unit, and words where neither it nor its type has any.
fn say(schema: &mut Value, known: &Map<String, Value>) {
    each_inside(schema, &mut |inner, _| say(inner, known));
    let is_whole = schema.get("description").is_some();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    // A kind that is one member is told as a whole.
    let is_told = is_whole && properties.len() == 1;
    for (name, property) in properties {
        if !is_told {
            say_of(name, property, known);
        }
    }
}

/// The same for one property or parameter of this name.
pub(crate) fn say_of(name: &str, property: &mut Value, known: &Map<String, Value>) {
    if let Some(unit) = unit(name).filter(|_| is_number(property)) {
        set(property, "x-unit", unit.into());
    }
    let says_nothing = property.get("const").is_none() && !is_described(property, known);
    if let Some(words) = words::of(name).filter(|_| says_nothing) {
        let may_be_null = property.to_string().contains(r#""null""#);
        // What null means is said only where it can stand.
        let (words, _) = words.split_once("; null").filter(|_| !may_be_null).unwrap_or((words, ""));
        set(property, "description", sentence(words).into());
    }
}

/// A map from the words of an enum, in which each word may stand: schemars names them one by one.
pub(crate) fn keyed(schema: &mut Value) {
    each_inside(schema, &mut |inner, _| keyed(inner));
    let Some(members) = schema.as_object_mut() else { return };
    let is_map = !members.contains_key("required");
    let named = members.get("properties").and_then(Value::as_object).filter(|_| is_map);
    let Some((first, more)) = named.and_then(|named| {
        let mut values = named.values();
        Some((values.next()?.clone(), values.next()?.clone()))
    }) else {
        return;
    };
    let Some(Value::Object(named)) = members.get("properties").cloned() else { return };
    if first == more && named.values().all(|value| *value == first) {
        members.remove("properties");
        let words: Vec<&String> = named.keys().collect();
        members.insert("propertyNames".to_owned(), json!({ "type": "string", "enum": words }));
        members.insert("additionalProperties".to_owned(), first);
    }
}

fn unit(name: &str) -> Option<&'static str> {
    UNITS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, unit)| *unit)
}

fn is_number(schema: &Value) -> bool {
    let kind = schema.get("type");
    let kinds = kind.and_then(Value::as_array).into_iter().flatten().chain(kind);
    kinds.filter_map(Value::as_str).any(|kind| kind == "integer" || kind == "number")
}

/// Whether it says itself what it is, or its type does, or that of its items.
pub fn is_described(schema: &Value, known: &Map<String, Value>) -> bool {
    if schema.get("description").is_some_and(|words| words != "") {
        return true;
    }
    let named = schema.get("$ref").and_then(Value::as_str);
    let named = named.and_then(|name| known.get(name.strip_prefix(SCHEMAS)?));
    let ways = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let alone: Vec<&Value> = ways.filter(|way| way.get("type") != Some(&json!("null"))).collect();
    let only = alone.first().filter(|_| alone.len() == 1).copied();
    [named, schema.get("items"), only].into_iter().flatten().any(|inner| is_described(inner, known))
}

/// What its type says of it, or that of its items.
pub(crate) fn words_of_type(schema: &Value, known: &Map<String, Value>) -> Option<String> {
    let words = |schema: &Value| {
        let words = schema.get("description").and_then(Value::as_str)?;
        words.lines().next().map(str::to_owned)
    };
    let named = schema.get("$ref").and_then(Value::as_str)?;
    words(known.get(named.strip_prefix(SCHEMAS)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(schema: Value, known: Value) -> Value {
        let mut schema = schema;
        let Value::Object(known) = known else { panic!("an object") };
        finish_one(&mut schema, &known);
        schema
    }

    fn closed(schema: Value, known: Value) -> Value {
        let mut document =
            json!({ "components": { "schemas": { "It": finished(schema, known) } } });
        close_all(&mut document);
        document["components"]["schemas"]["It"].take()
    }

    #[test]
    fn a_closed_object_takes_no_other_members_and_a_map_takes_any() {
        let schema = json!({ "type": "object", "properties": {
            "inner": { "type": "object", "properties": {} },
            "map": { "type": "object", "additionalProperties": { "type": "string" } },
        } });
        assert_eq!(finished(schema.clone(), json!({})).get("additionalProperties"), None);
        let mut schema = closed(schema, json!({}));
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["properties"]["inner"]["additionalProperties"], false);
        assert_eq!(schema["properties"]["map"]["additionalProperties"]["type"], "string");
        open(&mut schema);
        assert_eq!(schema.get("additionalProperties"), None);
        assert_eq!(schema["properties"]["inner"].get("additionalProperties"), None);
        assert_eq!(schema["properties"]["map"]["additionalProperties"]["type"], "string");
    }

    #[test]
    fn bodies_of_answers_are_closed_and_the_second_part_of_a_problem_is_not() {
        let body = || json!({ "schema": { "properties": {} } });
        let content = json!({ "application/json": body(), "application/problem+json": body() });
        let mut document = json!({ "paths": { "/moon": { "get": { "responses": { "200": {
            "content": content,
        } } } } } });
        close_all(&mut document);
        let content = &document["paths"]["/moon"]["get"]["responses"]["200"]["content"];
        assert_eq!(content["application/json"]["schema"]["additionalProperties"], false);
        assert_eq!(content["application/problem+json"]["schema"].get("additionalProperties"), None);
    }

    #[test]
    fn where_a_kind_brings_members_the_outermost_schema_closes() {
        let schema = json!({
            "type": "object",
            "properties": { "at": {} },
            "oneOf": [
                { "type": "object", "properties": { "kind": { "const": "a" } } },
                { "$ref": "#/components/schemas/Other" },
                { "type": "object", "properties": { "kind": {} }, "$ref": "#/components/schemas/Other" },
            ],
        });
        let other = json!({
            "type": "object", "properties": { "x": {} }, "additionalProperties": false
        });
        let schema = closed(schema, json!({ "Other": other }));
        assert_eq!(schema["unevaluatedProperties"], false);
        assert_eq!(schema["oneOf"][0].get("additionalProperties"), None);
        assert_eq!(schema["oneOf"][1].get("$ref"), None);
        assert!(schema["oneOf"][1]["properties"].get("x").is_some());
        assert_eq!(schema["oneOf"][1].get("additionalProperties"), None);
        let third = &schema["oneOf"][2];
        assert_eq!(third["allOf"][0].get("additionalProperties"), None);
        assert!(third["allOf"][0]["properties"].get("x").is_some());
    }

    #[test]
    fn words_with_and_without_a_meaning_are_one_list() {
        let schema = finished(
            json!({ "description": "Where.", "oneOf": [
                { "type": "string", "enum": ["a", "b"] },
                { "type": "string", "const": "c", "description": "The last." },
            ] }),
            json!({}),
        );
        assert_eq!(schema["enum"], json!(["a", "b", "c"]));
        assert_eq!(schema["description"], "Where.\n- `c`: The last.");
        assert_eq!(schema.get("oneOf"), None);
    }

    #[test]
    fn a_property_says_its_unit_and_what_it_is() {
        let schema = finished(
            json!({ "properties": {
                "size_bytes": { "type": ["integer", "null"], "format": "uint64" },
                "who": { "anyOf": [{ "$ref": "#/components/schemas/Id" }, { "type": "null" }] },
                "nobody_knows": { "type": "string" },
            } }),
            json!({ "Id": { "type": "string", "description": "Of [`crate::Member`] by link." } }),
        );
        let properties = &schema["properties"];
        assert_eq!(properties["size_bytes"]["x-unit"], "bytes");
        assert_eq!(properties["size_bytes"].get("format"), None);
        assert!(properties["size_bytes"]["description"].is_string());
        assert_eq!(properties["who"].get("description"), None);
        assert_eq!(properties["nobody_knows"].get("description"), None);
    }

    #[test]
    fn a_map_from_words_is_a_map() {
        let count = json!({ "type": "integer" });
        let mut schema = json!({ "properties": { "a": {
            "type": "object",
            "properties": { "away": count, "barred": count },
            "additionalProperties": false,
        } }, "required": ["a"] });
        keyed(&mut schema);
        let map = &schema["properties"]["a"];
        assert_eq!(map["propertyNames"]["enum"], json!(["away", "barred"]));
        assert_eq!((map.get("properties"), &map["additionalProperties"]), (None, &count));
    }

    #[test]
    fn what_null_means_is_said_where_it_can_stand() {
        let property = |kind: Value| {
            let schema = json!({ "properties": { "decided_at": { "type": kind } , "b": {} } });
            finished(schema, json!({}))["properties"]["decided_at"]["description"].clone()
        };
        assert_eq!(property(json!("string")), "When it was decided.");
        let either = property(json!(["string", "null"]));
        assert_eq!(either, "When it was decided; null while it is not.");
    }

    #[test]
    fn a_paragraph_is_one_line() {
        let words = "Who may\nread it.\n\nMore\nof it:\n- `a`: one\n  point\n- `b`";
        let plain = "Who may read it.\n\nMore of it:\n- `a`: one point\n- `b`";
        assert_eq!(unwrapped(words), plain);
    }

    #[test]
    fn links_of_the_code_are_names() {
        assert_eq!(
            without_links("see [`crate::x::Title`], or [`A`](b::c)!"),
            "see `Title`, or `A`!"
        );
        assert_eq!(without_links("a [b] `c`"), "a [b] `c`");
    }
}
