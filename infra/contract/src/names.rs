//! What the components of the document are called: names that mean something to whoever does not know
//! the code. The code's own names say `View` for what is sent, and `PageOf` for a page of it.

use serde_json::{Map, Value};

use crate::components::SCHEMAS;

/// What a type of the code is called in the document, where its own name says too little there, or
/// is that of another component once its `View` is gone.
const BETTER: [(&str, &str); 20] = [
    ("AskAnswerView", "GivenAskAnswer"),
    ("AwardStandingView", "AwardFinding"),
    ("Because", "PlanChangeCause"),
    ("Check", "BooksCheck"),
    ("Contributed", "ContributedInput"),
    ("DirectoryView", "DirectoryMember"),
    ("ErasureStepView", "ErasureStepReason"),
    ("FileView", "BankFile"),
    ("HeldPayableView", "WaitingPayable"),
    ("IsrcView", "IsrcEntry"),
    ("PaidView", "MonthPayment"),
    ("PayoutRequestView", "RequestedPayout"),
    ("PlaceView", "CoproducerPlace"),
    ("Release", "HoldRelease"),
    ("RoomView", "ListeningRoom"),
    ("SettledView", "BankAnswerReport"),
    ("Shares", "NewWriters"),
    ("SupersededView", "ShareBefore"),
    ("SuspenseMatchView", "MatchedSuspense"),
    ("WhyView", "AssignmentReason"),
];

/// What a component of this name of the code is called.
pub(crate) fn of(name: &str) -> String {
    if let Some((_, better)) = BETTER.iter().find(|(known, _)| *known == name) {
        return (*better).to_owned();
    }
    if let Some(item) = name.strip_prefix("PageOf") {
        return format!("{}Page", of(item));
    }
    name.strip_suffix("View").unwrap_or(name).to_owned()
}

/// Renames all components of a document, wherever they are referred to or named in words. Where two
/// would go by one name, the later one gets a number at its end, which a test refuses.
pub(crate) fn rename(document: &mut Value) {
    let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") else { return };
    let mut named: Map<String, Value> = Map::new();
    let mut renamed: Vec<(String, String)> = Vec::new();
    for (name, schema) in std::mem::take(schemas) {
        let wanted = of(&name);
        let mut free = wanted.clone();
        let mut number = 1_u32;
        while named.contains_key(&free) {
            number = number.saturating_add(1);
            free = format!("{wanted}{number}");
        }
        named.insert(free.clone(), schema);
        renamed.push((name, free));
    }
    *schemas = named;
    renamed.retain(|(before, after)| before != after);
    follow(document, &renamed);
}

fn follow(value: &mut Value, renamed: &[(String, String)]) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                match (name.as_str(), inner) {
                    ("$ref", Value::String(target)) => {
                        let known = target
                            .strip_prefix(SCHEMAS)
                            .and_then(|name| renamed.iter().find(|(before, _)| before == name));
                        if let Some((_, after)) = known {
                            *target = format!("{SCHEMAS}{after}");
                        }
                    }
                    ("description", Value::String(words)) if words.contains('`') => {
                        for (before, after) in renamed {
                            let (before, after) = (format!("`{before}`"), format!("`{after}`"));
                            if words.contains(&before) {
                                *words = words.replace(&before, &after);
                            }
                        }
                    }
                    ("example" | "examples", _) => {}
                    (_, inner) => follow(inner, renamed),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| follow(item, renamed)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_says_what_it_is_and_not_that_it_is_sent() {
        assert_eq!(of("BriefView"), "Brief");
        assert_eq!(of("PageOfBriefView"), "BriefPage");
        assert_eq!(of("PageOfDirectoryView"), "DirectoryMemberPage");
        assert_eq!(of("Because"), "PlanChangeCause");
        assert_eq!(of("NewBrief"), "NewBrief");
        for pair in BETTER.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands before {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn references_and_words_follow_and_examples_do_not() {
        let mut document = json!({ "components": { "schemas": {
            "MoonView": { "type": "object", "properties": {} },
            "PageOfMoonView": { "properties": { "items": { "items": {
                "$ref": "#/components/schemas/MoonView",
                "description": "Each a `MoonView`.",
                "examples": [{ "$ref": "#/components/schemas/MoonView" }],
            } } } },
        } } });
        rename(&mut document);
        let items = &document["components"]["schemas"]["MoonPage"]["properties"]["items"]["items"];
        assert_eq!(items["$ref"], "#/components/schemas/Moon");
        assert_eq!(items["description"], "Each a `Moon`.");
        assert_eq!(items["examples"][0]["$ref"], "#/components/schemas/MoonView");
        assert!(document["components"]["schemas"].get("Moon").is_some());
    }

    #[test]
    fn two_components_of_one_name_are_told_apart_by_a_number() {
        let mut document = json!({ "components": { "schemas": {
            "Moon": { "type": "string" }, "MoonView": { "type": "object" },
        } } });
        rename(&mut document);
        assert_eq!(document["components"]["schemas"]["Moon2"]["type"], "object");
    }
}
