//! The API document is made of the code, has every route of the template and no other, and says of
//! each what a client has to know.
//!
//! After a change of the API: `UPDATE=1 cargo test -p tests --test tidy contract` writes
//! `infra/openapi.yaml` and `docs/problems.md` anew, as `cargo run -- openapi` does, and says which
//! row `docs/api-changelog.md` needs.

#![expect(clippy::indexing_slicing, reason = "what a JSON object does not have is null")]

use std::collections::{BTreeMap, BTreeSet};

use contract::{Examples, NamedRoute, Pages, changelog, components, schemas, words};
use serde_json::{Map, Value, json};

use crate::tree::{Tree, repository_root};

const DOCUMENT: &str = "infra/openapi.yaml";
const PROBLEMS: &str = "docs/problems.md";
const CHANGELOG: &str = "docs/api-changelog.md";

#[expect(clippy::unwrap_used, reason = "a template that cannot be read is judged elsewhere")]
fn routes(tree: &Tree) -> Vec<NamedRoute> {
    let template = tree.text("template.yaml").unwrap_or_default();
    local::api_document::routes(template).unwrap()
}

fn pages(tree: &Tree) -> Pages {
    Pages::of(&routes(tree), &Examples::checked_in())
}

/// Each operation with `GET /briefs/{brief}`.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let named = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, told)| (format!("{} {path}", method.to_uppercase()), told))
    });
    named.collect()
}

/// What a `$ref` of the document refers to; everything else is itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let pointer = value["$ref"].as_str().and_then(|one| one.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn stale(tree: &Tree, pages: &Pages) -> Vec<String> {
    let made = [(DOCUMENT, &pages.openapi), (PROBLEMS, &pages.problems)];
    let stale = made.iter().filter(|(path, text)| tree.text(path) != Some(text.as_str()));
    let command = "UPDATE=1 cargo test -p tests --test tidy contract";
    stale.map(|(path, _)| format!("{path}: is not what the code makes; {command}")).collect()
}

fn without_changelog(tree: &Tree, document: &Value) -> Vec<String> {
    let now = changelog::fingerprint(document);
    let page = tree.text(CHANGELOG).unwrap_or_default();
    if changelog::newest(page) == Some(now.as_str()) {
        return Vec::new();
    }
    vec![format!(
        "{CHANGELOG}: the contract has changed; say what, in a new first row: \
         | date | `{now}` | what clients notice |"
    )]
}

fn operation_ids_twice(document: &Value) -> Vec<String> {
    let mut named: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (operation, told) in operations(document) {
        named.entry(told["operationId"].as_str().unwrap_or_default()).or_default().push(operation);
    }
    let twice = named.into_iter().filter(|(name, with)| with.len() > 1 || name.is_empty());
    twice
        .map(|(name, with)| {
            format!("{}: all called `{name}`; rename an event in template.yaml", with.join(", "))
        })
        .collect()
}

/// Where a reader gives a value before it has read one, so that nobody knows what it takes.
fn undescribed(document: &Value) -> Vec<String> {
    let mut places = Vec::new();
    each(document, "", &mut |place, value| {
        if value.get(components::UNDESCRIBED).is_some() {
            places.push(format!("{place}: its reader does not say what it takes; see edge::Field"));
        }
    });
    places
}

