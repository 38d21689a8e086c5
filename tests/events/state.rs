//! All that a studio knows, so that two studios with the same story can be compared.

use jiff::Timestamp;
use serde_json::Value;
use tests::World;

/// Attributes that say how something came about, not what it is: the order of events, the number of
/// writes, who else was busy at that moment, a request with a moment in it, what time passed.
const HISTORY: [&str; 6] =
    ["sequencer", "object_version", "revision", "why", "request_sha256", "saved_ms"];

/// Every item of the table, by its key, without moments and without its history.
pub(crate) fn state(world: &World) -> Vec<Value> {
    let mut items = world.items();
    for item in &mut items {
        forget(item);
    }
    items.sort_by_key(|item| format!("{} {}", item["pk"], item["sk"]));
    items
}

fn forget(value: &mut Value) {
    match value {
        Value::String(text) => *text = without_moments(text),
        Value::Array(values) => values.iter_mut().for_each(forget),
        Value::Object(fields) => {
            fields.retain(|name, _| !HISTORY.contains(&name.as_str()));
            fields.values_mut().for_each(forget);
        }
        Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// Notices tell people moments, and the keys of points hold the one in which they were earned.
fn without_moments(text: &str) -> String {
    let is_moment = |word: &str| word.trim_end_matches('.').parse::<Timestamp>().is_ok();
    let words = text.split([' ', '@']);
    let words = words.map(|word| if is_moment(word) { "(a moment)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// The two know the same. The first difference is told, since a whole table is not readable.
#[track_caller]
pub(crate) fn assert_same(one: &World, other: &World) {
    let (one, other) = (state(one), state(other));
    let keys = |items: &[Value]| -> Vec<String> {
        items.iter().map(|item| format!("{} {}", item["pk"]["S"], item["sk"]["S"])).collect()
    };
    assert_eq!(keys(&one), keys(&other));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(format!("{one:#}"), format!("{other:#}"));
    }
}
