//! Which contract a row of `docs/api-changelog.md` is about: a fingerprint of the document without
//! its words and examples, so that every change that a client could notice needs a row.

use domain::money::Sha256Hex;
use serde_json::{Map, Value};

use crate::yaml;

/// Members that say nothing to a program.
const WORDS: [&str; 6] =
    ["description", "summary", "examples", "example", "title", "x-without-if-match"];

/// Members whose own members are names, not words of the language of schemas.
const NAMES_INSIDE: [&str; 8] = [
    "properties",
    "paths",
    "schemas",
    "responses",
    "headers",
    "content",
    "parameters",
    "securitySchemes",
];

/// The SHA-256, in hexadecimal digits, of all that a program can notice of the document.
pub fn fingerprint(document: &Value) -> String {
    Sha256Hex::of(yaml::write(&without_words(document, false)).as_bytes()).as_str().to_owned()
}

/// The fingerprint in the newest row, which is the first one below the head of the table.
pub fn newest(page: &str) -> Option<&str> {
    let rows = page.lines().skip_while(|line| !line.starts_with("|---"));
    let row = rows.skip(1).find(|line| line.starts_with('|'))?;
    row.split('`').nth(1)
}

fn without_words(value: &Value, are_names: bool) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter();
            let kept = kept.filter(|(name, _)| are_names || !WORDS.contains(&name.as_str()));
            let inner = |name: &str| !are_names && NAMES_INSIDE.contains(&name);
            let kept = kept.map(|(name, value)| (name.clone(), without_words(value, inner(name))));
            Value::Object(kept.collect::<Map<String, Value>>())
        }
        Value::Array(items) => items.iter().map(|item| without_words(item, false)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_and_examples_change_nothing_and_a_property_of_that_name_does() {
        let document = |words: &str, property: &str| {
            json!({
                "info": { "description": words },
                "components": { "schemas": { "T": {
                    "description": words,
                    "examples": [words],
                    "properties": { property: { "type": "string", "description": words } },
                } } },
            })
        };
        let one = fingerprint(&document("a", "title"));
        assert_eq!(one, fingerprint(&document("b", "title")));
        assert_ne!(one, fingerprint(&document("a", "description")));
        assert_eq!(one.len(), 64);
    }

    #[test]
    fn the_newest_row_is_the_first() {
        let page = "# Log\n\n| a `x` |\n\n| date | contract | what |\n|---|---|---|\n\
                    | 2026-12-01 | `beef` | all |\n| 2026-11-01 | `dead` | some |\n";
        assert_eq!(newest(page), Some("beef"));
        assert_eq!(newest("# Log"), None);
    }
}