/// Calls `see` with every value of the document and its place.
fn each<'a>(value: &'a Value, place: &str, see: &mut dyn FnMut(&str, &'a Value)) {
    see(place, value);
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                each(inner, &format!("{place}/{name}"), see);
            }
        }
        Value::Array(items) => {
            for (number, inner) in items.iter().enumerate() {
                each(inner, &format!("{place}/{number}"), see);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn without_words(document: &Value) -> Vec<String> {
    let nothing = Map::new();
    let named = document["components"]["schemas"].as_object().unwrap_or(&nothing);
    let mut violations = Vec::new();
    each(document, "", &mut |place, value| {
        let is_example = place.contains("/examples/") || place.contains("/example/");
        let is_problem_type = place.contains("/application~1problem+json/")
            || place.contains("/application/problem+json/");
        if is_example || is_problem_type {
            return;
        }
        let properties =
            value["properties"].as_object().filter(|_| !place.ends_with("/properties"));
        // A kind that is one member is told as a whole.
        let is_whole =
            is_text(&value["description"]) && properties.is_some_and(|all| all.len() == 1);
        for (name, property) in properties.into_iter().flatten() {
            // A kind that is one word says itself what it is.
            let is_word = property.get("const").is_some();
            if !is_whole && !is_word && !schemas::is_described(property, named) {
                violations.push(format!(
                    "{place}: nothing says what `{name}` is; give the field a `///`, or the name a \
                     sentence in infra/contract/src/words.rs"
                ));
            }
        }
        if value["in"].is_string() && value["name"].is_string() && !is_text(&value["description"]) {
            violations.push(format!(
                "{place}: nothing says what the parameter {} is; give it a note, or a sentence in \
                 infra/contract/src/words.rs",
                value["name"]
            ));
        }
    });
    for (operation, told) in operations(document) {
        let is_told = is_text(&told["summary"])
            && told["description"].as_str().is_some_and(|words| words.contains("Who: "));
        if !is_told {
            violations.push(format!("{operation}: says no `.summary(…)`, or not `.who(…)`"));
        }
    }
    violations
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// Words of the table that nothing needs any more.
fn idle_words(document: &Value) -> Vec<String> {
    let mut needed = BTreeSet::new();
    let mut see = |name: &str, words: &Value| {
        let said = words.as_str().unwrap_or_default().trim_end_matches('.');
        if words::of(name).is_some_and(|known| known.starts_with(said)) && !said.is_empty() {
            needed.insert(name.to_owned());
        }
    };
    each(document, "", &mut |_, value| {
        for (name, property) in value["properties"].as_object().into_iter().flatten() {
            see(name, &property["description"]);
        }
        see(value["name"].as_str().unwrap_or_default(), &value["description"]);
    });
    let idle = words::all().filter(|(name, _)| !needed.contains(*name));
    let file = "infra/contract/src/words.rs";
    idle.map(|(name, _)| format!("{file}: nothing needs the words of `{name}`; delete them"))
        .collect()
}

/// A number at the end means that two types go by one name.
fn numbered_components(document: &Value) -> Vec<String> {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let numbered = schemas.filter(|(name, _)| name.ends_with(|last: char| last.is_ascii_digit()));
    numbered
        .map(|(name, _)| {
            let name = name.trim_end_matches(|last: char| last.is_ascii_digit());
            format!(
                "two types are called `{name}`: rename one, its `NAME` or by `schemars(rename)`"
            )
        })
        .collect()
}

/// What is sent is called by what it is: `Brief` and `BriefPage`, not by what the code makes of it.
fn names_of_the_code(document: &Value) -> Vec<String> {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let of_code = schemas.filter(|(name, _)| name.ends_with("View") || name.starts_with("PageOf"));
    of_code
        .map(|(name, _)| format!("`{name}` is a name of the code; infra/contract/src/names.rs"))
        .collect()
}

/// What `crate::` and the like say is for readers of the code.
fn words_of_the_code(document: &Value) -> Vec<String> {
    let mut violations = Vec::new();
    each(document, "", &mut |place, value| {
        let words = if place.ends_with("/description") || place.ends_with("/summary") {
            value.as_str().unwrap_or_default()
        } else {
            ""
        };
        if words.contains("::") || words.contains("[`") || words.contains("Self") {
            violations.push(format!("{place}: is written for the reader of the code: {words}"));
        }
    });
    violations
}

/// The components that answers hold, one within another.
fn components_of_answers(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Value> =
        operations(document).into_iter().map(|(_, told)| &told["responses"]).collect();
    while let Some(next) = waiting.pop() {
        each(next, "", &mut |_, value| {
            let name = value["$ref"].as_str().and_then(|one| one.rsplit_once("/schemas/"));
            if let Some((_, name)) = name
                && found.insert(name.to_owned())
            {
                waiting.push(&document["components"]["schemas"][name]);
            }
        });
    }
    found
}

fn may_be_null(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null";
    let kinds = schema["type"].as_array().into_iter().flatten();
    let ways = schema["anyOf"].as_array().into_iter().flatten();
    kinds.chain(ways.map(|way| &way["type"])).any(is_null)
}

/// A member of an answer that may be null says when it is.
fn nulls_without_words(document: &Value) -> Vec<String> {
    let mut violations = Vec::new();
    for name in components_of_answers(document) {
        each(&document["components"]["schemas"][&name], &name, &mut |place, value| {
            for (member, schema) in value["properties"].as_object().into_iter().flatten() {
                let words = schema["description"].as_str().unwrap_or_default().to_lowercase();
                if may_be_null(schema) && !words.contains("null") {
                    violations.push(format!("{place}: does not say when `{member}` is null"));
                }
            }
        });
    }
    violations
}

/// Of the words of a list all are explained, or none.
fn words_explained_in_part(document: &Value) -> Vec<String> {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let mut violations = Vec::new();
    for (name, schema) in schemas {
        let about = schema["description"].as_str().unwrap_or_default();
        let words = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let (said, silent): (Vec<&str>, Vec<&str>) =
            words.partition(|word| about.contains(&format!("- `{word}`: ")));
        if !said.is_empty() && !silent.is_empty() {
            violations.push(format!("{name}: does not say what `{}` means", silent.join("`, `")));
        }
    }
    violations
}

#[test]
fn a_null_and_a_word_that_nothing_explains_are_found() {
    let document = json!({
        "paths": { "/moons": { "get": { "responses": {
            "200": { "schema": { "$ref": "#/components/schemas/Moon" } }
        } } } },
        "components": { "schemas": {
            "Moon": { "properties": {
                "name": { "type": ["string", "null"], "description": "Its name." },
                "phase": { "$ref": "#/components/schemas/Phase" },
            } },
            "Phase": { "enum": ["full", "new"], "description": "How much.\n- `full`: All." },
            "NewMoon": { "properties": { "name": { "type": ["string", "null"] } } },
        } },
    });
    let nulls = nulls_without_words(&document);
    assert_eq!(nulls, ["Moon: does not say when `name` is null"]);
    crate::assert_found(&words_explained_in_part(&document), &["Phase: does not say what `new`"]);
}

/// A change that two people can make at once is conditioned on what was read, or says why it needs
/// no such condition.
fn changes_without_condition(document: &Value) -> Vec<String> {
    let mut violations = Vec::new();
    for (operation, told) in operations(document) {
        let parameters = told["parameters"].as_array().into_iter().flatten();
        let headers: BTreeSet<&str> = parameters
            .map(|parameter| resolved(document, parameter))
            .filter(|parameter| parameter["in"] == "header")
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        let is_creation = operation.starts_with("POST ") && headers.contains("Idempotency-Key");
        let is_change = !operation.starts_with("GET ") && !is_creation;
        let says = is_text(&told["x-without-if-match"]);
        if is_change && !headers.contains("If-Match") && !says {
            violations.push(format!(
                "{operation}: takes no If-Match and does not say why: `.without_if_match(…)`"
            ));
        }
        if says && headers.contains("If-Match") {
            violations.push(format!("{operation}: says why it takes no If-Match, and takes one"));
        }
    }
    violations
}

/// Every list says in which order its items are.
fn lists_without_order(document: &Value) -> Vec<String> {
    let is_list = |told: &Value| {
        let schema = &told["responses"]["200"]["content"]["application/json"]["schema"];
        resolved(document, schema)["properties"].get("items").is_some()
    };
    let lists = operations(document).into_iter().filter(|(_, told)| is_list(told));
    lists
        .filter(|(_, told)| !is_text(&told["x-order"]))
        .map(|(operation, _)| format!("{operation}: does not say its order: `.ordered(…)`"))
        .collect()
}

/// What was made, and what goes on, has a place.
fn answers_without_place(document: &Value) -> Vec<String> {
    let mut violations = Vec::new();
    for (operation, told) in operations(document) {
        for status in ["201", "202"] {
            let answer = &told["responses"][status];
            if answer.is_object() && answer["headers"].get("Location").is_none() {
                violations.push(format!("{operation}: {status} without Location"));
            }
        }
    }
    violations
}

/// Every operation shows a request and an answer that a test has really seen.
fn without_example(document: &Value, examples: &Examples) -> Vec<String> {
    let shown: BTreeSet<String> = examples
        .iter()
        .filter(|(seen, _)| seen.status < 400)
        .map(|(seen, _)| seen.operation)
        .collect();
    let without = operations(document).into_iter().filter(|(name, _)| !shown.contains(name));
    without
        .map(|(operation, _)| {
            format!(
                "{operation}: has no example; run the whole suite, then \
                 `cargo run -- openapi --examples target/contract`"
            )
        })
        .collect()
}

#[test]
fn the_contract_is_made_of_the_code() {
    let tree = Tree::of_repository();
    let made = pages(&tree);
    if std::env::var_os("UPDATE").is_some() {
        let root = repository_root();
        std::fs::write(root.join(DOCUMENT), &made.openapi).unwrap();
        std::fs::write(root.join(PROBLEMS), &made.problems).unwrap();
    } else {
        crate::assert_none(&stale(&tree, &made));
    }
    crate::assert_none(&without_changelog(&tree, &made.document));
}

#[test]
fn a_changed_contract_is_found() {
    let pages = Pages {
        document: json!({ "openapi": "3.1.0" }),
        openapi: "new".to_owned(),
        problems: "same".to_owned(),
    };
    let log = "| date | contract | what |\n|---|---|---|\n| 2026-12-01 | `beef` | all |\n";
    let tree = Tree::planted([(DOCUMENT, "old"), (PROBLEMS, "same"), (CHANGELOG, log)]);
    crate::assert_found(&stale(&tree, &pages), &["infra/openapi.yaml: is not what"]);
    crate::assert_found(&without_changelog(&tree, &pages.document), &["the contract has changed"]);
    let known = log.replace("beef", &changelog::fingerprint(&pages.document));
    let tree = Tree::planted([(CHANGELOG, &known)]);
    crate::assert_none(&without_changelog(&tree, &pages.document));
}

#[test]
fn the_contract_has_every_route_of_the_template_and_no_other() {
    let routes = routes(&Tree::of_repository());
    assert!(routes.len() > 100, "{} routes", routes.len());
    crate::assert_none(&contract::routes_apart(&routes, &contract::described()));
}

#[test]
fn a_route_that_nothing_declares_is_found() {
    let route = |path: &str| NamedRoute {
        method: "GET".to_owned(),
        path: path.to_owned(),
        event: "Read".to_owned(),
    };
    let described = contract::described();
    let mut routes: Vec<NamedRoute> = described
        .operations
        .iter()
        .map(|one| NamedRoute { method: one.method.to_string(), ..route(one.path) })
        .collect();
    crate::assert_none(&contract::routes_apart(&routes, &described));
    routes.push(route("/moon"));
    let apart = contract::routes_apart(&routes, &described);
    crate::assert_found(&apart, &["no function declares GET /moon"]);
    routes.truncate(1);
    assert!(contract::routes_apart(&routes, &described).len() > 1);
}

#[test]
fn the_contract_says_what_a_client_has_to_know() {
    let document = pages(&Tree::of_repository()).document;
    let mut violations = operation_ids_twice(&document);
    violations.extend(undescribed(&document));
    violations.extend(without_words(&document));
    violations.extend(words_of_the_code(&document));
    violations.extend(idle_words(&document));
    violations.extend(numbered_components(&document));
    violations.extend(nulls_without_words(&document));
    violations.extend(words_explained_in_part(&document));
    violations.extend(names_of_the_code(&document));
    violations.extend(changes_without_condition(&document));
    violations.extend(lists_without_order(&document));
    violations.extend(answers_without_place(&document));
    crate::assert_none(&violations);
}

#[test]
fn every_operation_has_an_example_that_a_test_has_sent() {
    let document = pages(&Tree::of_repository()).document;
    crate::assert_none(&without_example(&document, &Examples::checked_in()));
}

#[test]
fn an_operation_without_an_example_is_found() {
    let document = json!({ "paths": { "/moons": { "get": {}, "put": {} } } });
    let sent = json!({ "GET /moons": { "200 application/json": {
        "path": "/moons", "request": null, "media_type": null, "answer": [], "fingerprint": "",
    } }, "PUT /moons": { "404 not_found": {
        "path": "/moons", "request": null, "media_type": null, "answer": {}, "fingerprint": "",
    } } });
    let examples: Examples = serde_json::from_value(sent).unwrap();
    crate::assert_found(&without_example(&document, &examples), &["PUT /moons: has no example"]);
}

#[test]
fn a_contract_that_leaves_something_unsaid_is_found() {
    let page = json!({ "content": { "application/json": {
        "schema": { "$ref": "#/components/schemas/Page2" }
    } } });
    let document = json!({
        "paths": { "/moons": {
            "get": { "operationId": "moons", "responses": { "200": page } },
            "put": { "operationId": "moons", "summary": "Set", "description": "Who: All." },
            "post": {
                "operationId": "make",
                "summary": "Make",
                "description": "By `crate::moon`. Who: All.",
                "parameters": [{ "$ref": "#/components/parameters/Key" }, { "name": "q", "in": "query" }],
                "responses": { "201": { "headers": {} } },
            },
        } },
        "components": {
            "parameters": {
                "Key": { "name": "Idempotency-Key", "in": "header", "description": "A key." },
            },
            "schemas": { "MoonView": {}, "Page2": { "properties": {
                "items": { "x-undescribed": true },
                "kind": { "const": "page" },
            } } },
        },
    });
    crate::assert_found(&operation_ids_twice(&document), &["all called `moons`"]);
    crate::assert_found(&undescribed(&document), &["Page2/properties/items"]);
    let unsaid = ["what `items` is", "the parameter \"q\"", "GET /moons: says no"];
    crate::assert_found(&without_words(&document), &unsaid);
    crate::assert_found(&words_of_the_code(&document), &["By `crate::moon`"]);
    assert_eq!(idle_words(&document).len(), words::all().count(), "it uses none of the table");
    crate::assert_found(&numbered_components(&document), &["two types are called `Page`"]);
    crate::assert_found(&names_of_the_code(&document), &["`MoonView` is a name of the code"]);
    crate::assert_found(&changes_without_condition(&document), &["PUT /moons: takes no If-Match"]);
    crate::assert_found(&lists_without_order(&document), &["GET /moons: does not say its order"]);
    crate::assert_found(&answers_without_place(&document), &["POST /moons: 201 without Location"]);
}
