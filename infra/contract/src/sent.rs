//! A request as a reader sees it: the values of its path, the pairs of its query, the normal form of
//! its texts.

use domain::text::{is_blank, is_forbidden_in_a_line, normal_form};
use serde_json::{Map, Value};

/// The variables of the route and what stands for them, decoded.
pub(crate) fn path_values(route: &str, target: &str) -> Vec<(String, String)> {
    let path = target.split('?').next().unwrap_or_default();
    let pairs = route.split('/').zip(path.split('/'));
    pairs
        .filter_map(|(piece, value)| {
            let name = piece.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), decoded(value, false)))
        })
        .collect()
}

/// The names and values of a query, decoded, in their order.
pub(crate) fn query(target: &str) -> Vec<(String, String)> {
    let Some((_, query)) = target.split_once('?') else { return Vec::new() };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true), decoded(value, true))
        })
        .collect()
}

/// A value with its texts in the form in which a reader sees them, and without the white space
/// around them where that is asked for.
pub(crate) fn normal(value: &Value, trims: bool) -> Value {
    match value {
        Value::String(text) if trims => normal_form(text.trim()).into(),
        Value::String(text) => normal_form(text).into(),
        Value::Array(items) => items.iter().map(|item| normal(item, trims)).collect(),
        Value::Object(members) => {
            let members = members.iter();
            let members: Map<String, Value> =
                members.map(|(name, member)| (name.clone(), normal(member, trims))).collect();
            members.into()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Whether the value is a text of nothing that is seen, or with characters that no text may have: no
/// pattern says what these are.
pub(crate) fn is_unreadable(value: Option<&Value>) -> bool {
    let text = value.and_then(Value::as_str);
    text.is_some_and(|text| is_blank(text) || text.chars().any(is_forbidden_in_a_line))
}

fn decoded(text: &str, plus_is_a_space: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let hex = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        };
        match (first, after.get(..2).and_then(hex)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', _) if plus_is_a_space => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_and_a_query_are_decoded() {
        let values =
            path_values("/briefs/{brief}/versions/{version}", "/briefs/a%2Fb/versions/7?x");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(values, [pair("brief", "a/b"), pair("version", "7")]);
        let pairs = query("/briefs?genre=hip+hop&limit=2&&x=%C3%A4%zz");
        assert_eq!(pairs, [pair("genre", "hip hop"), pair("limit", "2"), pair("x", "ä%zz")]);
        assert_eq!(query("/briefs"), []);
    }

    #[test]
    fn texts_are_composed_and_trimmed_where_it_is_asked_for() {
        let value = json!({ "words": [" u\u{308} ", 1, null] });
        assert_eq!(normal(&value, false), json!({ "words": [" ü ", 1, null] }));
        assert_eq!(normal(&value, true), json!({ "words": ["ü", 1, null] }));
    }

    #[test]
    fn what_nobody_can_read_is_no_text() {
        for (text, unreadable) in [("\u{200b} ", true), ("a\u{7}", true), ("a b", false)] {
            assert_eq!(is_unreadable(Some(&json!(text))), unreadable, "{text:?}");
        }
        assert!(!is_unreadable(Some(&json!(7))) && !is_unreadable(None));
    }
}
